/* fact.c - reads one fact and checks it against its measure.
 *
 * The measure says of which type the value must be; the unit must measure
 * what the measure measures. Every fact needs a source.
 */
#include "brief/fact.h"

#include "brief/schema.h"

const char *const FACT_CATEGORIES[] = {"identity",  "area",    "industry", "figure",
                                       "agreement", "project", "proposal", "partner",
                                       "event",     "target",  "tie",      NULL};
static const char *const COMPARATORS[] = {"exact", "over", "about", NULL};
static const char *const STATUSES[] = {"actual", "planned", "target", "claimed", NULL};

static const JsonField CITATION_FIELDS[] = {
    {"id", JSON_IS(JSON_STRING), true, NULL, "id of the source"},
    {"paragraph", JSON_IS(JSON_NUMBER), false, NULL, "paragraph of its text, from 1", .whole = true,
     .least = 1, .most = 10000},
    {"quote", JSON_IS(JSON_STRING), false, NULL, "its own words, short"},
    {"lang", JSON_IS(JSON_STRING), false, NULL, "language of the quotation", .names = LANG_TAGS},
    {NULL, 0, false, NULL, NULL},
};

const JsonShape CITATION_SHAPE = {"citation", "who says so, and where in its text",
                                  .fields = CITATION_FIELDS};

