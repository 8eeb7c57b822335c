#include "text/words.h"

#include <hb-aat.h>
#include <hb-ot.h>
#include <string.h>

#include "base/mem.h"

#define WORD_MOST   48   /* bytes of one that is kept */
#define SHAPES_MOST 8192 /* kept in a locale */

/* -- shaping --------------------------------------------------------------------- */

static hb_language_t language_of(Lang lang)
{
    return hb_language_from_string(lang_tag(lang), -1);
}

/* A comma, a bracket or a quotation mark that is a whole span has no script of
 * its own, and faces know a language's forms of it within a script alone. Not
 * so interpuncts and bullets, which between words stay as narrow as spaces. */
static hb_script_t script_of_run(const ShapedText *text, const ShapeRun *run)
{
    if (run->script != HB_SCRIPT_COMMON || !lang_is_cjk(text->spans[run->span].lang))
        return run->script;
    Str own = {text->text.data + run->start, run->end - run->start};
    for (size_t at = 0; at < own.length;) {
        uint32_t c = utf8_next(own, &at);
        if (c >= 0x3000 || (c >= 0x2014 && c <= 0x201F) || c == 0x2025 || c == 0x2026)
            return HB_SCRIPT_HAN;
    }
    return run->script;
}

static hb_feature_t feature_of(Figures figures)
{
    hb_tag_t tag =
        figures == FIGURES_TABULAR ? HB_TAG('t', 'n', 'u', 'm') : HB_TAG('p', 'n', 'u', 'm');
    return (hb_feature_t){tag, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}

static Shape *shape_of(Arena *arena, int count)
{
    Shape *shape = arena_room(arena, sizeof *shape + (size_t)count * sizeof *shape->list);
    shape->count = count;
    return shape;
}

static Shape *copy_shape(Arena *arena, hb_buffer_t *buffer, uint32_t start)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
    if (!hb_buffer_allocation_successful(buffer))
        mem_exhausted(count);
    Shape *shape = shape_of(arena, (int)count);
    for (unsigned i = 0; i < count; i++) {
        shape->list[i].glyph = info[i].codepoint;
        shape->list[i].cluster = info[i].cluster - start;
        shape->list[i].advance = position[i].x_advance;
        shape->list[i].dx = position[i].x_offset;
        shape->list[i].dy = position[i].y_offset;
        shape->list[i].unsafe =
            (hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
    }
    return shape;
}

/* `word` is a stretch of a run, with the run's script. */
static const Shape *shape_with_harfbuzz(const ShapedText *text, const ShapeRun *word, Arena *arena)
{
    const Span *span = &text->spans[word->span];
    hb_feature_t figures = feature_of(span->style->figures);
    hb_buffer_t *buffer = locale_buffer(text->locale);
    hb_buffer_add_utf8(buffer, text->text.data, (int)text->text.length, word->start,
                       (int)(word->end - word->start));
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, word->script);
    hb_buffer_set_language(buffer, language_of(span->lang));
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_shape(word->face->hb_font, buffer, &figures, span->style->figures != FIGURES_DEFAULT);
    return copy_shape(arena, buffer, word->start);
}

/* -- words that are kept --------------------------------------------------------- */

/* The key holds all that a shape depends on. Text around the word does not
 * count: no script that is set here joins its letters. */
static const Shape *shape_word(const ShapedText *text, const ShapeRun *word, Arena *own)
{
    char key[WORD_MOST + 20];
    uint32_t length = word->end - word->start;
    if (length > WORD_MOST)
        return shape_with_harfbuzz(text, word, own);
    const Span *span = &text->spans[word->span];
    uintptr_t face = (uintptr_t)word->face; /* other editions may have another of its index */
    uint32_t head[5] = {(uint32_t)face, (uint32_t)((uint64_t)face >> 32), (uint32_t)word->script,
                        (uint32_t)span->lang, (uint32_t)span->style->figures};
    memcpy(key, head, sizeof head);
    memcpy(key + sizeof head, text->text.data + word->start, length);
    Str name = {key, sizeof head + length};
    const Map *shapes = locale_shapes(text->locale);
    const Shape *shape = map_lookup(shapes, name);
    if (shape || shapes->count >= SHAPES_MOST)
        return shape ? shape : shape_with_harfbuzz(text, word, own);
    shape = shape_with_harfbuzz(text, word, locale_arena(text->locale));
    locale_keep(text->locale, name, shape);
    return shape;
}

/* -- runs of words --------------------------------------------------------------- */

