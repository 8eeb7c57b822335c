#include "pdf/slice.h"

#include <assert.h>

#include "base/buf.h"
#include "text/cffread.h"

#define FONTS_MOST 256 /* font DICTs: FDSelect numbers them by a byte */

/* A font DICT: glyphs of one script share it. */
typedef struct {
    Str name, matrix;                 /* operands; no bytes: none */
    Str default_width, nominal_width; /* of its Private DICT */
    int number;                       /* in the slice, counting from 1; 0: not used */
} FontDict;

typedef struct {
    Arena *arena;
    Str cff;
    CffHead head;
    Str ros_names[2];
    int32_t supplement;
    Str matrix, box, cid_count; /* operands */
    CffIndex char_strings;
    uint8_t *select; /* a font DICT for each glyph of the slice */
    FontDict dicts[FONTS_MOST];
    uint32_t dict_count;
    const uint32_t *glyphs;
    const uint16_t *cids;
    int count;
} Slice;

/* -- reading --------------------------------------------------------------------- */

static Str string_of(const Slice *s, const CffEntry *entry, int index)
{
    int32_t id = entry->count > index ? entry->operands[index] : 0;
    if (id < CFF_STANDARD_STRINGS)
        return (Str){NULL, 0};
    return cff_element(&s->head.strings, (uint32_t)id - CFF_STANDARD_STRINGS);
}

static CffCursor cursor_at(const Slice *s, int32_t offset)
{
    return (CffCursor){s->cff, offset > 0 ? (size_t)offset : s->cff.length, false};
}

/* False if the DICT has subroutines, or cannot be read. */
static bool read_private(const Slice *s, const CffEntry *place, FontDict *dict)
{
    size_t length = (size_t)place->operands[0], offset = (size_t)place->operands[1];
    if (place->count != 2 || place->operands[0] < 0 || place->operands[1] < 0 ||
        offset > s->cff.length || length > s->cff.length - offset)
        return false;
    CffCursor c = {{s->cff.data + offset, length}, 0, false};
    CffEntry entry;
    while (cff_entry(&c, &entry)) {
        if (entry.operator== CFF_SUBRS)
            return false;
        if (entry.operator== CFF_DEFAULT_WIDTH)
            dict->default_width = entry.raw;
        else if (entry.operator== CFF_NOMINAL_WIDTH)
            dict->nominal_width = entry.raw;
    }
    return !c.bad;
}

static bool read_dict(const Slice *s, Str bytes, FontDict *dict)
{
    CffCursor c = {bytes, 0, false};
    CffEntry entry;
    while (cff_entry(&c, &entry)) {
        if (entry.operator== CFF_FONT_MATRIX)
            dict->matrix = entry.raw;
        else if (entry.operator== CFF_FONT_NAME)
            dict->name = string_of(s, &entry, 0);
        else if (entry.operator== CFF_PRIVATE && !read_private(s, &entry, dict))
            return false;
    }
    return !c.bad;
}

static bool read_dicts(Slice *s, int32_t offset)
{
    CffCursor c = cursor_at(s, offset);
    CffIndex dicts = cff_index(&c);
    s->dict_count = dicts.count;
    if (c.bad || dicts.count == 0 || dicts.count > FONTS_MOST)
        return false;
    for (uint32_t i = 0; i < dicts.count; i++)
        if (!read_dict(s, cff_element(&dicts, i), &s->dicts[i]))
            return false;
    return true;
}

/* The font DICT of each glyph: a byte each, or ranges (format 3). */
static bool read_select(Slice *s, int32_t offset)
{
    CffCursor c = cursor_at(s, offset);
    uint32_t format = cff_number(&c, 1);
    s->select = arena_alloc(s->arena, (size_t)s->count);
    if (format == 0)
        for (int i = 0; i < s->count; i++) {
            CffCursor at = {c.bytes, c.at + s->glyphs[i], false};
            s->select[i] = (uint8_t)cff_number(&at, 1);
            c.bad |= at.bad;
        }
    if (format == 3) {
        uint32_t ranges = cff_number(&c, 2), first = cff_number(&c, 2);
        int at = 0;
        for (uint32_t i = 0; i < ranges && !c.bad; i++) {
            uint32_t dict = cff_number(&c, 1), end = cff_number(&c, 2);
            for (; at < s->count && s->glyphs[at] >= first && s->glyphs[at] < end; at++)
                s->select[at] = (uint8_t)dict;
            first = end;
        }
        c.bad |= at < s->count;
    }
    for (int i = 0; i < s->count; i++)
        c.bad |= s->select[i] >= s->dict_count;
    return !c.bad && (format == 0 || format == 3);
}

