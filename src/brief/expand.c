#include "brief/expand.h"

#include <string.h>

#include "brief/bind.h"
#include "brief/budget.h"
#include "brief/chart.h"
#include "brief/compare.h"
#include "brief/conflict.h"
#include "brief/contents.h"
#include "brief/fact.h"
#include "brief/gate.h"
#include "brief/locator.h"
#include "brief/order.h"
#include "brief/rows.h"
#include "brief/schema.h"
#include "brief/trend.h"
#include "brief/when.h"
#include "kind/kind.h"
#include "layout/chart.h"

#define COLUMN_LEAST LEN_PT(5)
#define COLUMN_MOST  LEN_PT(5000)

const char *const FIELD_WORDS[] = {
#define FIELD_WORD(name, word) word,
    FIELDS(FIELD_WORD)
#undef FIELD_WORD
        NULL,
};

static const char *const TYPES[] = {"number", "text", "date", "range", "list", NULL};

#define SIDE_FIELDS                                                                                \
    {"start",                                                                                      \
     JSON_IS(JSON_OBJECT),                                                                         \
     false,                                                                                        \
     NULL,                                                                                         \
     "flush left: a text or binding; {page}, {pages} and {section} in it are filled in",           \
     .shape = &BINDING_SHAPE},                                                                     \
    {                                                                                              \
        "end", JSON_IS(JSON_OBJECT), false, NULL, "flush right, likewise", .shape = &BINDING_SHAPE \
    }

static const JsonField SIDES_FIELDS[] = {SIDE_FIELDS, {NULL, 0, false, NULL, NULL}};
static const JsonShape SIDES = {"running.first", .fields = SIDES_FIELDS};

