#include "brief/gate.h"

/* Months since year 0; a year or month alone counts to its end. */
static int months(Date date)
{
    return date.year * 12 + (date.month ? date.month : 12);
}

/* The latest date the fact speaks for; year 0: none. */
static Date last_date(const Fact *fact)
{
    if (fact->period.to.year)
        return fact->period.to;
    return fact->period.from.year ? fact->period.from : fact->as_of;
}

static void check_age(Job *job, const Zone *zone, const Fact *fact, int limit)
{
    Date date = last_date(fact);
    bool figure = fact->measure->type == VALUE_NUMBER || fact->measure->type == VALUE_RANGE;
    if (!figure || fact->unknown || fact->status != ACTUAL || date.year == 0)
        return;
    int age = months(zone->as_of) - months(date);
    if (age > limit)
        diag_add(job->diag, &(Report){.code = W102,
                                      .where = fact->where,
                                      .message = arena_printf(
                                          job->arena,
                                          "figure \"%s\" is %d months older than the brief; "
                                          "the layout allows %d",
                                          fact->id, age, limit),
                                      .help = "look for a newer one, or leave it out"});
}

static bool has_actual(const Zone *zone, const Fact *plan)
{
    for (int i = 0; i < zone->fact_count; i++) {
        const Fact *fact = &zone->facts[i];
        if (fact->status == ACTUAL && fact->measure == plan->measure && fact->scope == plan->scope)
            return true;
    }
    return false;
}

static void check_passed(Job *job, const Zone *zone, const Fact *fact)
{
    bool open = fact->status == PLANNED || fact->status == TARGET;
    if (!open || fact->period.from.year == 0 || last_date(fact).year >= zone->as_of.year ||
        has_actual(zone, fact))
        return;
    diag_add(job->diag, &(Report){.code = W103,
                                  .where = fact->where,
                                  .message = arena_printf(
                                      job->arena,
                                      "the time of \"%s\" has passed, and there is no actual "
                                      "figure",
                                      fact->id),
                                  .help = "add what became of it, or a fact with the value null"});
}

void gate_zone(Job *job, const JsonFiles *files, const Zone *zone, const Json *stale_after)
{
    int limit = stale_after ? json_whole(files, job, stale_after, "staleAfter", 1, 1200) : 0;
    for (int i = 0; i < zone->fact_count; i++) {
        if (limit)
            check_age(job, zone, &zone->facts[i], limit);
        check_passed(job, zone, &zone->facts[i]);
    }
}

void gate_sources(Job *job, const Sources *sources, const Map *cited)
{
    for (int i = 0; i < sources->count; i++) {
        const Source *source = sources->list[i];
        if (map_lookup(cited, str_of(source->id)))
            continue;
        diag_add(job->diag, &(Report){.code = W101,
                                      .where = source->where,
                                      .part = PART_KEY,
                                      .message = arena_printf(
                                          job->arena, "no fact cites source \"%s\"", source->id),
                                      .help = "cite it, or take it out"});
    }
}
