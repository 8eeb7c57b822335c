#include "text/shape.h"

#include <assert.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/limits.h"
#include "text/chain.h"
#include "text/known.h"
#include "text/proof.h"
#include "text/space.h"
#include "text/words.h"

typedef struct {
    Job *job;
    Locale *locale;
    ShapedText *shaped;
    uint32_t *starts; /* first byte of each span in the joined text */
    int run_room;
} Shaper;

/* -- joining --------------------------------------------------------------------- */

static const char SOFT_HYPHEN[] = "\u00AD";

static void join(Shaper *s)
{
    size_t total = 0;
    for (int i = 0; i < s->shaped->span_count; i++)
        total += s->shaped->spans[i].text.length;
    char *text = arena_alloc(s->job->arena, total + sizeof SOFT_HYPHEN);
    s->starts = ARENA_ARRAY(s->job->arena, uint32_t, s->shaped->span_count + 1);
    uint32_t at = 0;
    for (int i = 0; i < s->shaped->span_count; i++) {
        Str part = s->shaped->spans[i].text;
        s->starts[i] = at;
        if (part.length)
            memcpy(text + at, part.data, part.length);
        at += (uint32_t)part.length;
    }
    memcpy(text + at, SOFT_HYPHEN, sizeof SOFT_HYPHEN);
    s->starts[s->shaped->span_count] = at;
    s->shaped->text = (Str){text, total};
}

static void find_breaks(Shaper *s, const LineRules *rules)
{
    ShapedText *shaped = s->shaped;
    Arena *scratch = arena_new();
    shaped->breaks = ARENA_ROOM(s->job->arena, uint8_t, shaped->text.length + 1);
    text_breaks(scratch, s->locale, rules, shaped->spans, shaped->span_count, s->starts,
                shaped->text, shaped->breaks);
    arena_free(scratch);
}

/* -- itemising ------------------------------------------------------------------- */

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0;
}

/* Has no glyph of its own: joiners, soft hyphen. */
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

/* NULL: the face of what stands before does as well as any, as it does for a
 * joiner or a soft hyphen. */
static const Face *choose_face(const TextStyle *style, uint32_t c)
{
    const Face *face = chain_face(style, c);
    return face != style->faces[0] && is_invisible(c) ? NULL : face;
}

/* The word at `byte` has no face for all its letters. Once a span and face. */
static void report_mixed(Shaper *s, const Word *word, int span_index, uint32_t byte,
                         const Face **told)
{
    const Span *span = &s->shaped->spans[span_index];
    const Face *face = chain_face(span->style, word->odd);
    if (face == *told)
        return;
    *told = face;
    char utf8[5] = "";
    utf8_encode(word->odd, utf8);
    diag_add(
        s->job->diag,
        &(Report){.code = W205,
                  .where = span->where,
                  .at = span->at < 0 ? 0 : span->at + (int32_t)(byte - s->starts[span_index]) + 1,
                  .message = arena_printf(
                      s->job->arena,
                      "no face has all of \"%.*s\": %s U+%04X is set in %s, the rest is not",
                      (int)(word->end - byte), s->shaped->text.data + byte, utf8, word->odd,
                      face->name),
                  .help = "put a face that has all its letters into the theme's chain"});
}

