#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"

struct Diag {
    Arena *arena;
    Report *list;
    int count, room;
    Map said; /* all that a report in the list says */
    int errors;
    bool strict; /* warnings count as errors */
};

Diag *diag_new(Arena *arena)
{
    Diag *diag = ARENA_NEW(arena, Diag);
    diag->arena = arena;
    map_init(&diag->said, arena);
    return diag;
}

static bool is_error(const Report *report)
{
    return code_name(report->code)[0] == 'E';
}

/* All that makes a report another one, as one text. */
static Str identity(Arena *arena, const Report *report)
{
    return str_of(arena_printf(arena, "%d %d %d %d %zu %s\n%s", (int)report->code,
                               (int)report->where, (int)report->part, (int)report->at,
                               report->offset, report->file ? report->file : "", report->message));
}

static const char *keep(Arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

void diag_add(Diag *diag, const Report *report)
{
    diag->errors += is_error(report) || diag->strict;
    if (!map_add(&diag->said, identity(diag->arena, report), diag))
        return;
    ARENA_RESERVE(diag->arena, diag->list, diag->count, diag->room);
    Report *added = &diag->list[diag->count++];
    *added = *report;
    added->file = keep(diag->arena, report->file);
    added->message = keep(diag->arena, report->message);
    added->label = keep(diag->arena, report->label);
    added->help = keep(diag->arena, report->help);
}

void diag_strict(Diag *diag)
{
    diag->strict = true;
}

int diag_errors(const Diag *diag)
{
    return diag->errors;
}

int diag_count(const Diag *diag)
{
    return diag->count;
}

const Report *diag_at(const Diag *diag, int index)
{
    return &diag->list[index];
}

/* A report with its place, for sorting. */
typedef struct {
    const Report *report;
    Place place;
    int order;
} Located;

static int by_place(const void *left, const void *right)
{
    const Located *a = left, *b = right;
    int files = strcmp(a->place.file ? a->place.file : "", b->place.file ? b->place.file : "");
    if (files)
        return files;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    return a->order - b->order;
}

static void repeat(Buf *buf, char c, int count)
{
    for (int i = 0; i < count; i++)
        buf_char(buf, c);
}

/* Columns of a terminal that the first `characters` of `text` take: East
 * Asian characters take two, which the caret's line must match. */
static int terminal_columns(Str text, int characters)
{
    int columns = 0;
    size_t at = 0;
    for (int i = 0; i < characters && at < text.length; i++) {
        uint32_t c = utf8_next(text, &at);
        bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                    (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) ||
                    (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
        columns += wide ? 2 : 1;
    }
    return columns;
}

static void print_excerpt(Buf *out, const Place *place, const char *label)
{
    char *number = arena_printf(out->arena, "%d", place->line);
    int margin = (int)strlen(number);
    int before = terminal_columns(place->excerpt, place->caret);
    int width = terminal_columns(place->excerpt, place->caret + place->width) - before;
    repeat(out, ' ', margin);
    buf_printf(out, " |\n%s | ", number);
    buf_add(out, place->excerpt.data, place->excerpt.length);
    buf_char(out, '\n');
    repeat(out, ' ', margin);
    buf_text(out, " | ");
    repeat(out, ' ', before);
    repeat(out, '^', width < 1 ? 1 : width);
    buf_printf(out, "%s%s\n", label ? " " : "", label ? label : "");
}

static void print_one(Buf *out, const Report *report, const Place *place)
{
    buf_printf(out, "%s[%s]: %s\n", is_error(report) ? "error" : "warning", code_name(report->code),
               report->message);
    int margin = 1;
    if (place->file && place->line > 0) {
        margin = (int)strlen(arena_printf(out->arena, "%d", place->line));
        repeat(out, ' ', margin);
        buf_printf(out, "--> %s:%d:%d", place->file, place->line, place->column);
        if (place->pointer)
            buf_printf(out, " (%s)", place->pointer[0] ? place->pointer : "whole document");
        buf_char(out, '\n');
        print_excerpt(out, place, report->label);
    } else if (place->file) {
        buf_printf(out, " --> %s\n", place->file);
    }
    if (report->help) {
        repeat(out, ' ', margin);
        buf_printf(out, " = help: %s\n", report->help);
    }
    buf_char(out, '\n');
}

void diag_print(const Diag *diag, FILE *to, DiagLocate locate, const void *files)
{
    Arena *scratch = arena_new();
    Located *list = ARENA_ARRAY(scratch, Located, diag->count);
    for (int i = 0; i < diag->count; i++) {
        list[i] = (Located){.report = &diag->list[i], .order = i};
        list[i].place = locate(files, &diag->list[i], scratch);
    }
    if (diag->count)
        qsort(list, (size_t)diag->count, sizeof *list, by_place);
    Buf out;
    buf_init(&out, scratch);
    for (int i = 0; i < diag->count; i++)
        print_one(&out, list[i].report, &list[i].place);
    fwrite(out.data, 1, out.length, to);
    arena_free(scratch);
}
