/* page.h - cuts a galley into pages.
 *
 * Strips that are kept together move to the next page as one, unless they
 * are taller than a page together: then they are parted where the page ends.
 * A single strip taller than a page is an error (E301).
 *
 * Page one may have other margins than those behind it (Theme.first).
 *
 * Floats go to the top or the bottom of the page on which they are met in the
 * galley, or of the next one that has room. They keep their order: none is set
 * while one before it waits, and none at the top of a page that has an earlier
 * one at its bottom. Those that wait are set before a strip that begins a page,
 * and at the end, on pages of their own if need be. What stands below a float
 * at the top goes down by whole steps of the body's grid.
 */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "layout/setting.h"

/* What a page begins with: its type or, if it has none, its first float. */
typedef struct {
    int block;   /* Strip.block; 0: the page has none */
    bool begun;  /* goes on with a block of the page before */
    bool floats; /* the page has floats alone */
    Where where;
} PageStart;

typedef struct {
    Frame *frame;      /* all of it; running heads are still to be added */
    const Frame *body; /* within it: what flows through the pages, without floats */
    PageStart start;
    Len used; /* height of the text area that is taken up, floats and all */
} Page;

typedef struct {
    Page *list;
    int count;
} Pages;

/* `setting` is of the pages behind the first. There are never more than LIMIT_PAGES
 * and one, which is not all then. */
Pages pages_compose(const Setting *setting, const Galley *galley);

#endif
