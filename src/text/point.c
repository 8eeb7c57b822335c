#include "text/point.h"

#include <string.h>

#include "text/kinsoku.h"
#include "text/space.h"

typedef struct {
    Arena *arena;
    const ShapedText *text;
    Sum *sums; /* of all glyphs before each, with what stands behind them */
    Points points;
    int room;
} Pointer;

/* -- sums ------------------------------------------------------------------------ */

static void add_space(Sum *sum, const Space *space, int sign)
{
    sum->width += sign * space->natural;
    sum->shrink += sign * space->shrink;
    sum->stretch += sign * space->stretch;
}

static void add_up(Pointer *p)
{
    const ShapedText *text = p->text;
    p->sums = ARENA_ROOM(p->arena, Sum, text->count + 1);
    Sum sum = {.width = 0};
    for (int i = 0; i < text->count; i++) {
        p->sums[i] = sum;
        sum.width += text->glyphs[i].advance;
        add_space(&sum, &text->glyphs[i].space, 1);
    }
    p->sums[text->count] = sum;
}

/* -- one point ------------------------------------------------------------------- */

static Len advances(const Glyph *glyphs, int count)
{
    Len width = 0;
    for (int i = 0; i < count; i++)
        width += glyphs[i].advance;
    return width;
}

static int without_spaces(const Glyph *glyphs, int count)
{
    while (count > 0 && glyph_is_space(&glyphs[count - 1]))
        count--;
    return count;
}

/* The last glyph up to `glyph` of its run, or the first from it on, before
 * which the run may be cut. */
static int safe_start(const ShapedText *text, int glyph)
{
    const Glyph *glyphs = text->glyphs;
    int run = glyphs[glyph].run;
    while (glyph > 0 && glyphs[glyph].run == run &&
           (glyphs[glyph].unsafe || glyphs[glyph - 1].cluster == glyphs[glyph].cluster))
        glyph--;
    return glyph;
}

static int safe_end(const ShapedText *text, int run, int glyph)
{
    const Glyph *glyphs = text->glyphs;
    while (glyph < text->count && glyphs[glyph].run == run &&
           (glyphs[glyph].unsafe || glyphs[glyph - 1].cluster == glyphs[glyph].cluster))
        glyph++;
    return glyph;
}

/* Widens first..end by a letter on either side; what is invisible is none. */
static void take_in_neighbours(const ShapedText *text, int run, int *first, int *end)
{
    const Glyph *glyphs = text->glyphs;
    bool seen = false;
    while (!seen && *first > 0 && glyphs[*first - 1].run == run) {
        seen = glyphs[*first - 1].advance > 0;
        *first = safe_start(text, *first - 1);
    }
    seen = false;
    while (!seen && *end < text->count && glyphs[*end].run == run) {
        seen = glyphs[*end].advance > 0;
        *end = safe_end(text, run, *end + 1);
    }
}

/* Shapes what the break parts anew, from the last place before it to the
 * first behind it where the run may be cut. The parts of a ligature make other
 * pairs with the letters beside it, which are shaped with them. */
static void reshape(Pointer *p, BreakPoint *point, bool ligature)
{
    const ShapedText *text = p->text;
    const Glyph *glyphs = text->glyphs;
    int run = glyphs[point->next - 1].run;
    int first = safe_start(text, point->next - 1), end = safe_end(text, run, point->next);
    if (ligature) { /* what stands behind it is the next line's */
        take_in_neighbours(text, run, &first, &end);
        add_space(&point->after, &glyphs[point->next - 1].space, -1);
    }
    uint32_t last =
        end < text->count && glyphs[end].run == run ? glyphs[end].cluster : text->runs[run].end;
    point->reshaped = true;
    point->tail_first = first;
    point->head_end = end;
    point->tails = text_reshape(p->arena, text, run, glyphs[first].cluster, point->byte);
    point->heads = text_reshape(p->arena, text, run, point->byte, last);
    text_space(text, point->tails.list, point->tails.count);
    text_space(text, point->heads.list, point->heads.count);
    int counted = without_spaces(point->tails.list, point->tails.count);
    point->tail += advances(point->tails.list, counted) -
                   advances(glyphs + first, len_max(0, point->end - first));
    point->head += advances(point->heads.list, point->heads.count) -
                   advances(glyphs + point->next, end - point->next);
}

/* Marks at the edges lose their blank halves: JLREQ 3.1.5 and 3.1.9. */
static void trim(const ShapedText *text, BreakPoint *point, bool inside)
{
    const Glyph *last = point->end > 0 ? &text->glyphs[point->end - 1] : NULL;
    const Glyph *next = point->next < text->count && !inside ? &text->glyphs[point->next] : NULL;
    if (text->rules->squeeze && last)
        point->tail -= last->trail;
    if (text->rules->squeeze && next)
        point->head -= next->lead;
    if (text->rules->hang && last && glyph_hangs(last))
        point->hang = last->advance - (text->rules->squeeze ? last->trail : 0);
}

