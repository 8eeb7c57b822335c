#include "layout/flow.h"

/* Fills a column with strips first..end. */
static void take(Column *column, const Galley *galley, int first, int end)
{
    for (int i = first; i < end; i++)
        column_take(column, &galley->strips[i], galley->strips[i].frame->height);
}

/* Height of the run of kept strips at `first` on top of a column. */
static Len run_height(const Galley *galley, int first, Len top)
{
    Column column = {.origin = top};
    take(&column, galley, first, galley_run_end(galley, first));
    return column_height(&column);
}

/* How many strips of a run that no column holds go in one, one at least. */
static int part_run(const Galley *galley, int first, Len top, Len limit)
{
    Column column = {.origin = top};
    int at = first;
    while (at < galley->count) {
        take(&column, galley, at, at + 1);
        if (at > first && column_height(&column) > limit)
            break;
        at++;
    }
    return at;
}

/* The strip behind a column that begins at `first` and is at most `limit`
 * high. A leading column is not left empty. */
static int fill_column(const Galley *galley, int first, Len top, Len limit, bool leading)
{
    Column column = {.origin = top};
    int at = first;
    while (at < galley->count) {
        int end = galley_run_end(galley, at);
        take(&column, galley, at, end);
        if (column_height(&column) > limit)
            break;
        at = end;
    }
    return at == first && leading ? part_run(galley, first, top, limit) : at;
}

/* The strip behind all columns filled up to `limit` from one galley. */
static int fill(const Flow *flow, int first, Len top, Len limit)
{
    int at = first;
    for (int column = 0; column < flow->columns; column++)
        at = fill_column(flow->galleys, at, top, limit, column == 0);
    return at;
}

/* The least limit at which everything from `first` fits and no run is parted;
 * `limit` itself if there is none up to it. */
static Len balance(const Flow *flow, int first, Len top, Len limit)
{
    const Galley *galley = flow->galleys;
    Len highest = 1;
    for (int at = first; at < galley->count; at = galley_run_end(galley, at))
        highest = len_max(highest, run_height(galley, at, top));
    if (highest > limit || fill(flow, first, top, limit) < galley->count)
        return limit;
    Len low = highest - 1, high = limit;
    while (high - low > 1) {
        Len middle = low + (high - low) / 2;
        if (fill(flow, first, top, middle) == galley->count)
            high = middle;
        else
            low = middle;
    }
    return high;
}

static int galleys_of(const Flow *flow)
{
    return flow->abreast ? flow->columns : 1;
}

int *flow_start(const Flow *flow, Arena *arena)
{
    return ARENA_ARRAY(arena, int, galleys_of(flow));
}

bool flow_ended(const Flow *flow, const int *at)
{
    for (int g = 0; g < galleys_of(flow); g++)
        if (at[g] < flow->galleys[g].count)
            return false;
    return true;
}

int flow_reach(const Flow *flow, const int *at, Len top, Len limit)
{
    return fill(flow, at[0], top, limit);
}

Frame *flow_set(const Flow *flow, Arena *arena, int *at, Len top, Len limit)
{
    if (!flow->abreast)
        limit = balance(flow, at[0], top, limit);
    Frame *frame =
        frame_new(arena, flow->width * flow->columns + flow->gutter * (flow->columns - 1), 0);
    for (int c = 0; c < flow->columns; c++) {
        int g = flow->abreast ? c : 0;
        const Galley *galley = &flow->galleys[g];
        int end = fill_column(galley, at[g], top, limit, flow->abreast || c == 0);
        Column column = {.origin = top};
        for (; at[g] < end; at[g]++) {
            const Strip *strip = &galley->strips[at[g]];
            column_put(&column, arena, frame, (flow->width + flow->gutter) * c, 0, strip,
                       strip->frame);
        }
        column_close(&column, arena, frame, (flow->width + flow->gutter) * c, 0);
        frame->height = len_max(frame->height, column.depth);
    }
    return frame;
}

Len flow_least(const Flow *flow, const int *at, Len top)
{
    Len least = 0;
    for (int g = 0; g < galleys_of(flow); g++)
        if (at[g] < flow->galleys[g].count)
            least = len_max(least, run_height(&flow->galleys[g], at[g], top));
    return least;
}

const Strip *flow_highest(const Flow *flow, const int *at)
{
    const Strip *highest = NULL;
    for (int g = 0; g < galleys_of(flow); g++) {
        if (at[g] == flow->galleys[g].count)
            continue;
        const Strip *strip = &flow->galleys[g].strips[at[g]];
        if (!highest || strip->frame->height > highest->frame->height)
            highest = strip;
    }
    return highest;
}
