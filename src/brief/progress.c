/* Plans and targets beside what has been reached. */
#include "brief/bind.h"
#include "brief/chart.h"
#include "brief/chart_say.h"
#include "brief/fact.h"
#include "brief/side.h"
#include "layout/chart.h"

enum { SERIES_ACTUAL, SERIES_AIM };

typedef struct {
    Writer *w;
    const Fact *const *facts;
    int count;
    Block *block;
    Chart *chart;
    const Fact **shown; /* the fact of each point */
    int room, entry_room, shown_room;
} Progress;

static bool is_aim(const Fact *fact)
{
    return fact->status == PLANNED || fact->status == TARGET;
}

static int32_t day_of(const Fact *fact)
{
    if (fact->period.from.year == 0)
        return date_end_day(fact->as_of);
    return date_end_day(fact->period.to.year ? fact->period.to : fact->period.from);
}

static bool answers(const Fact *aim, const Fact *fact)
{
    return !is_aim(fact) && !fact->unknown && fact->measure == aim->measure &&
           fact->scope == aim->scope && str_equal(fact->part, aim->part);
}

static void add_point(Progress *p, const Fact *fact, int category, int series)
{
    Writer *w = p->w;
    Chart *chart = p->chart;
    Pieces out, inside;
    pieces_init(&out, w->job->arena);
    pieces_init(&inside, w->job->arena);
    Text status = chart_status(w, fact);
    for (int i = 0; i < status.count; i++)
        pieces_add(&out, status.pieces[i]);
    write_plain(w, lang_is_cjk(w->lang) ? "：" : ": ", WHERE_NONE, &out);
    chart_write_value(w, fact, &out);
    chart_write_listed(w, fact_field(w, fact, FIELD_DATE), &inside);
    write_brackets(w, inside.text, &out);
    ARENA_RESERVE(w->job->arena, chart->points, chart->count, p->room);
    ARENA_RESERVE(w->job->arena, p->block->entries, chart->count, p->entry_room);
    ARENA_RESERVE(w->job->arena, p->shown, chart->count, p->shown_room);
    p->shown[chart->count] = fact; /* NOLINT(clang-analyzer-core.NullDereference): has room */
    chart->points[chart->count] = (ChartPoint){.category = category,
                                               .series = series,
                                               .drawn = !fact->unknown,
                                               .amount = fact->number,
                                               .label = out.text,
                                               .where = fact->where};
    Entry *entry = &p->block->entries[chart->count++];
    *entry = (Entry){.id = fact->id, .where = fact->where, .counts = !fact->unknown};
    entry->amount = fact->number;
    entry->unit = fact->unit ? fact->unit->id : NULL;
    entry->fields[FIELD_LABEL] = chart->categories[category];
    entry->fields[FIELD_VALUE] = out.text;
}

/* "Companies", and the scope if it is not the zone itself. */
static Text name_of(Writer *w, const Fact *fact)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    write_text(w, fact->label ? fact->label : fact->measure->label, &out);
    if (!bind_is_own(w, w->zone, fact))
        chart_write_listed(w, fact_field(w, fact, FIELD_SCOPE), &out);
    return out.text;
}

/* "72% of target", rounded down, so that what falls short never reads as
 * reached; about, or more than, as the actual figure is. Nothing where there
 * is no one figure to measure, or the aim is not above zero. */
static Text write_percent(Writer *w, const Fact *aim, const Fact *actual, int actuals)
{
    Pieces out, number;
    pieces_init(&out, w->job->arena);
    pieces_init(&number, w->job->arena);
    int place = (actual->number.point > aim->number.point ? actual : aim)->number.point - 9;
    int64_t whole = chart_units(&aim->number, place), part = chart_units(&actual->number, place);
    if (actuals != 1 || whole <= 0 || part < 0 || part / whole > 1000)
        return out.text;
    Decimal percent = decimal_whole(part * 100 / whole, 0);
    const char *words = locale_number(w->locale, w->job->arena, &percent, SCALE_PLAIN);
    Pieces share;
    pieces_init(&share, w->job->arena);
    write_plain(w, words, WHERE_NONE, &share);
    write_pattern(w, write_own(w, "chart.share"), &(Slot){NULL, share.text}, 1, &number);
    Comparator comparator = aim->comparator == EXACT ? actual->comparator : ABOUT;
    if (comparator != EXACT) {
        Text bare = number.text;
        pieces_init(&number, w->job->arena);
        write_pattern(w,
                      terms_pattern(w->terms, "comparators", comparator_word(comparator), w->lang),
                      &(Slot){NULL, bare}, 1, &number);
    }
    write_pattern(w, write_own(w, aim->status == TARGET ? "chart.of.target" : "chart.of.plan"),
                  &(Slot){NULL, number.text}, 1, &out);
    for (int i = 0; i < out.text.count; i++)
        out.text.pieces[i].role = PIECE_STRONG;
    return out.text;
}

static bool check_unit(Writer *w, const Fact *aim, const Fact *actual)
{
    if (aim->unit == actual->unit)
        return true;
    diag_add(w->job->diag,
             &(Report){.code = E601,
                       .where = actual->where,
                       .message = arena_printf(
                           w->job->arena, "\"%s\" is in %s, but its target \"%s\" is in %s",
                           actual->id, actual->unit ? actual->unit->id : "no unit", aim->id,
                           aim->unit ? aim->unit->id : "no unit"),
                       .help = "give both in the same unit"});
    return false;
}

/* An aim and the latest actual figures: more than one where sources differ. */
static bool add_row(Progress *p, const Fact *aim)
{
    Chart *chart = p->chart;
    const Fact *latest = NULL;
    int actuals = 0, row = chart->category_count++;
    chart->categories[row] = name_of(p->w, aim);
    for (int i = 0; i < p->count; i++)
        if (answers(aim, p->facts[i]) && (!latest || day_of(p->facts[i]) > day_of(latest)))
            latest = p->facts[i];
    for (int i = 0; i < p->count && latest; i++) {
        if (!answers(aim, p->facts[i]) || day_of(p->facts[i]) != day_of(latest))
            continue;
        if (!check_unit(p->w, aim, p->facts[i]))
            return false;
        add_point(p, p->facts[i], row, SERIES_ACTUAL);
        actuals++;
    }
    add_point(p, aim, row, SERIES_AIM);
    if (latest)
        chart->remarks[row] = write_percent(p->w, aim, latest, actuals);
    return true;
}

static Text words_for(Writer *w, const char *key)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    write_words(w, write_own(w, key), &out);
    return out.text;
}

void chart_expand_progress(Writer *w, const Fact *const *facts, int count, Block *block)
{
    Arena *arena = w->job->arena;
    Chart *chart = ARENA_NEW(arena, Chart);
    Progress p = {.w = w, .facts = facts, .count = count, .block = block, .chart = chart};
    chart->categories = ARENA_ARRAY(arena, Text, count);
    chart->remarks = ARENA_ARRAY(arena, Text, count);
    chart->series = ARENA_ARRAY(arena, Text, 2);
    chart->series_count = 2;
    chart->series[SERIES_ACTUAL] = words_for(w, "chart.actual");
    chart->series[SERIES_AIM] = words_for(w, "chart.aim");
    chart->item = words_for(w, "chart.item");
    bool good = true;
    for (int i = 0; i < count; i++)
        if (facts[i]->measure->type == VALUE_NUMBER && is_aim(facts[i]) && !facts[i]->unknown)
            good &= add_row(&p, facts[i]);
    if (!good || chart->count == 0)
        return;
    block->chart = chart;
    block->entry_count = chart->count;
    chart_finish(w, p.shown, chart->count, block);
}