static void extend_runs(Shaper *s, uint32_t start, uint32_t end, int span, const Face *face,
                        hb_script_t script)
{
    ShapedText *shaped = s->shaped;
    ShapeRun *last = shaped->run_count ? &shaped->runs[shaped->run_count - 1] : NULL;
    if (last && last->span == span && last->face == face && last->end == start) {
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
    ARENA_RESERVE(s->job->arena, shaped->runs, shaped->run_count, s->run_room);
    assert(shaped->runs);
    shaped->runs[shaped->run_count++] = (ShapeRun){start, end, span, face, script};
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
    const Face *face = span->style->faces[0], *told = NULL;
    Word word = {0};
    int marks = 0;
    for (size_t at = s->starts[index]; at < s->starts[index + 1];) {
        uint32_t start = (uint32_t)at;
        uint32_t c = utf8_next(text, &at);
        if (proof_draws_nothing(c))
            continue; /* a forced break, which find_breaks has seen, or a stray one */
        if (is_mark(c)) {
            if (++marks == LIMIT_MARKS_PER_BASE + 1)
                report_marks(s, index, start);
            if (marks > LIMIT_MARKS_PER_BASE)
                continue;
        } else {
            marks = 0;
            if (start >= word.end && chain_may_begin(c)) {
                word = chain_word(span->style, (Str){text.data, s->starts[index + 1]}, start);
                if (word.odd)
                    report_mixed(s, &word, index, start, &told);
            }
            const Face *chosen =
                word.face && start < word.end ? word.face : choose_face(span->style, c);
            face = chosen ? chosen : face;
        }
        extend_runs(s, start, (uint32_t)at, index, face, script_of(c));
    }
}

/* -- shaping --------------------------------------------------------------------- */

/* The shape of `run` as glyphs at its style's size; `index` is the run's. */
static void place_shape(const ShapedText *text, const ShapeRun *run, int index, const Shape *shape,
                        Glyph *out)
{
    const TextStyle *style = text->spans[run->span].style;
    for (int i = 0; i < shape->count; i++) {
        size_t at = shape->list[i].cluster + run->start;
        out[i] = (Glyph){
            .glyph = shape->list[i].glyph,
            .cluster = (uint32_t)at,
            .advance = face_to_len(run->face, shape->list[i].advance, style->size),
            .dx = face_to_len(run->face, shape->list[i].dx, style->size),
            .dy = face_to_len(run->face, shape->list[i].dy, style->size) + style->rise,
            .face = run->face,
            .span = run->span,
            .run = index,
            .unsafe = i > 0 && shape->list[i].unsafe,
        };
        out[i].character = utf8_next(text->text, &at);
        if (glyph_is_soft_hyphen(&out[i]))
            out[i].advance = 0;
    }
}

/* What a face cannot set shows when it has been shaped: HarfBuzz puts together
 * letters and marks, takes them apart, and sets one hyphen for another. */
static void report_if_missing(Shaper *s, int span, uint32_t byte)
{
    size_t at = byte;
    uint32_t c = utf8_next(s->shaped->text, &at);
    if (!proof_names(c))
        report_missing(s, c, span, byte);
}

static void shape_runs(Shaper *s)
{
    ShapedText *shaped = s->shaped;
    const Shape **shapes = ARENA_ROOM(s->job->arena, const Shape *, shaped->run_count);
    int count = 0;
    for (int i = 0; i < shaped->run_count; i++) {
        shapes[i] = words_shape(shaped, &shaped->runs[i], s->job->arena);
        count += shapes[i]->count;
    }
    shaped->glyphs = ARENA_ROOM(s->job->arena, Glyph, count);
    for (int i = 0; i < shaped->run_count; i++) {
        place_shape(shaped, &shaped->runs[i], i, shapes[i], shaped->glyphs + shaped->count);
        for (int g = 0; g < shapes[i]->count; g++, shaped->count++)
            if (shaped->glyphs[shaped->count].glyph == 0)
                report_if_missing(s, shaped->runs[i].span, shaped->glyphs[shaped->count].cluster);
    }
}

Glyphs text_reshape(Arena *arena, const ShapedText *text, int run, uint32_t start, uint32_t end)
{
    ShapeRun part = text->runs[run];
    part.start = start;
    part.end = end;
    const Shape *shape = words_shape(text, &part, arena);
    Glyphs glyphs = {ARENA_ROOM(arena, Glyph, shape->count), shape->count};
    place_shape(text, &part, run, shape, glyphs.list);
    return glyphs;
}

Glyph text_hyphen(const ShapedText *text, const Glyph *before)
{
    hb_codepoint_t hyphen = 0;
    hb_font_get_nominal_glyph(before->face->hb_font, '-', &hyphen);
    const TextStyle *style = text->spans[before->span].style;
    return (Glyph){.glyph = hyphen,
                   .cluster = (uint32_t)text->text.length,
                   .character = '-',
                   .advance =
                       face_to_len(before->face, face_advance(before->face, hyphen), style->size),
                   .dy = style->rise,
                   .face = before->face,
                   .span = before->span,
                   .run = before->run};
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

/* -- ruby ------------------------------------------------------------------------ */

static int clusters(const Glyph *glyphs, int first, int end)
{
    int count = 0;
    for (int i = first; i < end; i++)
        count += i == first || glyphs[i].cluster != glyphs[i - 1].cluster;
    return count;
}

/* Lets the glyphs first..end out by `extra`: half a share before each, half
 * behind (JLREQ 3.3.6). */
static void let_out(Glyph *glyphs, int first, int end, Len extra)
{
    int count = clusters(glyphs, first, end);
    Len given = 0;
    for (int i = first, n = 0; i < end; i++) {
        bool last = i + 1 == end || glyphs[i + 1].cluster != glyphs[i].cluster;
        if (!last)
            continue;
        Len share = len_scale(extra, ++n, count) - given;
        given += share;
        glyphs[i].dx += share / 2;
        glyphs[i].advance += share;
    }
}

/* Is a reading that begins so spelt in letters, as pinyin is? They stay together, a
 * quarter of an em from the next syllable's. */
static bool is_alphabetic(uint32_t c)
{
    return c < 0x2E80;
}

static void shape_reading(Shaper *s, int index, Reading *reading)
{
    ShapedText *shaped = s->shaped;
    const Span *base = &shaped->spans[index];
    TextStyle *style = ARENA_NEW(s->job->arena, TextStyle);
    Span *span = ARENA_NEW(s->job->arena, Span);
    *style = *base->style;
    *span = *base;
    style->size /= 2;
    style->dots = 0;
    span->text = base->reading;
    span->style = style;
    span->reading = (Str){NULL, 0};
    span->at = -1;
    span->node = base->reading_node;
    *reading =
        (Reading){.span = index, .text = text_shape(s->job, s->locale, shaped->rules, span, 1)};
    int first = 0, end;
    while (first < shaped->count && shaped->glyphs[first].span != index)
        first++;
    Len width = 0;
    for (end = first; end < shaped->count && shaped->glyphs[end].span == index; end++)
        width += shaped->glyphs[end].advance;
    for (int i = 0; i < reading->text.count; i++)
        reading->width += reading->text.glyphs[i].advance;
    reading->solid = reading->text.count && is_alphabetic(reading->text.glyphs[0].character);
    Len room = reading->width + (reading->solid ? style->size / 4 : 0);
    if (room > width && end > first)
        let_out(shaped->glyphs, first, end, room - width);
}

static void shape_readings(Shaper *s)
{
    ShapedText *shaped = s->shaped;
    int count = 0;
    for (int i = 0; i < shaped->span_count; i++)
        count += shaped->spans[i].reading.length > 0;
    if (count == 0)
        return;
    shaped->readings = ARENA_ARRAY(s->job->arena, Reading, count);
    for (int i = 0; i < shaped->span_count; i++)
        if (shaped->spans[i].reading.length > 0)
            shape_reading(s, i, &shaped->readings[shaped->reading_count++]);
}

/* -------------------------------------------------------------------------------- */

ShapedText text_shape(Job *job, Locale *locale, const LineRules *rules, const Span *spans,
                      int count)
{
    if (too_long(job, spans, count))
        count = 0;
    ShapedText shaped = {.spans = spans, .span_count = count, .rules = rules, .locale = locale};
    Shaper s = {.job = job, .locale = locale, .shaped = &shaped};
    join(&s);
    KnownTexts *known = locale_known(locale);
    Str key;
    if (known_find(known, job->arena, &shaped, &key))
        return shaped;
    int added = diag_added(job->diag);
    proof_spans(job, spans, count);
    find_breaks(&s, rules);
    for (int i = 0; i < count; i++)
        itemise_span(&s, i);
    shape_runs(&s);
    shape_readings(&s);
    text_space(&shaped, shaped.glyphs, shaped.count);
    if (diag_added(job->diag) == added)
        known_add(known, key, &shaped);
    return shaped;
}
