/* str.h - a borrowed stretch of UTF-8 bytes, and the small questions asked
 * of such stretches. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    const char *data; /* not owned, need not end in NUL */
    size_t length;    /* bytes */
} Str;

#define STR(literal) ((Str){(literal), sizeof(literal) - 1})

Str str_of(const char *text); /* NULL gives the empty Str */

/* Single letters, asked for with every glyph, and what differs in the first are compared on
 * the spot. */
static inline bool str_equal(Str a, Str b)
{
    if (a.length != b.length)
        return false;
    return a.length == 0 ||
           (a.data[0] == b.data[0] && (a.length == 1 || memcmp(a.data, b.data, a.length) == 0));
}

/* Mostly they differ in the first byte. A NULL is the empty text. */
static inline bool str_is(Str a, const char *text)
{
    if (!text)
        return a.length == 0;
    for (size_t i = 0; i < a.length; i++, text++)
        if (!*text || a.data[i] != *text)
            return false;
    return !*text;
}

uint32_t utf8_next_other(Str text, size_t *at); /* utf8_next of any character */

/* Decodes the character at `*at` of valid UTF-8 and moves `*at` behind it. ASCII and what
 * begins as most Han do first: nearly all text is of these. */
static inline uint32_t utf8_next(Str text, size_t *at)
{
    const unsigned char *c = (const unsigned char *)text.data + *at;
    size_t available = text.length - *at;
    if (available > 0 && c[0] < 0x80) {
        *at += 1;
        return c[0];
    }
    if (available >= 3 && c[0] >= 0xE3 && c[0] <= 0xE9 && (c[1] & 0xC0) == 0x80 &&
        (c[2] & 0xC0) == 0x80) {
        *at += 3;
        return (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
    }
    return utf8_next_other(text, at);
}

/* Length in bytes of the well-formed UTF-8 sequence at `bytes`, or 0 if it is
 * ill-formed or cut off (Unicode 15, table 3-7). */
int utf8_length(const unsigned char *bytes, size_t available);

/* Is it well-formed throughout? */
bool utf8_is_whole(Str text);

/* Writes `code_point` as UTF-8 into `out` and returns its length, 1 to 4. */
int utf8_encode(uint32_t code_point, char out[4]);

/* Is it a space of any width, as Unicode's category Zs has them? */
static inline bool utf8_is_space(uint32_t c)
{
    return c == ' ' || c == 0xA0 ||
           (c >= 0x2000 && (c <= 0x200A || c == 0x202F || c == 0x205F || c == 0x3000));
}

/* Sorts by bytes. */
void texts_sort(const char **texts, int count);

/* Index of the one of `words`, ended by NULL, that equals the string, or -1. */
int str_among(Str str, const char *const *words);

/* The entry of `names` that `word` is most likely a slip of (edit distance of
 * at most a third of its length, rounded up), or NULL. */
const char *str_nearest(Str word, const char *const *names, int count);

#endif
