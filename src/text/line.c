#include "text/line.h"

#include <unicode/uchar.h>

static bool starts_cluster(const ShapedText *text, int glyph)
{
    return glyph == 0 || text->glyphs[glyph].cluster != text->glyphs[glyph - 1].cluster;
}

static uint32_t character_at(const ShapedText *text, int glyph)
{
    size_t at = text->glyphs[glyph].cluster;
    return utf8_next(text->text, &at);
}

static bool is_space(const ShapedText *text, int glyph)
{
    uint32_t c = character_at(text, glyph);
    return c == ' ' || c == '\n' || c == 0x200B;
}

bool text_is_soft_hyphen(const ShapedText *text, int glyph)
{
    return character_at(text, glyph) == 0xAD;
}

uint32_t text_hyphen(const ShapedText *text, int glyph, Len *advance)
{
    const Glyph *soft = &text->glyphs[glyph];
    hb_codepoint_t hyphen = 0;
    hb_font_get_nominal_glyph(soft->face->hb_font, '-', &hyphen);
    *advance = face_to_len(soft->face, face_advance(soft->face, hyphen),
                           text->spans[soft->span].style->size);
    return hyphen;
}

static Break break_before(const ShapedText *text, int glyph)
{
    return starts_cluster(text, glyph) ? text->breaks[text->glyphs[glyph].cluster] : BREAK_NO;
}

/* The line from `first` whose successor starts at `next`. */
static Line make_line(const ShapedText *text, int first, int next)
{
    Line line = {.first = first, .end = next, .next = next};
    while (line.end > first && is_space(text, line.end - 1))
        line.end--;
    for (int i = first; i < line.end; i++)
        line.width += text->glyphs[i].advance + (i + 1 < line.end ? text->glyphs[i].gap : 0);
    line.hyphen = next < text->count && line.end > first && text_is_soft_hyphen(text, line.end - 1);
    if (line.hyphen) {
        Len advance;
        text_hyphen(text, line.end - 1, &advance);
        line.width += advance;
    }
    return line;
}

/* First glyph of the line after the one that starts at `first`. */
static int find_next(const ShapedText *text, int first, Len measure, bool *forced_in)
{
    Len pen = 0;
    int candidate = first;
    for (int i = first; i < text->count; i++) {
        Break can = i > first ? break_before(text, i) : BREAK_NO;
        if (can == BREAK_MUST)
            return i;
        if (can == BREAK_ALLOWED &&
            (!text_is_soft_hyphen(text, i - 1) || make_line(text, first, i).width <= measure))
            candidate = i;
        const Glyph *glyph = &text->glyphs[i];
        if (pen + glyph->advance > measure && !is_space(text, i) && i > first) {
            if (candidate > first)
                return candidate;
            if (starts_cluster(text, i)) {
                *forced_in = true;
                return i;
            }
        }
        pen += glyph->advance + glyph->gap;
    }
    return text->count;
}

Lines text_break_lines(Arena *arena, const ShapedText *text, Len measure)
{
    Lines lines = {NULL, 0};
    int room = 0;
    int first = 0;
    do {
        bool forced_in = false;
        int next = find_next(text, first, measure, &forced_in);
        ARENA_RESERVE(arena, lines.list, lines.count, room);
        Line *line = &lines.list[lines.count++];
        *line = make_line(text, first, next);
        line->forced_in = forced_in;
        line->last = next == text->count || break_before(text, next) == BREAK_MUST;
        first = next;
    } while (first < text->count);
    return lines;
}

void text_widths(const ShapedText *text, Len *narrowest, Len *widest)
{
    *narrowest = *widest = 0;
    int word = 0, line = 0;
    for (int i = 1; i <= text->count; i++) {
        Break can = i == text->count ? BREAK_MUST : break_before(text, i);
        if (can == BREAK_NO)
            continue;
        *narrowest = len_max(*narrowest, make_line(text, word, i).width);
        word = i;
        if (can == BREAK_MUST) {
            *widest = len_max(*widest, make_line(text, line, i).width);
            line = i;
        }
    }
}

static bool opens(uint32_t c)
{
    return u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK) == U_LB_OPEN_PUNCTUATION;
}

static bool closes(uint32_t c)
{
    int class = u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
    return class == U_LB_CLOSE_PUNCTUATION || class == U_LB_CLOSE_PARENTHESIS ||
           class == U_LB_EXCLAMATION || class == U_LB_INFIX_NUMERIC || class == U_LB_NONSTARTER;
}

/* A line gives way at spaces, and between characters that are set without
 * them (CLREQ 3.2.3, JLREQ 3.8.4), but not inside brackets nor before a full
 * stop. */
bool text_stretches(const ShapedText *text, int glyph)
{
    if (glyph + 1 >= text->count || !starts_cluster(text, glyph + 1))
        return false;
    uint32_t a = character_at(text, glyph), b = character_at(text, glyph + 1);
    bool wide = (a >= 0x2E80 || b >= 0x2E80) && !opens(a) && !closes(b);
    const Span *span = &text->spans[text->glyphs[glyph].span];
    const Span *after = &text->spans[text->glyphs[glyph + 1].span];
    return a == ' ' ||
           (wide && span->node == after->node && !after->glue && !(span->keep && span == after));
}
