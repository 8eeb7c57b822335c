/* flow.h - strips that run down one column and on into the next.
 *
 * When all that is left of a flow fits, its columns are made as short as they
 * can be together (balanced); otherwise each is filled and the rest goes to
 * the next page. Strips that are kept together stay in one column.
 */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/galley.h"

struct Flow {
    Galley galley; /* strips as wide as a column */
    int columns;
    Len width; /* of one column */
    Len gutter;
};

/* Sets strips from `first` on in columns at most `limit` high and returns the
 * frame; *next becomes the first strip that did not fit. At least one run of
 * kept strips is set, even if it is higher than `limit`. */
Frame *flow_set(const Flow *flow, Arena *arena, int first, Len limit, int *next);

/* Height of the strips from `first` that are kept together. */
Len flow_least(const Flow *flow, int first);

#endif
