/* grid.h - which columns and rows the cells of a table take up (occupy).
 *
 * Rows are asked for in order, once a pass: a cell that reaches down is
 * remembered by its columns until it ends. A row's cells go into the columns
 * that are left, from left to right, as in HTML; columns for which it has none
 * get an empty cell.
 */
#ifndef LAYOUT_GRID_H
#define LAYOUT_GRID_H

#include "base/job.h"
#include "layout/block.h"
#include "layout/theme.h"

typedef struct {
    Text text;
    StyleName style;
    int column; /* its first */
    int columns, rows;
    Where where;
} GridCell;

typedef struct {
    RowRole role;
    GridCell *cells;
    int count;
    Text note; /* may be empty */
    Where where;
    bool joined; /* a cell reaches into the next row */
} GridRow;

typedef struct {
    const Block *block;
    int columns, rows;
    int row;    /* the next */
    int *until; /* per column: the first row in which it is free */
} Grid;

/* The grid of the block's rows, before its first. */
Grid grid_of(Arena *arena, const Block *block);

/* The next row, in job->arena; E303 for a cell that no column is left for. */
GridRow grid_next(Grid *grid, Job *job);

/* Is the row plain: a cell in each column, none larger, no note? */
bool grid_row_is_plain(const Grid *grid, const GridRow *row);

#endif
