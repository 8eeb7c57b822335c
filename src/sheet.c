#include "sheet.h"

#include <assert.h>
#include <string.h>

#include "kind/kind.h"
#include "layout/beside.h"
#include "layout/flow.h"

/* -- the page that a block is set for ----------------------------------------------- */

/* A block's setting on page one, or on the pages behind it. */
static Setting setting_on(const Setting *setting, bool first)
{
    const Theme *theme = setting->theme, *one = theme_first(theme, setting->job->arena);
    Setting own = *setting;
    own.theme = first ? one : theme;
    own.measure = theme_measure(own.theme);
    own.page_depth = len_min(theme_depth(one), theme_depth(theme));
    own.floats = len_min(theme_measure(one), theme_measure(theme));
    return own;
}

/* Its setting where it is begun on page one and not set anew behind it: no wider than
 * either. */
static Setting setting_on_both(const Setting *setting)
{
    Setting own = setting_on(setting, true);
    own.measure = own.floats;
    return own;
}

/* Where a block begins. */
typedef enum { BEGINS_NOT, BEGINS_PAGE, BEGINS_PAGE_TWO } Begins;

static void begin_strip(Strip *strip, Begins begins)
{
    strip->new_page |= begins == BEGINS_PAGE;
    strip->page_two |= begins == BEGINS_PAGE_TWO;
}

static Begins begins_of(const Block *block, PageTurn turn, int index)
{
    if (block->new_page)
        return BEGINS_PAGE;
    return index == turn.first && !turn.astride ? BEGINS_PAGE_TWO : BEGINS_NOT;
}

/* Says of strips from `first` on which block they are of. */
static void sign(Galley *galley, int first, int index)
{
    for (int i = first; i < galley->count; i++)
        galley->strips[i].block = index + 1;
}

/* Half a measure is too narrow to be divided again, but for tiles in two. */
static Block *stack(Arena *arena, const Block *block)
{
    Block *own = ARENA_NEW(arena, Block);
    *own = *block;
    own->across = str_is(str_of(block->kind->name), "tiles") ? 2 : 1;
    if (str_is(str_of(block->kind->name), "columns"))
        own->kind = kind_lookup(STR("group"));
    own->children = ARENA_ARRAY(arena, Block, block->child_count);
    for (int i = 0; i < block->child_count; i++)
        own->children[i] = *stack(arena, &block->children[i]);
    return own;
}

/* -- one language ------------------------------------------------------------------ */

/* The columns that blocks run down at the moment. */
typedef struct {
    Galley *galley; /* of the brief */
    Sections sections;
    Flow *flow; /* NULL: none is open */
    Begins begins;
} Body;

static void close_flow(Body *body)
{
    if (body->flow && body->flow->galleys->count > 0) {
        const Galley *inner = body->flow->galleys;
        Strip strip = {.flow = body->flow,
                       .before = inner->strips[0].before,
                       .after = inner->strips[inner->count - 1].after,
                       .block = inner->strips[0].block,
                       .where = inner->strips[0].where};
        begin_strip(&strip, body->begins);
        galley_add(body->galley, strip);
    }
    body->flow = NULL;
}

/* The flow of so many columns, each `width` wide; a new one if the one that is
 * open is another, or ends its page. */
static Flow *open_flow(Body *body, const Setting *setting, Len width, Begins begins)
{
    Arena *arena = setting->job->arena;
    int columns = setting->theme->columns;
    if (body->flow && (begins || body->flow->columns != columns || body->flow->width != width))
        close_flow(body);
    if (body->flow)
        return body->flow;
    body->flow = ARENA_NEW(arena, Flow);
    *body->flow = (Flow){.galleys = ARENA_NEW(arena, Galley),
                         .columns = columns,
                         .width = width,
                         .gutter = setting->theme->gutter};
    galley_init(body->flow->galleys, arena);
    body->begins = begins;
    return body->flow;
}

/* Is the block wider than a column? A heading alone is if what follows is. */
static bool is_wide(const Setting *setting, const BlockTree *tree, int index)
{
    const Block *block = &tree->blocks[index];
    bool heads = str_is(str_of(block->kind->name), "heading") && !block->span;
    if (heads && index + 1 < tree->block_count)
        return is_wide(setting, tree, index + 1);
    const Theme *theme = setting->theme;
    return theme->columns == 1 || (block->span && theme_span(theme, block->span) >
                                                      theme_columns(theme, theme->columns, 1));
}

