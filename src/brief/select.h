/* select.h - which facts a block of the layout shows, and in which order. */
#ifndef BRIEF_SELECT_H
#define BRIEF_SELECT_H

#include "brief/write.h"

/* Facts of one zone, or one of each of several; the list lives in job->arena, the facts are
 * borrowed. */
typedef struct {
    const Fact **list;
    int count;
} Facts;

/* The zone's facts that the block's "select" chooses, in its order; none without one. */
Facts facts_select(Writer *writer, const Json *block);

/* Puts them in the block's order, and leaves no more than it wants. */
void facts_order(Writer *writer, const Json *block, Facts *facts);

/* Reports measures that the terms do not have: no fact could have them (E105). `names` is a
 * string or an array of them. */
void facts_check_measures(Writer *writer, const Json *names);

#endif
