#include "layout/locator.h"

#include "layout/chart.h"
#include "layout/item.h"

#define DOT          LEN_PT(2.6) /* from its middle to its edge */
#define DOT_ASIDE    LEN_PT(1.6)
#define HALO         LEN_PT(0.9) /* around a dot, in the colour of paper */
#define GAP          LEN_PT(3)   /* from a dot to its name */
#define COAST        LEN_PT(0.5)
#define EDGE         LEN_PT(0.5)           /* around the map */
#define DRAWING_SIDE LEN_PT(1000)          /* of a Drawing's longer side */
#define SPAN_LEAST   (12 * LOCATOR_DEGREE) /* of longitude, where the places say how much */
#define MARGIN       6 /* parts of the places' span that stay free around them */
#define TRIES_MOST   200000

typedef struct {
    Len x, y, width, height;
} Box;

/* A place on the map, with its name and where that may stand. */
typedef struct {
    const LocatorPlace *place;
    Len x, y, dot;
    Len width, height; /* of the name */
    const Frame *name;
    Box box; /* where it stands */
} Spot;

typedef struct {
    const Setting *setting;
    const Locator *locator;
    Len width, height;
    Bounds view;
    NodeId figure;
    Where where;
    Spot *spots;
    int tries;
} Mapping;

/* -- the view ---------------------------------------------------------------------- */

static void stretch(Bounds *bounds, Position at)
{
    bounds->west = len_min(bounds->west, at.longitude);
    bounds->east = len_max(bounds->east, at.longitude);
    bounds->south = len_min(bounds->south, at.latitude);
    bounds->north = len_max(bounds->north, at.latitude);
}

/* A stretch grown about its middle to `span`. */
static void grow(int32_t *low, int32_t *high, int64_t span)
{
    int64_t more = span - (*high - *low);
    if (more <= 0)
        return;
    *low -= (int32_t)(more / 2);
    *high += (int32_t)(more - more / 2);
}

/* Pushes a stretch back between its limits, as far as it goes. */
static void push(int32_t *low, int32_t *high, int32_t least, int32_t most)
{
    int32_t off = *low < least ? least - *low : *high > most ? most - *high : 0;
    *low += off;
    *high += off;
}

/* The sides that the layout leaves open: around all places. */
static Bounds around_places(const Locator *locator)
{
    Bounds b = {locator->bounds.east, locator->bounds.west, locator->bounds.north,
                locator->bounds.south};
    for (int i = 0; i < locator->count; i++)
        stretch(&b, locator->places[i].at);
    int32_t wide = (b.east - b.west) / MARGIN, high = (b.north - b.south) / MARGIN;
    b = (Bounds){b.west - wide, b.east + wide, b.south - high, b.north + high};
    grow(&b.west, &b.east, SPAN_LEAST);
    return b;
}

static int32_t cosine_of(const Bounds *view)
{
    return chart_cosine(view->south / 2 + view->north / 2);
}

/* The box of degrees that fills the map and has in it what is wanted. */
static Bounds view_of(const Mapping *m, const Bounds *wanted)
{
    Bounds b = around_places(m->locator), file = m->locator->bounds;
    b.west = wanted->west == LOCATOR_NOWHERE ? b.west : wanted->west;
    b.east = wanted->east == LOCATOR_NOWHERE ? b.east : wanted->east;
    b.south = wanted->south == LOCATOR_NOWHERE ? b.south : wanted->south;
    b.north = wanted->north == LOCATOR_NOWHERE ? b.north : wanted->north;
    int64_t across = (int64_t)m->width * 1000000, down = (int64_t)m->height * cosine_of(&b);
    grow(&b.west, &b.east, (b.north - b.south) * across / down);
    push(&b.west, &b.east, file.west, file.east);
    grow(&b.south, &b.north, (b.east - b.west) * down / across);
    push(&b.south, &b.north, file.south, file.north);
    return b;
}

static bool report(const Mapping *m, Code code, Where where, const char *message, const char *help)
{
    diag_add(m->setting->job->diag,
             &(Report){.code = code, .where = where, .message = message, .help = help});
    return false;
}

/* Does one box have all of the other, as far as that has sides? */
static bool holds(const Bounds *b, const Bounds *inner)
{
    return b->west <= (inner->west == LOCATOR_NOWHERE ? b->west : inner->west) &&
           b->south <= (inner->south == LOCATOR_NOWHERE ? b->south : inner->south) &&
           b->east >= inner->east && b->north >= inner->north;
}

