#include "text/line.h"

#include <string.h>

#include "text/known.h"
#include "text/point.h"
#include "text/set.h"

/* What speaks against a line, on the scale of TeX's demerits: a line at its
 * limit weighs (10 + 100)^2. */
#define LINE_WEIGHT     10
#define LIMIT_BADNESS   100
#define HYPHEN_WEIGHT   2500
#define HYPHENS_WEIGHT  10000 /* two lines running end in hyphens */
#define UNEVEN_WEIGHT   3000  /* a loose line beside a tight one */
#define RUNT_WEIGHT     5000  /* a last line of a character or two */
#define HANG_WEIGHT     400
#define LOOSE_FILLED    600 /* ratios beyond which words are divided */
#define LOOSE_RAGGED    1000
#define CUT_WEIGHT      10000000000
#define OVERFULL_WEIGHT 1000000000000
#define RAGGED_LINE     1000000000 /* fewest lines first, where nothing is filled */

typedef struct {
    bool fits;
    bool hung;
    int ratio; /* 1/1000 of what the limits allow; beyond 1000: left ragged */
    int64_t slack;
} Fit;

/* The lightest way to a point. */
typedef struct {
    int64_t weight;
    int from;
    Fit fit;
} Best;

typedef struct {
    const ShapedText *text;
    const LineRules *rules;
    Points points;
    Len measure, indent;
    Len em;
    Best *best;
} Breaker;

static Len measure_from(const Breaker *b, int from)
{
    return from == 0 ? b->measure - b->indent : b->measure;
}

#define BEYOND 10000 /* a ratio out of all limits */

static int ratio_of(int64_t slack, int64_t room)
{
    if (slack == 0)
        return 0;
    int64_t ratio = room > 0 ? slack * 1000 / room : BEYOND;
    return ratio > BEYOND ? BEYOND : (int)ratio;
}

/* Even right edges are wanted of text that is not justified as well: its
 * room is a tenth of the measure and an em. */
static Fit fit_line(const Breaker *b, int from, int to)
{
    const BreakPoint *end = &b->points.list[to];
    Sum sum = points_between(&b->points.list[from], end);
    Fit fit = {.slack = measure_from(b, from) - sum.width};
    if (fit.slack < 0 && end->hang > 0) {
        fit.hung = true;
        fit.slack += end->hang;
    }
    int64_t shrink = b->rules->justify && b->rules->optimal ? sum.shrink : 0;
    fit.fits = fit.slack + shrink >= 0;
    if (fit.slack < 0)
        fit.ratio = fit.fits ? -ratio_of(-fit.slack, shrink) : 0;
    else if (!end->must)
        fit.ratio = ratio_of(fit.slack, b->rules->justify ? sum.stretch : b->measure / 10 + b->em);
    return fit;
}

static int64_t badness(const Breaker *b, const Fit *fit)
{
    int64_t ratio = fit->ratio < 0 ? -fit->ratio : fit->ratio;
    if (ratio <= 1000)
        return LIMIT_BADNESS * ratio * ratio * ratio / 1000000000;
    int64_t share = fit->slack * 1000 / (b->measure > 0 ? b->measure : 1);
    return LIMIT_BADNESS + (share > 1000 ? 1000 : share);
}

static int64_t weigh(const Breaker *b, int from, int to, const Fit *fit)
{
    const BreakPoint *start = &b->points.list[from], *end = &b->points.list[to];
    int64_t bad = LINE_WEIGHT + badness(b, fit);
    int64_t weight = bad * bad + (b->rules->justify ? 0 : RAGGED_LINE);
    if (end->kind == POINT_HYPHEN)
        weight += HYPHEN_WEIGHT + (start->kind == POINT_HYPHEN ? HYPHENS_WEIGHT : 0);
    if (end->kind == POINT_FORCED)
        weight += CUT_WEIGHT;
    if (!fit->fits)
        weight += OVERFULL_WEIGHT;
    if (fit->hung)
        weight += HANG_WEIGHT;
    if (from > 0 && !start->must) {
        int difference = fit->ratio - b->best[from].fit.ratio;
        if ((difference > 500 || difference < -500) && !end->must)
            weight += UNEVEN_WEIGHT;
        if (end->must && measure_from(b, from) - fit->slack < b->em * 5 / 2)
            weight += RUNT_WEIGHT;
    }
    return weight;
}

/* Weighs the lines that end at point `to`, of those that begin at `first` or
 * later; returns the first that is not too long for the points behind `to`. */
static int choose_from(Breaker *b, int first, int to)
{
    Best *best = &b->best[to];
    best->weight = INT64_MAX;
    int next = first;
    int64_t least = LINE_WEIGHT * LINE_WEIGHT + (b->rules->justify ? 0 : RAGGED_LINE);
    for (int from = first; from < to; from++) {
        if (next < from && b->best[from].weight + least >= best->weight)
            continue; /* even a line that nothing speaks against would make it heavier */
        Fit fit = fit_line(b, from, to);
        if (!fit.fits && fit.slack < -2 * b->em && next == from)
            next = from + 1;
        if (!fit.fits && from < to - 1)
            continue;
        int64_t weight = b->best[from].weight + weigh(b, from, to, &fit);
        if (weight < best->weight)
            *best = (Best){weight, from, fit};
    }
    return next < to ? next : to - 1;
}

static void choose_optimal(Breaker *b)
{
    b->best[0] = (Best){.weight = 0};
    int first = 0;
    for (int to = 1; to < b->points.count; to++) {
        first = choose_from(b, first, to);
        if (b->points.list[to].must)
            first = to;
    }
}

/* The last point that a line from `from` reaches without being taken in; a
 * hyphen only where the line could not be filled otherwise, a cut only where
 * nothing else is. */
