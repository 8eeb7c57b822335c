#include "brief/model.h"

static int digits(Str text, size_t at, size_t count)
{
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return -1;
        value = value * 10 + (text.data[i] - '0');
    }
    return value;
}

static int days_in(int year, int month)
{
    static const int DAYS[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS[month];
}

static bool parse(Str text, Date *date)
{
    *date = (Date){0, 0, 0};
    if (text.length != 4 && text.length != 7 && text.length != 10)
        return false;
    date->year = digits(text, 0, 4);
    if (text.length >= 7)
        date->month = text.data[4] == '-' ? digits(text, 5, 2) : -1;
    if (text.length == 10)
        date->day = text.data[7] == '-' ? digits(text, 8, 2) : -1;
    if (date->year < 1 || (text.length >= 7 && (date->month < 1 || date->month > 12)))
        return false;
    return text.length < 10 || (date->day >= 1 && date->day <= days_in(date->year, date->month));
}

Date date_read(Job *job, const Json *value, const char *what)
{
    Date date = {0, 0, 0};
    if (json_type(value) != JSON_STRING) {
        const char *type = json_type_name(json_type(value));
        diag_add(job->diag,
                 &(Report){.code = E012,
                           .where = json_where(value),
                           .message = arena_printf(job->arena, "%s must be a date", what),
                           .label = arena_printf(job->arena, "%s; expected a string", type),
                           .help = "write \"2020-11-19\", \"2020-11\" or \"2020\""});
        return date;
    }
    Str text = json_string(job, value, what);
    if (parse(text, &date))
        return date;
    diag_add(job->diag, &(Report){.code = E016,
                                  .where = json_where(value),
                                  .message = arena_printf(job->arena, "%s is not a date", what),
                                  .label = "expected a day, month or year of the calendar",
                                  .help = "write \"2020-11-19\", \"2020-11\" or \"2020\""});
    return (Date){0, 0, 0};
}

/* Days before 1 January of `year` since that of year 1. */
static int32_t days_before(int year)
{
    int past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

int32_t date_first_day(Date date)
{
    if (date.year == 0)
        return 0;
    int32_t day = days_before(date.year);
    for (int month = 1; month < date.month; month++)
        day += days_in(date.year, month);
    return day + (date.day ? date.day - 1 : 0);
}

int32_t date_end_day(Date date)
{
    if (date.year == 0)
        return 0;
    if (date.month == 0)
        return days_before(date.year + 1);
    return date_first_day(date) + (date.day ? 1 : days_in(date.year, date.month));
}
