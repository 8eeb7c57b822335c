/* chart.h - figures drawn: what a chart says, its scale, and its parts.
 *
 * The brief's stage groups facts into points (brief/chart.h); a kind (bars,
 * lines, donut, progress) finds places for them with what is here:
 *
 *     facts --group--> Chart --scale, measure--> places --set--> one strip
 *
 * Lengths are Len. Amounts are exact decimals; for drawing they are counted
 * in whole powers of ten (ChartScale), so no float and no rounding but the
 * last one to 1/1000 pt takes part. Sines are in millionths.
 *
 * What is read. The drawing (bars, axis and its words) is a Figure with an
 * alternative text, one sentence; its caption is the Figure's Caption. Behind
 * it stands a Table that holds every value: the words seen in the chart, names
 * of categories and series as TH, values with their source marks as TD. So a
 * listener gets the sum of it, then each value, and nothing is written twice
 * or hidden. Where a chart has no room for all words of that table at their
 * places, the words are not shortened or dropped: the table is set below the
 * chart as any other. Hidden text, or the table as the Figure's child, would
 * be lost to readers that stop at an alternative text.
 *
 * Series differ in pattern besides colour (areas), in dashes and knots (lines).
 */
#ifndef LAYOUT_CHART_H
#define LAYOUT_CHART_H

#include "layout/paragraph.h"

#define CHART_SERIES_MOST 6 /* that patterns can tell apart */

/* Sides of a fact that tell its category or its series. */
#define CHART_SIDES(X)                                                                             \
    X(NONE, "none")                                                                                \
    X(LABEL, "label")                                                                              \
    X(ZONE, "zone")                                                                                \
    X(BASIS, "basis")                                                                              \
    X(SCOPE, "scope")                                                                              \
    X(DATE, "date")                                                                                \
    X(STATUS, "status")

typedef enum {
#define CHART_SIDE_NAME(name, word) CHART_BY_##name,
    CHART_SIDES(CHART_SIDE_NAME)
#undef CHART_SIDE_NAME
} ChartSide;

extern const char *const CHART_SIDE_WORDS[]; /* ended by NULL */

/* One figure. */
typedef struct {
    int category, series;
    bool drawn; /* has an amount; else the words alone say that there is none */
    Decimal amount;
    int32_t from, to; /* of lines: first and last day */
    Text label;       /* the value in words, with source marks and remarks */
    Where where;
} ChartPoint;

/* A stretch of the axis of time, with its name. */
typedef struct {
    int32_t from, to; /* first day, and the day behind the last */
    Text words;
} ChartBand;

struct Chart {
    Text *categories; /* of lines: the dates of points, in order */
    int category_count;
    Text *series; /* at least one; its name is empty where there is but one */
    int series_count;
    ChartPoint *points; /* in order of categories, then of series */
    int count;
    ChartBand *bands; /* of lines */
    int band_count;
    Text *remarks;   /* of progress, per category: how much of the target; of a donut
                        its share of the whole; else NULL */
    Text total;      /* of a donut */
    Text total_name; /* the word beside it */
    Text item;       /* heading of the column of categories */
    Text subject;    /* what is measured, if it is one thing */
    Text common;     /* scope and date, if all have the same */
    Str unit;        /* "{} km²" */
    Scale scale;     /* of the axis */
    bool whole;      /* parts of ones are no values */
    Text none;       /* which of the compared zones have no figure */
    Text source;     /* whose words it rests on, with their marks */
    const char *alt;
};

/* -- scale ------------------------------------------------------------------------- */

/* Values counted in 10^place; low and high are multiples of step. */
typedef struct {
    int place;
    int64_t low, high, step;
} ChartScale;

/* A scale from `least` to `most` in about `ticks` steps of 1, 2 or 5 times a
 * power of ten. It begins (or ends) at zero if `zero`; `whole`: no step below
 * one. */
ChartScale chart_scale(Decimal least, Decimal most, int ticks, bool zero, bool whole);

/* The amount in units of 10^place, rounded. */
int64_t chart_units(const Decimal *amount, int place);

/* How far from the low end an amount stands on an axis `length` long. */
Len chart_at(const ChartScale *scale, const Decimal *amount, Len length);

/* The ends of the points that are drawn; false if none is. */
bool chart_ends(const Chart *chart, Decimal *least, Decimal *most);

