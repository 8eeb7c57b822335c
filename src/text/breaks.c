#include "text/breaks.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "text/amounts.h"

#define ZERO_WIDTH_SPACE 0x200B

typedef struct {
    Arena *arena;
    Locale *locale;
    const LineRules *rules;
    Letters letters;
    const uint32_t *c; /* of letters */
    uint8_t *breaks;   /* by byte */
} Breaker;

/* -- letters and places ------------------------------------------------------------ */

static Lang span_lang(const Breaker *b, const Span *span)
{
    return span->lang == LANG_NONE ? locale_lang(b->locale) : span->lang;
}

static void read_letters(Breaker *b, const Span *spans, const uint32_t *starts, Str text)
{
    uint32_t *c = ARENA_ARRAY(b->arena, uint32_t, text.length + 2);
    uint32_t *byte = ARENA_ARRAY(b->arena, uint32_t, text.length + 1);
    uint8_t *lang = ARENA_ARRAY(b->arena, uint8_t, text.length + 1);
    int count = 0, span = 0;
    for (size_t at = 0; at < text.length; count++) {
        while (at >= starts[span + 1])
            span++;
        byte[count] = (uint32_t)at;
        lang[count] = (uint8_t)span_lang(b, &spans[span]);
        c[count] = utf8_next(text, &at);
    }
    byte[count] = (uint32_t)text.length;
    b->letters = (Letters){text, c, byte, lang, count};
    b->c = c;
}

/* The language that the place before letter `i` goes by. */
static Lang lang_at(const Breaker *b, int i)
{
    const uint8_t *lang = b->letters.lang;
    bool inside = i > 0 && i < b->letters.count && lang[i - 1] == lang[i];
    return inside ? (Lang)lang[i] : locale_lang(b->locale);
}

static bool allowed(const Breaker *b, int i)
{
    return b->breaks[b->letters.byte[i]] == BREAK_ALLOWED;
}

static void forbid(Breaker *b, int i)
{
    if (allowed(b, i) && b->c[i - 1] != ZERO_WIDTH_SPACE)
        b->breaks[b->letters.byte[i]] = BREAK_NO;
}

/* No break between the letters of a stretch. */
static void keep(Breaker *b, int first, int end)
{
    for (int i = first + 1; i < end; i++)
        forbid(b, i);
}

/* -- UAX #14 ----------------------------------------------------------------------- */

/* LB4, LB5. The iterator's rule status would not do: before a forced break
 * the phrase iterator gives each phrase that of the last. */
static bool ends_line(uint32_t c)
{
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Takes ICU's breaks in one language over at the places that go by it. */
static void take_places(Breaker *b, UBreakIterator *lines, UText *utext, Lang lang)
{
    UErrorCode error = U_ZERO_ERROR;
    ubrk_setUText(lines, utext, &error);
    int i = 0;
    for (int32_t at = ubrk_next(lines); at != UBRK_DONE; at = ubrk_next(lines)) {
        while (b->letters.byte[i] < (uint32_t)at)
            i++;
        if (lang_at(b, i) != lang)
            continue;
        bool must = i < b->letters.count && ends_line(b->c[i - 1]);
        b->breaks[at] = must ? BREAK_MUST : BREAK_ALLOWED;
    }
}

/* Without ICU's data no line breaks anywhere: the paragraph overflows, which
 * layout reports; a silent guess would not be seen. */
static void find_places(Breaker *b)
{
    bool used[LANG_COUNT] = {false};
    used[locale_lang(b->locale)] = true;
    for (int i = 0; i < b->letters.count; i++)
        used[b->letters.lang[i]] = true;
    UErrorCode error = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, b->letters.text.data, (int64_t)b->letters.text.length, &error);
    if (U_FAILURE(error))
        return;
    for (int lang = LANG_NONE; lang < LANG_COUNT; lang++) {
        UBreakIterator *lines =
            used[lang] ? locale_lines(b->locale, (Lang)lang, b->rules->kinsoku, b->rules->words)
                       : NULL;
        if (lines)
            take_places(b, lines, &utext, (Lang)lang);
    }
    utext_close(&utext);
}

