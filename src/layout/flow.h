/* flow.h - strips in columns side by side, which pages may part.
 *
 * Either one galley runs down the first column and on into the next, or each
 * column has a galley of its own (abreast). When all that is left of the one
 * galley fits, its columns are made as short as they can be together
 * (balanced). Otherwise columns are filled, all to the same height, and the
 * rest of each goes to the next page.
 *
 * Strips that are kept together stay in one column, unless they are higher
 * than a page together: then they are parted where it ends.
 */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/galley.h"

struct Flow {
    Galley *galleys; /* strips as wide as a column, none of them a flow */
    bool abreast;    /* a galley for each column; else there is but one */
    int columns;
    Len width; /* of one column */
    Len gutter;
};

/* Where a flow begins: the next strip of each galley, in `arena`. */
int *flow_start(const Flow *flow, Arena *arena);
bool flow_ended(const Flow *flow, const int *at);

/* Sets strips from `at` on in columns at most `limit` high, `top` below what
 * grids are counted from, and returns the frame; `at` goes on to the strips that did not fit. What
 * must go on does so: one strip at least is set, even if it is higher than `limit`. */
Frame *flow_set(const Flow *flow, Arena *arena, int *at, Len top, Len limit);

/* The strip behind those that flow_set would take of the one galley. */
int flow_reach(const Flow *flow, const int *at, Len top, Len limit);

/* Least height to go on with at `top`: the highest run of kept strips at `at`. */
Len flow_least(const Flow *flow, const int *at, Len top);

/* The highest of the strips at `at`. */
const Strip *flow_highest(const Flow *flow, const int *at);

#endif
