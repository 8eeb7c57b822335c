/* progress.c - what has been reached beside what is planned or aimed at.
 *
 * The aim is a long box in its own pattern, what has been reached a narrower
 * bar within it; all rows share one scale of percent, so that aims end below
 * one another. Each value says its status, so that an aim never reads as
 * reached.
 */
#include <assert.h>

#include "kind/kind.h"
#include "layout/chart.h"
#include "layout/item.h"

#define GAP       LEN_PT(8)
#define BAR       LEN_PT(10) /* height of the aim */
#define MARK      LEN_PT(1.6)
#define OVERHANG  LEN_PT(1.5)
#define ROW_GAP   LEN_PT(8)
#define THOUSANDS 1000

enum { PROGRESS_CAPTION };
enum { SERIES_ACTUAL, SERIES_AIM }; /* as the brief's stage has them */

static const KindOption OPTIONS[] = {
    {"caption", OPTION_TEXT, -1, 0, 0, NULL, "a line under the title"},
    {NULL, OPTION_FLAG, 0, 0, 0, NULL, NULL}};

/* Every row has one. */
static const ChartPoint *aim_of(const Chart *chart, int category)
{
    const ChartPoint *point = chart->points;
    while (point->category != category || point->series != SERIES_AIM) {
        point++;
        assert(point < chart->points + chart->count);
    }
    return point;
}

/* How much of its row's aim a figure is, in thousandths; 0 where it cannot be said. */
static int64_t ratio_of(const Chart *chart, const ChartPoint *point)
{
    const ChartPoint *aim = aim_of(chart, point->category);
    int higher = point->amount.point > aim->amount.point ? point->amount.point : aim->amount.point;
    int64_t whole = chart_units(&aim->amount, higher - 9);
    int64_t part = chart_units(&point->amount, higher - 9);
    return whole <= 0 || part <= 0 ? 0 : part * THOUSANDS / whole;
}

static int64_t most_ratio(const Chart *chart)
{
    int64_t most = THOUSANDS;
    for (int i = 0; i < chart->count; i++) {
        int64_t ratio = ratio_of(chart, &chart->points[i]);
        most = ratio > most ? ratio : most;
    }
    return most;
}

/* The bars of a row; more than one within the aim where sources differ. */
static void draw_bars(const ChartSet *set, Frame *frame, Len y, int category, int64_t most)
{
    const Setting *setting = set->setting;
    Arena *arena = setting->job->arena;
    const Chart *chart = set->chart;
    const Theme *theme = setting->theme;
    ChartPen pen = chart_pen(set, frame);
    int actuals = 0, done = 0;
    for (int i = 0; i < chart->count; i++)
        actuals +=
            chart->points[i].category == category && chart->points[i].series == SERIES_ACTUAL;
    const ChartPoint *aim = aim_of(chart, category);
    Len end = len_scale(ratio_of(chart, aim), setting->measure, most);
    pen.where = aim->where;
    if (end > 0)
        chart_box(&pen, 0, y, end, BAR, SERIES_AIM);
    for (int i = 0; i < chart->count; i++) {
        const ChartPoint *point = &chart->points[i];
        if (point->category != category || point->series != SERIES_ACTUAL)
            continue;
        Len length = len_scale(ratio_of(chart, point), setting->measure, most);
        Len height = BAR / (actuals + 1),
            top = y + BAR * (2 * done++ + 1) / (2 * actuals) - height / 2;
        if (length == 0)
            continue;
        pen.where = point->where;
        frame_add_rect(arena, frame, 0, top - LEN_PT(0.8), length + LEN_PT(0.8),
                       height + LEN_PT(1.6), theme->colours[COLOUR_PAPER]);
        chart_box(&pen, 0, top, length, height, SERIES_ACTUAL);
    }
    if (end > 0)
        frame_add_rect(arena, frame, len_max(end - MARK, 0), y - OVERHANG, MARK, BAR + 2 * OVERHANG,
                       theme->colours[COLOUR_INK]);
}

/* `start` flush left and `end` flush right, below each other if they meet. */
static Len set_pair(const ChartSet *set, Frame *frame, Len y, Text start, NodeId start_node,
                    Text end, NodeId end_node)
{
    const Setting *setting = set->setting;
    Arena *arena = setting->job->arena;
    Len narrowest, left, right;
    chart_widths(setting, STYLE_CHART_LABEL, start, &narrowest, &left);
    chart_widths(setting, STYLE_CHART_LABEL, end, &narrowest, &right);
    bool meet = left + GAP + right > setting->measure;
    const Frame *first = chart_words(setting, STYLE_CHART_LABEL, start, ALIGN_START,
                                     meet ? setting->measure : left, start_node);
    const Frame *second = chart_words(setting, STYLE_CHART_LABEL, end, ALIGN_END,
                                      meet ? setting->measure : right, end_node);
    frame_add_frame(arena, frame, 0, y, first);
    frame_add_frame(arena, frame, setting->measure - second->width, meet ? y + first->height : y,
                    second);
    return meet ? first->height + second->height : len_max(first->height, second->height);
}

/* What has been reached, all sources' values after one another. */
static Text actual_words(const ChartSet *set, int category)
{
    const Chart *chart = set->chart;
    Text words = {NULL, 0};
    Str between = str_of(lang_marks(set->setting->lang)->parts);
    for (int i = 0; i < chart->count; i++)
        if (chart->points[i].category == category && chart->points[i].series == SERIES_ACTUAL)
            words = text_join(set->setting, words, between, chart->points[i].label);
    return words;
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    const Chart *chart = block->chart;
    if (!chart || chart->count == 0)
        return;
    Text caption = block->texts[PROGRESS_CAPTION];
    ChartSet set = chart_begin(setting, block, caption, galley);
    chart_table(&set);
    Frame *frame = frame_new(setting->job->arena, setting->measure, 0);
    int64_t most = most_ratio(chart);
    for (int c = 0; c < chart->category_count; c++) {
        NodeId aim = chart_cell(&set, c, SERIES_AIM);
        Len y = frame->height + (c ? ROW_GAP : 0);
        y += set_pair(&set, frame, y, chart->categories[c], chart_name(&set, c), chart->remarks[c],
                      chart_part(&set, aim));
        draw_bars(&set, frame, y + OVERHANG, c, most);
        y += BAR + 2 * OVERHANG + LEN_PT(1);
        y += set_pair(&set, frame, y, actual_words(&set, c), chart_cell(&set, c, SERIES_ACTUAL),
                      aim_of(chart, c)->label, chart_part(&set, aim));
        frame->height = y;
    }
    chart_heads(&set, NULL, CHART_SWATCH_BOX, galley);
    chart_end(&set, frame, galley);
}

const Kind kind_progress = {
    .name = "progress",
    .about = "plans and targets, and how much of them has been reached",
    .takes = TAKES_TITLE | TAKES_CHART,
    .options = OPTIONS,
    .layout = layout,
};
