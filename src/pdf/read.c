#include "pdf/read.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define VALUE_DEPTH   32
#define OBJECTS_MOST  8388607    /* ISO 19005-3 6.1.13 */
#define PACKED_MOST   (64 << 20) /* bytes of an object stream, unpacked */
#define XREF_ROW      7          /* W [1 4 2] */
#define NUMBER_DIGITS 18

/* -- values ------------------------------------------------------------------------ */

static Str rest_of(Str text, size_t at)
{
    return at < text.length ? (Str){text.data + at, text.length - at} : (Str){"", 0};
}

static bool starts(Str text, const char *prefix)
{
    size_t length = strlen(prefix);
    return text.length >= length && memcmp(text.data, prefix, length) == 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t skip_blanks(Str text, size_t at)
{
    while (at < text.length && is_blank(text.data[at]))
        at++;
    return at;
}

static size_t skip_word(Str text, size_t at)
{
    while (at < text.length && !is_blank(text.data[at]) && !is_delimiter(text.data[at]))
        at++;
    return at;
}

/* Behind ")" of the string that begins at `at`; 0 if it does not end. */
static size_t skip_literal(Str text, size_t at)
{
    int depth = 0;
    for (; at < text.length; at++) {
        char c = text.data[at];
        if (c == '\\')
            at++;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return at + 1;
    }
    return 0;
}

static size_t skip_hex(Str text, size_t at)
{
    const char *end = memchr(text.data + at, '>', text.length - at);
    return end ? (size_t)(end - text.data) + 1 : 0;
}

/* Behind "12 0 R" or a plain word. */
static size_t skip_number(Str text, size_t at)
{
    size_t end = skip_word(text, at);
    Str rest = rest_of(text, end);
    if (end > at && is_digit(text.data[at]) && starts(rest, " 0 R"))
        return end + 4;
    return end > at ? end : 0;
}

/* Behind the value that begins at `at`, which is no blank; 0 if it is none. */
static size_t skip_value(Str text, size_t at, int depth)
{
    Str rest = rest_of(text, at);
    const char *close = starts(rest, "<<") ? ">>" : starts(rest, "[") ? "]" : NULL;
    if (rest.length == 0 || depth > VALUE_DEPTH)
        return 0;
    if (!close)
        return *rest.data == '('   ? skip_literal(text, at)
               : *rest.data == '<' ? skip_hex(text, at)
               : *rest.data == '/' ? skip_word(text, at + 1)
                                   : skip_number(text, at);
    at += strlen(close);
    for (;;) {
        at = skip_blanks(text, at);
        if (starts(rest_of(text, at), close))
            return at + strlen(close);
        at = skip_value(text, at, depth + 1);
        if (at == 0)
            return 0;
    }
}

Str read_next(Str *rest)
{
    size_t first = skip_blanks(*rest, 0);
    size_t end = skip_value(*rest, first, 0);
    Str value = end ? (Str){rest->data + first, end - first} : (Str){"", 0};
    *rest = end ? rest_of(*rest, end) : (Str){"", 0};
    return value;
}

Str read_inside(Str value)
{
    size_t edge = starts(value, "<<") ? 2 : starts(value, "[") ? 1 : 0;
    if (edge == 0 || value.length < 2 * edge)
        return (Str){"", 0};
    return (Str){value.data + edge, value.length - 2 * edge};
}

Str read_entry(Str dictionary, const char *key)
{
    if (!starts(dictionary, "<<"))
        return (Str){"", 0};
    Str rest = read_inside(dictionary);
    for (;;) {
        Str name = read_next(&rest), value = read_next(&rest);
        if (value.length == 0)
            return (Str){"", 0};
        if (str_is(name, key))
            return value;
    }
}

int64_t read_number(Str value)
{
    int64_t number = 0;
    if (value.length == 0 || value.length > NUMBER_DIGITS)
        return -1;
    for (size_t i = 0; i < value.length; i++) {
        if (!is_digit(value.data[i]))
            return -1;
        number = number * 10 + (value.data[i] - '0');
    }
    return number;
}

uint32_t read_reference(Str value)
{
    if (value.length < 5 || memcmp(value.data + value.length - 4, " 0 R", 4) != 0)
        return 0;
    int64_t id = read_number((Str){value.data, value.length - 4});
    return id > 0 && id <= OBJECTS_MOST ? (uint32_t)id : 0;
}

Str read_resolve(const ReadFile *file, Str value)
{
    uint32_t id = read_reference(value);
    return id ? read_object(file, id)->text : value;
}

/* -- strings ----------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static size_t decode_hex(Str inner, char *to)
{
    size_t digits = 0;
    for (size_t i = 0; i < inner.length; i++) {
        int digit = hex_digit(inner.data[i]);
        if (digit < 0)
            continue;
        if (digits % 2 == 0)
            to[digits / 2] = (char)(digit << 4);
        else
            to[digits / 2] = (char)(to[digits / 2] | digit);
        digits++;
    }
    return (digits + 1) / 2;
}

/* ISO 32000-1 table 3; no line is broken by us. */
static size_t decode_literal(Str inner, char *to)
{
    size_t length = 0;
    for (size_t i = 0; i < inner.length; i++) {
        char c = inner.data[i];
        if (c != '\\' || i + 1 == inner.length) {
            to[length++] = c;
            continue;
        }
        c = inner.data[++i];
        int code = 0, digits = 0;
        while (digits < 3 && i < inner.length && inner.data[i] >= '0' && inner.data[i] <= '7') {
            code = code * 8 + (inner.data[i++] - '0');
            digits++;
        }
        if (digits > 0) {
            to[length++] = (char)code;
            i--;
            continue;
        }
        static const char LETTERS[] = "nrtbf", BYTES[] = "\n\r\t\b\f";
        const char *letter = strchr(LETTERS, c);
        to[length++] = letter && c ? BYTES[letter - LETTERS] : c;
    }
    return length;
}

static Str to_utf8(Arena *arena, Str units)
{
    char *text = arena_alloc(arena, units.length * 2 + 4);
    size_t length = 0;
    for (size_t i = 0; i + 1 < units.length; i += 2) {
        const unsigned char *at = (const unsigned char *)units.data + i;
        uint32_t c = (uint32_t)at[0] << 8 | at[1];
        if ((c & 0xFC00) == 0xD800 && i + 3 < units.length && (at[2] & 0xFC) == 0xDC) {
            c = 0x10000 + ((c & 0x3FF) << 10) + (((uint32_t)at[2] & 3) << 8 | at[3]);
            i += 2;
        } else if ((c & 0xF800) == 0xD800)
            c = 0xFFFD;
        length += (size_t)utf8_encode(c, text + length);
    }
    return (Str){text, length};
}

Str read_string(Arena *arena, Str value)
{
    bool literal = starts(value, "(");
    if (value.length < 2 || (!literal && (!starts(value, "<") || starts(value, "<<"))))
        return (Str){"", 0};
    Str inner = {value.data + 1, value.length - 2};
    char *text = arena_alloc(arena, inner.length + 1);
    size_t length = literal ? decode_literal(inner, text) : decode_hex(inner, text);
    if (length >= 2 && memcmp(text, "\xFE\xFF", 2) == 0)
        return to_utf8(arena, (Str){text + 2, length - 2});
    return (Str){text, length};
}

/* -- streams ----------------------------------------------------------------------- */

static bool inflate(Arena *arena, Str packed, size_t room, size_t most, Str *data)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (!decompressor)
        mem_exhausted(0);
    enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
    for (room = room ? room : 1; result == LIBDEFLATE_INSUFFICIENT_SPACE; room *= 2) {
        size_t length = 0;
        room = room < most ? room : most;
        char *text = arena_alloc(arena, room + 1);
        result = libdeflate_zlib_decompress(decompressor, packed.data, packed.length, text, room,
                                            &length);
        *data = (Str){text, length};
        if (room == most)
            break;
    }
    libdeflate_free_decompressor(decompressor);
    return result == LIBDEFLATE_SUCCESS;
}

