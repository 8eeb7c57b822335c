/* What all charts have around their drawing: Figure and Table, subtitle and
 * series above, sources below. */
#include "layout/chart.h"
#include "layout/item.h"
#include "layout/table.h"

#define SWATCH     LEN_PT(9)
#define SWATCH_GAP LEN_PT(4)
#define NAME_GAP   LEN_PT(14) /* between series */

/* -- words ------------------------------------------------------------------------- */

void chart_widths(const Setting *setting, StyleName style, Text text, Len *narrowest, Len *widest)
{
    *narrowest = *widest = 0;
    if (text.count == 0)
        return;
    Paragraph words = paragraph_shape(setting, style, text, NODE_ARTIFACT);
    text_widths(&words.shaped, narrowest, widest);
}

Frame *chart_words(const Setting *setting, StyleName name, Text text, Align align, Len width,
                   NodeId node)
{
    Arena *arena = setting->job->arena;
    if (text.count == 0)
        return frame_new(arena, width, 0);
    Paragraph words = paragraph_shape(setting, name, text, node);
    Style *style = ARENA_NEW(arena, Style);
    *style = *words.style;
    style->align = align;
    words.style = style;
    return paragraph_frame(setting, &words, width);
}

/* -- structure --------------------------------------------------------------------- */

ChartSet chart_begin(const Setting *setting, const Block *block, Text caption, Galley *galley)
{
    ChartSet set = {.setting = setting, .block = block, .chart = block->chart};
    heading_hang(setting, block, galley);
    set.figure = structure_add(setting->structure, setting->parent, ROLE_FIGURE, block->where);
    structure_more(setting->structure, set.figure)->alt = block->chart->alt;
    Setting inner = *setting;
    inner.parent = set.figure;
    paragraph_block(&inner, ROLE_CAPTION, STYLE_NOTE, caption, true, galley);
    return set;
}

static NodeId add_heading(const ChartSet *set, NodeId row, HeaderScope scope, Where where)
{
    NodeId node = structure_add(set->setting->structure, row, ROLE_TH, where);
    set->setting->structure->nodes[node].scope = scope;
    return node;
}

void chart_table(ChartSet *set)
{
    Structure *structure = set->setting->structure;
    Arena *arena = set->setting->job->arena;
    const Chart *chart = set->chart;
    int columns = chart->series_count;
    Where where = set->block->where;
    set->tabled = true;
    set->heads = ARENA_ARRAY(arena, NodeId, columns);
    set->names = ARENA_ARRAY(arena, NodeId, chart->category_count);
    set->cells = ARENA_ARRAY(arena, NodeId, chart->category_count * chart->series_count + 1);
    NodeId table = structure_add(structure, set->setting->parent, ROLE_TABLE, where);
    NodeId head = structure_add(structure, table, ROLE_THEAD, where);
    NodeId row = structure_add(structure, head, ROLE_TR, where);
    add_heading(set, row, SCOPE_COLUMN, where);
    for (int s = 0; s < columns; s++)
        set->heads[s] = add_heading(set, row, SCOPE_COLUMN, where);
    NodeId body = structure_add(structure, table, ROLE_TBODY, where);
    for (int c = 0; c < chart->category_count; c++) {
        row = structure_add(structure, body, ROLE_TR, where);
        set->names[c] = add_heading(set, row, SCOPE_ROW, where);
        for (int s = 0; s < chart->series_count; s++)
            set->cells[c * chart->series_count + s] = structure_add(structure, row, ROLE_TD, where);
    }
}

NodeId chart_name(const ChartSet *set, int category)
{
    return set->tabled ? set->names[category] : set->figure;
}

NodeId chart_head(const ChartSet *set, int series)
{
    return set->tabled ? set->heads[series] : set->figure;
}

NodeId chart_cell(const ChartSet *set, int category, int series)
{
    return set->cells[category * set->chart->series_count + series];
}

NodeId chart_part(const ChartSet *set, NodeId cell)
{
    return structure_add(set->setting->structure, cell, ROLE_P, set->block->where);
}

/* -- above ------------------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* "Companies" says already that companies are counted. */
static bool contains(Text subject, Str unit)
{
    for (int i = 0; i < subject.count; i++) {
        Str words = subject.pieces[i].text;
        for (size_t at = 0; at + unit.length <= words.length; at++) {
            size_t same = 0;
            while (same < unit.length && lower(words.data[at + same]) == lower(unit.data[same]))
                same++;
            if (same == unit.length)
                return true;
        }
    }
    return false;
}

/* "Total area (km²) · Old Harbour · 2020". */
static Text subtitle(const ChartSet *set, const ChartAxis *axis)
{
    const Setting *setting = set->setting;
    bool cjk = lang_is_cjk(setting->lang);
    Text subject = set->chart->subject, unit = {NULL, 0};
    if (axis && axis->unit.length && !contains(subject, axis->unit)) {
        Str words = axis->unit;
        if (subject.count)
            words = str_of(arena_printf(setting->job->arena, cjk ? "（%.*s）" : "\u00A0(%.*s)",
                                        (int)words.length, words.data));
        unit = text_of(setting, words, PIECE_PLAIN, set->block->where);
    }
    return text_join(setting, text_join(setting, subject, STR(""), unit),
                     cjk ? STR("　") : STR(" · "), set->chart->common);
}

