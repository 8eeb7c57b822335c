/* skip.h - steps over the bytes of a document that is known to be faultless.
 *
 * Of any other text they say nothing to be relied on, but never go behind its
 * end: that is what they return where something is not closed.
 */
#ifndef JSON_SKIP_H
#define JSON_SKIP_H

#include "base/str.h"

/* Behind the white space, commas and colons at `at`: where the next token is. */
size_t skip_between(Str text, size_t at);

/* Behind the string that begins at `at`. */
size_t skip_string(Str text, size_t at);

/* Behind the value that begins at `at`. */
size_t skip_value(Str text, size_t at);

#endif