static const JsonField RUNNING_FIELDS[] = {
    SIDE_FIELDS,
    {"first", JSON_IS(JSON_OBJECT), false, NULL,
     "page one's own; {} for none (if left out: no head, and the same foot)", .shape = &SIDES},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape RUNNING = {"running", .fields = RUNNING_FIELDS};

static const char *const GROUPS[] = {"scope", "date", "status", NULL};
enum { SUBTOTALS_ALLOWED, SUBTOTALS_REQUIRED, SUBTOTALS_NONE };
static const char *const SUBTOTALS[] = {"allowed", "required", "none", NULL};
static const char *const ALIGNS[] = {"start", "centre", "end", "decimal", NULL};
static const char *const SAYS[] = {"target", NULL};

static const char *const BLOCK_FLOATS[] = {"top", "bottom", NULL};

static const JsonField ID = {NULL, JSON_IS(JSON_STRING), false, NULL, NULL};
static const JsonField SORT_KEY = {NULL, JSON_IS(JSON_STRING), false, NULL,
                                   NULL, .names = SORT_WORDS};
static const JsonField TERM = {NULL, JSON_IS(JSON_STRING), false, NULL, "a key of terms /names"};
static const JsonField SIDE = {NULL, JSON_IS(JSON_STRING), false, NULL, NULL, .names = FIELD_WORDS};
static const JsonField CATEGORY = {"category", JSON_IS(JSON_STRING),    false, NULL,
                                   NULL,       .names = FACT_CATEGORIES};
static const JsonField TYPE = {"type", JSON_IS(JSON_STRING), false, NULL, NULL, .names = TYPES};

static const JsonField SELECT_FIELDS[] = {
    {"category", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL, "category, or several",
     .each = &CATEGORY, .names = FACT_CATEGORIES},
    {"measure", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL, "measure, or several",
     .each = &ID},
    {"id", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL, "fact, or several",
     .each = &ID},
    {"type", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL, "type of value, or several",
     .each = &TYPE, .names = TYPES},
    {"tile", JSON_IS(JSON_BOOL), false, NULL, "facts that have a place among the tiles, or not"},
    {"conflict", JSON_IS(JSON_BOOL), false, NULL, "facts on which sources differ, or not"},
    {"caveat", JSON_IS(JSON_BOOL), false, NULL, "facts whose note must not be missed, or not"},
    {"distinct", JSON_IS(JSON_BOOL), false, NULL, "facts said to be distinct from another, or not"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape SELECT = {"select", "facts that meet all of these", .fields = SELECT_FIELDS};

static const JsonField COMPARE_FIELDS[] = {
    {"measure", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), true, NULL,
     "the measure, or several to choose from", .each = &ID},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape COMPARE = {"compare", "what of each zone is shown",
                                  .fields = COMPARE_FIELDS};

static const JsonField COLUMN_FIELDS[] = {
    {"field", JSON_IS(JSON_STRING), false, NULL,
     "side of the fact; trend: a line of all dated figures like it", .names = FIELD_WORDS},
    {"measure", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL,
     "where zones are compared: the measure, or several to choose from", .each = &ID},
    {"head", JSON_IS(JSON_OBJECT), true, NULL, "its heading: a text or binding",
     .shape = &BINDING_SHAPE},
    {"says", JSON_IS(JSON_STRING), false, SAYS, "status that the head says of all its cells"},
    {"figure", JSON_IS(JSON_BOOL), false, NULL, "set as figures"},
    {"share", JSON_IS(JSON_NUMBER), false, NULL, "parts of the leftover width", .whole = true,
     .least = 0, .most = 1000},
    {"width", JSON_IS(JSON_NUMBER), false, NULL, "a fixed width, points"},
    {"align", JSON_IS(JSON_STRING), false, ALIGNS,
     "start, centre, end, or by the decimal mark of its figures"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField COLUMN = {
    NULL,  JSON_IS(JSON_OBJECT),
    false, NULL,
    NULL,  .shape = &(const JsonShape){"column", "a column of a table", .fields = COLUMN_FIELDS}};

/* Made of all kinds by block_shape(). */
static const JsonField BLOCK = {
    NULL, JSON_IS(JSON_OBJECT), false, NULL, NULL, .shape = &(const JsonShape){"block"}};

static const JsonField BLOCK_FIELDS[] = {
    {"kind", JSON_IS(JSON_STRING), true, NULL, "kind of block"},
    {"level", JSON_IS(JSON_NUMBER), false, NULL, "level of its title, 1 to 3 (default 2)",
     .whole = true, .least = 1, .most = 3},
    {"title", JSON_IS(JSON_OBJECT), false, NULL, "heading: a text or binding",
     .shape = &BINDING_SHAPE},
    {"kicker", JSON_IS(JSON_OBJECT), false, NULL, "line above the title", .shape = &BINDING_SHAPE},
    {"text", JSON_IS(JSON_OBJECT), false, NULL, "paragraph: a text or binding",
     .shape = &BINDING_SHAPE},
    {"lead", JSON_IS(JSON_BOOL), false, NULL, "the text is the brief's first paragraph"},
    {"numbered", JSON_IS(JSON_BOOL), false, NULL, "number the items"},
    {"across", JSON_IS(JSON_NUMBER), false, NULL, "items side by side, 1 to 4 (default 1)",
     .whole = true, .least = 1, .most = 4},
    {"select", JSON_IS(JSON_OBJECT), false, NULL, "which facts it shows", .shape = &SELECT},
    {"compare", JSON_IS(JSON_OBJECT), false, NULL, "a figure of each of the zones side by side",
     .shape = &COMPARE},
    {"sort", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL,
     "file (if left out), date, tile, conflict, value or label, \"-value\" for the largest first; "
     "or several, the first that differs deciding",
     .each = &SORT_KEY, .names = SORT_WORDS},
    {"limit", JSON_IS(JSON_NUMBER), false, NULL, "no more than so many facts", .whole = true,
     .least = 1, .most = 1000000},
    {"when", JSON_IS(JSON_OBJECT), false, NULL, "the block is left out unless this holds",
     .shape = &WHEN_SHAPE},
    {"items", JSON_IS(JSON_BOOL), false, NULL, "one entry for each element of list values"},
    {"fields", JSON_IS(JSON_ARRAY), false, NULL, "which sides of a fact are shown", .each = &SIDE},
    {"names", JSON_IS(JSON_STRING), false, NULL,
     "pointer to a text; shows it in the other languages"},
    {"columns", JSON_IS(JSON_ARRAY), false, NULL, "columns of a table", .each = &COLUMN},
    {"terms", JSON_IS(JSON_ARRAY) | JSON_IS(JSON_STRING), false, NULL,
     "the names: keys of terms /names, or a pointer to a list of them in the zone file",
     .each = &TERM},
    {"changes", JSON_IS(JSON_BOOL), false, NULL, "what changed since the state named by --since"},
    {"total", JSON_IS(JSON_OBJECT), false, NULL,
     "words for a last row with the sum of the facts; refused where they must not be summed",
     .shape = &TEXT_SHAPE},
    {"rows", JSON_IS(JSON_STRING), false, NULL, "pointer to rows that are data, in the zone file"},
    {"groupBy", JSON_IS(JSON_STRING), false, GROUPS, "rows in groups: by scope, date or status"},
    {"subtotals", JSON_IS(JSON_STRING), false, SUBTOTALS,
     "sums of the groups: where summing is allowed (the default), required, or none"},
    {"says", JSON_IS(JSON_STRING), false, SAYS, "status that the title says of all facts shown"},
    {"children", JSON_IS(JSON_ARRAY), false, NULL, "blocks inside", .each = &BLOCK},
    {"styles", JSON_IS(JSON_OBJECT), false, NULL, "styles of its own, laid over the theme's",
     .shape = &OWN_STYLES_SHAPE},
    {"width", JSON_IS(JSON_NUMBER), false, NULL, "at most so wide, points", .whole = true,
     .least = 8, .most = 100000},
    {"span", JSON_IS(JSON_NUMBER), false, NULL,
     "at most as wide as so many columns of the page's grid, 1 to 24", .whole = true, .least = 1,
     .most = 24},
    {"float", JSON_IS(JSON_STRING), false, BLOCK_FLOATS,
     "goes to the top or the bottom of its page, or of the next one that has room"},
    {"newPage", JSON_IS(JSON_BOOL), false, NULL, "begins a page"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField LAYOUT_FIELDS[] = {
    {"title", JSON_IS(JSON_OBJECT), true, NULL, "the document's title: a text or binding",
     .shape = &BINDING_SHAPE},
    {"author", JSON_IS(JSON_OBJECT), true, NULL, "who answers for it", .shape = &BINDING_SHAPE},
    {"subject", JSON_IS(JSON_OBJECT), true, NULL, "what it is about", .shape = &BINDING_SHAPE},
    {"head", JSON_IS(JSON_OBJECT), false, NULL, "running head", .shape = &RUNNING},
    {"foot", JSON_IS(JSON_OBJECT), false, NULL, "running foot", .shape = &RUNNING},
    {"staleAfter", JSON_IS(JSON_NUMBER), false, NULL,
     "months before the brief's date after which a figure is too old", .whole = true, .least = 1,
     .most = 1200},
    BUDGET_FIELD,
    {"blocks", JSON_IS(JSON_ARRAY), true, NULL, "the blocks, in reading order", .each = &BLOCK},
    {NULL, 0, false, NULL, NULL},
};

const JsonField *layout_fields(void)
{
    return LAYOUT_FIELDS;
}

/* -- selecting facts --------------------------------------------------------------- */

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
           matches(w, json_member(select, "type"), str_of(TYPES[fact->measure->type]));
}

static void check_measure(Writer *w, const Json *name)
{
    if (!map_lookup(&w->terms->measures, json_string(w->job, name, "measure")))
        terms_unknown(w->job, &w->terms->measures, E105, name, "measure");
}

/* A measure that no fact could have is a slip. */
static void check_measures(Writer *w, const Json *names)
{
    if (json_type(names) == JSON_STRING)
        check_measure(w, names);
    else
        for (const Json *one = json_first(names); one; one = json_next(one))
            check_measure(w, one);
}

typedef struct {
    const Fact **list;
    int count;
} Facts;

/* In the block's order, and no more than it wants. */
static void order_and_limit(Writer *w, const Json *block, Facts *facts)
{
    order_facts(w, json_member(block, "sort"), facts->list, facts->count);
    int most = json_whole_member(w->files, w->job, block, BLOCK_FIELDS, "limit", facts->count);
    facts->count = facts->count < most ? facts->count : most;
}

static Facts select_facts(Writer *w, const Json *block)
{
    Facts facts = {ARENA_ARRAY(w->job->arena, const Fact *, w->zone->fact_count), 0};
    const Json *select = json_member(block, "select");
    if (!select || !json_check(w->job, select, "select", SELECT_FIELDS))
        return facts;
    check_measures(w, json_member(select, "measure"));
    if (json_member(select, "category"))
        json_check_words(w->job, json_member(select, "category"), &CATEGORY);
    if (json_member(select, "type"))
        json_check_words(w->job, json_member(select, "type"), &TYPE);
    for (int i = 0; i < w->zone->fact_count; i++)
        if (selected(w, select, &w->zone->facts[i]))
            facts.list[facts.count++] = &w->zone->facts[i];
    order_and_limit(w, block, &facts);
    return facts;
}

/* -- entries ----------------------------------------------------------------------- */

static bool is_date_of_brief(const Writer *w, const Fact *fact)
{
    Date date = fact_date(fact), brief = w->zone->as_of;
    return fact->period.to.year == 0 && date.year == brief.year && date.month == brief.month &&
           date.day == brief.day;
}

/* One side of a fact, in words. `item` is an element of a list value, or
 * NULL for the whole value. */
static Text write_field(Writer *w, const Fact *fact, const Json *item, Field field)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    switch (field) {
    case FIELD_LABEL:
        if (fact->label || !fact->measure->generic)
            write_text(w, fact->label ? fact->label : fact->measure->label, &out);
        break;
    case FIELD_VALUE:
        if (item)
            write_item(w, fact, item, &out);
        else
            write_value(w, fact, &out);
        break;
    case FIELD_SCOPE:
        write_words(w, bind_scope(w, fact), &out);
        break;
    case FIELD_DATE:
        write_time(w, fact, &out);
        break;
    case FIELD_ASOF:
        if (fact->measure->type == VALUE_NUMBER && !fact->unknown && !is_date_of_brief(w, fact))
            write_time(w, fact, &out);
        break;
    case FIELD_STATUS:
        bind_write_status(w, fact, &out);
        break;
    case FIELD_NOTE:
        if (fact->note)
            write_text(w, fact->note, &out);
        if (fact->note && fact->distinct_reason && !lang_is_cjk(w->lang))
            write_plain(w, " ", fact->where, &out);
        if (fact->distinct_reason)
            write_text(w, fact->distinct_reason, &out);
        break;
    case FIELD_TREND:
        if (!item)
            return trend_write(w, fact);
        break;
    case FIELD_COUNT:
        break;
    }
    return out.text;
}

Text fact_field(Writer *w, const Fact *fact, Field field)
{
    return write_field(w, fact, NULL, field);
}

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
            entry->fields[field] = write_field(w, fact, item, (Field)field);
}

Field field_read(Writer *w, const Json *value)
{
    Str word = json_string(w->job, value, "field");
    for (int i = 0; i < FIELD_COUNT; i++)
        if (str_is(word, FIELD_WORDS[i]))
            return (Field)i;
    const char *near = str_nearest(word, FIELD_WORDS, FIELD_COUNT);
    diag_add(
        w->job->diag,
        &(Report){.code = E014,
                  .where = json_where(value),
                  .message = arena_printf(w->job->arena, "no side of a fact is called \"%.*s\"",
                                          (int)word.length, word.data),
                  .help = near ? arena_printf(w->job->arena, "did you mean \"%s\"?", near)
                               : "label, value, scope, date, asof, status, note or trend"});
    return FIELD_VALUE;
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
        Text heading = write_field(w, facts.list[i], NULL, field);
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
    int how =
        asked ? str_among(json_string(w->job, asked, "subtotals"), SUBTOTALS) : SUBTOTALS_ALLOWED;
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

static void expand_facts(Writer *w, const Json *json, Block *block)
{
    Facts facts = select_facts(w, json);
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

static void expand_compared(Writer *w, const Json *json, Block *block)
{
    const Json *compare = json_member(json, "compare"), *names = json_member(compare, "measure");
    if (!json_check(w->job, compare, "compare", COMPARE_FIELDS))
        return;
    check_measures(w, names);
    Facts facts = {ARENA_ARRAY(w->job->arena, const Fact *, w->compared_count), 0};
    Text none;
    facts.count = compare_facts(w, names, facts.list, &none);
    order_and_limit(w, json, &facts);
    if (strcmp(block->kind->name, "lines") == 0)
        facts = over_time(w, &facts);
    chart_expand(w, facts.list, facts.count, json_member(json, "says") != NULL, block);
    if (block->chart)
        block->chart->none = none;
}

/* -- blocks ------------------------------------------------------------------------ */

static void expand_column_look(Writer *w, const Json *json, BlockColumn *column)
{
    const Json *width = json_member(json, "width"), *align = json_member(json, "align");
    Decimal points;
    if (align)
        column->align = (CellAlign)(str_among(json_string(w->job, align, "align"), ALIGNS) + 1);
    if (width && (!decimal_parse(json_number(w->files, w->job, width, "width"), &points) ||
                  !decimal_thousandths(&points, &column->width) || column->width < COLUMN_LEAST ||
                  column->width > COLUMN_MOST))
        diag_add(w->job->diag, &(Report){.code = E015,
                                         .where = json_where(width),
                                         .message = "width must be from 5 to 5000 points"});
}

static void expand_columns(Writer *w, const Json *list, Block *block)
{
    block->columns = ARENA_ARRAY(w->job->arena, BlockColumn, json_count(list));
    for (const Json *json = json_first(list); json; json = json_next(json)) {
        if (!json_check(w->job, json, "column", COLUMN_FIELDS))
            continue;
        BlockColumn *column = &block->columns[block->column_count++];
        column->where = json_where(json);
        const Json *field = json_member(json, "field");
        bool zones = block->kind->takes & SHOWS_ZONES;
        column->cell = field && !zones ? -1 : block->column_count - 1;
        if (field)
            column->field = field_read(w, field);
        column->head = bind_text(w, json_member(json, "head"));
        const Json *figure = json_member(json, "figure");
        column->figure = figure && json_bool(w->job, figure, "figure");
        column->share = json_whole_member(w->files, w->job, json, COLUMN_FIELDS, "share", 0);
        expand_column_look(w, json, column);
    }
}

static Text own_words(Writer *w, const char *key)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    write_words(w, write_own(w, key), &out);
    return out.text;
}

/* The columns of a facts table that says none; those without words are left out. */
static void facts_columns(Writer *w, Block *block)
{
    static const struct {
        Field field;
        const char *head;
        int share;
    } COLUMNS[] = {{FIELD_LABEL, "column.measure", 3},
                   {FIELD_VALUE, "column.value", 2},
                   {FIELD_SCOPE, "column.scope", 2},
                   {FIELD_DATE, "column.date", 1},
                   {FIELD_STATUS, "column.status", 1}};
    enum { COUNT = sizeof COLUMNS / sizeof *COLUMNS };
    block->columns = ARENA_ARRAY(w->job->arena, BlockColumn, COUNT);
    for (int c = 0; c < COUNT; c++)
        block->columns[block->column_count++] = (BlockColumn){.field = COLUMNS[c].field,
                                                              .cell = -1,
                                                              .head = own_words(w, COLUMNS[c].head),
                                                              .figure = c == 1,
                                                              .share = COLUMNS[c].share,
                                                              .where = block->where};
}

/* Which keys a kind must take to have them. */
static const struct {
    const char *key;
    unsigned takes;
} KEYS[] = {{"title", TAKES_TITLE},
            {"level", TAKES_TITLE},
            {"kicker", TAKES_KICKER},
            {"text", TAKES_TEXT},
            {"lead", TAKES_LEAD},
            {"numbered", TAKES_NUMBERED},
            {"select", TAKES_ENTRIES | TAKES_CHART},
            {"compare", TAKES_ZONES},
            {"sort", TAKES_ENTRIES | TAKES_CHART},
            {"items", TAKES_ENTRIES},
            {"fields", TAKES_ENTRIES},
            {"names", TAKES_ENTRIES},
            {"columns", TAKES_COLUMNS},
            {"total", TAKES_SUMS},
            {"terms", TAKES_TERMS},
            {"changes", TAKES_ENTRIES},
            {"says", TAKES_ENTRIES | TAKES_CHART},
            {"rows", TAKES_ROWS},
            {"groupBy", TAKES_SUMS},
            {"subtotals", TAKES_SUMS},
            {"children", TAKES_CHILDREN},
            {"across", TAKES_ACROSS},
            {"limit", TAKES_ENTRIES | TAKES_CHART}};

#define KEY_COUNT (sizeof KEYS / sizeof *KEYS)

/* What a kind does not take is refused: it would be lost without a word. */
static void check_takes(Writer *w, const Json *json, const Kind *kind)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const Json *value = json_member(json, KEYS[i].key);
        if (value && !(kind->takes & KEYS[i].takes))
            diag_add(w->job->diag,
                     &(Report){.code = E013,
                               .where = json_where(value),
                               .part = PART_KEY,
                               .message =
                                   arena_printf(w->job->arena, "a block of kind %s takes no \"%s\"",
                                                kind->name, KEYS[i].key)});
    }
}

/* What fills a block: entries or rows come from one of these. */
static bool check_content(Writer *w, const Json *json)
{
    static const char *const KEYS_OF[] = {"select", "compare", "rows", "names", "changes"};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof KEYS_OF / sizeof *KEYS_OF; i++) {
        const Json *value = json_member(json, KEYS_OF[i]);
        if (!value || (json_type(value) == JSON_BOOL && !json_bool(w->job, value, KEYS_OF[i])))
            continue;
        if (first) {
            diag_add(w->job->diag,
                     &(Report){.code = E013,
                               .where = json_where(value),
                               .part = PART_KEY,
                               .message = arena_printf(w->job->arena,
                                                       "a block with \"%s\" takes no \"%s\"", first,
                                                       KEYS_OF[i]),
                               .help = "what fills a block comes from one of them"});
            return false;
        }
        first = KEYS_OF[i];
    }
    return true;
}

/* Only tables whose entries have cells may leave open what a column shows. */
static bool check_columns(Writer *w, const Block *block)
{
    int before = diag_errors(w->job->diag);
    bool sides = block->entry_count > 0 && !block->entries[0].cells;
    for (int c = 0; sides && c < block->column_count; c++)
        if (block->columns[c].cell >= 0)
            diag_add(w->job->diag, &(Report){.code = E011,
                                             .where = block->columns[c].where,
                                             .message = "a column of facts has a \"field\"",
                                             .help = "for example \"field\": \"value\""});
    return diag_errors(w->job->diag) == before;
}

/* -- options of kinds -------------------------------------------------------------- */

static const char *const *words_of(const KindOption *option)
{
    return option->type == OPTION_COLOUR ? COLOUR_WORDS : option->words;
}

static JsonField field_of_option(const KindOption *option)
{
    static const unsigned TYPES_OF[] = {
        [OPTION_FLAG] = JSON_IS(JSON_BOOL),     [OPTION_WHOLE] = JSON_IS(JSON_NUMBER),
        [OPTION_LENGTH] = JSON_IS(JSON_NUMBER), [OPTION_WORD] = JSON_IS(JSON_STRING),
        [OPTION_COLOUR] = JSON_IS(JSON_STRING), [OPTION_TEXT] = JSON_IS(JSON_OBJECT),
        [OPTION_FILE] = JSON_IS(JSON_STRING),   [OPTION_MAP] = JSON_IS(JSON_STRING)};
    bool may_be_must =
        option->type == OPTION_TEXT || option->type == OPTION_FILE || option->type == OPTION_MAP;
    bool must = may_be_must && option->least;
    JsonField field = {option->name, TYPES_OF[option->type], must, words_of(option), option->about};
    int unit = option->type == OPTION_LENGTH ? LEN_POINT : 1;
    field.whole = option->type == OPTION_WHOLE;
    if (option->type == OPTION_WHOLE || option->type == OPTION_LENGTH) {
        field.least = option->least / unit;
        field.most = (option->most + unit - 1) / unit; /* a schema may say less, never more */
    }
    field.shape = option->type == OPTION_TEXT ? &BINDING_SHAPE : NULL;
    return field;
}

/* The keys that a block of the kind may have: those of all blocks, and its
 * own. */
static JsonField *fields_for(Arena *arena, const Kind *kind)
{
    int count = (int)(sizeof BLOCK_FIELDS / sizeof *BLOCK_FIELDS) - 1;
    JsonField *fields = ARENA_ARRAY(arena, JsonField, count + KIND_OPTIONS_MOST + 1);
    memcpy(fields, BLOCK_FIELDS, sizeof BLOCK_FIELDS);
    for (const KindOption *option = kind->options; option && option->name; option++)
        fields[count++] = field_of_option(option);
    return fields;
}

static bool takes(const Kind *kind, const char *key)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (strcmp(key, KEYS[i].key) == 0)
            return kind->takes & KEYS[i].takes;
    return true;
}

const JsonShape *block_shape(Arena *arena, const Kind *kind)
{
    const char **name = ARENA_ARRAY(arena, const char *, 2);
    name[0] = kind->name;
    JsonField *all = fields_for(arena, kind), *taken = all;
    for (const JsonField *field = all; field->key; field++)
        if (takes(kind, field->key))
            *taken++ = *field;
    *taken = (JsonField){NULL};
    all[0].words = name; /* the kind */
    JsonShape *shape = ARENA_NEW(arena, JsonShape);
    *shape = (JsonShape){arena_printf(arena, "block.%s", kind->name), kind->about, .fields = all};
    return shape;
}

static int32_t read_option(Writer *w, const KindOption *option, const Json *value, int index,
                           Block *block)
{
    Decimal decimal;
    Len length = 0;
    switch (option->type) {
    case OPTION_FLAG:
        return json_bool(w->job, value, option->name);
    case OPTION_WHOLE:
        return json_whole(w->files, w->job, value, option->name, option->least, option->most);
    case OPTION_LENGTH:
        if (decimal_parse(json_number(w->files, w->job, value, option->name), &decimal) &&
            decimal_thousandths(&decimal, &length) && length >= option->least &&
            length <= option->most)
            return length;
        diag_add(w->job->diag,
                 &(Report){.code = E015,
                           .where = json_where(value),
                           .message = arena_printf(w->job->arena, "%s must be from %d to %d points",
                                                   option->name, option->least / LEN_POINT,
                                                   option->most / LEN_POINT)});
        return option->otherwise;
    case OPTION_WORD:
    case OPTION_COLOUR:
        return str_among(json_string(w->job, value, option->name), words_of(option));
    case OPTION_TEXT:
        block->texts[index] = bind_text(w, value);
        return index;
    case OPTION_FILE:
        block->picture = picture_read(w->pictures, w->job, json_string(w->job, value, option->name),
                                      json_where(value));
        return index;
    case OPTION_MAP:
        block->locator = locator_bind(w, value);
        return index;
    }
    return 0;
}

static void expand_options(Writer *w, const Json *json, Block *block)
{
    const KindOption *options = block->kind->options;
    block->options = ARENA_ARRAY(w->job->arena, int32_t, KIND_OPTIONS_MOST);
    block->texts = ARENA_ARRAY(w->job->arena, Text, KIND_OPTIONS_MOST);
    for (int i = 0; options && options[i].name; i++) {
        const Json *value = json_member(json, options[i].name);
        block->options[i] =
            value ? read_option(w, &options[i], value, i, block) : options[i].otherwise;
    }
}

static const Kind *find_kind(Writer *w, const Json *value)
{
    Str name = json_string(w->job, value, "kind");
    const Kind *kind = kind_lookup(name);
    if (kind)
        return kind;
    const char *names[64];
    int count = 0;
    while (count < 64 && KINDS[count]) {
        names[count] = KINDS[count]->name;
        count++;
    }
    const char *near = str_nearest(name, names, count);
    diag_add(
        w->job->diag,
        &(Report){.code = E111,
                  .where = json_where(value),
                  .message = arena_printf(w->job->arena, "unknown kind \"%.*s\"", (int)name.length,
                                          name.data),
                  .help = near ? arena_printf(w->job->arena, "did you mean \"%s\"?", near) : NULL});
    return NULL;
}

/* A block that selects facts is there for them. */
static bool has_content(const Json *json, const Block *block)
{
    unsigned shows = TAKES_TERMS | SHOWS_FACTS | SHOWS_ZONES | SHOWS_LEGEND;
    if (json_member(json, "select") || json_member(json, "compare") ||
        json_member(json, "changes") || json_member(json, "rows") || block->kind->takes & shows)
        return block->entry_count > 0 || block->rows.count > 0;
    if (block->kind->takes & SHOWS_MAP)
        return block->locator != NULL;
    if (block->picture || block->kind->takes == 0 ||
        block->kind->takes & (BREAKS_PAGE | TAKES_HEADINGS))
        return true;
    for (int i = 0; i < KIND_OPTIONS_MOST; i++)
        if (block->texts[i].count > 0)
            return true;
    unsigned body = TAKES_TEXT | TAKES_ENTRIES | TAKES_CHILDREN;
    if (!(block->kind->takes & body) || (block->kind->takes & TAKES_KICKER))
        return block->title.count || block->entry_count || block->kicker.count;
    return block->text.count || block->entry_count || block->child_count || block->kicker.count;
}

static bool expand_block(Writer *w, const Json *json, Block *block);

/* Expands the blocks of `list`; those with nothing to show are left out. */
static int expand_blocks(Writer *w, const Json *list, Block **blocks)
{
    int count = 0;
    bool breaks = false;
    *blocks = ARENA_ARRAY(w->job->arena, Block, json_count(list));
    for (const Json *json = json_first(list); json; json = json_next(json)) {
        Block *block = &(*blocks)[count];
        *block = (Block){.where = WHERE_NONE};
        if (!expand_block(w, json, block))
            continue;
        if (block->kind->takes & BREAKS_PAGE) {
            breaks = true;
            continue;
        }
        block->new_page |= breaks;
        breaks = false;
        count++;
    }
    return count;
}

static bool flag(Writer *w, const Json *json, const char *key)
{
    const Json *value = json_member(json, key);
    return value && json_bool(w->job, value, key);
}

/* What every kind may be told of its look. */
static void expand_look(Writer *w, const Json *json, Block *block)
{
    const Json *styles = json_member(json, "styles");
    if (styles)
        block->theme =
            theme_with(w->job, w->files, w->theme_root, w->faces, w->theme, styles, w->lang);
    block->width = json_whole_member(w->files, w->job, json, BLOCK_FIELDS, "width", 0) * LEN_POINT;
    block->span = json_whole_member(w->files, w->job, json, BLOCK_FIELDS, "span", 0);
    const Json *floats = json_member(json, "float");
    if (floats)
        block->floats =
            (BlockFloat)(str_among(json_string(w->job, floats, "float"), BLOCK_FLOATS) + 1);
    block->new_page = flag(w, json, "newPage");
}

/* Rows and entries that come from elsewhere than `select`. */
static void expand_shown(Writer *w, const Json *json, Block *block)
{
    unsigned takes = block->kind->takes;
    const Json *terms = json_member(json, "terms");
    if (json_member(json, "rows"))
        rows_bind(w, json_member(json, "rows"), block);
    if (json_member(json, "names"))
        bind_names(w, json_member(json, "names"), block);
    if (takes & SHOWS_ZONES)
        compare_zones(w, json_member(json, "columns"), block);
    if (terms && block->options[GLOSSARY_FORM] == GLOSSARY_TABLE)
        bind_glossary(w, terms, block);
    else if (terms)
        bind_glossary_items(w, terms, block);
    if (flag(w, json, "changes"))
        bind_changes(w, block);
    if (takes & SHOWS_LEGEND)
        bind_legend(w, block);
    if (takes & SHOWS_SOURCES)
        bind_sources(w, block);
}

/* "Table 2", if the block is to be numbered. */
static void expand_number(Writer *w, const Json *json, Block *block)
{
    const Json *asked = json_member(json, KIND_NUMBER);
    if (!asked || !json_bool(w->job, asked, KIND_NUMBER))
        return;
    Pieces number, out;
    pieces_init(&number, w->job->arena);
    pieces_init(&out, w->job->arena);
    write_plain(w, arena_printf(w->job->arena, "%d", ++w->tables), block->where, &number);
    write_pattern(w, write_own(w, "table.number"), &(Slot){NULL, number.text}, 1, &out);
    block->number = out.text;
}

/* Sources are numbered as they are cited, so a block's parts are expanded in
 * reading order. */
static bool expand_block(Writer *w, const Json *json, Block *block)
{
    const Json *kind = json_member(json, "kind");
    if (!kind) { /* what else it may hold hangs on its kind */
        json_check_needed(w->job, json, "block", BLOCK_FIELDS);
        return false;
    }
    block->kind = find_kind(w, kind);
    if (!block->kind || !json_check(w->job, json, "block", fields_for(w->job->arena, block->kind)))
        return false;
    const Json *when = json_member(json, "when");
    if (when && !when_holds(w, when))
        return false;
    block->where = json_where(json);
    check_takes(w, json, block->kind);
    if (!check_content(w, json))
        return false;
    block->level = json_whole_member(w->files, w->job, json, BLOCK_FIELDS, "level", 2);
    block->kicker = bind_text(w, json_member(json, "kicker"));
    block->title = bind_text(w, json_member(json, "title"));
    block->text = bind_text(w, json_member(json, "text"));
    block->lead = flag(w, json, "lead");
    block->numbered = flag(w, json, "numbered");
    block->across = json_whole_member(w->files, w->job, json, BLOCK_FIELDS, "across", 1);
    expand_look(w, json, block);
    expand_options(w, json, block);
    expand_columns(w, json_member(json, "columns"), block);
    if (block->kind->takes & SHOWS_FACTS && block->column_count == 0)
        facts_columns(w, block);
    if (json_member(json, "select"))
        expand_facts(w, json, block);
    if (json_member(json, "compare") && block->kind->takes & TAKES_ZONES)
        expand_compared(w, json, block);
    expand_shown(w, json, block);
    if (block->column_count)
        block->continued = own_words(w, "table.continued");
    block->child_count = expand_blocks(w, json_member(json, "children"), &block->children);
    bool shown = check_columns(w, block) && has_content(json, block);
    if (shown)
        expand_number(w, json, block);
    return shown;
}

static Running expand_running(Writer *w, const Json *json, const JsonField *fields)
{
    Running running = {{NULL, 0}, {NULL, 0}};
    if (json && json_check(w->job, json, "running head", fields)) {
        running.start = bind_text(w, json_member(json, "start"));
        running.end = bind_text(w, json_member(json, "end"));
    }
    return running;
}

static void expand_runnings(Writer *w, const Json *layout, BlockTree *tree)
{
    const Json *head = json_member(layout, "head"), *foot = json_member(layout, "foot");
    const Json *first_foot = json_member(foot, "first");
    tree->head = expand_running(w, head, RUNNING_FIELDS);
    tree->foot = expand_running(w, foot, RUNNING_FIELDS);
    tree->first_head = expand_running(w, json_member(head, "first"), SIDES_FIELDS);
    tree->first_foot = first_foot ? expand_running(w, first_foot, SIDES_FIELDS) : tree->foot;
}

static bool lists_sources(Writer *w, const Json *blocks)
{
    bool found = false;
    for (const Json *block = json_first(blocks); block; block = json_next(block)) {
        const Json *kind = json_member(block, "kind");
        found |=
            json_type(kind) == JSON_STRING && str_is(json_string(w->job, kind, "kind"), "sources");
        found |= lists_sources(w, json_member(block, "children"));
    }
    return found;
}

BlockTree brief_expand(Writer *w, const Json *layout)
{
    BlockTree tree = {.lang = w->lang};
    if (!json_check(w->job, layout, "layout", LAYOUT_FIELDS))
        return tree;
    if (!w->cited)
        w->cited = ARENA_ARRAY(w->job->arena, const Source *, w->sources->count + 1);
    w->marked = ARENA_ARRAY(w->job->arena, bool, w->sources->count + 1);
    w->lists_sources = lists_sources(w, json_member(layout, "blocks"));
    tree.title = bind_plain(w, json_member(layout, "title"));
    tree.author = bind_plain(w, json_member(layout, "author"));
    tree.subject = bind_plain(w, json_member(layout, "subject"));
    gate_zone(w->job, w->files, w->zone, json_member(layout, "staleAfter"));
    Date date = w->zone->as_of;
    tree.date = arena_printf(w->job->arena, "%04d-%02d-%02d", date.year,
                             date.month ? date.month : 1, date.day ? date.day : 1);
    expand_runnings(w, layout, &tree);
    tree.block_count = expand_blocks(w, json_member(layout, "blocks"), &tree.blocks);
    contents_bind(w, &tree);
    return tree;
}
