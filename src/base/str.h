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

static inline bool str_equal(Str a, Str b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool str_is(Str a, const char *text);

/* Decodes the character at `*at` of valid UTF-8 and moves `*at` behind it. */
uint32_t utf8_next(Str text, size_t *at);

/* Length in bytes of the well-formed UTF-8 sequence at `bytes`, or 0 if it is
 * ill-formed or cut off (Unicode 15, table 3-7). */
int utf8_length(const unsigned char *bytes, size_t available);

/* Is it well-formed throughout? */
bool utf8_is_whole(Str text);

/* Writes `code_point` as UTF-8 into `out` and returns its length, 1 to 4. */
int utf8_encode(uint32_t code_point, char out[4]);

/* Is it a space of any width, as Unicode's category Zs has them? */
static inline bool utf8_is_space(uint32_t code_point)
{
    uint32_t c = code_point;
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
