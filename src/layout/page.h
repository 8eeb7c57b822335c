/* page.h - cuts a galley into pages, and adds running heads and feet.
 *
 * Strips that are kept together move to the next page as one, unless they
 * are taller than a page together: then they are parted where the page ends.
 * A single strip taller than a page is an error (E301).
 */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "layout/setting.h"

typedef struct {
    const Frame **list;
    int count;
} Pages;

Pages pages_compose(const Setting *setting, const Galley *galley, const BlockTree *tree);

#endif
