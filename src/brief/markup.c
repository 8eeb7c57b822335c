/* markup.c - reads texts with marks in them, stretch by stretch.
 *
 * Texts are prose, and prose has stars, underscores and brackets of its own.
 * Which of them are marks is decided where they stand, by the characters on
 * either side, never by whether a partner turns up further on: so a mark that
 * was meant and not closed is an error at its own place, and not a star on
 * the page. Anything that begins a mark and is none is escaped by the author.
 *
 *   * opens before anything but a space, but not between a letter or digit of
 *     an alphabet and what follows it (5*3), unless that is Chinese or
 *     Japanese: there are no spaces there to tell words by.
 *   _ moreover opens neither behind the signs of addresses (/_a) nor between
 *     letters, unless both are Chinese or Japanese: names of files and ids
 *     have it inside.
 *   Both close behind anything but a space, though not between two letters or
 *     digits of an alphabet. They are not put into one another: no face is
 *     bold and italic, and one would be lost without a word.
 *   Two and more underscores are a blank to be filled in; two stars are some
 *     other program's markup, and an error where they could open.
 *   [ begins a link or a reading if ]( comes before the next bracket.
 *   { begins a value only before /: slots of patterns are {} and {name}.
 *
 * Every search ahead stops at the next bracket or was the last one, so that
 * a text is read in time proportional to its length.
 */
#include "brief/markup.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"

/* -- faults ------------------------------------------------------------------------ */

__attribute__((format(printf, 4, 5))) static void fault(const MarkupReader *r, size_t at,
                                                        const char *help, const char *format, ...)
{
    if (!r->job)
        return;
    va_list arguments;
    va_start(arguments, format);
    diag_add(r->job->diag, &(Report){.code = E113,
                                     .where = r->words.where,
                                     .at = (int32_t)at + 1,
                                     .message = arena_vprintf(r->job->arena, format, arguments),
                                     .help = help});
    va_end(arguments);
}

/* Backslashes are twice here since they are escaped in JSON too. */
static const char *plain_help(char mark)
{
    return mark == '*' ? "write \\\\* for a star" : "write \\\\_ for an underscore";
}

static const char *nested_help(char mark)
{
    return mark == '*' ? "close what is open before, or write \\\\* for a star"
                       : "close what is open before, or write \\\\_ for an underscore";
}

#define BRACKET_HELP "write \\\\[ for a bracket"
#define VALUE_HELP   "write {/pointer|format}, or \\\\{ for a brace"
#define CLOSING_HELP "write \\\\] for a bracket"

/* -- characters -------------------------------------------------------------------- */

typedef enum {
    CLASS_SPACE,  /* or the text's beginning or end */
    CLASS_SIGN,   /* punctuation and symbols */
    CLASS_LETTER, /* of an alphabet, or a digit */
    CLASS_HAN     /* ideographs, kana, hangul */
} CharClass;

#define HAN_FIRST 0x2E80 /* all blocks of East Asian scripts lie here and above */

static bool is_han_sign(uint32_t c)
{
    return (c >= 0x3000 && c <= 0x303F && !(c >= 0x3005 && c <= 0x3007)) || c == 0x30FB ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
           (c >= 0xFF5B && c <= 0xFF65);
}

static CharClass class_of(uint32_t c)
{
    if (c <= ' ' || utf8_is_space(c))
        return CLASS_SPACE;
    if (c >= HAN_FIRST)
        return is_han_sign(c) ? CLASS_SIGN : CLASS_HAN;
    bool ascii = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    bool other = c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7; /* but for × and ÷ */
    return ascii || other ? CLASS_LETTER : CLASS_SIGN;
}

/* The character at byte `at`; 0 at the end. */
static uint32_t behind(const MarkupReader *r, size_t at)
{
    return at < r->words.words.length ? utf8_next(r->words.words, &at) : 0;
}

/* The character that ends at byte `at`; 0 at the beginning. */
static uint32_t before(const MarkupReader *r, size_t at)
{
    const char *data = r->words.words.data;
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && (data[at] & 0xC0) == 0x80);
    return utf8_next(r->words.words, &at);
}

