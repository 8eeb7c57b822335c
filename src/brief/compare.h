/* compare.h - the zones side by side, from their own fact files.
 *
 * A cell shows the zone's fact of the column's measure. What makes it differ
 * from its neighbours - another scope, another basis such as a first phase,
 * its date - stands in brackets behind it. Nothing is ranked or summed.
 */
#ifndef BRIEF_COMPARE_H
#define BRIEF_COMPARE_H

#include "brief/write.h"

/* The zone's city, or its own name where another of writer->compared is of the
 * same city; and its remark in brackets. */
Text compare_name(Writer *writer, const Zone *zone);

/* Are they of one city, going by its name in the writer's language? */
bool compare_same_city(const Writer *writer, const Zone *a, const Zone *b);

/* The fact that answers for each of writer->compared, in the same order as
 * below, into `facts`, which has room for all; returns how many have one. `none`
 * names the others: "Cove, Head: not stated"; empty if there are none. `names`
 * is a measure, or several to choose from. */
int compare_facts(Writer *writer, const Json *names, const Fact **facts, Text *none);

/* Entries: a row for each of writer->compared, in the order of their cities'
 * names in the language. `columns` are the layout's, in the order of
 * block->columns. */
void compare_zones(Writer *writer, const Json *columns, Block *block);

#endif
