/* A block's facts become entries: one each, or one for each element of a list value, or in
 * groups with sums. Kinds that draw figures get them as a chart instead. */
#include "brief/entries.h"

#include <string.h>

#include "brief/chart.h"
#include "brief/compare.h"
#include "brief/conflict.h"
#include "brief/fact.h"
#include "brief/layout_keys.h"
#include "brief/select.h"
#include "brief/side.h"
#include "brief/trend.h"
#include "kind/kind.h"
#include "layout/chart.h"

static void write_entry(Writer *w, const Fact *fact, const Json *item, unsigned fields,
                        Entry *entry)
{
    entry->id = fact->id;
    entry->where = item ? json_where(item) : fact->where;
    entry->counts = !item && fact->measure->type == VALUE_NUMBER && !fact->unknown;
    if (entry->counts) {
        entry->amount = fact->number;
        entry->unit = fact->unit ? fact->unit->id : NULL;
    }
    for (int field = 0; field < FIELD_COUNT; field++)
        if (fields & 1u << field)
            entry->fields[field] = fact_side(w, fact, item, (Field)field);
}

/* The sides a block shows, as bits: those named, and those of its columns. */
static unsigned fields_of(Writer *w, const Json *json, const Block *block)
{
    unsigned fields = 0;
    const Json *named = json_member(json, "fields");
    for (const Json *one = json_first(named); one; one = json_next(one)) {
        Field field = field_read(w, one);
        if (field == FIELD_TREND)
            diag_add(w->job->diag, &(Report){.code = E014,
                                             .where = json_where(one),
                                             .message = "a trend is drawn in a column of a table",
                                             .help = "say \"field\": \"trend\" in \"columns\""});
        fields |= 1u << field;
    }
    for (int c = 0; c < block->column_count; c++)
        if (block->columns[c].cell < 0)
            fields |= 1u << block->columns[c].field;
    if (named || block->column_count)
        return fields;
    return 1u << FIELD_LABEL | 1u << FIELD_VALUE | 1u << FIELD_NOTE;
}

/* A column in which no row has words would only be a riddle. */
static void drop_empty_columns(Block *block)
{
    int kept = 0;
    for (int c = 0; c < block->column_count; c++) {
        bool used = false;
        for (int e = 0; e < block->entry_count; e++)
            used |= block->columns[c].cell >= 0 ||
                    block->entries[e].fields[block->columns[c].field].count > 0;
        if (used)
            block->columns[kept++] = block->columns[c];
    }
    block->column_count = kept;
}

/* A target must not read as a result: its status is shown, or the block's
 * title says it. */
static void check_targets(Writer *w, const Json *json, Facts facts, unsigned fields)
{
    bool shown = fields & 1u << FIELD_VALUE;
    if (!shown || fields & 1u << FIELD_STATUS || json_member(json, "says"))
        return;
    for (int i = 0; i < facts.count; i++)
        if (facts.list[i]->status == TARGET && facts.list[i]->measure->type != VALUE_DATE)
            diag_add(
                w->job->diag,
                &(Report){.code = E116,
                          .where = facts.list[i]->where,
                          .message = arena_printf(w->job->arena,
                                                  "target \"%s\" is shown as if it were reached",
                                                  facts.list[i]->id),
                          .help = "show the field \"status\" in that block of the layout, or let "
                                  "its title say it: \"says\": \"target\""});
}

/* The sum as a fact of its own, with the sources of all. */
static const Fact *sum_of(Writer *w, Facts facts, const Json *label)
{
    Fact *sum = ARENA_NEW(w->job->arena, Fact);
    *sum = *facts.list[0];
    sum->label = label;
    sum->note = NULL;
    sum->base = sum->distinct_from = NULL;
    sum->citation_count = 0;
    int room = 0;
    for (int i = 0; i < facts.count; i++)
        room += facts.list[i]->citation_count;
    sum->citations = ARENA_ARRAY(w->job->arena, Citation, room);
    for (int i = 0; i < facts.count; i++) {
        Decimal before = sum->number;
        if (i > 0)
            decimal_add(&before, &facts.list[i]->number, &sum->number);
        for (int c = 0; c < facts.list[i]->citation_count; c++)
            sum->citations[sum->citation_count++] = facts.list[i]->citations[c];
    }
    return sum;
}

static void refuse_total(Writer *w, const Json *asked, const char *why)
{
    diag_add(w->job->diag,
             &(Report){.code = E117,
                       .where = json_where(asked),
                       .message = arena_printf(w->job->arena,
                                               "a total over these facts is refused: %s", why),
                       .help = "print them as separate rows, each with its scope and date"});
}

static void expand_total(Writer *w, const Json *total, Facts facts, Block *block)
{
    const char *why = total_refusal(w->job->arena, facts.list, facts.count);
    if (why) {
        refuse_total(w, total, why);
        return;
    }
    terms_check_text(w->job, w->terms, w->langs, total, "total");
    if (facts.count > 1)
        write_entry(w, sum_of(w, facts, total), NULL, 1u << FIELD_LABEL | 1u << FIELD_VALUE,
                    &block->entries[block->entry_count++]);
}

/* -- groups ------------------------------------------------------------------------ */

/* Facts of one group, in their order. */
typedef struct {
    Text heading;
    const Fact **list;
    int count, room;
} Group;

typedef struct {
    Group **list;
    int count, room;
} Groups;

/* In the order in which groups first come. Facts without words for `field`
 * are a group too, without heading. */