/* A break before glyph `next`, or inside the ligature before it if `byte` is
 * not its first. */
static BreakPoint make_point(Pointer *p, int next, uint32_t byte, PointKind kind)
{
    const ShapedText *text = p->text;
    BreakPoint point = {.kind = kind, .byte = byte, .next = next};
    point.end = without_spaces(text->glyphs, next);
    point.after = p->sums[next];
    point.before = p->sums[point.end];
    if (point.end > 0)
        add_space(&point.before, &text->glyphs[point.end - 1].space, -1);
    bool inside = next > 0 && byte < text->text.length && text->breaks[byte] != BREAK_MUST &&
                  (next == text->count || text->glyphs[next].cluster != byte);
    trim(text, &point, inside);
    if (kind == POINT_HYPHEN) {
        Glyph hyphen = text_hyphen(text, &text->glyphs[point.end - 1]);
        point.tail += hyphen.advance;
    }
    if (inside || (next > 0 && next < text->count && text->glyphs[next].unsafe &&
                   text->glyphs[next - 1].cluster < byte))
        reshape(p, &point, inside);
    return point;
}

static void add_point(Pointer *p, BreakPoint point)
{
    ARENA_RESERVE(p->arena, p->points.list, p->points.count, p->room);
    p->points.list[p->points.count++] = point;
}

/* -- all of them ----------------------------------------------------------------- */

/* The last word of a text, if it is let to be divided. */
static void divide_last(const ShapedText *text, Hyphens *dictionary, Str words, uint8_t *hyphens)
{
    size_t from = words.length;
    while (from > 0 && words.data[from - 1] != ' ')
        from--;
    if (text->rules->divide_last && from < words.length)
        hyphens_divide(dictionary, (Str){words.data + from, words.length - from}, hyphens + from);
}

/* Where the dictionaries would divide: each language's words by its own, not
 * inside figures and marks. */
static uint8_t *find_hyphens(Pointer *p)
{
    const ShapedText *text = p->text;
    uint8_t *hyphens = ARENA_ARRAY(p->arena, uint8_t, text->text.length + 1);
    uint32_t start = 0, end;
    for (int first = 0, next; first < text->span_count; first = next, start = end) {
        const Span *span = &text->spans[first];
        end = start;
        for (next = first; next < text->span_count && text->spans[next].lang == span->lang; next++)
            end += (uint32_t)text->spans[next].text.length;
        Hyphens *dictionary = locale_hyphens(text->locale, span->lang);
        Str words = {text->text.data + start, end - start};
        if (dictionary) {
            hyphens_mark(dictionary, words, hyphens + start);
            divide_last(text, dictionary, words, hyphens + start);
        }
    }
    start = 0;
    for (int i = 0; i < text->span_count; i++) {
        if (text->spans[i].keep)
            memset(hyphens + start, 0, text->spans[i].text.length);
        start += (uint32_t)text->spans[i].text.length;
    }
    return hyphens;
}

/* Forced ends before byte `end` with no glyph behind the last point: empty
 * lines. */
static void add_empty_lines(Pointer *p, int next, uint32_t end)
{
    uint32_t byte = next > 0 ? p->text->glyphs[next - 1].cluster + 1 : 1;
    for (; byte < end; byte++) {
        if (p->text->breaks[byte] != BREAK_MUST)
            continue;
        BreakPoint point = make_point(p, next, byte, POINT_ALLOWED);
        point.must = true;
        add_point(p, point);
    }
}

static bool behind_soft_hyphen(const ShapedText *text, uint32_t byte)
{
    const char *data = text->text.data;
    return byte >= 2 && data[byte - 2] == '\xC2' && data[byte - 1] == '\xAD';
}

/* Ligatures are formed over soft hyphens and zero-width spaces too, which then
 * have no glyph. */
static void add_points_inside(Pointer *p, int glyph, uint32_t end, const uint8_t *hyphens)
{
    const ShapedText *text = p->text;
    uint32_t run_end = text->runs[text->glyphs[glyph].run].end;
    for (uint32_t byte = text->glyphs[glyph].cluster + 1; byte < end && byte < run_end; byte++) {
        bool can = text->breaks[byte] == BREAK_ALLOWED;
        bool soft = can && behind_soft_hyphen(text, byte);
        if (can || (hyphens && hyphens[byte]))
            add_point(p,
                      make_point(p, glyph + 1, byte, can && !soft ? POINT_ALLOWED : POINT_HYPHEN));
    }
}