/* How ticks are written: in units of 10^exponent, the word for which ("billion")
 * stands with the unit in the chart's subtitle. */
typedef struct {
    int exponent;
    Str unit; /* "billion yuan", "亿元", "km²"; may be empty */
} ChartAxis;

ChartAxis chart_axis(const Setting *setting, const Chart *chart, const ChartScale *scale);
Str chart_tick(const Setting *setting, const ChartScale *scale, const ChartAxis *axis,
               int64_t value);

/* The number of a point whose label says no more than it and the unit, which ticks leave
 * out as well; empty: its label says more, or in another unit. */
Str chart_number(const Setting *setting, const Chart *chart, const ChartAxis *axis,
                 const ChartPoint *point);

/* Sine and cosine of an angle in 1/1000 degree, in millionths, good to 1 in
 * 30,000. */
int32_t chart_sine(int32_t angle);
int32_t chart_cosine(int32_t angle);

/* -- words ------------------------------------------------------------------------- */

/* Width of the longest stretch that is not broken, and of all on one line. */
void chart_widths(const Setting *setting, StyleName style, Text text, Len *narrowest, Len *widest);

/* The text within `width`, each line at `align`. */
Frame *chart_words(const Setting *setting, StyleName style, Text text, Align align, Len width,
                   NodeId node);

/* -- drawing ----------------------------------------------------------------------- */

/* Where a chart is drawn, and what its lines and areas belong to. */
typedef struct {
    const Setting *setting;
    Frame *frame;
    NodeId node;
    Where where;
} ChartPen;

/* A box in the look of a series; negative width or height is turned over. */
void chart_box(const ChartPen *pen, Len x, Len y, Len width, Len height, int series);

/* A part of a ring, from angle to angle in 1/1000 degree clockwise from above. */
void chart_ring(const ChartPen *pen, Len x, Len y, Len outer, Len inner, int32_t from, int32_t to,
                int series);

/* A straight stroke in a series' colour and dashes. */
void chart_stroke(const ChartPen *pen, Len x, Len y, Len to_x, Len to_y, int series);

/* The knot of a series: disc, square, triangle ... */
void chart_knot(const ChartPen *pen, Len x, Len y, int series);

/* A disc of one colour, read as part of the pen's node. */
void chart_disc(const ChartPen *pen, Len x, Len y, Len radius, Colour colour);

/* A small line for a table's cell, content of `node`. It fills the box from the
 * first day to the last and from the least value to the most, has a knot at the
 * last, and is dashed towards what is ahead. */
Frame *chart_sparkline(const Setting *setting, const Trend *trend, NodeId node, Where where,
                       Len width, Len height);

/* -- the parts of a chart ---------------------------------------------------------- */

typedef enum { CHART_SWATCH_BOX, CHART_SWATCH_LINE, CHART_SWATCH_NONE } ChartSwatch;

/* A chart being set. Cells are nodes of the table that the words stand in. */
typedef struct {
    const Setting *setting;
    const Block *block;
    const Chart *chart;
    NodeId figure;
    bool tabled; /* words stand at their places, in these nodes */
    NodeId *names, *heads, *cells;
} ChartSet;

/* Title, Figure and its Caption (`caption` may be empty). */
ChartSet chart_begin(const Setting *setting, const Block *block, Text caption, Galley *galley);

/* The nodes of the table whose words stand in the chart. Otherwise chart_end
 * sets it below. */
void chart_table(ChartSet *set);
NodeId chart_name(const ChartSet *set, int category);
NodeId chart_head(const ChartSet *set, int series);
NodeId chart_cell(const ChartSet *set, int category, int series);

/* A paragraph in a cell, read apart from what else the cell holds. */
NodeId chart_part(const ChartSet *set, NodeId cell);

/* "Total area, km² · 2020", and the series with their looks, above a chart. */
void chart_heads(const ChartSet *set, const ChartAxis *axis, ChartSwatch swatch, Galley *galley);

/* A pen on a frame for the Figure. */
ChartPen chart_pen(const ChartSet *set, Frame *frame);

/* Hangs the chart, its table if it is not in it, and the line of sources. */
void chart_end(const ChartSet *set, const Frame *frame, Galley *galley);

#endif
