/* locate.c - from a report to the place that a person looks at.
 *
 * A Where is the number of a byte, so where a value stands is known without
 * any table; what its pointer is, and its key, only a scan of the document
 * says (scan_values). It is made when a document's first fault is told.
 * Reports may be many, and a file may be a single line: lines are counted from
 * the start of a block, of which document.c knows how many are before it,
 * columns from the last report on the same line, and of a line no more is
 * looked at than is shown.
 */
#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "json/document.h"
#include "json/escape.h"

#define EXCERPT_MOST   100 /* characters of a line shown */
#define EXCERPT_BEFORE 40  /* of these before the caret, if the line is cut */

/* A stretch of a document's bytes. */
typedef struct {
    size_t offset, length;
} Stretch;

/* -- characters ------------------------------------------------------------------------ */

/* Steps over a character; an ill-formed byte counts as one. */
static size_t next_character(Str text, size_t at)
{
    utf8_next(text, &at);
    return at;
}

/* Of the text's first bytes, no more than `most` characters. */
static int count_characters(Str text, int most)
{
    int count = 0;
    for (size_t at = 0; at < text.length && count < most; count++)
        at = next_character(text, at);
    return count;
}

/* Up to `most` characters back from the byte `at`, but not before `start`: where that is. */
static size_t step_back(Str text, size_t start, size_t at, int most)
{
    for (int i = 0; i < most && at > start; i++)
        for (at--; at > start && ((unsigned char)text.data[at] & 0xC0) == 0x80;)
            at--;
    return at;
}

/* What a terminal may be given for the character at `*at`. */
static void add_visible(Buf *buf, Str text, size_t *at)
{
    size_t start = *at;
    bool formed = utf8_length((const unsigned char *)text.data + start, text.length - start) > 0;
    uint32_t c = utf8_next(text, at);
    if (c == '\t')
        buf_char(buf, ' ');
    else if (!formed || escape_unprintable(c))
        buf_char(buf, '?');
    else
        buf_add(buf, text.data + start, *at - start);
}

static const char *visible(Arena *arena, const char *text)
{
    Buf buf;
    buf_init(&buf, arena);
    Str all = str_of(text);
    for (size_t at = 0; at < all.length;)
        add_visible(&buf, all, &at);
    return buf.data;
}

/* -- stretches ----------------------------------------------------------------------------- */

/* The character at byte `at` of the decoded string `token`, in raw bytes. */
static Stretch find_in_string(Str token, size_t at)
{
    size_t raw = 1, decoded = 0;
    for (;;) {
        char bytes[4];
        size_t start = raw;
        int length = escape_next(token, &raw, bytes);
        if (length == 0)
            return (Stretch){token.length - 1, 1};
        decoded += (size_t)length;
        if (decoded > at)
            return (Stretch){start, raw - start};
    }
}

/* What a report on a value points to. Of a container only its bracket. */
static Stretch stretch_of_value(const JsonDocument *document, int number, const Report *report)
{
    const ScanValue *values = document_values(document).list, *value = &values[number];
    Stretch whole = {value->offset, value->length};
    if (report->part == PART_KEY && value->key_length)
        whole = (Stretch){value->key, value->key_length};
    const char *token = document->bytes.data + whole.offset;
    if (*token == '{' || *token == '[')
        whole.length = 1;
    if (*token != '"' || report->at <= 0)
        return whole;
    Stretch inner = find_in_string((Str){token, whole.length}, (size_t)report->at - 1);
    return (Stretch){whole.offset + inner.offset, inner.length};
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           strchr("+-._", c) || (unsigned char)c >= 0xC2;
}

/* What a report on a byte points to, for faulty text: a string to the end of
 * its line, a word, an escape, or one character. */
static Stretch stretch_at(Str text, size_t offset)
{
    size_t end = offset;
    if (offset >= text.length)
        return (Stretch){text.length, 0};
    if (text.data[offset] == '\\' && offset + 1 < text.length) {
        bool unicode = text.data[offset + 1] == 'u' &&
                       escape_hex(text.data + offset + 2, text.length - offset - 2) >= 0;
        return (Stretch){offset, unicode ? 6 : 2};
    }
    if (text.data[offset] == '"') {
        for (end++; end < text.length && text.data[end] != '\n'; end++) {
            if (text.data[end] == '"')
                return (Stretch){offset, end + 1 - offset};
            end += text.data[end] == '\\' && end + 1 < text.length;
        }
        return (Stretch){offset, end - offset};
    }
    while (end < text.length && text.data[end] && is_word(text.data[end]))
        end = next_character(text, end);
    return (Stretch){offset, end > offset ? end - offset : 1};
}

/* -- places -------------------------------------------------------------------------------- */

static size_t line_start(Str text, size_t offset)
{
    while (offset > 0 && text.data[offset - 1] != '\n')
        offset--;
    return offset;
}

/* The end of the line, or of the first `most` bytes of what is left of it. */
static size_t line_end(Str text, size_t offset, size_t most)
{
    size_t end = offset;
    while (end < text.length && end - offset < most && text.data[end] != '\n')
        end++;
    if (end > offset && text.data[end - 1] == '\r' &&
        (end == text.length || text.data[end] == '\n'))
        end--;
    return end;
}

