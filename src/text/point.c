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
    p->sums = ARENA_ARRAY(p->arena, Sum, text->count + 1);
    Sum sum = {.width = 0};
    for (int i = 0; i < text->count; i++) {
        p->sums[i] = sum;
        sum.width += text->glyphs[i].advance;
        add_space(&sum, &text->glyphs[i].space, 1);
    }
    p->sums[text->count] = sum;
}

Sum points_between(const BreakPoint *from, const BreakPoint *to)
{
    Sum sum = to->before;
    sum.width += from->head + to->tail - from->after.width;
    sum.shrink -= from->after.shrink;
    sum.stretch -= from->after.stretch;
    return sum;
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

/* Shapes what the break parts anew, from the last place before it to the
 * first behind it where the run may be cut. */
static void reshape(Pointer *p, BreakPoint *point)
{
    const ShapedText *text = p->text;
    const Glyph *glyphs = text->glyphs;
    int run = glyphs[point->next - 1].run;
    int first = point->next - 1, end = point->next;
    while (first > 0 && glyphs[first].run == run && glyphs[first].unsafe)
        first--;
    while (first > 0 && glyphs[first - 1].cluster == glyphs[first].cluster)
        first--;
    while (end < text->count && glyphs[end].run == run && glyphs[end].unsafe)
        end++;
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
static void trim(const ShapedText *text, BreakPoint *point)
{
    const Glyph *last = point->end > 0 ? &text->glyphs[point->end - 1] : NULL;
    const Glyph *next = point->next < text->count ? &text->glyphs[point->next] : NULL;
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
    trim(text, &point);
    if (kind == POINT_HYPHEN) {
        Glyph hyphen = text_hyphen(text, &text->glyphs[point.end - 1]);
        point.tail += hyphen.advance;
    }
    bool inside = next < text->count && text->glyphs[next].cluster != byte;
    if (next > 0 && next < text->count &&
        (inside || (text->glyphs[next].unsafe && text->glyphs[next - 1].cluster < byte)))
        reshape(p, &point);
    return point;
}

static void add_point(Pointer *p, BreakPoint point)
{
    ARENA_RESERVE(p->arena, p->points.list, p->points.count, p->room);
    p->points.list[p->points.count++] = point;
}

/* -- all of them ----------------------------------------------------------------- */

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
        if (dictionary)
            hyphens_mark(dictionary, (Str){text->text.data + start, end - start}, hyphens + start);
    }
    start = 0;
    for (int i = 0; i < text->span_count; i++) {
        if (text->spans[i].keep)
            memset(hyphens + start, 0, text->spans[i].text.length);
        start += (uint32_t)text->spans[i].text.length;
    }
    return hyphens;
}

static void add_points_of(Pointer *p, int glyph, const uint8_t *hyphens)
{
    const ShapedText *text = p->text;
    const Glyph *glyphs = text->glyphs;
    uint32_t start = glyphs[glyph].cluster;
    uint32_t end =
        glyph + 1 < text->count ? glyphs[glyph + 1].cluster : (uint32_t)text->text.length;
    Break can = glyph > 0 && glyphs[glyph - 1].cluster != start ? text->breaks[start] : BREAK_NO;
    if (can != BREAK_NO) {
        bool soft = glyph_is_soft_hyphen(&glyphs[glyph - 1]);
        BreakPoint point = make_point(p, glyph, start, soft ? POINT_HYPHEN : POINT_ALLOWED);
        point.must = can == BREAK_MUST;
        add_point(p, point);
    } else if (hyphens && glyph > 0 && hyphens[start] && glyphs[glyph - 1].cluster != start) {
        add_point(p, make_point(p, glyph, start, POINT_HYPHEN));
    }
    for (uint32_t byte = start + 1; hyphens && byte < end; byte++)
        if (hyphens[byte])
            add_point(p, make_point(p, glyph + 1, byte, POINT_HYPHEN));
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
    p.points.list = ARENA_ARRAY(arena, BreakPoint, p.room);
    add_point(&p, make_point(&p, 0, 0, POINT_ALLOWED));
    for (int i = 0; i < text->count; i++)
        add_points_of(&p, i, divide);
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

/* A cut of last resort before the glyph: kinsoku holds there too. */
static bool may_cut(const ShapedText *text, int glyph, bool anywhere)
{
    const Glyph *a = &text->glyphs[glyph - 1], *b = &text->glyphs[glyph];
    if (a->cluster == b->cluster)
        return false;
    Kinsoku kinsoku = text->rules->kinsoku;
    return anywhere || (!text_ends_no_line(a->character, text->spans[a->span].lang, kinsoku) &&
                        !text_never_parted(a->character, b->character) &&
                        !text_begins_no_line(b->character, text->spans[b->span].lang, kinsoku));
}

static void add_cuts(Pointer *p, const BreakPoint *from, const BreakPoint *to, bool anywhere)
{
    for (int i = from->next + 1; i < to->end; i++)
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
