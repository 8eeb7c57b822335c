/* compare.h - the zones side by side, from their own fact files.
 *
 * A cell shows the zone's fact of the column's measure. What makes it differ
 * from its neighbours - another scope, another basis such as a first phase,
 * its date - stands in brackets behind it. Nothing is ranked or summed.
 */
#ifndef BRIEF_COMPARE_H
#define BRIEF_COMPARE_H

#include "brief/write.h"

/* Entries: a row for each of writer->compared, in the order of their cities'
 * names in the language. `columns` are the layout's, in the order of
 * block->columns. */
void compare_zones(Writer *writer, const Json *columns, Block *block);

#endif
