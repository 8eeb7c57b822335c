#include "json/skip.h"

static bool stands_between(char c)
{
    return c == ' ' || c == '\n' || c == ',' || c == ':' || c == '\t' || c == '\r';
}

size_t skip_between(Str text, size_t at)
{
    while (at < text.length && stands_between(text.data[at]))
        at++;
    return at;
}

size_t skip_string(Str text, size_t at)
{
    for (at++; at < text.length && text.data[at] != '"'; at++)
        if (text.data[at] == '\\')
            at++;
    return at < text.length ? at + 1 : text.length;
}

/* Behind a number or a word. */
static size_t skip_bare(Str text, size_t at)
{
    while (at < text.length && !stands_between(text.data[at]) && text.data[at] != ']' &&
           text.data[at] != '}')
        at++;
    return at;
}

size_t skip_value(Str text, size_t at)
{
    int depth = 0;
    do {
        char c = at < text.length ? text.data[at] : '\0';
        if (c == '"')
            at = skip_string(text, at);
        else if (depth == 0 && c != '{' && c != '[')
            return skip_bare(text, at);
        else {
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            at++;
        }
    } while (depth > 0 && at < text.length);
    return at;
}
