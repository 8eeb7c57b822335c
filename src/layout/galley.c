#include "layout/galley.h"

#include "layout/flow.h"

void galley_init(Galley *galley, Arena *arena)
{
    *galley = (Galley){.arena = arena};
}

void galley_add(Galley *galley, Strip strip)
{
    ARENA_RESERVE(galley->arena, galley->strips, galley->count, galley->room);
    if (galley->source)
        strip.source = galley->source;
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

int galley_run_end(const Galley *galley, int first)
{
    int end = first + 1;
    while (end < galley->count && galley->strips[end - 1].keep)
        end++;
    return end;
}

/* The grid of the first strip that has one; 0: none has. */
static Len grid_of(const Galley *galley)
{
    for (int i = 0; i < galley->count; i++)
        if (galley->strips[i].grid > 0)
            return galley->strips[i].grid;
    return 0;
}

static const Frame *whole(const Strip *strip, Arena *arena)
{
    return strip->flow ? flow_set(strip->flow, arena, flow_start(strip->flow, arena), 0, LEN_MAX)
                       : strip->frame;
}

void galley_set_flows(Galley *galley)
{
    for (int i = 0; i < galley->count; i++) {
        Strip *strip = &galley->strips[i];
        if (!strip->flow)
            continue;
        strip->frame = whole(strip, galley->arena);
        strip->grid = grid_of(strip->flow->galleys);
        strip->flow = NULL;
    }
}

Frame *galley_frame(const Galley *galley, Len width)
{
    Frame *frame = frame_new(galley->arena, width, 0);
    Column column = {.depth = 0};
    for (int i = 0; i < galley->count; i++) {
        const Frame *inner = whole(&galley->strips[i], galley->arena);
        column_put(&column, galley->arena, frame, 0, 0, &galley->strips[i], inner);
        if (i == 0)
            frame->baseline = column.depth - inner->height + inner->baseline;
    }
    column_close(&column, galley->arena, frame, 0, 0);
    frame->height = column.depth;
    return frame;
}

#define FLOAT_SPACE LEN_PT(12) /* least between a float and what stands next to it */

void galley_add_float(Galley *galley, const Galley *inner, Len width, bool bottom, Where where)
{
    if (inner->count == 0)
        return;
    Float *floating = ARENA_NEW(galley->arena, Float);
    Len space = bottom ? inner->strips[0].before : inner->strips[inner->count - 1].after;
    *floating = (Float){.frame = galley_frame(inner, width),
                        .bottom = bottom,
                        .space = len_max(space, FLOAT_SPACE)};
    galley_add(galley, (Strip){.frame = frame_new(galley->arena, 0, 0),
                               .keep = galley->count && galley->strips[galley->count - 1].keep,
                               .floating = floating,
                               .where = where});
}

/* -- standing below one another ---------------------------------------------------- */

/* How far a strip whose top would stand at `top` is from its grid. */
static Len to_grid(const Strip *strip, Len top)
{
    if (strip->grid <= 0)
        return 0;
    Len over = (top + strip->frame->baseline) % strip->grid;
    return over > 0 ? strip->grid - over : 0;
}

#define FEET_GAP LEN_PT(3) /* from a table to its first note */

/* Has a note of that number been cited before in this column? */
static bool is_cited_before(const Column *column, const Strip *strip, const Foot *foot)
{
    for (const Strip *s = column->noted; s <= strip; s++)
        for (const Foot *other = s->feet; other; other = other->next) {
            if (other == foot)
                return false;
            if (other->number == foot->number)
                return true;
        }
    return false;
}

/* Height of the notes that are due, each once; set into `into` if there is one. */
static Len set_feet(const Column *column, Arena *arena, Frame *into, Len x, Len y)
{
    Len height = 0;
    for (const Strip *s = column->noted; s && s <= column->noted_last; s++)
        for (const Foot *foot = s->feet; foot; foot = foot->next) {
            if (is_cited_before(column, s, foot))
                continue;
            height += height ? 0 : FEET_GAP;
            if (into)
                frame_add_frame(arena, into, x, y + column->depth + height, foot->frame);
            height += foot->frame->height;
        }
    return height;
}

Len column_height(const Column *column)
{
    return column->depth + set_feet(column, NULL, NULL, 0, 0);
}

void column_close(Column *column, Arena *arena, Frame *into, Len x, Len y)
{
    column->depth += set_feet(column, arena, into, x, y);
    column->noted = NULL;
}

Len column_take(Column *column, const Strip *strip, Len height)
{
    if (strip->floating)
        return column->depth;
    if (!column->begun && strip->again)
        column_take(column, strip->again, strip->again->frame->height);
    if (!strip->again) /* another table, or none: the notes of the last one end it */
        column_close(column, NULL, NULL, 0, 0);
    Len top = column->begun ? column->depth + len_max(column->after, strip->before) : 0;
    top += to_grid(strip, column->origin + top);
    column->depth = top + height;
    column->after = strip->after;
    column->begun = true;
    if (strip->feet) {
        column->noted = column->noted ? column->noted : strip;
        column->noted_last = strip;
    }
    return top;
}

void column_put(Column *column, Arena *arena, Frame *into, Len x, Len y, const Strip *strip,
                const Frame *frame)
{
    if (strip->floating)
        return;
    if (!column->begun && strip->again)
        column_put(column, arena, into, x, y, strip->again, strip->again->frame);
    if (!strip->again)
        column_close(column, arena, into, x, y);
    Len top = column_take(column, strip, frame->height);
    frame_add_frame(arena, into, x + strip->x, y + top, frame);
    if (strip->source)
        into->items[into->count - 1].where = strip->source - 1;
}
