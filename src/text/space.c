#include "text/space.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/arena.h"

/* -- marks ----------------------------------------------------------------------- */

typedef enum {
    MARK_NONE,
    MARK_OPEN,  /* 「（“: JLREQ cl-01 */
    MARK_CLOSE, /* 」）”: cl-02, and ！？ where they stand at the left */
    MARK_COMMA, /* 、，: cl-07 */
    MARK_STOP,  /* 。．: cl-06 */
    MARK_DOT,   /* ・：；: cl-05 */
    MARK_SPACE  /* the ideographic space */
} Mark;

/* By character alone; whether it is full-width here is the glyph's word. */
static Mark mark_of(uint32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x201C:
    case 0x301D:
    case 0xFF08:
    case 0xFF3B:
    case 0xFF5B:
    case 0xFF5F:
        return MARK_OPEN;
    case 0x2019:
    case 0x201D:
    case 0x301E:
    case 0x301F:
    case 0xFF09:
    case 0xFF3D:
    case 0xFF5D:
    case 0xFF60:
    case 0xFF01:
    case 0xFF1F:
        return MARK_CLOSE;
    case 0x3001:
    case 0xFF0C:
        return MARK_COMMA;
    case 0x3002:
    case 0xFF0E:
        return MARK_STOP;
    case 0xB7:
    case 0x30FB:
    case 0xFF1A:
    case 0xFF1B:
        return MARK_DOT;
    case 0x3000:
        return MARK_SPACE;
    default:
        break;
    }
    if ((c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301B))
        return c % 2 ? MARK_CLOSE : MARK_OPEN;
    return MARK_NONE;
}

/* Blank parts of a mark, in face units. */
typedef struct {
    int lead, trail;
} Blank;

/* The face's half-width form: how far the ink moves left is what was blank
 * before it, what else is missing was blank behind. */
static bool blank_by_halt(hb_buffer_t *buffer, const Face *face, Lang lang, uint32_t c, int full,
                          Blank *blank)
{
    static const hb_feature_t HALT = {HB_TAG('h', 'a', 'l', 't'), 1, 0, (unsigned)-1};
    hb_buffer_add(buffer, c, 0);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, hb_language_from_string(lang_tag(lang), -1));
    hb_shape(face->hb_font, buffer, &HALT, 1);
    unsigned count;
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &count);
    bool found = count == 1 && at->x_advance < full;
    if (found) {
        blank->lead = -at->x_offset;
        blank->trail = full - at->x_advance - blank->lead;
    }
    return found;
}

static void blank_by_ink(const Face *face, uint32_t glyph, int full, Mark mark, Blank *blank)
{
    hb_glyph_extents_t ink;
    int half = face->units_per_em / 2;
    if (!hb_font_get_glyph_extents(face->hb_font, glyph, &ink))
        return;
    int before = ink.x_bearing, behind = full - ink.x_bearing - ink.width;
    if (mark == MARK_DOT && before >= half / 2 && behind >= half / 2)
        *blank = (Blank){half / 2, half / 2};
    else if (mark == MARK_OPEN && before >= half * 3 / 4)
        blank->lead = half;
    else if (mark != MARK_OPEN && behind >= half * 3 / 4)
        blank->trail = half;
}

/* Kept with the locale's shapes: a face has few marks, a text many. */
static const Blank *blank_of(const ShapedText *text, const Glyph *glyph, Mark mark)
{
    Lang lang = text->spans[glyph->span].lang;
    uintptr_t face = (uintptr_t)glyph->face;
    uint32_t key[5] = {(uint32_t)face, (uint32_t)((uint64_t)face >> 32), (uint32_t)lang,
                       glyph->character, UINT32_MAX};
    Str name = {(const char *)key, sizeof key};
    const Blank *found = map_lookup(locale_shapes(text->locale), name);
    if (found)
        return found;
    Blank *blank = ARENA_NEW(locale_arena(text->locale), Blank);
    int full = face_advance(glyph->face, glyph->glyph);
    *blank = (Blank){0, 0};
    if (full * 10 >= glyph->face->units_per_em * 9 &&
        !blank_by_halt(locale_buffer(text->locale), glyph->face, lang, glyph->character, full,
                       blank))
        blank_by_ink(glyph->face, glyph->glyph, full, mark, blank);
    if (mark == MARK_CLOSE && blank->lead > 0)
        *blank = (Blank){0, 0}; /* ！？ in the middle of their em: JLREQ cl-04 */
    locale_keep(text->locale, name, blank);
    return blank;
}

static void find_blanks(const ShapedText *text, Glyph *glyph)
{
    Mark mark = mark_of(glyph->character);
    if (mark == MARK_NONE || mark == MARK_SPACE)
        return;
    const Blank *blank = blank_of(text, glyph, mark);
    Len size = text->spans[glyph->span].style->size;
    glyph->lead = face_to_len(glyph->face, blank->lead, size);
    glyph->trail = face_to_len(glyph->face, blank->trail, size);
}

static bool is_mark(const Glyph *glyph, Mark *mark)
{
    *mark = glyph->lead || glyph->trail ? mark_of(glyph->character) : MARK_NONE;
    if (*mark == MARK_DOT && glyph->lead == 0)
        *mark = MARK_CLOSE; /* the Chinese ： ； stand at the left */
    if (glyph->character == 0x3000)
        *mark = MARK_SPACE;
    return *mark != MARK_NONE;
}

