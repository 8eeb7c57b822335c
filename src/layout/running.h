/* running.h - running heads and feet.
 *
 * Their words hold "{page}", "{pages}" and "{section}". The section is the
 * heading of level 1 or 2 that begins first on the page, or else the last one
 * before it; floats do not count. One that is too long for its line is cut off
 * with an ellipsis. All of it is an artifact (ISO 32000-1 14.8.2.2).
 */
#ifndef LAYOUT_RUNNING_H
#define LAYOUT_RUNNING_H

#include "layout/page.h"

/* Adds the tree's heads and feet to the pages. `setting` as they were composed. */
void running_add(const Setting *setting, const BlockTree *tree, const Pages *pages);

#endif
