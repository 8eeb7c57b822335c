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
    frame->height = column.depth;
    return frame;
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

Len column_take(Column *column, const Strip *strip, Len height)
{
    if (!column->begun && strip->again)
        column_take(column, strip->again, strip->again->frame->height);
    Len top = column->begun ? column->depth + len_max(column->after, strip->before) : 0;
    top += to_grid(strip, column->origin + top);
    column->depth = top + height;
    column->after = strip->after;
    column->begun = true;
    return top;
}

void column_put(Column *column, Arena *arena, Frame *into, Len x, Len y, const Strip *strip,
                const Frame *frame)
{
    if (!column->begun && strip->again)
        column_put(column, arena, into, x, y, strip->again, strip->again->frame);
    Len top = column_take(column, strip, frame->height);
    frame_add_frame(arena, into, x + strip->x, y + top, frame);
}
