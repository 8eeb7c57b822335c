#include "json/escape.h"

#include <string.h>

#define QUOTE_CHARACTERS 40

int escape_hex(const char *digits, size_t available)
{
    int value = 0;
    if (available < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* The code point of the \u escape at `*at`, of two if they are a pair. */
static uint32_t unicode_escape(Str token, size_t *at)
{
    int first = escape_hex(token.data + *at + 2, token.length - *at - 2);
    *at += 6;
    if (first < 0xD800 || first > 0xDBFF)
        return first < 0 ? 0xFFFD : (uint32_t)first;
    int second = escape_hex(token.data + *at + 2, token.length - *at - 2);
    *at += 6;
    return 0x10000 + ((uint32_t)(first - 0xD800) << 10) + (uint32_t)(second - 0xDC00);
}

int escape_next(Str token, size_t *at, char out[4])
{
    static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
    if (*at + 1 >= token.length)
        return 0;
    const char *start = token.data + *at;
    if (*start != '\\') {
        int length = utf8_length((const unsigned char *)start, token.length - *at);
        memcpy(out, start, (size_t)length);
        *at += (size_t)length;
        return length;
    }
    if (start[1] == 'u')
        return utf8_encode(unicode_escape(token, at), out);
    const char *letter = strchr(letters, start[1]);
    out[0] = letter ? meanings[letter - letters] : start[1];
    *at += 2;
    return 1;
}

static void add_character(Buf *buf, char c)
{
    static const char letters[] = "\"\\\b\f\n\r\t", escapes[] = "\"\\bfnrt";
    const char *letter = c ? strchr(letters, c) : NULL;
    if (letter) {
        buf_char(buf, '\\');
        buf_char(buf, escapes[letter - letters]);
    } else if ((unsigned char)c < 0x20) {
        buf_text(buf, "\\u");
        buf_hex(buf, (unsigned char)c, 4);
    } else {
        buf_char(buf, c);
    }
}

void escape_add(Buf *buf, Str text)
{
    buf_char(buf, '"');
    for (size_t i = 0; i < text.length; i++)
        add_character(buf, text.data[i]);
    buf_char(buf, '"');
}

bool escape_unprintable(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x200E ||
           c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

const char *escape_quote(Arena *arena, Str text)
{
    Buf buf;
    buf_init(&buf, arena);
    buf_char(&buf, '"');
    size_t at = 0;
    for (int i = 0; i < QUOTE_CHARACTERS && at < text.length; i++) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        char bytes[4];
        int length = utf8_encode(c, bytes);
        if (c < 0x20)
            add_character(&buf, text.data[start]);
        else if (escape_unprintable(c))
            buf_printf(&buf, "\\u%04X", (unsigned)c);
        else
            buf_add(&buf, bytes, (size_t)length);
    }
    buf_text(&buf, at < text.length ? "...\"" : "\"");
    return buf.data;
}