static Groups group_facts(Writer *w, Facts facts, Field field)
{
    Groups groups = {NULL, 0, 0};
    Map by_name;
    map_init(&by_name, w->job->arena);
    for (int i = 0; i < facts.count; i++) {
        Text heading = fact_field(w, facts.list[i], field);
        Str name = str_of(text_plain(w->job->arena, heading));
        Group *group = (Group *)map_lookup(&by_name, name);
        if (!group) {
            group = ARENA_NEW(w->job->arena, Group);
            group->heading = heading;
            map_add(&by_name, name, group);
            ARENA_RESERVE(w->job->arena, groups.list, groups.count, groups.room);
            groups.list[groups.count++] = group;
        }
        ARENA_RESERVE(w->job->arena, group->list, group->count, group->room);
        group->list[group->count++] = facts.list[i];
    }
    return groups;
}

static void expand_subtotal(Writer *w, const Json *json, const Group *group, Block *block)
{
    const Json *asked = json_member(json, "subtotals");
    int how = asked ? str_among(json_string(w->job, asked, "subtotals"), SUBTOTAL_WORDS)
                    : SUBTOTALS_ALLOWED;
    const char *why = total_refusal(w->job->arena, group->list, group->count);
    if (why && how == SUBTOTALS_REQUIRED)
        refuse_total(w, asked, why);
    if (why || how == SUBTOTALS_NONE || group->count < 2)
        return;
    write_own(w, "table.subtotal");
    Entry *entry = &block->entries[block->entry_count++];
    write_entry(w,
                sum_of(w, (Facts){group->list, group->count},
                       map_lookup(&w->terms->labels, STR("table.subtotal"))),
                NULL, 1u << FIELD_LABEL | 1u << FIELD_VALUE, entry);
    entry->role = ROW_SUM;
}

static void expand_groups(Writer *w, const Json *json, Facts facts, unsigned fields, Block *block)
{
    Field field = field_read(w, json_member(json, "groupBy"));
    Groups groups = group_facts(w, facts, field);
    block->entries = ARENA_ARRAY(w->job->arena, Entry, facts.count + 2 * groups.count + 1);
    for (int g = 0; g < groups.count; g++) {
        const Group *group = groups.list[g];
        if (group->heading.count > 0) {
            Entry *entry = &block->entries[block->entry_count++];
            entry->role = ROW_GROUP;
            entry->where = group->list[0]->where;
            entry->fields[FIELD_LABEL] = group->heading;
        }
        for (int i = 0; i < group->count; i++)
            write_entry(w, group->list[i], NULL, fields & ~(1u << field),
                        &block->entries[block->entry_count++]);
        expand_subtotal(w, json, group, block);
    }
}

void entries_expand(Writer *w, const Json *json, Block *block)
{
    Facts facts = facts_select(w, json);
    if (block->kind->takes & TAKES_CHART) {
        chart_expand(w, facts.list, facts.count, json_member(json, "says") != NULL, block);
        return;
    }
    unsigned fields = fields_of(w, json, block);
    check_targets(w, json, facts, fields);
    if (json_member(json, "groupBy")) {
        expand_groups(w, json, facts, fields, block);
        if (json_member(json, "total"))
            expand_total(w, json_member(json, "total"), facts, block);
        drop_empty_columns(block);
        return;
    }
    const Json *items = json_member(json, "items");
    bool split = items && json_bool(w->job, items, "items");
    int room = 0;
    for (int i = 0; i < facts.count; i++)
        room += split && facts.list[i]->measure->type == VALUE_LIST
                    ? json_count(facts.list[i]->value)
                    : 1;
    block->entries = ARENA_ARRAY(w->job->arena, Entry, room + 1);
    for (int i = 0; i < facts.count; i++) {
        const Fact *fact = facts.list[i];
        if (!split || fact->measure->type != VALUE_LIST) {
            write_entry(w, fact, NULL, fields, &block->entries[block->entry_count++]);
            continue;
        }
        for (const Json *item = json_first(fact->value); item; item = json_next(item))
            write_entry(w, fact, item, fields, &block->entries[block->entry_count++]);
    }
    const Json *total = json_member(json, "total");
    if (total)
        expand_total(w, total, facts, block);
    drop_empty_columns(block);
}

/* For each fact, one of a zone, all dated figures like it: a line. One that has
 * no date stands for itself, and the chart refuses it. */
static Facts over_time(Writer *w, const Facts *facts)
{
    Facts all = {NULL, 0};
    int room = 0;
    const Zone *own = w->zone;
    for (int i = 0; i < facts->count; i++) {
        int count;
        w->zone = facts->list[i]->zone;
        const Fact **alike = trend_alike(w, facts->list[i], &count);
        for (int k = 0; k < (count ? count : 1); k++) {
            ARENA_RESERVE(w->job->arena, all.list, all.count, room);
            all.list[all.count++] = count ? alike[k] : facts->list[i];
        }
    }
    w->zone = own;
    return all;
}

void entries_compare(Writer *w, const Json *json, Block *block)
{
    const Json *compare = json_member(json, "compare"), *names = json_member(compare, "measure");
    if (!json_check(w->job, compare, "compare", COMPARE_FIELDS))
        return;
    facts_check_measures(w, names);
    Facts facts = {ARENA_ARRAY(w->job->arena, const Fact *, w->compared_count), 0};
    Text none;
    facts.count = compare_facts(w, names, facts.list, &none);
    facts_order(w, json, &facts);
    if (strcmp(block->kind->name, "lines") == 0)
        facts = over_time(w, &facts);
    chart_expand(w, facts.list, facts.count, json_member(json, "says") != NULL, block);
    if (block->chart)
        block->chart->none = none;
}
