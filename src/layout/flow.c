#include "layout/flow.h"

/* The strip behind the run of kept strips that begins at `first`. */
static int run_end(const Galley *galley, int first)
{
    int end = first + 1;
    while (end < galley->count && galley->strips[end - 1].keep)
        end++;
    return end;
}

/* Space between a strip and the one before it in the same column. */
static Len gap(const Galley *galley, int index, int column_first)
{
    if (index == column_first)
        return 0;
    return len_max(galley->strips[index - 1].after, galley->strips[index].before);
}

static Len height_of(const Galley *galley, int first, int end, int column_first)
{
    Len height = 0;
    for (int i = first; i < end; i++)
        height += gap(galley, i, column_first) + galley->strips[i].frame->height;
    return height;
}

/* The strip behind a column that begins at `first` and is at most `limit`
 * high; *depth becomes its height. The leading column takes one run of kept
 * strips even if that is higher. */
static int fill_column(const Galley *galley, int first, Len limit, bool leading, Len *depth)
{
    int at = first;
    *depth = 0;
    while (at < galley->count) {
        int end = run_end(galley, at);
        Len height = height_of(galley, at, end, first);
        if ((at > first || !leading) && *depth + height > limit)
            break;
        *depth += height;
        at = end;
        if (*depth > limit)
            break;
    }
    return at;
}

/* The strip behind all columns filled up to `limit`; *highest, if wanted, the
 * height of the highest. */
static int fill(const Flow *flow, int first, Len limit, Len *highest)
{
    int at = first;
    *highest = 0;
    for (int column = 0; column < flow->columns; column++) {
        Len depth;
        at = fill_column(&flow->galley, at, limit, column == 0, &depth);
        *highest = len_max(*highest, depth);
    }
    return at;
}

/* The least limit at which everything from `first` fits, given that it does
 * at `limit`. */
static Len balance(const Flow *flow, int first, Len limit)
{
    Len low = 0, high = limit, highest;
    while (high - low > 1) {
        Len middle = low + (high - low) / 2;
        if (fill(flow, first, middle, &highest) == flow->galley.count && highest <= middle)
            high = middle;
        else
            low = middle;
    }
    return high;
}

Frame *flow_set(const Flow *flow, Arena *arena, int first, Len limit, int *next)
{
    const Galley *galley = &flow->galley;
    Len highest;
    *next = fill(flow, first, limit, &highest);
    if (*next == galley->count && highest <= limit)
        limit = balance(flow, first, limit);
    Frame *frame =
        frame_new(arena, flow->width * flow->columns + flow->gutter * (flow->columns - 1), 0);
    for (int column = 0, at = first; column < flow->columns; column++) {
        Len depth, y = 0;
        int end = fill_column(galley, at, limit, column == 0, &depth);
        Len x = (flow->width + flow->gutter) * column;
        for (int i = at; i < end; i++) {
            y += gap(galley, i, at);
            frame_add_frame(arena, frame, x + galley->strips[i].x, y, galley->strips[i].frame);
            y += galley->strips[i].frame->height;
        }
        frame->height = len_max(frame->height, depth);
        at = end;
    }
    return frame;
}

Len flow_least(const Flow *flow, int first)
{
    return height_of(&flow->galley, first, run_end(&flow->galley, first), first);
}
