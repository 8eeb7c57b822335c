#include "text/cff.h"

#define STANDARD_STRINGS 391 /* of CFF; string ids from here on are the font's own */

/* A cursor over the font; reading past the end sets `bad` and gives 0. */
typedef struct {
    Str bytes;
    size_t at;
    bool bad;
} Cursor;

static uint32_t number(Cursor *c, int size)
{
    uint32_t value = 0;
    for (; size > 0; size--, c->at++) {
        if (c->at >= c->bytes.length) {
            c->bad = true;
            return 0;
        }
        value = value << 8 | (unsigned char)c->bytes.data[c->at];
    }
    return value;
}

/* Element `wanted` of the INDEX at the cursor, empty if there is none; moves
 * the cursor behind the INDEX. */
static Str read_index(Cursor *c, uint32_t wanted)
{
    uint32_t count = number(c, 2);
    if (count == 0)
        return (Str){NULL, 0};
    int size = (int)number(c, 1);
    size_t offsets = c->at;
    size_t data = offsets + ((size_t)count + 1) * (size_t)size - 1;
    Str element = {NULL, 0};
    if (wanted < count) {
        c->at = offsets + (size_t)wanted * (size_t)size;
        size_t start = data + number(c, size), end = data + number(c, size);
        if (start <= end && end <= c->bytes.length)
            element = (Str){c->bytes.data + start, end - start};
        else
            c->bad = true;
    }
    c->at = offsets + (size_t)count * (size_t)size;
    c->at = data + number(c, size);
    return element;
}

/* The integer operand that starts with byte `b`; a real gives 0. */
static int32_t operand(Cursor *c, uint32_t b)
{
    if (b == 28)
        return (int16_t)number(c, 2);
    if (b == 29)
        return (int32_t)number(c, 4);
    if (b == 30) { /* nibbles up to an f */
        uint32_t pair;
        do
            pair = number(c, 1);
        while (!c->bad && (pair & 15) != 15 && pair >> 4 != 15);
        return 0;
    }
    if (b <= 246)
        return (int32_t)b - 139;
    int32_t low = (int32_t)number(c, 1);
    return b <= 250 ? ((int32_t)b - 247) * 256 + low + 108 : -((int32_t)b - 251) * 256 - low - 108;
}

/* What is asked of a Top DICT. */
typedef struct {
    RosResult ros;
    int32_t ros_operands[3];
    int32_t charset;
} Top;

static Top read_top(Str dict)
{
    enum { OPERAND_FIRST = 28, CHARSET = 15, ESCAPE = 12, ROS = 30 };
    Top top = {.ros = ROS_NONE};
    Cursor c = {dict, 0, false};
    int32_t operands[48] = {0}; /* as many as a DICT operator may have */
    int count = 0;
    while (c.at < dict.length && !c.bad) {
        uint32_t b = number(&c, 1);
        if (b >= OPERAND_FIRST) {
            int32_t value = operand(&c, b);
            if (count < 48)
                operands[count++] = value;
            continue;
        }
        uint32_t escaped = b == ESCAPE ? number(&c, 1) : 0;
        if (escaped == ROS && count == 3) {
            top.ros = ROS_FOUND;
            for (int i = 0; i < 3; i++)
                top.ros_operands[i] = operands[i];
        } else if (b == CHARSET && count == 1)
            top.charset = operands[0];
        count = 0;
    }
    if (c.bad || count > 0)
        top.ros = ROS_BROKEN;
    return top;
}

/* Reads the Top DICT and leaves the cursor at the String INDEX. */
static Top open_font(Str cff, Cursor *c)
{
    *c = (Cursor){cff, 2, false};
    c->at = number(c, 1); /* header size */
    read_index(c, 0);     /* names */
    Str dict = read_index(c, 0);
    if (c->bad || dict.length == 0)
        return (Top){.ros = ROS_BROKEN};
    return read_top(dict);
}

RosResult cff_ros(Str cff, Ros *ros)
{
    Cursor c;
    Top top = open_font(cff, &c);
    if (top.ros != ROS_FOUND)
        return top.ros;
    Str strings[2];
    for (int i = 0; i < 2; i++) {
        Cursor at = c;
        if (top.ros_operands[i] < STANDARD_STRINGS)
            return ROS_BROKEN;
        strings[i] = read_index(&at, (uint32_t)top.ros_operands[i] - STANDARD_STRINGS);
        if (at.bad || strings[i].length == 0)
            return ROS_BROKEN;
    }
    *ros = (Ros){strings[0], strings[1], top.ros_operands[2]};
    return ROS_FOUND;
}

/* Faces that keep their glyph ids say so in a single range. */
static bool one_range(Cursor c, uint32_t format, int glyph_count)
{
    return format == 2 && number(&c, 2) == 1 && (int)number(&c, 2) + 2 >= glyph_count;
}

const uint16_t *cff_cids(Arena *arena, Str cff, int glyph_count)
{
    Cursor c;
    Top top = open_font(cff, &c);
    if (top.ros != ROS_FOUND || top.charset <= 2)
        return NULL;
    c.at = (size_t)top.charset;
    uint32_t format = number(&c, 1);
    if (one_range(c, format, glyph_count))
        return NULL;
    uint16_t *cids = ARENA_ARRAY(arena, uint16_t, glyph_count);
    bool identity = true;
    for (int glyph = 1; glyph < glyph_count && !c.bad;) {
        uint32_t first = number(&c, 2);
        uint32_t left = format == 0 ? 0 : number(&c, format == 1 ? 1 : 2);
        for (uint32_t i = 0; i <= left && glyph < glyph_count; i++, glyph++) {
            cids[glyph] = (uint16_t)(first + i);
            identity &= cids[glyph] == glyph;
        }
    }
    return identity || c.bad ? NULL : cids;
}
