#include "brief/rows.h"

#include "brief/markup.h"

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

static int span_of(const JsonFiles *files, Job *job, const Json *json, const char *key)
{
    const Json *value = json_member(json, key);
    return value ? json_whole(files, job, value, key, 1, SPAN_MOST) : 1;
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
        cell.columns = span_of(w->files, w->job, json, "columns");
        cell.rows = span_of(w->files, w->job, json, "rows");
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

static void check_text(const RowsCheck *c, const Json *text, const char *what)
{
    terms_check_text(c->job, c->terms, c->langs, text, what);
    if (json_type(text) == JSON_OBJECT)
        markup_check(c->job, c->terms, c->langs, c->facts, text);
}

static void check_figure(const RowsCheck *c, const Json *value)
{
    Decimal number;
    Str token = json_number(c->files, c->job, value, "value");
    if (token.length && !decimal_parse(token, &number))
        diag_add(c->job->diag, &(Report){.code = E015,
                                         .where = json_where(value),
                                         .message = "the number has too many digits",
                                         .help = "at most 128 digits, exponent within 999"});
}

static void check_cell_object(const RowsCheck *c, const Json *json)
{
    if (!json_check(c->job, json, "cell", CELL_FIELDS))
        return;
    const Json *value = json_member(json, "value"), *unit = json_member(json, "unit");
    if (value)
        check_figure(c, value);
    if (unit && !map_lookup(&c->terms->units, json_string(c->job, unit, "unit")))
        terms_unknown(c->job, &c->terms->units, E106, unit, "unit");
    if (json_type(json_member(json, "text")) == JSON_OBJECT)
        check_text(c, json_member(json, "text"), "cell");
    span_of(c->files, c->job, json, "columns");
    span_of(c->files, c->job, json, "rows");
}

static void check_cell(const RowsCheck *c, const Json *json)
{
    JsonType type = json_type(json);
    if (type == JSON_BOOL || type == JSON_ARRAY)
        json_string(c->job, json, "cell");
    else if (type == JSON_NUMBER)
        check_figure(c, json);
    else if (type == JSON_OBJECT && is_cell_object(json))
        check_cell_object(c, json);
    else if (type == JSON_OBJECT)
        check_text(c, json, "cell");
}

static void check_row(const RowsCheck *c, const Json *json)
{
    const Json *cells = json;
    if (json_type(json) == JSON_STRING)
        return;
    if (json_type(json) != JSON_ARRAY) {
        if (!json_check(c->job, json, "row", ROW_FIELDS))
            return;
        cells = json_member(json, "cells");
        static const char *const TEXTS[] = {"group", "note"};
        for (int i = 0; i < 2; i++)
            if (json_member(json, TEXTS[i]))
                check_text(c, json_member(json, TEXTS[i]), TEXTS[i]);
    }
    for (const Json *cell = json_first(cells); cell; cell = json_next(cell))
        check_cell(c, cell);
}

/* Writes a row's texts, so that what they cite is numbered; the words are
 * let go again. */
static void write_texts(Writer *w, const Json *json)
{
    const Json *cells = json_type(json) == JSON_ARRAY ? json : json_member(json, "cells");
    if (json_type(json) == JSON_OBJECT) {
        write_words_of(w, json_member(json, "group"));
        write_words_of(w, json_member(json, "note"));
    }
    for (const Json *cell = json_first(cells); cell; cell = json_next(cell))
        if (json_type(cell) == JSON_OBJECT)
            write_cell(w, cell);
}

/* What was read of rows is let go, some at a time. With a writer, the texts of
 * those without fault are written. */
static void check_rows(const RowsCheck *c, const Json *list, Writer *w)
{
    int count = json_count(list);
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
        Arena *scratch = arena_new();
        for (int row = from; row < count && row < from + ROWS_AT_ONCE; row++) {
            const Json *json = json_element(scratch, list, row);
            int before = diag_added(c->job->diag);
            check_row(c, json);
            if (w && diag_added(c->job->diag) == before)
                write_texts(w, json);
        }
        arena_free(scratch);
    }
}

static void report_no_list(Job *job, const Json *value)
{
    const char *type = json_type_name(json_type(value));
    diag_add(job->diag,
             &(Report){.code = E012,
                       .where = json_where(value),
                       .message = arena_printf(job->arena, "%.*s must be a list of rows",
                                               (int)json_key(value).length, json_key(value).data),
                       .label = arena_printf(job->arena, "%s; expected an array", type)});
}

void rows_check(const RowsCheck *check, const Json *tables)
{
    for (const Json *list = json_first(tables); list; list = json_next(list))
        if (json_type(list) == JSON_ARRAY)
            check_rows(check, list, NULL);
        else
            report_no_list(check->job, list);
}

void rows_bind(Writer *w, const Json *pointer, Block *block)
{
    Str path = json_string(w->job, pointer, "rows");
    const Json *list = json_resolve(w->zone->root, path);
    if (!w->zone->root)
        return;
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
    check_rows(&(RowsCheck){w->job, w->files, w->terms, w->langs, w->zone->known_ids}, list, w);
    source->writer = *w;
    if (diag_errors(w->job->diag) == before)
        block->rows = (DataRows){count, source, write_again};
}