bool read_stream(Arena *arena, const ReadObject *object, size_t most, Str *data)
{
    if (!object->stream.data)
        return false;
    Str filter = read_entry(object->text, "/Filter");
    if (filter.length == 0) {
        *data = object->stream;
        return data->length <= most;
    }
    if (!str_is(filter, "/FlateDecode"))
        return false;
    return inflate(arena, object->stream, object->stream.length * 4, most, data);
}

/* -- the file ---------------------------------------------------------------------- */

static bool fail(const char **why, const char *message)
{
    *why = message;
    return false;
}

/* The object at `offset`: "12 0 obj", a value, and its stream if it has one. */
static bool read_at(const ReadFile *file, size_t offset, uint32_t id, ReadObject *object)
{
    Str rest = rest_of(file->bytes, offset);
    size_t end = skip_word(rest, 0);
    if (read_number((Str){rest.data, end}) != (int64_t)id || !starts(rest_of(rest, end), " 0 obj"))
        return false;
    rest = rest_of(rest, end + 6);
    object->text = read_next(&rest);
    if (object->text.length == 0)
        return false;
    rest = rest_of(rest, skip_blanks(rest, 0));
    if (!starts(rest, "stream\n"))
        return starts(rest, "endobj");
    int64_t length = read_number(read_entry(object->text, "/Length"));
    rest = rest_of(rest, 7);
    if (length < 0 || (uint64_t)length > rest.length)
        return false;
    object->stream = (Str){rest.data, (size_t)length};
    return starts(rest_of(rest, (size_t)length), "\nendstream");
}

