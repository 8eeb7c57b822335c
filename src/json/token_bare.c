#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "json/escape.h"
#include "json/token.h"

/* -- numbers ------------------------------------------------------------------- */

static size_t digits(Str text, size_t at)
{
    size_t count = 0;
    while (at + count < text.length && text.data[at + count] >= '0' && text.data[at + count] <= '9')
        count++;
    return count;
}

/* A number taken apart as people write it. `whole` and `fraction` may be
 * empty, `exponent` has its sign. */
typedef struct {
    bool minus, plus, point, e;
    Str whole, fraction, exponent;
    bool all; /* there is nothing else in the token */
} Numeral;

static Numeral take_apart(Str token)
{
    Numeral n = {.minus = token.data[0] == '-', .plus = token.data[0] == '+'};
    size_t at = n.minus || n.plus;
    n.whole = (Str){token.data + at, digits(token, at)};
    at += n.whole.length;
    n.point = at < token.length && token.data[at] == '.';
    at += n.point;
    n.fraction = (Str){token.data + at, n.point ? digits(token, at) : 0};
    at += n.fraction.length;
    n.e = at < token.length && (token.data[at] == 'e' || token.data[at] == 'E');
    at += n.e;
    size_t sign = n.e && at < token.length && (token.data[at] == '+' || token.data[at] == '-');
    size_t count = n.e ? digits(token, at + sign) : 0;
    n.exponent = (Str){token.data + at, count ? sign + count : 0};
    n.all = at + sign + count == token.length;
    return n;
}

static bool is_number(const Numeral *n)
{
    return n->all && !n->plus && n->whole.length > 0 &&
           (n->whole.length == 1 || n->whole.data[0] != '0') &&
           (!n->point || n->fraction.length > 0) && (!n->e || n->exponent.length > 0);
}

static const char *write_instead(Arena *arena, const Numeral *n)
{
    Str whole = n->whole;
    while (whole.length > 1 && whole.data[0] == '0')
        whole = (Str){whole.data + 1, whole.length - 1};
    Buf buf;
    buf_init(&buf, arena);
    buf_text(&buf, n->minus ? "write -" : "write ");
    buf_text(&buf, whole.length ? "" : "0");
    buf_add(&buf, whole.data, whole.length);
    buf_text(&buf, n->fraction.length ? "." : "");
    buf_add(&buf, n->fraction.data, n->fraction.length);
    buf_text(&buf, n->exponent.length ? "e" : "");
    buf_add(&buf, n->exponent.data, n->exponent.length);
    return buf.data;
}

/* "write 16" for 0x10. */
static const char *write_decimal(Arena *arena, Str token)
{
    size_t at = token.data[0] == '-' || token.data[0] == '+';
    int64_t value = 0;
    Str hexadecimal = {token.data + at + 2, token.length - at - 2};
    for (size_t i = 0; i < hexadecimal.length; i++) {
        char four[4] = {'0', '0', '0', hexadecimal.data[i]};
        int digit = escape_hex(four, 4);
        if (digit < 0 || value > INT64_MAX / 32)
            return "write the number in decimal digits";
        value = value * 16 + digit;
    }
    Buf buf;
    buf_init(&buf, arena);
    buf_text(&buf, "write ");
    buf_int(&buf, token.data[0] == '-' ? -value : value);
    return buf.data;
}

static bool is_hexadecimal(Str token)
{
    size_t at = token.data[0] == '-' || token.data[0] == '+';
    return token.length > at + 2 && token.data[at] == '0' &&
           (token.data[at + 1] == 'x' || token.data[at + 1] == 'X');
}

static int count_of(Str text, char c)
{
    int count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == c;
    return count;
}

static const char *number_help(Tokens *t, Str token, const Numeral *n)
{
    if (is_hexadecimal(token))
        return write_decimal(t->scratch, token);
    if (count_of(token, '.') > 1 || count_of(token, '_') > 0)
        return "write the digits without separators, and a point before decimals";
    if (n->all && n->e && !n->exponent.length)
        return "digits must follow the e, as in 1e3";
    if (n->all && n->whole.length + n->fraction.length > 0 && token.length <= LIMIT_NUMBER_BYTES)
        return write_instead(t->scratch, n);
    return "write digits, with a point before decimals, as in -12.5";
}

static void check_number(Tokens *t, Str token, size_t start)
{
    Numeral numeral = take_apart(token);
    if (!is_number(&numeral))
        token_fault(
            t, E007, start,
            arena_printf(t->scratch, "%s is not a number in JSON", escape_quote(t->scratch, token)),
            "not a number", number_help(t, token, &numeral));
    else if (token.length > LIMIT_NUMBER_BYTES)
        token_fault(
            t, E010, start, "number is too long",
            arena_printf(t->scratch, "%zu bytes; at most %d", token.length, LIMIT_NUMBER_BYTES),
            NULL);
}

/* -- what stands without quotes -------------------------------------------------- */

/* The bytes from here up to white space, a quote or a mark of JSON. */
static Str run(const Tokens *t)
{
    size_t length = 0;
    for (int c; (c = token_peek(t, length)) > 0x20 && !strchr(",;:[]{}\"'/#=", c);)
        length++;
    return (Str){t->text.data + t->at, length};
}

static bool is_word(Str token, const char *word)
{
    size_t i = 0;
    for (; i < token.length && word[i]; i++)
        if ((token.data[i] | 0x20) != word[i])
            return false;
    return i == token.length && !word[i];
}

