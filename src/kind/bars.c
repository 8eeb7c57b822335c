/* bars.c - figures as bars from a common zero.
 *
 * Upright bars carry their values above them and their names below. Where the
 * words of either find no room, all bars lie down: level ones have a line of
 * the page each for name and value. The values of stacked bars stand in a table
 * below, with their sources: few pieces are as wide as that. On a piece that is
 * wide enough stands the value without the marks and, where it can do without, its
 * unit, on a ground of paper, for no colour of words is told from every colour and
 * pattern.
 */
#include "kind/kind.h"
#include "layout/chart.h"
#include "layout/item.h"

#define HAIRLINE  LEN_PT(0.4)
#define AXIS      LEN_PT(0.8)
#define GAP       LEN_PT(4)   /* between words and what they stand at */
#define BAR       LEN_PT(11)  /* thickness of a level bar */
#define BAR_GAP   LEN_PT(1.6) /* between bars of a group */
#define GROUP_GAP LEN_PT(7)
#define BAR_MOST  LEN_PT(46) /* width of an upright bar */
#define TICK_GAP  LEN_PT(52) /* level axis: at least so far apart */
#define TICK_RISE LEN_PT(26) /* upright axis */

enum { BARS_LIES, BARS_STACKED, BARS_SERIES, BARS_CATEGORIES, BARS_HEIGHT, BARS_CAPTION };

static const KindOption OPTIONS[] = {
    {"horizontal", OPTION_FLAG, 0, 0, 0, NULL, "bars lie; they do in any case where words need it"},
    {"stacked", OPTION_FLAG, 0, 0, 0, NULL,
     "series on one another; only what may be summed is stacked"},
    {"series", OPTION_WORD, 0, 0, 0, CHART_SIDE_WORDS,
     "side of the facts that tells series apart (none)"},
    {"categories", OPTION_WORD, -1, 0, 0, CHART_SIDE_WORDS,
     "side of the facts that names the bars (label; zone with \"compare\")"},
    {"height", OPTION_LENGTH, LEN_PT(110), LEN_PT(40), LEN_PT(700), NULL,
     "of upright bars' axis (110)"},
    {"caption", OPTION_TEXT, -1, 0, 0, NULL, "a line under the title"},
    {NULL, OPTION_FLAG, 0, 0, 0, NULL, NULL}};

/* A chart being placed. Level bars: x along the axis; upright ones: y. */
typedef struct {
    ChartSet *set;
    const Chart *chart;
    bool stacked;
    Len height; /* of upright bars' axis */
    ChartScale scale;
    ChartAxis axis;
    Frame *frame;
    Len left, length; /* of the axis */
} Bars;

static const Setting *setting_of(const Bars *b)
{
    return b->set->setting;
}

static Len zero_of(const Bars *b)
{
    return len_scale(-b->scale.low, b->length, b->scale.high - b->scale.low);
}

static int bars_in(const Bars *b, int category)
{
    int count = 0;
    for (int i = 0; i < b->chart->count; i++)
        count += b->chart->points[i].category == category;
    return b->stacked && count ? 1 : count;
}

/* The ends of the axis: of single bars, or of what is stacked to either side
 * of zero. */
static void find_ends(const Bars *b, Decimal *least, Decimal *most)
{
    *least = *most = decimal_whole(0, 0);
    for (int c = 0; c < b->chart->category_count; c++) {
        Decimal sums[2] = {decimal_whole(0, 0), decimal_whole(0, 0)};
        for (int i = 0; i < b->chart->count; i++) {
            const ChartPoint *point = &b->chart->points[i];
            if (point->category != c || !point->drawn)
                continue;
            Decimal *sum = &sums[point->amount.negative], before = *sum;
            if (!b->stacked)
                *sum = point->amount;
            else
                decimal_add(&before, &point->amount, sum);
            *least = decimal_compare(sum, least) < 0 ? *sum : *least;
            *most = decimal_compare(sum, most) > 0 ? *sum : *most;
        }
    }
}

static void find_scale(Bars *b, Len length, Len apart)
{
    Decimal least, most;
    find_ends(b, &least, &most);
    int ticks = length / apart;
    b->length = length;
    b->scale = chart_scale(least, most, ticks < 2 ? 2 : ticks, true, b->chart->whole);
    b->axis = chart_axis(setting_of(b), b->chart, &b->scale);
}

