/* table.h - sets a table as strips of a galley, row by row.
 *
 * Three passes, each reading only the result of the last:
 *
 *     cells --measure--> column limits --solve--> widths --place--> strips
 *
 * The header row is set twice: once as the table's THead, once as an
 * artifact that every further page begins with.
 */
#ifndef LAYOUT_TABLE_H
#define LAYOUT_TABLE_H

#include "layout/paragraph.h"

/* What one column asks for. Invariant: 0 <= min <= max. */
typedef struct {
    Len min;   /* widest stretch that must not be cut */
    Len max;   /* narrowest width at which no cell has to wrap */
    int share; /* parts of the leftover width to take; 0 takes none */
} TableColumn;

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

/* Sets a block's entries as rows under its columns. An entry's note, if the
 * block shows notes but not in a column, stands in a row of its own below. */
void table_hang(const Setting *setting, const Block *block, Galley *galley);

#endif