static bool may_open(char mark, uint32_t left, uint32_t right)
{
    CharClass l = class_of(left), r = class_of(right);
    if (r == CLASS_SPACE)
        return false;
    if (mark == '*')
        return l != CLASS_LETTER || right >= HAN_FIRST;
    bool address = left > ' ' && left < 0x80 && strchr("/.-=?&:~#%+@$", (int)left);
    return l != CLASS_LETTER && !address && !(l == CLASS_HAN && r == CLASS_LETTER);
}

static bool may_close(uint32_t left, uint32_t right)
{
    CharClass l = class_of(left), r = class_of(right);
    return l != CLASS_SPACE && !(l == CLASS_LETTER && r == CLASS_LETTER);
}

/* -- signs ------------------------------------------------------------------------- */

typedef enum {
    SIGN_NONE, /* a plain character */
    SIGN_ESCAPE,
    SIGN_FACT,   /* [[ */
    SIGN_LINK,   /* [ of a link or reading */
    SIGN_VALUE,  /* {/ */
    SIGN_OPEN,   /* * or _ that opens */
    SIGN_CLOSE,  /* * or _ that closes */
    SIGN_NESTED, /* * or _ that opens where one is open */
    SIGN_RUN,    /* ** */
    SIGN_STRAY   /* ]( without [ */
} Sign;

/* Byte of `pair` in `text` from `at`, or the length. */
static size_t find_pair(Str text, size_t at, const char *pair)
{
    while (at + 1 < text.length && memcmp(text.data + at, pair, 2) != 0)
        at++;
    return at + 1 < text.length ? at : text.length;
}

static bool take_prefix(Str *text, const char *prefix)
{
    size_t length = strlen(prefix);
    if (text->length < length || memcmp(text->data, prefix, length) != 0)
        return false;
    *text = (Str){text->data + length, text->length - length};
    return true;
}

/* Is what stands in ( ) behind words one of the targets there are? */
static bool is_target(Str target)
{
    return take_prefix(&target, "http://") || take_prefix(&target, "https://") ||
           take_prefix(&target, "ruby:");
}

/* Byte of the ]( that ends the words which [ at `at` begins; 0: it is a plain
 * bracket. */
static size_t words_end(const MarkupReader *r, size_t at)
{
    Str text = r->words.words;
    for (size_t i = at + 1; i + 1 < text.length; i++) {
        char c = text.data[i], next = text.data[i + 1];
        if (c == ']')
            return next == '(' ? i : 0;
        if (c == '[' && next != '[')
            return 0;
        if (c == '[')
            i = find_pair(text, i + 2, "]]") + 1;
        else if (c == '\\')
            i++;
    }
    return 0;
}

/* Byte of the ) that ends the target at `at`, brackets inside it being
 * paired; 0: none does. */
static size_t target_end(const MarkupReader *r, size_t at)
{
    Str text = r->words.words;
    int depth = 0;
    for (size_t i = at; i < text.length && text.data[i] != '['; i++) {
        depth += text.data[i] == '(';
        if (text.data[i] == ')' && depth-- == 0)
            return i;
    }
    return 0;
}

static Sign sign_of_mark(const MarkupReader *r, size_t at)
{
    Str text = r->words.words;
    char mark = text.data[at];
    size_t end = at + 1;
    uint32_t left = at == r->behind ? '"' : before(r, at);
    if (left == (uint32_t)(unsigned char)mark)
        return SIGN_NONE; /* its run has been looked at */
    while (end < text.length && text.data[end] == mark)
        end++;
    uint32_t right = behind(r, end);
    bool closes = r->open == mark && may_close(left, right);
    bool opens = may_open(mark, left, right);
    if (end > at + 1)
        return mark == '*' && (closes || opens) ? SIGN_RUN : SIGN_NONE;
    if (closes)
        return SIGN_CLOSE;
    if (!opens)
        return SIGN_NONE;
    return r->open || r->around ? SIGN_NESTED : SIGN_OPEN;
}

static Sign sign_at(const MarkupReader *r, size_t at)
{
    Str text = r->words.words;
    char next = at + 1 < text.length ? text.data[at + 1] : '\0';
    switch (text.data[at]) {
    case '\\':
        return next && strchr("*_[]{}\\", next) ? SIGN_ESCAPE : SIGN_NONE;
    case '[':
        return next == '[' ? SIGN_FACT : words_end(r, at) ? SIGN_LINK : SIGN_NONE;
    case '{':
        return next == '/' ? SIGN_VALUE : SIGN_NONE;
    case ']':
        return next == '(' && is_target((Str){text.data + at + 2, text.length - at - 2})
                   ? SIGN_STRAY
                   : SIGN_NONE;
    case '*':
    case '_':
        return sign_of_mark(r, at);
    default:
        return SIGN_NONE;
    }
}