static Text tick_words(const Bars *b, int64_t value)
{
    return text_of(setting_of(b), chart_tick(setting_of(b), &b->scale, &b->axis, value),
                   PIECE_PLAIN, b->set->block->where);
}

static Len widest_of(const Bars *b, StyleName style, Text text, Len *narrowest)
{
    Len least, widest;
    chart_widths(setting_of(b), style, text, &least, &widest);
    if (narrowest)
        *narrowest = len_max(*narrowest, least);
    return widest;
}

/* The value with its warning on a line of its own, if both have no room on one. */
static Text broken_label(const Bars *b, const ChartPoint *point, Len room)
{
    const Setting *setting = setting_of(b);
    Text label = point->label;
    if (widest_of(b, STYLE_CHART_LABEL, label, NULL) <= room)
        return label;
    Text broken = {ARENA_ARRAY(setting->job->arena, Piece, label.count + 1), 0};
    for (int i = 0; i < label.count; i++) {
        bool warning = label.pieces[i].role == PIECE_ALERT && !label.pieces[i].glue;
        if (warning && i > 0 && label.pieces[i - 1].role != PIECE_ALERT)
            broken.pieces[broken.count++] =
                (Piece){.text = STR("\n"), .where = point->where, .at = -1};
        broken.pieces[broken.count++] = label.pieces[i];
    }
    return broken;
}

static Len widest_label(const Bars *b, Len *narrowest)
{
    Len widest = 0;
    for (int i = 0; i < b->chart->count; i++)
        widest =
            len_max(widest, widest_of(b, STYLE_CHART_LABEL, b->chart->points[i].label, narrowest));
    return widest;
}

static Len widest_name(const Bars *b, Len *narrowest)
{
    Len widest = 0;
    for (int c = 0; c < b->chart->category_count; c++)
        widest =
            len_max(widest, widest_of(b, STYLE_CHART_LABEL, b->chart->categories[c], narrowest));
    return widest;
}

/* -- level bars -------------------------------------------------------------------- */

/* Where the next bar of a stack begins, on either side of zero. */
typedef struct {
    Len ends[2];
} Stack;

static Len bar_length(const Bars *b, const ChartPoint *point)
{
    return chart_at(&b->scale, &point->amount, b->length) - zero_of(b);
}

/* Draws a bar and its value behind it; returns the height of the two. */
static Len level_bar(const Bars *b, const ChartPoint *point, Len y, Len label_width)
{
    const Setting *setting = setting_of(b);
    ChartPen pen = chart_pen(b->set, b->frame);
    pen.where = point->where;
    Len zero = b->left + zero_of(b), length = point->drawn ? bar_length(b, point) : 0;
    const Frame *label =
        chart_words(setting, STYLE_CHART_LABEL, point->label, ALIGN_START, label_width,
                    chart_cell(b->set, point->category, point->series));
    Len height = len_max(BAR, label->height);
    if (point->drawn)
        chart_box(&pen, zero, y + (height - BAR) / 2, length, BAR, point->series);
    Len wide = len_min(label_width, widest_of(b, STYLE_CHART_LABEL, point->label, NULL));
    frame_add_rect(setting->job->arena, b->frame, zero + len_max(length, 0) + GAP / 2,
                   y + (height - label->height) / 2 + LEN_PT(0.5), wide + GAP,
                   label->height - LEN_PT(1), setting->theme->colours[COLOUR_PAPER]);
    frame_add_frame(setting->job->arena, b->frame, zero + len_max(length, 0) + GAP,
                    y + (height - label->height) / 2, label);
    return height;
}

static Text bare_label(const Bars *b, const ChartPoint *point)
{
    Text bare = {ARENA_ARRAY(setting_of(b)->job->arena, Piece, point->label.count), 0};
    for (int i = 0; i < point->label.count; i++)
        if (point->label.pieces[i].role != PIECE_MARK)
            bare.pieces[bare.count++] = point->label.pieces[i];
    return bare;
}

/* The value without the marks of its sources, which the table below has, and without its
 * unit where that stands above the chart. */
static Text piece_words(const Bars *b, const ChartPoint *point)
{
    Str number = chart_number(setting_of(b), b->chart, &b->axis, point);
    return number.length ? text_of(setting_of(b), number, PIECE_STRONG, point->where)
                         : bare_label(b, point);
}

