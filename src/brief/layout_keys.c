#include "brief/layout_keys.h"

#include <string.h>

#include "brief/bind.h"
#include "brief/budget.h"
#include "brief/fact.h"
#include "brief/order.h"
#include "brief/schema.h"
#include "brief/side.h"
#include "brief/when.h"

const char *const VALUE_WORDS[] = {"number", "text", "date", "range", "list", NULL};

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

const JsonField RUNNING_FIRST_FIELDS[] = {SIDE_FIELDS, {NULL, 0, false, NULL, NULL}};
static const JsonShape SIDES = {"running.first", .fields = RUNNING_FIRST_FIELDS};

const JsonField RUNNING_FIELDS[] = {
    SIDE_FIELDS,
    {"first", JSON_IS(JSON_OBJECT), false, NULL,
     "page one's own; {} for none (if left out: no head, and the same foot)", .shape = &SIDES},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape RUNNING = {"running", .fields = RUNNING_FIELDS};

static const char *const GROUPS[] = {"scope", "date", "status", NULL};
const char *const SUBTOTAL_WORDS[] = {"allowed", "required", "none", NULL};
const char *const ALIGN_WORDS[] = {"start", "centre", "end", "decimal", NULL};
static const char *const SAYS[] = {"target", NULL};

const char *const FLOAT_WORDS[] = {"top", "bottom", NULL};

static const JsonField ID = {NULL, JSON_IS(JSON_STRING), false, NULL, NULL};
static const JsonField SORT_KEY = {NULL, JSON_IS(JSON_STRING), false, NULL,
                                   NULL, .names = SORT_WORDS};
static const JsonField TERM = {NULL, JSON_IS(JSON_STRING), false, NULL, "a key of terms /names"};
static const JsonField SIDE = {NULL, JSON_IS(JSON_STRING), false, NULL, NULL, .names = FIELD_WORDS};
const JsonField CATEGORY_FIELD = {"category", JSON_IS(JSON_STRING),    false, NULL,
                                  NULL,       .names = FACT_CATEGORIES};
const JsonField TYPE_FIELD = {"type", JSON_IS(JSON_STRING), false, NULL,
                              NULL,   .names = VALUE_WORDS};

const JsonField SELECT_FIELDS[] = {
    {"category", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL, "category, or several",
     .each = &CATEGORY_FIELD, .names = FACT_CATEGORIES},
    {"measure", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL, "measure, or several",
     .each = &ID},
    {"id", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL, "fact, or several",
     .each = &ID},
    {"type", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL, "type of value, or several",
     .each = &TYPE_FIELD, .names = VALUE_WORDS},
    {"tile", JSON_IS(JSON_BOOL), false, NULL, "facts that have a place among the tiles, or not"},
    {"conflict", JSON_IS(JSON_BOOL), false, NULL, "facts on which sources differ, or not"},
    {"caveat", JSON_IS(JSON_BOOL), false, NULL, "facts whose note must not be missed, or not"},
    {"distinct", JSON_IS(JSON_BOOL), false, NULL, "facts said to be distinct from another, or not"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape SELECT = {"select", "facts that meet all of these", .fields = SELECT_FIELDS};

const JsonField COMPARE_FIELDS[] = {
    {"measure", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), true, NULL,
     "the measure, or several to choose from", .each = &ID},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape COMPARE = {"compare", "what of each zone is shown",
                                  .fields = COMPARE_FIELDS};

const JsonField COLUMN_FIELDS[] = {
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
    {"align", JSON_IS(JSON_STRING), false, ALIGN_WORDS,
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

const JsonField BLOCK_FIELDS[] = {
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
    {"subtotals", JSON_IS(JSON_STRING), false, SUBTOTAL_WORDS,
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
    {"float", JSON_IS(JSON_STRING), false, FLOAT_WORDS,
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

/* -- keys of a kind ---------------------------------------------------------------- */

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

void block_check_takes(Job *job, const Json *json, const Kind *kind)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const Json *value = json_member(json, KEYS[i].key);
        if (value && !(kind->takes & KEYS[i].takes))
            diag_add(job->diag, &(Report){.code = E013,
                                          .where = json_where(value),
                                          .part = PART_KEY,
                                          .message = arena_printf(
                                              job->arena, "a block of kind %s takes no \"%s\"",
                                              kind->name, KEYS[i].key)});
    }
}

const char *const *option_words(const KindOption *option)
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
    JsonField field = {option->name, TYPES_OF[option->type], must, option_words(option),
                       option->about};
    int unit = option->type == OPTION_LENGTH ? LEN_POINT : 1;
    field.whole = option->type == OPTION_WHOLE;
    if (option->type == OPTION_WHOLE || option->type == OPTION_LENGTH) {
        field.least = option->least / unit;
        field.most = (option->most + unit - 1) / unit; /* a schema may say less, never more */
    }
    field.shape = option->type == OPTION_TEXT ? &BINDING_SHAPE : NULL;
    return field;
}

JsonField *block_fields(Arena *arena, const Kind *kind)
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
    JsonField *all = block_fields(arena, kind), *taken = all;
    for (const JsonField *field = all; field->key; field++)
        if (takes(kind, field->key))
            *taken++ = *field;
    *taken = (JsonField){NULL};
    all[0].words = name; /* the kind */
    JsonShape *shape = ARENA_NEW(arena, JsonShape);
    *shape = (JsonShape){arena_printf(arena, "block.%s", kind->name), kind->about, .fields = all};
    return shape;
}
