/* expand.h - a layout over a zone's facts gives the block tree.
 *
 * The layout file says which blocks stand in which order and what each shows:
 * a text by JSON Pointer into the zone file, a label, or a selection of facts
 * by category, measure or id. A block that has nothing to show is left out,
 * heading and all.
 */
#ifndef BRIEF_EXPAND_H
#define BRIEF_EXPAND_H

#include "brief/write.h"

/* Expands `layout` for writer->zone and writer->lang. Faults of the layout
 * and of markup in texts go to job->diag. Lives in job->arena. */
BlockTree brief_expand(Writer *writer, const Json *layout);

/* The tree as text: one line per block, entry and text. */
void blocks_dump(const BlockTree *tree, FILE *to);

#endif