/* Writes its value on a piece of a stack, if there is room for it. */
static void label_piece(const Bars *b, const ChartPoint *point, Len x, Len y, Len width, Len height)
{
    const Setting *setting = setting_of(b);
    Text words = piece_words(b, point);
    Len wide = widest_of(b, STYLE_CHART_AXIS, words, NULL) + 1;
    const Frame *label =
        chart_words(setting, STYLE_CHART_AXIS, words, ALIGN_CENTRE, wide, b->set->figure);
    Len ground = label->height - LEN_PT(1.4);
    if (wide + 2 * GAP > width || ground + LEN_PT(1.6) > height)
        return;
    x += (width - wide) / 2;
    y += (height - label->height) / 2;
    frame_add_rect(setting->job->arena, b->frame, x - GAP / 2, y + (label->height - ground) / 2,
                   wide + GAP, ground, setting->theme->colours[COLOUR_PAPER]);
    frame_add_frame(setting->job->arena, b->frame, x, y, label);
}

/* A piece of a stack. */
static void stacked_piece(const Bars *b, const ChartPoint *point, Stack *stack, Len y)
{
    ChartPen pen = chart_pen(b->set, b->frame);
    pen.where = point->where;
    if (!point->drawn)
        return;
    Len length = bar_length(b, point), *end = &stack->ends[point->amount.negative];
    Len start = b->left + zero_of(b) + *end;
    chart_box(&pen, start, y, length, BAR, point->series);
    label_piece(b, point, start + len_min(length, 0), y, length < 0 ? -length : length, BAR);
    *end += length;
}

static void level_grid(const Bars *b, Len top, Len depth)
{
    const Setting *setting = setting_of(b);
    Arena *arena = setting->job->arena;
    Len free_from = -LEN_PT(1000), height = 0;
    for (int64_t v = b->scale.low; v <= b->scale.high; v += b->scale.step) {
        Decimal amount = decimal_whole(v, b->scale.place);
        Len x = b->left + chart_at(&b->scale, &amount, b->length);
        Len width = v == 0 ? AXIS : HAIRLINE;
        frame_add_rect(arena, b->frame, x - width / 2, top, width, depth,
                       setting->theme->colours[v == 0 ? COLOUR_SOFT : COLOUR_RULE]);
        Text words = tick_words(b, v);
        Len wide = widest_of(b, STYLE_CHART_AXIS, words, NULL);
        if (x - wide / 2 < free_from || x - wide / 2 < 0)
            continue;
        free_from = x + wide - wide / 2 + GAP;
        const Frame *tick =
            chart_words(setting, STYLE_CHART_AXIS, words, ALIGN_CENTRE, wide, b->set->figure);
        frame_add_frame(arena, b->frame, x - wide / 2, top + depth + LEN_PT(1), tick);
        height = len_max(height, tick->height);
    }
    b->frame->height = top + depth + height + LEN_PT(1);
}

/* Bars and words of one category; returns its height. */
static Len level_group(const Bars *b, int category, Len y, Len name_width, Len label_width)
{
    const Setting *setting = setting_of(b);
    const Frame *name = chart_words(setting, STYLE_CHART_LABEL, b->chart->categories[category],
                                    ALIGN_END, name_width, chart_name(b->set, category));
    Len depth = 0;
    Stack stack = {{0, 0}};
    for (int i = 0; i < b->chart->count; i++) {
        const ChartPoint *point = &b->chart->points[i];
        if (point->category != category)
            continue;
        if (b->stacked)
            stacked_piece(b, point, &stack, y);
        else
            depth += level_bar(b, point, y + depth, label_width) + BAR_GAP;
    }
    depth = b->stacked ? BAR : depth - BAR_GAP;
    Len leading = setting->theme->styles[STYLE_CHART_LABEL].leading;
    Len shift =
        name->height > leading ? (depth - name->height) / 2 : (len_max(depth, BAR) - leading) / 2;
    frame_add_frame(setting->job->arena, b->frame, 0, y + len_max(shift, 0), name);
    return len_max(depth, name->height);
}

