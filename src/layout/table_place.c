/* How rows become strips
 *
 * A band is a row, or rows joined by cells that reach down. Its rows get their
 * heights from cells of one row; a cell of several rows that needs more gives
 * the rest to its last. All strips of the body carry the head that is set
 * again on a further page, so that page.c knows where the table begins anew.
 */
#include <string.h>

#include "layout/chart.h"
#include "layout/item.h"
#include "layout/table_set.h"

#define HAIRLINE  LEN_PT(0.4)
#define HEAD_RULE LEN_PT(0.9)

static const TableLook *look_of(const Table *t)
{
    return &t->setting->theme->table;
}

static Colour colour(const Table *t, ColourName name)
{
    return t->setting->theme->colours[name];
}

static Len row_rule(const Table *t)
{
    TableRules rules = look_of(t)->rules;
    return rules == RULES_ROWS || rules == RULES_ALL ? HAIRLINE : 0;
}

static Len head_rule(const Table *t)
{
    return look_of(t)->rules == RULES_NONE ? 0 : HEAD_RULE;
}

/* -- rules and ground -------------------------------------------------------------- */

static void shade(const Table *t, Arena *arena, Frame *frame)
{
    frame_add_rect(arena, frame, 0, 0, frame->width, frame->height, colour(t, COLOUR_PANEL));
}

static void rule_below(const Table *t, Arena *arena, Frame *frame, Len weight)
{
    if (weight)
        frame_add_rect(arena, frame, 0, frame->height - weight, frame->width, weight,
                       colour(t, weight == HEAD_RULE ? COLOUR_ACCENT : COLOUR_RULE));
}

/* A rule in the gap before column `c`. */
static void rule_before(const Table *t, Arena *arena, Frame *frame, int c, Len y, Len height)
{
    frame_add_rect(arena, frame, t->starts[c] - COLUMN_GAP / 2, y, HAIRLINE, height,
                   colour(t, COLOUR_RULE));
}

static void rules_between(const Table *t, Arena *arena, Frame *frame)
{
    for (int c = 1; look_of(t)->rules == RULES_ALL && c < t->columns; c++)
        rule_before(t, arena, frame, c, 0, frame->height);
}

/* -- cells ------------------------------------------------------------------------- */

/* How far from its column's left edge a figure begins, so that the marks stand
 * below one another and the widest figure ends with the column. */
static Len figure_start(const Table *t, int column, Len lead)
{
    return t->widths[column] - t->figures[column].tail - lead;
}

/* Does the figure stand by its mark, on one line? */
static bool stands_by_mark(const Table *t, int column, Len lead, Len width)
{
    if (lead < 0 || t->block->columns[column].align != CELL_DECIMAL)
        return false;
    Len start = figure_start(t, column, lead);
    return start >= 0 && start + width <= t->widths[column];
}

/* The line that the cell is, as one line of words is high, and behind it the
 * marks of its sources. */
static LineFrames trend_lines(const Table *t, const SetRow *set, int index, Len width, Len marks)
{
    Arena *arena = t->setting->job->arena;
    const GridCell *cell = &set->row.cells[index];
    const Paragraph *paragraph = &set->cells[index];
    const Style *style = paragraph->style;
    LineFrames lines = paragraph_lines(t->setting, paragraph, marks);
    Len drawn = len_min(trend_width(paragraph), width - marks - TREND_GAP);
    Frame *frame = frame_new(arena, width, style->leading);
    frame->baseline = paragraph_baseline(style->leading, style->text.size);
    frame_add_frame(arena, frame, 0, 0,
                    chart_sparkline(t->setting, cell_trend(cell), set->figures[index],
                                    cell->text.pieces[0].where, drawn, style->leading));
    if (lines.count)
        frame_add_frame(arena, frame, drawn + TREND_GAP, 0, lines.frames[0]);
    lines.frames = ARENA_ARRAY(arena, const Frame *, 1);
    lines.frames[0] = frame;
    lines.count = 1;
    return lines;
}

