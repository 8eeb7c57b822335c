#include "brief/chart_time.h"

#include "brief/chart_say.h"

static Period time_of(const Fact *fact)
{
    Period time = fact->period;
    if (time.from.year == 0)
        time = (Period){.from = fact->as_of};
    return time;
}

bool chart_find_days(const Charting *c)
{
    bool good = true;
    for (int i = 0; i < c->count; i++) {
        Period time = time_of(c->facts[i]);
        c->chart->points[i].from = date_first_day(time.from);
        c->chart->points[i].to = date_end_day(time.to.year ? time.to : time.from);
        if (time.from.year)
            continue;
        chart_report(c->w, E606, c->facts[i], "has no date: it has no place on an axis of time",
                     "give it \"asOf\" or \"period\"");
        good = false;
    }
    return good;
}

#define YEARS_MOST 300

bool chart_check_span(const Charting *c)
{
    const ChartPoint *points = c->chart->points;
    bool good = true;
    for (int i = 1; i < c->count; i++) {
        int32_t apart = points[i].to - points[0].from;
        if (apart <= YEARS_MOST * 365 && apart >= -YEARS_MOST * 365)
            continue;
        chart_report(c->w, E602, c->facts[i],
                     arena_printf(c->w->job->arena,
                                  "is of a time too far from that of \"%s\" for one axis",
                                  c->facts[0]->id),
                     "an axis of time has 300 years at most");
        good = false;
    }
    return good;
}

void chart_sort_by_time(Charting *c, const Fact **facts)
{
    ChartPoint *points = c->chart->points;
    for (int i = 1; i < c->count; i++)
        for (int j = i;
             j > 0 && (points[j].from < points[j - 1].from ||
                       (points[j].from == points[j - 1].from && points[j].to < points[j - 1].to));
             j--) {
            ChartPoint point = points[j];
            points[j] = points[j - 1];
            points[j - 1] = point;
            const Fact *fact = facts[j];
            facts[j] = facts[j - 1];
            facts[j - 1] = fact;
        }
}

static Date day_after(Date date)
{
    if (date.month == 0 || date.month == 12)
        return (Date){date.year + 1, date.month ? 1 : 0, 0};
    return (Date){date.year, date.month + 1, 0};
}

#define MONTHS_MOST 24
#define BANDS_MOST  (2 * YEARS_MOST + 2)

void chart_make_bands(Charting *c)
{
    Chart *chart = c->chart;
    int32_t first = INT32_MAX, end = 0;
    Date start = {9999, 12, 0};
    bool years = false;
    for (int i = 0; i < c->count; i++) {
        Date from = time_of(c->facts[i]).from;
        years |= from.month == 0;
        if (chart->points[i].from < first) {
            first = chart->points[i].from;
            start = from;
        }
        end = end > chart->points[i].to ? end : chart->points[i].to;
    }
    years |= end - first > MONTHS_MOST * 31;
    start = (Date){start.year, years ? 0 : start.month, 0};
    chart->bands = ARENA_ARRAY(c->w->job->arena, ChartBand, BANDS_MOST);
    for (Date date = start; date_first_day(date) < end && chart->band_count < BANDS_MOST;
         date = day_after(date)) {
        Pieces words;
        pieces_init(&words, c->w->job->arena);
        write_date(c->w, date, WHERE_NONE, true, &words);
        chart->bands[chart->band_count++] =
            (ChartBand){date_first_day(date), date_end_day(date), words.text};
    }
}
