#include "brief/select.h"

#include "brief/layout_keys.h"
#include "brief/order.h"

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

static bool selected(Writer *w, const Json *select, const Fact *fact)
{
    const Json *tile = json_member(select, "tile");
    if (tile && json_bool(w->job, tile, "tile") != (fact->tile > 0))
        return false;
    const Json *conflict = json_member(select, "conflict");
    if (conflict && json_bool(w->job, conflict, "conflict") != (fact->conflict > 0))
        return false;
    const Json *caveat = json_member(select, "caveat");
    if (caveat && json_bool(w->job, caveat, "caveat") != (fact->caveat && fact->note))
        return false;
    const Json *distinct = json_member(select, "distinct");
    if (distinct && json_bool(w->job, distinct, "distinct") != (fact->distinct_from != NULL))
        return false;
    return matches(w, json_member(select, "category"), fact->category) &&
           matches(w, json_member(select, "measure"), str_of(fact->measure->id)) &&
           matches(w, json_member(select, "id"), str_of(fact->id)) &&
           matches(w, json_member(select, "type"), str_of(VALUE_WORDS[fact->measure->type]));
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
    facts_check_measures(w, json_member(select, "measure"));
    if (json_member(select, "category"))
        json_check_words(w->job, json_member(select, "category"), &CATEGORY_FIELD);
    if (json_member(select, "type"))
        json_check_words(w->job, json_member(select, "type"), &TYPE_FIELD);
    for (int i = 0; i < w->zone->fact_count; i++)
        if (selected(w, select, &w->zone->facts[i]))
            facts.list[facts.count++] = &w->zone->facts[i];
    facts_order(w, block, &facts);
    return facts;
}
