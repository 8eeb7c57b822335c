#include "batch/lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define WINDOW ((size_t)32 << 10) /* bytes */

/* -- at hand ------------------------------------------------------------------------- */

void lines_of(Lines *lines, Arena *arena, Str text)
{
    *lines = (Lines){.arena = arena, .at = text.data, .end = text.data + text.length, .good = true};
}

void lines_open(Lines *lines, Arena *arena, int file)
{
    *lines = (Lines){.arena = arena, .good = true, .more = true, .file = file};
    buf_init(&lines->window, arena);
    buf_reserve(&lines->window, WINDOW);
    lines->at = lines->end = lines->window.data;
}

static bool has_line(const Lines *lines)
{
    const char *end = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    return end && memchr(end + 1, '\n', (size_t)(lines->end - end - 1));
}

/* What has been read makes room for what follows. */
static void read_on(Lines *lines)
{
    Buf *window = &lines->window;
    size_t left = (size_t)(lines->end - lines->at);
    memmove(window->data, lines->at, left);
    window->length = left;
    buf_reserve(window, WINDOW / 2);
    ssize_t got;
    do
        got = read(lines->file, window->data + left, window->room - left - 1);
    while (got < 0 && errno == EINTR);
    lines->more = got > 0;
    lines->good &= got >= 0;
    lines->at = window->data;
    lines->end = window->data + left + (got > 0 ? (size_t)got : 0);
}

void lines_next(Lines *lines)
{
    while (lines->good && lines->more && !has_line(lines))
        read_on(lines);
}

/* -- taken --------------------------------------------------------------------------- */

bool lines_accept(Lines *lines, const char *words)
{
    size_t length = strlen(words);
    if (!lines->good || (size_t)(lines->end - lines->at) < length ||
        memcmp(lines->at, words, length) != 0)
        return false;
    lines->at += length;
    return true;
}

void lines_expect(Lines *lines, const char *words)
{
    lines->good = lines_accept(lines, words);
}

/* The first quotation mark that no backslash stands before; NULL if there is none. */
static const char *find_quote(const char *start, const char *end)
{
    const char *at = start;
    while ((at = memchr(at, '"', (size_t)(end - at)))) {
        const char *escapes = at;
        while (escapes > start && escapes[-1] == '\\')
            escapes--;
        if ((at - escapes) % 2 == 0)
            break;
        at++;
    }
    return at;
}

/* The string at the cursor without its quotes, as it stands. */
static Str raw_string(Lines *lines)
{
    lines_expect(lines, "\"");
    const char *start = lines->at, *end = lines->good ? find_quote(start, lines->end) : NULL;
    lines->good = end != NULL;
    if (!end)
        return (Str){"", 0};
    lines->at = end + 1;
    return (Str){start, (size_t)(end - start)};
}

/* The byte that the escape behind the backslash at `*at` means. */
static char unescape(Str raw, size_t *at)
{
    static const char LETTERS[] = "bfnrt", MEANT[] = "\b\f\n\r\t", DIGITS[] = "0123456789abcdef";
    char letter = raw.data[++*at];
    const char *known = strchr(LETTERS, letter);
    if (letter != 'u')
        return known ? MEANT[known - LETTERS] : letter;
    int value = 0;
    for (int i = 0; i < 4 && *at + 1 < raw.length; i++) {
        const char *digit = strchr(DIGITS, raw.data[++*at]);
        value = value * 16 + (digit ? (int)(digit - DIGITS) : 0);
    }
    return (char)value;
}

const char *lines_text(Lines *lines)
{
    Str raw = raw_string(lines);
    char *text = arena_copy(lines->arena, raw.data, raw.length);
    if (!memchr(raw.data, '\\', raw.length))
        return text;
    size_t length = 0;
    for (size_t at = 0; at < raw.length; at++)
        text[length++] = raw.data[at] == '\\' ? unescape(raw, &at) : raw.data[at];
    text[length] = '\0';
    return text;
}

Hash lines_hash(Lines *lines)
{
    Str raw = raw_string(lines);
    lines->good &= raw.length == HASH_DIGITS;
    return hash_read(raw);
}

Str lines_list(Lines *lines)
{
    const char *start = lines->at;
    int depth = 0;
    do {
        if (!lines->good || lines->at == lines->end)
            break;
        if (*lines->at == '"') {
            raw_string(lines);
            continue;
        }
        depth +=
            (*lines->at == '[' || *lines->at == '{') - (*lines->at == ']' || *lines->at == '}');
        lines->at++;
    } while (depth > 0);
    lines->good &= depth == 0 && lines->at > start && *start == '[';
    return lines->good ? (Str){start, (size_t)(lines->at - start)} : STR("[]");
}

const char *lines_member(Lines *lines, const char *words)
{
    lines_expect(lines, words);
    return lines_text(lines);
}

int64_t lines_number(Lines *lines, const char *words)
{
    lines_expect(lines, words);
    int64_t value = 0;
    const char *start = lines->at;
    while (lines->good && lines->at < lines->end && *lines->at >= '0' && *lines->at <= '9' &&
           value < INT64_MAX / 16)
        value = value * 10 + (*lines->at++ - '0');
    lines->good &= lines->at > start;
    return value;
}
