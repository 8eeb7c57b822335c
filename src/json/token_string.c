#include <string.h>

#include "json/escape.h"
#include "json/token.h"

/* What a string was found to hold. */
typedef struct {
    size_t start;           /* of its opening quote */
    size_t decoded;         /* bytes so far */
    bool bad_utf8, control; /* already reported; once a string is enough */
    int faults;
} StringState;

static void fault_escape(Tokens *t, StringState *state, const char *message, const char *label,
                         const char *help)
{
    state->faults++;
    token_fault(t, E005, t->at, message, label, help);
}

static int hex_at(const Tokens *t, size_t ahead)
{
    size_t at = t->at + ahead;
    return at < t->end ? escape_hex(t->text.data + at, t->end - at) : -1;
}

/* The escape \uXXXX here; a faultless pair of surrogates counts as one. */
static void step_unicode_escape(Tokens *t, StringState *state)
{
    int first = hex_at(t, 2);
    int second = token_peek(t, 6) == '\\' && token_peek(t, 7) == 'u' ? hex_at(t, 8) : -1;
    size_t length = 6;
    if (first < 0) {
        fault_escape(t, state, "\\u needs four hexadecimal digits", "bad escape",
                     "as in \\u00E4, or write the character itself");
        length = 2;
    } else if (first == 0) {
        fault_escape(t, state, "\\u0000 is not allowed", "no text can hold this character",
                     "leave it out");
    } else if (first >= 0xDC00 && first <= 0xDFFF) {
        fault_escape(t, state, "second half of a surrogate pair without the first",
                     "lone surrogate", "write the character itself");
    } else if (first >= 0xD800 && first <= 0xDBFF) {
        if (second >= 0xDC00 && second <= 0xDFFF)
            length = 12;
        else
            fault_escape(t, state, "first half of a surrogate pair without the second",
                         "lone surrogate", "write the character itself");
    }
    state->decoded += length == 12 ? 4 : first < 0x80 ? 1 : first < 0x800 ? 2 : 3;
    t->at += length;
}

static void step_escape(Tokens *t, StringState *state)
{
    int c = token_peek(t, 1);
    if (c == 'u') {
        step_unicode_escape(t, state);
        return;
    }
    state->decoded++;
    if (c == TOKEN_END || !c || !strchr("\"\\/bfnrt", c)) {
        bool visible = c > 0x20 && c < 0x7F;
        fault_escape(t, state,
                     visible ? arena_printf(t->scratch, "\\%c is not an escape of JSON", c)
                             : "a backslash must be followed by a letter of an escape",
                     "bad escape",
                     c == '\'' ? "write ' without the backslash"
                               : "write \\\\ for a backslash, \\n for a line break");
    }
    t->at++;
    if (token_peek(t, 0) != TOKEN_END)
        utf8_next(t->text, &t->at);
}

/* Whether the string that runs into the end of line here is closed further
 * down. It is if the next quote could end a string; if not, that quote opens
 * another one, and it is this string's closing quote that was forgotten. */
static bool closes_further_down(const Tokens *t)
{
    Tokens ahead = *t;
    int c;
    for (; (c = token_peek(&ahead, 0)) != '"'; ahead.at++) {
        if (c == TOKEN_END)
            return false;
        if (c == '\\')
            ahead.at++;
    }
    do
        ahead.at++;
    while (token_is_space(c = token_peek(&ahead, 0)));
    return c == TOKEN_END || c == ',' || c == ':' || c == ']' || c == '}';
}

static void step_control(Tokens *t, StringState *state, int c)
{
    if (!state->control)
        token_fault(t, E006, t->at, "raw control character in a string",
                    c == '\n' || c == '\r' ? "line break"
                    : c == '\t'            ? "tab"
                                           : arena_printf(t->scratch, "U+%04X", (unsigned)c),
                    c == '\n' || c == '\r' ? "write \\n for a line break"
                    : c == '\t'            ? "write \\t for a tab"
                                           : "leave it out");
    state->control = true;
    state->faults++;
    state->decoded++;
    t->at++;
}

static void step_character(Tokens *t, StringState *state)
{
    const unsigned char *bytes = (const unsigned char *)t->text.data + t->at;
    int length = utf8_length(bytes, t->end - t->at);
    if (length == 0) {
        if (!state->bad_utf8)
            token_fault_utf8(t);
        state->bad_utf8 = true;
        state->faults++;
        length = 1;
    }
    state->decoded += (size_t)length;
    t->at += (size_t)length;
}

/* Ends a string that was not closed where its line ends, before the commas
 * and brackets that end the line, so that those count again. */
static void leave_unclosed(Tokens *t, const StringState *state)
{
    token_fault(t, E003, state->start, "string is not closed", "no closing quote on this line",
                "add the \" where the text ends");
    t->lost = t->lost || t->at >= t->end;
    while (t->at > state->start + 1 && strchr(" \t\r,]}", t->text.data[t->at - 1]))
        t->at--;
}

static void check_length(Tokens *t, const StringState *state, size_t limit)
{
    if (state->decoded > limit)
        token_fault(t, E010, state->start, "string is too long",
                    arena_printf(t->scratch, "%zu bytes; at most %zu", state->decoded, limit),
                    NULL);
}

bool token_string(Tokens *t, size_t limit, bool *clean)
{
    StringState state = {.start = t->at++};
    bool multiline = false;
    for (int c; (c = token_peek(t, 0)) != '"';) {
        if (c == TOKEN_END || (c == '\n' && !multiline && !closes_further_down(t))) {
            leave_unclosed(t, &state);
            if (clean)
                *clean = false;
            return false;
        }
        multiline = multiline || c == '\n';
        if (c == '\\')
            step_escape(t, &state);
        else if (c < 0x20)
            step_control(t, &state, c);
        else
            step_character(t, &state);
    }
    t->at++;
    check_length(t, &state, limit);
    if (clean)
        *clean = state.faults == 0 && state.decoded <= limit;
    return true;
}

void token_skip_string(Tokens *t)
{
    t->at++;
    for (int c; (c = token_peek(t, 0)) != '"'; t->at++) {
        if (c == TOKEN_END || c == '\n')
            return;
        if (c == '\\' && token_peek(t, 1) != '\n')
            t->at++;
    }
    t->at++;
}
