/* buf.h - a growing byte buffer, for text that is written piece by piece.
 *
 * A Buf lives in an arena. Its bytes are always followed by a NUL that is
 * not counted. Numbers are written free of locale.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/len.h"

typedef struct {
    Arena *arena;
    char *data;
    size_t length;
    size_t room;
} Buf;

void buf_init(Buf *buf, Arena *arena);

void buf_grow(Buf *buf, size_t more); /* buf_reserve where there is none */

/* Makes room for `more` bytes behind those that are there. */
static inline void buf_reserve(Buf *buf, size_t more)
{
    if (buf->length + more >= buf->room)
        buf_grow(buf, more);
}

static inline void buf_add(Buf *buf, const char *bytes, size_t length)
{
    buf_reserve(buf, length);
    if (length)
        memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

static inline void buf_text(Buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

static inline void buf_char(Buf *buf, char c)
{
    buf_reserve(buf, 1);
    buf->data[buf->length++] = c;
    buf->data[buf->length] = '\0';
}

void buf_int(Buf *buf, int64_t value);

/* The text as a JSON string, quotes and all; what is not UTF-8, such as bytes of
 * a file's name, as U+FFFD. */
void buf_json(Buf *buf, const char *text);

/* 1/1000 units as the shortest decimal: 10500 -> "10.5", -40 -> "-0.04". */
void buf_len(Buf *buf, Len value);

/* `value` as `digits` upper-case hexadecimal digits. */
void buf_hex(Buf *buf, uint32_t value, int digits);

void buf_printf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
