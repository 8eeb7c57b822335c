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

Frame *galley_frame(const Galley *galley, Len width)
{
    Frame *frame = frame_new(galley->arena, width, 0);
    for (int i = 0; i < galley->count; i++) {
        const Strip *strip = &galley->strips[i];
        if (i > 0)
            frame->height += len_max(galley->strips[i - 1].after, strip->before);
        int next;
        const Frame *inner =
            strip->flow ? flow_set(strip->flow, galley->arena, 0, LEN_MAX, &next) : strip->frame;
        frame_add_frame(galley->arena, frame, strip->x, frame->height, inner);
        frame->height += inner->height;
    }
    return frame;
}