/* Has page one a part of the row? Then of its cells there is the rest alone. */
static bool goes_on(const SetRow *set)
{
    for (int i = 0; i < set->row.count; i++)
        if (set->cells[i].share == SHARE_PART)
            return true;
    return false;
}

/* The cell's lines, each at its place across the row. */
static LineFrames cell_lines(const Table *t, const SetRow *set, int index, Len *x)
{
    const GridCell *cell = &set->row.cells[index];
    Paragraph paragraph = set->cells[index];
    Len narrowest, widest;
    *x = t->starts[cell->column];
    if (goes_on(set) && paragraph.share != SHARE_PART)
        return (LineFrames){NULL, 0, 0};
    text_widths(&paragraph.shaped, &narrowest, &widest);
    if (cell_trend(cell))
        return trend_lines(t, set, index, table_width(t, cell->column, cell->columns), widest);
    if (cell->columns == 1 && stands_by_mark(t, cell->column, set->leads[index], widest)) {
        Style *style = ARENA_NEW(t->setting->job->arena, Style);
        *style = *paragraph.style;
        style->align = ALIGN_START;
        paragraph.style = style;
        *x += figure_start(t, cell->column, set->leads[index]);
    }
    return paragraph_lines(t->setting, &paragraph, table_width(t, cell->column, cell->columns));
}

/* A cell cut into lines. */
typedef struct {
    const GridCell *cell;
    int row; /* of the band */
    Len x, height;
    LineFrames lines;
    int next; /* line, where a row is set line by line */
} CutCell;

typedef struct {
    CutCell *cells;
    int count, rows;
    Len *tops;  /* per row, and one more: the band's height */
    Len *leads; /* per row: what readings over its first lines lack, of the room above them */
} Band;

/* Where the rows begin, so that every cell has room; a cell of several rows
 * lets its last one grow. */
static void stack(const Table *t, Band *band)
{
    Len pads = 2 * look_of(t)->pad;
    band->tops[0] = 0;
    for (int r = 0; r < band->rows; r++) {
        band->tops[r + 1] = band->tops[r];
        for (int i = 0; i < band->count; i++) {
            const CutCell *cut = &band->cells[i];
            if (cut->row + cut->cell->rows == r + 1)
                band->tops[r + 1] =
                    len_max(band->tops[r + 1],
                            band->tops[cut->row] + band->leads[cut->row] + cut->height + pads);
        }
    }
}

static Band cut_band(const Table *t, const SetRow *rows, int count)
{
    Arena *arena = t->setting->job->arena;
    Band band = {.rows = count,
                 .tops = ARENA_ARRAY(arena, Len, count + 1),
                 .leads = ARENA_ARRAY(arena, Len, count)};
    int cells = 0;
    for (int r = 0; r < count; r++)
        cells += rows[r].row.count;
    band.cells = ARENA_ARRAY(arena, CutCell, cells);
    for (int r = 0; r < count; r++)
        for (int i = 0; i < rows[r].row.count; i++) {
            CutCell *cut = &band.cells[band.count++];
            *cut = (CutCell){.cell = &rows[r].row.cells[i], .row = r};
            cut->lines = cell_lines(t, &rows[r], i, &cut->x);
            for (int l = 0; l < cut->lines.count; l++)
                cut->height += cut->lines.frames[l]->height;
            band.leads[r] = len_max(band.leads[r], cut->lines.over - look_of(t)->pad);
        }
    stack(t, &band);
    return band;
}

static void set_lines(Arena *arena, Frame *frame, const CutCell *cut, Len y)
{
    for (int l = 0; l < cut->lines.count; l++) {
        frame_add_frame(arena, frame, cut->x, y, cut->lines.frames[l]);
        y += cut->lines.frames[l]->height;
    }
}

/* Rules within a band of several rows: below and before each cell. */
static void rule_cells(const Table *t, Frame *frame, const Band *band)
{
    Arena *arena = t->setting->job->arena;
    for (int i = 0; i < band->count; i++) {
        const CutCell *cut = &band->cells[i];
        const GridCell *cell = cut->cell;
        int end = cut->row + cell->rows;
        Len next = cell->column + cell->columns;
        Len right = next < t->columns ? t->starts[next] : frame->width;
        if (row_rule(t) && end < band->rows)
            frame_add_rect(arena, frame, t->starts[cell->column], band->tops[end] - HAIRLINE,
                           right - t->starts[cell->column], HAIRLINE, colour(t, COLOUR_RULE));
        if (look_of(t)->rules == RULES_ALL && cell->column > 0)
            rule_before(t, arena, frame, cell->column, band->tops[cut->row],
                        band->tops[end] - band->tops[cut->row]);
    }
}

