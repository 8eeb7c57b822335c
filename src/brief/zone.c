#include "brief/conflict.h"
#include "brief/locator.h"
#include "brief/markup.h"
#include "brief/schema.h"

#include "base/buf.h"

static const JsonField TERM = {NULL, JSON_IS(JSON_STRING), false, NULL, "a key of terms /names"};
static const JsonField FACT = {NULL, JSON_IS(JSON_OBJECT), false, NULL, NULL, .shape = &FACT_SHAPE};

/* rows.c checks the rows. */
static const JsonField ROW = {
    NULL, JSON_IS(JSON_ARRAY) | JSON_IS(JSON_STRING) | JSON_IS(JSON_OBJECT), false, NULL,
    "a row: its cells, in one string with tabs between them, or in an object"};
static const JsonField ROWS = {NULL, JSON_IS(JSON_ARRAY), false,
                               NULL, "rows of a table",   .each = &ROW};
static const JsonShape TABLES = {"tables", "lists of rows, by name", .each = &ROWS};

static const JsonField ZONE_FIELDS[] = {
    {"zone", JSON_IS(JSON_STRING), true, NULL, "id: the product's file name begins with it",
     .pattern = "^[a-z0-9][a-z0-9-]{0,63}$"},
    {"name", JSON_IS(JSON_OBJECT), true, NULL, "its full name: a text", .shape = &TEXT_SHAPE},
    {"city", JSON_IS(JSON_OBJECT), true, NULL, "the city it lies in: a text", .shape = &TEXT_SHAPE},
    {"remark", JSON_IS(JSON_OBJECT), false, NULL,
     "a few words behind its name where zones are compared: \"another program\"",
     .shape = &TEXT_SHAPE},
    {"asOf", JSON_IS(JSON_STRING), true, NULL, "date the brief speaks for: \"2020-12-19\"",
     .pattern = DATE_PATTERN},
    {"summary", JSON_IS(JSON_OBJECT), true, NULL, "first paragraph: a text with [[fact:id]]",
     .shape = &TEXT_SHAPE},
    {"glossary", JSON_IS(JSON_ARRAY), false, NULL, "names a reader will want in every language",
     .each = &TERM},
    {"position", JSON_IS(JSON_OBJECT), false, NULL, "where it is, for maps",
     .shape = &POSITION_SHAPE},
    {"facts", JSON_IS(JSON_ARRAY), true, NULL, "the facts", .each = &FACT},
    {"tables", JSON_IS(JSON_OBJECT), false, NULL, "rows of tables that are data, by name",
     .shape = &TABLES},
    {NULL, 0, false, NULL, NULL},
};

const JsonField *zone_fields(void)
{
    return ZONE_FIELDS;
}

/* The id becomes part of a file name. */
static void check_id(Job *job, const Json *value, Str id)
{
    bool good = id.length > 0 && id.length <= 64;
    for (size_t i = 0; i < id.length; i++) {
        char c = id.data[i];
        good &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0);
    }
    if (!good)
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(value),
                                      .message = "a zone's id is made of a-z, 0-9 and -",
                                      .help = "for example \"chengdu\""});
}

static void read_facts(FactReader *r, Zone *zone, const Json *list)
{
    zone->known_ids = &zone->ids;
    zone->facts = ARENA_ARRAY(r->job->arena, Fact, json_count(list));
    for (const Json *root = json_first(list); root; root = json_next(root)) {
        Fact *fact = &zone->facts[zone->fact_count];
        *fact = (Fact){.where = WHERE_NONE, .zone = zone};
        const Json *id = json_member(root, "id");
        if (json_type(id) == JSON_STRING)
            map_add(&zone->ids, json_string(r->job, id, "id"), root);
        else
            zone->known_ids = NULL;
        if (!fact_read(r, root, fact))
            continue;
        if (map_add(&zone->by_id, str_of(fact->id), fact))
            zone->fact_count++;
        else
            diag_add(r->job->diag, &(Report){.code = E108,
                                             .where = json_where(json_member(root, "id")),
                                             .message = arena_printf(
                                                 r->job->arena, "a second fact \"%s\"", fact->id),
                                             .help = "give each fact an id of its own"});
    }
}