/* What HarfBuzz applies unasked to Latin and Han in lines. */
static const hb_tag_t FEATURES[] = {
    HB_TAG('r', 'v', 'r', 'n'), HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'),
    HB_TAG('r', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'), HB_TAG('c', 'l', 'i', 'g'),
    HB_TAG('l', 'i', 'g', 'a'), HB_TAG('r', 'c', 'l', 't'), HB_TAG('r', 'a', 'n', 'd'),
    HB_TAG('l', 't', 'r', 'a'), HB_TAG('l', 't', 'r', 'm'), HB_TAG('k', 'e', 'r', 'n'),
    HB_TAG('m', 'a', 'r', 'k'), HB_TAG('m', 'k', 'm', 'k'), HB_TAG('d', 'i', 's', 't'),
    HB_TAG('c', 'u', 'r', 's'), HB_TAG('a', 'b', 'v', 'm'), HB_TAG('b', 'l', 'w', 'm'),
    HB_TAG('t', 'n', 'u', 'm'), HB_TAG('p', 'n', 'u', 'm'), HB_TAG_NONE};

/* Adds all that lookups of the table look at together with the glyph. */
static void add_beside(hb_face_t *face, hb_tag_t table, hb_codepoint_t glyph, hb_set_t *beside)
{
    hb_set_t *lookups = hb_set_create(), *seen = hb_set_create();
    hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
    hb_ot_layout_collect_lookups(face, table, NULL, NULL, FEATURES, lookups);
    while (hb_set_next(lookups, &lookup)) {
        hb_set_clear(seen);
        hb_ot_layout_lookup_collect_glyphs(face, table, lookup, seen, seen, seen, NULL);
        if (hb_set_has(seen, glyph))
            hb_set_union(beside, seen);
    }
    if (!hb_set_allocation_successful(lookups) || !hb_set_allocation_successful(seen))
        mem_exhausted(0);
    hb_set_destroy(lookups);
    hb_set_destroy(seen);
}

/* Has the face rules that are not looked into: a kern table, or those of AAT? */
static bool has_other_rules(hb_face_t *face)
{
    hb_blob_t *kern = hb_face_reference_table(face, HB_TAG('k', 'e', 'r', 'n'));
    bool found = hb_blob_get_length(kern) > 0 || hb_aat_layout_has_substitution(face) ||
                 hb_aat_layout_has_positioning(face);
    hb_blob_destroy(kern);
    return found;
}

/* The glyphs before which a space tells, or may: then all. */
static hb_set_t *find_beside(const Face *face, Arena *arena)
{
    hb_set_t *beside = face_set(arena);
    hb_codepoint_t space;
    if (!hb_font_get_nominal_glyph(face->hb_font, ' ', &space) || has_other_rules(face->hb_face)) {
        hb_set_invert(beside);
        return beside;
    }
    add_beside(face->hb_face, HB_OT_TAG_GSUB, space, beside);
    add_beside(face->hb_face, HB_OT_TAG_GPOS, space, beside);
    if (!hb_set_allocation_successful(beside))
        mem_exhausted(0);
    return beside;
}

/* Found once a face, and kept with the shapes. */
static const hb_set_t *beside_space(Locale *locale, const Face *face)
{
    uintptr_t key = (uintptr_t)face;
    Str name = {(const char *)&key, sizeof key};
    const hb_set_t *known = map_lookup(locale_shapes(locale), name);
    if (!known) {
        known = find_beside(face, locale_arena(locale));
        locale_keep(locale, name, known);
    }
    return known;
}

/* Does a word begin with the letter, behind a space? A mark may sit on the space. */
static bool begins_word(const ShapedText *text, const Face *face, uint32_t c)
{
    hb_codepoint_t glyph;
    return c > ' ' && c < 0x300 && c != 0xAD &&
           hb_font_get_nominal_glyph(face->hb_font, c, &glyph) &&
           !hb_set_has(beside_space(text->locale, face), glyph);
}

/* Where the word at `start` ends, with the spaces behind it. */
static uint32_t word_end(const ShapedText *text, const ShapeRun *run, uint32_t start)
{
    Str upto = {text->text.data, run->end};
    for (size_t at = start + 1, next; at < run->end; at = next) {
        next = at;
        uint32_t c = utf8_next(upto, &next);
        if (upto.data[at - 1] == ' ' && begins_word(text, run->face, c))
            return (uint32_t)at;
    }
    return run->end;
}

typedef struct {
    const Shape *shape;
    uint32_t start; /* byte of the run */
} PlacedWord;

static const Shape *join(const PlacedWord *words, int count, Arena *arena)
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += words[i].shape->count;
    Shape *all = shape_of(arena, total);
    for (int i = 0, at = 0; i < count; i++)
        for (int g = 0; g < words[i].shape->count; g++, at++) {
            all->list[at] = words[i].shape->list[g];
            all->list[at].cluster += words[i].start;
        }
    return all;
}

const Shape *words_shape(const ShapedText *text, const ShapeRun *run, Arena *arena)
{
    PlacedWord *words = NULL;
    int count = 0, room = 0;
    ShapeRun word = *run;
    word.script = script_of_run(text, run);
    for (; word.start < run->end; word.start = word.end) {
        word.end = word_end(text, run, word.start);
        const Shape *shape = shape_word(text, &word, arena);
        if (word.end - word.start == run->end - run->start)
            return shape;
        ARENA_RESERVE(arena, words, count, room);
        words[count++] = (PlacedWord){shape, word.start - run->start};
    }
    return join(words, count, arena);
}
