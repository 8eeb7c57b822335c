#include "pdf/use.h"

#include <assert.h>
#include <hb.h>
#include <string.h>

/* A longer text is set by ActualText: some readers stop at a few units. */
#define TEXT_MAX_BYTES 32

/* U+00AD, U+200B to U+200F, U+2060 and U+FEFF begin with these bytes. */
static bool may_be_ignorable(Str text)
{
    unsigned char first = text.length ? (unsigned char)text.data[0] : 0;
    return first == 0xC2 || first == 0xE2 || first == 0xEF;
}

static bool is_ignorable(Str text)
{
    if (!may_be_ignorable(text))
        return false;
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_next(text, &at);
        if (c != 0xAD && !(c >= 0x200B && c <= 0x200F) && c != 0x2060 && c != 0xFEFF)
            return false;
    }
    return true;
}

bool use_is_blank(const FontUse *use, const Run *run, int first)
{
    return use->has_space && run->glyphs[first].glyph == use->space &&
           use_cluster_end(run, first) == first + 1 &&
           is_ignorable(use_cluster_text(use, run, first));
}

bool use_needs_text(const FontUse *use, const Run *run, int first, int end)
{
    return end - first > 1 || !str_equal(use_glyph(use, run->glyphs[first].glyph)->text,
                                         use_cluster_text(use, run, first));
}

Str use_word(const FontUse *use, const Run *run, int first, int end)
{
    const RunGlyph *glyph = &run->glyphs[first];
    if (glyph->word_length)
        return (Str){run->text + glyph->text_offset, glyph->word_length};
    return use_needs_text(use, run, first, end) ? use_cluster_text(use, run, first) : USE_NO_WORD;
}

static FontUse *find_font(Uses *uses, const Face *face)
{
    assert(face->index >= 0);
    if (face->index >= uses->by_face_room) {
        int room = face->index + 8;
        uses->by_face = arena_grow(uses->arena, uses->by_face, (size_t)uses->by_face_room,
                                   (size_t)room, sizeof *uses->by_face);
        uses->by_face_room = room;
    }
    FontUse *use = uses->by_face[face->index];
    if (use)
        return use;
    use = ARENA_NEW(uses->arena, FontUse);
    use->face = face;
    use->number = uses->count;
    use->slots = ARENA_ARRAY(uses->arena, uint16_t, face->glyph_count);
    use->has_space = hb_font_get_nominal_glyph(face->hb_font, ' ', &use->space);
    ARENA_RESERVE(uses->arena, uses->list, uses->count, uses->room);
    uses->list[uses->count++] = use;
    uses->by_face[face->index] = use;
    return use;
}

const FontUse *uses_lookup(const Uses *uses, const Face *face)
{
    assert(face->index < uses->by_face_room && uses->by_face[face->index]);
    return uses->by_face[face->index];
}

static GlyphUse *find_glyph(Arena *arena, FontUse *use, uint32_t glyph)
{
    assert(glyph < (uint32_t)use->face->glyph_count && use->count < UINT16_MAX);
    if (!use->slots[glyph]) {
        ARENA_RESERVE(arena, use->glyphs, use->count, use->room);
        /* Viewers advance by what the W array says, whole numbers here. */
        use->glyphs[use->count++] = (GlyphUse){
            .glyph = glyph,
            .width = len_scale(face_advance(use->face, glyph), 1000, use->face->units_per_em),
        };
        use->slots[glyph] = (uint16_t)use->count;
    }
    return &use->glyphs[use->slots[glyph] - 1];
}

static void count_text(Arena *arena, GlyphUse *glyph, Str text, int count)
{
    if (text.length == 0 || text.length > TEXT_MAX_BYTES)
        return;
    UseText **at = &glyph->texts; /* most glyphs stand for one */
    while (*at && !str_equal((*at)->text, text))
        at = &(*at)->next;
    if (!*at) {
        *at = ARENA_NEW(arena, UseText);
        (*at)->text = (Str){arena_copy(arena, text.data, text.length), text.length};
    }
    (*at)->count += count;
}

/* The glyphs of a larger cluster share out its characters, in case they never
 * stand alone: every code that is shown needs some entry. */
static void guess_texts(Arena *arena, FontUse *use, const Run *run, int first, int end)
{
    Str text = use_cluster_text(use, run, first);
    size_t at = 0;
    for (int i = first; i < end; i++) {
        size_t start = at;
        if (at < text.length)
            utf8_next(text, &at);
        Str part = {text.data + start, at - start};
        count_text(arena, find_glyph(arena, use, run->glyphs[i].glyph), part, 0);
    }
}

static void gather_run(Uses *uses, const Run *run)
{
    if (run->count == 0)
        return;
    FontUse *use = find_font(uses, run->face);
    for (int first = 0, end; first < run->count; first = end) {
        end = use_cluster_end(run, first);
        Str text = use_cluster_text(use, run, first);
        bool ignorable = is_ignorable(text);
        if (ignorable && use_is_blank(use, run, first))
            continue;
        GlyphUse *glyph = find_glyph(uses->arena, use, run->glyphs[first].glyph);
        if (ignorable)
            count_text(uses->arena, glyph, STR("-"), 0); /* a soft hyphen: readers without
                                                          * ActualText see a hyphen */
        else if (end == first + 1)
            count_text(uses->arena, glyph, text, 1);
        else
            guess_texts(uses->arena, use, run, first, end);
    }
}

static void gather_frame(Uses *uses, const Frame *frame);

static void gather_made(Uses *uses, const Item *item)
{
    Arena *arena = arena_new();
    gather_frame(uses, item_make(item, arena));
    arena_free(arena);
}

static void gather_frame(Uses *uses, const Frame *frame)
{
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        if (item->kind == ITEM_RUN)
            gather_run(uses, item->as.run);
        else if (item->kind == ITEM_FRAME)
            gather_frame(uses, item->as.frame);
        else if (item->kind == ITEM_MADE)
            gather_made(uses, item);
    }
}

/* Sorts by glyph: by the one byte of its number, then by the other. */
static void sort_glyphs(Arena *arena, FontUse *use)
{
    enum { BYTES = 256 };
    GlyphUse *from = use->glyphs, *to = ARENA_ROOM(arena, GlyphUse, use->count);
    for (int shift = 0; shift < 16; shift += 8) {
        int starts[BYTES + 1] = {0};
        for (int i = 0; i < use->count; i++)
            starts[(from[i].glyph >> shift) % BYTES + 1]++;
        for (int byte = 0; byte < BYTES; byte++)
            starts[byte + 1] += starts[byte];
        for (int i = 0; i < use->count; i++)
            to[starts[(from[i].glyph >> shift) % BYTES]++] = from[i];
        GlyphUse *sorted = to;
        to = from;
        from = sorted;
    }
    for (int i = 0; i < use->count; i++)
        use->slots[use->glyphs[i].glyph] = (uint16_t)(i + 1);
}

static void settle_texts(FontUse *use)
{
    for (int i = 0; i < use->count; i++) {
        GlyphUse *glyph = &use->glyphs[i];
        const UseText *best = glyph->texts;
        for (const UseText *text = best; text; text = text->next)
            if (text->count > best->count)
                best = text;
        if (best)
            glyph->text = best->text;
    }
}

void uses_gather(Uses *uses, Arena *arena, const Document *document)
{
    *uses = (Uses){.arena = arena};
    for (int i = 0; i < document->page_count; i++)
        gather_frame(uses, document->pages[i]);
    for (int i = 0; i < uses->count; i++) {
        sort_glyphs(arena, uses->list[i]);
        settle_texts(uses->list[i]);
    }
}