/* Where the product ends: behind the first "%%EOF" that a startxref leads to.
 * Returns the offset that this names; 0 if there is none. */
static size_t find_start(ReadFile *file, Str bytes)
{
    static const char KEY[] = "\nstartxref\n";
    const size_t key = sizeof KEY - 1;
    for (size_t at = 0; at + key < bytes.length; at++) {
        const char *next = memchr(bytes.data + at, '\n', bytes.length - at - key);
        if (!next)
            return 0;
        at = (size_t)(next - bytes.data);
        Str rest = rest_of(bytes, at);
        if (!starts(rest, KEY))
            continue;
        rest = rest_of(rest, key);
        size_t digits = skip_word(rest, 0);
        int64_t start = read_number((Str){rest.data, digits});
        if (start <= 0 || (uint64_t)start >= at || !starts(rest_of(rest, digits), "\n%%EOF\n"))
            continue;
        file->bytes = (Str){bytes.data, at + key + digits + 7};
        file->appended = bytes.length - file->bytes.length;
        return (size_t)start;
    }
    return 0;
}

/* Undoes PNG's Up predictor, row by row. */
static bool undo_up(char *rows, size_t length)
{
    unsigned char above[XREF_ROW] = {0};
    for (size_t at = 0; at < length; at += XREF_ROW + 1) {
        if (rows[at] != 2)
            return false;
        for (int i = 0; i < XREF_ROW; i++) {
            above[i] = (unsigned char)(above[i] + (unsigned char)rows[at + 1 + (size_t)i]);
            rows[at + 1 + (size_t)i] = (char)above[i];
        }
    }
    return true;
}

typedef struct {
    const unsigned char *rows;
    uint32_t count;
} Xref;

static unsigned entry_type(const Xref *xref, uint32_t id)
{
    return xref->rows[(size_t)id * (XREF_ROW + 1) + 1];
}

static uint32_t entry_place(const Xref *xref, uint32_t id)
{
    const unsigned char *row = xref->rows + (size_t)id * (XREF_ROW + 1) + 2;
    return (uint32_t)row[0] << 24 | (uint32_t)row[1] << 16 | (uint32_t)row[2] << 8 | row[3];
}

static bool read_xref(ReadFile *file, size_t start, Xref *xref)
{
    ReadObject object = {.packed = 0};
    Str rest = rest_of(file->bytes, start);
    int64_t id = read_number((Str){rest.data, skip_word(rest, 0)});
    if (id <= 0 || id > OBJECTS_MOST || !read_at(file, start, (uint32_t)id, &object))
        return false;
    file->trailer = object.text;
    int64_t size = read_number(read_entry(object.text, "/Size"));
    if (!str_is(read_entry(object.text, "/Type"), "/XRef") || size <= 1 || size > OBJECTS_MOST ||
        !str_is(read_entry(object.text, "/W"), "[1 4 2]") ||
        read_number(read_entry(read_entry(object.text, "/DecodeParms"), "/Predictor")) != 12)
        return false;
    Str rows;
    size_t wanted = (size_t)size * (XREF_ROW + 1);
    if (!inflate(file->arena, object.stream, wanted, wanted, &rows) || rows.length != wanted)
        return false;
    char *undone = arena_copy(file->arena, rows.data, rows.length);
    *xref = (Xref){(const unsigned char *)undone, (uint32_t)size};
    return undo_up(undone, rows.length);
}