/* What was hung for a block: the strips of a galley from `first` on. */
typedef struct {
    Galley *galley;
    int first;
    bool sound; /* see astride_drop */
} Hung;

static Hung hang_in_column(Body *body, const Setting *setting, const Block *block, Begins begins)
{
    int columns = setting->theme->columns;
    Setting column = *setting;
    column.measure = (setting->measure - setting->theme->gutter * (columns - 1)) / columns;
    Flow *flow = open_flow(body, setting, column.measure, begins);
    Hung hung = {flow->galleys, flow->galleys->count, true};
    block_layout(&column, &body->sections, stack(setting->job->arena, block), flow->galleys);
    if (setting->astride)
        hung.sound = astride_drop(setting->astride, hung.galley, hung.first);
    galley_set_flows(flow->galleys);
    return hung;
}

static Hung hang_wide(Body *body, const Setting *setting, const Block *block, Begins begins)
{
    close_flow(body);
    Hung hung = {body->galley, body->galley->count, true};
    block_layout(setting, &body->sections, block, hung.galley);
    if (setting->astride)
        hung.sound = astride_drop(setting->astride, hung.galley, hung.first);
    if (hung.galley->count > hung.first)
        begin_strip(&hung.galley->strips[hung.first], begins);
    return hung;
}

/* Sets block `index`, in the flow of the page's columns or across them. */
static Hung hang_block(Body *body, const Setting *setting, const BlockTree *tree, int index,
                       Begins begins)
{
    const Block *block = &tree->blocks[index];
    bool wide = is_wide(setting, tree, index) && !(block->floats && body->flow && !begins);
    Hung hung = wide ? hang_wide(body, setting, block, begins)
                     : hang_in_column(body, setting, block, begins);
    sign(hung.galley, hung.first, index);
    return hung;
}

/* Sets the block that page one ends in, as far as that goes for page one, and the
 * rest for the next. Where that cannot be told apart, it is set for both at once. */
static void hang_astride(Body *body, const Setting *setting, const BlockTree *tree,
                         const PageTurn *turn)
{
    const Block *block = &tree->blocks[turn->first];
    Begins begins = begins_of(block, *turn, turn->first);
    Setting first = setting_on(setting, true), rest = setting_on(setting, false);
    Body before = *body;
    int strips = body->galley->count, inner = body->flow ? body->flow->galleys->count : 0;
    int nodes = setting->structure->count;
    Hung hung = hang_block(body, &first, tree, turn->first, begins);
    int added = setting->structure->count;
    astride_keep(turn->astride, hung.galley, hung.first);
    body->sections = before.sections;
    setting->structure->count = nodes;
    rest.astride = turn->astride;
    hung = hang_block(body, &rest, tree, turn->first, BEGINS_PAGE_TWO);
    if (hung.sound && setting->structure->count == added)
        return;
    *body = before;
    body->galley->count = strips;
    if (body->flow)
        body->flow->galleys->count = inner;
    setting->structure->count = nodes;
    Setting both = setting_on_both(setting);
    hang_block(body, &both, tree, turn->first, begins);
}

void sheet_layout(const Setting *setting, const BlockTree *tree, PageTurn turn, Galley *galley)
{
    Body body = {.galley = galley, .sections = sections_below(setting->parent)};
    for (int i = 0; i < tree->block_count; i++) {
        if (i == turn.first && turn.astride) {
            hang_astride(&body, setting, tree, &turn);
            continue;
        }
        Setting own = setting_on(setting, i < turn.first);
        hang_block(&body, &own, tree, i, begins_of(&tree->blocks[i], turn, i));
    }
    close_flow(&body);
}

/* -- two languages ----------------------------------------------------------------- */

/* Sets one half of a block; an empty side for NULL. */
static Side set_half(const Setting *setting, const Block *block, Len x, Len width, Galley *galley,
                     bool *sound)
{
    Structure *structure = setting->structure;
    Setting half = *setting;
    galley_init(galley, setting->job->arena);
    if (!block)
        return (Side){galley, NODE_DOCUMENT, x};
    half.measure = width;
    half.floats = 0;
    half.parent = structure_add(structure, setting->parent, ROLE_DIV, block->where);
    structure->nodes[half.parent].lang = setting->lang;
    block_layout_alone(&half, stack(setting->job->arena, block), galley);
    galley_set_flows(galley);
    if (half.astride)
        *sound &= astride_drop(half.astride, galley, 0);
    return (Side){galley, half.parent, x};
}

