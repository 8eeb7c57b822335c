/* galley.h - set type in one column, not yet cut into pages.
 *
 * Kinds hang strips below one another: a line, a table row, a row of tiles.
 * A strip's frame is never divided. Cutting the galley into pages is page.h's task;
 * what may not be parted is said here, by `keep`.
 */
#ifndef LAYOUT_GALLEY_H
#define LAYOUT_GALLEY_H

#include "layout/frame.h"

typedef struct Flow Flow;

typedef struct {
    const Frame *frame; /* NULL: `flow` */
    const Flow *flow;   /* text in columns, which pages may part (flow.h) */
    Len x;              /* from the column's left edge */
    Len before, after;  /* space; between two strips the larger one holds, and
                           none at the top of a page */
    bool new_page;      /* begins a page */
    bool keep;          /* on the same page as the next strip */
    const Frame *again; /* set first when the strip begins a page: a table's
                           header rows; NULL: none */
    Where where;
} Strip;

typedef struct {
    Arena *arena;
    Strip *strips;
    int count, room;
} Galley;

void galley_init(Galley *galley, Arena *arena);
void galley_add(Galley *galley, Strip strip);

/* All strips as one frame, `width` wide: for what stands side by side. */
Frame *galley_frame(const Galley *galley, Len width);

#endif
