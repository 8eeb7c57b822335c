#include "brief/trend.h"

#include <stdlib.h>

#include "brief/bind.h"
#include "brief/order.h"
#include "brief/side.h"
#include "layout/paragraph.h"

#define FIGURES_MOST 60 /* that one listens to */

static bool is_dated_figure(const Fact *fact)
{
    return fact->measure->type == VALUE_NUMBER && !fact->unknown && !fact->base &&
           !fact->distinct_from && fact_date(fact).year;
}

static bool has_basis_of(const Writer *w, const Fact *fact, const Fact *other)
{
    if (!fact->basis || !other->basis)
        return fact->basis == other->basis;
    return json_equal(w->files, fact->basis, other->basis);
}

static bool is_alike(const Writer *w, const Fact *fact, const Fact *other)
{
    return is_dated_figure(other) && other->measure == fact->measure &&
           other->scope == fact->scope && other->unit == fact->unit &&
           str_equal(other->part, fact->part) && has_basis_of(w, fact, other);
}

/* By day; those of one day as in their file, in one array of which they stand. */
static int compare_days(const void *a, const void *b)
{
    const Fact *one = *(const Fact *const *)a, *other = *(const Fact *const *)b;
    int32_t day = date_first_day(fact_date(one)), then = date_first_day(fact_date(other));
    return day != then ? (day > then) - (day < then) : (one > other) - (one < other);
}

const Fact **trend_alike(Writer *w, const Fact *fact, int *count)
{
    const Zone *zone = w->zone;
    const Fact **list = ARENA_ARRAY(w->job->arena, const Fact *, zone->fact_count);
    *count = 0;
    for (int i = 0; i < zone->fact_count && is_dated_figure(fact); i++)
        if (is_alike(w, fact, &zone->facts[i]))
            list[(*count)++] = &zone->facts[i];
    if (*count == 0)
        return list;
    qsort(list, (size_t)*count, sizeof *list, compare_days);
    int early = *count > FIGURES_MOST ? *count - FIGURES_MOST : 0;
    *count -= early;
    return list + early;
}

static const Trend *make_trend(Writer *w, const Fact *const *list, int count)
{
    Decimal *values = ARENA_ARRAY(w->job->arena, Decimal, count);
    int32_t *days = ARENA_ARRAY(w->job->arena, int32_t, count);
    bool *ahead = ARENA_ARRAY(w->job->arena, bool, count);
    for (int i = 0; i < count; i++) {
        values[i] = list[i]->number;
        days[i] = date_first_day(fact_date(list[i]));
        ahead[i] = list[i]->status != ACTUAL;
    }
    Trend *trend = ARENA_NEW(w->job->arena, Trend);
    *trend = (Trend){values, days, ahead, count};
    return trend;
}

/* "42 (2023); 80 (2030, target)": sources have their marks behind the line. */
static Text list_figures(Writer *w, const Fact *const *list, int count)
{
    Pieces out, inside;
    pieces_init(&out, w->job->arena);
    for (int i = 0; i < count; i++) {
        Fact bare = *list[i];
        bare.citation_count = 0;
        bare.converted_unit = NULL;
        if (i)
            write_plain(w, lang_marks(w->lang)->parts, WHERE_NONE, &out);
        write_value(w, &bare, &out);
        pieces_init(&inside, w->job->arena);
        write_time(w, &bare, &inside);
        if (bare.status != ACTUAL) {
            write_comma(w, &inside);
            write_words(w, bind_status(w, &bare), &inside);
        }
        write_brackets(w, inside.text, &out);
    }
    return out.text;
}

static void write_all_marks(Writer *w, const Fact *const *list, int count, Pieces *out)
{
    Fact all = {.citation_count = 0};
    for (int i = 0; i < count; i++)
        all.citation_count += list[i]->citation_count;
    all.citations = ARENA_ARRAY(w->job->arena, Citation, all.citation_count);
    Citation *next = all.citations;
    for (int i = 0; i < count; i++)
        for (int n = 0; n < list[i]->citation_count; n++)
            *next++ = list[i]->citations[n];
    write_marks(w, &all, out);
}

Text trend_write(Writer *w, const Fact *fact)
{
    int count;
    const Fact **list = trend_alike(w, fact, &count);
    const Trend *trend = make_trend(w, list, count);
    Pieces out, words;
    pieces_init(&out, w->job->arena);
    pieces_init(&words, w->job->arena);
    if (count == 0 || trend->days[0] == trend->days[count - 1])
        return out.text;
    Slot slots[] = {{"{title}", fact_field(w, fact, FIELD_LABEL)},
                    {"{list}", list_figures(w, list, count)}};
    write_pattern(w, write_own(w, "chart.alt.trend"), slots, 2, &words);
    pieces_add(&out, (Piece){.text = str_of(text_plain(w->job->arena, words.text)),
                             .trend = trend,
                             .where = fact->where,
                             .at = -1});
    write_all_marks(w, list, count, &out);
    return out.text;
}
