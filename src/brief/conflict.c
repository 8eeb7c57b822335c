#include "brief/conflict.h"

#include "base/buf.h"

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

/* The facts about one thing, in the order of the file: none but they can be in
 * conflict, and they are few. */
typedef struct {
    Fact **facts;
    int count, room;
} Subject;

/* Measure, scope, part, time, status and unit, as bytes. */
static Str subject_key(Arena *arena, const Fact *fact)
{
    Buf key;
    buf_init(&key, arena);
    const void *pointers[] = {fact->measure, fact->scope, fact->unit};
    bool over = fact->period.from.year != 0;
    const Date dates[] = {over ? fact->period.from : fact->as_of, fact->period.to};
    buf_add(&key, (const char *)pointers, sizeof pointers);
    buf_int(&key, over);
    for (int i = 0; i < (over ? 2 : 1); i++)
        buf_printf(&key, " %d-%d-%d", dates[i].year, dates[i].month, dates[i].day);
    buf_printf(&key, " %d ", (int)fact->status);
    buf_add(&key, fact->part.data, fact->part.length);
    return (Str){key.data, key.length};
}

static Subject *subject_of(Arena *arena, Map *subjects, const Fact *fact)
{
    Str key = subject_key(arena, fact);
    Subject *subject = (Subject *)map_lookup(subjects, key);
    if (!subject) {
        subject = ARENA_NEW(arena, Subject);
        map_add(subjects, key, subject);
    }
    return subject;
}

int conflicts_find(Arena *arena, Zone *zone)
{
    int count = 0;
    Map subjects;
    map_init(&subjects, arena);
    for (int i = 0; i < zone->fact_count; i++) {
        Fact *b = &zone->facts[i];
        Subject *subject = subject_of(arena, &subjects, b);
        for (int j = 0; j < subject->count; j++) {
            Fact *a = subject->facts[j];
            if (values_agree(a, b) || stated_distinct(a, b))
                continue;
            if (!a->conflict)
                a->conflict = b->conflict ? b->conflict : ++count;
            b->conflict = a->conflict;
        }
        ARENA_RESERVE(arena, subject->facts, subject->count, subject->room);
        subject->facts[subject->count++] = b;
    }
    return count;
}

/* -- sums --------------------------------------------------------------------------- */

/* What a sum holds so far. Its sets are of pointers: the keys are their bytes. */
typedef struct {
    Arena *arena;
    Map facts;  /* in the sum */
    Map wholes; /* that some of them are parts of */
    Map others; /* that some of them are said to be distinct from */
    Map scopes; /* -> Parts */
} Sum;

/* The parts of one scope that are in a sum. */
typedef struct {
    Map names;
    bool whole; /* a fact without part, which is about all of its scope */
} Parts;

static Str key_of(const void *const *pointer)
{
    return (Str){(const char *)pointer, sizeof *pointer};
}

static bool is_among(const Map *set, const Fact *const *fact)
{
    return *fact && map_lookup(set, key_of((const void *const *)fact));
}

static void add_to(Map *set, const Fact *const *fact)
{
    if (*fact)
        map_add(set, key_of((const void *const *)fact), *fact);
}

static Parts *parts_of(Sum *sum, const Fact *fact)
{
    Str key = key_of((const void *const *)&fact->scope);
    Parts *parts = (Parts *)map_lookup(&sum->scopes, key);
    if (parts)
        return parts;
    parts = ARENA_NEW(sum->arena, Parts);
    map_init(&parts->names, sum->arena);
    map_add(&sum->scopes, key, parts);
    return parts;
}

/* Is one of the two, the fact and what is in the sum, counted in the other? */
static bool overlaps(Sum *sum, const Fact *const *fact)
{
    const Parts *parts = parts_of(sum, *fact);
    bool same = (*fact)->part.length ? parts->whole || map_lookup(&parts->names, (*fact)->part)
                                     : parts->whole || parts->names.count > 0;
    return same || is_among(&sum->facts, &(*fact)->base) || is_among(&sum->wholes, fact);
}

static void add_fact(Sum *sum, const Fact *const *fact)
{
    Parts *parts = parts_of(sum, *fact);
    if ((*fact)->part.length)
        map_add(&parts->names, (*fact)->part, *fact);
    else
        parts->whole = true;
    add_to(&sum->facts, fact);
    add_to(&sum->wholes, &(*fact)->base);
    add_to(&sum->others, &(*fact)->distinct_from);
}

/* Why the fact cannot be added to a sum of facts like `first`, whatever else
 * is in it. */
static const char *term_refusal(const Fact *fact, const Fact *first)
{
    if (fact->measure->type != VALUE_NUMBER)
        return "not all of them are numbers";
    if (fact->unknown)
        return "one of them has no published value";
    if (fact->comparator != EXACT)
        return "one of them is not exact";
    if (fact->conflict)
        return "the sources differ on one of them";
    if (fact->measure != first->measure)
        return "they measure different things";
    if (fact->unit != first->unit)
        return "they are in different units";
    if (fact->status != first->status)
        return "some are plans and some are not";
    return same_time(fact, first) ? NULL : "they are of different times";
}

const char *total_refusal(Arena *arena, const Fact *const *facts, int count)
{
    Sum sum = {.arena = arena};
    Decimal amount = {.count = 0}, before;
    Map *const sets[] = {&sum.facts, &sum.wholes, &sum.others, &sum.scopes};
    for (int i = 0; i < 4; i++)
        map_init(sets[i], arena);
    for (int i = 0; i < count; i++) {
        const char *why = term_refusal(facts[i], facts[0]);
        if (why)
            return why;
        if (overlaps(&sum, &facts[i]))
            return "two of them are about the same thing, or one is a part of the other";
        if (is_among(&sum.facts, &facts[i]->distinct_from) || is_among(&sum.others, &facts[i]))
            return "two of them are said to be distinct: one may be counted in the other";
        before = amount;
        if (!decimal_add(&before, &facts[i]->number, &amount))
            return "it would have more than 127 digits";
        add_fact(&sum, &facts[i]);
    }
    return NULL;
}
