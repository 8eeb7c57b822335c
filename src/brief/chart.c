#include "brief/chart.h"

#include <string.h>

#include "brief/bind.h"
#include "brief/chart_say.h"
#include "brief/chart_time.h"
#include "brief/compare.h"
#include "brief/conflict.h"
#include "brief/fact.h"
#include "brief/side.h"
#include "kind/kind.h"
#include "layout/chart.h"

/* The value of a kind's option; `otherwise` if the kind has none of the name. */
static int32_t option_of(const Block *block, const char *name, int32_t otherwise)
{
    for (int i = 0; block->kind->options[i].name; i++)
        if (strcmp(block->kind->options[i].name, name) == 0)
            return block->options[i];
    return otherwise;
}

/* -- words ------------------------------------------------------------------------- */

/* What a fact says on one side. Where zones are compared, a label and a scope
 * that only name the zone say nothing; the basis says what the label would. */
static Text side_of(const Charting *c, const Fact *fact, ChartSide side)
{
    Writer *w = c->w;
    Pieces out;
    pieces_init(&out, w->job->arena);
    w->zone = fact->zone; /* its texts print its own facts */
    switch (side) {
    case CHART_BY_LABEL:
        write_text(w, fact->label && !c->compares ? fact->label : fact->measure->label, &out);
        break;
    case CHART_BY_ZONE:
        return compare_name(w, fact->zone);
    case CHART_BY_BASIS:
        if (fact->basis)
            write_text(w, fact->basis, &out);
        break;
    case CHART_BY_SCOPE:
        if (c->compares && bind_is_own(w, fact->zone, fact))
            break;
        return fact_field(w, fact, FIELD_SCOPE);
    case CHART_BY_DATE:
        return fact_field(w, fact, FIELD_DATE);
    case CHART_BY_STATUS:
        return chart_status(w, fact);
    case CHART_BY_NONE:
        break;
    }
    return out.text;
}

static bool same_words(Writer *w, Text a, Text b)
{
    return strcmp(text_plain(w->job->arena, a), text_plain(w->job->arena, b)) == 0;
}

static bool shared(const Charting *c, ChartSide side)
{
    Text first = side_of(c, c->facts[0], side);
    for (int i = 1; i < c->count; i++)
        if (!same_words(c->w, first, side_of(c, c->facts[i], side)))
            return false;
    return true;
}

static bool tells(const Charting *c, ChartSide side)
{
    return c->categories == side || c->series == side || (side == CHART_BY_DATE && c->time);
}

/* Is the side to be told of facts besides their place? Of statuses only what
 * is not actual, and not what the block's title says. */
static bool to_tell(const Charting *c, const Fact *fact, ChartSide side)
{
    if (side == CHART_BY_ZONE && !c->compares)
        return false;
    return !tells(c, side) && (side != CHART_BY_STATUS || (fact->status != ACTUAL && !c->says));
}

/* The value, and in brackets what tells it from the others and is not seen. */
static Text write_point(const Charting *c, const Fact *fact)
{
    Writer *w = c->w;
    Pieces out, inside;
    pieces_init(&out, w->job->arena);
    pieces_init(&inside, w->job->arena);
    Text place = side_of(c, fact, c->categories);
    chart_write_value(w, fact, &out);
    for (ChartSide side = CHART_BY_LABEL; side <= CHART_BY_STATUS; side++) {
        if (!to_tell(c, fact, side) || shared(c, side))
            continue;
        Text words = side_of(c, fact, side);
        if (!same_words(w, words, place))
            chart_write_listed(w, words, &inside);
    }
    write_brackets(w, inside.text, &out);
    return out.text;
}

/* Index of the name among `names`, to which it is added if it is new. */
static int name_index(Writer *w, Text name, Text *names, int *count)
{
    for (int i = 0; i < *count; i++)
        if (same_words(w, name, names[i]))
            return i;
    names[*count] = name;
    return (*count)++;
}

/* -- checks ------------------------------------------------------------------------ */

/* "cove/area": of compared zones, facts may have one id. */
static const char *id_of(const Charting *c, const Fact *fact)
{
    return c->compares ? arena_printf(c->w->job->arena, "%s/%s", fact->zone->id, fact->id)
                       : fact->id;
}