static Frame *band_frame(const Table *t, const Band *band, bool shaded, Len rule)
{
    Arena *arena = t->setting->job->arena;
    Frame *frame = frame_new(arena, t->setting->measure, band->tops[band->rows]);
    if (shaded)
        shade(t, arena, frame);
    if (band->count && band->cells[0].lines.count)
        frame->baseline =
            look_of(t)->pad + band->leads[0] + band->cells[0].lines.frames[0]->baseline;
    for (int i = 0; i < band->count; i++) {
        int row = band->cells[i].row;
        set_lines(arena, frame, &band->cells[i],
                  band->tops[row] + look_of(t)->pad + band->leads[row]);
    }
    rule_cells(t, frame, band);
    rule_below(t, arena, frame, rule);
    return frame;
}

/* -- the head ---------------------------------------------------------------------- */

/* The lines of a column's head, aligned as the column is. */
static LineFrames head_lines(const Table *t, const Paragraph *words, int column)
{
    static const Align ALIGNS[] = {ALIGN_START, ALIGN_START, ALIGN_CENTRE, ALIGN_END, ALIGN_END};
    CellAlign align = t->block->columns[column].align;
    Paragraph paragraph = *words;
    Style style = *paragraph.style;
    if (align != CELL_BY_STYLE)
        style.align = ALIGNS[align];
    paragraph.style = &style;
    return paragraph_lines(t->setting, &paragraph, t->widths[column]);
}

/* Heads go down together by what readings over their first lines lack. */
static Frame *head_frame(const Table *t, const Paragraph *words)
{
    Arena *arena = t->setting->job->arena;
    Frame *frame = frame_new(arena, t->setting->measure, 0);
    LineFrames *cells = ARENA_ARRAY(arena, LineFrames, t->columns);
    Len pad = look_of(t)->pad, top = pad;
    for (int c = 0; c < t->columns; c++) {
        cells[c] = head_lines(t, &words[c], c);
        top = len_max(top, cells[c].over);
    }
    for (int c = 0; c < t->columns; c++) {
        Len y = top;
        for (int l = 0; l < cells[c].count; l++) {
            frame_add_frame(arena, frame, t->starts[c], y, cells[c].frames[l]);
            y += cells[c].frames[l]->height;
        }
        frame->height = len_max(frame->height, y + pad);
    }
    if (cells[0].count)
        frame->baseline = top + cells[0].frames[0]->baseline;
    rules_between(t, arena, frame);
    rule_below(t, arena, frame, head_rule(t));
    return frame;
}

/* The head of further pages: "Figures (continued)" above the column heads. */
static const Frame *head_again(const Table *t)
{
    const Setting *setting = t->setting;
    Arena *arena = setting->job->arena;
    const Frame *head = head_frame(t, t->head_again);
    if (t->block->continued.count == 0)
        return head;
    Str between = lang_is_cjk(setting->lang) ? STR("") : STR(" ");
    Text name = t->block->number.count ? t->block->number : t->block->title;
    Text words = text_join(setting, name, between, t->block->continued);
    Paragraph paragraph = paragraph_shape(setting, STYLE_NOTE, words, NODE_ARTIFACT);
    const Frame *line = paragraph_frame(setting, &paragraph, setting->measure);
    Frame *frame = frame_new(arena, setting->measure, line->height + head->height);
    frame_add_frame(arena, frame, 0, 0, line);
    frame_add_frame(arena, frame, 0, line->height, head);
    frame->baseline = line->height + head->baseline;
    return frame;
}

/* -- tags of cells in tables whose scopes do not tell ------------------------------ */