static bool read_font(Slice *s)
{
    int32_t char_strings = 0, dicts = 0, select = 0;
    if (!cff_head(s->cff, &s->head) || s->head.shares)
        return false;
    CffCursor c = {s->head.top, 0, false};
    CffEntry entry;
    while (cff_entry(&c, &entry)) {
        int32_t *offset = entry.operator== CFF_CHAR_STRINGS ? &char_strings
                          : entry.operator== CFF_FD_ARRAY   ? &dicts
                          : entry.operator== CFF_FD_SELECT  ? &select
                                                            : NULL;
        Str *raw = entry.operator== CFF_FONT_MATRIX ? &s->matrix
                   : entry.operator== CFF_FONT_BBOX ? &s->box
                   : entry.operator== CFF_CID_COUNT ? &s->cid_count
                                                    : NULL;
        if (offset && entry.count == 1)
            *offset = entry.operands[0];
        if (raw)
            *raw = entry.raw;
        if (entry.operator== CFF_ROS && entry.count == 3) {
            s->ros_names[0] = string_of(s, &entry, 0);
            s->ros_names[1] = string_of(s, &entry, 1);
            s->supplement = entry.operands[2];
        }
    }
    CffCursor at = cursor_at(s, char_strings);
    s->char_strings = cff_index(&at);
    return !c.bad && !at.bad && s->ros_names[0].length > 0 && s->ros_names[1].length > 0 &&
           read_dicts(s, dicts) && read_select(s, select);
}

/* -- writing --------------------------------------------------------------------- */

static void put(Buf *buf, uint32_t value, int size)
{
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        buf_char(buf, (char)(value >> shift & 0xFF));
}

static void put_operator(Buf *buf, uint32_t operator)
{
    put(buf, operator, operator> 0xFF ? 2 : 1);
}

/* Always five bytes, so that places are known before what stands there. */
static void put_offset(Buf *buf, uint32_t value)
{
    put(buf, 29, 1);
    put(buf, value, 4);
}

static void put_entry(Buf *buf, Str raw, uint32_t operator)
{
    if (raw.length == 0)
        return;
    buf_add(buf, raw.data, raw.length);
    put_operator(buf, operator);
}

static void put_index(Buf *buf, const Str *elements, int count)
{
    uint32_t end = 1;
    for (int i = 0; i < count; i++)
        end += (uint32_t)elements[i].length;
    int size = end <= 0xFF ? 1 : end <= 0xFFFF ? 2 : end <= 0xFFFFFF ? 3 : 4;
    put(buf, (uint32_t)count, 2);
    if (count == 0)
        return;
    put(buf, (uint32_t)size, 1);
    put(buf, end = 1, size);
    for (int i = 0; i < count; i++)
        put(buf, end += (uint32_t)elements[i].length, size);
    for (int i = 0; i < count; i++)
        buf_add(buf, elements[i].data, elements[i].length);
}

/* A CID a glyph (format 0), or ranges of them, whichever is shorter. */
static void put_charset(Buf *buf, const Slice *s)
{
    int ranges = 0;
    for (int i = 1; i < s->count; i++)
        ranges += i == 1 || s->cids[i] != s->cids[i - 1] + 1;
    bool single = 2 * (s->count - 1) <= 4 * ranges;
    put(buf, single ? 0 : 2, 1);
    for (int i = 1, end; i < s->count; i = end) {
        end = i + 1;
        while (!single && end < s->count && s->cids[end] == s->cids[end - 1] + 1)
            end++;
        put(buf, s->cids[i], 2);
        if (!single)
            put(buf, (uint32_t)(end - i - 1), 2);
    }
}

static void put_select(Buf *buf, const Slice *s)
{
    int ranges = 0;
    for (int i = 0; i < s->count; i++)
        ranges += i == 0 || s->select[i] != s->select[i - 1];
    bool single = s->count <= 3 * ranges + 4;
    put(buf, single ? 0 : 3, 1);
    if (!single)
        put(buf, (uint32_t)ranges, 2);
    for (int i = 0; i < s->count; i++) {
        if (!single && i > 0 && s->select[i] == s->select[i - 1])
            continue;
        if (!single)
            put(buf, (uint32_t)i, 2);
        put(buf, (uint32_t)s->dicts[s->select[i]].number - 1, 1);
    }
    if (!single)
        put(buf, (uint32_t)s->count, 2);
}

/* Numbers the font DICTs in use; returns how many. */
static int number_dicts(Slice *s)
{
    int used = 0;
    for (int i = 0; i < s->count; i++) {
        FontDict *dict = &s->dicts[s->select[i]];
        if (!dict->number)
            dict->number = ++used;
    }
    return used;
}

static Str bytes_of(const Buf *buf)
{
    return (Str){buf->data, buf->length};
}

/* The Private DICTs, one behind the other from `offset` on, and the font DICTs that
 * name their places, as an INDEX. */
