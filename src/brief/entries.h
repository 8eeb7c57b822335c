/* entries.h - the facts that a block selects or compares, as its entries or its chart. */
#ifndef BRIEF_ENTRIES_H
#define BRIEF_ENTRIES_H

#include "brief/write.h"

/* Fills block->entries, or block->chart of a kind that draws, with the facts that "select" in
 * `json` chooses. block->columns are known, and lose those in which no entry has words. Faults
 * (E014, E105, E116, E117 and the chart's) go to job->diag. */
void entries_expand(Writer *writer, const Json *json, Block *block);

/* Fills block->chart with the fact of each zone that "compare" in `json` asks for. */
void entries_compare(Writer *writer, const Json *json, Block *block);

#endif
