/* table_set.h - a table between its passes; for table.c and table_place.c.
 */
#ifndef LAYOUT_TABLE_SET_H
#define LAYOUT_TABLE_SET_H

#include "layout/packed.h"
#include "layout/table.h"

/* Words of a row, shaped. */
typedef struct {
    GridRow row;
    Paragraph *cells; /* per cell of the row */
    const Len *leads; /* per cell: to its decimal mark; -1: no figure */
    NodeId *figures;  /* per cell: of its trend */
    Paragraph note;   /* its words or, at the table's foot, what cites it */
    const Foot *foot; /* NULL: none */
} SetRow;

/* The figures of a column that is aligned by them. */
typedef struct {
    Len lead, tail; /* most before the mark, and from it on */
} FigureColumn;

typedef struct Table Table;

/* Rows that are kept packed become frames by it. */
typedef struct {
    FrameMaker maker;
    const Table *table;
} RowMaker;

struct Table {
    const Setting *setting; /* its theme set smaller, if the table is */
    const Block *block;
    const TableAsk *ask;
    NodeId node, body;
    NodeId group; /* the TH of the group the rows are in, or 0 */
    int columns, rows;
    bool kept;    /* rows are shaped once and kept; else they are data */
    bool spans;   /* cells name their headers */
    bool divides; /* words may be hyphenated to fit */
    Paragraph *head, *head_again;
    NodeId *head_nodes;
    SetRow *set;         /* if kept */
    PackedRow **packed;  /* if not: per row, NULL where it is not plain */
    PackedGlyphs glyphs; /* of these */
    TableColumn *limits;
    FigureColumn *figures;
    const Style **styles; /* per column: of its cells where they are not set as
                             their style says; NULL: they are */
    const char *mark;     /* the decimal mark of the language */
    Len *starts, *widths;
    Map notes; /* words of notes at the foot -> Foot */
    int note_count;
    RowMaker maker;
};

#define COLUMN_GAP LEN_PT(10)

/* The line that the cell is, before its source marks; NULL: it is words. */
static inline const Trend *cell_trend(const GridCell *cell)
{
    return cell->text.count ? cell->text.pieces[0].trend : NULL;
}

#define TREND_EMS 7           /* as wide as a line that shows a turn */
#define TREND_GAP LEN_PT(1.5) /* before its source marks */

static inline Len trend_width(const Paragraph *marks)
{
    return TREND_EMS * marks->style->text.size;
}

/* Shapes the row's cells; their content goes below `body`, or nowhere if it is
 * NODE_ARTIFACT. In setting->job->arena. */
SetRow table_shape_row(Table *table, const Setting *setting, GridRow row, NodeId body);

/* The width of columns first..first+count and the gaps between them. */
Len table_width(const Table *table, int first, int count);

/* Hangs the solved table. */
void table_place(Table *table, Galley *galley);

#endif
