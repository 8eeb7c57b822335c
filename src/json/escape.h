/* escape.h - string tokens, from raw to decoded and back. */
#ifndef JSON_ESCAPE_H
#define JSON_ESCAPE_H

#include "base/buf.h"
#include "base/str.h"

/* Decodes the character or escape at `*at` of a string token, with its
 * quotes, that the scanner found faultless; `*at` is 1 at first. Moves `*at`
 * behind it and returns its length in `out`; 0 at the closing quote. */
int escape_next(Str token, size_t *at, char out[4]);

/* The four hexadecimal digits at `digits`, or -1 if they are none. */
int escape_hex(const char *digits, size_t available);

/* Adds `text` as a string token, escaping no more than JSON asks for. */
void escape_add(Buf *buf, Str text);

/* `text` in quotes for a message: one line, no control characters, cut when
 * longer than about 40 characters. */
const char *escape_quote(Arena *arena, Str text);

/* True if a terminal may act on the character instead of showing it:
 * controls, line separators, and those that turn the direction of writing. */
bool escape_unprintable(uint32_t code_point);

#endif
