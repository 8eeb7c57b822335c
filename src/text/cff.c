#include "text/cff.h"

#include "text/cffread.h"

/* -- parts ----------------------------------------------------------------------- */

uint32_t cff_number(CffCursor *c, int size)
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

/* Offsets count from the byte before the data. */
static size_t data_of(const CffIndex *index)
{
    return index->offsets + ((size_t)index->count + 1) * (size_t)index->offset_size - 1;
}

CffIndex cff_index(CffCursor *c)
{
    CffIndex index = {.bytes = c->bytes, .count = cff_number(c, 2)};
    if (index.count == 0)
        return index;
    index.offset_size = (int)cff_number(c, 1);
    index.offsets = c->at;
    c->at += (size_t)index.count * (size_t)index.offset_size;
    c->at = data_of(&index) + cff_number(c, index.offset_size);
    return index;
}

Str cff_element(const CffIndex *index, uint32_t element)
{
    if (element >= index->count)
        return (Str){NULL, 0};
    CffCursor c = {index->bytes, index->offsets + (size_t)element * (size_t)index->offset_size,
                   false};
    size_t start = data_of(index) + cff_number(&c, index->offset_size);
    size_t end = data_of(index) + cff_number(&c, index->offset_size);
    if (c.bad || start > end || end > index->bytes.length)
        return (Str){NULL, 0};
    return (Str){index->bytes.data + start, end - start};
}

/* The integer operand that starts with byte `b`; a real gives 0. */
static int32_t operand(CffCursor *c, uint32_t b)
{
    if (b == 28)
        return (int16_t)cff_number(c, 2);
    if (b == 29)
        return (int32_t)cff_number(c, 4);
    if (b == 30) { /* nibbles up to an f */
        uint32_t pair;
        do
            pair = cff_number(c, 1);
        while (!c->bad && (pair & 15) != 15 && pair >> 4 != 15);
        return 0;
    }
    if (b <= 246)
        return (int32_t)b - 139;
    int32_t low = (int32_t)cff_number(c, 1);
    return b <= 250 ? ((int32_t)b - 247) * 256 + low + 108 : -((int32_t)b - 251) * 256 - low - 108;
}

bool cff_entry(CffCursor *c, CffEntry *entry)
{
    enum { OPERAND_FIRST = 28, ESCAPE = 12 };
    size_t start = c->at;
    entry->count = 0;
    while (c->at < c->bytes.length && !c->bad) {
        entry->raw = (Str){c->bytes.data + start, c->at - start};
        uint32_t b = cff_number(c, 1);
        if (b < OPERAND_FIRST) {
            entry->operator= b == ESCAPE ? b << 8 | cff_number(c, 1) : b;
            return true;
        }
        int32_t value = operand(c, b);
        if (entry->count < CFF_OPERANDS)
            entry->operands[entry->count++] = value;
    }
    c->bad |= entry->count > 0;
    return false;
}

bool cff_head(Str cff, CffHead *head)
{
    CffCursor c = {cff, 2, false};
    c.at = cff_number(&c, 1); /* header size */
    CffIndex names = cff_index(&c), tops = cff_index(&c);
    head->name = cff_element(&names, 0);
    head->top = cff_element(&tops, 0);
    head->strings = cff_index(&c);
    bool good = !c.bad && head->top.length > 0;
    head->shares = cff_index(&c).count > 0 || c.bad;
    return good;
}

/* -- what HarfBuzz does not tell --------------------------------------------------- */

/* What is asked of a Top DICT. */
typedef struct {
    RosResult ros;
    int32_t ros_operands[3];
    int32_t charset;
} Top;

static Top read_top(Str dict)
{
    Top top = {.ros = ROS_NONE};
    CffCursor c = {dict, 0, false};
    CffEntry entry;
    while (cff_entry(&c, &entry)) {
        if (entry.operator== CFF_ROS && entry.count == 3) {
            top.ros = ROS_FOUND;
            for (int i = 0; i < 3; i++)
                top.ros_operands[i] = entry.operands[i];
        } else if (entry.operator== CFF_CHARSET && entry.count == 1)
            top.charset = entry.operands[0];
    }
    if (c.bad)
        top.ros = ROS_BROKEN;
    return top;
}

RosResult cff_ros(Str cff, Ros *ros)
{
    CffHead head;
    Top top = cff_head(cff, &head) ? read_top(head.top) : (Top){.ros = ROS_BROKEN};
    if (top.ros != ROS_FOUND)
        return top.ros;
    Str strings[2];
    for (int i = 0; i < 2; i++) {
        if (top.ros_operands[i] < CFF_STANDARD_STRINGS)
            return ROS_BROKEN;
        strings[i] =
            cff_element(&head.strings, (uint32_t)top.ros_operands[i] - CFF_STANDARD_STRINGS);
        if (strings[i].length == 0)
            return ROS_BROKEN;
    }
    *ros = (Ros){strings[0], strings[1], top.ros_operands[2]};
    return ROS_FOUND;
}

/* Faces that keep their glyph ids say so in a single range. */
static bool one_range(CffCursor c, uint32_t format, int glyph_count)
{
    return format == 2 && cff_number(&c, 2) == 1 && (int)cff_number(&c, 2) + 2 >= glyph_count;
}

const uint16_t *cff_cids(Arena *arena, Str cff, int glyph_count)
{
    CffHead head;
    Top top = cff_head(cff, &head) ? read_top(head.top) : (Top){.ros = ROS_BROKEN};
    if (top.ros != ROS_FOUND || top.charset <= 2)
        return NULL;
    CffCursor c = {cff, (size_t)top.charset, false};
    uint32_t format = cff_number(&c, 1);
    if (one_range(c, format, glyph_count))
        return NULL;
    uint16_t *cids = ARENA_ARRAY(arena, uint16_t, glyph_count);
    bool identity = true;
    for (int glyph = 1; glyph < glyph_count && !c.bad;) {
        uint32_t first = cff_number(&c, 2);
        uint32_t left = format == 0 ? 0 : cff_number(&c, format == 1 ? 1 : 2);
        for (uint32_t i = 0; i <= left && glyph < glyph_count; i++, glyph++) {
            cids[glyph] = (uint16_t)(first + i);
            identity &= cids[glyph] == glyph;
        }
    }
    return identity || c.bad ? NULL : cids;
}
