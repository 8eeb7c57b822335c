#include "layout/table.h"

#include <string.h>

#include "layout/item.h"
#include "layout/table_set.h"
#include "text/point.h"

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

/* -- figures ----------------------------------------------------------------------- */

static bool is_digit(Str text, size_t at)
{
    return at < text.length && text.data[at] >= '0' && text.data[at] <= '9';
}

/* Length of a mark between groups of digits, if one stands here. */
static size_t group_mark(Str text, size_t at)
{
    static const char *const MARKS[] = {",", ".", "\u00A0", "\u202F", "\u2009", "\u2019", "'"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        size_t length = strlen(MARKS[i]);
        if (text.length - at > length && memcmp(text.data + at, MARKS[i], length) == 0 &&
            is_digit(text, at + length))
            return length;
    }
    return 0;
}

bool table_decimal(Str text, Str mark, size_t *at)
{
    size_t i = 0;
    while (i < text.length && !is_digit(text, i))
        i++;
    *at = i;
    while (i < text.length) {
        if (is_digit(text, i)) {
            *at = ++i;
            continue;
        }
        if (text.length - i >= mark.length && memcmp(text.data + i, mark.data, mark.length) == 0)
            break;
        size_t length = group_mark(text, i);
        if (length == 0)
            break;
        i += length;
    }
    return *at > 0 && is_digit(text, *at - 1);
}

/* The language's own mark: how it writes a half. */
static const char *decimal_mark(const Setting *setting)
{
    Decimal half;
    decimal_parse(STR("0.5"), &half);
    const char *words = locale_number(setting->locale, setting->job->arena, &half, SCALE_PLAIN);
    size_t length = strlen(words);
    return length < 3 ? "." : arena_copy(setting->job->arena, words + 1, length - 2);
}

/* How far the mark stands from where the text begins; -1: no figure. Numbers
 * of sources are none: `mark` is their style. */
static Len lead_of(const Table *t, const ShapedText *text, const TextStyle *mark)
{
    Str words = {text->text.data, 0};
    for (int i = 0; i < text->span_count && text->spans[i].style != mark; i++)
        words.length += text->spans[i].text.length;
    size_t at;
    if (!table_decimal(words, str_of(t->mark), &at))
        return -1;
    Len lead = text->rules->squeeze && text->count ? -text->glyphs[0].lead : 0;
    for (int i = 0; i < text->count && text->glyphs[i].cluster < at; i++)
        lead += text->glyphs[i].advance + text->glyphs[i].space.natural;
    return lead;
}

static bool by_figures(const Table *t, const GridCell *cell)
{
    return cell->columns == 1 && t->block->columns[cell->column].align == CELL_DECIMAL;
}

/* -- shape ------------------------------------------------------------------------- */

static void shape_head(Table *t)
{
    Structure *structure = t->setting->structure;
    NodeId head = structure_add(structure, t->node, ROLE_THEAD, t->block->where);
    NodeId row = structure_add(structure, head, ROLE_TR, t->block->where);
    for (int c = 0; c < t->columns; c++) {
        const BlockColumn *column = &t->block->columns[c];
        NodeId cell = structure_add(structure, row, ROLE_TH, column->where);
        structure->nodes[cell].scope = SCOPE_COLUMN;
        t->head_nodes[c] = cell;
        t->head[c] = paragraph_shape(t->setting, STYLE_TABLE_HEAD, column->head, cell);
        t->head_again[c] =
            paragraph_shape(t->setting, STYLE_TABLE_HEAD, column->head, NODE_ARTIFACT);
    }
}

static NodeId cell_node(Structure *structure, NodeId line, const GridCell *cell)
{
    bool heads = cell->column == 0;
    NodeId id = structure_add(structure, line, heads ? ROLE_TH : ROLE_TD, cell->where);
    Node *node = &structure->nodes[id];
    node->scope = heads ? SCOPE_ROW : SCOPE_NONE;
    node->column_span = (uint16_t)cell->columns;
    node->row_span = (uint16_t)cell->rows;
    return id;
}

/* The mark of a note at the table's foot: a to z, then aa. */
static const char *note_mark(Arena *arena, int number)
{
    char letters[8];
    size_t at = sizeof letters;
    for (; number > 0 && at > 0; number = (number - 1) / 26)
        letters[--at] = (char)('a' + (number - 1) % 26);
    return arena_copy(arena, letters + at, sizeof letters - at);
}