static void add_points_of(Pointer *p, int glyph, const uint8_t *hyphens)
{
    const ShapedText *text = p->text;
    const Glyph *glyphs = text->glyphs;
    uint32_t start = glyphs[glyph].cluster;
    uint32_t end =
        glyph + 1 < text->count ? glyphs[glyph + 1].cluster : (uint32_t)text->text.length;
    bool first = glyph == 0 || glyphs[glyph - 1].cluster != start;
    Break can = first && start > 0 ? text->breaks[start] : BREAK_NO;
    if (can == BREAK_MUST)
        add_empty_lines(p, glyph, start);
    if (can != BREAK_NO) {
        bool soft = can == BREAK_ALLOWED && behind_soft_hyphen(text, start);
        BreakPoint point = make_point(p, glyph, start, soft ? POINT_HYPHEN : POINT_ALLOWED);
        point.must = can == BREAK_MUST;
        add_point(p, point);
    } else if (hyphens && glyph > 0 && hyphens[start] && first) {
        add_point(p, make_point(p, glyph, start, POINT_HYPHEN));
    }
    if (end - start > 1)
        add_points_inside(p, glyph, end, hyphens);
}

static BreakPoint end_point(Pointer *p)
{
    BreakPoint point = make_point(p, p->text->count, (uint32_t)p->text->text.length, POINT_ALLOWED);
    point.must = true;
    return point;
}

Points text_points(Arena *arena, const ShapedText *text, bool hyphens)
{
    Pointer p = {.arena = arena, .text = text};
    add_up(&p);
    const uint8_t *divide = hyphens ? find_hyphens(&p) : NULL;
    p.room = 2;
    for (size_t i = 0; i < text->text.length; i++)
        p.room += text->breaks[i] != BREAK_NO || (divide && divide[i]);
    p.points.list = ARENA_ROOM(arena, BreakPoint, p.room);
    add_point(&p, make_point(&p, 0, 0, POINT_ALLOWED));
    for (int i = 0; i < text->count; i++)
        add_points_of(&p, i, divide);
    add_empty_lines(&p, text->count, (uint32_t)text->text.length);
    add_point(&p, end_point(&p));
    return p.points;
}

Points points_ends(Arena *arena, const ShapedText *text)
{
    Pointer p = {.arena = arena, .text = text};
    add_up(&p);
    add_point(&p, make_point(&p, 0, 0, POINT_ALLOWED));
    add_point(&p, end_point(&p));
    return p.points;
}

/* -- stretches that nothing divides ---------------------------------------------- */

static bool too_wide(const ShapedText *text, const BreakPoint *from, const BreakPoint *to,
                     Len measure)
{
    Sum sum = points_between(from, to);
    return sum.width - (text->rules->justify ? sum.shrink : 0) > measure;
}

/* UAX #14, WJ and GL. */
static bool joins(uint32_t c)
{
    return c == 0x2060 || c == 0xFEFF || c == 0xA0 || c == 0x202F;
}

/* A cut of last resort before the glyph: kinsoku holds there too. */
static bool may_cut(const ShapedText *text, int glyph, bool anywhere)
{
    const Glyph *a = &text->glyphs[glyph - 1], *b = &text->glyphs[glyph];
    if (a->cluster == b->cluster)
        return false;
    Kinsoku kinsoku = text->rules->kinsoku;
    return anywhere || (!joins(a->character) && !joins(b->character) &&
                        !text_ends_no_line(a->character, text->spans[a->span].lang, kinsoku) &&
                        !text_never_parted(a->character, b->character) &&
                        !text_begins_no_line(b->character, text->spans[b->span].lang, kinsoku));
}

static void add_cuts(Pointer *p, const BreakPoint *from, const BreakPoint *to, bool anywhere)
{
    if (from->next >= to->end)
        return;
    bool inside =
        from->reshaped && from->byte < p->text->glyphs[from->next].cluster; /* of a ligature */
    for (int i = from->next + !inside; i < to->end; i++)
        if (may_cut(p->text, i, anywhere))
            add_point(p, make_point(p, i, p->text->glyphs[i].cluster, POINT_FORCED));
}

/* Is everything from the point `first` on narrow enough now? */
static bool all_narrow(const Pointer *p, int first, const BreakPoint *to, Len measure)
{
    for (int i = first; i < p->points.count; i++) {
        const BreakPoint *next = i + 1 < p->points.count ? &p->points.list[i + 1] : to;
        if (too_wide(p->text, &p->points.list[i], next, measure))
            return false;
    }
    return true;
}

static void divide_stretch(Pointer *p, const BreakPoint *from, const BreakPoint *to, Len measure)
{
    int first = p->points.count;
    add_cuts(p, from, to, false);
    if (first == p->points.count || !all_narrow(p, first - 1, to, measure)) {
        p->points.count = first;
        add_cuts(p, from, to, true);
    }
}

Points points_divide(Arena *arena, const ShapedText *text, Points points, Len measure)
{
    Pointer p = {.arena = arena, .text = text};
    for (int i = 0; i < points.count; i++) {
        if (i > 0 && too_wide(text, &points.list[i - 1], &points.list[i], measure)) {
            if (!p.sums)
                add_up(&p);
            divide_stretch(&p, &points.list[i - 1], &points.list[i], measure);
        }
        add_point(&p, points.list[i]);
    }
    return p.points.count == points.count ? points : p.points;
}
