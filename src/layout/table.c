#include "layout/table.h"

#define COLUMN_GAP LEN_PT(10)
#define CELL_PAD   LEN_PT(1.8) /* above and below a row */
#define HAIRLINE   LEN_PT(0.4)
#define HEAD_RULE  LEN_PT(0.9)

bool table_solve_columns(const TableColumn *columns, int count, Len avail, Len *widths)
{
    int64_t least = 0, wanted = 0;
    int shares = 0;
    for (int i = 0; i < count; i++) {
        widths[i] = columns[i].min;
        least += columns[i].min;
        wanted += columns[i].max - columns[i].min;
        shares += columns[i].share;
    }
    if (least > avail)
        return false;
    int64_t growth = avail - least < wanted ? avail - least : wanted;
    int64_t leftover = avail - least - growth, given = 0;
    for (int i = 0; i < count; i++) {
        int64_t room = columns[i].max - columns[i].min;
        int64_t part = wanted ? growth * room / wanted : 0;
        if (shares)
            part += leftover * columns[i].share / shares;
        widths[i] += (Len)part;
        given += part;
    }
    if (shares || growth < wanted) {
        Len rest = (Len)(avail - least - given);
        for (int i = 0; rest > 0 && i < count; i++, rest--)
            widths[i]++;
    }
    return true;
}

/* -- the passes -------------------------------------------------------------------- */

typedef struct {
    Paragraph *cells; /* one per column */
    Paragraph note;
    bool has_note;
    NodeId note_row;
    Where where;
} Row;

typedef struct {
    const Setting *setting;
    const Block *block;
    int columns;
    Paragraph *head, *head_again;
    Row *rows;
    TableColumn *limits;
    Len *widths;
} Table;

static StyleName cell_style(const BlockColumn *column)
{
    return column->figure ? STYLE_TABLE_FIGURE : STYLE_TABLE_CELL;
}

static void shape_head(Table *t, NodeId table)
{
    Structure *structure = t->setting->structure;
    NodeId head = structure_add(structure, table, ROLE_THEAD, t->block->where);
    NodeId row = structure_add(structure, head, ROLE_TR, t->block->where);
    for (int c = 0; c < t->columns; c++) {
        const BlockColumn *column = &t->block->columns[c];
        NodeId cell = structure_add(structure, row, ROLE_TH, column->where);
        structure->nodes[cell].scope = SCOPE_COLUMN;
        t->head[c] = paragraph_shape(t->setting, STYLE_TABLE_HEAD, column->head, cell);
        t->head_again[c] =
            paragraph_shape(t->setting, STYLE_TABLE_HEAD, column->head, NODE_ARTIFACT);
    }
}

static bool shows_note(const Block *block)
{
    for (int c = 0; c < block->column_count; c++)
        if (block->columns[c].cell < 0 && block->columns[c].field == FIELD_NOTE)
            return true;
    return false;
}

/* The first column names the row and heads it. */
static void shape_row(Table *t, NodeId body, const Entry *entry, Row *row)
{
    Structure *structure = t->setting->structure;
    NodeId line = structure_add(structure, body, ROLE_TR, entry->where);
    row->where = entry->where;
    row->cells = ARENA_ARRAY(t->setting->job->arena, Paragraph, t->columns);
    for (int c = 0; c < t->columns; c++) {
        const BlockColumn *column = &t->block->columns[c];
        NodeId cell = structure_add(structure, line, c ? ROLE_TD : ROLE_TH, entry->where);
        if (c == 0)
            structure->nodes[cell].scope = SCOPE_ROW;
        Text words = column->cell >= 0 ? entry->cells[column->cell] : entry->fields[column->field];
        row->cells[c] = paragraph_shape(t->setting, cell_style(column), words, cell);
    }
    row->has_note = entry->fields[FIELD_NOTE].count > 0 && !shows_note(t->block);
    if (!row->has_note)
        return;
    NodeId note_line = structure_add(structure, body, ROLE_TR, entry->where);
    NodeId cell = structure_add(structure, note_line, ROLE_TD, entry->where);
    structure->nodes[cell].column_span = t->columns;
    row->note = paragraph_shape(t->setting, STYLE_NOTE, entry->fields[FIELD_NOTE], cell);
}

static void shape(Table *t, NodeId table)
{
    shape_head(t, table);
    NodeId body = structure_add(t->setting->structure, table, ROLE_TBODY, t->block->where);
    for (int r = 0; r < t->block->entry_count; r++)
        shape_row(t, body, &t->block->entries[r], &t->rows[r]);
}

static void measure_cell(TableColumn *limit, const Paragraph *cell)
{
    Len narrowest, widest;
    text_widths(&cell->shaped, &narrowest, &widest);
    limit->min = len_max(limit->min, narrowest);
    limit->max = len_max(limit->max, widest);
}

/* Han and kana could be broken after every character, but a column of two of
 * them is no column. */
#define LEAST_EMS 5

