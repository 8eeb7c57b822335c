#include "layout/packed.h"

#include <string.h>

#define GLYPHS_MOST 255

static bool glyph_is_plain(const ShapedText *text, const Glyph *glyph, size_t at)
{
    return glyph->cluster == at && glyph->face == text->glyphs[0].face && glyph->glyph <= 0xFFFF &&
           glyph->dx == 0 && glyph->dy == 0 && glyph->lead == 0 && glyph->trail == 0 &&
           glyph->space.natural == 0 && glyph->advance >= 0 && glyph->advance <= 0xFFFF &&
           !glyph_is_soft_hyphen(glyph) && glyph->character != '\n';
}

static bool is_plain(const ShapedText *text)
{
    const Span *span = text->spans;
    if (text->span_count != 1 || text->reading_count || span->uri || span->style->rise ||
        span->style->dots || text->rules->indent || text->count > GLYPHS_MOST)
        return false;
    size_t at = 0;
    for (int i = 0; i < text->count; i++) {
        if (at >= text->text.length || !glyph_is_plain(text, &text->glyphs[i], at))
            return false;
        utf8_next(text->text, &at);
    }
    return at == text->text.length && text->count > 0;
}

bool packed_measure(const ShapedText *text, Len *narrowest, Len *widest)
{
    *narrowest = *widest = 0;
    if (text->span_count == 0)
        return true;
    if (!is_plain(text))
        return false;
    Len word = 0, spaces = 0;
    for (int i = 0; i < text->count; i++) {
        const Glyph *glyph = &text->glyphs[i];
        if (i > 0 && text->breaks[glyph->cluster] != BREAK_NO)
            word = spaces = 0;
        spaces = utf8_is_space(glyph->character) ? spaces + glyph->advance : 0;
        word += glyph->advance;
        *narrowest = len_max(*narrowest, word - spaces);
        *widest += glyph->advance;
    }
    *widest -= spaces;
    return true;
}

static uint8_t face_in_chain(const Span *span, const Face *face)
{
    int i = 0;
    while (i < span->style->face_count - 1 && span->style->faces[i] != face)
        i++;
    return (uint8_t)i;
}

PackedRow *packed_row(Arena *arena, const Paragraph *cells, int count)
{
    size_t glyphs = 0, bytes = 0;
    for (int c = 0; c < count; c++) {
        glyphs += (size_t)cells[c].shaped.count;
        bytes += cells[c].shaped.count ? cells[c].shaped.text.length : 0;
    }
    if (glyphs > UINT16_MAX || bytes > UINT16_MAX)
        return NULL;
    size_t head = sizeof(PackedRow) + (size_t)count * sizeof(PackedCell);
    char *block = arena_alloc(arena, head + glyphs * sizeof(PackedGlyph) + bytes);
    PackedRow *row = (PackedRow *)(void *)block;
    PackedGlyph *glyph = (PackedGlyph *)(void *)(block + head);
    char *text = block + head + glyphs * sizeof(PackedGlyph);
    row->glyphs = glyph;
    row->text = text;
    for (int c = 0; c < count; c++) {
        const ShapedText *shaped = &cells[c].shaped;
        row->cells[c] = (PackedCell){.where = cells[c].where,
                                     .glyph_at = (uint16_t)(glyph - row->glyphs),
                                     .text_at = (uint16_t)(text - row->text),
                                     .count = (uint8_t)shaped->count};
        if (shaped->count == 0)
            continue;
        row->cells[c].face = face_in_chain(shaped->spans, shaped->glyphs[0].face);
        for (int g = 0; g < shaped->count; g++)
            *glyph++ = (PackedGlyph){(uint16_t)shaped->glyphs[g].glyph,
                                     (uint16_t)shaped->glyphs[g].advance};
        memcpy(text, shaped->text.data, shaped->text.length);
        text += shaped->text.length;
    }
    return row;
}

void packed_set(const PackedRow *row, int index, const TextStyle *style, Frame *frame, Len x,
                Len baseline, Arena *arena)
{
    const PackedCell *cell = &row->cells[index];
    if (cell->count == 0)
        return;
    Run *run = ARENA_NEW(arena, Run);
    *run = (Run){.face = style->faces[cell->face],
                 .size = style->size,
                 .colour = style->colour,
                 .text = row->text + cell->text_at,
                 .glyphs = ARENA_ARRAY(arena, RunGlyph, cell->count),
                 .count = cell->count};
    uint32_t at = 0;
    for (int g = 0; g < cell->count; g++) {
        const PackedGlyph *glyph = &row->glyphs[cell->glyph_at + g];
        uint32_t length = (uint32_t)utf8_length((const unsigned char *)run->text + at, 4);
        run->glyphs[g] = (RunGlyph){
            .glyph = glyph->glyph, .x = run->width, .text_offset = at, .text_length = length};
        run->width += glyph->advance;
        at += length;
    }
    frame_add_run(arena, frame, x, baseline, run, row->node + 1 + index, cell->where);
}
