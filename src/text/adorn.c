#include "text/adorn.h"

#include <unicode/uchar.h>

#define PERCENT_ABOVE 88 /* of an em, above the baseline in CJK faces */

static Len above(Len size)
{
    return len_scale(size, PERCENT_ABOVE, 100);
}

static Len below(Len size)
{
    return size - above(size);
}

typedef struct {
    Arena *arena;
    const ShapedText *text;
    const Line *line;
    Adornments found;
} Adorner;

static Adornment *add(Adorner *a, Adornment adornment)
{
    ARENA_RESERVE(a->arena, a->found.list, a->found.count, a->found.room);
    a->found.list[a->found.count] = adornment;
    return &a->found.list[a->found.count++];
}

/* -- emphasis dots --------------------------------------------------------------- */

/* Punctuation and spaces have none (JLREQ 3.3.9, CLREQ 2.6.2). */
static bool takes_dot(uint32_t c)
{
    return !u_ispunct((UChar32)c) && !u_isUWhiteSpace((UChar32)c) && u_isprint((UChar32)c);
}

static const Face *face_with(const TextStyle *style, uint32_t c, hb_codepoint_t *glyph)
{
    for (int i = 0; i < style->face_count; i++)
        if (hb_font_get_nominal_glyph(style->faces[i]->hb_font, c, glyph))
            return style->faces[i];
    return NULL;
}

/* Half the letters' size, each at its letter's middle, over or under the em;
 * over a reading, if the letters have one. */
static void add_dots(Adorner *a, int first, int end, bool read)
{
    const Glyph *glyphs = a->line->glyphs;
    const Span *span = &a->text->spans[glyphs[first].span];
    const TextStyle *style = span->style;
    hb_codepoint_t dot;
    const Face *face = face_with(style, style->dots, &dot);
    if (!face)
        return;
    Len size = style->size / 2;
    Len width = face_to_len(face, face_advance(face, dot), size);
    Len up =
        style->dots_below ? -below(style->size) - above(size) : above(style->size) + below(size);
    if (read && !style->dots_below)
        up += size;
    char *text = arena_alloc(a->arena, 5);
    uint32_t length = (uint32_t)utf8_encode(style->dots, text);
    Adornment *dots = add(a, (Adornment){.after = end - 1,
                                         .span = span,
                                         .face = face,
                                         .size = size,
                                         .up = up + style->rise,
                                         .text = text,
                                         .glyphs = ARENA_ARRAY(a->arena, AdornGlyph, end - first)});
    for (int i = first; i < end; i++) {
        bool starts = i == first || glyphs[i].cluster != glyphs[i - 1].cluster;
        Len x = a->line->pens[i] + (glyphs[i].advance - width) / 2;
        if (starts && takes_dot(glyphs[i].character))
            dots->glyphs[dots->count++] = (AdornGlyph){dot, x, 0, 0, length};
    }
}

/* -- readings -------------------------------------------------------------------- */

static uint32_t cluster_end(const ShapedText *text, int glyph)
{
    for (int i = glyph + 1; i < text->count; i++)
        if (text->glyphs[i].cluster != text->glyphs[glyph].cluster)
            return text->glyphs[i].cluster;
    return (uint32_t)text->text.length;
}

/* A shorter reading is spaced out over its base, half a share at the ends but
 * no more than half a base letter (JLREQ 3.3.6), unless it is solid. */