/* The fact whose unit the chart has. */
static const Fact *first_number(const Charting *c)
{
    for (int i = 0; i < c->count; i++)
        if (!c->facts[i]->unknown && c->facts[i]->measure->type == VALUE_NUMBER)
            return c->facts[i];
    return c->facts[0];
}

static bool check_units(const Charting *c)
{
    Writer *w = c->w;
    Arena *arena = w->job->arena;
    bool good = true;
    const Fact *first = first_number(c);
    for (int i = 0; i < c->count; i++) {
        const Fact *fact = c->facts[i];
        if (fact->measure->type != VALUE_NUMBER) {
            chart_report(w, E602, fact, "is not a number and cannot be drawn",
                         "let \"select\" choose facts of one measure");
            good = false;
        } else if (!fact->unknown && fact->unit != first->unit) {
            chart_report(w, E601, fact,
                         arena_printf(arena, "is in %s, but \"%s\" in the same chart is in %s",
                                      fact->unit ? fact->unit->id : "no unit", id_of(c, first),
                                      first->unit ? first->unit->id : "no unit"),
                         "one chart has one scale: make one for each unit");
            good = false;
        }
    }
    return good;
}

/* Two sources on one thing, and not two things. */
static bool same_thing(const Fact *a, const Fact *b)
{
    return a->measure == b->measure && a->scope == b->scope && str_equal(a->part, b->part) &&
           a->status == b->status && date_first_day(a->as_of) == date_first_day(b->as_of) &&
           date_first_day(a->period.from) == date_first_day(b->period.from);
}

static bool check_places(const Charting *c)
{
    const Chart *chart = c->chart;
    bool good = true;
    for (int i = 0; i < c->count; i++)
        for (int j = 0; j < i; j++) {
            const ChartPoint *a = &chart->points[i], *b = &chart->points[j];
            if (a->category != b->category || a->series != b->series ||
                same_thing(c->facts[i], c->facts[j]))
                continue;
            chart_report(c->w, E603, c->facts[i],
                         arena_printf(c->w->job->arena, "has the same place in the chart as \"%s\"",
                                      id_of(c, c->facts[j])),
                         "let \"categories\" or \"series\" name a side in which they differ");
            good = false;
            break;
        }
    return good;
}

/* Facts of one category, or all of them, may be summed? */
static bool check_sum(const Charting *c, int category)
{
    Writer *w = c->w;
    const Fact **parts = ARENA_ARRAY(w->job->arena, const Fact *, c->count);
    int count = 0;
    for (int i = 0; i < c->count; i++)
        if (category < 0 || c->chart->points[i].category == category)
            parts[count++] = c->facts[i];
    const char *why = total_refusal(w->job->arena, parts, count);
    if (why)
        diag_add(w->job->diag,
                 &(Report){.code = E117,
                           .where = parts[0]->where,
                           .message = arena_printf(
                               w->job->arena, "a chart of parts of a whole is refused: %s", why),
                           .help = "draw bars side by side"});
    return !why;
}

static bool check_parts(const Charting *c)
{
    bool good = check_sum(c, -1);
    for (int i = 0; i < c->count; i++)
        if (c->facts[i]->number.negative) {
            chart_report(c->w, E604, c->facts[i], "is negative: it is no part of a whole",
                         "draw bars side by side");
            good = false;
        }
    return good;
}

static bool check_series(const Charting *c, int count)
{
    if (count > CHART_SERIES_MOST)
        chart_report(c->w, E605, c->facts[0],
                     arena_printf(c->w->job->arena,
                                  "and others make %d series; %d can be told apart", count,
                                  CHART_SERIES_MOST),
                     "choose fewer facts, or another side for \"series\"");
    return count <= CHART_SERIES_MOST;
}

/* -- points ------------------------------------------------------------------------ */