static void measure(Table *t)
{
    for (int c = 0; c < t->columns; c++) {
        TableColumn *limit = &t->limits[c];
        *limit = (TableColumn){.share = t->block->columns[c].share};
        measure_cell(limit, &t->head[c]);
        for (int r = 0; r < t->block->entry_count; r++)
            measure_cell(limit, &t->rows[r].cells[c]);
        Len least = LEAST_EMS * t->setting->theme->styles[STYLE_TABLE_CELL].text.size;
        limit->min = len_max(limit->min, len_min(limit->max, least));
    }
}

static void solve(Table *t)
{
    Len avail = t->setting->measure - COLUMN_GAP * (t->columns - 1);
    if (table_solve_columns(t->limits, t->columns, avail, t->widths))
        return;
    int64_t least = 0;
    for (int c = 0; c < t->columns; c++)
        least += t->widths[c];
    Arena *arena = t->setting->job->arena;
    diag_add(
        t->setting->job->diag,
        &(Report){.code = E302,
                  .where = t->block->where,
                  .message = arena_printf(arena, "the table is %d pt wider than the page's text",
                                          (int)((least - avail) / LEN_POINT) + 1),
                  .help = "show fewer columns, or words that can be broken"});
}

/* A row of cells with room above and below, and a rule under it. */
static Frame *place_row(const Table *t, const Paragraph *cells, Len rule)
{
    Arena *arena = t->setting->job->arena;
    Frame *frame = frame_new(arena, t->setting->measure, 0);
    Len x = 0;
    for (int c = 0; c < t->columns; c++) {
        const Frame *cell = paragraph_frame(t->setting, &cells[c], t->widths[c]);
        frame_add_frame(arena, frame, x, CELL_PAD, cell);
        frame->height = len_max(frame->height, cell->height + 2 * CELL_PAD);
        if (c == 0)
            frame->baseline = CELL_PAD + cell->baseline;
        x += t->widths[c] + COLUMN_GAP;
    }
    if (rule)
        frame_add_rect(arena, frame, 0, frame->height - rule, frame->width, rule,
                       t->setting->theme->colours[rule == HEAD_RULE ? COLOUR_ACCENT : COLOUR_RULE]);
    return frame;
}

static Frame *place_note(const Table *t, const Row *row)
{
    Arena *arena = t->setting->job->arena;
    const Frame *text = paragraph_frame(t->setting, &row->note, t->setting->measure);
    Frame *frame = frame_new(arena, t->setting->measure, text->height + CELL_PAD);
    frame->baseline = text->baseline;
    frame_add_frame(arena, frame, 0, 0, text);
    frame_add_rect(arena, frame, 0, frame->height - HAIRLINE, frame->width, HAIRLINE,
                   t->setting->theme->colours[COLOUR_RULE]);
    return frame;
}

static void place(const Table *t, Galley *galley)
{
    const Style *style = &t->setting->theme->styles[STYLE_TABLE_CELL];
    Strip head = {.frame = place_row(t, t->head, HEAD_RULE),
                  .before = style->before,
                  .grid = t->head[0].style->grid,
                  .keep = true,
                  .where = t->block->where};
    galley_add(galley, head);
    Strip *again = ARENA_NEW(t->setting->job->arena, Strip);
    *again = head;
    again->frame = place_row(t, t->head_again, HEAD_RULE);
    for (int r = 0; r < t->block->entry_count; r++) {
        const Row *row = &t->rows[r];
        bool last = r == t->block->entry_count - 1;
        Strip strip = {.frame = place_row(t, row->cells, row->has_note ? 0 : HAIRLINE),
                       .keep = row->has_note || r == 0 || r == t->block->entry_count - 2,
                       .again = again,
                       .grid = row->cells[0].style->grid,
                       .after = last && !row->has_note ? style->after : 0,
                       .where = row->where};
        galley_add(galley, strip);
        if (row->has_note)
            galley_add(galley, (Strip){.frame = place_note(t, row),
                                       .keep = strip.keep && !last &&
                                               (r == 0 || r == t->block->entry_count - 2),
                                       .after = last ? style->after : 0,
                                       .grid = row->note.style->grid,
                                       .where = row->where});
    }
}

void table_hang(const Setting *setting, const Block *block, Galley *galley)
{
    Arena *arena = setting->job->arena;
    if (block->entry_count == 0 || block->column_count == 0)
        return;
    NodeId node = structure_add(setting->structure, setting->parent, ROLE_TABLE, block->where);
    Table t = {.setting = setting, .block = block, .columns = block->column_count};
    t.head = ARENA_ARRAY(arena, Paragraph, t.columns);
    t.head_again = ARENA_ARRAY(arena, Paragraph, t.columns);
    t.rows = ARENA_ARRAY(arena, Row, block->entry_count);
    t.limits = ARENA_ARRAY(arena, TableColumn, t.columns);
    t.widths = ARENA_ARRAY(arena, Len, t.columns);
    shape(&t, node);
    measure(&t);
    solve(&t);
    place(&t, galley);
}