/* The fact that `value` names; reports E107 if the file has none of that id. */
static const Fact *find_fact(FactReader *r, const Zone *zone, const Json *value)
{
    if (json_type(value) != JSON_STRING)
        return NULL;
    Str id = json_string(r->job, value, "fact");
    if (zone->known_ids && !map_lookup(zone->known_ids, id))
        terms_unknown(r->job, &zone->ids, E107, value, "fact");
    return map_lookup(&zone->by_id, id);
}

/* "11 of the 15" makes sense of two numbers of one kind alone. */
static bool may_be_base(const Fact *fact, const Fact *base)
{
    return base != fact && fact->measure->type == VALUE_NUMBER &&
           base->measure->type == VALUE_NUMBER &&
           str_equal(fact->measure->dimension, base->measure->dimension);
}

static const Fact *find_base(FactReader *r, const Zone *zone, const Fact *fact)
{
    const Json *value = json_member(fact->root, "base");
    const Fact *base = find_fact(r, zone, value);
    if (!base || may_be_base(fact, base))
        return base;
    diag_add(r->job->diag,
             &(Report){.code = E119,
                       .where = json_where(value),
                       .message = arena_printf(r->job->arena, "\"%s\" cannot be a part of \"%s\"",
                                               fact->id, base->id),
                       .help = "a base is another number of the same dimension"});
    return NULL;
}

/* Facts that other facts name are found when all are known. */
static void link_facts(FactReader *r, Zone *zone)
{
    for (int i = 0; i < zone->fact_count; i++) {
        Fact *fact = &zone->facts[i];
        fact->base = find_base(r, zone, fact);
        const Json *distinct = json_member(fact->root, "distinctFrom");
        fact->distinct_from = find_fact(r, zone, json_member(distinct, "fact"));
    }
}

static void check_ids(FactReader *r, const Zone *zone, const Json *text)
{
    if (text)
        markup_check(r->job, r->terms, r->langs, zone->known_ids, text);
}

/* What a text refers to can be checked when all facts are known. */
static void check_markup(FactReader *r, const Zone *zone)
{
    check_ids(r, zone, zone->name);
    check_ids(r, zone, zone->city);
    check_ids(r, zone, zone->remark);
    check_ids(r, zone, zone->summary);
    for (int i = 0; i < zone->fact_count; i++) {
        const Fact *fact = &zone->facts[i];
        check_ids(r, zone, fact->label);
        check_ids(r, zone, fact->note);
        check_ids(r, zone, fact->basis);
        check_ids(r, zone, fact->distinct_reason);
        if (fact->measure->type == VALUE_TEXT)
            check_ids(r, zone, fact->value);
        if (fact->measure->type != VALUE_LIST)
            continue;
        for (const Json *item = json_first(fact->value); item; item = json_next(item))
            check_ids(r, zone, item);
    }
}

Zone *zone_read(Job *job, const JsonFiles *files, const Terms *terms, const Sources *sources,
                const Json *root, const char *path, const Langs *langs)
{
    Zone *zone = ARENA_NEW(job->arena, Zone);
    FactReader reader = {job, files, terms, sources, langs};
    zone->path = path;
    zone->root = root;
    zone->id = "";
    map_init(&zone->by_id, job->arena);
    map_init(&zone->ids, job->arena);
    if (!json_check(job, root, "zone file", ZONE_FIELDS))
        return zone;
    const Json *id = json_member(root, "zone");
    Str word = json_string(job, id, "zone");
    zone->id = arena_copy(job->arena, word.data, word.length);
    check_id(job, id, word);
    zone->name = json_member(root, "name");
    zone->city = json_member(root, "city");
    zone->summary = json_member(root, "summary");
    terms_check_text(job, terms, langs, zone->name, "name");
    terms_check_text(job, terms, langs, zone->city, "city");
    terms_check_text(job, terms, langs, zone->summary, "summary");
    zone->remark = json_member(root, "remark");
    if (zone->remark)
        terms_check_text(job, terms, langs, zone->remark, "remark");
    if (json_member(root, "position"))
        zone->placed = position_read(&reader, json_member(root, "position"));
    for (const Json *term = json_first(json_member(root, "glossary")); term; term = json_next(term))
        terms_name(job, terms, term, "term");
    zone->as_of = date_read(job, json_member(root, "asOf"), "asOf");
    read_facts(&reader, zone, json_member(root, "facts"));
    link_facts(&reader, zone);
    zone->conflict_count = conflicts_find(job->arena, zone);
    check_markup(&reader, zone);
    return zone;
}