static void make_points(Charting *c)
{
    Writer *w = c->w;
    Chart *chart = c->chart;
    for (int i = 0; i < c->count; i++) {
        const Fact *fact = c->facts[i];
        ChartPoint *point = &chart->points[i];
        ChartSide side = c->time ? CHART_BY_DATE : c->categories;
        point->category =
            name_index(w, side_of(c, fact, side), chart->categories, &chart->category_count);
        point->series =
            name_index(w, side_of(c, fact, c->series), chart->series, &chart->series_count);
        point->drawn = !fact->unknown;
        point->amount = fact->number;
        point->where = fact->where;
        point->label = write_point(c, fact);
        Entry *entry = &c->block->entries[i];
        *entry = (Entry){.id = fact->id, .where = fact->where, .counts = point->drawn};
        entry->amount = fact->number;
        entry->unit = fact->unit ? fact->unit->id : NULL;
        entry->fields[FIELD_LABEL] = chart->categories[point->category];
        entry->fields[FIELD_VALUE] = point->label;
    }
}

/* Series within categories, as tables have them. */
static void sort_points(Chart *chart)
{
    for (int i = 1; i < chart->count; i++)
        for (int j = i; j > 0; j--) {
            ChartPoint *a = &chart->points[j - 1], *b = &chart->points[j];
            if (a->category < b->category || (a->category == b->category && a->series <= b->series))
                break;
            ChartPoint point = *a;
            *a = *b;
            *b = point;
        }
}

/* The name that all facts have, or else that of their measure. */
static Text subject_of(const Charting *c)
{
    Pieces out;
    pieces_init(&out, c->w->job->arena);
    if (shared(c, CHART_BY_LABEL))
        return side_of(c, c->facts[0], CHART_BY_LABEL);
    for (int i = 1; i < c->count; i++)
        if (c->facts[i]->measure != c->facts[0]->measure)
            return out.text;
    write_text(c->w, c->facts[0]->measure->label, &out);
    return out.text;
}

/* What the axis counts: unit, scale, the measure's name, scope and date. */
static void make_axis(Charting *c)
{
    static const char *const ITEMS[] = {"chart.item",  "chart.item", "chart.item",  "chart.scope",
                                        "chart.scope", "chart.date", "chart.status"};
    Chart *chart = c->chart;
    Writer *w = c->w;
    const Fact *first = first_number(c);
    Decimal least = decimal_whole(0, 0), most = least, many = decimal_whole(1, 3);
    Pieces common, item;
    pieces_init(&common, w->job->arena);
    pieces_init(&item, w->job->arena);
    chart_ends(chart, &least, &most);
    least.negative = false;
    chart->scale = write_scale(w, first, decimal_compare(&least, &most) > 0 ? &least : &most);
    chart->unit = write_unit(w, first->unit, &many, SCALE_PLAIN);
    chart->whole = str_is(first->measure->dimension, "count");
    chart->subject = subject_of(c);
    for (ChartSide side = CHART_BY_BASIS; side <= CHART_BY_STATUS; side++)
        if (to_tell(c, first, side) && shared(c, side))
            chart_write_listed(w, side_of(c, first, side), &common);
    chart->common = common.text;
    write_words(w, write_own(w, ITEMS[c->time ? CHART_BY_DATE : c->categories]), &item);
    chart->item = item.text;
}

/* -- parts of a whole -------------------------------------------------------------- */

/* "37%", rounded: tenths of a percent are more than most figures know. */
static Text write_share(Writer *w, int64_t part, int64_t whole)
{
    Decimal percent = decimal_whole((part * 200 + whole) / (2 * whole), 0);
    Text number = {ARENA_NEW(w->job->arena, Piece), 1};
    number.pieces[0] =
        (Piece){.text = str_of(locale_number(w->locale, w->job->arena, &percent, SCALE_PLAIN)),
                .where = WHERE_NONE,
                .at = -1};
    Pieces out;
    pieces_init(&out, w->job->arena);
    write_pattern(w, write_own(w, "chart.share"), &(Slot){NULL, number}, 1, &out);
    return out.text;
}