/* A row's words with the mark of its note behind them. */
static Text with_mark(Arena *arena, Text words, const char *mark, Where where)
{
    Text text = {ARENA_ARRAY(arena, Piece, words.count + 1), words.count + 1};
    if (words.count)
        memcpy(text.pieces, words.pieces, (size_t)words.count * sizeof *text.pieces);
    text.pieces[words.count] = (Piece){.text = str_of(mark),
                                       .role = PIECE_MARK,
                                       .keep = true,
                                       .glue = words.count > 0,
                                       .where = where,
                                       .at = -1};
    return text;
}

/* The note that the row cites, with its words as a frame: read where it is
 * cited first, an artifact on further pages. */
static const Foot *cite_note(Table *t, const Setting *setting, const GridRow *row)
{
    Arena *arena = t->setting->job->arena;
    Str words = str_of(text_plain(arena, row->note));
    const Foot *first = map_lookup(&t->notes, words);
    Foot *foot = ARENA_NEW(arena, Foot);
    foot->number = first ? first->number : ++t->note_count;
    NodeId node = NODE_ARTIFACT;
    if (!first) {
        map_add(&t->notes, words, foot);
        node = structure_add(setting->structure, t->setting->parent, ROLE_NOTE, row->where);
    }
    Text text = {ARENA_ARRAY(arena, Piece, row->note.count + 2), row->note.count + 2};
    text.pieces[0] =
        with_mark(arena, (Text){NULL, 0}, note_mark(arena, foot->number), row->where).pieces[0];
    text.pieces[1] = (Piece){.text = STR(" "), .glue = true, .where = row->where, .at = -1};
    memcpy(text.pieces + 2, row->note.pieces, (size_t)row->note.count * sizeof *text.pieces);
    Setting own = *t->setting;
    Paragraph paragraph = paragraph_shape(&own, STYLE_NOTE, text, node);
    foot->frame = paragraph_frame(&own, &paragraph, t->setting->measure);
    return foot;
}

static void shape_note(Table *t, const Setting *setting, SetRow *set, NodeId body)
{
    const GridRow *row = &set->row;
    if (t->ask->notes == NOTES_FOOT || row->note.count == 0)
        return;
    NodeId cell = body;
    if (body != NODE_ARTIFACT) {
        NodeId line = structure_add(setting->structure, body, ROLE_TR, row->where);
        cell = structure_add(setting->structure, line, ROLE_TD, row->where);
        setting->structure->nodes[cell].column_span = (uint16_t)t->columns;
    }
    set->note = paragraph_shape(setting, STYLE_NOTE, row->note, cell);
}

/* A Figure in the cell for its line. Its words are those of `words` behind it. */
static NodeId shape_trend(const Setting *setting, NodeId cell, Text *words)
{
    const Piece *drawn = words->pieces++;
    words->count--;
    if (cell == NODE_ARTIFACT)
        return NODE_ARTIFACT;
    NodeId figure = structure_add(setting->structure, cell, ROLE_FIGURE, drawn->where);
    structure_more(setting->structure, figure)->alt = drawn->text.data;
    return figure;
}

SetRow table_shape_row(Table *t, const Setting *setting, GridRow row, NodeId body)
{
    Structure *structure = setting->structure;
    Arena *arena = setting->job->arena;
    SetRow set = {.row = row,
                  .cells = ARENA_ARRAY(arena, Paragraph, row.count),
                  .figures = ARENA_ARRAY(arena, NodeId, row.count)};
    Len *leads = ARENA_ARRAY(arena, Len, row.count);
    const Style *styles = setting->theme->styles;
    bool real = body != NODE_ARTIFACT, cites = t->ask->notes == NOTES_FOOT && row.note.count > 0;
    NodeId line = real ? structure_add(structure, body, ROLE_TR, row.where) : NODE_ARTIFACT;
    if (cites && real)
        set.foot = cite_note(t, setting, &row);
    for (int i = 0; i < row.count; i++) {
        const GridCell *cell = &row.cells[i];
        NodeId node = real ? cell_node(structure, line, cell) : NODE_ARTIFACT;
        Text words = cell->text;
        if (i == 0 && cites)
            words = with_mark(arena, words, note_mark(arena, set.foot ? set.foot->number : 1),
                              row.where);
        if (cell_trend(cell))
            set.figures[i] = shape_trend(setting, node, &words);
        set.cells[i] = paragraph_shape(setting, cell->style, words, node);
        if (cell->columns == 1 && t->styles[cell->column])
            set.cells[i].style = t->styles[cell->column];
        leads[i] =
            by_figures(t, cell) ? lead_of(t, &set.cells[i].shaped, &styles[cell->style].mark) : -1;
    }
    set.leads = leads;
    shape_note(t, setting, &set, body);
    return set;
}

