#include "layout/grid.h"

Grid grid_of(Arena *arena, const Block *block)
{
    return (Grid){.block = block,
                  .columns = block->column_count,
                  .rows = block->rows.count ? block->rows.count : block->entry_count,
                  .until = ARENA_ARRAY(arena, int, block->column_count)};
}

static StyleName style_of(const Grid *grid, int column)
{
    return grid->block->columns[column].figure ? STYLE_TABLE_FIGURE : STYLE_TABLE_CELL;
}

static bool shows_note(const Block *block)
{
    for (int c = 0; c < block->column_count; c++)
        if (block->columns[c].cell < 0 && block->columns[c].field == FIELD_NOTE)
            return true;
    return false;
}

static void add_cell(GridRow *row, GridCell cell)
{
    row->cells[row->count++] = cell;
}

static GridCell heading_of(const Grid *grid, Text words, Where where)
{
    return (GridCell){.text = words,
                      .style = STYLE_TABLE_HEAD,
                      .columns = grid->columns,
                      .rows = 1,
                      .where = where};
}

static GridRow row_of_entry(const Grid *grid, const Entry *entry, Job *job)
{
    GridRow row = {.role = entry->role,
                   .cells = ARENA_ARRAY(job->arena, GridCell, grid->columns),
                   .where = entry->where};
    if (entry->role == ROW_GROUP) {
        add_cell(&row, heading_of(grid, entry->fields[FIELD_LABEL], entry->where));
        return row;
    }
    for (int c = 0; c < grid->columns; c++) {
        const BlockColumn *column = &grid->block->columns[c];
        Text words = column->cell >= 0 ? entry->cells[column->cell] : entry->fields[column->field];
        add_cell(&row, (GridCell){words, style_of(grid, c), c, 1, 1, entry->where});
    }
    if (!shows_note(grid->block))
        row.note = entry->fields[FIELD_NOTE];
    return row;
}

/* -- rows that are data ------------------------------------------------------------ */

static bool is_free(const Grid *grid, int column)
{
    return grid->until[column] <= grid->row;
}

/* Free columns from `first` on, `most` at most. */
static int free_from(const Grid *grid, int first, int most)
{
    int count = 0;
    while (count < most && first + count < grid->columns && is_free(grid, first + count))
        count++;
    return count;
}

/* Puts the cell into the columns from `column` on and returns the next. */
static int occupy(Grid *grid, GridRow *row, DataCell cell, int column)
{
    int columns = free_from(grid, column, cell.columns);
    int rows = len_min(cell.rows, grid->rows - grid->row);
    for (int c = column; c < column + columns; c++)
        grid->until[c] = grid->row + rows;
    add_cell(row, (GridCell){cell.text, style_of(grid, column), column, columns, rows, cell.where});
    return column + columns;
}

static void report_left_over(Job *job, const DataCell *cell)
{
    diag_add(job->diag,
             &(Report){.code = E303,
                       .where = cell->where,
                       .message = "the row has no column left for this cell",
                       .help = "give the row no more cells than the table has columns; cells that "
                               "reach down from rows above take up theirs"});
}

static GridRow row_of_data(Grid *grid, Job *job)
{
    const DataRows *rows = &grid->block->rows;
    DataRow data = rows->write(rows->source, grid->row, job->arena);
    GridRow row = {.role = data.role,
                   .cells = ARENA_ARRAY(job->arena, GridCell, grid->columns),
                   .note = data.note,
                   .where = data.where};
    if (data.role == ROW_GROUP && free_from(grid, 0, grid->columns) == grid->columns) {
        add_cell(&row, heading_of(grid, data.cells[0].text, data.where));
        return row;
    }
    int used = 0;
    for (int column = 0; column < grid->columns;) {
        if (!is_free(grid, column))
            column++;
        else if (used < data.count)
            column = occupy(grid, &row, data.cells[used++], column);
        else
            column = occupy(grid, &row, (DataCell){.columns = 1, .rows = 1, .where = data.where},
                            column);
    }
    if (used < data.count)
        report_left_over(job, &data.cells[used]);
    for (int c = 0; c < grid->columns; c++)
        row.joined |= grid->until[c] > grid->row + 1;
    return row;
}

GridRow grid_next(Grid *grid, Job *job)
{
    GridRow row = grid->block->rows.count
                      ? row_of_data(grid, job)
                      : row_of_entry(grid, &grid->block->entries[grid->row], job);
    grid->row++;
    return row;
}

bool grid_row_is_plain(const Grid *grid, const GridRow *row)
{
    bool plain = row->role != ROW_GROUP && row->count == grid->columns && !row->joined &&
                 row->note.count == 0;
    for (int i = 0; i < row->count; i++)
        plain &= row->cells[i].columns == 1;
    return plain;
}
