/* One pass over the code points. Nearly all of them are of ranges in which
 * nothing can be wrong, and are passed over by comparing alone; what is left
 * is rare, and may cost what it costs. What stands before a character is
 * found by stepping back from it, so that the pass keeps no state. */
#include "text/proof.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "text/chain.h"

typedef struct {
    Job *job;
    const Span *span;
    Str text;
    int straight;  /* quotes seen */
    size_t quote;  /* byte of the first */
    bool abnormal; /* met what normal form C has not, or not always */
} Proof;

#define TEXT_SELECTOR  0xFE0E /* asks for a black sign */
#define EMOJI_SELECTOR 0xFE0F /* asks for a coloured picture */
#define KEYCAP         0x20E3
#define ZWNJ           0x200C
#define ZWJ            0x200D

static void say(const Proof *p, Code code, size_t byte, const char *message, const char *help)
{
    const Span *span = p->span;
    diag_add(p->job->diag, &(Report){.code = code,
                                     .where = span->where,
                                     .at = span->at < 0 ? 0 : span->at + (int32_t)byte + 1,
                                     .message = message,
                                     .help = help});
}

/* -- neighbours ------------------------------------------------------------------- */

/* The character before byte `at`, and where it begins; 0 at the start. */
static uint32_t before(Str text, size_t at, size_t *start)
{
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80);
    *start = at;
    return utf8_next(text, &at);
}

/* The character at byte `at`; 0 at the end. */
static uint32_t after(Str text, size_t at)
{
    return at < text.length ? utf8_next(text, &at) : 0;
}

