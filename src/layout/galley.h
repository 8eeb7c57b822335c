/* galley.h - set type in one column, not yet cut into pages.
 *
 * Kinds hang strips below one another: a line, a table row, a row of tiles.
 * A strip's frame is never divided. Cutting the galley into pages is page.h's task;
 * what may not be parted is said here, by `keep`.
 *
 * Wherever strips come to stand below one another - on a page, in a column of
 * a flow, in a cell - they stand by one rule, column_take:
 *
 * 1. Between two strips is the larger of the one's `after` and the other's
 *    `before`; at the top of a column is no space.
 * 2. A strip with a grid then goes down until its baseline is on a multiple of
 *    the grid, counted from the top of the page's text area, or of the cell or
 *    box. `before` and `after` are thus the least there is; the grid adds less
 *    than one of its steps, at the top of a column too.
 *
 * Lines a grid apart need nothing added but at their first, and a heading
 * between them takes up whole steps, whatever its own leading and space, as
 * the text behind it goes down to the next. Columns of a flow count from where
 * their page does, so that all lines of a page stand on one grid.
 */
#ifndef LAYOUT_GALLEY_H
#define LAYOUT_GALLEY_H

#include "layout/frame.h"

typedef struct Flow Flow;
typedef struct Strip Strip;

/* A note that stands at the foot of its table, on each page where a row cites
 * it. Those of one number are the same note. */
typedef struct Foot {
    const struct Foot *next; /* of the same strip */
    int number;
    const Frame *frame;
} Foot;

/* A block that goes to the top or the bottom of a page (page.h). */
typedef struct {
    const Frame *frame;
    bool bottom;
    Len space; /* between it and what stands next to it */
} Float;

struct Strip {
    const Frame *frame;    /* NULL: `flow` */
    const Flow *flow;      /* text in columns, which pages may part (flow.h) */
    Len x;                 /* from the column's left edge */
    Len before, after;     /* space */
    Len grid;              /* frame->baseline stands on a multiple; 0: anywhere */
    bool new_page;         /* begins a page, as the layout says */
    bool page_two;         /* is the first that page one does not hold */
    bool keep;             /* on the same page as the next strip */
    const Strip *again;    /* set first when the strip begins a column: a table's
                              header rows; NULL: none */
    const Foot *feet;      /* notes cited; they stand below the last strip with `again`
                              in the column. NULL: none */
    const Float *floating; /* where it is met: the strip itself takes up nothing,
                              and stands in no way between its neighbours; NULL: none */
    int32_t source;        /* the innermost block that hung it, a Where, plus one;
                              0: as what it is in */
    int32_t block;         /* of the brief's blocks the n-th, from 1; 0: as what it is in */
    Where where;
};

typedef struct {
    Arena *arena;
    Strip *strips;
    int count, room;
    int32_t source; /* of the strips that are added: see Strip */
} Galley;

/* Room for `count` strips more. */
void galley_reserve(Galley *galley, int count);

void galley_init(Galley *galley, Arena *arena);
void galley_add(Galley *galley, Strip strip);

/* Adds what `inner` holds, set `width` wide, as a float that is met here. */
void galley_add_float(Galley *galley, const Galley *inner, Len width, bool bottom, Where where);

/* The strip behind the run of kept strips that begins at `first`. */
int galley_run_end(const Galley *galley, int first);

/* Sets each flow of the galley whole, so that all strips are frames. The
 * lines of one with a grid keep to it as the frame's top does. */
void galley_set_flows(Galley *galley);

/* All strips as one frame, `width` wide: for what stands side by side. Its
 * baseline is the first strip's. */
Frame *galley_frame(const Galley *galley, Len width);

/* How far a column is filled; all zero: an empty one. */
typedef struct {
    Len origin; /* of its top, below that which grids are counted from */
    Len depth;
    Len after;                       /* space that the last strip asks for */
    bool begun;                      /* holds a strip */
    const Strip *noted, *noted_last; /* strips of one galley whose notes are not
                                        set yet: NULL: none */
} Column;

/* The column's height with the notes that are due in it. */
Len column_height(const Column *column);

/* Fills the column with a strip that is `height` high, and with its `again`
 * before it where it begins the column. Returns where the strip's top stands.
 * To measure, fill a copy. */
Len column_take(Column *column, const Strip *strip, Len height);

/* The same, and places `frame`, the strip's or a part of its flow, in `into`,
 * where the column's top left is at x, y. */
void column_put(Column *column, Arena *arena, Frame *into, Len x, Len y, const Strip *strip,
                const Frame *frame);

/* Sets the notes that are due. To be called for a column that is full. */
void column_close(Column *column, Arena *arena, Frame *into, Len x, Len y);

#endif
