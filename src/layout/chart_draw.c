/* The parts that charts are drawn of: boxes, rings, strokes and knots in the
 * looks of series. */
#include "layout/chart.h"

#define EDGE  LEN_PT(0.6) /* around areas, so that patterns have an end */
#define LINE  LEN_PT(1.3)
#define KNOT  LEN_PT(2.3) /* from its middle to its edge */
#define DASH  LEN_PT(3.2)
#define THIN  LEN_PT(0.8)
#define PIECE 45000 /* degrees / 1000 that one curve is good for */

typedef struct {
    PathStep *steps;
    int count;
} Steps;

static void step(Steps *steps, PathVerb verb, Len x, Len y)
{
    steps->steps[steps->count++] = (PathStep){.verb = verb, .x = {x}, .y = {y}};
}

static Colour colour_of(const ChartPen *pen, int series)
{
    const ChartLook *look = &pen->setting->theme->chart;
    return look->colours[series % look->count];
}

static Path *path_of(const ChartPen *pen, const Steps *steps)
{
    Path *path = ARENA_NEW(pen->setting->job->arena, Path);
    path->steps = steps->steps;
    path->count = steps->count;
    return path;
}

static void add(const ChartPen *pen, const Path *path)
{
    frame_add_path(pen->setting->job->arena, pen->frame, 0, 0, path, pen->node, pen->where);
}

static Steps room_for(const ChartPen *pen, int count)
{
    return (Steps){ARENA_ARRAY(pen->setting->job->arena, PathStep, count), 0};
}

/* An area in the look of a series. The order puts patterns side by side that
 * differ most. */
static void add_area(const ChartPen *pen, const Steps *steps, int series)
{
    static const Fill FILLS[CHART_SERIES_MOST] = {FILL_SOLID,   FILL_RISING, FILL_DOTTED,
                                                  FILL_CROSSED, FILL_LEVEL,  FILL_FALLING};
    Path *path = path_of(pen, steps);
    bool hatch = pen->setting->theme->chart.hatch;
    path->fill = hatch ? FILLS[series % CHART_SERIES_MOST] : FILL_SOLID;
    path->fill_colour = colour_of(pen, series);
    path->stroke = EDGE;
    path->stroke_colour = path->fill_colour;
    add(pen, path);
}

void chart_box(const ChartPen *pen, Len x, Len y, Len width, Len height, int series)
{
    Steps steps = room_for(pen, 5);
    Len left = len_min(x, x + width), right = len_max(x, x + width);
    Len top = len_min(y, y + height), bottom = len_max(y, y + height);
    Len half = EDGE / 2; /* the edge lies inside the box */
    if (right - left < EDGE || bottom - top < EDGE)
        half = 0;
    step(&steps, PATH_MOVE, left + half, top + half);
    step(&steps, PATH_LINE, right - half, top + half);
    step(&steps, PATH_LINE, right - half, bottom - half);
    step(&steps, PATH_LINE, left + half, bottom - half);
    step(&steps, PATH_CLOSE, 0, 0);
    add_area(pen, &steps, series);
}

static Len along_x(Len x, Len radius, int32_t angle)
{
    return x + len_scale(radius, chart_sine(angle), 1000000);
}

static Len along_y(Len y, Len radius, int32_t angle)
{
    return y - len_scale(radius, chart_cosine(angle), 1000000);
}

/* An arc as curves. A quarter of the tangent's length, by 4/3 tan(angle / 4),
 * puts the pulling points so that the curve leaves the circle by less than
 * 1 in 100,000 for an eighth of a turn. */
static void arc(Steps *steps, Len x, Len y, Len radius, int32_t from, int32_t to)
{
    int32_t turn = to - from, size = turn < 0 ? -turn : turn;
    int pieces = (size + PIECE - 1) / PIECE;
    for (int i = 0; i < pieces; i++) {
        int32_t a = from + turn * i / pieces, b = from + turn * (i + 1) / pieces;
        int32_t quarter = (b - a) / 4;
        Len pull =
            len_scale((int64_t)radius * 4, chart_sine(quarter), (int64_t)3 * chart_cosine(quarter));
        PathStep *curve = &steps->steps[steps->count++];
        curve->verb = PATH_CURVE;
        curve->x[0] = along_x(x, radius, a) + len_scale(pull, chart_cosine(a), 1000000);
        curve->y[0] = along_y(y, radius, a) + len_scale(pull, chart_sine(a), 1000000);
        curve->x[1] = along_x(x, radius, b) - len_scale(pull, chart_cosine(b), 1000000);
        curve->y[1] = along_y(y, radius, b) - len_scale(pull, chart_sine(b), 1000000);
        curve->x[2] = along_x(x, radius, b);
        curve->y[2] = along_y(y, radius, b);
    }
}

void chart_ring(const ChartPen *pen, Len x, Len y, Len outer, Len inner, int32_t from, int32_t to,
                int series)
{
    Steps steps = room_for(pen, 2 * (360000 / PIECE) + 6);
    bool closed = to - from >= 360000;
    step(&steps, PATH_MOVE, along_x(x, outer, from), along_y(y, outer, from));
    arc(&steps, x, y, outer, from, to);
    if (closed)
        step(&steps, PATH_CLOSE, 0, 0);
    step(&steps, closed ? PATH_MOVE : PATH_LINE, along_x(x, inner, to), along_y(y, inner, to));
    arc(&steps, x, y, inner, to, from);
    step(&steps, PATH_CLOSE, 0, 0);
    add_area(pen, &steps, series);
}