/* Where the words that begin at `at` end. */
static size_t words_until_sign(const MarkupReader *r, size_t at)
{
    const char *text = r->words.words.data;
    for (size_t end = r->end; at < end; at++) {
        char c = text[at];
        if ((c == '\\' || c == '[' || c == '{' || c == ']' || c == '*' || c == '_') &&
            sign_at(r, at) != SIGN_NONE)
            break;
    }
    return at;
}

/* -- readings ---------------------------------------------------------------------- */

/* Bytes of the first character with what combines with it: marks, and the
 * selectors of variants, which Japanese names need. */
static size_t character_length(Str text)
{
    size_t length = 0, at = 0;
    utf8_next(text, &at);
    do {
        length = at;
        uint32_t c = at < text.length ? utf8_next(text, &at) : 0;
        if (!((c >= 0x0300 && c <= 0x036F) || c == 0x3099 || c == 0x309A ||
              (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF)))
            break;
    } while (true);
    return length;
}

static int count_characters(Str text)
{
    int count = 0;
    for (size_t at = 0; at < text.length; count++)
        at += character_length((Str){text.data + at, text.length - at});
    return count;
}

/* Takes the first of the readings off the list. */
static Str first_reading(Str *readings)
{
    const char *bar = memchr(readings->data, '|', readings->length);
    size_t length = bar ? (size_t)(bar - readings->data) : readings->length;
    Str first = {readings->data, length};
    length += bar != NULL;
    *readings = (Str){readings->data + length, readings->length - length};
    return first;
}

static bool has_empty_reading(Str readings)
{
    bool empty = readings.length == 0 || readings.data[readings.length - 1] == '|';
    while (readings.length && !empty)
        empty = first_reading(&readings).length == 0;
    return empty;
}

/* False after a report. */
static bool begin_reading(MarkupReader *r, Str base, Str readings)
{
    size_t base_at = (size_t)(base.data - r->words.words.data);
    size_t at = (size_t)(readings.data - r->words.words.data);
    bool mono = memchr(readings.data, '|', readings.length) != NULL;
    int count = 1, characters = count_characters(base);
    for (size_t i = 0; i < readings.length; i++)
        count += readings.data[i] == '|';
    bool marked = false;
    for (size_t i = 0; i < base.length; i++)
        marked |= strchr("*_[\\", base.data[i]) != NULL;
    if (base.length == 0)
        fault(r, base_at - 1, "write [words](ruby:reading)", "a reading of no words");
    else if (marked)
        fault(r, base_at, "mark up the whole, as in *[words](ruby:reading)*",
              "markup inside words with a reading");
    else if (has_empty_reading(readings))
        fault(r, at, "write [words](ruby:reading)", "an empty reading");
    else if (mono && count != characters)
        fault(r, at, "write one reading for each character, or one for all without |",
              "%d readings for %d characters", count, characters);
    else {
        r->base = base;
        r->readings = readings;
        r->mono = mono;
        return true;
    }
    return false;
}

static PieceRole role_now(const MarkupReader *r)
{
    char mark = r->open ? r->open : r->around;
    return mark == '*' ? PIECE_STRONG : mark == '_' ? PIECE_EMPH : PIECE_PLAIN;
}

static Markup next_reading(MarkupReader *r)
{
    size_t length = r->mono ? character_length(r->base) : r->base.length;
    Markup markup = {.kind = MARKUP_WORDS,
                     .text = {r->base.data, length},
                     .role = role_now(r),
                     .reading = r->mono ? first_reading(&r->readings) : r->readings,
                     .at = (size_t)(r->base.data - r->words.words.data)};
    r->base = (Str){r->base.data + length, r->base.length - length};
    return markup;
}

/* -- links ------------------------------------------------------------------------- */