const Zone *zone_unknown(Arena *arena)
{
    Zone *zone = ARENA_NEW(arena, Zone);
    *zone = (Zone){.id = "", .path = ""};
    map_init(&zone->by_id, arena);
    map_init(&zone->ids, arena);
    return zone;
}

/* -- dump -------------------------------------------------------------------------- */

static void dump_date(Buf *out, const char *name, Date date)
{
    if (date.year == 0)
        return;
    buf_printf(out, " %s=%04d", name, date.year);
    if (date.month)
        buf_printf(out, "-%02d", date.month);
    if (date.day)
        buf_printf(out, "-%02d", date.day);
}

static void dump_value(Buf *out, const Fact *fact)
{
    if (fact->unknown) {
        buf_text(out, " unpublished");
        return;
    }
    switch (fact->measure->type) {
    case VALUE_NUMBER:
        buf_printf(out, " %s", decimal_text(&fact->number, out->arena));
        break;
    case VALUE_RANGE:
        buf_printf(out, " %s..%s", decimal_text(&fact->number, out->arena),
                   decimal_text(&fact->high, out->arena));
        break;
    case VALUE_DATE:
        dump_date(out, "date", fact->date);
        break;
    case VALUE_LIST:
        buf_printf(out, " list of %d", json_count(fact->value));
        break;
    case VALUE_TEXT:
        buf_text(out, " text");
        break;
    }
    if (fact->unit)
        buf_printf(out, " %s", fact->unit->id);
}

static void dump_fact(Buf *out, const JsonFiles *files, const Fact *fact)
{
    buf_printf(out, "fact %s: %s", fact->id, fact->measure->id);
    dump_value(out, fact);
    if (fact->comparator != EXACT)
        buf_printf(out, " %s", comparator_word(fact->comparator));
    buf_printf(out, " %s", status_word(fact->status));
    dump_date(out, "as-of", fact->as_of);
    dump_date(out, "from", fact->period.from);
    dump_date(out, "to", fact->period.to);
    if (fact->base)
        buf_printf(out, " of %s", fact->base->id);
    if (fact->conflict)
        buf_printf(out, " CONFLICT %d", fact->conflict);
    for (int i = 0; i < fact->citation_count; i++) {
        buf_printf(out, " [%s", fact->citations[i].source->id);
        if (fact->citations[i].paragraph)
            buf_printf(out, " %d", fact->citations[i].paragraph);
        buf_char(out, ']');
    }
    Place place = json_locate(files, &(Report){.where = fact->where}, out->arena);
    buf_printf(out, " at %s:%d\n", place.file, place.line);
}

void zone_dump(const Zone *zone, const JsonFiles *files, FILE *to)
{
    Arena *arena = arena_new();
    Buf out;
    buf_init(&out, arena);
    buf_printf(&out, "zone %s", zone->id);
    dump_date(&out, "as-of", zone->as_of);
    buf_char(&out, '\n');
    for (int i = 0; i < zone->fact_count; i++)
        dump_fact(&out, files, &zone->facts[i]);
    fwrite(out.data, 1, out.length, to);
    arena_free(arena);
}