/* How much of the blanks between two marks stays: JLREQ appendix B. */
static Len blank_kept(Mark a, Mark b, const Glyph *left, const Glyph *right)
{
    if (b == MARK_SPACE)
        return left->trail;
    if (a == MARK_OPEN || a == MARK_SPACE)
        return b == MARK_DOT ? right->lead : 0;
    if (a == MARK_DOT)
        return left->trail + (b == MARK_DOT ? right->lead : 0);
    return b == MARK_OPEN ? len_max(left->trail, right->lead) : right->lead;
}

/* The full stop keeps its half inside a line (JLREQ 3.8.3); other marks may
 * give all of it, but not beside a source mark or a link: readers of the file
 * take boxes of two sequences that overlap for two lines. */
static void space_marks(const ShapedText *text, Glyph *a, const Glyph *b)
{
    Mark left, right;
    bool one = is_mark(a, &left), other = is_mark(b, &right);
    if (!text->rules->squeeze || (!one && !other))
        return;
    Len kept = a->trail + b->lead;
    if (one && other) {
        a->space.natural = blank_kept(left, right, a, b) - kept;
        kept += a->space.natural;
    }
    bool parted = text->spans[a->span].node != text->spans[b->span].node;
    a->space.shrink = left == MARK_STOP || parted ? 0 : kept;
}

/* -- gaps, words, letters -------------------------------------------------------- */

typedef enum { SIDE_NONE, SIDE_CJK, SIDE_LATIN } Side;

/* What the gap of JLREQ 3.2.6 and CLREQ 3.2.2 looks at: letters and digits
 * alone, never punctuation. */
static Side side_of(uint32_t c)
{
    if (c < 0x80)
        return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ? SIDE_LATIN
                                                                                  : SIDE_NONE;
    if (c >= 0x4E00 && c <= 0x9FFF)
        return SIDE_CJK;
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
    if (script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA)
        return c >= 0x3000 && c <= 0x3004 ? SIDE_NONE : SIDE_CJK;
    return script == HB_SCRIPT_LATIN && c < 0xFF00 ? SIDE_LATIN : SIDE_NONE;
}

static void space_scripts(const ShapedText *text, Glyph *a, const Glyph *b)
{
    const TextStyle *style = text->spans[a->span].style;
    Side left = side_of(a->character), right = side_of(b->character);
    if (style->autospace == 0 || left == SIDE_NONE || right == SIDE_NONE || left == right)
        return;
    if (text->spans[b->span].style->rise != style->rise) /* a raised mark is no word */
        return;
    const LineRules *rules = text->rules;
    Len least = len_scale(style->size, rules->gap_min, 1000);
    Len most = len_scale(style->size, rules->gap_max, 1000);
    a->space.natural = len_scale(style->size, style->autospace, 1000);
    a->space.shrink = len_max(0, a->space.natural - least);
    a->space.stretch += len_max(0, most - a->space.natural);
}

static bool opens(uint32_t c)
{
    return u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK) == U_LB_OPEN_PUNCTUATION;
}

static bool closes(uint32_t c)
{
    int class = u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
    return class == U_LB_CLOSE_PUNCTUATION || class == U_LB_CLOSE_PARENTHESIS ||
           class == U_LB_EXCLAMATION || class == U_LB_INFIX_NUMERIC ||
           (class == U_LB_NONSTARTER && !u_isalpha((UChar32)c)); /* 々 is a letter */
}

/* Lines are let out between characters that are set without spaces (CLREQ
 * 3.2.3, JLREQ 3.8.4), not inside brackets, before stops, between the halves
 * of a dash, or inside a figure. */
static void space_letters(const ShapedText *text, Glyph *a, const Glyph *b)
{
    const Span *span = &text->spans[a->span], *after = &text->spans[b->span];
    bool wide = a->character >= 0x2E80 || b->character >= 0x2E80;
    bool joined = a->character == b->character && a->character >= 0x2014 && a->character <= 0x2026;
    if (!wide || joined || opens(a->character) || closes(b->character))
        return;
    if (span->node != after->node || after->glue || (span->keep && a->span == b->span))
        return;
    a->space.stretch = len_scale(span->style->size, text->rules->letter_max, 1000);
}

static void space_words(const ShapedText *text, Glyph *a)
{
    const LineRules *rules = text->rules;
    a->space.shrink = len_max(0, len_scale(a->advance, 1000 - rules->word_min, 1000));
    a->space.stretch = len_max(0, len_scale(a->advance, rules->word_max - 1000, 1000));
}

void text_space_between(const ShapedText *text, Glyph *a, const Glyph *b)
{
    a->space = (Space){.natural = 0};
    if (a->cluster == b->cluster)
        return;
    if (a->character == ' ' || a->character == 0xA0) {
        space_words(text, a);
        return;
    }
    if ((a->character | b->character) < 0x80)
        return;
    space_letters(text, a, b);
    space_scripts(text, a, b);
    space_marks(text, a, b);
}

void text_space(const ShapedText *text, Glyph *glyphs, int count)
{
    for (int i = 0; i < count; i++)
        if (glyphs[i].character >= 0xB7)
            find_blanks(text, &glyphs[i]);
    for (int i = 0; i + 1 < count; i++)
        text_space_between(text, &glyphs[i], &glyphs[i + 1]);
}

bool glyph_is_space(const Glyph *glyph)
{
    uint32_t c = glyph->character;
    return c == ' ' || c == '\n' || c == 0x200B || c == 0x3000;
}

bool glyph_hangs(const Glyph *glyph)
{
    Mark mark;
    return is_mark(glyph, &mark) && glyph->lead == 0 && (mark == MARK_COMMA || mark == MARK_STOP);
}