static bool begin_link(MarkupReader *r, Str words, Str address)
{
    size_t words_at = (size_t)(words.data - r->words.words.data);
    size_t at = (size_t)(address.data - r->words.words.data);
    Str place = address;
    bool known = take_prefix(&place, "http://") || take_prefix(&place, "https://");
    bool spaced = false;
    for (size_t i = 0; i < address.length; i++)
        spaced |= (unsigned char)address.data[i] <= ' ';
    if (!known)
        fault(r, at, "a link is to http:// or https://; " BRACKET_HELP,
              "\"%.*s\" is no address and no reading", (int)address.length, address.data);
    else if (place.length == 0 || spaced)
        fault(r, at, "write it in full, with %20 for a space", "%s",
              spaced ? "an address with a space in it" : "an address that ends too soon");
    else if (words.length == 0)
        fault(r, words_at - 1, "write [words](https://...)", "a link of no words");
    else {
        r->address = address;
        r->around = r->open;
        r->around_at = r->open_at;
        r->open = 0;
        r->end = words_at + words.length;
        return true;
    }
    return false;
}

static void report_open(MarkupReader *r)
{
    if (r->open)
        fault(r, r->open_at, plain_help(r->open), "%c that nothing closes", r->open);
    r->open = 0;
}

static void leave_link(MarkupReader *r)
{
    report_open(r);
    r->open = r->around;
    r->open_at = r->around_at;
    r->around = 0;
    r->address = STR("");
    r->at = r->resume;
    r->end = r->words.words.length;
}

/* A link or reading that is faulty is left as plain words, all of it. */
static void take_link(MarkupReader *r)
{
    const char *data = r->words.words.data;
    size_t open = r->at, close = words_end(r, open), to = close + 2;
    size_t end = target_end(r, to);
    bool good = false;
    if (end) {
        Str words = {data + open + 1, close - open - 1}, target = {data + to, end - to};
        bool ruby = take_prefix(&target, "ruby:");
        good = ruby ? begin_reading(r, words, target) : begin_link(r, words, target);
        r->resume = end + 1;
        r->at = !good ? open : ruby ? end + 1 : open + 1;
    } else
        fault(r, close + 1, BRACKET_HELP, "( that nothing closes");
    r->literal = good ? 0 : (end ? end + 1 : to) - open;
}

/* -- reading ----------------------------------------------------------------------- */

MarkupReader markup_begin(Job *job, Words words)
{
    return (MarkupReader){
        .job = job, .words = words, .end = words.words.length, .behind = SIZE_MAX};
}

/* [[fact:id]]; false if it is faulty. */
static bool take_fact(MarkupReader *r, Markup *markup)
{
    static const char form[] = "write [[fact:id]] or [[cite:id]]";
    Str text = r->words.words;
    size_t open = r->at, close = find_pair(text, open + 2, "]]");
    markup->text = (Str){text.data + open + 2, close - open - 2};
    markup->at = open;
    bool closed = close < text.length;
    r->literal = (closed ? close + 2 : close) - open;
    if (!closed)
        fault(r, open, form, "[[ that nothing closes");
    else if (take_prefix(&markup->text, "fact:"))
        markup->kind = MARKUP_FACT;
    else if (take_prefix(&markup->text, "cite:"))
        markup->kind = MARKUP_CITE;
    else
        fault(r, open, form, "no markup [[%.*s]]", (int)markup->text.length, markup->text.data);
    if (markup->kind == MARKUP_END)
        return false;
    r->at += r->literal;
    r->literal = 0;
    return true;
}

const char *const FORMAT_WORDS[] = {"plain", "number", "date", "short", "month", "year", NULL};

/* Parts the pointer in markup->text from its format; false after a report. */
static bool take_format(MarkupReader *r, Markup *markup)
{
    Str all = markup->text, facts = all;
    const char *bar = memchr(all.data, '|', all.length);
    size_t length = bar ? (size_t)(bar - all.data) : all.length;
    Str format = bar ? (Str){bar + 1, all.length - length - 1} : str_of(FORMAT_WORDS[0]);
    int found = str_among(format, FORMAT_WORDS);
    markup->text = (Str){all.data, length};
    if (found < 0)
        fault(r, (size_t)(format.data - r->words.words.data),
              "formats are plain, number, date, short, month and year", "no format \"%.*s\"",
              (int)format.length, format.data);
    else if (take_prefix(&facts, "/facts/"))
        fault(r, markup->at, "write [[fact:id]]", "a figure without its sources");
    else {
        markup->format = (Format)found;
        return true;
    }
    return false;
}