/* Words of other notations, in lower case, and what to write for them. */
static const struct {
    const char *word;
    Code code;
    const char *help;
} words[] = {
    {"true", E003, "write true, in lower case"},
    {"false", E003, "write false, in lower case"},
    {"null", E003, "write null, in lower case"},
    {"none", E003, "write null"},
    {"nil", E003, "write null"},
    {"undefined", E003, "write null, or leave the key out"},
    {"yes", E003, "write true"},
    {"no", E003, "write false"},
    {"nan", E007, "JSON has no such number; write null, or leave the key out"},
    {"inf", E007, "JSON has no such number; write null, or leave the key out"},
    {"infinity", E007, "JSON has no such number; write null, or leave the key out"},
};

/* Reports a word of another notation; false if it is none. */
static bool check_word(Tokens *t, Str token, size_t start)
{
    size_t sign = token.data[0] == '-' || token.data[0] == '+';
    Str word = {token.data + sign, token.length - sign};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!is_word(word, words[i].word) || (sign && words[i].code != E007))
            continue;
        token_fault(t, words[i].code, start,
                    arena_printf(t->scratch, "%s is not a %s", escape_quote(t->scratch, token),
                                 words[i].code == E007 ? "number in JSON" : "value of JSON"),
                    words[i].code == E007 ? "not a number" : "expected a value", words[i].help);
        return true;
    }
    return false;
}

static bool is_other_quote(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) ||
           c == 0x300C || c == 0x300D;
}

/* Steps over text in quotes of another kind, up to such a quote on the same
 * line. Returns false if there is none. */
static bool skip_other_quotes(Tokens *t)
{
    utf8_next(t->text, &t->at);
    while (token_peek(t, 0) != TOKEN_END && token_peek(t, 0) != '\n') {
        uint32_t c = utf8_next(t->text, &t->at);
        if (is_other_quote(c))
            return true;
    }
    return false;
}

/* Steps over `token`, which starts here; reports its first ill-formed byte. */
static bool step_run(Tokens *t, Str token)
{
    size_t behind = t->at + token.length;
    bool formed = true;
    while (t->at < behind && formed) {
        const unsigned char *bytes = (const unsigned char *)t->text.data + t->at;
        int length = utf8_length(bytes, behind - t->at);
        formed = length > 0;
        if (!formed)
            token_fault_utf8(t);
        t->at += (size_t)length;
    }
    t->at = behind;
    return formed;
}

static bool starts_number(uint32_t c)
{
    return c == '+' || c == '-' || c == '.' || (c >= '0' && c <= '9');
}

/* A minus sign or dash of typography. */
static bool is_dash(uint32_t c)
{
    return c == 0x2212 || (c >= 0x2010 && c <= 0x2015);
}

static bool fault_quotes(Tokens *t)
{
    token_fault(t, E003, t->at, "text stands in double quotes in JSON",
                arena_printf(t->scratch, "this quote is %s", token_describe(t)),
                "use the straight double quote \"");
    return skip_other_quotes(t);
}

static bool fault_unexpected(Tokens *t)
{
    token_fault(t, E003, t->at, arena_printf(t->scratch, "unexpected %s", token_describe(t)),
                "expected a value", NULL);
    t->at++;
    return false;
}

bool token_bare(Tokens *t)
{
    size_t start = t->at;
    Str token = run(t);
    uint32_t first = token_character(t);
    if (is_other_quote(first))
        return fault_quotes(t);
    if (token.length == 0)
        return fault_unexpected(t);
    if (!step_run(t, token))
        return false;
    if (str_is(token, "true") || str_is(token, "false") || str_is(token, "null") ||
        check_word(t, token, start))
        return true;
    if (starts_number(first)) {
        check_number(t, token, start);
        return true;
    }
    if (is_dash(first))
        token_fault(t, E007, start, "this dash is not the minus of a number",
                    arena_printf(t->scratch, "U+%04X", (unsigned)first), "write -");
    else
        token_fault(
            t, E003, start,
            arena_printf(t->scratch, "%s is not a value of JSON", escape_quote(t->scratch, token)),
            "expected a value", "text stands in double quotes");
    return is_dash(first);
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

bool token_decimal_comma(Tokens *t)
{
    if (t->at < 2 || !is_digit(token_peek(t, 0)) || t->text.data[t->at - 1] != ',' ||
        !is_digit(t->text.data[t->at - 2]))
        return false;
    Tokens ahead = *t;
    ahead.at += run(t).length;
    while (token_is_space(token_peek(&ahead, 0)))
        ahead.at++;
    if (token_peek(&ahead, 0) == ':')
        return false;
    token_fault(t, E007, t->at - 1, "a number has a decimal point, not a comma", "decimal comma",
                "write a point");
    t->at = ahead.at;
    return true;
}

bool token_loose_key(Tokens *t)
{
    size_t start = t->at;
    Str token = run(t);
    bool quoted = is_other_quote(token_character(t));
    if (!quoted && token.length == 0) {
        token_fault(t, E003, start, arena_printf(t->scratch, "unexpected %s", token_describe(t)),
                    "expected a key in double quotes", NULL);
        return false;
    }
    if (!quoted && !step_run(t, token))
        return false;
    if (quoted)
        skip_other_quotes(t);
    else if (token_peek(t, 0) == '"') /* only the opening quote was forgotten */
        t->at++;
    token_fault(t, E003, start, "a key stands in double quotes", "no double quote here",
                !quoted ? arena_printf(t->scratch, "write %s", escape_quote(t->scratch, token))
                        : "use the straight double quote \"");
    token_space(t);
    return token_peek(t, 0) == ':';
}
