/* model.h - zones, facts and sources, as read and checked.
 *
 * A fact is a claim: a measure of a scope, at a date or over a period, with a
 * status, made by sources. All texts stay JSON text values (see terms.h) and
 * are chosen by language only when a layout is expanded.
 */
#ifndef BRIEF_MODEL_H
#define BRIEF_MODEL_H

#include "base/decimal.h"
#include "brief/terms.h"
#include "layout/position.h"

/* A day, a month or a year; year 0: none. */
typedef struct {
    int year, month, day;
} Date;

typedef struct {
    Date from, to; /* to.year 0: a single date */
} Period;

typedef struct Source {
    const char *id;
    Where where;
    const Json *publisher, *via, *title, *date_note; /* texts; NULL: none */
    Lang language;
    Date date;
    Str kind; /* whose word it is: "government", "press" ... */
    Str address;
    const Json *copies_named;    /* its id, or NULL */
    const struct Source *copies; /* the source it shares its origin with, or NULL */
} Source;

typedef struct {
    Map by_id; /* -> const Source */
    const Source **list;
    int count;
} Sources;

typedef struct {
    const Source *source;
    Where where;
    int paragraph; /* 0: not said */
    Str quote;
} Citation;

typedef enum { EXACT, OVER, ABOUT } Comparator;
typedef enum { ACTUAL, PLANNED, TARGET, CLAIMED } Status;

typedef struct Fact {
    const char *id;
    const struct Zone *zone; /* whose it is */
    Where where;
    const Json *root;
    Str category;
    const Measure *measure;
    const Json *scope; /* a name */
    const Json *value; /* as in the file: text, list */
    Decimal number;    /* VALUE_NUMBER; VALUE_RANGE: its lower end */
    Decimal high;      /* VALUE_RANGE: its upper end */
    Date date;         /* VALUE_DATE */
    const Unit *unit;  /* numbers and ranges */
    Comparator comparator;
    Status status;
    Date as_of;               /* year 0: none */
    Period period;            /* from.year 0: none */
    const struct Fact *base;  /* the fact this is a part of, or NULL */
    const Json *label, *note; /* texts or NULL */
    Str part;                 /* which part of the measure, where scope does not say: "class-50" */
    bool caveat;              /* the note must not be missed */
    bool unknown;             /* no figure is published */
    const struct Fact *distinct_from; /* a fact that this one only looks like */
    const Json *basis; /* text: what the figure covers, where zones differ in that; or NULL */
    const Json *distinct_reason; /* text: why */
    int conflict;                /* number of the conflict it is in; 0: none */
    const Unit *converted_unit;  /* of a figure derived by a rate of exchange; NULL: none */
    Decimal converted;
    Date rate_date;
    Citation rate_source;
    int tile; /* order among the large figures; 0: not one */
    Citation *citations;
    int citation_count;
} Fact;

/* Where a place is, and who says so. */
typedef struct {
    Position at;
    Where where;
    Citation *citations;
    int citation_count;
} Placed;

typedef struct Zone {
    const char *id;
    const char *path;
    const Json *root;                  /* NULL: see zone_unknown */
    const Json *name, *city, *summary; /* texts */
    const Json *remark;                /* text or NULL */
    const Placed *placed;              /* NULL: no map shows it */
    Date as_of;
    Fact *facts;
    int fact_count;
    Map by_id; /* -> const Fact */
    int conflict_count;
    Map ids;              /* of all facts, those with faults too, so that a fault is told once */
    const Map *known_ids; /* these, or NULL if a fact has none that can be read: any may be its */
} Zone;

/* A date of JSON: "2020", "2020-04" or "2020-04-27"; else E016 and year 0. */
Date date_read(Job *job, const Json *value, const char *what);

/* The first day of a date, and the day behind its last, as ordinals; a Date
 * without year gives 0. */
int32_t date_first_day(Date date);
int32_t date_end_day(Date date);

Sources *sources_read(Job *job, const Terms *terms, const Json *root, const Langs *langs);

/* E101 for each `copies` that names no source. Not done by sources_read, so
 * that the facts that miss the same source are told in the same run. */
void sources_check_copies(Job *job, const Sources *sources);

/* Reads and checks a zone file; faults go to job->diag. */
Zone *zone_read(Job *job, const JsonFiles *files, const Terms *terms, const Sources *sources,
                const Json *root, const char *path, const Langs *langs);

/* A zone of which nothing is known, so that a layout can be checked without one: it has no facts,
 * and what a layout names in zone files may be there or not. */
const Zone *zone_unknown(Arena *arena);

/* Everything read, for --dump=brief: each fact by its id, with its file and
 * line, so that any figure on a page leads back to the data. */
void zone_dump(const Zone *zone, const JsonFiles *files, FILE *to);

#endif
