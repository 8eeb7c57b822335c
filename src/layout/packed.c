#include "layout/packed.h"

#include <stddef.h>

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

void packed_init(PackedGlyphs *glyphs, Arena *arena)
{
    *glyphs = (PackedGlyphs){.arena = arena};
    map_init(&glyphs->codes, arena);
}

/* The code of a plain glyph; false if there is none left. */
static bool code_of(PackedGlyphs *glyphs, const Glyph *glyph, uint16_t *code)
{
    const PackedGlyph wanted = {.character = glyph->character,
                                .glyph = (uint16_t)glyph->glyph,
                                .advance = (uint16_t)glyph->advance};
    size_t length = offsetof(PackedGlyph, code);
    const PackedGlyph *found = map_lookup(&glyphs->codes, (Str){(const char *)&wanted, length});
    if (found) {
        *code = found->code;
        return true;
    }
    if (glyphs->count == UINT16_MAX)
        return false;
    PackedGlyph *added = ARENA_NEW(glyphs->arena, PackedGlyph);
    *added = wanted;
    *code = added->code = (uint16_t)glyphs->count;
    ARENA_RESERVE(glyphs->arena, glyphs->list, glyphs->count, glyphs->room);
    glyphs->list[glyphs->count++] = added;
    map_add(&glyphs->codes, (Str){(const char *)added, length}, added);
    return true;
}

PackedRow *packed_row(PackedGlyphs *glyphs, const Paragraph *cells, int count)
{
    size_t total = 0;
    for (int c = 0; c < count; c++)
        total += (size_t)cells[c].shaped.count;
    size_t head = sizeof(PackedRow) + (size_t)count * sizeof(PackedCell);
    char *block = arena_alloc(glyphs->arena, head + total * sizeof(uint16_t));
    PackedRow *row = (PackedRow *)(void *)block;
    uint16_t *code = (uint16_t *)(void *)(block + head);
    row->codes = code;
    for (int c = 0; c < count; c++) {
        const ShapedText *shaped = &cells[c].shaped;
        row->cells[c] = (PackedCell){.where = cells[c].where, .count = (uint8_t)shaped->count};
        if (shaped->count)
            row->cells[c].face = face_in_chain(shaped->spans, shaped->glyphs[0].face);
        for (int g = 0; g < shaped->count; g++)
            if (!code_of(glyphs, &shaped->glyphs[g], code++))
                return NULL;
    }
    return row;
}

PackedAt packed_first(const PackedGlyphs *glyphs, const PackedRow *row)
{
    return (PackedAt){glyphs, row, 0, row->codes};
}

void packed_next(PackedAt *at)
{
    at->codes += at->row->cells[at->index++].count;
}

Len packed_width(const PackedAt *at)
{
    Len width = 0, spaces = 0;
    for (int i = 0; i < at->row->cells[at->index].count; i++) {
        const PackedGlyph *glyph = at->glyphs->list[at->codes[i]];
        width += glyph->advance;
        spaces = utf8_is_space(glyph->character) ? spaces + glyph->advance : 0;
    }
    return width - spaces;
}

void packed_set(const PackedAt *at, const TextStyle *style, Frame *frame, Len x, Len baseline,
                NodeId node, Arena *arena)
{
    enum { UTF8_MOST = 4 };
    const PackedCell *cell = &at->row->cells[at->index];
    if (cell->count == 0)
        return;
    char *text = arena_alloc(arena, UTF8_MOST * (size_t)cell->count);
    Run *run = ARENA_NEW(arena, Run);
    *run = (Run){.face = style->faces[cell->face],
                 .size = style->size,
                 .colour = style->colour,
                 .text = text,
                 .glyphs = ARENA_ARRAY(arena, RunGlyph, cell->count),
                 .count = cell->count};
    uint32_t end = 0;
    for (int g = 0; g < cell->count; g++) {
        const PackedGlyph *glyph = at->glyphs->list[at->codes[g]];
        uint32_t length = (uint32_t)utf8_encode(glyph->character, text + end);
        run->glyphs[g] = (RunGlyph){
            .glyph = glyph->glyph, .x = run->width, .text_offset = end, .text_length = length};
        run->width += glyph->advance;
        end += length;
    }
    frame_add_run(arena, frame, x, baseline, run, node, cell->where);
}