static void place_level(Bars *b)
{
    const Setting *setting = setting_of(b);
    Len measure = setting->measure;
    Len name_width = len_min(widest_name(b, NULL), measure / 3);
    Len label_width = b->stacked ? LEN_PT(12) : len_min(widest_label(b, NULL), measure * 2 / 5);
    b->left = name_width + GAP + LEN_PT(2);
    find_scale(b, len_max(measure - b->left - GAP - label_width, BAR), TICK_GAP);
    b->frame = frame_new(setting->job->arena, measure, 0);
    Frame *bars = frame_new(setting->job->arena, measure, 0), *whole = b->frame;
    b->frame = bars;
    Len y = GROUP_GAP / 2;
    for (int c = 0; c < b->chart->category_count; c++)
        y += level_group(b, c, y, name_width, label_width) + GROUP_GAP;
    b->frame = whole;
    level_grid(b, 0, y - GROUP_GAP / 2);
    frame_add_frame(setting->job->arena, whole, 0, 0, bars);
}

/* -- upright bars ------------------------------------------------------------------ */

/* The widest tick's words. */
static Len tick_width(const Bars *b)
{
    Len width = 0;
    for (int64_t v = b->scale.low; v <= b->scale.high; v += b->scale.step)
        width = len_max(width, widest_of(b, STYLE_CHART_AXIS, tick_words(b, v), NULL));
    return width;
}

static int most_bars(const Bars *b)
{
    int most = 1;
    for (int c = 0; c < b->chart->category_count; c++)
        if (bars_in(b, c) > most)
            most = bars_in(b, c);
    return most;
}

/* From the start of one bar to the next; a group has half a bar more. */
static Len pitch_of(const Bars *b)
{
    Len slot = (setting_of(b)->measure - b->left) / b->chart->category_count;
    return len_min(slot * 2 / (2 * most_bars(b) + 1), BAR_MOST * 5 / 4);
}

/* Lines that the highest label takes: what must stay free beyond the bars. */
static Len label_depth(const Bars *b, bool below)
{
    Len slot = (setting_of(b)->measure - b->left) / b->chart->category_count;
    Len room = most_bars(b) == 1 ? slot - GAP : pitch_of(b) - BAR_GAP, depth = 0;
    for (int i = 0; i < b->chart->count && !b->stacked; i++) {
        const ChartPoint *point = &b->chart->points[i];
        bool negative = point->drawn && point->amount.negative;
        if (negative == below)
            depth = len_max(depth, chart_words(setting_of(b), STYLE_CHART_LABEL,
                                               broken_label(b, point, room), ALIGN_CENTRE, room,
                                               NODE_ARTIFACT)
                                       ->height);
    }
    return depth;
}

#define LABEL_HALVES 5 /* half lines: more than two and a half are a column of words, no label */

/* Have all words room above and below upright bars? */
static bool fits_upright(const Bars *b)
{
    Len label = 0, name = 0;
    widest_label(b, &label);
    widest_name(b, &name);
    Len slot = (setting_of(b)->measure - b->left) / b->chart->category_count;
    Len room = most_bars(b) == 1 ? slot - GAP : pitch_of(b) - BAR_GAP;
    Len most = setting_of(b)->theme->styles[STYLE_CHART_LABEL].leading * LABEL_HALVES / 2;
    return name <= slot - GAP && (b->stacked || (label <= room && label_depth(b, false) <= most &&
                                                 label_depth(b, true) <= most));
}

static void upright_grid(const Bars *b, Len top)
{
    const Setting *setting = setting_of(b);
    Arena *arena = setting->job->arena;
    for (int64_t v = b->scale.low; v <= b->scale.high; v += b->scale.step) {
        Decimal amount = decimal_whole(v, b->scale.place);
        Len y = top + b->length - chart_at(&b->scale, &amount, b->length);
        Len width = v == 0 ? AXIS : HAIRLINE;
        frame_add_rect(arena, b->frame, b->left, y - width / 2, setting->measure - b->left, width,
                       setting->theme->colours[v == 0 ? COLOUR_SOFT : COLOUR_RULE]);
        const Frame *tick = chart_words(setting, STYLE_CHART_AXIS, tick_words(b, v), ALIGN_END,
                                        b->left - GAP, b->set->figure);
        frame_add_frame(arena, b->frame, 0, y - tick->height / 2, tick);
    }
}