static bool make_shares(Charting *c)
{
    Chart *chart = c->chart;
    Writer *w = c->w;
    Fact sum = *c->facts[0];
    sum.citation_count = 0;
    sum.base = NULL;
    sum.converted_unit = NULL;
    for (int i = 1; i < c->count; i++) {
        Decimal before = sum.number;
        decimal_add(&before, &c->facts[i]->number, &sum.number);
    }
    int place = sum.number.point - 9;
    int64_t whole = chart_units(&sum.number, place);
    if (whole == 0) {
        chart_report(w, E604, c->facts[0], "is zero, as are all others: there is no whole",
                     "draw bars side by side");
        return false;
    }
    Pieces total, name;
    pieces_init(&total, w->job->arena);
    pieces_init(&name, w->job->arena);
    write_value(w, &sum, &total);
    write_words(w, write_own(w, "chart.total"), &name);
    chart->total = total.text;
    chart->total_name = name.text;
    chart->remarks = ARENA_ARRAY(w->job->arena, Text, c->count);
    for (int i = 0; i < c->count; i++)
        chart->remarks[chart->points[i].category] =
            write_share(w, chart_units(&chart->points[i].amount, place), whole);
    return true;
}

/* -- the chart --------------------------------------------------------------------- */

static bool fill(Charting *c, const Fact **facts)
{
    const char *kind = c->block->kind->name;
    if (!check_units(c) || (c->time && !(chart_find_days(c) && chart_check_span(c))))
        return false;
    for (int i = 0; i < c->count && c->compares; i++) /* zones in the order they were given */
        name_index(c->w, side_of(c, c->facts[i], c->series), c->chart->series,
                   &c->chart->series_count);
    if (c->time)
        chart_sort_by_time(c, facts);
    make_points(c);
    bool donut = strcmp(kind, "donut") == 0, good = check_places(c);
    good &= check_series(c, donut ? c->chart->category_count : c->chart->series_count);
    if (donut)
        return good && check_parts(c) && make_shares(c);
    for (int i = 0; i < c->chart->category_count && option_of(c->block, "stacked", 0); i++)
        good &= check_sum(c, i);
    return good;
}

/* More are no chart; and what follows compares each with each. */
#define POINTS_MOST 200

static bool check_count(Writer *w, const Fact *first, int count)
{
    if (count > POINTS_MOST)
        chart_report(w, E605, first,
                     arena_printf(w->job->arena,
                                  "and others make %d figures; a chart shows %d at most", count,
                                  POINTS_MOST),
                     "choose fewer facts");
    return count <= POINTS_MOST;
}

void chart_expand(Writer *w, const Fact *const *facts, int count, bool says, Block *block)
{
    Arena *arena = w->job->arena;
    if (count && strcmp(block->kind->name, "progress") == 0 && check_count(w, facts[0], count)) {
        chart_expand_progress(w, facts, count, block);
        return;
    }
    if (count == 0 || !check_count(w, facts[0], count))
        return;
    const Fact **own = ARENA_ARRAY(arena, const Fact *, count);
    for (int i = 0; i < count; i++)
        own[i] = facts[i];
    Chart *chart = block->chart = ARENA_NEW(arena, Chart);
    const Zone *zone = w->zone;
    Charting c = {.w = w,
                  .facts = own,
                  .count = count,
                  .says = says,
                  .compares = facts[0]->zone != zone,
                  .series = (ChartSide)option_of(block, "series", CHART_BY_NONE),
                  .time = strcmp(block->kind->name, "lines") == 0,
                  .block = block,
                  .chart = chart};
    int32_t side = option_of(block, "categories", -1);
    c.categories = side >= 0 ? (ChartSide)side : c.compares ? CHART_BY_ZONE : CHART_BY_LABEL;
    if (c.time && c.compares && c.series == CHART_BY_NONE)
        c.series = CHART_BY_ZONE;
    chart->points = ARENA_ARRAY(arena, ChartPoint, count);
    chart->categories = ARENA_ARRAY(arena, Text, count);
    chart->series = ARENA_ARRAY(arena, Text, count);
    chart->count = count;
    block->entries = ARENA_ARRAY(arena, Entry, count);
    if (fill(&c, own)) {
        block->entry_count = count;
        if (c.time)
            chart_make_bands(&c);
        make_axis(&c);
        chart_finish(w, own, count, block);
        sort_points(chart);
    } else
        block->chart = NULL;
    w->zone = zone;
}