static bool check_view(const Mapping *m, const Bounds *wanted)
{
    const Bounds *view = &m->view, *file = &m->locator->bounds;
    Arena *arena = m->setting->job->arena;
    if (!holds(file, view) || !holds(view, wanted) || view->west >= view->east ||
        view->south >= view->north)
        return report(m, E611, m->where,
                      arena_printf(arena,
                                   "the map would reach beyond its file, which has %d to %d "
                                   "degrees east and %d to %d north",
                                   file->west / LOCATOR_DEGREE, file->east / LOCATOR_DEGREE,
                                   file->south / LOCATOR_DEGREE, file->north / LOCATOR_DEGREE),
                      "ask for less, for another height, or make a map file that reaches further");
    for (int i = 0; i < m->locator->count; i++) {
        const LocatorPlace *place = &m->locator->places[i];
        if (place->at.longitude < view->west || place->at.longitude > view->east ||
            place->at.latitude < view->south || place->at.latitude > view->north)
            return report(
                m, E613, place->where,
                arena_printf(arena, "%s lies outside the map", text_plain(arena, place->name)),
                "give the map other sides, or none: then it shows all places");
    }
    return true;
}

/* -- land -------------------------------------------------------------------------- */

static Len x_of(const Mapping *m, int32_t longitude, Len width)
{
    return len_scale(longitude - m->view.west, width, m->view.east - m->view.west);
}

static Len y_of(const Mapping *m, int32_t latitude, Len height)
{
    return len_scale(m->view.north - latitude, height, m->view.north - m->view.south);
}

static bool is_in_view(const Mapping *m, const Outline *ring)
{
    Bounds b = {INT32_MAX, INT32_MIN, INT32_MAX, INT32_MIN};
    for (int i = 0; i < ring->count; i++)
        stretch(&b, ring->points[i]);
    return b.east > m->view.west && b.west < m->view.east && b.north > m->view.south &&
           b.south < m->view.north;
}

/* A drawing is cut off at its box: what lies beyond is not to be seen. */
static const Picture *draw_land(const Mapping *m)
{
    Arena *arena = m->setting->job->arena;
    const Theme *theme = m->setting->theme;
    Len longer = len_max(m->width, m->height);
    Drawing *drawing = ARENA_NEW(arena, Drawing);
    drawing->width = len_scale(m->width, DRAWING_SIDE, longer);
    drawing->height = len_scale(m->height, DRAWING_SIDE, longer);
    Path *paths = ARENA_ARRAY(arena, Path, m->locator->land_count);
    for (int r = 0; r < m->locator->land_count; r++) {
        const Outline *ring = &m->locator->land[r];
        if (!is_in_view(m, ring))
            continue;
        PathStep *steps = ARENA_ARRAY(arena, PathStep, ring->count + 1);
        for (int i = 0; i < ring->count; i++)
            steps[i] = (PathStep){.verb = i ? PATH_LINE : PATH_MOVE,
                                  .x = {x_of(m, ring->points[i].longitude, drawing->width)},
                                  .y = {y_of(m, ring->points[i].latitude, drawing->height)}};
        steps[ring->count] = (PathStep){.verb = PATH_CLOSE};
        paths[drawing->count++] = (Path){.steps = steps,
                                         .count = ring->count + 1,
                                         .fill = FILL_SOLID,
                                         .fill_colour = theme->colours[COLOUR_PANEL],
                                         .stroke = len_scale(COAST, DRAWING_SIDE, longer),
                                         .stroke_colour = theme->colours[COLOUR_RULE],
                                         .round = true};
    }
    drawing->paths = paths;
    Picture *picture = ARENA_NEW(arena, Picture);
    *picture =
        (Picture){.name = "land", .width = m->width, .height = m->height, .drawing = drawing};
    return picture;
}

/* -- names ------------------------------------------------------------------------- */

