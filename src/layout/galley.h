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

/* A note that stands at the foot of its table, on each page where a row cites
 * it. Those of one number are the same note. */
typedef struct Foot {
    const struct Foot *next; /* of the same strip */
    int number;
    const Frame *frame;
} Foot;

typedef struct {
    const Frame *frame; /* NULL: `flow` */
    const Flow *flow;   /* text in columns, which pages may part (flow.h) */
    Len x;              /* from the column's left edge */
    Len before, after;  /* space; between two strips the larger one holds, and
                           none at the top of a page */
    bool keep;          /* on the same page as the next strip */
    const Frame *again; /* set first when the strip begins a page: a table's
                           header rows; NULL: none */
    const Foot *feet;   /* notes cited, to stand below the last strip that has
                           `again` on the page; NULL: none */
    Where where;
} Strip;

typedef struct {
    Arena *arena;
    Strip *strips;
    int count, room;
} Galley;

/* The notes that are due below the strips set so far. */
typedef struct {
    Arena *arena;
    const Foot **list;
    int count, room;
    Len height; /* of all, with the space before the first */
} Feet;

/* What the notes of a strip would add to `feet`. */
Len feet_more(const Feet *feet, const Strip *strip);

void feet_add(Feet *feet, const Strip *strip);

/* Sets the notes into `frame` with their top left corner at x, y; none are due then. Returns
 * their height. */
Len feet_set(Feet *feet, Frame *frame, Len x, Len y);

/* Room for `count` strips more. */
void galley_reserve(Galley *galley, int count);

void galley_init(Galley *galley, Arena *arena);
void galley_add(Galley *galley, Strip strip);

/* All strips as one frame, `width` wide: for what stands side by side. */
Frame *galley_frame(const Galley *galley, Len width);

#endif