static bool is(uint32_t c, UProperty property)
{
    return u_hasBinaryProperty((UChar32)c, property);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* "U+200E LEFT-TO-RIGHT MARK"; control characters have no name. */
static const char *name_of(Arena *arena, uint32_t c)
{
    char name[128];
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = u_charName((UChar32)c, U_UNICODE_CHAR_NAME, name, sizeof name, &error);
    bool named = U_SUCCESS(error) && length > 0;
    return arena_printf(arena, "U+%04X%s%s", c, named ? " " : "", named ? name : "");
}

/* -- emoji ------------------------------------------------------------------------- */

/* Digits, # and *, © and ® are emoji by property, too. */
static bool is_emoji(uint32_t c)
{
    return c >= 0x203C && (c == KEYCAP || is(c, UCHAR_EMOJI));
}

static bool is_tag(uint32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

/* Behind the sequence (UTS #51, ED-17) whose first character ends at `at`. */
static size_t sequence_end(Str text, size_t at, uint32_t first)
{
    if (is(first, UCHAR_REGIONAL_INDICATOR) && is(after(text, at), UCHAR_REGIONAL_INDICATOR))
        utf8_next(text, &at);
    for (;;) {
        size_t behind = at;
        uint32_t c = at < text.length ? utf8_next(text, &behind) : 0;
        if (c == ZWJ && is(after(text, behind), UCHAR_EXTENDED_PICTOGRAPHIC))
            utf8_next(text, &behind);
        else if (c != EMOJI_SELECTOR && c != KEYCAP && !is_tag(c) && !is(c, UCHAR_EMOJI_MODIFIER))
            return at;
        at = behind;
    }
}

/* Does what stands at `end`, behind an emoji, make a picture of it? */
static bool is_made_picture(Str text, size_t end)
{
    size_t behind = end;
    uint32_t next = end < text.length ? utf8_next(text, &behind) : 0;
    return next == EMOJI_SELECTOR || is(next, UCHAR_EMOJI_MODIFIER) ||
           (next == ZWJ && is(after(text, behind), UCHAR_EXTENDED_PICTOGRAPHIC));
}

/* Reports the sequence that begins at `start`; returns its end. */
static size_t report_emoji(const Proof *p, size_t start)
{
    size_t at = start;
    uint32_t first = utf8_next(p->text, &at);
    size_t end = sequence_end(p->text, at, first);
    Buf names;
    buf_init(&names, p->job->arena);
    buf_text(&names, name_of(p->job->arena, first));
    while (at < end) {
        uint32_t c = utf8_next(p->text, &at);
        if (c != ZWJ && c != EMOJI_SELECTOR && !is_tag(c))
            buf_printf(&names, ", %s", name_of(p->job->arena, c));
    }
    bool sign = chain_face(p->span->style, first) != NULL;
    say(p, E204, start,
        arena_printf(p->job->arena, "the emoji %.*s cannot be set: %s", (int)(end - start),
                     p->text.data + start, names.data),
        sign ? "leave out what follows its first character, which is then set as a plain sign"
             : "say it in words, or leave it out");
    return end;
}

/* -- normal form ------------------------------------------------------------------- */

#define SHOWN_MOST 4

static const char *code_points(Arena *arena, Str text)
{
    Buf buf;
    buf_init(&buf, arena);
    size_t at = 0;
    for (int i = 0; i < SHOWN_MOST && at < text.length; i++)
        buf_printf(&buf, "%sU+%04X", i ? " " : "", utf8_next(text, &at));
    buf_text(&buf, at < text.length ? " ..." : "");
    return buf.data;
}

/* Normal form C of `text`, in `arena`; `text` itself if it cannot be made. */
static Str normalise(Arena *arena, Str text)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = 0, room = (int32_t)text.length * 3 + 1; /* UAX #15 9: grows by three at most */
    UChar *from = ARENA_ARRAY(arena, UChar, room), *to = ARENA_ARRAY(arena, UChar, room);
    u_strFromUTF8(from, room, &length, text.data, (int32_t)text.length, &error);
    length = unorm2_normalize(unorm2_getNFCInstance(&error), from, length, to, room, &error);
    char *utf8 = arena_alloc(arena, (size_t)room * 3);
    u_strToUTF8(utf8, room * 3, &length, to, length, &error);
    return U_SUCCESS(error) ? (Str){utf8, (size_t)length} : text;
}

/* Reports the bytes if normal form C writes them otherwise. */
static bool report_if_abnormal(const Proof *p, size_t from, size_t to)
{
    Arena *arena = p->job->arena;
    Str text = {p->text.data + from, to - from};
    Str wanted = normalise(arena, text);
    if (str_equal(text, wanted))
        return false;
    say(p, W201, from,
        arena_printf(arena, "%s is not in normal form C, which has %.*s %s",
                     code_points(arena, text), (int)wanted.length, wanted.data,
                     code_points(arena, wanted)),
        "write it in normal form C, by which others will look for it; nothing is changed here");
    return true;
}

/* Piece by piece between characters that never change with what precedes. */
static void check_normal(const Proof *p)
{
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFCInstance(&error);
    if (U_FAILURE(error))
        return;
    size_t from = 0;
    for (size_t at = 0; at < p->text.length;) {
        size_t start = at;
        uint32_t c = utf8_next(p->text, &at);
        if (start == from || !unorm2_hasBoundaryBefore(form, (UChar32)c))
            continue;
        if (report_if_abnormal(p, from, start))
            return;
        from = start;
    }
    report_if_abnormal(p, from, p->text.length);
}

static bool may_be_abnormal(uint32_t c)
{
    return u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES ||
           u_getCombiningClass((UChar32)c) != 0;
}

/* -- what is not seen -------------------------------------------------------------- */

bool proof_draws_nothing(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
           (c >= 0xFFF9 && c <= 0xFFFB) || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
}

/* Letters that write on one another, or the sign that makes them. */
static bool joins(uint32_t c)
{
    int32_t type = u_getIntPropertyValue((UChar32)c, UCHAR_JOINING_TYPE);
    return type == U_JT_DUAL_JOINING || type == U_JT_LEFT_JOINING || type == U_JT_RIGHT_JOINING ||
           u_getCombiningClass((UChar32)c) == 9; /* virama */
}

static bool joiner_has_work(const Proof *p, uint32_t c, size_t start, size_t end)
{
    size_t at;
    uint32_t left = before(p->text, start, &at), right = after(p->text, end);
    if (c == ZWNJ && left == 'f' && right && right < 0x80 && strchr("bfhijklt", (int)right))
        return true;
    return joins(left) && (u_isalpha((UChar32)right) || c == ZWNJ);
}

/* Has the face that sets the character before it another form for it? */
static bool selector_has_work(const Proof *p, uint32_t selector, size_t start)
{
    size_t at;
    uint32_t c = before(p->text, start, &at);
    if (selector == TEXT_SELECTOR && is(c, UCHAR_EMOJI))
        return true;
    const Face *face = chain_face(p->span->style, c);
    hb_codepoint_t glyph;
    return face && hb_font_get_variation_glyph(face->hb_font, c, selector, &glyph);
}

static bool is_unseen(const Proof *p, uint32_t c, size_t start, size_t end)
{
    if (proof_draws_nothing(c))
        return true;
    if (c == 0xAD || c == 0x200B || c == 0x2060 || !is(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
        return false;
    if (c == ZWJ || c == ZWNJ)
        return !joiner_has_work(p, c, start, end);
    if (is(c, UCHAR_VARIATION_SELECTOR))
        return !selector_has_work(p, c, start);
    return true;
}

static void report_unseen(const Proof *p, uint32_t c, size_t start)
{
    const char *kind = c < 0xA0 ? "control character" : "character";
    const char *help = "take it out";
    if (is(c, UCHAR_BIDI_CONTROL))
        help = "take it out: all text is set from left to right";
    else if (is(c, UCHAR_VARIATION_SELECTOR))
        help = "take it out: no face has another form of the character before it";
    else if (c == '\t')
        help = "write a space";
    else if (c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\r' || c == '\v' || c == '\f')
        help = "write \\n where the line is to end";
    say(p, W203, start,
        arena_printf(p->job->arena, "the %s %s draws nothing and has no work here", kind,
                     name_of(p->job->arena, c)),
        help);
}

/* -- quotes and hyphens ------------------------------------------------------------ */

/* Is the byte inside a web address? */
static bool in_address(Str text, size_t at)
{
    size_t start = at;
    while (start > 0 && (unsigned char)text.data[start - 1] > ' ')
        start--;
    for (; start + 3 <= at; start++)
        if (memcmp(text.data + start, "://", 3) == 0)
            return true;
    return false;
}

static const char *quotes_of(Lang lang)
{
    switch (lang) {
    case LANG_DE:
        return "write „…“ or ‚…‘, the apostrophe ’, and for feet or minutes ′ ″";
    case LANG_JA:
    case LANG_ZH_HANT:
        return "write 「…」 or 『…』, and for feet or minutes ′ ″";
    default:
        return "write “…” or ‘…’, the apostrophe ’, and for feet or minutes ′ ″";
    }
}

static void report_quotes(const Proof *p)
{
    const char *tag = lang_tag(p->span->lang);
    Arena *arena = p->job->arena;
    char quote = p->text.data[p->quote];
    say(p, W202, p->quote,
        p->straight == 1 ? arena_printf(arena, "straight %c in a text in %s", quote, tag)
                         : arena_printf(arena, "straight %c in a text in %s, the first of %d",
                                        quote, tag, p->straight),
        quotes_of(p->span->lang));
}

static bool opens_figure(const Proof *p, size_t at)
{
    if (!is_digit(after(p->text, at + 1)))
        return false;
    size_t start;
    uint32_t left = before(p->text, at, &start);
    if (left == 0)
        return p->span->at == 0;
    return utf8_is_space(left) || u_charType((UChar32)left) == U_START_PUNCTUATION;
}

static void read_ascii(Proof *p, size_t at)
{
    unsigned char c = (unsigned char)p->text.data[at];
    if (proof_draws_nothing(c)) {
        report_unseen(p, c, at);
        return;
    }
    if (p->span->keep || p->span->uri || in_address(p->text, at))
        return;
    if (c != '-') {
        if (p->straight++ == 0)
            p->quote = at;
    } else if (opens_figure(p, at)) {
        say(p, W204, at, "a hyphen stands for a minus sign", "write − (U+2212)");
    }
}

/* -- the pass ---------------------------------------------------------------------- */

bool proof_names(uint32_t c)
{
    return u_charType((UChar32)c) == U_UNASSIGNED || is_emoji(c);
}

/* Reads a character of no common range; returns where to go on. */
static size_t read_rare(Proof *p, uint32_t c, size_t start, size_t end)
{
    if (u_charType((UChar32)c) == U_UNASSIGNED) {
        say(p, E205, start,
            arena_printf(p->job->arena, "U+%04X is not a character of Unicode %s", c,
                         U_UNICODE_VERSION),
            "take it out, or write what was meant");
        return end;
    }
    if (is_emoji(c) && (is_made_picture(p->text, end) || !chain_face(p->span->style, c)))
        return report_emoji(p, start);
    size_t at = start;
    if (c == EMOJI_SELECTOR && is(before(p->text, start, &at), UCHAR_EMOJI))
        return report_emoji(p, at); /* of a digit, of © */
    if (is_unseen(p, c, start, end))
        report_unseen(p, c, start);
    p->abnormal = p->abnormal || may_be_abnormal(c);
    return end;
}

/* Dashes and quotes, kana, full-width forms: assigned, seen, no emoji, and in
 * normal form C whatever stands beside them. */
static bool is_common(uint32_t c)
{
    return (c >= 0xA0 && c < 0xC0) || (c >= 0x3041 && c <= 0x3096) ||
           (c >= 0x309B && c <= 0x30FF) || (c >= 0x3000 && c <= 0x3029) ||
           (c >= 0x2010 && c <= 0x2027) || (c >= 0xFF01 && c <= 0xFF5E);
}

/* Bytes to pass over, by the first of them; 0: it has to be looked at. The
 * same holds of all U+00C0..U+02FF and U+4000..U+9FFF as of is_common. */
static int common_length(unsigned char first)
{
    if (first < 0x80)
        return (first >= ' ' || first == '\n') && first != '"' && first != '\'' && first != '-' &&
               first != 0x7F;
    if (first >= 0xC3 && first <= 0xCB)
        return 2;
    return first >= 0xE4 && first <= 0xE9 ? 3 : 0;
}

static void proof_span(Job *job, const Span *span)
{
    Proof p = {.job = job, .span = span, .text = span->text};
    for (size_t at = 0; at < p.text.length;) {
        size_t start = at;
        int common = common_length((unsigned char)p.text.data[at]);
        at += (size_t)common;
        if (common)
            continue;
        uint32_t c = utf8_next(p.text, &at);
        if (c < 0x80)
            read_ascii(&p, start);
        else if (!is_common(c))
            at = read_rare(&p, c, start, at);
    }
    if (p.straight)
        report_quotes(&p);
    if (p.abnormal)
        check_normal(&p);
}

void proof_spans(Job *job, const Span *spans, int count)
{
    for (int i = 0; i < count; i++)
        proof_span(job, &spans[i]);
}