static const JsonField CONVERT_FIELDS[] = {
    {"unit", JSON_IS(JSON_STRING), true, NULL, "the other currency"},
    {"rate", JSON_IS(JSON_NUMBER), true, NULL, "what one unit of the figure is worth in it"},
    {"asOf", JSON_IS(JSON_STRING), true, NULL, "date of the rate", .pattern = DATE_PATTERN},
    {"source", JSON_IS(JSON_OBJECT), true, NULL, "who states the rate", .shape = &CITATION_SHAPE},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField DISTINCT_FIELDS[] = {
    {"fact", JSON_IS(JSON_STRING), true, NULL, "id of the other fact"},
    {"reason", JSON_IS(JSON_OBJECT), true, NULL, "why they are not the same: a text",
     .shape = &TEXT_SHAPE},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField RANGE_FIELDS[] = {
    {"from", JSON_ANY, true, NULL, "lower end"},
    {"to", JSON_ANY, true, NULL, "upper end"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField PERIOD_FIELDS[] = {
    {"from", JSON_IS(JSON_STRING), true, NULL, "its first date", .pattern = DATE_PATTERN},
    {"to", JSON_IS(JSON_STRING), true, NULL, "its last date", .pattern = DATE_PATTERN},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape RANGE = {"range", "of numbers: both ends", .fields = RANGE_FIELDS};
static const JsonShape *const VALUES[] = {&TEXT_SHAPE, &RANGE, NULL};
static const JsonShape VALUE = {"value", .either = VALUES};
static const JsonField ITEM = {NULL, JSON_IS(JSON_OBJECT),        false,
                               NULL, "an item of a list: a text", .shape = &TEXT_SHAPE};
static const JsonField WHO = {NULL, JSON_IS(JSON_OBJECT),    false, NULL,
                              NULL, .shape = &CITATION_SHAPE};

static const JsonField FACT_FIELDS[] = {
    {"id", JSON_IS(JSON_STRING), true, NULL, "short name, unique in the file"},
    {"category", JSON_IS(JSON_STRING), true, FACT_CATEGORIES, "part of the brief it belongs to"},
    {"measure", JSON_IS(JSON_STRING), true, NULL, "what is measured: a key of terms /measures"},
    {"scope", JSON_IS(JSON_STRING), true, NULL, "what it is about: a key of terms /names"},
    {"value", JSON_ANY, true, NULL, "number, text, date, range or list, as the measure says",
     .shape = &VALUE, .each = &ITEM},
    {"unit", JSON_IS(JSON_STRING), false, NULL, "of numbers and ranges: a key of terms /units"},
    {"comparator", JSON_IS(JSON_STRING), false, COMPARATORS, "exact (default), over, about"},
    {"status", JSON_IS(JSON_STRING), true, STATUSES, "actual, planned, target or claimed"},
    {"asOf", JSON_IS(JSON_STRING), false, NULL, "date at which it held: \"2020-11-19\"",
     .pattern = DATE_PATTERN},
    {"period", JSON_IS(JSON_STRING) | JSON_IS(JSON_OBJECT), false, NULL,
     "time it is over: \"2019\" or {\"from\", \"to\"}; of an event, its date",
     .shape = &(const JsonShape){"period", .fields = PERIOD_FIELDS}, .pattern = DATE_PATTERN},
    {"base", JSON_IS(JSON_STRING), false, NULL, "id of the fact it is a part of"},
    {"part", JSON_IS(JSON_STRING), false, NULL,
     "which part of the measure it is about, where the scope does not say"},
    {"basis", JSON_IS(JSON_OBJECT), false, NULL,
     "a few words on what it covers, where zones differ in that: \"first phase\"",
     .shape = &TEXT_SHAPE},
    {"convert", JSON_IS(JSON_OBJECT), false, NULL,
     "derives the amount in another currency: rate, its date and its source",
     .shape = &(const JsonShape){"convert", .fields = CONVERT_FIELDS}},
    {"distinctFrom", JSON_IS(JSON_OBJECT), false, NULL,
     "a fact of this file that it only looks like, and why",
     .shape = &(const JsonShape){"distinct", .fields = DISTINCT_FIELDS}},
    {"label", JSON_IS(JSON_OBJECT), false, NULL, "replaces the measure's name: a text",
     .shape = &TEXT_SHAPE},
    {"note", JSON_IS(JSON_OBJECT), false, NULL, "remark printed with it: a text",
     .shape = &TEXT_SHAPE},
    {"caveat", JSON_IS(JSON_BOOL), false, NULL,
     "its note must not be missed: it is printed even where notes are not"},
    {"tile", JSON_IS(JSON_NUMBER), false, NULL, "place among the large figures, from 1",
     .whole = true, .least = 1, .most = 99},
    {"sources", JSON_IS(JSON_ARRAY), true, NULL, "who says so, at least one", .each = &WHO,
     .least = 1},
    {NULL, 0, false, NULL, NULL},
};

const JsonShape FACT_SHAPE = {"fact", "one thing that somebody says, with its sources",
                              .fields = FACT_FIELDS};

/* Index of `value` among `words`; 0 if it is missing or none of them. */
static int word_index(Job *job, const Json *value, const char *const *words)
{
    if (!value)
        return 0;
    Str word = json_string(job, value, "word");
    for (int i = 0; words[i]; i++)
        if (str_is(word, words[i]))
            return i;
    return 0;
}

/* -- value ------------------------------------------------------------------------- */

static const char *number_help(Arena *arena, const Json *value)
{
    if (json_type(value) != JSON_STRING)
        return "write the number itself; each language prints its own decimal mark";
    Str text = json_string(NULL, value, NULL);
    char *number = arena_copy(arena, text.data, text.length);
    for (char *c = number; *c; c++)
        if (*c == ',')
            *c = '.';
    Decimal decimal;
    if (!decimal_parse(str_of(number), &decimal))
        return "write the number itself; each language prints its own decimal mark";
    return arena_printf(arena, "write %s; each language prints its own decimal mark", number);
}

static void report_type(Job *job, const Fact *fact, const Json *value, const char *wanted,
                        const char *help)
{
    diag_add(job->diag, &(Report){.code = E012,
                                  .where = json_where(value),
                                  .message = arena_printf(job->arena, "%s must be a %s",
                                                          fact->measure->id, wanted),
                                  .label = arena_printf(job->arena, "%s; expected a %s",
                                                        json_type_name(json_type(value)), wanted),
                                  .help = help});
}

static void read_decimal(FactReader *r, const Fact *fact, const Json *value, Decimal *number)
{
    if (json_type(value) != JSON_NUMBER) {
        report_type(r->job, fact, value, "number", number_help(r->job->arena, value));
        return;
    }
    if (!decimal_parse(json_number(r->files, r->job, value, fact->measure->id), number))
        diag_add(r->job->diag, &(Report){.code = E015,
                                         .where = json_where(value),
                                         .message = "the number has too many digits",
                                         .help = "at most 128 digits, exponent within 999"});
}

static void read_range(FactReader *r, Fact *fact)
{
    if (json_type(fact->value) != JSON_OBJECT) {
        report_type(r->job, fact, fact->value, "range", "write {\"from\": 1, \"to\": 3}");
        return;
    }
    if (!json_check(r->job, fact->value, "range", RANGE_FIELDS))
        return;
    read_decimal(r, fact, json_member(fact->value, "from"), &fact->number);
    read_decimal(r, fact, json_member(fact->value, "to"), &fact->high);
}

static void read_list(FactReader *r, const Fact *fact)
{
    if (json_type(fact->value) != JSON_ARRAY) {
        report_type(r->job, fact, fact->value, "list", "write [ {...}, {...} ] of texts");
        return;
    }
    for (const Json *item = json_first(fact->value); item; item = json_next(item))
        terms_check_text(r->job, r->terms, r->langs, item, "list item");
}

static void read_value(FactReader *r, Fact *fact)
{
    fact->unknown = json_type(fact->value) == JSON_NULL;
    if (fact->unknown)
        return;
    switch (fact->measure->type) {
    case VALUE_NUMBER:
        read_decimal(r, fact, fact->value, &fact->number);
        break;
    case VALUE_RANGE:
        read_range(r, fact);
        break;
    case VALUE_DATE:
        fact->date = date_read(r->job, fact->value, fact->measure->id);
        break;
    case VALUE_LIST:
        read_list(r, fact);
        break;
    case VALUE_TEXT:
        terms_check_text(r->job, r->terms, r->langs, fact->value, fact->measure->id);
        break;
    }
}

/* -- unit -------------------------------------------------------------------------- */

static void report_unit(Job *job, const Fact *fact, const Json *unit)
{
    const Measure *measure = fact->measure;
    bool money = str_is(measure->dimension, "money");
    if (!unit)
        diag_add(job->diag,
                 &(Report){.code = money ? E110 : E106,
                           .where = fact->where,
                           .message = arena_printf(job->arena, "fact \"%s\" has no %s", fact->id,
                                                   money ? "currency" : "unit"),
                           .help = money ? "add \"unit\": \"CNY\" or another currency"
                                         : arena_printf(job->arena, "add a \"unit\" of %.*s",
                                                        (int)measure->dimension.length,
                                                        measure->dimension.data)});
    else
        diag_add(job->diag,
                 &(Report){.code = E109,
                           .where = json_where(unit),
                           .message = arena_printf(
                               job->arena, "%s is measured in %.*s, not %.*s", measure->id,
                               (int)measure->dimension.length, measure->dimension.data,
                               (int)fact->unit->dimension.length, fact->unit->dimension.data)});
}

static void read_unit(FactReader *r, Fact *fact, const Json *root)
{
    const Json *unit = json_member(root, "unit");
    bool needed = fact->measure->type == VALUE_NUMBER || fact->measure->type == VALUE_RANGE;
    if (unit) {
        fact->unit = map_lookup(&r->terms->units, json_string(r->job, unit, "unit"));
        if (!fact->unit)
            terms_unknown(r->job, &r->terms->units, E106, unit, "unit");
        else if (!needed)
            diag_add(r->job->diag,
                     &(Report){.code = E109,
                               .where = json_where(unit),
                               .message = arena_printf(r->job->arena, "%s takes no unit",
                                                       fact->measure->id)});
        else if (!str_equal(fact->unit->dimension, fact->measure->dimension))
            report_unit(r->job, fact, unit);
    } else if (needed)
        report_unit(r->job, fact, NULL);
}

/* -- time and sources -------------------------------------------------------------- */

static void read_time(FactReader *r, Fact *fact, const Json *root)
{
    const Json *as_of = json_member(root, "asOf"), *period = json_member(root, "period");
    if (as_of)
        fact->as_of = date_read(r->job, as_of, "asOf");
    if (json_type(period) == JSON_STRING)
        fact->period.from = date_read(r->job, period, "period");
    else if (period && json_check(r->job, period, "period", RANGE_FIELDS)) {
        fact->period.from = date_read(r->job, json_member(period, "from"), "from");
        fact->period.to = date_read(r->job, json_member(period, "to"), "to");
    }
}

bool citation_read(FactReader *r, const char *what, const Json *value, Citation *citation)
{
    if (!json_check(r->job, value, "source", CITATION_FIELDS))
        return false;
    const Json *id = json_member(value, "id");
    const Source *source = map_lookup(&r->sources->by_id, json_string(r->job, id, "source"));
    if (!source) {
        terms_unknown(r->job, &r->sources->by_id, E101, id,
                      arena_printf(r->job->arena, "source of %s:", what));
        return false;
    }
    *citation = (Citation){.source = source, .where = json_where(value)};
    citation->paragraph =
        json_whole_member(r->files, r->job, value, CITATION_FIELDS, "paragraph", 0);
    const Json *quote = json_member(value, "quote");
    if (quote)
        citation->quote = json_string(r->job, quote, "quote");
    return true;
}

Citation *citations_read(FactReader *r, const char *what, const Json *list, int *count)
{
    Citation *citations = ARENA_ARRAY(r->job->arena, Citation, json_count(list));
    *count = 0;
    if (json_count(list) == 0)
        diag_add(r->job->diag,
                 &(Report){.code = E102,
                           .where = json_where(list),
                           .message = arena_printf(r->job->arena, "%s has no source", what),
                           .help = "name at least one source: who says so?"});
    for (const Json *value = json_first(list); value; value = json_next(value))
        *count += citation_read(r, what, value, &citations[*count]);
    return citations;
}

static const char *name_of(const FactReader *r, const Fact *fact)
{
    return arena_printf(r->job->arena, "fact \"%s\"", fact->id);
}

/* ---------------------------------------------------------------------------------- */

/* A rate of exchange is applied only with its date and source, and to money
 * alone; the result keeps four figures: more would be invented. */
#define DERIVED_FIGURES 4

static void read_convert(FactReader *r, Fact *fact, const Json *root)
{
    const Json *convert = json_member(root, "convert");
    Decimal rate;
    if (!convert || !json_check(r->job, convert, "convert", CONVERT_FIELDS) || !fact->unit)
        return;
    const Json *unit = json_member(convert, "unit");
    const Unit *other = map_lookup(&r->terms->units, json_string(r->job, unit, "unit"));
    if (!other) {
        terms_unknown(r->job, &r->terms->units, E106, unit, "unit");
        return;
    }
    if (!str_is(other->dimension, "money") || !str_is(fact->unit->dimension, "money")) {
        diag_add(r->job->diag, &(Report){.code = E109,
                                         .where = json_where(unit),
                                         .message = "a rate of exchange is of money to money"});
        return;
    }
    read_decimal(r, fact, json_member(convert, "rate"), &rate);
    fact->rate_date = date_read(r->job, json_member(convert, "asOf"), "asOf");
    if (!citation_read(r, name_of(r, fact), json_member(convert, "source"), &fact->rate_source))
        return;
    if (!decimal_multiply(&fact->number, &rate, &fact->converted)) {
        diag_add(r->job->diag,
                 &(Report){.code = E015,
                           .where = json_where(json_member(convert, "rate")),
                           .message = "the amount has more than 128 digits at that rate",
                           .help = "state the rate with fewer digits"});
        return;
    }
    fact->converted_unit = other;
    fact->converted = decimal_round(&fact->converted, fact->converted.point - DERIVED_FIGURES);
}

static bool read_measure(FactReader *r, Fact *fact, const Json *root)
{
    const Json *measure = json_member(root, "measure");
    fact->measure = map_lookup(&r->terms->measures, json_string(r->job, measure, "measure"));
    if (!fact->measure)
        terms_unknown(r->job, &r->terms->measures, E105, measure, "measure");
    return fact->measure != NULL;
}

static void read_texts(FactReader *r, Fact *fact, const Json *root)
{
    fact->label = json_member(root, "label");
    fact->note = json_member(root, "note");
    fact->basis = json_member(root, "basis");
    if (fact->basis)
        terms_check_text(r->job, r->terms, r->langs, fact->basis, "basis");
    if (fact->label)
        terms_check_text(r->job, r->terms, r->langs, fact->label, "label");
    const Json *caveat = json_member(root, "caveat");
    fact->caveat = caveat && json_bool(r->job, caveat, "caveat");
    if (fact->note)
        terms_check_text(r->job, r->terms, r->langs, fact->note, "note");
    const Json *distinct = json_member(root, "distinctFrom");
    if (!distinct || !json_check(r->job, distinct, "distinctFrom", DISTINCT_FIELDS))
        return;
    fact->distinct_reason = json_member(distinct, "reason");
    terms_check_text(r->job, r->terms, r->langs, fact->distinct_reason, "reason");
}

bool fact_read(FactReader *r, const Json *root, Fact *fact)
{
    fact->where = json_where(root);
    fact->root = root;
    if (!json_check(r->job, root, "fact", FACT_FIELDS))
        return false;
    Str id = json_string(r->job, json_member(root, "id"), "id");
    fact->id = arena_copy(r->job->arena, id.data, id.length);
    fact->category = json_string(r->job, json_member(root, "category"), "category");
    fact->scope = terms_name(r->job, r->terms, json_member(root, "scope"), "scope");
    fact->value = json_member(root, "value");
    fact->comparator = (Comparator)word_index(r->job, json_member(root, "comparator"), COMPARATORS);
    fact->status = (Status)word_index(r->job, json_member(root, "status"), STATUSES);
    const Json *part = json_member(root, "part");
    if (part)
        fact->part = json_string(r->job, part, "part");
    fact->tile = json_whole_member(r->files, r->job, root, FACT_FIELDS, "tile", 0);
    if (read_measure(r, fact, root)) {
        read_value(r, fact);
        read_unit(r, fact, root);
    }
    read_time(r, fact, root);
    read_texts(r, fact, root);
    fact->citations =
        citations_read(r, name_of(r, fact), json_member(root, "sources"), &fact->citation_count);
    if (fact->measure)
        read_convert(r, fact, root);
    return fact->measure != NULL && fact->scope != NULL;
}

const char *status_word(Status status)
{
    return STATUSES[status];
}

const char *comparator_word(Comparator comparator)
{
    return COMPARATORS[comparator];
}