ChartPen chart_pen(const ChartSet *set, Frame *frame)
{
    return (ChartPen){set->setting, frame, set->figure, set->block->where};
}

static void draw_swatch(const ChartSet *set, Frame *frame, Len x, Len y, Len leading, int series,
                        ChartSwatch swatch)
{
    ChartPen pen = chart_pen(set, frame);
    if (swatch == CHART_SWATCH_BOX) {
        chart_box(&pen, x, y + (leading - SWATCH * 3 / 4) / 2, SWATCH, SWATCH * 3 / 4, series);
        return;
    }
    chart_stroke(&pen, x, y + leading / 2, x + SWATCH * 2, y + leading / 2, series);
    chart_knot(&pen, x + SWATCH, y + leading / 2, series);
}

/* Names of series beside their looks, as many on a line as fit. */
static const Frame *series_line(const ChartSet *set, ChartSwatch swatch)
{
    const Setting *setting = set->setting;
    Arena *arena = setting->job->arena;
    Len leading = setting->theme->styles[STYLE_CHART_LABEL].leading;
    Frame *frame = frame_new(arena, setting->measure, 0);
    Len mark = (swatch == CHART_SWATCH_BOX ? SWATCH : 2 * SWATCH) + SWATCH_GAP, x = 0, y = 0;
    for (int s = 0; s < set->chart->series_count; s++) {
        Len narrowest, widest;
        chart_widths(setting, STYLE_CHART_LABEL, set->chart->series[s], &narrowest, &widest);
        widest = len_min(widest, setting->measure - mark);
        if (x > 0 && x + mark + widest > setting->measure) {
            x = 0;
            y = frame->height;
        }
        const Frame *name = chart_words(setting, STYLE_CHART_LABEL, set->chart->series[s],
                                        ALIGN_START, widest, chart_head(set, s));
        draw_swatch(set, frame, x, y, leading, s, swatch);
        frame_add_frame(arena, frame, x + mark, y, name);
        frame->height = len_max(frame->height, y + name->height);
        x += mark + widest + NAME_GAP;
    }
    return frame;
}

void chart_heads(const ChartSet *set, const ChartAxis *axis, ChartSwatch swatch, Galley *galley)
{
    const Setting *setting = set->setting;
    const Style *style = &setting->theme->styles[STYLE_CHART_AXIS];
    Text words = subtitle(set, axis);
    bool one = set->chart->series_count == 1;
    if (words.count) {
        NodeId node = one ? chart_head(set, 0) : set->figure;
        const Frame *line =
            chart_words(setting, STYLE_CHART_AXIS, words, ALIGN_START, setting->measure, node);
        galley_add(galley, (Strip){.frame = line,
                                   .before = style->before,
                                   .after = LEN_PT(3),
                                   .keep = true,
                                   .where = set->block->where});
    }
    if (!one && swatch != CHART_SWATCH_NONE)
        galley_add(galley, (Strip){.frame = series_line(set, swatch),
                                   .before = LEN_PT(2),
                                   .after = LEN_PT(4),
                                   .keep = true,
                                   .where = set->block->where});
}

/* -- below ------------------------------------------------------------------------- */

/* All labels of a cell: two where sources differ. */
static Text cell_words(const ChartSet *set, int category, int series)
{
    Text words = {NULL, 0};
    for (int i = 0; i < set->chart->count; i++) {
        const ChartPoint *point = &set->chart->points[i];
        if (point->category == category && point->series == series)
            words = text_join(set->setting, words, STR("; "), point->label);
    }
    return words;
}

/* The chart's values as any table. */
static void hang_table(const ChartSet *set, Galley *galley)
{
    const Chart *chart = set->chart;
    Arena *arena = set->setting->job->arena;
    Block table = *set->block;
    int columns = chart->series_count + 1;
    table.columns = ARENA_ARRAY(arena, BlockColumn, columns);
    table.column_count = columns;
    table.entries = ARENA_ARRAY(arena, Entry, chart->category_count);
    table.entry_count = chart->category_count;
    for (int c = 0; c < columns; c++)
        table.columns[c] = (BlockColumn){.cell = c,
                                         .head = c == 0                     ? chart->item
                                                 : chart->series_count == 1 ? chart->subject
                                                                            : chart->series[c - 1],
                                         .figure = c > 0,
                                         .share = 1,
                                         .where = set->block->where};
    for (int e = 0; e < chart->category_count; e++) {
        Entry *entry = &table.entries[e];
        *entry = (Entry){.where = set->block->where};
        entry->cells = ARENA_ARRAY(arena, Text, columns);
        entry->cells[0] = chart->categories[e];
        for (int s = 0; s < chart->series_count; s++)
            entry->cells[s + 1] = cell_words(set, e, s);
    }
    static const TableAsk ASK = {.notes = NOTES_BELOW, .floor = 85};
    table_hang(set->setting, &table, &ASK, galley);
}

void chart_end(const ChartSet *set, const Frame *frame, Galley *galley)
{
    galley_add(galley, (Strip){.frame = frame,
                               .before = LEN_PT(2),
                               .after = LEN_PT(4),
                               .keep = true,
                               .where = set->block->where});
    if (!set->tabled)
        hang_table(set, galley);
    paragraph_block(set->setting, ROLE_P, STYLE_NOTE, set->chart->none, true, galley);
    paragraph_block(set->setting, ROLE_P, STYLE_NOTE, set->chart->source, false, galley);
}