/* Sets both halves of a block, one of which may be NULL, as settings have it. False:
 * see astride_drop. */
static bool hang_halves(const Setting settings[2], const Block *const blocks[2], Galley *galley)
{
    bool sound = true;
    Len gutter = settings[0].theme->gutter;
    Len width = (settings[0].measure - gutter) / 2;
    Galley halves[2];
    Side one = set_half(&settings[0], blocks[0], 0, width, &halves[0], &sound);
    Side other = set_half(&settings[1], blocks[1], width + gutter, width, &halves[1], &sound);
    beside_hang(&settings[0], &one, &other, galley);
    return sound;
}

static bool hang_pair(const Setting settings[2], const Block *const blocks[2], Begins begins,
                      int index, Galley *galley)
{
    const Block *some = blocks[0] ? blocks[0] : blocks[1];
    int first = galley->count;
    bool sound;
    if (some->floats) {
        Galley inner;
        Setting own[2] = {settings[0], settings[1]};
        galley_init(&inner, settings[0].job->arena);
        own[0].measure = own[0].floats;
        sound = hang_halves(own, blocks, &inner);
        galley_add_float(galley, &inner, own[0].measure, some->floats == FLOAT_BOTTOM, some->where);
    } else
        sound = hang_halves(settings, blocks, galley);
    if (galley->count > first)
        begin_strip(&galley->strips[first], begins);
    sign(galley, first, index);
    return sound;
}

/* hang_astride of a pair. */
static void hang_pair_astride(const Setting settings[2], const Block *const blocks[2],
                              const PageTurn *turn, Begins begins, Galley *galley)
{
    Structure *structure = settings[0].structure;
    Setting first[2] = {setting_on(&settings[0], true), setting_on(&settings[1], true)};
    Setting rest[2] = {setting_on(&settings[0], false), setting_on(&settings[1], false)};
    Setting both[2] = {setting_on_both(&settings[0]), setting_on_both(&settings[1])};
    int strips = galley->count, nodes = structure->count;
    rest[0].astride = rest[1].astride = turn->astride;
    hang_pair(first, blocks, begins, turn->first, galley);
    int added = structure->count;
    astride_keep(turn->astride, galley, strips);
    structure->count = nodes;
    if (hang_pair(rest, blocks, BEGINS_PAGE_TWO, turn->first, galley) && structure->count == added)
        return;
    galley->count = strips;
    structure->count = nodes;
    hang_pair(both, blocks, begins, turn->first, galley);
}

/* The next block of both trees, either of which may lack it; false: there is
 * none. at[] are the next of each. */
static bool next_pair(const BlockTree *const trees[2], int at[2], const Block *blocks[2])
{
    for (int i = 0; i < 2; i++)
        blocks[i] = at[i] < trees[i]->block_count ? &trees[i]->blocks[at[i]] : NULL;
    if (blocks[0] && blocks[1] && blocks[0]->where != blocks[1]->where)
        blocks[blocks[0]->where < blocks[1]->where] = NULL;
    for (int i = 0; i < 2; i++)
        at[i] += blocks[i] != NULL;
    return blocks[0] || blocks[1];
}

void sheet_layout_beside(const Setting settings[2], const BlockTree *const trees[2], PageTurn turn,
                         Galley *galley)
{
    const Block *blocks[2];
    int at[2] = {0, 0};
    for (int index = 0; next_pair(trees, at, blocks); index++) {
        const Block *some = blocks[0] ? blocks[0] : blocks[1];
        assert(some);
        Begins begins = begins_of(some, turn, index);
        if (index == turn.first && turn.astride) {
            hang_pair_astride(settings, blocks, &turn, begins, galley);
            continue;
        }
        bool first = index < turn.first;
        Setting own[2] = {setting_on(&settings[0], first), setting_on(&settings[1], first)};
        hang_pair(own, blocks, begins, index, galley);
    }
}

const Block *sheet_block(const BlockTree *const trees[2], int tree_count, int number)
{
    const Block *blocks[2] = {NULL, NULL};
    int at[2] = {0, 0};
    if (tree_count == 1)
        return &trees[0]->blocks[number - 1];
    for (int n = 0; n < number; n++)
        next_pair(trees, at, blocks);
    return blocks[0] ? blocks[0] : blocks[1];
}
