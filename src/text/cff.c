#include "text/cff.h"

#include <stdbool.h>

/* A cursor over the table; reading past the end sets `bad` and gives 0. */
typedef struct {
    Str bytes;
    size_t at;
    bool bad;
} Cursor;

static unsigned byte(Cursor *c)
{
    if (c->at >= c->bytes.length) {
        c->bad = true;
        return 0;
    }
    return (unsigned char)c->bytes.data[c->at++];
}

static unsigned number(Cursor *c, int size)
{
    unsigned value = 0;
    while (size-- > 0)
        value = value << 8 | byte(c);
    return value;
}

/* Moves behind an INDEX; *first gets the start and end of its first object. */
static void skip_index(Cursor *c, size_t first[2])
{
    unsigned count = number(c, 2);
    if (count == 0)
        return;
    int size = (int)byte(c);
    size_t offsets = c->at;
    size_t data = offsets + ((size_t)count + 1) * (size_t)size - 1;
    if (first) {
        first[0] = data + number(c, size);
        first[1] = data + number(c, size);
    }
    c->at = offsets + (size_t)count * (size_t)size;
    c->at = data + number(c, size);
}

/* One operand of a DICT; `first` is its first byte. */
static long operand(Cursor *c, unsigned first)
{
    if (first == 28)
        return (int16_t)number(c, 2);
    if (first == 29)
        return (int32_t)number(c, 4);
    if (first == 30) { /* a real: nibbles up to an f */
        unsigned pair;
        do
            pair = byte(c);
        while (!c->bad && (pair & 15) != 15 && pair >> 4 != 15);
        return 0;
    }
    if (first >= 32 && first <= 246)
        return (long)first - 139;
    if (first <= 250)
        return ((long)first - 247) * 256 + (long)byte(c) + 108;
    return -((long)first - 251) * 256 - (long)byte(c) - 108;
}

/* Offset of the charset if the Top DICT is a CID font's, else 0. */
static size_t charset_offset(Cursor *c, size_t end)
{
    enum { OPERATOR_CHARSET = 15, OPERATOR_ESCAPE = 12, OPERATOR_ROS = 30 };
    long last = 0, charset = 0;
    bool cid_keyed = false;
    while (c->at < end && !c->bad) {
        unsigned b = byte(c);
        if (b == OPERATOR_ESCAPE)
            cid_keyed |= byte(c) == OPERATOR_ROS;
        else if (b == OPERATOR_CHARSET)
            charset = last;
        else if (b > 21)
            last = operand(c, b);
    }
    return cid_keyed && charset > 2 ? (size_t)charset : 0;
}

/* Faces that keep their glyph ids say so in a single range. */
static bool one_range(Cursor c, unsigned format, int glyph_count)
{
    return format == 2 && number(&c, 2) == 1 && (int)number(&c, 2) + 2 >= glyph_count;
}

const uint16_t *cff_cids(Arena *arena, Str cff, int glyph_count)
{
    Cursor c = {cff, 0, false};
    size_t top[2] = {0, 0};
    c.at = 2;
    c.at = byte(&c); /* header size */
    skip_index(&c, NULL);
    skip_index(&c, top);
    c.at = top[0];
    size_t charset = charset_offset(&c, top[1]);
    if (charset == 0 || c.bad)
        return NULL;
    c.at = charset;
    unsigned format = byte(&c);
    if (one_range(c, format, glyph_count))
        return NULL;
    uint16_t *cids = ARENA_ARRAY(arena, uint16_t, glyph_count);
    bool identity = true;
    for (int glyph = 1; glyph < glyph_count && !c.bad;) {
        unsigned first = number(&c, 2);
        unsigned left = format == 0 ? 0 : number(&c, format == 1 ? 1 : 2);
        for (unsigned i = 0; i <= left && glyph < glyph_count; i++, glyph++) {
            cids[glyph] = (uint16_t)(first + i);
            identity &= cids[glyph] == glyph;
        }
    }
    return identity || c.bad ? NULL : cids;
}
