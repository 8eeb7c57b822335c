/* lines.c - figures over time.
 *
 * A figure stands in the middle of the time it is of: of a year, of a month,
 * of a day. Values stand at their knots if all find room, and each knot's time
 * can be read from the axis; otherwise the table below has them. Where sources
 * differ the line forks: neither value is preferred. It breaks where no figure
 * is published.
 */
#include "kind/kind.h"
#include "layout/chart.h"
#include "layout/item.h"

#define HAIRLINE   LEN_PT(0.4)
#define AXIS       LEN_PT(0.8)
#define GAP        LEN_PT(4)
#define KNOT       LEN_PT(5)  /* room of a knot */
#define TICK_RISE  LEN_PT(26) /* value axis: at least so far apart */
#define LABEL_MOST LEN_PT(92) /* width of a value's words */
#define NOTCH      LEN_PT(3)

enum { LINES_SERIES, LINES_HEIGHT, LINES_ZERO, LINES_CAPTION };

static const KindOption OPTIONS[] = {
    {"series", OPTION_WORD, 0, 0, 0, CHART_SIDE_WORDS,
     "side of the facts that tells lines apart (none; zone with \"compare\")"},
    {"height", OPTION_LENGTH, LEN_PT(120), LEN_PT(40), LEN_PT(700), NULL,
     "of the axis of values (120)"},
    {"zero", OPTION_FLAG, 1, 0, 0, NULL, "the axis of values begins at zero (true)"},
    {"caption", OPTION_TEXT, -1, 0, 0, NULL, "a line under the title"},
    {NULL, OPTION_FLAG, 0, 0, 0, NULL, NULL}};

typedef struct {
    Len left, top, right, bottom;
} Area;

typedef struct {
    ChartSet *set;
    const Chart *chart;
    ChartScale scale;
    ChartAxis axis;
    Frame *frame;
    Area plot;
    Len *x, *y;  /* of points */
    Area *taken; /* by knots and labels */
    int taken_count;
    Area *labels; /* of points */
    int every;    /* how many bands there are to a name */
} Graph;

static const Setting *setting_of(const Graph *g)
{
    return g->set->setting;
}

/* -- places ------------------------------------------------------------------------ */

/* Twice a day's place would be a half: days are counted double. */
static Len x_of(const Graph *g, int64_t twice)
{
    const Chart *chart = g->chart;
    int64_t first = chart->bands[0].from, end = chart->bands[chart->band_count - 1].to;
    return g->plot.left +
           len_scale(twice - 2 * first, g->plot.right - g->plot.left, 2 * (end - first));
}

static Len y_of(const Graph *g, const Decimal *amount)
{
    return g->plot.bottom - chart_at(&g->scale, amount, g->plot.bottom - g->plot.top);
}

static void find_places(Graph *g)
{
    Arena *arena = setting_of(g)->job->arena;
    int count = g->chart->count;
    g->x = ARENA_ARRAY(arena, Len, count);
    g->y = ARENA_ARRAY(arena, Len, count);
    g->labels = ARENA_ARRAY(arena, Area, count);
    g->taken = ARENA_ARRAY(arena, Area, 2 * count);
    for (int i = 0; i < count; i++) {
        const ChartPoint *point = &g->chart->points[i];
        g->x[i] = x_of(g, (int64_t)point->from + point->to);
        g->y[i] = point->drawn ? y_of(g, &point->amount) : g->plot.bottom;
        if (point->drawn)
            g->taken[g->taken_count++] = (Area){g->x[i] - KNOT / 2, g->y[i] - KNOT / 2,
                                                g->x[i] + KNOT / 2, g->y[i] + KNOT / 2};
    }
}

/* The category of the same series that follows, or -1. */
static int next_category(const Graph *g, int index)
{
    const ChartPoint *points = g->chart->points;
    int next = -1;
    for (int i = 0; i < g->chart->count; i++)
        if (points[i].series == points[index].series &&
            points[i].category > points[index].category && (next < 0 || points[i].category < next))
            next = points[i].category;
    return next;
}

/* Is there a stroke from point a to point b? */
static bool joined(const Graph *g, int a, int b)
{
    const ChartPoint *from = &g->chart->points[a], *to = &g->chart->points[b];
    return from->drawn && to->drawn && from->series == to->series &&
           to->category == next_category(g, a);
}

/* -- labels ------------------------------------------------------------------------ */

