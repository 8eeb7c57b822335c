#include "brief/compare.h"

#include "brief/bind.h"
#include "brief/chart_say.h"
#include "brief/markup.h"
#include "brief/side.h"

/* Place of the fact's measure among the column's, from 0; -1: not among them. */
static int measure_place(Writer *w, const Json *names, const Fact *fact)
{
    if (json_type(names) == JSON_STRING)
        return str_is(json_string(w->job, names, "measure"), fact->measure->id) ? 0 : -1;
    int place = 0;
    for (const Json *one = json_first(names); one; one = json_next(one), place++)
        if (str_is(json_string(w->job, one, "measure"), fact->measure->id))
            return place;
    return -1;
}

/* How well a fact answers for its zone; higher is better. A known value goes
 * before an unknown one, then the measure named first, then the zone's own; of
 * equals the one of the latest period, then the first. */
static int fitness(const Writer *w, const Zone *zone, const Fact *fact, int place)
{
    return (fact->unknown ? 0 : 10000) - 10 * place + (bind_is_own(w, zone, fact) ? 2 : 0) +
           (fact->status == ACTUAL ? 1 : 0);
}

/* Is it of a later period? "asOf" only says when a figure was told: sources that
 * differ are not put in order by it. */
static bool is_later(const Fact *fact, const Fact *than)
{
    Date from = fact->period.from, other = than->period.from;
    return from.year && other.year && date_first_day(from) > date_first_day(other);
}

static const Fact *best_fact(Writer *w, const Zone *zone, const Json *names)
{
    const Fact *best = NULL;
    int most = 0;
    for (int i = 0; i < zone->fact_count; i++) {
        const Fact *fact = &zone->facts[i];
        int place = measure_place(w, names, fact);
        if (place < 0)
            continue;
        int fit = fitness(w, zone, fact, place);
        if (!best || fit > most || (fit == most && is_later(fact, best))) {
            best = fact;
            most = fit;
        }
    }
    return best;
}

/* "(first phase, 2020, planned)": what to know before comparing; the status
 * not where the column's head says it. */
static void write_remark(Writer *w, const Zone *zone, const Fact *fact, bool says, Pieces *out)
{
    Pieces inside;
    pieces_init(&inside, w->job->arena);
    if (fact->basis)
        write_text(w, fact->basis, &inside);
    if (!bind_is_own(w, zone, fact)) {
        write_comma(w, &inside);
        write_words(w, terms_words(w->terms, fact->scope, w->lang), &inside);
    }
    if (fact->measure->type == VALUE_NUMBER) {
        write_comma(w, &inside);
        write_time(w, fact, &inside);
    }
    if (fact->measure->type == VALUE_NUMBER && fact->status != ACTUAL && !says) {
        write_comma(w, &inside);
        write_words(w, bind_status(w, fact), &inside);
    }
    write_brackets(w, inside.text, out);
}

bool compare_same_city(const Writer *w, const Zone *a, const Zone *b)
{
    return str_equal(terms_words(w->terms, a->city, w->lang).words,
                     terms_words(w->terms, b->city, w->lang).words);
}

/* Is another of the zones of the same city? */
static bool shares_city(const Writer *w, const Zone *zone)
{
    for (int i = 0; i < w->compared_count; i++)
        if (w->compared[i] != zone && compare_same_city(w, w->compared[i], zone))
            return true;
    return false;
}

Text compare_name(Writer *w, const Zone *zone)
{
    Pieces out, remark;
    pieces_init(&out, w->job->arena);
    pieces_init(&remark, w->job->arena);
    write_text(w, shares_city(w, zone) ? zone->name : zone->city, &out);
    if (zone->remark)
        write_text(w, zone->remark, &remark);
    write_brackets(w, remark.text, &out);
    return out.text;
}

/* The column's measure in the zone or, if it says so, another side of that fact. */
static Text write_cell(Writer *w, const Zone *zone, const Json *column, Field side)
{
    const Json *names = json_member(column, "measure");
    if (!names)
        return compare_name(w, zone);
    Pieces out;
    pieces_init(&out, w->job->arena);
    const Fact *fact = best_fact(w, zone, names);
    if (json_member(column, "field") && side != FIELD_VALUE)
        return fact ? fact_field(w, fact, side) : out.text;
    if (!fact) {
        write_words(w, write_own(w, "value.none"), &out);
        return out.text;
    }
    write_value(w, fact, &out);
    if (!fact->unknown)
        write_remark(w, zone, fact, json_member(column, "says") != NULL, &out);
    return out.text;
}

/* Does `a` come after `b`? By the names of their cities, then by their own. */
static bool comes_after(const Writer *w, const Zone *a, const Zone *b)
{
    const Json *const names[2][2] = {{a->city, b->city}, {a->name, b->name}};
    for (int i = 0; i < 2; i++) {
        Str one = markup_plain(w->job->arena, terms_words(w->terms, names[i][0], w->lang));
        Str other = markup_plain(w->job->arena, terms_words(w->terms, names[i][1], w->lang));
        int order = locale_compare(w->locale, one, other);
        if (order != 0)
            return order > 0;
    }
    return false;
}

/* Insertion sort: a dozen zones at most, and qsort would need the writer handed
 * in by a global. */
static const Zone **sorted_zones(Writer *w)
{
    const Zone **zones = ARENA_ARRAY(w->job->arena, const Zone *, w->compared_count);
    for (int i = 0; i < w->compared_count; i++)
        zones[i] = w->compared[i];
    for (int i = 1; i < w->compared_count; i++)
        for (int j = i; j > 0; j--) {
            if (!comes_after(w, zones[j - 1], zones[j]))
                break;
            const Zone *swapped = zones[j];
            zones[j] = zones[j - 1];
            zones[j - 1] = swapped;
        }
    return zones;
}

int compare_facts(Writer *w, const Json *names, const Fact **facts, Text *none)
{
    const Zone *const *zones = sorted_zones(w), *own = w->zone;
    int count = 0;
    Pieces out;
    pieces_init(&out, w->job->arena);
    for (int z = 0; z < w->compared_count; z++) {
        const Fact *fact = best_fact(w, zones[z], names);
        w->zone = zones[z]; /* its texts print its own facts */
        if (fact)
            facts[count++] = fact;
        else
            chart_write_listed(w, compare_name(w, zones[z]), &out);
    }
    w->zone = own;
    if (out.text.count) {
        write_plain(w, lang_is_cjk(w->lang) ? "：" : ": ", WHERE_NONE, &out);
        write_words(w, write_own(w, "value.none"), &out);
    }
    *none = out.text;
    return count;
}

void compare_zones(Writer *w, const Json *columns, Block *block)
{
    Arena *arena = w->job->arena;
    const Zone *const *zones = sorted_zones(w);
    block->entries = ARENA_ARRAY(arena, Entry, w->compared_count);
    const Zone *own = w->zone;
    for (int z = 0; z < w->compared_count; z++) {
        Entry *entry = &block->entries[block->entry_count++];
        w->zone = zones[z]; /* its texts print its own facts */
        entry->id = zones[z]->id;
        entry->where = json_where(zones[z]->root);
        entry->cells = ARENA_ARRAY(arena, Text, block->column_count);
        int c = 0;
        for (const Json *column = json_first(columns); column && c < block->column_count;
             column = json_next(column), c++)
            entry->cells[c] = write_cell(w, zones[z], column, block->columns[c].field);
    }
    w->zone = own;
}