/* The objects of one object stream, each with its share of its bytes. */
static bool unpack(ReadFile *file, const Xref *xref, uint32_t id)
{
    const ReadObject *from = &file->objects[id];
    int64_t count = read_number(read_entry(from->text, "/N"));
    int64_t first = read_number(read_entry(from->text, "/First"));
    Str data;
    if (!read_stream(file->arena, from, PACKED_MOST, &data) || count < 0 || first < 0 ||
        (uint64_t)first > data.length)
        return false;
    Str heads = {data.data, (size_t)first}, bodies = rest_of(data, (size_t)first);
    int64_t number = read_number(read_next(&heads)), at = read_number(read_next(&heads));
    uint64_t given = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t next = read_number(read_next(&heads));
        int64_t end = i + 1 < count ? read_number(read_next(&heads)) : (int64_t)bodies.length;
        if (number <= 0 || number >= xref->count || at < 0 || end < at ||
            (uint64_t)end > bodies.length || entry_type(xref, (uint32_t)number) != 2 ||
            entry_place(xref, (uint32_t)number) != id)
            return false;
        ReadObject *object = &file->objects[number];
        Str rest = {bodies.data + at, (size_t)(end - at)};
        uint64_t share = bodies.length ? from->bytes * (uint64_t)end / bodies.length : 0;
        *object = (ReadObject){.text = read_next(&rest), .packed = id};
        object->bytes = (size_t)(share - given);
        given = share;
        number = next;
        at = end;
    }
    return true;
}

typedef struct {
    uint32_t id;
    size_t offset;
} Place;

static int compare_places(const void *a, const void *b)
{
    size_t x = ((const Place *)a)->offset, y = ((const Place *)b)->offset;
    return (x > y) - (x < y);
}

/* Reads what lies in the file itself; its bytes go from each object to the
 * next one. */
static bool read_plain(ReadFile *file, const Xref *xref, size_t start)
{
    Place *places = ARENA_ARRAY(file->arena, Place, xref->count);
    size_t count = 0;
    for (uint32_t id = 1; id < xref->count; id++)
        if (entry_type(xref, id) == 1)
            places[count++] = (Place){id, entry_place(xref, id)};
    qsort(places, count, sizeof *places, compare_places);
    if (count == 0 || places[count - 1].offset != start)
        return false;
    file->frame = places[0].offset + file->bytes.length - start;
    for (size_t i = 0; i + 1 < count; i++) {
        ReadObject *object = &file->objects[places[i].id];
        if (places[i + 1].offset <= places[i].offset ||
            !read_at(file, places[i].offset, places[i].id, object))
            return false;
        object->bytes = places[i + 1].offset - places[i].offset;
    }
    return true;
}

bool read_file(ReadFile *file, Arena *arena, Str bytes, const char **why)
{
    *file = (ReadFile){.arena = arena, .bytes = bytes};
    if (!starts(bytes, "%PDF-"))
        return fail(why, "it is not a PDF file");
    size_t start = find_start(file, bytes);
    Xref xref;
    if (start == 0 || !read_xref(file, start, &xref))
        return fail(why, "zonebrief did not write it, or it was written anew since");
    file->count = xref.count;
    file->objects = ARENA_ARRAY(arena, ReadObject, xref.count);
    if (!read_plain(file, &xref, start))
        return fail(why, "it is damaged: an object is not where it should be");
    for (uint32_t id = 1; id < xref.count; id++)
        if (str_is(read_entry(file->objects[id].text, "/Type"), "/ObjStm") &&
            !unpack(file, &xref, id))
            return fail(why, "it is damaged: an object stream cannot be unpacked");
    return true;
}

const ReadObject *read_object(const ReadFile *file, uint32_t id)
{
    static const ReadObject NONE = {.text = {"", 0}};
    return id < file->count ? &file->objects[id] : &NONE;
}