/* The cell's headers: those of its columns, of its row, and of its group. */
static void name_headers(const Table *t, const SetRow *set, const GridCell *cell, NodeId id,
                         NodeId row_head)
{
    Structure *structure = t->setting->structure;
    if (structure->untagged)
        return;
    NodeId *headers = ARENA_ARRAY(t->setting->job->arena, NodeId, cell->columns + 3);
    int count = 0;
    if (set->row.role != ROW_GROUP)
        for (int c = 0; c < cell->columns; c++)
            headers[count++] = t->head_nodes[cell->column + c];
    if (row_head && row_head != id)
        headers[count++] = row_head;
    if (t->group && t->group != id)
        headers[count++] = t->group;
    for (int i = 0; i < count; i++)
        structure->nodes[headers[i]].named = true;
    if (count)
        structure_more(structure, id)->headers = headers;
}

/* The rows of a band share the TH of the first column until another begins. */
static void name_band(Table *t, const SetRow *rows, int count)
{
    NodeId row_head = 0;
    for (int r = 0; r < count; r++)
        for (int i = 0; i < rows[r].row.count; i++) {
            const GridCell *cell = &rows[r].row.cells[i];
            NodeId id = rows[r].cells[i].node;
            if (cell->column == 0)
                row_head = id;
            if (rows[r].row.role == ROW_GROUP)
                t->group = id;
            name_headers(t, &rows[r], cell, id, row_head);
        }
}

/* -- strips ------------------------------------------------------------------------ */

/* What all strips of the body have in common. */
typedef struct {
    Table *table;
    Galley *galley;
    const Strip *again;
    Len after; /* below the last strip */
    int shown; /* rows since the last heading: for the zebra */
} Placer;

/* Does the row stay with the next one? A heading does, a row before a sum, the
 * first and the last but one. */
static bool keeps(const Placer *p, int index, RowRole role, RowRole next)
{
    int rows = p->table->rows;
    return index + 1 < rows &&
           (role == ROW_GROUP || next == ROW_SUM || index == 0 || index == rows - 2);
}

static void hang(Placer *p, const Frame *frame, StyleName style, const SetRow *set, bool keep,
                 bool last)
{
    const Theme *theme = p->table->setting->theme;
    galley_add(p->galley, (Strip){.frame = frame,
                                  .grid = theme->styles[style].grid,
                                  .keep = keep,
                                  .again = p->again,
                                  .after = last ? p->after : 0,
                                  .where = set->row.where,
                                  .feet = set->foot});
}

/* A row alone that is taller than a page: a strip for each line of its cells,
 * two of them kept together at either end. */
static void hang_lines(Placer *p, Band *band, const SetRow *set, bool last)
{
    const Table *t = p->table;
    Arena *arena = t->setting->job->arena;
    int most = 0;
    for (int i = 0; i < band->count; i++)
        most = len_max(most, band->cells[i].lines.count);
    for (int line = 0; line < most; line++) {
        Frame *frame = frame_new(arena, t->setting->measure, 0);
        Len top = line == 0 ? look_of(t)->pad : 0;
        for (int i = 0; i < band->count; i++) {
            const CutCell *cut = &band->cells[i];
            if (line >= cut->lines.count)
                continue;
            frame_add_frame(arena, frame, cut->x, top, cut->lines.frames[line]);
            frame->height = len_max(frame->height, top + cut->lines.frames[line]->height);
            frame->baseline = top + cut->lines.frames[line]->baseline;
        }
        bool final = line == most - 1;
        if (final) {
            frame->height += look_of(t)->pad;
            rule_below(t, arena, frame, row_rule(t));
        }
        SetRow part = *set;
        part.foot = line == 0 ? set->foot : NULL;
        hang(p, frame, STYLE_TABLE_CELL, &part, line == 0 || line == most - 2, final && last);
    }
}

static const Frame *note_frame(const Table *t, const SetRow *set, bool shaded)
{
    Arena *arena = t->setting->job->arena;
    const Frame *text = paragraph_frame(t->setting, &set->note, t->setting->measure);
    Len pad = look_of(t)->pad;
    Frame *frame = frame_new(arena, t->setting->measure, text->height + pad);
    if (shaded)
        shade(t, arena, frame);
    frame->baseline = text->baseline;
    frame_add_frame(arena, frame, 0, 0, text);
    rule_below(t, arena, frame, row_rule(t));
    return frame;
}

