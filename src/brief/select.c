#include "brief/select.h"

#include "brief/layout_keys.h"
#include "brief/order.h"

/* What "select" asks of a fact. */
typedef struct {
    const Json *category, *measure, *id, *type; /* NULL: any */
    int tile, conflict, caveat, distinct;       /* 0: without, 1: with, ANY */
} Selection;

enum { ANY = -1 };

static int read_flag(Writer *w, const Json *select, const char *name)
{
    const Json *flag = json_member(select, name);
    return flag ? json_bool(w->job, flag, name) : ANY;
}

static Selection read_selection(Writer *w, const Json *select)
{
    return (Selection){.category = json_member(select, "category"),
                       .measure = json_member(select, "measure"),
                       .id = json_member(select, "id"),
                       .type = json_member(select, "type"),
                       .tile = read_flag(w, select, "tile"),
                       .conflict = read_flag(w, select, "conflict"),
                       .caveat = read_flag(w, select, "caveat"),
                       .distinct = read_flag(w, select, "distinct")};
}

/* Does a string, or one of an array of strings, equal `word`? No condition
 * holds for all. */
static bool matches(Writer *w, const Json *condition, Str word)
{
    if (!condition)
        return true;
    if (json_type(condition) == JSON_STRING)
        return str_equal(json_string(w->job, condition, "condition"), word);
    for (const Json *one = json_first(condition); one; one = json_next(one))
        if (str_equal(json_string(w->job, one, "condition"), word))
            return true;
    return false;
}

static bool is_asked(int asked, bool has)
{
    return asked == ANY || asked == has;
}

static bool selected(Writer *w, const Selection *select, const Fact *fact)
{
    return is_asked(select->tile, fact->tile > 0) &&
           is_asked(select->conflict, fact->conflict > 0) &&
           is_asked(select->caveat, fact->caveat && fact->note) &&
           is_asked(select->distinct, fact->distinct_from != NULL) &&
           matches(w, select->category, fact->category) &&
           matches(w, select->measure, str_of(fact->measure->id)) &&
           matches(w, select->id, str_of(fact->id)) &&
           matches(w, select->type, str_of(VALUE_WORDS[fact->measure->type]));
}

static void check_measure(Writer *w, const Json *name)
{
    if (!map_lookup(&w->terms->measures, json_string(w->job, name, "measure")))
        terms_unknown(w->job, &w->terms->measures, E105, name, "measure");
}

void facts_check_measures(Writer *w, const Json *names)
{
    if (json_type(names) == JSON_STRING)
        check_measure(w, names);
    else
        for (const Json *one = json_first(names); one; one = json_next(one))
            check_measure(w, one);
}

void facts_order(Writer *w, const Json *block, Facts *facts)
{
    order_facts(w, json_member(block, "sort"), facts->list, facts->count);
    int most = json_whole_member(w->files, w->job, block, BLOCK_FIELDS, "limit", facts->count);
    facts->count = facts->count < most ? facts->count : most;
}

Facts facts_select(Writer *w, const Json *block)
{
    Facts facts = {ARENA_ARRAY(w->job->arena, const Fact *, w->zone->fact_count), 0};
    const Json *select = json_member(block, "select");
    if (!select || !json_check(w->job, select, "select", SELECT_FIELDS))
        return facts;
    Selection selection = read_selection(w, select);
    facts_check_measures(w, selection.measure);
    if (selection.category)
        json_check_words(w->job, selection.category, &CATEGORY_FIELD);
    if (selection.type)
        json_check_words(w->job, selection.type, &TYPE_FIELD);
    for (int i = 0; i < w->zone->fact_count; i++)
        if (selected(w, &selection, &w->zone->facts[i]))
            facts.list[facts.count++] = &w->zone->facts[i];
    facts_order(w, block, &facts);
    return facts;
}
