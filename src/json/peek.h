/* peek.h - one member of a document that nobody has read yet. */
#ifndef JSON_PEEK_H
#define JSON_PEEK_H

#include "base/arena.h"
#include "base/str.h"

/* The string under `key` of the object that `text` is: found without a tree,
 * by passing over what stands before it. NULL if there is none, or the text is
 * no JSON as far as that. Of a document that json_read_file takes it is the
 * member's value; what it is of others is not to be relied on. */
const char *json_peek(Arena *arena, Str text, const char *key);

#endif
