/* donut.c - parts of a whole as a ring, with the whole in its middle.
 *
 * The words stand in lines beside the ring, or below it where the measure is
 * narrow. What must not be summed has no whole and is refused (E117).
 */
#include "kind/kind.h"
#include "layout/chart.h"

#define GAP      LEN_PT(5)
#define SIDE     LEN_PT(18) /* from the ring to the words */
#define ROW_GAP  LEN_PT(4)
#define SWATCH   LEN_PT(9)
#define HAIRLINE LEN_PT(0.4)
#define LOOSE    LEN_PT(24)  /* between the longest name and the values */
#define LEAST    LEN_PT(150) /* measure for words beside the ring */

enum { DONUT_CATEGORIES, DONUT_HEIGHT, DONUT_CAPTION };

static const KindOption OPTIONS[] = {
    {"categories", OPTION_WORD, 1, 0, 0, CHART_SIDE_WORDS,
     "side of the facts that names the parts (label)"},
    {"height", OPTION_LENGTH, LEN_PT(104), LEN_PT(40), LEN_PT(400), NULL,
     "of the ring, and its width (104)"},
    {"caption", OPTION_TEXT, -1, 0, 0, NULL, "a line under the title"},
    {NULL, OPTION_FLAG, 0, 0, 0, NULL, NULL}};

static Frame *draw_ring(const ChartSet *set, Len size)
{
    const Setting *setting = set->setting;
    Arena *arena = setting->job->arena;
    Frame *frame = frame_new(arena, size, size);
    ChartPen pen = chart_pen(set, frame);
    Decimal sum = decimal_whole(0, 0);
    const Chart *chart = set->chart;
    for (int i = 0; i < chart->count; i++) {
        Decimal before = sum;
        decimal_add(&before, &chart->points[i].amount, &sum);
    }
    int place = sum.point - 9;
    int64_t whole = chart_units(&sum, place), done = 0;
    Len middle = size / 2, outer = middle - LEN_PT(1), inner = outer * 3 / 5;
    for (int i = 0; i < chart->count; i++) {
        int64_t from = done;
        done += chart_units(&chart->points[i].amount, place);
        pen.where = chart->points[i].where;
        int32_t start = len_scale(from, 360000, whole), end = len_scale(done, 360000, whole);
        if (end > start)
            chart_ring(&pen, middle, middle, outer, inner, start, end, chart->points[i].category);
    }
    return frame;
}

/* The whole in the ring's middle; false if its words are too wide for it. */
static bool set_total(const ChartSet *set, Frame *frame)
{
    const Setting *setting = set->setting;
    Arena *arena = setting->job->arena;
    Len width = frame->width / 2, narrowest, widest[2];
    Text words[] = {set->chart->total, set->chart->total_name};
    chart_widths(setting, STYLE_CHART_LABEL, words[0], &narrowest, &widest[0]);
    chart_widths(setting, STYLE_CHART_AXIS, words[1], &narrowest, &widest[1]);
    if (widest[0] > width || widest[1] > width)
        return false;
    const Frame *total =
        chart_words(setting, STYLE_CHART_LABEL, words[0], ALIGN_CENTRE, width, set->figure);
    const Frame *name =
        chart_words(setting, STYLE_CHART_AXIS, words[1], ALIGN_CENTRE, width, set->figure);
    Len x = (frame->width - width) / 2, y = (frame->height - total->height - name->height) / 2;
    frame_add_frame(arena, frame, x, y, total);
    frame_add_frame(arena, frame, x, y + total->height, name);
    return true;
}

static Len widest_of(const ChartSet *set, bool shares)
{
    const Chart *chart = set->chart;
    Len widest = 0;
    for (int i = 0; i < chart->count; i++) {
        Len narrowest, width;
        Text words = shares ? chart->remarks[chart->points[i].category] : chart->points[i].label;
        chart_widths(set->setting, STYLE_CHART_LABEL, words, &narrowest, &width);
        widest = len_max(widest, width);
    }
    return widest;
}

/* Widths of a line's words: name, value, share. */
typedef struct {
    Len name, value, share;
    Len width; /* of the whole line */
} Widths;

