/* overlay.h - how a page came about, drawn over it: --debug.
 *
 * Over what is there, which stays as it is, come the box of each block with
 * the JSON Pointer that leads to it in the layout, the boxes of lines, cells
 * and pictures inside it, and the baseline under each run. All of it is
 * artifacts: readers pass over it, and the file claims what it claims.
 */
#ifndef LAYOUT_OVERLAY_H
#define LAYOUT_OVERLAY_H

#include "layout/dump.h"
#include "layout/setting.h"

/* A page with the overlay. `pointer` is called with `files`. */
Frame *overlay_page(const Setting *setting, const Frame *page, DumpPointer pointer,
                    const void *files);

#endif