/* -- measure ----------------------------------------------------------------------- */

static void measure_cell(const Table *t, const Paragraph *cell, Len *narrowest, Len *widest)
{
    if (!packed_measure(&cell->shaped, narrowest, widest))
        text_widths(&cell->shaped, narrowest, widest);
    if (t->divides && cell->style->rules.hyphenate)
        *narrowest = len_min(*narrowest, text_narrowest_divided(&cell->shaped));
}

static void widen(TableColumn *limit, Len narrowest, Len widest)
{
    limit->min = len_max(limit->min, narrowest);
    limit->max = len_max(limit->max, widest);
}

/* A cell over several columns: what they lack for it, they grow by alike. */
static void widen_several(TableColumn *limits, int count, Len narrowest, Len widest)
{
    Len min = COLUMN_GAP * (count - 1), max = min;
    for (int c = 0; c < count; c++) {
        min += limits[c].min;
        max += limits[c].max;
    }
    for (int c = 0; c < count; c++) {
        limits[c].min += len_max(0, narrowest - min) / count + (narrowest > min);
        limits[c].max += len_max(0, widest - max) / count + (widest > max);
        limits[c].max = len_max(limits[c].max, limits[c].min);
    }
}

static void measure_row(Table *t, const SetRow *set)
{
    for (int i = 0; i < set->row.count; i++) {
        const GridCell *cell = &set->row.cells[i];
        Len narrowest, widest;
        if (set->row.role == ROW_GROUP)
            continue;
        measure_cell(t, &set->cells[i], &narrowest, &widest);
        if (cell_trend(cell))
            narrowest = widest += trend_width(&set->cells[i]) + TREND_GAP;
        if (cell->columns > 1)
            widen_several(t->limits + cell->column, cell->columns, narrowest, widest);
        else
            widen(&t->limits[cell->column], narrowest, widest);
        if (set->leads[i] < 0)
            continue;
        FigureColumn *figures = &t->figures[cell->column];
        figures->lead = len_max(figures->lead, set->leads[i]);
        figures->tail = len_max(figures->tail, widest - set->leads[i]);
    }
}

/* Measures a row of data and packs it if it is plain. */
static void take_data(Table *t, Grid *grid, int index, const Setting *scratch)
{
    SetRow set = table_shape_row(t, scratch, grid_next(grid, scratch->job), NODE_ARTIFACT);
    measure_row(t, &set);
    t->spans |= set.row.joined || set.row.role == ROW_GROUP;
    for (int i = 0; i < set.row.count; i++)
        t->spans |= set.row.cells[i].columns > 1;
    Len narrowest, widest;
    const Style *styles = t->setting->theme->styles;
    bool plain = grid_row_is_plain(grid, &set.row);
    for (int i = 0; i < set.row.count && plain; i++)
        plain = packed_measure(&set.cells[i].shaped, &narrowest, &widest) &&
                (set.cells[i].shaped.span_count == 0 ||
                 set.cells[i].shaped.spans[0].style == &styles[set.row.cells[i].style].text);
    t->packed[index] = plain ? packed_row(&t->glyphs, set.cells, t->columns) : NULL;
    for (int c = 0; t->packed[index] && c < t->columns; c++) {
        t->packed[index]->cells[c].where = set.row.cells[c].where;
        t->packed[index]->cells[c].lead = set.leads[c];
    }
}

#define ROWS_A_SCRATCH 64

static void take_all_data(Table *t, Grid *grid)
{
    for (int row = 0; row < t->rows; row += ROWS_A_SCRATCH) {
        Job job = {arena_new(), t->setting->job->diag};
        Setting scratch = *t->setting;
        scratch.job = &job;
        for (int r = row; r < t->rows && r < row + ROWS_A_SCRATCH; r++)
            take_data(t, grid, r, &scratch);
        arena_free(job.arena);
    }
}

/* A TBody for the rows from here on, if one begins with this one. */
static void enter_body(Table *t, const GridRow *row, int index)
{
    if (index == 0 || row->role == ROW_GROUP)
        t->body = structure_add(t->setting->structure, t->node, ROLE_TBODY, t->block->where);
}