static int reach(const Breaker *b, int from)
{
    int reached[POINT_FORCED + 1] = {0};
    for (int to = from + 1; to < b->points.count; to++) {
        const BreakPoint *point = &b->points.list[to];
        Fit fit = fit_line(b, from, to);
        if (fit.fits)
            reached[point->kind] = to;
        if (point->must || fit.slack < -2 * b->em)
            break;
    }
    int to = reached[POINT_ALLOWED];
    if (reached[POINT_HYPHEN] > to && (to == 0 || fit_line(b, from, to).ratio > 1000))
        to = reached[POINT_HYPHEN];
    if (to == 0)
        to = reached[POINT_FORCED];
    return to ? to : from + 1;
}

static void choose_greedy(Breaker *b)
{
    for (int from = 0; from + 1 < b->points.count;) {
        int to = reach(b, from);
        b->best[to] = (Best){.from = from, .fit = fit_line(b, from, to)};
        from = to;
    }
}

/* Is a line among those chosen too long or too loose? */
static bool has_faults(const Breaker *b, bool *overfull)
{
    bool loose = *overfull = false;
    for (int to = b->points.count - 1; to > 0; to = b->best[to].from) {
        const Fit *fit = &b->best[to].fit;
        *overfull |= !fit->fits;
        loose |= fit->ratio > (b->rules->justify ? LOOSE_FILLED : LOOSE_RAGGED);
    }
    return loose || *overfull;
}

static void choose(Arena *arena, Breaker *b, Points points)
{
    b->points = points;
    b->best = ARENA_ARRAY(arena, Best, points.count);
    if (b->rules->optimal)
        choose_optimal(b);
    else
        choose_greedy(b);
}

static Lines set_chosen(Arena *arena, const Breaker *b)
{
    Lines lines = {NULL, 0};
    for (int to = b->points.count - 1; to > 0; to = b->best[to].from)
        lines.count++;
    lines.list = ARENA_ARRAY(arena, Line, lines.count);
    int at = lines.count;
    for (int to = b->points.count - 1; to > 0; to = b->best[to].from) {
        int from = b->best[to].from;
        Line *line = &lines.list[--at];
        *line = text_set_line(arena, b->text, &b->points.list[from], &b->points.list[to],
                              measure_from(b, from), b->best[to].fit.hung);
        line->indent = from == 0 ? b->indent : 0;
    }
    return lines;
}

/* Is the text one line whatever its breaks, being short enough as it is? */
static bool is_one_line(const Breaker *b)
{
    const ShapedText *text = b->text;
    Len width = 0, most = measure_from(b, 0);
    for (int i = 0; i < text->count && width <= most; i++)
        width += text->glyphs[i].advance + text->glyphs[i].space.natural;
    return width <= most && !memchr(text->breaks, BREAK_MUST, text->text.length + 1);
}

/* Hyphens are looked for only when lines without them have faults, and cuts
 * only when a line is too long with them. */
static Lines break_lines(Arena *arena, const ShapedText *text, Len measure)
{
    Breaker b = {.text = text, .rules = text->rules, .measure = measure};
    b.em = text->span_count ? text->spans[0].style->size : 0;
    b.indent = len_scale(b.em, text->rules->indent, 1000);
    bool overfull;
    Arena *scratch = arena_new();
    bool one = is_one_line(&b);
    choose(scratch, &b, one ? points_ends(scratch, text) : text_points(scratch, text, false));
    if (has_faults(&b, &overfull) && text->rules->hyphenate)
        choose(scratch, &b, text_points(scratch, text, true));
    if (has_faults(&b, &overfull) && overfull)
        choose(scratch, &b, points_divide(scratch, text, b.points, measure - b.indent));
    Lines lines = set_chosen(arena, &b);
    arena_free(scratch);
    return lines;
}

Lines text_break_lines(Arena *arena, const ShapedText *text, Len measure)
{
    const Lines *known = known_lines(text, measure);
    if (known)
        return *known;
    Arena *kept = known_arena(text);
    if (!kept)
        return break_lines(arena, text, measure);
    Lines lines = break_lines(kept, text, measure);
    known_add_lines(text, measure, lines);
    return lines;
}

/* -- widths ---------------------------------------------------------------------- */

static Widths measure_points(const ShapedText *text, Points points)
{
    Widths widths = {.known = true};
    Len indent =
        text->span_count ? len_scale(text->spans[0].style->size, text->rules->indent, 1000) : 0;
    int line = 0;
    for (int i = 1; i < points.count; i++) {
        Len first = line == 0 ? indent : 0;
        Sum word = points_between(&points.list[i - 1], &points.list[i]);
        widths.narrowest = len_max(widths.narrowest, (Len)word.width + (i == 1 ? indent : 0));
        if (!points.list[i].must)
            continue;
        Sum all = points_between(&points.list[line], &points.list[i]);
        widths.widest = len_max(widths.widest, (Len)all.width + first);
        line = i;
    }
    return widths;
}

static Widths find_widths(const ShapedText *text, bool divided)
{
    Widths *kept = known_widths(text, divided);
    if (kept && kept->known)
        return *kept;
    Arena *scratch = arena_new();
    Widths widths = measure_points(text, text_points(scratch, text, divided));
    arena_free(scratch);
    if (kept)
        *kept = widths;
    return widths;
}

void text_widths(const ShapedText *text, Len *narrowest, Len *widest)
{
    Widths widths = find_widths(text, false);
    *narrowest = widths.narrowest;
    *widest = widths.widest;
}

Len text_narrowest_divided(const ShapedText *text)
{
    return find_widths(text, true).narrowest;
}