static void upright_bar(const Bars *b, const ChartPoint *point, Len middle, Len top, Stack *stack)
{
    const Setting *setting = setting_of(b);
    Len slot = (setting->measure - b->left) / b->chart->category_count;
    Len pitch = pitch_of(b), room = most_bars(b) == 1 ? slot - GAP : pitch - BAR_GAP;
    Len zero = top + b->length - zero_of(b), width = pitch * 4 / 5;
    ChartPen pen = chart_pen(b->set, b->frame);
    pen.where = point->where;
    Len length = point->drawn ? bar_length(b, point) : 0;
    Len *end = &stack->ends[length < 0];
    if (point->drawn)
        chart_box(&pen, middle - width / 2, zero - *end, width, -length, point->series);
    if (b->stacked) {
        if (point->drawn)
            label_piece(b, point, middle - width / 2, zero - *end - len_max(length, 0), width,
                        length < 0 ? -length : length);
        *end += length;
        return;
    }
    Text words = broken_label(b, point, room);
    room = len_min(room, widest_of(b, STYLE_CHART_LABEL, words, NULL));
    const Frame *label = chart_words(setting, STYLE_CHART_LABEL, words, ALIGN_CENTRE, room,
                                     chart_cell(b->set, point->category, point->series));
    Len y = length < 0 ? zero - length + LEN_PT(1) : zero - length - label->height - LEN_PT(1);
    frame_add_rect(setting->job->arena, b->frame, middle - room / 2 + LEN_PT(1), y + LEN_PT(0.5),
                   room - LEN_PT(2), label->height - LEN_PT(1),
                   setting->theme->colours[COLOUR_PAPER]);
    frame_add_frame(setting->job->arena, b->frame, middle - room / 2, y, label);
}

static void upright_group(const Bars *b, int category, Len top, Len foot)
{
    const Setting *setting = setting_of(b);
    Len slot = (setting->measure - b->left) / b->chart->category_count;
    Len centre = b->left + slot * category + slot / 2;
    Len middle = centre - pitch_of(b) * (bars_in(b, category) - 1) / 2;
    Stack stack = {{0, 0}};
    for (int i = 0; i < b->chart->count; i++) {
        if (b->chart->points[i].category != category)
            continue;
        upright_bar(b, &b->chart->points[i], middle, top, &stack);
        middle += b->stacked ? 0 : pitch_of(b);
    }
    const Frame *name = chart_words(setting, STYLE_CHART_LABEL, b->chart->categories[category],
                                    ALIGN_CENTRE, slot - GAP, chart_name(b->set, category));
    frame_add_frame(setting->job->arena, b->frame, centre - (slot - GAP) / 2, foot, name);
    b->frame->height = len_max(b->frame->height, foot + name->height);
}

static void place_upright(Bars *b)
{
    const Setting *setting = setting_of(b);
    Len leading = setting->theme->styles[STYLE_CHART_AXIS].leading;
    Len top = len_max(label_depth(b, false), leading / 2) + LEN_PT(1);
    b->frame = frame_new(setting->job->arena, setting->measure, 0);
    upright_grid(b, top);
    Len foot = top + b->length + label_depth(b, true) + LEN_PT(3);
    for (int c = 0; c < b->chart->category_count; c++)
        upright_group(b, c, top, foot);
}

/* -- the chart --------------------------------------------------------------------- */

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (!block->chart || block->chart->count == 0)
        return;
    const int32_t *options = block->options;
    Text caption = block->texts[BARS_CAPTION];
    ChartSet set = chart_begin(setting, block, caption, galley);
    Bars b = {.set = &set,
              .chart = block->chart,
              .stacked = options[BARS_STACKED] != 0,
              .height = options[BARS_HEIGHT]};
    find_scale(&b, b.height, TICK_RISE);
    b.left = tick_width(&b) + GAP;
    bool lies = options[BARS_LIES] || !fits_upright(&b);
    if (!b.stacked)
        chart_table(&set);
    if (lies)
        place_level(&b);
    else
        place_upright(&b);
    chart_heads(&set, &b.axis, CHART_SWATCH_BOX, galley);
    chart_end(&set, b.frame, galley);
}

const Kind kind_bars = {
    .name = "bars",
    .about = "figures as bars: upright or lying, side by side or stacked",
    .takes = TAKES_TITLE | TAKES_CHART | TAKES_ZONES,
    .options = OPTIONS,
    .layout = layout,
};
