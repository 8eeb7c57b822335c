#include "pdf/ros.h"

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

/* ROS must be the first operator of a CID font's Top DICT. */
static RosResult read_top(Str top, int32_t operands[3])
{
    enum { OPERAND_FIRST = 28, ESCAPE = 12, ROS = 30 };
    Cursor c = {top, 0, false};
    for (int count = 0; c.at < top.length; count++) {
        uint32_t b = number(&c, 1);
        if (b < OPERAND_FIRST)
            return b == ESCAPE && number(&c, 1) == ROS && count == 3 ? ROS_FOUND : ROS_NONE;
        if (count == 3)
            return ROS_NONE;
        operands[count] = operand(&c, b);
        if (c.bad)
            return ROS_BROKEN;
    }
    return ROS_BROKEN;
}

RosResult ros_read(Str cff, Ros *ros)
{
    Cursor c = {cff, 2, false};
    c.at = number(&c, 1); /* header size */
    read_index(&c, 0);    /* names */
    Str top = read_index(&c, 0);
    if (c.bad || top.length == 0)
        return ROS_BROKEN;
    int32_t operands[3] = {0, 0, 0};
    RosResult result = read_top(top, operands);
    if (result != ROS_FOUND)
        return result;
    Str strings[2];
    for (int i = 0; i < 2; i++) {
        Cursor at = c;
        if (operands[i] < STANDARD_STRINGS)
            return ROS_BROKEN;
        strings[i] = read_index(&at, (uint32_t)operands[i] - STANDARD_STRINGS);
        if (at.bad || strings[i].length == 0)
            return ROS_BROKEN;
    }
    *ros = (Ros){strings[0], strings[1], operands[2]};
    return ROS_FOUND;
}
