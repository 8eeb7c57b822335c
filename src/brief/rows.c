#include "brief/rows.h"

#include <string.h>

static const JsonField ROW_FIELDS[] = {
    {"cells", JSON_IS(JSON_ARRAY), false, NULL, "the cells, left to right"},
    {"group", JSON_IS(JSON_OBJECT), false, NULL, "a heading for the rows below it: a text"},
    {"note", JSON_IS(JSON_OBJECT), false, NULL, "remark: a text"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField CELL_FIELDS[] = {
    {"text", JSON_IS(JSON_STRING) | JSON_IS(JSON_OBJECT), false, NULL, "its words"},
    {"value", JSON_IS(JSON_NUMBER), false, NULL, "its figure"},
    {"unit", JSON_IS(JSON_STRING), false, NULL, "unit of the figure"},
    {"columns", JSON_IS(JSON_NUMBER), false, NULL, "how many columns it takes up (1)"},
    {"rows", JSON_IS(JSON_NUMBER), false, NULL, "how many rows it takes up (1)"},
    {NULL, 0, false, NULL, NULL},
};

#define SPAN_MOST    1000
#define ROWS_AT_ONCE 500 /* in memory when they are checked */

typedef struct {
    Writer writer;    /* as it was when the rows were checked */
    const Json *list; /* folded, if it is one of "tables" */
    const BlockColumn *columns;
    int column_count;
} RowSource;

/* Is the object a cell, and not a text? */
static bool is_cell_object(const Json *json)
{
    return json_member(json, "value") || json_member(json, "unit") ||
           json_member(json, "columns") || json_member(json, "rows") ||
           json_type(json_member(json, "text")) == JSON_OBJECT;
}

/* -- writing ----------------------------------------------------------------------- */

static Text as_it_stands(Arena *arena, Str words, Where where, int32_t at)
{
    Text text = {NULL, 0};
    if (words.length == 0)
        return text;
    text.pieces = ARENA_NEW(arena, Piece);
    text.pieces[0] = (Piece){.text = words, .where = where, .at = at};
    text.count = 1;
    return text;
}

static bool is_figures(const RowSource *source, int column)
{
    return column < source->column_count &&
           (source->columns[column].figure || source->columns[column].align == CELL_DECIMAL);
}

static Text plain_number(Writer *w, const Decimal *number, Where where)
{
    const char *words = locale_number(w->locale, w->job->arena, number, SCALE_PLAIN);
    return as_it_stands(w->job->arena, str_of(words), where, -1);
}

/* The number behind a unit, or with the language's marks alone. */
static Text write_figure(Writer *w, const Json *value, const Json *unit)
{
    Decimal number;
    Pieces out;
    pieces_init(&out, w->job->arena);
    if (!decimal_parse(json_number(w->files, w->job, value, "value"), &number))
        return out.text;
    if (!unit)
        return plain_number(w, &number, json_where(value));
    write_amount(w, &number, map_lookup(&w->terms->units, json_string(w->job, unit, "unit")), value,
                 &out);
    return out.text;
}

static Text write_words_of(Writer *w, const Json *json)
{
    if (json_type(json) == JSON_STRING)
        return as_it_stands(w->job->arena, json_string(w->job, json, "text"), json_where(json), 0);
    Pieces out;
    pieces_init(&out, w->job->arena);
    if (json)
        write_text(w, json, &out);
    return out.text;
}

static int span_of(Writer *w, const Json *json, const char *key)
{
    const Json *value = json_member(json, key);
    return value ? json_whole(w->files, w->job, value, key, 1, SPAN_MOST) : 1;
}

static DataCell write_cell(Writer *w, const Json *json)
{
    DataCell cell = {.columns = 1, .rows = 1, .where = json_where(json)};
    switch (json_type(json)) {
    case JSON_NUMBER:
        cell.text = write_figure(w, json, NULL);
        break;
    case JSON_OBJECT:
        if (!is_cell_object(json)) {
            cell.text = write_words_of(w, json);
            break;
        }
        cell.columns = span_of(w, json, "columns");
        cell.rows = span_of(w, json, "rows");
        cell.text = json_member(json, "value")
                        ? write_figure(w, json_member(json, "value"), json_member(json, "unit"))
                        : write_words_of(w, json_member(json, "text"));
        break;
    case JSON_STRING:
        cell.text = write_words_of(w, json);
        break;
    default:
        break;
    }
    return cell;
}

static void write_cells(Writer *w, const Json *list, DataRow *row)
{
    row->cells = ARENA_ARRAY(w->job->arena, DataCell, json_count(list));
    for (const Json *json = json_first(list); json; json = json_next(json))
        row->cells[row->count++] = write_cell(w, json);
}

/* A row as one string. */
static void write_line(Writer *w, const RowSource *source, const Json *json, DataRow *row)
{
    Str line = json_string(w->job, json, "row");
    int room = 1;
    for (size_t i = 0; i < line.length; i++)
        room += line.data[i] == '\t';
    row->cells = ARENA_ARRAY(w->job->arena, DataCell, room);
    for (size_t from = 0; from <= line.length;) {
        const char *tab = memchr(line.data + from, '\t', line.length - from);
        size_t end = tab ? (size_t)(tab - line.data) : line.length;
        Str words = {line.data + from, end - from};
        DataCell *cell = &row->cells[row->count];
        *cell = (DataCell){.columns = 1, .rows = 1, .where = json_where(json)};
        Decimal number;
        cell->text = is_figures(source, row->count++) && decimal_parse(words, &number)
                         ? plain_number(w, &number, cell->where)
                         : as_it_stands(w->job->arena, words, cell->where, (int32_t)from);
        from = end + 1;
    }
}

static DataRow write_row(Writer *w, const RowSource *source, const Json *json)
{
    DataRow row = {.role = ROW_PLAIN, .where = json_where(json)};
    if (json_type(json) == JSON_STRING)
        write_line(w, source, json, &row);
    else if (json_type(json) == JSON_ARRAY)
        write_cells(w, json, &row);
    else if (json_member(json, "group")) {
        row.role = ROW_GROUP;
        row.cells = ARENA_NEW(w->job->arena, DataCell);
        row.cells[0] = (DataCell){.text = write_words_of(w, json_member(json, "group")),
                                  .columns = 1,
                                  .rows = 1,
                                  .where = row.where};
        row.count = 1;
    } else {
        write_cells(w, json_member(json, "cells"), &row);
        row.note = write_words_of(w, json_member(json, "note"));
    }
    return row;
}

/* Faults were told when the rows were checked: a job of its own is quiet. */
static DataRow write_again(const void *of, int index, Arena *arena)
{
    const RowSource *source = of;
    Writer writer = source->writer;
    Job quiet = {arena, diag_new(arena)};
    writer.job = &quiet;
    return write_row(&writer, source, json_element(arena, source->list, index));
}

/* -- checking ---------------------------------------------------------------------- */

static void check_cell(Writer *w, const Json *json)
{
    JsonType type = json_type(json);
    const Json *text = json;
    if (type == JSON_OBJECT && is_cell_object(json)) {
        if (!json_check(w->job, json, "cell", CELL_FIELDS))
            return;
        const Json *unit = json_member(json, "unit");
        if (unit && !map_lookup(&w->terms->units, json_string(w->job, unit, "unit")))
            terms_unknown(w->job, &w->terms->units, E106, unit, "unit");
        text = json_member(json, "text");
    } else if (type == JSON_BOOL || type == JSON_ARRAY) {
        json_string(w->job, json, "cell");
        return;
    }
    if (json_type(text) == JSON_OBJECT)
        terms_check_text(w->job, w->terms, w->langs, text, "cell");
    if (type == JSON_OBJECT)
        write_cell(w, json);
}

static void check_row(Writer *w, const Json *json)
{
    const Json *cells = json;
    if (json_type(json) == JSON_STRING)
        return;
    if (json_type(json) != JSON_ARRAY) {
        if (!json_check(w->job, json, "row", ROW_FIELDS))
            return;
        cells = json_member(json, "cells");
        static const char *const TEXTS[] = {"group", "note"};
        for (int i = 0; i < 2; i++)
            if (json_member(json, TEXTS[i])) {
                terms_check_text(w->job, w->terms, w->langs, json_member(json, TEXTS[i]), TEXTS[i]);
                write_words_of(w, json_member(json, TEXTS[i]));
            }
    }
    for (const Json *cell = json_first(cells); cell; cell = json_next(cell))
        check_cell(w, cell);
}

/* What is checked is let go again. */
static void check_rows(Writer *w, const Json *list, int from, int to)
{
    Arena *scratch = arena_new();
    for (int row = from; row < to; row++)
        check_row(w, json_element(scratch, list, row));
    arena_free(scratch);
}

void rows_bind(Writer *w, const Json *pointer, Block *block)
{
    Str path = json_string(w->job, pointer, "rows");
    const Json *list = json_resolve(w->zone->root, path);
    if (json_type(list) != JSON_ARRAY) {
        diag_add(w->job->diag,
                 &(Report){.code = E114,
                           .where = json_where(pointer),
                           .message = arena_printf(w->job->arena,
                                                   "\"%.*s\" leads to no list of rows in %s",
                                                   (int)path.length, path.data, w->zone->path)});
        return;
    }
    RowSource *source = ARENA_NEW(w->job->arena, RowSource);
    int count = json_count(list), before = diag_errors(w->job->diag);
    source->list = list;
    source->columns = block->columns;
    source->column_count = block->column_count;
    for (int row = 0; row < count; row += ROWS_AT_ONCE)
        check_rows(w, list, row, count - row < ROWS_AT_ONCE ? count : row + ROWS_AT_ONCE);
    source->writer = *w;
    if (diag_errors(w->job->diag) == before)
        block->rows = (DataRows){count, source, write_again};
}