/* -- kinsoku ----------------------------------------------------------------------- */

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_katakana(uint32_t c)
{
    return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

static bool is_figure(uint32_t c)
{
    return u_isdigit((UChar32)c);
}

/* Anywhere behind a space a hyphen may be a minus. */
static bool begins_no_line(const Breaker *b, int i, Lang lang)
{
    bool minus = b->c[i] == '-' && utf8_is_space(b->c[i - 1]);
    return !minus && text_begins_no_line(b->c[i], lang, b->rules->kinsoku);
}

/* A currency sign behind a figure ends what it stands for. A bracket ends no
 * line with spaces behind it either, which vanish. */
static bool ends_no_line(const Breaker *b, int i, Lang lang)
{
    int last = i - 1;
    while (last > 0 && (b->c[last] == 0x3000 || b->c[last] == ' '))
        last--;
    if (last < i - 1)
        return text_ends_no_line(b->c[last], lang, KINSOKU_LOOSE);
    bool figure = i > 1 && is_figure(b->c[i - 2]);
    bool currency = u_charType((UChar32)b->c[i - 1]) == U_CURRENCY_SYMBOL;
    return !(figure && currency) && text_ends_no_line(b->c[i - 1], lang, b->rules->kinsoku);
}

/* Western text goes by UAX #14 alone, which has all this for it. */
static void keep_kinsoku(Breaker *b)
{
    for (int i = 1; i < b->letters.count; i++) {
        Lang lang = lang_at(b, i);
        if (!allowed(b, i))
            continue;
        if (text_never_parted(b->c[i - 1], b->c[i]) ||
            (lang_is_cjk(lang) && (begins_no_line(b, i, lang) || ends_no_line(b, i, lang))))
            forbid(b, i);
    }
}

/* -- words ------------------------------------------------------------------------- */

static int line_class(uint32_t c)
{
    return u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
}

/* Of the sort that words are made of: CSS Text 4, 5.2, keep-all. */
static bool is_letter(uint32_t c)
{
    switch (line_class(c)) {
    case U_LB_ALPHABETIC:
    case U_LB_HEBREW_LETTER:
    case U_LB_NUMERIC:
    case U_LB_AMBIGUOUS:
    case U_LB_IDEOGRAPHIC:
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
    case U_LB_COMPLEX_CONTEXT:
    case U_LB_H2:
    case U_LB_H3:
    case U_LB_JL:
    case U_LB_JV:
    case U_LB_JT:
    case U_LB_COMBINING_MARK:
        return true;
    default:
        return false;
    }
}

/* Korean joins particles to brackets and brackets to words without a space:
 * 개발(KDI)은 is one word, as LB30 has it for alphabets. */
static bool makes_one_word(const Breaker *b, int i, Lang lang)
{
    bool before = is_letter(b->c[i - 1]), after = is_letter(b->c[i]);
    if (lang == LANG_KO) {
        int open = line_class(b->c[i]), close = line_class(b->c[i - 1]);
        after = after || open == U_LB_OPEN_PUNCTUATION || open == U_LB_QUOTATION;
        before = before || close == U_LB_CLOSE_PUNCTUATION || close == U_LB_CLOSE_PARENTHESIS ||
                 close == U_LB_QUOTATION;
    }
    return before && after;
}

/* Does a suffix of one letter stand at `i`, as in モデル|区の, 研究|者? */
static bool is_suffix(const Breaker *b, int i)
{
    uint32_t after = b->c[i + 1];
    return is_han(b->c[i]) && (is_han(b->c[i - 1]) || is_katakana(b->c[i - 1])) && !is_han(after) &&
           !is_katakana(after);
}

static void keep_words(Breaker *b)
{
    for (int i = 1; i < b->letters.count; i++) {
        Lang lang = lang_at(b, i);
        bool phrases = b->rules->words == WORDS_PHRASE && lang == LANG_JA;
        bool whole = b->rules->words == WORDS_KEEP || lang == LANG_KO;
        if ((whole && makes_one_word(b, i, lang)) || (phrases && is_suffix(b, i)))
            forbid(b, i);
    }
}

/* -- amounts ----------------------------------------------------------------------- */

static void keep_amounts(Breaker *b)
{
    Stretch amount;
    for (int at = 0; amounts_next(b->locale, &b->letters, &at, &amount);)
        keep(b, amount.first, amount.end);
}

/* -- names ------------------------------------------------------------------------- */

#define NAME_MOST 20 /* letters; what is longer is a list */

static bool is_chinese_dot(uint32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB;
}

/* 卡尔·马克思: no break on either side of the dot. */
static void keep_chinese_name(Breaker *b, int dot)
{
    if (is_letter(b->c[dot - 1]) && dot + 1 < b->letters.count && is_letter(b->c[dot + 1])) {
        forbid(b, dot);
        forbid(b, dot + 1);
    }
}

/* マルコ・ポーロ from `i`, with ゠ too; returns its end. A katakana word
 * without a dot is no name, and what begins or ends with one neither. */
static int keep_katakana_name(Breaker *b, int i)
{
    int end = i;
    bool dotted = false;
    while (is_katakana(b->c[end]) ||
           ((b->c[end] == 0x30FB || b->c[end] == 0x30A0) && is_katakana(b->c[end + 1]))) {
        dotted |= !is_katakana(b->c[end]);
        end++;
    }
    if (dotted && end - i <= NAME_MOST)
        keep(b, i, end);
    return end;
}

static void keep_names(Breaker *b)
{
    for (int i = 1; i < b->letters.count; i++) {
        Lang lang = (Lang)b->letters.lang[i];
        bool chinese = lang == LANG_ZH_HANS || lang == LANG_ZH_HANT;
        if (chinese && is_chinese_dot(b->c[i]))
            keep_chinese_name(b, i);
    }
    for (int i = 0; i < b->letters.count; i++)
        if (is_katakana(b->c[i]) && b->letters.lang[i] == LANG_JA)
            i = keep_katakana_name(b, i);
}

/* -- dashes ------------------------------------------------------------------------ */

/* A dash between spaces ends a line and does not begin one: it belongs to the words
 * that it breaks off. */
static void keep_dashes(Breaker *b)
{
    for (int i = 2; i + 1 < b->letters.count; i++)
        if ((b->c[i] == 0x2013 || b->c[i] == 0x2014) && b->c[i - 1] == ' ' && b->c[i + 1] == ' ')
            forbid(b, i);
}

/* -- marks of notes ---------------------------------------------------------------- */

static bool is_note_mark(uint32_t c)
{
    return c == '*' || c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 ||
           (c >= 0x2074 && c <= 0x2079) || c == 0x2020 || c == 0x2021 || c == 0x203B;
}

#define NOTE_MOST 10 /* letters between the brackets: 12, 14–16 */

/* End of [12], 〔1〕 or ［1–3］ at `i`; `i` if none is there. Of several marks
 * only the first is held by the word: [1][2][3] may be too much for a line. */
static int skip_bracketed_note(const Breaker *b, int i)
{
    static const uint32_t OPEN[] = {'[', 0x3014, 0xFF3B}, CLOSE[] = {']', 0x3015, 0xFF3D};
    for (int sort = 0; sort < 3; sort++) {
        if (b->c[i] != OPEN[sort] || b->c[i - 1] == CLOSE[sort])
            continue;
        int end = i + 1;
        while (is_figure(b->c[end]) || b->c[end] == ',' || b->c[end] == '-' || b->c[end] == 0x2013)
            end++;
        bool closed = end > i + 1 && b->c[end] == CLOSE[sort] && end - i <= NOTE_MOST;
        return closed ? end + 1 : i;
    }
    return i;
}

static void keep_notes(Breaker *b)
{
    for (int i = 1; i < b->letters.count; i++) {
        if (utf8_is_space(b->c[i - 1]))
            continue;
        if (is_note_mark(b->c[i]))
            forbid(b, i);
        int end = skip_bracketed_note(b, i);
        if (end > i)
            keep(b, i - 1, end);
    }
}

/* -- addresses --------------------------------------------------------------------- */

static bool is_ascii_letter(uint32_t c)
{
    return c < 0x80 && u_isalnum((UChar32)c);
}

static bool stands_at(const Breaker *b, int i, const char *word)
{
    while (*word && b->c[i] == (unsigned char)*word)
        i++, word++;
    return !*word;
}

/* End of the address at `i`; `i` if none is there. A stop, a quote or a
 * bracket at its end is the sentence's. */
static int skip_address(const Breaker *b, int i)
{
    if (!stands_at(b, i, "http://") && !stands_at(b, i, "https://") && !stands_at(b, i, "www."))
        return i;
    int end = i;
    while (b->c[end] > ' ' && b->c[end] < 0x7F && !strchr("<>\"{}|\\^`", (int)b->c[end]))
        end++;
    while (end > i && strchr(".,;:!?)]'", (int)b->c[end - 1]))
        end--;
    return end;
}

/* Letters and digits from `i` on. */
static int part_length(const Breaker *b, int i)
{
    int end = i;
    while (is_ascii_letter(b->c[end]))
        end++;
    return end - i;
}

/* A break in an address never leaves a mark to begin the line, whether ICU
 * or this found it, nor cuts %E4; .jp is not parted from its name. */
static void break_address(Breaker *b, int first, int end)
{
    for (int i = first + 1; i < end; i++) {
        uint32_t before = b->c[i - 1];
        bool escaped = before == '%' || (i - first > 1 && b->c[i - 2] == '%');
        bool behind = before == '.' ? part_length(b, i) > 2 : strchr("/?&=#_", (int)before) != NULL;
        if (escaped || !is_ascii_letter(b->c[i]))
            forbid(b, i);
        else if (behind)
            b->breaks[b->letters.byte[i]] = BREAK_ALLOWED;
    }
}

static void break_addresses(Breaker *b)
{
    for (int i = 0; i < b->letters.count; i++) {
        bool begins = b->c[i] == 'h' || b->c[i] == 'w';
        if (!begins || (i > 0 && letters_make_words(b->c[i - 1])))
            continue;
        int end = skip_address(b, i);
        break_address(b, i, end);
        i = end > i ? end - 1 : i;
    }
}

/* -- spans ------------------------------------------------------------------------- */

/* Inside a keep span nothing breaks, nor before a glued one: a figure stays
 * with its unit and its first source mark. */
static void keep_spans(Breaker *b, const Span *spans, int count, const uint32_t *starts)
{
    for (int i = 0; i < count; i++) {
        if (spans[i].glue)
            b->breaks[starts[i]] = BREAK_NO;
        for (uint32_t at = starts[i] + 1; spans[i].keep && at < starts[i + 1]; at++)
            b->breaks[at] = BREAK_NO;
    }
}

void text_breaks(Arena *scratch, Locale *locale, const LineRules *rules, const Span *spans,
                 int count, const uint32_t *starts, Str text, uint8_t *breaks)
{
    memset(breaks, BREAK_NO, text.length + 1);
    Breaker b = {.arena = scratch, .locale = locale, .rules = rules, .breaks = breaks};
    read_letters(&b, spans, starts, text);
    find_places(&b);
    keep_kinsoku(&b);
    keep_words(&b);
    keep_amounts(&b);
    keep_names(&b);
    keep_dashes(&b);
    keep_notes(&b);
    break_addresses(&b);
    keep_spans(&b, spans, count, starts);
}
