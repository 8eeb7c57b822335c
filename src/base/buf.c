#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

void buf_init(Buf *buf, Arena *arena)
{
    *buf = (Buf){.arena = arena, .data = arena_alloc(arena, 1), .length = 0, .room = 1};
}

void buf_grow(Buf *buf, size_t more)
{
    size_t need = buf->length + more + 1;
    size_t room = buf->room * 2 < 256 ? 256 : buf->room * 2;
    room = room < need ? need : room;
    buf->data = arena_grow_room(buf->arena, buf->data, buf->room, room);
    buf->room = room;
}

void buf_int(Buf *buf, int64_t value)
{
    enum { MOST = 20 }; /* digits, with a sign */
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    size_t digits = 1;
    for (uint64_t power = 10; digits < MOST - 1 && rest >= power; power *= 10)
        digits++;
    buf_reserve(buf, MOST);
    if (value < 0)
        buf->data[buf->length++] = '-';
    char *out = buf->data + (buf->length += digits);
    *out = '\0';
    do
        *--out = (char)('0' + rest % 10);
    while (rest /= 10);
}

void buf_len(Buf *buf, Len value)
{
    int64_t rest = value;
    if (rest < 0) {
        buf_char(buf, '-');
        rest = -rest;
    }
    if (rest >= LEN_POINT || rest == 0)
        buf_int(buf, rest / LEN_POINT);
    rest %= LEN_POINT;
    if (rest == 0)
        return;
    char digits[4] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10),
                      (char)('0' + rest % 10)};
    size_t length = 4;
    while (digits[length - 1] == '0')
        length--;
    if (value > -LEN_POINT && value < LEN_POINT)
        buf_char(buf, '0');
    buf_add(buf, digits, length);
}

void buf_hex(Buf *buf, uint32_t value, int digits)
{
    buf_reserve(buf, (size_t)digits);
    for (int i = digits - 1; i >= 0; i--)
        buf->data[buf->length++] = "0123456789ABCDEF"[value >> (4 * i) & 15];
    buf->data[buf->length] = '\0';
}

void buf_printf(Buf *buf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buf_text(buf, arena_vprintf(buf->arena, format, arguments));
    va_end(arguments);
}

void buf_json(Buf *buf, const char *text)
{
    buf_char(buf, '"');
    size_t left = strlen(text);
    for (int length; left > 0; text += length, left -= (size_t)length) {
        length = utf8_length((const unsigned char *)text, left);
        if (*text == '"' || *text == '\\')
            buf_char(buf, '\\');
        if ((unsigned char)*text < 0x20)
            buf_printf(buf, "\\u%04x", (unsigned)(unsigned char)*text);
        else if (length)
            buf_add(buf, text, (size_t)length);
        else
            buf_text(buf, "\uFFFD");
        length += !length;
    }
    buf_char(buf, '"');
}
