#include "text/shape.h"

#include <assert.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/limits.h"
#include "base/mem.h"

/* A stretch of one span, face and script. */
typedef struct {
    uint32_t start, end; /* bytes of the joined text */
    int span;
    const Face *face;
    hb_script_t script;
} ShapeRun;

typedef struct {
    Job *job;
    Locale *locale;
    ShapedText *shaped;
    hb_buffer_t *buffer;
    uint32_t *starts; /* first byte of each span in the joined text */
    ShapeRun *runs;
    int run_count, run_room, glyph_room;
} Shaper;

/* -- joining --------------------------------------------------------------------- */

static void join(Shaper *s)
{
    size_t total = 0;
    for (int i = 0; i < s->shaped->span_count; i++)
        total += s->shaped->spans[i].text.length;
    char *text = arena_alloc(s->job->arena, total + 1);
    s->starts = ARENA_ARRAY(s->job->arena, uint32_t, s->shaped->span_count + 1);
    uint32_t at = 0;
    for (int i = 0; i < s->shaped->span_count; i++) {
        Str part = s->shaped->spans[i].text;
        s->starts[i] = at;
        if (part.length)
            memcpy(text + at, part.data, part.length);
        at += (uint32_t)part.length;
    }
    s->starts[s->shaped->span_count] = at;
    s->shaped->text = (Str){text, total};
}

static void find_breaks(Shaper *s, const LineRules *rules)
{
    ShapedText *shaped = s->shaped;
    shaped->breaks = arena_alloc(s->job->arena, shaped->text.length + 1);
    text_breaks(s->job->arena, s->locale, rules, shaped->spans, shaped->span_count, s->starts,
                shaped->text, shaped->breaks);
}

/* -- itemising ------------------------------------------------------------------- */

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0;
}

