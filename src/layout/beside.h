/* beside.h - two galleys of one content, such as two languages, side by side.
 *
 *     left      right                 set
 *     P  ---    P  ---                P ---   P ---
 *        ---    LI ---       -->        ---
 *     LI ---       ---                LI ---  LI ---
 *                                               ---
 *
 * What belongs together is found by the structure: the strips of a paragraph,
 * a list item or a table row are a group, and groups of the same role and the
 * same origin are a pair. Each pair begins at one height and is not parted by
 * a page, unless it is taller than one: then its strips are paired one by one.
 * A group that the other side lacks stands alone.
 */
#ifndef LAYOUT_BESIDE_H
#define LAYOUT_BESIDE_H

#include "layout/setting.h"

/* One of the two, with the structure node that all of it hangs below. */
typedef struct {
    const Galley *galley; /* without flows */
    NodeId root;
    Len x; /* of its left edge */
} Side;

/* Hangs the two in `galley` as strips of setting->measure. */
void beside_hang(const Setting *setting, const Side *left, const Side *right, Galley *galley);

#endif
