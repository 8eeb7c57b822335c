#include "brief/conflict.h"

#include <string.h>

static bool same_date(Date a, Date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool same_time(const Fact *a, const Fact *b)
{
    if (a->period.from.year || b->period.from.year)
        return same_date(a->period.from, b->period.from) && same_date(a->period.to, b->period.to);
    return same_date(a->as_of, b->as_of);
}

static bool same_subject(const Fact *a, const Fact *b)
{
    return a->measure == b->measure && a->scope == b->scope && str_equal(a->part, b->part) &&
           a->status == b->status && a->unit == b->unit && same_time(a, b);
}

/* Could "about" mean the other number? Yes if that, rounded to the place of
 * its last digit, is the same. */
static bool rounds_to(const Decimal *number, const Decimal *about)
{
    Decimal rounded = decimal_round(number, about->point - about->count);
    return decimal_compare(&rounded, about) == 0;
}

static bool numbers_agree(const Fact *a, const Fact *b)
{
    int order = decimal_compare(&a->number, &b->number);
    if (a->comparator == OVER && b->comparator == OVER)
        return true;
    if (order == 0 &&
        (a->comparator == b->comparator || a->comparator == ABOUT || b->comparator == ABOUT))
        return true;
    if (a->comparator == OVER)
        return order < 0;
    if (b->comparator == OVER)
        return order > 0;
    return (a->comparator == ABOUT && rounds_to(&b->number, &a->number)) ||
           (b->comparator == ABOUT && rounds_to(&a->number, &b->number));
}

static bool values_agree(const Fact *a, const Fact *b)
{
    if (a->unknown || b->unknown)
        return true;
    switch (a->measure->type) {
    case VALUE_NUMBER:
        return numbers_agree(a, b);
    case VALUE_RANGE:
        return decimal_compare(&a->number, &b->number) == 0 &&
               decimal_compare(&a->high, &b->high) == 0;
    case VALUE_DATE:
        return same_date(a->date, b->date);
    default: /* words cannot be compared */
        return true;
    }
}

static bool stated_distinct(const Fact *a, const Fact *b)
{
    return a->distinct_from == b || b->distinct_from == a;
}

int conflicts_find(Zone *zone)
{
    int count = 0;
    for (int i = 0; i < zone->fact_count; i++)
        for (int j = 0; j < i; j++) {
            Fact *a = &zone->facts[j], *b = &zone->facts[i];
            if (!same_subject(a, b) || values_agree(a, b) || stated_distinct(a, b))
                continue;
            if (!a->conflict)
                a->conflict = b->conflict ? b->conflict : ++count;
            b->conflict = a->conflict;
        }
    return count;
}

/* Is one of the two counted in the other? A fact without part is about all
 * of its scope. */
static bool overlap(const Fact *a, const Fact *b)
{
    bool parts = a->part.length && b->part.length && !str_equal(a->part, b->part);
    return a->base == b || b->base == a || (a->scope == b->scope && !parts);
}

const char *total_refusal(const Fact *const *facts, int count)
{
    for (int i = 0; i < count; i++) {
        const Fact *fact = facts[i];
        if (fact->measure->type != VALUE_NUMBER)
            return "not all of them are numbers";
        if (fact->unknown)
            return "one of them has no published value";
        if (fact->comparator != EXACT)
            return "one of them is not exact";
        if (fact->conflict)
            return "the sources differ on one of them";
        if (fact->measure != facts[0]->measure)
            return "they measure different things";
        if (fact->unit != facts[0]->unit)
            return "they are in different units";
        if (fact->status != facts[0]->status)
            return "some are plans and some are not";
        if (!same_time(fact, facts[0]))
            return "they are of different times";
        for (int j = 0; j < i; j++) {
            if (overlap(fact, facts[j]))
                return "two of them are about the same thing, or one is a part of the other";
            if (stated_distinct(fact, facts[j]))
                return "two of them are said to be distinct: one may be counted in the other";
        }
    }
    return NULL;
}