void chart_stroke(const ChartPen *pen, Len x, Len y, Len to_x, Len to_y, int series)
{
    static const Len DASHES[CHART_SERIES_MOST] = {0, DASH, DASH / 3, 2 * DASH, DASH / 2, 3 * DASH};
    Steps steps = room_for(pen, 2);
    step(&steps, PATH_MOVE, x, y);
    step(&steps, PATH_LINE, to_x, to_y);
    Path *path = path_of(pen, &steps);
    path->stroke = LINE;
    path->stroke_colour = colour_of(pen, series);
    path->dash = pen->setting->theme->chart.hatch ? DASHES[series % CHART_SERIES_MOST] : 0;
    add(pen, path);
}

/* A knot with corners: half widths and heights of its corners in 1/100 of its size. */
static void add_corners(Steps *steps, Len x, Len y, int series)
{
    static const struct {
        int count;
        int x[4], y[4];
    } SHAPES[] = {
        {4, {-90, 90, 90, -90}, {-90, -90, 90, 90}},    /* square */
        {3, {0, 115, -115, 0}, {-125, 85, 85, 0}},      /* triangle */
        {4, {0, 125, 0, -125}, {-125, 0, 125, 0}},      /* diamond */
        {3, {-115, 115, 0, 0}, {-85, -85, 125, 0}},     /* triangle on its head */
        {4, {-60, 60, 60, -60}, {-130, -130, 130, 130}} /* upright bar */
    };
    int shape = (series % CHART_SERIES_MOST) - 1;
    for (int i = 0; i < SHAPES[shape].count; i++)
        step(steps, i ? PATH_LINE : PATH_MOVE, x + len_scale(KNOT, SHAPES[shape].x[i], 100),
             y + len_scale(KNOT, SHAPES[shape].y[i], 100));
}

void chart_knot(const ChartPen *pen, Len x, Len y, int series)
{
    Steps steps = room_for(pen, 360000 / PIECE + 3);
    if (series % CHART_SERIES_MOST == 0) {
        step(&steps, PATH_MOVE, x, y - KNOT);
        arc(&steps, x, y, KNOT, 0, 360000);
    } else
        add_corners(&steps, x, y, series);
    step(&steps, PATH_CLOSE, 0, 0);
    Path *path = path_of(pen, &steps);
    path->fill = FILL_SOLID;
    path->fill_colour =
        series % 2 ? pen->setting->theme->colours[COLOUR_PAPER] : colour_of(pen, series);
    path->stroke = EDGE * 3 / 2;
    path->stroke_colour = colour_of(pen, series);
    add(pen, path);
}

void chart_disc(const ChartPen *pen, Len x, Len y, Len radius, Colour colour)
{
    Steps steps = room_for(pen, 360000 / PIECE + 2);
    step(&steps, PATH_MOVE, x, y - radius);
    arc(&steps, x, y, radius, 0, 360000);
    step(&steps, PATH_CLOSE, 0, 0);
    Path *path = path_of(pen, &steps);
    path->fill = FILL_SOLID;
    path->fill_colour = colour;
    add(pen, path);
}

/* -- sparklines -------------------------------------------------------------------- */

#define SPARK_KNOT LEN_PT(1.6)
#define SPARK_DASH LEN_PT(1.8)

static void add_spark(const ChartPen *pen, const Steps *steps, Len dash)
{
    if (steps->count == 0)
        return;
    Path *path = path_of(pen, steps);
    path->stroke = THIN;
    path->stroke_colour = colour_of(pen, 0);
    path->round = true;
    path->dash = dash;
    add(pen, path);
}

static void spark_ends(const Trend *trend, Decimal *least, Decimal *most)
{
    *least = *most = trend->values[0];
    for (int i = 1; i < trend->count; i++) {
        const Decimal *value = &trend->values[i];
        *least = decimal_compare(value, least) < 0 ? *value : *least;
        *most = decimal_compare(value, most) > 0 ? *value : *most;
    }
}

Frame *chart_sparkline(const Setting *setting, const Trend *trend, NodeId node, Where where,
                       Len width, Len height)
{
    Frame *frame = frame_new(setting->job->arena, width, height);
    ChartPen pen = {setting, frame, node, where};
    Decimal least, most;
    spark_ends(trend, &least, &most);
    int place = (most.count && most.point > least.point ? most.point : least.point) - 9;
    int64_t low = chart_units(&least, place), span = chart_units(&most, place) - low;
    int32_t first = trend->days[0], length = trend->days[trend->count - 1] - first;
    Steps lines[] = {room_for(&pen, 2 * trend->count), room_for(&pen, 2 * trend->count)};
    Len x = SPARK_KNOT, y = height / 2;
    for (int i = 0; i < trend->count; i++) {
        Len from_x = x, from_y = y;
        if (length)
            x = SPARK_KNOT + len_scale(trend->days[i] - first, width - 2 * SPARK_KNOT, length);
        if (span)
            y = height - SPARK_KNOT -
                len_scale(chart_units(&trend->values[i], place) - low, height - 2 * SPARK_KNOT,
                          span);
        Steps *line = &lines[trend->ahead[i]];
        if (i > 0 && (i == 1 || trend->ahead[i] != trend->ahead[i - 1]))
            step(line, PATH_MOVE, from_x, from_y);
        if (i > 0)
            step(line, PATH_LINE, x, y);
    }
    add_spark(&pen, &lines[0], 0);
    add_spark(&pen, &lines[1], SPARK_DASH);
    chart_disc(&pen, x, y, SPARK_KNOT, colour_of(&pen, 0));
    return frame;
}
