#include "json/token.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "json/escape.h"

#define PASSED_MOST 1000

int token_peek(const Tokens *t, size_t ahead)
{
    return t->at + ahead < t->end ? (unsigned char)t->text.data[t->at + ahead] : TOKEN_END;
}

/* -- reports ------------------------------------------------------------------- */

static bool of_structure(Code code)
{
    return code == E003 || code == E004 || code == E008 || code == E009;
}

static void report(Tokens *t, Code code, size_t offset, const char *message, const char *label,
                   const char *help)
{
    t->faults++;
    diag_add(t->diag, &(Report){.code = code,
                                .where = WHERE_NONE,
                                .file = t->name,
                                .offset = offset,
                                .message = message,
                                .label = label,
                                .help = help});
}

void token_fault(Tokens *t, Code code, size_t offset, const char *message, const char *label,
                 const char *help)
{
    bool follows = of_structure(code) && (t->lost || (t->faults && offset == t->last));
    if (follows && ++t->passed == PASSED_MOST)
        token_stop(t); /* hopeless; do not let it cost time and memory */
    if (t->end < t->text.length || follows)
        return;
    t->last = offset;
    if (t->faults < LIMIT_FAULTS_OF_SYNTAX) {
        report(t, code, offset, message, label, help);
        return;
    }
    report(t, E010, offset, "too many faults in this file", "the rest was not read", NULL);
    token_stop(t);
}

void token_stop(Tokens *t)
{
    t->end = 0;
}

int token_line(Str text, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset && i < text.length; i++)
        line += text.data[i] == '\n';
    return line;
}

uint32_t token_character(const Tokens *t)
{
    size_t at = t->at;
    return at < t->end ? utf8_next(t->text, &at) : 0xFFFD;
}

const char *token_describe(const Tokens *t)
{
    uint32_t c = token_character(t);
    size_t behind = t->at;
    if (escape_unprintable(c) || c == 0xFFFD || c == '"')
        return c == '"' ? "string" : arena_printf(t->scratch, "U+%04X", (unsigned)c);
    utf8_next(t->text, &behind);
    return escape_quote(t->scratch, (Str){t->text.data + t->at, behind - t->at});
}

void token_fault_utf8(Tokens *t)
{
    unsigned byte = (unsigned)token_peek(t, 0);
    char letter[5] = "";
    if (byte >= 0xA0)
        utf8_encode(byte, letter);
    token_fault(t, E002, t->at, "the file is not valid UTF-8",
                byte >= 0xA0
                    ? arena_printf(t->scratch, "byte %02X; in ISO 8859-1 it is %s", byte, letter)
                    : arena_printf(t->scratch, "byte %02X", byte),
                "save the file as UTF-8");
}

/* -- white space --------------------------------------------------------------- */

bool token_is_space(int c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_line(Tokens *t)
{
    while (token_peek(t, 0) != TOKEN_END && token_peek(t, 0) != '\n')
        t->at++;
}

static void skip_block_comment(Tokens *t)
{
    t->at += 2;
    while (token_peek(t, 0) != TOKEN_END && (token_peek(t, 0) != '*' || token_peek(t, 1) != '/'))
        t->at++;
    if (token_peek(t, 0) != TOKEN_END)
        t->at += 2;
    else
        t->lost = true;
}

static bool is_comment(const Tokens *t)
{
    int c = token_peek(t, 0), next = token_peek(t, 1);
    return c == '#' || (c == '/' && (next == '/' || next == '*'));
}

/* Blanks of other scripts and of word processors, form feed and the like. */
static bool skip_foreign_space(Tokens *t)
{
    uint32_t c = token_character(t);
    if (c != '\v' && c != '\f' && c != 0x85 && c != 0xA0 && c != 0x202F && c != 0x3000 &&
        c != 0xFEFF && (c < 0x2000 || c > 0x200B) && c != 0x2028 && c != 0x2029)
        return false;
    utf8_next(t->text, &t->at);
    return true;
}

/* Comments that follow one another are reported once. */
void token_space(Tokens *t)
{
    bool comment = false, blank = false;
    for (;;) {
        size_t start = t->at;
        if (token_is_space(token_peek(t, 0))) {
            t->at++;
        } else if (is_comment(t)) {
            if (!comment)
                token_fault(t, E003, start, "JSON has no comments", "comment",
                            "write a note as a member: \"//\": \"text\"");
            comment = true;
            if (token_peek(t, 0) == '/' && token_peek(t, 1) == '*')
                skip_block_comment(t);
            else
                skip_line(t);
        } else if (token_peek(t, 0) != TOKEN_END && skip_foreign_space(t)) {
            if (!blank)
                token_fault(t, E003, start, "blank not allowed by JSON",
                            "looks like a blank, but is another character", "use the plain space");
            blank = true;
        } else {
            return;
        }
    }
}