/* The notes of all rows of the band, as one strip's. */
static const Foot *join_feet(const Table *t, SetRow *rows, int count)
{
    const Foot *feet = NULL;
    for (int r = count - 1; r >= 0; r--) {
        if (!rows[r].foot)
            continue;
        Foot *foot = ARENA_NEW(t->setting->job->arena, Foot);
        *foot = *rows[r].foot;
        foot->next = feet;
        feet = foot;
    }
    return feet;
}

static bool is_shaded(Placer *p, RowRole role)
{
    if (role == ROW_GROUP)
        p->shown = 0;
    else
        p->shown++;
    return look_of(p->table)->zebra && role != ROW_GROUP && p->shown % 2 == 0;
}

/* Hangs rows index..index+count, which are joined. */
static void hang_band(Placer *p, SetRow *rows, int count, int index, RowRole next)
{
    Table *t = p->table;
    RowRole role = rows[0].row.role;
    bool noted = rows[count - 1].note.shaped.count > 0, last = index + count == t->rows;
    bool shaded = is_shaded(p, role);
    bool keep = keeps(p, index + count - 1, role, next) || (index == 0 && !last);
    if (t->spans)
        name_band(t, rows, count);
    Band band = cut_band(t, rows, count);
    rows[0].foot = goes_on(&rows[0]) ? NULL : join_feet(t, rows, count);
    Len page = t->setting->page_depth - p->again->frame->height;
    if (count == 1 && band.tops[1] > page)
        hang_lines(p, &band, rows, last && !noted);
    else
        hang(p, band_frame(t, &band, shaded, noted ? 0 : row_rule(t)), STYLE_TABLE_CELL, rows,
             keep || noted, last && !noted);
    for (int r = 0; r < count; r++) {
        SetRow below = {.row = rows[r].row};
        if (rows[r].note.shaped.count > 0)
            hang(p, note_frame(t, &rows[r], shaded), STYLE_NOTE, &below, keep, last);
    }
}

static void place_entries(Placer *p)
{
    Table *t = p->table;
    for (int r = 0; r < t->rows; r++) {
        RowRole next = r + 1 < t->rows ? t->set[r + 1].row.role : ROW_PLAIN;
        hang_band(p, &t->set[r], 1, r, next);
    }
}

/* -- rows of data ------------------------------------------------------------------ */

static const Style *style_of(const Table *t, int column)
{
    if (t->styles[column])
        return t->styles[column];
    bool figure = t->block->columns[column].figure;
    return &t->setting->theme->styles[figure ? STYLE_TABLE_FIGURE : STYLE_TABLE_CELL];
}

static Len packed_height(const Table *t)
{
    Len height = 0;
    for (int c = 0; c < t->columns; c++)
        height = len_max(height, style_of(t, c)->leading);
    return height + 2 * look_of(t)->pad;
}

/* Where a packed cell begins in its column. */
static Len packed_start(const Table *t, const PackedAt *cell)
{
    Len lead = cell->row->cells[cell->index].lead, width = packed_width(cell);
    if (stands_by_mark(t, cell->index, lead, width))
        return figure_start(t, cell->index, lead);
    Len left = t->widths[cell->index] - width;
    Align align = style_of(t, cell->index)->align;
    return align == ALIGN_END ? left : align == ALIGN_CENTRE ? left / 2 : 0;
}

static const Frame *make_packed(const FrameMaker *maker, int index, Arena *arena)
{
    const Table *t = ((const RowMaker *)maker)->table;
    const PackedRow *row = t->packed[index];
    Frame *frame = frame_new(arena, t->setting->measure, packed_height(t));
    if (row->shaded)
        shade(t, arena, frame);
    bool untagged = t->setting->structure->untagged;
    for (PackedAt cell = packed_first(&t->glyphs, row); cell.index < t->columns;
         packed_next(&cell)) {
        const Style *style = style_of(t, cell.index);
        packed_set(&cell, &style->text, frame, t->starts[cell.index] + packed_start(t, &cell),
                   look_of(t)->pad + paragraph_baseline(style->leading, style->text.size),
                   untagged ? row->node : row->node + 1 + cell.index, arena);
    }
    rules_between(t, arena, frame);
    rule_below(t, arena, frame, row_rule(t));
    return frame;
}