static void take_entries(Table *t, Grid *grid)
{
    for (int r = 0; r < t->rows; r++) {
        GridRow row = grid_next(grid, t->setting->job);
        enter_body(t, &row, r);
        t->spans |= row.role == ROW_GROUP;
        t->set[r] = table_shape_row(t, t->setting, row, t->body);
        measure_row(t, &t->set[r]);
    }
}

/* Han and kana could be broken after every character, but a column of two of
 * them is no column. */
#define LEAST_EMS 5

/* A column aligned by figures needs room on both sides of the mark. */
static void measure_column(Table *t, int c)
{
    TableColumn *limit = &t->limits[c];
    FigureColumn *figures = &t->figures[c];
    Len narrowest, widest, aligned = figures->lead + figures->tail;
    measure_cell(t, &t->head[c], &narrowest, &widest);
    widen(limit, narrowest, widest);
    Len least = LEAST_EMS * t->setting->theme->styles[STYLE_TABLE_CELL].text.size;
    limit->min = len_max(limit->min, len_min(limit->max, least));
    if (aligned <= t->setting->measure / 2)
        widen(limit, aligned, aligned);
    limit->max = len_max(limit->max, limit->min);
    limit->share = t->block->columns[c].width ? 0 : t->block->columns[c].share;
}

static void shape_and_measure(Table *t)
{
    memset(t->limits, 0, (size_t)t->columns * sizeof *t->limits);
    memset(t->figures, 0, (size_t)t->columns * sizeof *t->figures);
    Grid grid = grid_of(t->setting->job->arena, t->block);
    map_init(&t->notes, t->setting->job->arena);
    t->note_count = 0;
    shape_head(t);
    if (t->kept)
        take_entries(t, &grid);
    else
        take_all_data(t, &grid);
    for (int c = 0; c < t->columns; c++)
        measure_column(t, c);
}

/* -- solve ------------------------------------------------------------------------- */

/* The percent of its size at which the table fits: 100 or more if it does. */
static int fits_at(const Table *t, Len avail)
{
    int64_t fixed = 0, least = 0, percent = 100;
    for (int c = 0; c < t->columns; c++) {
        Len width = t->block->columns[c].width;
        fixed += width;
        least += width ? 0 : t->limits[c].min;
        if (width && t->limits[c].min > width)
            percent = len_min((Len)percent, (Len)((int64_t)width * 100 / t->limits[c].min));
    }
    int64_t left = avail - fixed;
    if (least > left) /* what is fixed alone may be too wide */
        percent = len_min((Len)percent, left > 0 ? (Len)(left * 100 / least) : 0);
    return (int)percent;
}

static void report_too_wide(const Table *t, Len avail)
{
    int64_t over = -avail;
    for (int c = 0; c < t->columns; c++)
        over += len_max(t->limits[c].min, t->block->columns[c].width);
    Arena *arena = t->setting->job->arena;
    diag_add(t->setting->job->diag,
             &(Report){.code = E302,
                       .where = t->block->where,
                       .message =
                           over > 0 ? arena_printf(arena,
                                                   "the table is %d pt wider than the page's text",
                                                   (int)(over / LEN_POINT) + 1)
                                    : "words of the table are wider than their column",
                       .help = "show fewer columns, or words that can be broken"});
}

static Len available(const Table *t)
{
    return t->setting->measure - COLUMN_GAP * (t->columns - 1);
}

static void solve(Table *t)
{
    Len avail = available(t);
    if (fits_at(t, avail) < 100)
        report_too_wide(t, avail);
    for (int c = 0; c < t->columns; c++)
        if (t->block->columns[c].width)
            t->limits[c].min = t->limits[c].max = t->block->columns[c].width;
    table_solve_columns(t->limits, t->columns, avail, t->widths);
    for (int c = 1; c < t->columns; c++)
        t->starts[c] = t->starts[c - 1] + t->widths[c - 1] + COLUMN_GAP;
}

Len table_width(const Table *t, int first, int count)
{
    return t->starts[first + count - 1] + t->widths[first + count - 1] - t->starts[first];
}

/* -------------------------------------------------------------------------------- */

static void scale_text(TextStyle *style, int percent)
{
    style->size = len_scale(style->size, percent, 100);
    style->rise = len_scale(style->rise, percent, 100);
}