static bool overlap(Area a, Area b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* Does the stroke from a to b cross the area? */
static bool crosses(const Graph *g, int a, int b, Area area)
{
    Len left = len_max(g->x[a], area.left), right = len_min(g->x[b], area.right);
    Len width = g->x[b] - g->x[a];
    if (left > right || width <= 0)
        return false;
    Len rise = g->y[b] - g->y[a];
    Len from = g->y[a] + len_scale(left - g->x[a], rise, width);
    Len to = g->y[a] + len_scale(right - g->x[a], rise, width);
    return len_min(from, to) < area.bottom && len_max(from, to) > area.top;
}

static bool is_free(const Graph *g, Area area, Len measure)
{
    if (area.left < g->plot.left || area.right > measure || area.top < 0 ||
        area.bottom > g->plot.bottom)
        return false;
    for (int i = 0; i < g->taken_count; i++)
        if (overlap(area, g->taken[i]))
            return false;
    for (int a = 0; a < g->chart->count; a++)
        for (int b = 0; b < g->chart->count; b++)
            if (joined(g, a, b) && crosses(g, a, b, area))
                return false;
    return true;
}

/* Above the knot, below, to its right, to its left, at its corners; false if
 * no place is free. */
static bool try_label(Graph *g, int index, Len width)
{
    const Setting *setting = setting_of(g);
    Len x = g->x[index], y = g->y[index], near = KNOT / 2 + LEN_PT(1);
    Len height = chart_words(setting, STYLE_CHART_LABEL, g->chart->points[index].label,
                             ALIGN_CENTRE, width, NODE_ARTIFACT)
                     ->height;
    Len middle = len_max(g->plot.left, len_min(x - width / 2, setting->measure - width));
    const struct {
        Len x, y;
    } tries[] = {{middle, y - near - height},
                 {middle, y + near},
                 {x + near, y - height / 2},
                 {x - near - width, y - height / 2},
                 {x, y - near - height},
                 {x - width, y - near - height},
                 {x, y + near},
                 {x - width, y + near}};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        Area area = {tries[i].x, tries[i].y, tries[i].x + width, tries[i].y + height};
        if (is_free(g, area, setting->measure)) {
            g->labels[index] = g->taken[g->taken_count++] = area;
            return true;
        }
    }
    return false;
}

/* On one line, or else on two. */
static bool place_label(Graph *g, int index)
{
    Len narrowest, widest;
    chart_widths(setting_of(g), STYLE_CHART_LABEL, g->chart->points[index].label, &narrowest,
                 &widest);
    Len half = len_max(narrowest, widest * 11 / 20);
    return (widest <= LABEL_MOST && try_label(g, index, widest)) ||
           (half <= LABEL_MOST && try_label(g, index, half));
}

static bool place_labels(Graph *g)
{
    for (int i = 0; i < g->chart->count; i++)
        if (!place_label(g, i))
            return false;
    return true;
}

/* -- the axis of time -------------------------------------------------------------- */

/* How many bands have one name among them, so that names do not meet. */
static int find_every(const Graph *g)
{
    static const int STEPS[] = {1, 2, 5, 10, 20, 50, 100, 400};
    const Chart *chart = g->chart;
    size_t step = 0;
    for (; step + 1 < sizeof STEPS / sizeof *STEPS; step++) {
        Len free_from = 0;
        bool fits = true;
        for (int i = 0; i < chart->band_count; i += STEPS[step]) {
            Len narrowest, width;
            chart_widths(setting_of(g), STYLE_CHART_AXIS, chart->bands[i].words, &narrowest,
                         &width);
            Len x = x_of(g, (int64_t)chart->bands[i].from + chart->bands[i].to) - width / 2;
            fits &= x >= free_from && x + width <= setting_of(g)->measure;
            free_from = x + width + GAP;
        }
        if (fits)
            break;
    }
    return STEPS[step];
}

/* The category whose time the band is, or -1. */
static int category_of(const Chart *chart, const ChartBand *band)
{
    for (int i = 0; i < chart->count; i++)
        if (chart->points[i].from == band->from && chart->points[i].to == band->to)
            return chart->points[i].category;
    return -1;
}

/* Can the time of every knot be read from the axis? */
static bool names_seen(const Graph *g)
{
    int seen = 0;
    for (int i = 0; i < g->chart->band_count; i += g->every)
        seen += category_of(g->chart, &g->chart->bands[i]) >= 0;
    return seen == g->chart->category_count;
}

static void draw_bands(const Graph *g)
{
    const Setting *setting = setting_of(g);
    Arena *arena = setting->job->arena;
    const Chart *chart = g->chart;
    Colour colour = setting->theme->colours[COLOUR_SOFT];
    Len height = 0, top = g->plot.bottom + NOTCH;
    for (int i = 0; i <= chart->band_count; i++) {
        int32_t day = i < chart->band_count ? chart->bands[i].from : chart->bands[i - 1].to;
        if (i % g->every == 0 || i == chart->band_count)
            frame_add_rect(arena, g->frame, x_of(g, 2 * (int64_t)day) - HAIRLINE / 2,
                           g->plot.bottom, HAIRLINE, NOTCH, colour);
        if (i == chart->band_count || i % g->every)
            continue;
        const ChartBand *band = &chart->bands[i];
        Len narrowest, width;
        chart_widths(setting, STYLE_CHART_AXIS, band->words, &narrowest, &width);
        int category = category_of(chart, band);
        NodeId node = category >= 0 ? chart_name(g->set, category) : g->set->figure;
        const Frame *words =
            chart_words(setting, STYLE_CHART_AXIS, band->words, ALIGN_CENTRE, width, node);
        frame_add_frame(arena, g->frame, x_of(g, (int64_t)band->from + band->to) - width / 2, top,
                        words);
        height = len_max(height, words->height);
    }
    g->frame->height = top + height;
}

