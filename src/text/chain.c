#include "text/chain.h"

#include <unicode/uchar.h>

static bool has(const Face *face, uint32_t c)
{
    hb_codepoint_t glyph; /* symbol faces have more than their cmap says */
    return hb_set_has(face->covered, c) || hb_font_get_nominal_glyph(face->hb_font, c, &glyph);
}

const Face *chain_face(const TextStyle *style, uint32_t c)
{
    for (int i = 0; i < style->face_count; i++)
        if (has(style->faces[i], c))
            return style->faces[i];
    return NULL;
}

static bool is_ascii_letter(uint32_t c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Full-width letters and numerals of one character stand alone, as Han do. */
static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return is_ascii_letter(c);
    if (!chain_may_begin(c) || (c >= 0x2150 && c <= 0x218F))
        return false;
    switch (hb_unicode_script(hb_unicode_funcs_get_default(), c)) {
    case HB_SCRIPT_LATIN:
    case HB_SCRIPT_GREEK:
    case HB_SCRIPT_CYRILLIC:
        return true;
    default:
        return false;
    }
}

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0;
}

/* Stands inside a word and is not seen: soft hyphen, joiners. */
static bool is_joint(uint32_t c)
{
    return c >= 0xAD && u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* Has the face all letters of the word, marks as such or as part of a letter? */
static bool has_word(const Face *face, Str word)
{
    hb_codepoint_t letter = 0;
    for (size_t at = 0; at < word.length;) {
        uint32_t c = utf8_next(word, &at);
        hb_codepoint_t whole = 0;
        if (is_joint(c))
            continue;
        bool joined =
            is_mark(c) && hb_unicode_compose(hb_unicode_funcs_get_default(), letter, c, &whole);
        letter = joined ? whole : c;
        if (!has(face, c) && !(joined && has(face, whole)))
            return false;
    }
    return true;
}

/* The first letter that would come from another face than the word's first;
 * 0 if there is none, or if some letter has no face at all. */
static uint32_t odd_letter(const TextStyle *style, Str word)
{
    const Face *first = NULL;
    uint32_t odd = 0;
    for (size_t at = 0; at < word.length;) {
        uint32_t c = utf8_next(word, &at);
        if (is_mark(c) || is_joint(c))
            continue;
        const Face *face = chain_face(style, c);
        if (!face)
            return 0;
        first = first ? first : face;
        if (face != first && !odd)
            odd = c;
    }
    return odd;
}

/* Behind the letters and their marks from byte `at`. */
static size_t word_end(Str text, size_t at)
{
    size_t end = at;
    while (at < text.length) {
        uint32_t c = utf8_next(text, &at);
        if (!is_letter(c) && !is_mark(c) && !is_joint(c))
            break;
        end = at;
    }
    return end;
}

Word chain_word(const TextStyle *style, Str text, size_t at)
{
    size_t start = at;
    while (at < text.length && is_ascii_letter((unsigned char)text.data[at]))
        at++;
    unsigned char next = at < text.length ? (unsigned char)text.data[at] : 0;
    if (next < 0xC2 || (next >= 0xE3 && next <= 0xE9)) /* ASCII; kana, Han */
        return (Word){.end = at};
    Word word = {.end = word_end(text, at)};
    Str letters = {text.data + start, word.end - start};
    if (word.end == at)
        return word;
    for (int i = 0; i < style->face_count; i++)
        if (has_word(style->faces[i], letters)) {
            word.face = i ? style->faces[i] : NULL;
            return word;
        }
    word.odd = odd_letter(style, letters);
    return word;
}