static void add_reading(Adorner *a, const Reading *reading, int first, int end)
{
    const ShapedText *text = &reading->text;
    const Span *base = &a->text->spans[reading->span];
    const Glyph *last = &a->line->glyphs[end - 1];
    Len left = a->line->pens[first];
    Len room = a->line->pens[end - 1] + last->advance - left - reading->width;
    Len edge = room / 2, share = 0;
    if (text->count > 1 && room > 0 && !reading->solid) {
        edge = len_min(room / text->count / 2, base->style->size / 2);
        share = (room - 2 * edge) / (text->count - 1);
    }
    Adornment *part = NULL;
    Len pen = left + edge;
    for (int i = 0; i < text->count; i++) {
        const Glyph *glyph = &text->glyphs[i];
        if (!part || part->face != glyph->face)
            part = add(
                a, (Adornment){.after = end - 1,
                               .span = base,
                               .face = glyph->face,
                               .size = text->spans[0].style->size,
                               .up = above(base->style->size) + below(text->spans[0].style->size),
                               .reading = true,
                               .text = text->text.data,
                               .glyphs = ARENA_ARRAY(a->arena, AdornGlyph, text->count)});
        bool starts = i == 0 || glyph->cluster != text->glyphs[i - 1].cluster;
        part->glyphs[part->count++] =
            (AdornGlyph){glyph->glyph, pen + glyph->dx, glyph->dy, glyph->cluster,
                         starts ? cluster_end(text, i) - glyph->cluster : 0};
        pen += glyph->advance + share;
    }
}

static const Reading *reading_of(const ShapedText *text, int span)
{
    for (int i = 0; i < text->reading_count; i++)
        if (text->readings[i].span == span)
            return &text->readings[i];
    return NULL;
}

Adornments text_adorn(Arena *arena, const ShapedText *text, const Line *line)
{
    Adorner a = {.arena = arena, .text = text, .line = line};
    for (int first = 0, end; first < line->count; first = end) {
        int span = line->glyphs[first].span;
        for (end = first + 1; end < line->count && line->glyphs[end].span == span;)
            end++;
        const Reading *reading = reading_of(text, span);
        bool read = reading && reading->text.count > 0;
        if (text->spans[span].style->dots)
            add_dots(&a, first, end, read);
        if (read)
            add_reading(&a, reading, first, end);
    }
    return a.found;
}

/* -- room ------------------------------------------------------------------------ */

/* The glyph's origin is `up` above the line's baseline. */
static void take_ink(Reach *reach, const Face *face, uint32_t glyph, Len size, Len up)
{
    hb_glyph_extents_t ink;
    if (!hb_font_get_glyph_extents(face->hb_font, glyph, &ink) || ink.height == 0)
        return;
    reach->over = len_max(reach->over, up + face_to_len(face, ink.y_bearing, size));
    reach->under = len_max(reach->under, -up - face_to_len(face, ink.y_bearing + ink.height, size));
}

static void take_em(Reach *reach, Len size, Len up)
{
    reach->over = len_max(reach->over, up + above(size));
    reach->under = len_max(reach->under, below(size) - up);
}

/* Dots take no more than they draw. */
Reach text_reach(const ShapedText *text, const Line *line, const Adornments *adornments)
{
    Reach reach = {0, 0};
    for (int i = 0; i < line->counted; i++) {
        const Glyph *glyph = &line->glyphs[i];
        const TextStyle *style = text->spans[glyph->span].style;
        take_em(&reach, style->size, style->rise);
        take_ink(&reach, glyph->face, glyph->glyph, style->size, style->rise + glyph->dy);
    }
    for (int n = 0; n < adornments->count; n++) {
        const Adornment *adornment = &adornments->list[n];
        if (adornment->reading)
            take_em(&reach, adornment->size, adornment->up);
        for (int i = 0; i < adornment->count; i++)
            take_ink(&reach, adornment->face, adornment->glyphs[i].glyph, adornment->size,
                     adornment->up + adornment->glyphs[i].y);
    }
    return reach;
}

bool text_adorned_over(const Adornments *adornments)
{
    bool over = false;
    for (int i = 0; i < adornments->count; i++)
        over |= adornments->list[i].up > 0;
    return over;
}

bool text_adorned_under(const Adornments *adornments)
{
    bool under = false;
    for (int i = 0; i < adornments->count; i++)
        under |= adornments->list[i].up < 0;
    return under;
}