static void put_dicts(Slice *s, int used, uint32_t offset, Buf *privates, Buf *array)
{
    Str *dicts = ARENA_ARRAY(s->arena, Str, used);
    for (uint32_t i = 0; i < s->dict_count; i++) {
        const FontDict *dict = &s->dicts[i];
        if (!dict->number)
            continue;
        Buf buf;
        buf_init(&buf, s->arena);
        size_t start = privates->length;
        put_entry(privates, dict->default_width, CFF_DEFAULT_WIDTH);
        put_entry(privates, dict->nominal_width, CFF_NOMINAL_WIDTH);
        put_offset(&buf, (uint32_t)(CFF_STANDARD_STRINGS + 1 + dict->number));
        put_operator(&buf, CFF_FONT_NAME);
        put_entry(&buf, dict->matrix, CFF_FONT_MATRIX);
        put_offset(&buf, (uint32_t)(privates->length - start));
        put_offset(&buf, offset + (uint32_t)start);
        put_operator(&buf, CFF_PRIVATE);
        dicts[dict->number - 1] = bytes_of(&buf);
    }
    put_index(array, dicts, used);
}

/* Offsets of the tables, in the order in which they stand. */
enum { CHARSET, SELECT, CHAR_STRINGS, PRIVATES, DICTS, TABLES };

/* ROS comes first (Technical Note 5176, 9). */
static void put_top(Buf *buf, const Slice *s, const uint32_t offsets[TABLES])
{
    put_offset(buf, CFF_STANDARD_STRINGS);
    put_offset(buf, CFF_STANDARD_STRINGS + 1);
    put_offset(buf, (uint32_t)s->supplement);
    put_operator(buf, CFF_ROS);
    put_entry(buf, s->matrix, CFF_FONT_MATRIX);
    put_entry(buf, s->box, CFF_FONT_BBOX);
    put_entry(buf, s->cid_count, CFF_CID_COUNT);
    put_offset(buf, offsets[CHARSET]);
    put_operator(buf, CFF_CHARSET);
    put_offset(buf, offsets[SELECT]);
    put_operator(buf, CFF_FD_SELECT);
    put_offset(buf, offsets[CHAR_STRINGS]);
    put_operator(buf, CFF_CHAR_STRINGS);
    put_offset(buf, offsets[DICTS]);
    put_operator(buf, CFF_FD_ARRAY);
}

static void put_head(Buf *buf, const Slice *s, int used, const uint32_t offsets[TABLES])
{
    static const char header[] = {1, 0, 4, 4};
    Buf top;
    buf_init(&top, s->arena);
    put_top(&top, s, offsets);
    Str top_bytes = bytes_of(&top);
    Str *strings = ARENA_ARRAY(s->arena, Str, used + 2);
    strings[0] = s->ros_names[0];
    strings[1] = s->ros_names[1];
    for (uint32_t i = 0; i < s->dict_count; i++)
        if (s->dicts[i].number)
            strings[1 + s->dicts[i].number] = s->dicts[i].name;
    buf_add(buf, header, sizeof header);
    put_index(buf, &s->head.name, 1);
    put_index(buf, &top_bytes, 1);
    put_index(buf, strings, used + 2);
    put_index(buf, NULL, 0); /* global subroutines */
}

static Str write_font(Slice *s, const Str *outlines)
{
    Buf tables[TABLES], out;
    uint32_t offsets[TABLES] = {0};
    for (int i = 0; i < TABLES; i++)
        buf_init(&tables[i], s->arena);
    int used = number_dicts(s);
    buf_init(&out, s->arena);
    put_head(&out, s, used, offsets);
    put_charset(&tables[CHARSET], s);
    put_select(&tables[SELECT], s);
    put_index(&tables[CHAR_STRINGS], outlines, s->count);
    uint32_t offset = (uint32_t)out.length;
    for (int i = 0; i < TABLES; i++) {
        offsets[i] = offset;
        if (i == PRIVATES)
            put_dicts(s, used, offset, &tables[PRIVATES], &tables[DICTS]);
        offset += (uint32_t)tables[i].length;
    }
    out.length = 0;
    put_head(&out, s, used, offsets);
    for (int i = 0; i < TABLES; i++)
        buf_add(&out, tables[i].data, tables[i].length);
    return bytes_of(&out);
}

Str slice_font(Arena *arena, Str cff, const uint32_t *glyphs, const uint16_t *cids, int count)
{
    assert(count > 0 && glyphs[0] == 0);
    Slice *s = ARENA_NEW(arena, Slice);
    *s = (Slice){.arena = arena, .cff = cff, .glyphs = glyphs, .cids = cids, .count = count};
    if (!read_font(s))
        return (Str){NULL, 0};
    Str *outlines = ARENA_ARRAY(arena, Str, count);
    for (int i = 0; i < count; i++) {
        outlines[i] = cff_element(&s->char_strings, glyphs[i]);
        if (outlines[i].length == 0)
            return (Str){NULL, 0};
    }
    return write_font(s, outlines);
}