/* -- drawing ----------------------------------------------------------------------- */

static Text tick_words(const Graph *g, int64_t value)
{
    return text_of(setting_of(g), chart_tick(setting_of(g), &g->scale, &g->axis, value),
                   PIECE_PLAIN, g->set->block->where);
}

static void draw_grid(const Graph *g)
{
    const Setting *setting = setting_of(g);
    Arena *arena = setting->job->arena;
    for (int64_t v = g->scale.low; v <= g->scale.high; v += g->scale.step) {
        Decimal amount = decimal_whole(v, g->scale.place);
        bool base = v == 0 || (v == g->scale.low && v > 0);
        Len y = y_of(g, &amount), width = base ? AXIS : HAIRLINE;
        frame_add_rect(arena, g->frame, g->plot.left, y - width / 2, g->plot.right - g->plot.left,
                       width, setting->theme->colours[base ? COLOUR_SOFT : COLOUR_RULE]);
        const Frame *tick = chart_words(setting, STYLE_CHART_AXIS, tick_words(g, v), ALIGN_END,
                                        g->plot.left - GAP, g->set->figure);
        frame_add_frame(arena, g->frame, 0, y - tick->height / 2, tick);
    }
}

static void draw_lines(const Graph *g)
{
    const Chart *chart = g->chart;
    ChartPen pen = chart_pen(g->set, g->frame);
    for (int a = 0; a < chart->count; a++)
        for (int b = 0; b < chart->count; b++)
            if (joined(g, a, b))
                chart_stroke(&pen, g->x[a], g->y[a], g->x[b], g->y[b], chart->points[a].series);
    for (int i = 0; i < chart->count; i++) {
        pen.where = chart->points[i].where;
        if (chart->points[i].drawn)
            chart_knot(&pen, g->x[i], g->y[i], chart->points[i].series);
    }
}

static void draw_labels(const Graph *g)
{
    const Setting *setting = setting_of(g);
    for (int i = 0; i < g->chart->count; i++) {
        const ChartPoint *point = &g->chart->points[i];
        Area at = g->labels[i];
        const Frame *words =
            chart_words(setting, STYLE_CHART_LABEL, point->label, ALIGN_CENTRE, at.right - at.left,
                        chart_cell(g->set, point->category, point->series));
        frame_add_rect(setting->job->arena, g->frame, at.left, at.top + LEN_PT(0.5),
                       at.right - at.left, at.bottom - at.top - LEN_PT(1),
                       setting->theme->colours[COLOUR_PAPER]);
        frame_add_frame(setting->job->arena, g->frame, at.left, at.top, words);
    }
}

static void find_scale(Graph *g, Len height, bool zero)
{
    const Setting *setting = setting_of(g);
    Decimal least = decimal_whole(0, 0), most = least;
    chart_ends(g->chart, &least, &most);
    int ticks = height / TICK_RISE;
    g->scale = chart_scale(least, most, ticks < 2 ? 2 : ticks, zero, g->chart->whole);
    g->axis = chart_axis(setting, g->chart, &g->scale);
    Len left = 0, leading = setting->theme->styles[STYLE_CHART_LABEL].leading;
    for (int64_t v = g->scale.low; v <= g->scale.high; v += g->scale.step) {
        Len narrowest, width;
        chart_widths(setting, STYLE_CHART_AXIS, tick_words(g, v), &narrowest, &width);
        left = len_max(left, width);
    }
    g->plot = (Area){left + GAP, 2 * leading, setting->measure, 2 * leading + height};
}

/* The graph without the room above it that no label took. */
static const Frame *without_blank(const Graph *g)
{
    const Setting *setting = setting_of(g);
    Len top = g->plot.top - setting->theme->styles[STYLE_CHART_AXIS].leading / 2;
    for (int i = 0; i < g->chart->count && g->set->tabled; i++)
        top = len_min(top, g->labels[i].top);
    Frame *frame = frame_new(setting->job->arena, setting->measure, g->frame->height - top);
    frame_add_frame(setting->job->arena, frame, 0, -top, g->frame);
    return frame;
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (!block->chart || block->chart->band_count == 0)
        return;
    const int32_t *options = block->options;
    Text caption = block->texts[LINES_CAPTION];
    ChartSet set = chart_begin(setting, block, caption, galley);
    Graph g = {.set = &set, .chart = block->chart};
    g.frame = frame_new(setting->job->arena, setting->measure, 0);
    find_scale(&g, options[LINES_HEIGHT], options[LINES_ZERO] != 0);
    find_places(&g);
    g.every = find_every(&g);
    if (names_seen(&g) && place_labels(&g))
        chart_table(&set);
    draw_grid(&g);
    draw_bands(&g);
    if (set.tabled)
        draw_labels(&g);
    draw_lines(&g);
    chart_heads(&set, &g.axis, CHART_SWATCH_LINE, galley);
    chart_end(&set, without_blank(&g), galley);
}

const Kind kind_lines = {
    .name = "lines",
    .about = "figures over time as lines",
    .takes = TAKES_TITLE | TAKES_CHART | TAKES_ZONES,
    .options = OPTIONS,
    .layout = layout,
};
