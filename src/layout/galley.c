#include "layout/galley.h"

#include "layout/flow.h"

void galley_init(Galley *galley, Arena *arena)
{
    *galley = (Galley){.arena = arena};
}

void galley_add(Galley *galley, Strip strip)
{
    ARENA_RESERVE(galley->arena, galley->strips, galley->count, galley->room);
    galley->strips[galley->count++] = strip;
}

void galley_reserve(Galley *galley, int count)
{
    int room = galley->count + count;
    if (room <= galley->room)
        return;
    galley->strips = arena_grow(galley->arena, galley->strips, (size_t)galley->count, (size_t)room,
                                sizeof *galley->strips);
    galley->room = room;
}

/* -- notes at the foot of a table -------------------------------------------------- */

#define FEET_GAP LEN_PT(3) /* from the table to its first note */

static bool has_foot(const Feet *feet, const Foot *foot)
{
    for (int i = 0; i < feet->count; i++)
        if (feet->list[i]->number == foot->number)
            return true;
    return false;
}

Len feet_more(const Feet *feet, const Strip *strip)
{
    Len more = 0;
    for (const Foot *foot = strip->feet; foot; foot = foot->next)
        if (!has_foot(feet, foot))
            more += foot->frame->height;
    return more && feet->count == 0 ? more + FEET_GAP : more;
}

void feet_add(Feet *feet, const Strip *strip)
{
    feet->height += feet_more(feet, strip);
    for (const Foot *foot = strip->feet; foot; foot = foot->next) {
        if (has_foot(feet, foot))
            continue;
        ARENA_RESERVE(feet->arena, feet->list, feet->count, feet->room);
        feet->list[feet->count++] = foot;
    }
}

Len feet_set(Feet *feet, Frame *frame, Len x, Len y)
{
    Len height = feet->height;
    y += FEET_GAP;
    for (int i = 0; i < feet->count; i++) {
        frame_add_frame(feet->arena, frame, x, y, feet->list[i]->frame);
        y += feet->list[i]->frame->height;
    }
    feet->count = 0;
    feet->height = 0;
    return height;
}

/* -------------------------------------------------------------------------------- */

Frame *galley_frame(const Galley *galley, Len width)
{
    Frame *frame = frame_new(galley->arena, width, 0);
    Feet feet = {.arena = galley->arena};
    for (int i = 0; i < galley->count; i++) {
        const Strip *strip = &galley->strips[i];
        if (!strip->again)
            frame->height += feet_set(&feet, frame, 0, frame->height);
        if (i > 0)
            frame->height += len_max(galley->strips[i - 1].after, strip->before);
        int next;
        const Frame *inner =
            strip->flow ? flow_set(strip->flow, galley->arena, 0, LEN_MAX, &next) : strip->frame;
        frame_add_frame(galley->arena, frame, strip->x, frame->height, inner);
        frame->height += inner->height;
        feet_add(&feet, strip);
    }
    frame->height += feet_set(&feet, frame, 0, frame->height);
    return frame;
}