/* The styles of tables at that percent of their size. */
static const Theme *smaller(Arena *arena, const Theme *theme, int percent, bool divides)
{
    static const StyleName NAMES[] = {STYLE_TABLE_HEAD, STYLE_TABLE_CELL, STYLE_TABLE_FIGURE};
    Theme *scaled = ARENA_NEW(arena, Theme);
    *scaled = *theme;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        Style *style = &scaled->styles[NAMES[i]];
        style->leading = len_scale(style->leading, percent, 100);
        style->rules.divide_last = divides && style->rules.hyphenate;
        TextStyle *texts[] = {&style->text, &style->mark, &style->strong, &style->emph,
                              &style->alert};
        for (size_t n = 0; n < sizeof texts / sizeof *texts; n++)
            scale_text(texts[n], percent);
    }
    return scaled;
}

/* The columns' own styles; only their alignment differs. */
static void align_columns(Table *t)
{
    static const Align ALIGNS[] = {ALIGN_START, ALIGN_START, ALIGN_CENTRE, ALIGN_END, ALIGN_END};
    const Theme *theme = t->setting->theme;
    for (int c = 0; c < t->columns; c++) {
        const BlockColumn *column = &t->block->columns[c];
        if (column->align == CELL_BY_STYLE)
            continue;
        Style *style = ARENA_NEW(t->setting->job->arena, Style);
        *style = theme->styles[column->figure ? STYLE_TABLE_FIGURE : STYLE_TABLE_CELL];
        style->align = ALIGNS[column->align];
        t->styles[c] = style;
    }
}

/* Shapes and measures at full size, then at what would fit, then at the floor
 * with words divided. Nodes of an attempt that did not fit are taken back. */
static void fit(Table *t, Setting *setting)
{
    int nodes = setting->structure->count;
    const Theme *theme = setting->theme;
    for (int attempt = 0;; attempt++) {
        align_columns(t);
        shape_and_measure(t);
        int fitting = fits_at(t, available(t));
        if (fitting >= 100 || t->divides)
            return;
        t->divides = attempt > 0;
        int percent = t->divides ? 0 : fitting - 1; /* less one: lengths are rounded */
        setting->structure->count = nodes;
        setting->theme =
            smaller(setting->job->arena, theme, len_max(percent, t->ask->floor), t->divides);
    }
}

/* "Table 2  Boats by place": the number set off, the words behind it. */
static void hang_caption(const Table *t, Galley *galley)
{
    const Setting *setting = t->setting;
    Text number = text_strong(setting, t->block->number);
    Str between = lang_is_cjk(setting->lang) ? STR("　") : STR("\u2002");
    Setting inner = *setting;
    inner.parent = t->node;
    paragraph_block(&inner, ROLE_CAPTION, STYLE_NOTE,
                    text_join(setting, number, between, t->ask->caption), true, galley);
}

void table_hang(const Setting *setting, const Block *block, const TableAsk *ask, Galley *galley)
{
    Arena *arena = setting->job->arena;
    int rows = block->rows.count ? block->rows.count : block->entry_count;
    int columns = block->column_count;
    if (rows == 0 || columns == 0)
        return;
    Setting *own = ARENA_NEW(arena, Setting); /* outlives this call: rows are made later */
    Table *t = ARENA_NEW(arena, Table);
    *own = *setting;
    *t = (Table){.setting = own, .block = block, .ask = ask, .columns = columns, .rows = rows};
    t->node = structure_add(setting->structure, setting->parent, ROLE_TABLE, block->where);
    hang_caption(t, galley);
    t->kept = block->rows.count == 0;
    if (!t->kept && !setting->structure->untagged)
        structure_reserve(setting->structure, rows * (columns + 1) + columns + 8);
    t->head = ARENA_ARRAY(arena, Paragraph, columns);
    t->head_again = ARENA_ARRAY(arena, Paragraph, columns);
    t->head_nodes = ARENA_ARRAY(arena, NodeId, columns);
    t->set = t->kept ? ARENA_ARRAY(arena, SetRow, rows) : NULL;
    t->packed = t->kept ? NULL : ARENA_ARRAY(arena, PackedRow *, rows);
    packed_init(&t->glyphs, arena);
    t->limits = ARENA_ARRAY(arena, TableColumn, columns);
    t->figures = ARENA_ARRAY(arena, FigureColumn, columns);
    t->styles = ARENA_ARRAY(arena, const Style *, columns);
    t->starts = ARENA_ARRAY(arena, Len, columns);
    t->widths = ARENA_ARRAY(arena, Len, columns);
    t->mark = decimal_mark(setting);
    fit(t, own);
    solve(t);
    table_place(t, galley);
}