/* Has no glyph of its own and is never missed: joiners, soft hyphen. */
static bool is_invisible(uint32_t c)
{
    return (c >= 0xAD && u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

static hb_script_t script_of(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
    switch (script) {
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
    case HB_SCRIPT_BOPOMOFO:
        return HB_SCRIPT_HAN;
    case HB_SCRIPT_INHERITED:
    case HB_SCRIPT_UNKNOWN:
        return HB_SCRIPT_COMMON;
    default:
        return script;
    }
}

static void report_missing(Shaper *s, uint32_t c, int span_index, uint32_t byte)
{
    const Span *span = &s->shaped->spans[span_index];
    Arena *arena = s->job->arena;
    const char *tried = "";
    for (int i = 0; i < span->style->face_count; i++)
        tried = arena_printf(arena, "%s%s%s", tried, i ? ", " : "", span->style->faces[i]->name);
    char utf8[5] = "";
    utf8_encode(c, utf8);
    bool shown = u_isprint((UChar32)c);
    diag_add(
        s->job->diag,
        &(Report){.code = E201,
                  .where = span->where,
                  .at = span->at < 0 ? 0 : span->at + (int32_t)(byte - s->starts[span_index]) + 1,
                  .message = arena_printf(arena, "no face has the character %s%sU+%04X",
                                          shown ? utf8 : "", shown ? " " : "", c),
                  .label = arena_printf(arena, "faces tried: %s", tried),
                  .help = "add a face that has it to the theme's chain, or write it otherwise"});
}

static const Face *choose_face(Shaper *s, uint32_t c, int span_index, uint32_t byte)
{
    const TextStyle *style = s->shaped->spans[span_index].style;
    hb_codepoint_t glyph;
    for (int i = 0; i < style->face_count; i++)
        if (hb_font_get_nominal_glyph(style->faces[i]->hb_font, c, &glyph))
            return style->faces[i];
    if (!is_invisible(c))
        report_missing(s, c, span_index, byte);
    return NULL;
}

static void extend_runs(Shaper *s, uint32_t start, uint32_t end, int span, const Face *face,
                        hb_script_t script)
{
    ShapeRun *last = s->run_count ? &s->runs[s->run_count - 1] : NULL;
    if (last && last->span == span && last->face == face) {
        if (script == HB_SCRIPT_COMMON || last->script == script) {
            last->end = end;
            return;
        }
        if (last->script == HB_SCRIPT_COMMON) {
            last->script = script;
            last->end = end;
            return;
        }
    }
    ARENA_RESERVE(s->job->arena, s->runs, s->run_count, s->run_room);
    s->runs[s->run_count++] = (ShapeRun){start, end, span, face, script};
}

static void report_marks(Shaper *s, int span_index, uint32_t byte)
{
    const Span *span = &s->shaped->spans[span_index];
    diag_add(
        s->job->diag,
        &(Report){.code = E203,
                  .where = span->where,
                  .at = span->at < 0 ? 0 : span->at + (int32_t)(byte - s->starts[span_index]) + 1,
                  .message =
                      arena_printf(s->job->arena, "more than %d combining marks on one character",
                                   LIMIT_MARKS_PER_BASE),
                  .help = "take the marks away: no writing system needs so many"});
}

/* Shaping is quadratic in the marks on one base, so beyond the limit the
 * rest of them is reported and left out of every run. */
static void itemise_span(Shaper *s, int index)
{
    const Span *span = &s->shaped->spans[index];
    Str text = s->shaped->text;
    const Face *face = span->style->faces[0];
    int marks = 0;
    for (size_t at = s->starts[index]; at < s->starts[index + 1];) {
        uint32_t start = (uint32_t)at;
        uint32_t c = utf8_next(text, &at);
        if (c == '\n')
            continue; /* a forced break; find_breaks has seen it */
        if (is_mark(c)) {
            if (++marks == LIMIT_MARKS_PER_BASE + 1)
                report_marks(s, index, start);
            if (marks > LIMIT_MARKS_PER_BASE)
                continue;
        } else {
            marks = 0;
            const Face *chosen = choose_face(s, c, index, start);
            face = chosen ? chosen : face;
        }
        extend_runs(s, start, (uint32_t)at, index, face, script_of(c));
    }
}

/* -- shaping --------------------------------------------------------------------- */

static hb_language_t language_of(Lang lang)
{
    return hb_language_from_string(lang_tag(lang), -1);
}

/* Glyphs of a run in face units; clusters count from the run's first byte. */
typedef struct {
    int count;
    struct {
        uint32_t glyph, cluster;
        int32_t advance, dx, dy;
    } list[];
} Shape;

static Shape *copy_shape(Arena *arena, hb_buffer_t *buffer, uint32_t start)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
    if (!hb_buffer_allocation_successful(buffer))
        mem_exhausted(count);
    Shape *shape = arena_alloc(arena, sizeof *shape + count * sizeof *shape->list);
    shape->count = (int)count;
    for (unsigned i = 0; i < count; i++) {
        shape->list[i].glyph = info[i].codepoint;
        shape->list[i].cluster = info[i].cluster - start;
        shape->list[i].advance = position[i].x_advance;
        shape->list[i].dx = position[i].x_offset;
        shape->list[i].dy = position[i].y_offset;
    }
    return shape;
}

static const Shape *shape_with_harfbuzz(Shaper *s, const ShapeRun *run, Arena *arena)
{
    Str text = s->shaped->text;
    hb_buffer_clear_contents(s->buffer);
    hb_buffer_add_utf8(s->buffer, text.data, (int)text.length, run->start,
                       (int)(run->end - run->start));
    hb_buffer_set_direction(s->buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(s->buffer, run->script);
    hb_buffer_set_language(s->buffer, language_of(s->shaped->spans[run->span].lang));
    hb_buffer_set_cluster_level(s->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_shape(run->face->hb_font, s->buffer, NULL, 0);
    return copy_shape(arena, s->buffer, run->start);
}

#define SHORT_RUN   24    /* bytes; longer ones seldom come again */
#define SHAPES_MOST 16384 /* kept in a locale */

/* The key holds all that a shape depends on. Text around the run does not
 * count: no script that is set here joins its letters. */
static const Shape *shape_short(Shaper *s, const ShapeRun *run)
{
    char key[SHORT_RUN + 12];
    uint32_t length = run->end - run->start;
    uint32_t head[3] = {(uint32_t)run->face->index, (uint32_t)run->script,
                        (uint32_t)s->shaped->spans[run->span].lang};
    memcpy(key, head, sizeof head);
    memcpy(key + sizeof head, s->shaped->text.data + run->start, length);
    Str name = {key, sizeof head + length};
    Map *shapes = locale_shapes(s->locale);
    const Shape *shape = map_lookup(shapes, name);
    if (shape || shapes->count >= SHAPES_MOST)
        return shape ? shape : shape_with_harfbuzz(s, run, s->job->arena);
    Arena *arena = locale_arena(s->locale);
    shape = shape_with_harfbuzz(s, run, arena);
    map_add(shapes, (Str){arena_copy(arena, name.data, name.length), name.length}, shape);
    return shape;
}

static void shape_run(Shaper *s, const ShapeRun *run)
{
    ShapedText *shaped = s->shaped;
    const TextStyle *style = shaped->spans[run->span].style;
    const Shape *shape = run->end - run->start <= SHORT_RUN
                             ? shape_short(s, run)
                             : shape_with_harfbuzz(s, run, s->job->arena);
    for (int i = 0; i < shape->count; i++) {
        ARENA_RESERVE(s->job->arena, shaped->glyphs, shaped->count, s->glyph_room);
        shaped->glyphs[shaped->count++] = (Glyph){
            .glyph = shape->list[i].glyph,
            .cluster = shape->list[i].cluster + run->start,
            .advance = face_to_len(run->face, shape->list[i].advance, style->size),
            .dx = face_to_len(run->face, shape->list[i].dx, style->size),
            .dy = face_to_len(run->face, shape->list[i].dy, style->size) + style->rise,
            .face = run->face,
            .span = run->span,
        };
    }
}

/* -- the gap between scripts ----------------------------------------------------- */

typedef enum { SIDE_NONE, SIDE_CJK, SIDE_LATIN } Side;

/* What the gap of JLREQ 3.2.6 and CLREQ 3.2.2 looks at: letters and digits
 * alone, never punctuation. */
static Side side_of(uint32_t c)
{
    if (c < 0x80)
        return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ? SIDE_LATIN
                                                                                  : SIDE_NONE;
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
    if (script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA)
        return c >= 0x3000 && c <= 0x3004 ? SIDE_NONE : SIDE_CJK;
    return script == HB_SCRIPT_LATIN && c < 0xFF00 ? SIDE_LATIN : SIDE_NONE;
}

static void add_gaps(ShapedText *shaped)
{
    Side before = SIDE_NONE;
    for (int i = 0; i < shaped->count; i++) {
        Glyph *glyph = &shaped->glyphs[i];
        size_t at = glyph->cluster;
        Side side = side_of(utf8_next(shaped->text, &at));
        const TextStyle *style = shaped->spans[glyph->span].style;
        if (i > 0 && side != SIDE_NONE && before != SIDE_NONE && side != before)
            shaped->glyphs[i - 1].gap = len_scale(style->size, style->autospace, 1000);
        before = side;
    }
}

/* -------------------------------------------------------------------------------- */

static bool too_long(Job *job, const Span *spans, int count)
{
    size_t total = 0;
    for (int i = 0; i < count; i++)
        total += spans[i].text.length;
    if (total <= LIMIT_PARAGRAPH_BYTES)
        return false;
    diag_add(job->diag, &(Report){.code = E202,
                                  .where = spans[0].where,
                                  .message = arena_printf(
                                      job->arena, "a paragraph of %zu bytes is too long", total),
                                  .help = "cut it into paragraphs"});
    return true;
}

static int count_characters(Str text)
{
    int count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

ShapedText text_shape(Job *job, Locale *locale, const LineRules *rules, const Span *spans,
                      int count)
{
    if (too_long(job, spans, count))
        count = 0;
    ShapedText shaped = {.spans = spans, .span_count = count};
    Shaper s = {.job = job, .locale = locale, .shaped = &shaped};
    join(&s);
    find_breaks(&s, rules);
    for (int i = 0; i < count; i++)
        itemise_span(&s, i);
    s.glyph_room = count_characters(shaped.text) + 8;
    shaped.glyphs = ARENA_ARRAY(job->arena, Glyph, s.glyph_room);
    s.buffer = hb_buffer_create();
    for (int i = 0; i < s.run_count; i++)
        shape_run(&s, &s.runs[i]);
    hb_buffer_destroy(s.buffer);
    add_gaps(&shaped);
    return shaped;
}
