#include "brief/locator.h"

#include <string.h>

#include "base/path.h"
#include "brief/chart_say.h"
#include "brief/compare.h"
#include "brief/schema.h"

#define OUTLINE_UNIT (LOCATOR_DEGREE / 100)
#define POINTS_LEAST 3
#define NEAR         (LOCATOR_DEGREE / 2) /* a city is not larger */
#define OUTLINE_FAR  (360 * 100)          /* hundredths of a degree: no number is larger */

static const JsonField WHO = {NULL, JSON_IS(JSON_OBJECT),    false, NULL,
                              NULL, .shape = &CITATION_SHAPE};

static const JsonField POSITION_FIELDS[] = {
    {"latitude", JSON_IS(JSON_NUMBER), true, NULL, "degrees north: 30.66667", .least = -90,
     .most = 90},
    {"longitude", JSON_IS(JSON_NUMBER), true, NULL, "degrees east: 104.06667", .least = -180,
     .most = 180},
    {"sources", JSON_IS(JSON_ARRAY), true, NULL, "who says so", .each = &WHO},
    {NULL, 0, false, NULL, NULL},
};

const JsonShape POSITION_SHAPE = {"position", "where a place is, for maps",
                                  .fields = POSITION_FIELDS};

static const JsonField PLACE_FIELDS[] = {
    {"name", JSON_IS(JSON_OBJECT), true, NULL, "its name: a text", .shape = &TEXT_SHAPE},
    {"position", JSON_IS(JSON_OBJECT), true, NULL, "where it is", .shape = &POSITION_SHAPE},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField BOUNDS_FIELDS[] = {
    {"west", JSON_IS(JSON_NUMBER), true, NULL, "degrees east", .whole = true, .least = -360,
     .most = 360},
    {"east", JSON_IS(JSON_NUMBER), true, NULL, "degrees east", .whole = true, .least = -360,
     .most = 360},
    {"south", JSON_IS(JSON_NUMBER), true, NULL, "degrees north", .whole = true, .least = -80,
     .most = 80},
    {"north", JSON_IS(JSON_NUMBER), true, NULL, "degrees north", .whole = true, .least = -80,
     .most = 80},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField OUTLINE_FIELD = {
    NULL,
    JSON_IS(JSON_STRING),
    false,
    NULL,
    "an outline: longitude and latitude of its first point, then the way to each next one, in "
    "hundredths of a degree",
    .pattern = "^-?\\d+( -?\\d+)*$"};
static const JsonField PLACE_FIELD = {
    NULL,  JSON_IS(JSON_OBJECT),
    false, NULL,
    NULL,  .shape = &(const JsonShape){"place", "a place for orientation", .fields = PLACE_FIELDS}};

static const JsonField MAP_FIELDS[] = {
    {"source", JSON_IS(JSON_OBJECT), true, NULL, "whose outlines they are",
     .shape = &CITATION_SHAPE},
    {"bounds", JSON_IS(JSON_OBJECT), true, NULL, "how far the outlines reach",
     .shape = &(const JsonShape){"bounds", "a box of degrees", .fields = BOUNDS_FIELDS}},
    {"land", JSON_IS(JSON_ARRAY), true, NULL, "outlines of land", .each = &OUTLINE_FIELD},
    {"places", JSON_IS(JSON_ARRAY), false, NULL, "places to show for orientation",
     .each = &PLACE_FIELD},
    {NULL, 0, false, NULL, NULL},
};

const JsonField *map_fields(void)
{
    return MAP_FIELDS;
}

/* -- positions --------------------------------------------------------------------- */

static bool read_degrees(FactReader *r, const Json *root, const char *key, int most, int32_t *value)
{
    const Json *json = json_member(root, key);
    Decimal degrees;
    if (decimal_parse(json_number(r->files, r->job, json, key), &degrees) &&
        decimal_thousandths(&degrees, value) && *value >= -most * LOCATOR_DEGREE &&
        *value <= most * LOCATOR_DEGREE)
        return true;
    diag_add(r->job->diag,
             &(Report){.code = E015,
                       .where = json_where(json),
                       .message = arena_printf(r->job->arena, "a %s is from %d to %d degrees", key,
                                               -most, most)});
    return false;
}

const Placed *position_read(FactReader *r, const Json *root)
{
    Placed *placed = ARENA_NEW(r->job->arena, Placed);
    if (!json_check(r->job, root, "position", POSITION_FIELDS))
        return NULL;
    placed->where = json_where(root);
    bool good = read_degrees(r, root, "latitude", 90, &placed->at.latitude);
    good &= read_degrees(r, root, "longitude", 180, &placed->at.longitude);
    placed->citations =
        citations_read(r, "position", json_member(root, "sources"), &placed->citation_count);
    return good ? placed : NULL;
}

/* -- outlines ---------------------------------------------------------------------- */

/* The next whole number of the string; false at its end, or where none stands. */
static bool next_number(Str text, size_t *at, int32_t *number)
{
    size_t i = *at;
    bool negative = i < text.length && text.data[i] == '-';
    int32_t value = 0;
    size_t first = i += negative;
    while (i < text.length && text.data[i] >= '0' && text.data[i] <= '9' && value <= OUTLINE_FAR)
        value = value * 10 + (text.data[i++] - '0');
    if (i == first || value > OUTLINE_FAR || (i < text.length && text.data[i] != ' '))
        return false;
    *number = negative ? -value : value;
    *at = i < text.length ? i + 1 : i;
    return true;
}

static bool read_outline(Writer *w, const Json *json, Outline *outline)
{
    Str text = json_string(w->job, json, "outline");
    int32_t x = 0, y = 0, dx, dy;
    size_t at = 0;
    Position *points = ARENA_ARRAY(w->job->arena, Position, text.length / 4 + 1);
    *outline = (Outline){.points = points};
    while (at < text.length && outline->count < (int)(text.length / 4 + 1) &&
           next_number(text, &at, &dx) && next_number(text, &at, &dy)) {
        x += dx;
        y += dy;
        if (x > OUTLINE_FAR || x < -OUTLINE_FAR || y > OUTLINE_FAR || y < -OUTLINE_FAR)
            break;
        points[outline->count++] = (Position){x * OUTLINE_UNIT, y * OUTLINE_UNIT};
    }
    if (at >= text.length && outline->count >= POINTS_LEAST)
        return true;
    diag_add(w->job->diag, &(Report){.code = E614,
                                     .where = json_where(json),
                                     .at = (int32_t)at + 1,
                                     .message = "an outline is three points or more, of whole "
                                                "hundredths of a degree with one space between",
                                     .help = "write \"10407 3067 5 -2 3 4\": a first point, then "
                                             "the way to each next one"});
    return false;
}

static bool read_bounds(Writer *w, const Json *json, Bounds *bounds)
{
    if (!json_check(w->job, json, "bounds", BOUNDS_FIELDS))
        return false;
    bounds->west = json_whole_member(w->files, w->job, json, BOUNDS_FIELDS, "west", 0);
    bounds->east = json_whole_member(w->files, w->job, json, BOUNDS_FIELDS, "east", 0);
    bounds->south = json_whole_member(w->files, w->job, json, BOUNDS_FIELDS, "south", 0);
    bounds->north = json_whole_member(w->files, w->job, json, BOUNDS_FIELDS, "north", 0);
    if (bounds->west >= bounds->east || bounds->south >= bounds->north) {
        diag_add(w->job->diag, &(Report){.code = E015,
                                         .where = json_where(json),
                                         .message = "west lies before east, south before north"});
        return false;
    }
    bounds->west *= LOCATOR_DEGREE;
    bounds->east *= LOCATOR_DEGREE;
    bounds->south *= LOCATOR_DEGREE;
    bounds->north *= LOCATOR_DEGREE;
    return true;
}

/* -- the map ----------------------------------------------------------------------- */

/* Places being gathered, and what cites their sources. */
typedef struct {
    Writer *w;
    LocatorPlace *list;
    int count;
    const Fact **cited; /* the land's source, then those of the places */
    int cited_count;
} Gathering;

static void cite(Gathering *g, Citation *citations, int count)
{
    Fact *fact = ARENA_NEW(g->w->job->arena, Fact);
    fact->citations = citations;
    fact->citation_count = count;
    g->cited[g->cited_count++] = fact;
}

static void add_place(Gathering *g, const Json *name, const Placed *placed, bool aside)
{
    Pieces words;
    pieces_init(&words, g->w->job->arena);
    write_text(g->w, name, &words);
    g->list[g->count++] = (LocatorPlace){words.text, placed->at, aside, placed->where};
    cite(g, placed->citations, placed->citation_count);
}

static bool is_near(Position a, Position b)
{
    int32_t east = a.longitude - b.longitude, north = a.latitude - b.latitude;
    return east < NEAR && east > -NEAR && north < NEAR && north > -NEAR;
}

/* Zones of one city, near one another, are one place: the city. */
static void add_zone(Gathering *g, const Zone *const *zones, int index)
{
    const Zone *zone = zones[index];
    for (int i = 0; i < index; i++)
        if (zones[i]->placed && compare_same_city(g->w, zones[i], zone) &&
            is_near(zones[i]->placed->at, zone->placed->at)) {
            cite(g, zone->placed->citations, zone->placed->citation_count);
            return;
        }
    add_place(g, zone->city, zone->placed, false);
}

/* The zones that have a position, then the file's own places. */
static void gather_places(Gathering *g, FactReader *r, Citation *land, const Json *places)
{
    Writer *w = g->w;
    const Zone *const *zones = w->compared_count ? w->compared : &w->zone;
    int count = w->compared_count ? w->compared_count : 1, room = count + json_count(places);
    g->list = ARENA_ARRAY(w->job->arena, LocatorPlace, room);
    g->cited = ARENA_ARRAY(w->job->arena, const Fact *, room + 1);
    cite(g, land, 1);
    for (int i = 0; i < count && g->count <= LOCATOR_PLACES_MOST; i++)
        if (zones[i]->placed)
            add_zone(g, zones, i);
    for (const Json *one = json_first(places); one && g->count; one = json_next(one)) {
        if (!json_check(w->job, one, "place", PLACE_FIELDS))
            continue;
        const Json *name = json_member(one, "name");
        terms_check_text(w->job, w->terms, w->langs, name, "name");
        const Placed *placed = position_read(r, json_member(one, "position"));
        if (placed && g->count <= LOCATOR_PLACES_MOST)
            add_place(g, name, placed, true);
    }
}

static bool check_count(const Gathering *g, const Json *at)
{
    Job *job = g->w->job;
    if (g->count <= LOCATOR_PLACES_MOST)
        return true;
    diag_add(job->diag, &(Report){.code = E612,
                                  .where = json_where(at),
                                  .message = arena_printf(job->arena, "a map has at most %d places",
                                                          LOCATOR_PLACES_MOST),
                                  .help = "show fewer zones, or take places for orientation out "
                                          "of the map file"});
    return false;
}

static const char *write_alt(Writer *w, const Locator *locator)
{
    Pieces list, out;
    pieces_init(&list, w->job->arena);
    pieces_init(&out, w->job->arena);
    for (int i = 0; i < locator->count; i++)
        chart_write_listed(w, locator->places[i].name, &list);
    write_pattern(w, write_own(w, "map.alt"), &(Slot){"{list}", list.text}, 1, &out);
    return text_plain(w->job->arena, out.text);
}

static void read_land(Writer *w, const Json *list, Locator *locator)
{
    Outline *land = ARENA_ARRAY(w->job->arena, Outline, json_count(list));
    for (const Json *json = json_first(list); json; json = json_next(json))
        if (read_outline(w, json, &land[locator->land_count]))
            locator->land_count++;
    locator->land = land;
}

const Locator *locator_bind(Writer *w, const Json *name)
{
    Arena *arena = w->job->arena;
    FactReader reader = {w->job, w->files, w->terms, w->sources, w->langs};
    Locator *locator = ARENA_NEW(arena, Locator);
    Citation *source = ARENA_NEW(arena, Citation);
    Gathering g = {.w = w};
    locator->path = path_beside(arena, json_file(w->files, json_where(name)),
                                json_string(w->job, name, "file"));
    const Json *root = json_read_file(w->files, w->job, locator->path);
    if (!root || !json_check(w->job, root, "map file", MAP_FIELDS) ||
        !read_bounds(w, json_member(root, "bounds"), &locator->bounds) ||
        !citation_read(&reader, "map", json_member(root, "source"), source))
        return NULL;
    read_land(w, json_member(root, "land"), locator);
    gather_places(&g, &reader, source, json_member(root, "places"));
    if (g.count == 0 || !check_count(&g, name))
        return NULL;
    locator->places = g.list;
    locator->count = g.count;
    Pieces note;
    pieces_init(&note, arena);
    write_words(w, write_own(w, "map.note"), &note);
    locator->note = note.text;
    locator->source = chart_sources(w, g.cited, g.cited_count);
    locator->alt = write_alt(w, locator);
    return locator;
}
