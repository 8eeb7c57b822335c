/* table.h - sets a table as strips of a galley, row by row.
 *
 * Passes, each reading only the result of the last:
 *
 *     rows --occupy--> cells --measure--> column limits --solve--> widths
 *          --place--> strips
 *
 * Rows come from facts, and are shaped once and kept; or they are data
 * (block.h, DataRows), of which there may be a hundred thousand: each is
 * written, shaped and measured, and only a few bytes are kept of it (packed.h)
 * until its page is written. A row of data that is not plain is written and
 * shaped a second time when it is placed. Every pass is linear in the rows.
 *
 * The header row is set twice: once as the table's THead, once as an
 * artifact, with "(continued)", that every further page begins with. Rows
 * joined by a cell that reaches down form a band, which is one strip. A row
 * alone that is taller than a page is one strip a line.
 *
 * What does not fit is set smaller, the whole table alike, down to the floor;
 * then words are divided; then it is E302. Nothing is clipped.
 */
#ifndef LAYOUT_TABLE_H
#define LAYOUT_TABLE_H

#include "layout/paragraph.h"

/* Where notes stand: in a row of their own below theirs, or at the table's
 * foot on each page that cites them. */
typedef enum { NOTES_BELOW, NOTES_FOOT } TableNotes;

typedef struct {
    TableNotes notes;
    int floor;    /* percent of its size to which text may shrink */
    Text caption; /* above it, behind its number; both may be empty */
} TableAsk;

/* What one column asks for. Invariant: 0 <= min <= max. */
typedef struct {
    Len min;   /* widest stretch that must not be cut */
    Len max;   /* narrowest width at which no cell has to wrap */
    int share; /* parts of the leftover width to take; 0 takes none */
} TableColumn; /* of fixed width: min = max, no share */

/* Shares `avail` (gaps already taken off) among `count` columns.
 *
 * All start at `min`, grow in step towards `max`, and split what is still
 * left by `share`. Rounding leftovers go to the leftmost, so with any share
 * the widths sum to `avail` exactly.
 *
 * Returns false if even the minimums do not fit; `widths` then holds them
 * and the table overhangs on the right. Pure: no job, no fonts, no memory.
 */
bool table_solve_columns(const TableColumn *columns, int count, Len avail, Len *widths);

/* Sets a block's rows under its columns. */
void table_hang(const Setting *setting, const Block *block, const TableAsk *ask, Galley *galley);

/* Where a figure is aligned: the byte of the decimal mark `mark`, or behind the
 * last digit if there is none; of the first number in `text`. False: there is
 * no digit. Groups are told from decimals by the mark alone. */
bool table_decimal(Str text, Str mark, size_t *at);

#endif
