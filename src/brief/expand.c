#include "brief/expand.h"

#include "brief/bind.h"
#include "brief/compare.h"
#include "brief/contents.h"
#include "brief/entries.h"
#include "brief/gate.h"
#include "brief/layout_keys.h"
#include "brief/locator.h"
#include "brief/rows.h"
#include "brief/schema.h"
#include "brief/side.h"
#include "brief/when.h"
#include "kind/kind.h"

#define COLUMN_LEAST LEN_PT(5)
#define COLUMN_MOST  LEN_PT(5000)

/* -- columns ----------------------------------------------------------------------- */

static void expand_column_look(Writer *w, const Json *json, BlockColumn *column)
{
    const Json *width = json_member(json, "width"), *align = json_member(json, "align");
    Decimal points;
    if (align)
        column->align =
            (CellAlign)(str_among(json_string(w->job, align, "align"), ALIGN_WORDS) + 1);
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

/* -- what a block may hold --------------------------------------------------------- */

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
        return str_among(json_string(w->job, value, option->name), option_words(option));
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

/* -- blocks ------------------------------------------------------------------------ */

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
            (BlockFloat)(str_among(json_string(w->job, floats, "float"), FLOAT_WORDS) + 1);
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
    if (!block->kind ||
        !json_check(w->job, json, "block", block_fields(w->job->arena, block->kind)))
        return false;
    const Json *when = json_member(json, "when");
    if (when && !when_holds(w, when))
        return false;
    block->where = json_where(json);
    block_check_takes(w->job, json, block->kind);
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
        entries_expand(w, json, block);
    if (json_member(json, "compare") && block->kind->takes & TAKES_ZONES)
        entries_compare(w, json, block);
    expand_shown(w, json, block);
    if (block->column_count)
        block->continued = own_words(w, "table.continued");
    block->child_count = expand_blocks(w, json_member(json, "children"), &block->children);
    bool shown = check_columns(w, block) && has_content(json, block);
    if (shown)
        expand_number(w, json, block);
    return shown;
}

/* -- the brief --------------------------------------------------------------------- */

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
    tree->first_head = expand_running(w, json_member(head, "first"), RUNNING_FIRST_FIELDS);
    tree->first_foot =
        first_foot ? expand_running(w, first_foot, RUNNING_FIRST_FIELDS) : tree->foot;
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
    if (!json_check(w->job, layout, "layout", layout_fields()))
        return tree;
    if (!w->cited)
        w->cited = ARENA_ARRAY(w->job->arena, const Source *, w->sources->count + 1);
    w->marks = ARENA_ARRAY(w->job->arena, Piece, w->sources->count + 1);
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