static bool meet(const Box *a, const Box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static Box dot_box(const Spot *spot)
{
    Len reach = spot->dot + HALO;
    return (Box){spot->x - reach, spot->y - reach, 2 * reach, 2 * reach};
}

/* Right, left, above, below, and between these. */
static Box side_of(const Spot *spot, int side)
{
    static const struct {
        int x, y;
    } SIDES[] = {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {1, 1}, {-1, -1}, {-1, 1}};
    Len away = spot->dot + GAP;
    int along = SIDES[side].x, up = SIDES[side].y;
    Len reach = along && up ? away * 2 / 3 : away;
    Box box = {.width = spot->width, .height = spot->height};
    box.x = spot->x + (along > 0 ? reach : along < 0 ? -reach - spot->width : -spot->width / 2);
    box.y = spot->y + (up > 0   ? reach - GAP / 2
                       : up < 0 ? -reach - spot->height + GAP / 2
                                : -spot->height / 2);
    return box;
}

#define SIDE_COUNT 8

/* Is the box on the map, and free of dots and of the names placed so far? */
static bool is_free(const Mapping *m, int index, const Box *box)
{
    if (box->x < EDGE || box->y < EDGE || box->x + box->width > m->width - EDGE ||
        box->y + box->height > m->height - EDGE)
        return false;
    for (int i = 0; i < m->locator->count; i++) {
        Box dot = dot_box(&m->spots[i]);
        if (meet(box, &dot) || (i < index && meet(box, &m->spots[i].box)))
            return false;
    }
    return true;
}

/* Finds room for the names from `index` on. Depth is bounded by the number of
 * places, work by TRIES_MOST. */
static bool place_names(Mapping *m, int index)
{
    if (index == m->locator->count)
        return true;
    Spot *spot = &m->spots[index];
    for (int side = 0; side < SIDE_COUNT && m->tries++ < TRIES_MOST; side++) {
        spot->box = side_of(spot, side);
        if (is_free(m, index, &spot->box) && place_names(m, index + 1))
            return true;
    }
    return false;
}

static void shape_names(Mapping *m)
{
    m->spots = ARENA_ARRAY(m->setting->job->arena, Spot, m->locator->count + 1);
    for (int i = 0; i < m->locator->count; i++) {
        const LocatorPlace *place = &m->locator->places[i];
        StyleName style = place->aside ? STYLE_CHART_AXIS : STYLE_CHART_LABEL;
        Text name = place->aside ? place->name : text_strong(m->setting, place->name);
        Spot *spot = &m->spots[i];
        *spot = (Spot){.place = place,
                       .x = x_of(m, place->at.longitude, m->width),
                       .y = y_of(m, place->at.latitude, m->height),
                       .dot = place->aside ? DOT_ASIDE : DOT};
        Len narrowest;
        chart_widths(m->setting, style, name, &narrowest, &spot->width);
        spot->name = chart_words(m->setting, style, name, ALIGN_START, spot->width + 1, m->figure);
        spot->height = spot->name->height;
    }
}

/* -- the map ----------------------------------------------------------------------- */

static void add_dot(const Mapping *m, Frame *frame, const Spot *spot)
{
    const Colour *colours = m->setting->theme->colours;
    ChartPen pen = {m->setting, frame, m->figure, spot->place->where};
    chart_disc(&pen, spot->x, spot->y, spot->dot + HALO, colours[COLOUR_PAPER]);
    chart_disc(&pen, spot->x, spot->y, spot->dot,
               colours[spot->place->aside ? COLOUR_SOFT : COLOUR_ACCENT]);
}

static void add_edge(const Mapping *m, Frame *frame)
{
    Arena *arena = m->setting->job->arena;
    Colour colour = m->setting->theme->colours[COLOUR_RULE];
    frame_add_rect(arena, frame, 0, 0, m->width, EDGE, colour);
    frame_add_rect(arena, frame, 0, m->height - EDGE, m->width, EDGE, colour);
    frame_add_rect(arena, frame, 0, 0, EDGE, m->height, colour);
    frame_add_rect(arena, frame, m->width - EDGE, 0, EDGE, m->height, colour);
}

const Frame *locator_frame(const Setting *setting, const Locator *locator, const LocatorAsk *ask,
                           NodeId figure, Where where)
{
    Arena *arena = setting->job->arena;
    Mapping m = {.setting = setting,
                 .locator = locator,
                 .width = setting->measure,
                 .height = ask->height,
                 .figure = figure,
                 .where = where};
    m.view = view_of(&m, &ask->wanted);
    if (!check_view(&m, &ask->wanted))
        return NULL;
    shape_names(&m);
    if (!place_names(&m, 0)) {
        report(&m, E612, where, "the names on the map have no room beside one another",
               "make the map higher or wider, or show fewer places");
        return NULL;
    }
    Frame *frame = frame_new(arena, m.width, m.height);
    frame_add_image(arena, frame, 0, 0, m.width, draw_land(&m),
                    setting->theme->colours[COLOUR_PAPER], figure, where);
    add_edge(&m, frame);
    for (int i = 0; i < locator->count; i++)
        add_dot(&m, frame, &m.spots[i]);
    for (int i = 0; i < locator->count; i++)
        frame_add_frame(arena, frame, m.spots[i].box.x, m.spots[i].box.y, m.spots[i].name);
    return frame;
}