static Widths find_widths(const ChartSet *set, Len measure)
{
    const Chart *chart = set->chart;
    Len name = 0, narrowest, width, left = SWATCH + 3 * GAP;
    for (int c = 0; c < chart->category_count; c++) {
        chart_widths(set->setting, STYLE_CHART_LABEL, chart->categories[c], &narrowest, &width);
        name = len_max(name, width);
    }
    Widths widths = {.share = widest_of(set, true)};
    widths.value = len_min(widest_of(set, false), (measure - left - widths.share) * 3 / 5);
    widths.name = len_min(name + LOOSE, measure - left - widths.value - widths.share);
    widths.width = left + widths.name + widths.value + widths.share;
    return widths;
}

static void add_line(const ChartSet *set, Frame *frame, const Widths *widths, const Frame *name,
                     const Frame *value, const Frame *share)
{
    Arena *arena = set->setting->job->arena;
    Len y = frame->height, left = SWATCH + GAP;
    Len height = len_max(name->height, len_max(value->height, share->height));
    frame_add_frame(arena, frame, left, y, name);
    frame_add_frame(arena, frame, left + widths->name + GAP, y, value);
    frame_add_frame(arena, frame, widths->width - widths->share, y, share);
    frame_add_rect(arena, frame, 0, y + height + ROW_GAP / 2, widths->width, HAIRLINE,
                   set->setting->theme->colours[COLOUR_RULE]);
    frame->height += height + ROW_GAP;
}

/* Look, name, value, share: a line for each part; and one for the whole, if
 * it does not stand in the ring. */
static const Frame *set_lines(const ChartSet *set, Len measure, bool total)
{
    const Setting *setting = set->setting;
    const Chart *chart = set->chart;
    const StyleName style = STYLE_CHART_LABEL;
    Frame *frame = frame_new(setting->job->arena, measure, 0);
    ChartPen pen = chart_pen(set, frame);
    Widths widths = find_widths(set, measure);
    Len leading = setting->theme->styles[style].leading;
    for (int i = 0; i < chart->count; i++) {
        const ChartPoint *point = &chart->points[i];
        NodeId cell = chart_cell(set, point->category, point->series);
        pen.where = point->where;
        chart_box(&pen, 0, frame->height + (leading - SWATCH * 3 / 4) / 2, SWATCH, SWATCH * 3 / 4,
                  point->category);
        const Frame *name = chart_words(setting, style, chart->categories[point->category],
                                        ALIGN_START, widths.name, chart_name(set, point->category));
        const Frame *value = chart_words(setting, style, point->label, ALIGN_END, widths.value,
                                         chart_part(set, cell));
        const Frame *share = chart_words(setting, style, chart->remarks[point->category], ALIGN_END,
                                         widths.share, chart_part(set, cell));
        add_line(set, frame, &widths, name, value, share);
    }
    if (total) {
        const Frame *name =
            chart_words(setting, style, chart->total_name, ALIGN_START, widths.name, set->figure);
        const Frame *value =
            chart_words(setting, style, chart->total, ALIGN_END, widths.value, set->figure);
        add_line(set, frame, &widths, name, value, frame_new(setting->job->arena, 0, 0));
    }
    return frame;
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (!block->chart || block->chart->count == 0)
        return;
    const int32_t *options = block->options;
    Arena *arena = setting->job->arena;
    Text caption = block->texts[DONUT_CAPTION];
    ChartSet set = chart_begin(setting, block, caption, galley);
    chart_table(&set);
    Len size = len_min(options[DONUT_HEIGHT], setting->measure);
    bool beside = setting->measure - size - SIDE >= LEAST;
    Len left = beside ? size + SIDE : 0;
    Frame *ring = draw_ring(&set, size);
    bool inside = set_total(&set, ring);
    const Frame *lines = set_lines(&set, setting->measure - left, !inside);
    Frame *frame = frame_new(arena, setting->measure, 0);
    Len ring_y = beside ? len_max(0, (lines->height - size) / 2) : 0;
    Len lines_y = beside ? len_max(0, (size - lines->height) / 2) : size + GAP;
    frame_add_frame(arena, frame, 0, ring_y, ring);
    frame_add_frame(arena, frame, left, lines_y, lines);
    frame->height = len_max(ring_y + size, lines_y + lines->height);
    chart_heads(&set, NULL, CHART_SWATCH_NONE, galley);
    chart_end(&set, frame, galley);
}

const Kind kind_donut = {
    .name = "donut",
    .about = "parts of a whole as a ring",
    .takes = TAKES_TITLE | TAKES_CHART,
    .options = OPTIONS,
    .layout = layout,
};
