#include "json/peek.h"

#include <string.h>

#include "json/escape.h"
#include "json/skip.h"

/* The string token at `at`, decoded; NULL if there is none. */
static const char *read_string(Arena *arena, Str text, size_t at)
{
    size_t end = at < text.length && text.data[at] == '"' ? skip_string(text, at) : at;
    if (end < at + 2 || text.data[end - 1] != '"')
        return NULL;
    /* Nobody has checked it: half an escape at its end is read over into zeros. */
    char *padded = arena_alloc(arena, end - at + 16);
    memcpy(padded, text.data + at, end - at);
    Str token = {padded, end - at};
    Buf decoded;
    buf_init(&decoded, arena);
    char bytes[4];
    size_t step = 1;
    for (int length; (length = escape_next(token, &step, bytes)) > 0;)
        buf_add(&decoded, bytes, (size_t)length);
    return decoded.data;
}

const char *json_peek(Arena *arena, Str text, const char *key)
{
    size_t at = skip_between(text, 0);
    if (at == text.length || text.data[at] != '{')
        return NULL;
    for (at = skip_between(text, at + 1); at < text.length; at = skip_between(text, at)) {
        const char *name = read_string(arena, text, at);
        if (!name)
            return NULL;
        at = skip_between(text, skip_string(text, at));
        if (strcmp(name, key) == 0)
            return read_string(arena, text, at);
        at = skip_value(text, at);
    }
    return NULL;
}