/* Characters of the line before the byte; *start is where it begins. */
static int characters_before(const JsonDocument *document, size_t offset, size_t *start)
{
    Str text = document->bytes;
    LastPlace *last = document->last;
    size_t from = last->offset <= offset ? last->offset : 0;
    *start = offset;
    while (*start > from && text.data[*start - 1] != '\n')
        --*start;
    if (*start == from && from > 0) { /* no line ended since */
        *start = last->line;
        last->characters += count_characters((Str){text.data + from, offset - from}, INT_MAX);
    } else {
        *start = line_start(text, *start);
        last->characters = count_characters((Str){text.data + *start, offset - *start}, INT_MAX);
    }
    last->line = *start;
    last->offset = offset;
    return last->characters;
}

/* The line around the byte, or, where it is longer than EXCERPT_MOST, so much of it. */
static void cut_excerpt(Place *place, Str text, size_t start, size_t offset, Arena *scratch)
{
    size_t end = line_end(text, offset, (EXCERPT_MOST + 1) * 4);
    int before = place->column - 1;
    int behind = count_characters((Str){text.data + offset, end - offset}, EXCERPT_MOST + 1);
    int shown = before; /* of the characters before it */
    if (before + behind > EXCERPT_MOST) {
        int room = behind < EXCERPT_MOST - EXCERPT_BEFORE ? EXCERPT_MOST - behind : EXCERPT_BEFORE;
        shown = before < room ? before : room;
    }
    int most = behind < EXCERPT_MOST - shown ? behind : EXCERPT_MOST - shown;
    Buf buf;
    buf_init(&buf, scratch);
    buf_text(&buf, shown < before ? "..." : "");
    size_t at = step_back(text, start, offset, shown);
    for (int i = 0; i < shown + most; i++)
        add_visible(&buf, text, &at);
    buf_text(&buf, most < behind ? "..." : "");
    place->excerpt = (Str){buf.data, buf.length};
    place->caret = shown + (shown < before ? 3 : 0);
    if (place->width > most)
        place->width = most;
    if (place->width < 1)
        place->width = 1;
}

/* Ends of lines before the byte. */
static int lines_before(const JsonDocument *document, size_t offset)
{
    size_t block = offset / DOCUMENT_BLOCK;
    int lines = document->lines[block];
    for (size_t i = block * DOCUMENT_BLOCK; i < offset; i++)
        lines += document->bytes.data[i] == '\n';
    return lines;
}

static void place_stretch(Place *place, const JsonDocument *document, Stretch stretch,
                          Arena *scratch)
{
    Str text = document->bytes;
    if (stretch.offset > text.length)
        stretch = (Stretch){text.length, 0};
    size_t start, end = line_end(text, stretch.offset, stretch.length);
    place->line = lines_before(document, stretch.offset) + 1;
    place->column = characters_before(document, stretch.offset, &start) + 1;
    place->width =
        count_characters((Str){text.data + stretch.offset, end - stretch.offset}, EXCERPT_MOST);
    cut_excerpt(place, text, start, stretch.offset, scratch);
}

static bool has_step(const JsonDocument *document, int number)
{
    const ScanValue *values = document_values(document).list, *value = &values[number];
    return value->parent < 0 || value->key_length ||
           document->bytes.data[values[value->parent].offset] == '[';
}

static int innermost(const JsonDocument *document, size_t offset)
{
    ScanValues values = document_values(document);
    int number = values.count - 1;
    while (number >= 0 && values.list[number].offset > offset)
        number--;
    while (number >= 0) {
        const ScanValue *value = &values.list[number];
        if (value->length == 0 || offset < (size_t)value->offset + value->length)
            return number;
        number = value->parent;
    }
    return -1;
}

/* The innermost value with a pointer that spans the byte of a faulty
 * document: members whose keys are faulty have none. -1: there is none. */
static int value_at(const JsonDocument *document, size_t offset)
{
    const ScanValue *values = document_values(document).list;
    int found = innermost(document, offset);
    for (int number = found; number >= 0; number = values[number].parent)
        if (!has_step(document, number))
            found = values[number].parent;
    return found;
}

static Place locate_value(const JsonDocument *document, const Report *report, Arena *scratch)
{
    Place place = {.file = document->name};
    int number = document_number(document, (size_t)(report->where - document->base));
    place.pointer = visible(scratch, document_pointer(document, number, scratch));
    place_stretch(&place, document, stretch_of_value(document, number, report), scratch);
    return place;
}

static Place locate_byte(const JsonDocument *document, const Report *report, Arena *scratch)
{
    Place place = {.file = document->name};
    int number = value_at(document, report->offset);
    if (number > 0)
        place.pointer = visible(scratch, document_pointer(document, number, scratch));
    place_stretch(&place, document, stretch_at(document->bytes, report->offset), scratch);
    return place;
}

Place json_locate(const void *opaque, const Report *report, Arena *scratch)
{
    const JsonFiles *files = opaque;
    const JsonDocument *document = document_of(files, report->where);
    if (document)
        return locate_value(document, report, scratch);
    document = report->file ? document_named(files, report->file) : NULL;
    if (document)
        return locate_byte(document, report, scratch);
    return (Place){.file = report->file};
}