/* Does the packed row fit its columns on one line? */
static bool fits(const Table *t, const PackedRow *row)
{
    if (!row)
        return false;
    for (PackedAt cell = packed_first(&t->glyphs, row); cell.index < t->columns; packed_next(&cell))
        if (packed_width(&cell) > t->widths[cell.index])
            return false;
    return true;
}

static void hang_packed(Placer *p, int index)
{
    Table *t = p->table;
    Structure *structure = t->setting->structure;
    PackedRow *row = t->packed[index];
    Where where = row->cells[0].where;
    row->shaded = is_shaded(p, ROW_PLAIN);
    row->node = structure_add(structure, t->body, ROLE_TR, where);
    SetRow set = {.row = {.where = where}};
    for (int c = 0; c < t->columns && !structure->untagged; c++) {
        NodeId id = structure_add(structure, row->node, c ? ROLE_TD : ROLE_TH, row->cells[c].where);
        structure->nodes[id].scope = c ? SCOPE_NONE : SCOPE_ROW;
        GridCell cell = {.column = c, .columns = 1, .rows = 1};
        if (t->spans)
            name_headers(t, &set, &cell, id, row->node + 1);
    }
    Frame *frame = frame_made(t->setting->job->arena, t->setting->measure, packed_height(t),
                              &t->maker.maker, index);
    const Style *style = style_of(t, 0);
    frame->baseline = look_of(t)->pad + paragraph_baseline(style->leading, style->text.size);
    hang(p, frame, STYLE_TABLE_CELL, &set, keeps(p, index, ROW_PLAIN, ROW_PLAIN),
         index + 1 == t->rows);
}

/* The rows of data from `grid`'s next on that are joined, written and shaped
 * again, this time for good. */
static SetRow *shape_band(Table *t, Grid *grid, int *count)
{
    Arena *arena = t->setting->job->arena;
    SetRow *rows = NULL;
    int room = 0;
    *count = 0;
    for (bool joined = true; joined && grid->row < grid->rows; ++*count) {
        ARENA_RESERVE(arena, rows, *count, room);
        GridRow row = grid_next(grid, t->setting->job);
        joined = row.joined;
        if (row.role == ROW_GROUP)
            t->body = structure_add(t->setting->structure, t->node, ROLE_TBODY, t->block->where);
        rows[*count] = table_shape_row(t, t->setting, row, t->body);
    }
    return rows;
}

static void place_data(Placer *p)
{
    Table *t = p->table;
    Grid grid = grid_of(t->setting->job->arena, t->block);
    t->maker = (RowMaker){{make_packed}, t};
    t->body = structure_add(t->setting->structure, t->node, ROLE_TBODY, t->block->where);
    galley_reserve(p->galley, t->rows + 1);
    while (grid.row < t->rows) {
        int index = grid.row, count = 1;
        if (fits(t, t->packed[index])) {
            grid.row++;
            hang_packed(p, index);
            continue;
        }
        SetRow *rows = shape_band(t, &grid, &count);
        hang_band(p, rows, count, index, ROW_PLAIN);
    }
}

void table_place(Table *t, Galley *galley)
{
    const Style *style = &t->setting->theme->styles[STYLE_TABLE_CELL];
    Strip head = {.frame = head_frame(t, t->head),
                  .before = style->before,
                  .grid = t->head[0].style->grid,
                  .keep = true,
                  .where = t->block->where};
    galley_add(galley, head);
    Strip *again = ARENA_NEW(t->setting->job->arena, Strip);
    *again = head;
    again->frame = head_again(t);
    Placer placer = {.table = t, .galley = galley, .again = again, .after = style->after};
    if (t->kept)
        place_entries(&placer);
    else
        place_data(&placer);
}
