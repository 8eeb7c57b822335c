#include "json/peek.h"

#include <string.h>

#include "json/escape.h"

static size_t skip_space(Str text, size_t at)
{
    while (at < text.length && strchr(" \t\n\r", text.data[at]))
        at++;
    return at;
}

/* Behind the string that begins at `at`; the text's length if it has no end. */
static size_t skip_string(Str text, size_t at)
{
    for (at++; at < text.length && text.data[at] != '"'; at++)
        if (text.data[at] == '\\')
            at++;
    return at < text.length ? at + 1 : text.length;
}

/* Behind the value at `at`: where brackets are even and a comma or the end of
 * the object around it stands. */
static size_t skip_value(Str text, size_t at)
{
    int depth = 0;
    while (at < text.length) {
        char c = text.data[at];
        if (c == '"') {
            at = skip_string(text, at);
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}'))
            return at;
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        at++;
    }
    return at;
}

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
    size_t at = skip_space(text, 0);
    if (at == text.length || text.data[at] != '{')
        return NULL;
    do {
        at = skip_space(text, at + 1);
        const char *name = read_string(arena, text, at);
        if (!name)
            return NULL;
        at = skip_space(text, skip_string(text, at));
        if (at == text.length || text.data[at] != ':')
            return NULL;
        at = skip_space(text, at + 1);
        if (strcmp(name, key) == 0)
            return read_string(arena, text, at);
        at = skip_value(text, at);
    } while (at < text.length && text.data[at] == ',');
    return NULL;
}
