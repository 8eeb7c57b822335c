#include "base/notice.h"

#include <stdlib.h>
#include <string.h>

/* -- lists ------------------------------------------------------------------------- */

void notices_init(Notices *notices, Arena *arena)
{
    *notices = (Notices){.arena = arena};
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

/* Below 0, 0 or above it, as `a` comes before `b`, at the same place, or after. */
static int compare_places(const Place *a, const Place *b)
{
    int files = compare_texts(a->file, b->file);
    if (files)
        return files;
    return a->line != b->line ? a->line - b->line : a->column - b->column;
}

/* Of two at one place. */
static bool same(const Notice *a, const Notice *b)
{
    return a->code == b->code && compare_texts(a->message, b->message) == 0 &&
           compare_texts(a->place.pointer, b->place.pointer) == 0;
}

void notices_add(Notices *notices, const Notice *notice)
{
    ARENA_RESERVE(notices->arena, notices->list, notices->count, notices->room);
    notices->list[notices->count] = *notice;
    notices->list[notices->count].order = notices->count;
    notices->count++;
}

void notices_add_diag(Notices *notices, const Diag *diag, DiagLocate locate, const void *files)
{
    for (int i = 0; i < diag_count(diag); i++) {
        const Report *report = diag_at(diag, i);
        notices_add(notices, &(Notice){.code = report->code,
                                       .place = locate(files, report, notices->arena),
                                       .message = report->message,
                                       .label = report->label,
                                       .help = report->help});
    }
}

static int by_place(const void *left, const void *right)
{
    const Notice *a = left, *b = right;
    int places = compare_places(&a->place, &b->place);
    if (places)
        return places;
    int texts =
        a->code != b->code ? (int)a->code - (int)b->code : compare_texts(a->message, b->message);
    return texts ? texts : a->order - b->order;
}

/* Where the notices at one place end that begin at `first`. */
static int end_of_place(const Notices *notices, int first)
{
    int end = first + 1;
    while (end < notices->count &&
           compare_places(&notices->list[first].place, &notices->list[end].place) == 0)
        end++;
    return end;
}

/* The notice that speaks for all at one place, or NULL: what else is said of a
 * value of the wrong type follows from its type. */
static const Notice *find_type(const Notice *list, int count)
{
    for (int i = 0; i < count; i++)
        if (list[i].code == E012 && list[i].place.line > 0)
            return &list[i];
    return NULL;
}

static int keep_once(Notice *kept, const Notice *list, int count)
{
    const Notice *type = find_type(list, count);
    if (type) {
        *kept = *type;
        return 1;
    }
    int keeps = 0;
    for (int i = 0; i < count; i++) {
        bool known = false;
        for (int k = keeps - 1; k >= 0 && !known; k--)
            known = same(&kept[k], &list[i]);
        if (!known)
            kept[keeps++] = list[i];
    }
    return keeps;
}

void notices_sort(Notices *notices)
{
    if (notices->count == 0)
        return;
    qsort(notices->list, (size_t)notices->count, sizeof *notices->list, by_place);
    int kept = 0;
    for (int first = 0, end; first < notices->count; first = end) {
        end = end_of_place(notices, first);
        kept += keep_once(notices->list + kept, notices->list + first, end - first);
    }
    notices->count = kept;
}

bool notice_is_error(const Notice *notice)
{
    return code_is_error(notice->code);
}

/* -- as a compiler does -------------------------------------------------------------- */

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

static void write_excerpt(Buf *out, const Place *place, const char *label)
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

static void write_human(Buf *out, const Notice *notice)
{
    const Place *place = &notice->place;
    buf_printf(out, "%s[%s]: %s\n", notice_is_error(notice) ? "error" : "warning",
               code_name(notice->code), notice->message);
    int margin = 1;
    if (place->file && place->line > 0) {
        margin = (int)strlen(arena_printf(out->arena, "%d", place->line));
        repeat(out, ' ', margin);
        buf_printf(out, "--> %s:%d:%d", place->file, place->line, place->column);
        if (place->pointer)
            buf_printf(out, " (%s)", place->pointer[0] ? place->pointer : "whole document");
        buf_char(out, '\n');
        write_excerpt(out, place, notice->label);
    } else if (place->file) {
        buf_printf(out, " --> %s\n", place->file);
    }
    if (notice->help) {
        repeat(out, ' ', margin);
        buf_printf(out, " = help: %s\n", notice->help);
    }
    buf_char(out, '\n');
}

/* -- for other programs -------------------------------------------------------------- */

static void write_short(Buf *out, const Notice *notice)
{
    const Place *place = &notice->place;
    if (place->file && place->line > 0)
        buf_printf(out, "%s:%d:%d: ", place->file, place->line, place->column);
    else if (place->file)
        buf_printf(out, "%s: ", place->file);
    buf_printf(out, "%s[%s]: %s\n", notice_is_error(notice) ? "error" : "warning",
               code_name(notice->code), notice->message);
}

static void write_member(Buf *out, const char *key, const char *text)
{
    if (!text)
        return;
    buf_printf(out, ", \"%s\": ", key);
    buf_json(out, text);
}

static void write_json(Buf *out, const Notice *notice)
{
    const Place *place = &notice->place;
    buf_printf(out, "{\"code\": \"%s\", \"severity\": \"%s\"", code_name(notice->code),
               notice_is_error(notice) ? "error" : "warning");
    write_member(out, "file", place->file);
    if (place->file && place->line > 0)
        buf_printf(out, ", \"line\": %d, \"column\": %d", place->line, place->column);
    write_member(out, "pointer", place->pointer);
    write_member(out, "message", notice->message);
    write_member(out, "label", notice->label);
    write_member(out, "help", notice->help);
    buf_text(out, "}\n");
}

/* A result object of SARIF 2.1.0 (3.27). */
static void write_sarif(Buf *out, const Notice *notice)
{
    const Place *place = &notice->place;
    buf_printf(out, "{\"ruleId\": \"%s\", \"level\": \"%s\", \"message\": {\"text\": ",
               code_name(notice->code), notice_is_error(notice) ? "error" : "warning");
    buf_json(out, notice->help ? arena_printf(out->arena, "%s (%s)", notice->message, notice->help)
                               : notice->message);
    buf_char(out, '}');
    if (place->file) {
        buf_text(out, ", \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": ");
        buf_json(out, place->file);
        buf_char(out, '}');
        if (place->line > 0)
            buf_printf(out, ", \"region\": {\"startLine\": %d, \"startColumn\": %d}", place->line,
                       place->column);
        buf_char(out, '}');
        if (place->pointer) {
            buf_text(out, ", \"logicalLocations\": [{\"fullyQualifiedName\": ");
            buf_json(out, place->pointer);
            buf_text(out, "}]");
        }
        buf_text(out, "}]");
    }
    buf_char(out, '}');
}

/* What a terminal may be given, on one line: names of files may hold anything. */
static const char *printable(Arena *arena, const char *text)
{
    if (!text)
        return NULL;
    char *shown = arena_copy(arena, text, strlen(text));
    for (unsigned char *c = (unsigned char *)shown; *c; c++) {
        bool high = c[0] == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0; /* U+0080 to U+009F */
        if (high)
            *c++ = '?';
        if (high || *c < 0x20 || *c == 0x7F)
            *c = '?';
    }
    return shown;
}

void notice_write(Buf *out, const Notice *notice, NoticeForm form)
{
    static void (*const WRITE[])(Buf *, const Notice *) = {
        [NOTICE_HUMAN] = write_human,
        [NOTICE_SHORT] = write_short,
        [NOTICE_JSON] = write_json,
        [NOTICE_SARIF] = write_sarif,
    };
    Notice shown = *notice;
    if (form < NOTICE_JSON) {
        shown.place.file = printable(out->arena, notice->place.file);
        shown.message = printable(out->arena, notice->message);
        shown.label = printable(out->arena, notice->label);
        shown.help = printable(out->arena, notice->help);
    }
    WRITE[form](out, &shown);
}

static void begin_sarif(Buf *out)
{
    buf_text(out, "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", "
                  "\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": "
                  "\"zonebrief\", \"version\": \"" ZONEBRIEF_VERSION "\"}}, \"results\": [\n");
}

void notices_write(NoticePrinter *printer, Buf *out, Notices *notices)
{
    notices_sort(notices);
    for (int i = 0; i < notices->count; i++) {
        bool sarif = printer->form == NOTICE_SARIF, first = printer->count++ == 0;
        if (sarif && first)
            begin_sarif(out);
        else if (sarif)
            buf_text(out, ",\n");
        notice_write(out, &notices->list[i], printer->form);
    }
}

void notices_put(const NoticePrinter *printer, const Buf *out)
{
    fwrite(out->data, 1, out->length, printer->form < NOTICE_JSON ? stderr : stdout);
}

void notices_print(NoticePrinter *printer, Notices *notices)
{
    Buf out;
    buf_init(&out, notices->arena);
    notices_write(printer, &out, notices);
    notices_put(printer, &out);
}

void diag_tell(NoticePrinter *printer, const Diag *diag, DiagLocate locate, const void *files)
{
    Arena *scratch = arena_new();
    Notices notices;
    notices_init(&notices, scratch);
    notices_add_diag(&notices, diag, locate, files);
    notices_print(printer, &notices);
    arena_free(scratch);
}

void notices_end(NoticePrinter *printer)
{
    if (printer->form != NOTICE_SARIF)
        return;
    Arena *scratch = arena_new();
    Buf out;
    buf_init(&out, scratch);
    if (printer->count == 0)
        begin_sarif(&out);
    buf_text(&out, "]}]}\n");
    fwrite(out.data, 1, out.length, stdout);
    arena_free(scratch);
}