/* {/pointer|format}; false if it is faulty. */
static bool take_value(MarkupReader *r, Markup *markup)
{
    Str text = r->words.words;
    size_t close = r->at;
    while (close < r->end && text.data[close] != '}')
        close++;
    bool closed = close < r->end;
    markup->text = (Str){text.data + r->at + 1, close - r->at - 1};
    markup->at = r->at;
    r->literal = close + closed - r->at;
    if (!closed)
        fault(r, r->at, VALUE_HELP, "{ that nothing closes");
    if (!closed || !take_format(r, markup))
        return false;
    markup->kind = MARKUP_VALUE;
    r->at += r->literal;
    r->literal = 0;
    return true;
}

/* Carries out the sign at r->at, or reports it and has it taken for words. */
static void take_sign(MarkupReader *r, Sign sign)
{
    const char *mark = r->words.words.data + r->at;
    r->literal = 1;
    switch (sign) {
    case SIGN_ESCAPE:
        r->at++;
        r->behind = r->at + 1;
        return;
    case SIGN_LINK:
        take_link(r);
        return;
    case SIGN_OPEN:
        r->open = *mark;
        r->open_at = r->at;
        break;
    case SIGN_CLOSE:
        r->open = 0;
        break;
    case SIGN_NESTED:
        fault(r, r->at, nested_help(*mark), "%c within words that are set off already", *mark);
        return;
    case SIGN_STRAY:
        fault(r, r->at, "no brackets within the words of a link; " CLOSING_HELP,
              "]( without a [ before it");
        return;
    default:
        while (r->at + r->literal < r->end && mark[r->literal] == '*')
            r->literal++;
        fault(r, r->at, "write *words* to set words off, \\\\* for a star", "more than one *");
        return;
    }
    r->at++;
    r->literal = 0;
}

Markup markup_next(MarkupReader *r)
{
    for (;;) {
        if (r->base.length)
            return next_reading(r);
        Markup markup = {.role = role_now(r), .address = r->address, .at = r->at};
        size_t end = words_until_sign(r, r->at + r->literal);
        if (end > r->at) {
            markup.kind = MARKUP_WORDS;
            markup.text = (Str){r->words.words.data + r->at, end - r->at};
            r->at = end;
            r->literal = 0;
            return markup;
        }
        if (r->at >= r->end && r->address.length == 0) {
            report_open(r);
            return (Markup){.kind = MARKUP_END, .at = r->at};
        }
        Sign sign = r->at < r->end ? sign_at(r, r->at) : SIGN_NONE;
        if (r->at >= r->end)
            leave_link(r);
        else if (sign != SIGN_FACT && sign != SIGN_VALUE)
            take_sign(r, sign);
        else if (sign == SIGN_FACT ? take_fact(r, &markup) : take_value(r, &markup))
            return markup;
    }
}

/* -- whole texts ------------------------------------------------------------------- */

void markup_check_id(Job *job, const Map *facts, Words words, const Markup *markup)
{
    if (map_lookup(facts, markup->text))
        return;
    const char *near = map_nearest(facts, markup->text);
    diag_add(
        job->diag,
        &(Report){.code = E107,
                  .where = words.where,
                  .at = (int32_t)markup->at + 1,
                  .message = arena_printf(job->arena, "no fact \"%.*s\" in the zone's file",
                                          (int)markup->text.length, markup->text.data),
                  .help = near ? arena_printf(job->arena, "did you mean \"%s\"?", near) : NULL});
}

void markup_check(Job *job, const Terms *terms, const Langs *langs, const Map *facts,
                  const Json *text)
{
    for (int i = 0; i < langs->count; i++) {
        Words words = terms_words(terms, text, langs->list[i]);
        MarkupReader reader = markup_begin(job, words);
        for (Markup m = markup_next(&reader); m.kind != MARKUP_END; m = markup_next(&reader))
            if (facts && (m.kind == MARKUP_FACT || m.kind == MARKUP_CITE))
                markup_check_id(job, facts, words, &m);
    }
}

Str markup_plain(Arena *arena, Words words)
{
    Buf plain;
    buf_init(&plain, arena);
    MarkupReader reader = markup_begin(NULL, words);
    for (Markup m = markup_next(&reader); m.kind != MARKUP_END; m = markup_next(&reader))
        if (m.kind == MARKUP_WORDS)
            buf_add(&plain, m.text.data, m.text.length);
    return (Str){plain.data, plain.length};
}
