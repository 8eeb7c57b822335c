#include "sheet.h"

#include <assert.h>
#include <string.h>

#include "kind/kind.h"
#include "layout/beside.h"
#include "layout/flow.h"

/* -- the page that a block is set for ----------------------------------------------- */

/* The setting of block `index`. */
static Setting setting_of(const Setting *setting, PageTurn turn, int index)
{
    const Theme *theme = setting->theme;
    const Theme *first = theme_first(theme, setting->job->arena);
    Len narrow = len_min(theme_measure(first), theme_measure(theme));
    Setting own = *setting;
    bool on_first = index < turn.first || (index == turn.first && turn.astride);
    own.theme = on_first ? first : theme;
    own.measure = index == turn.first && turn.astride ? narrow : theme_measure(own.theme);
    own.page_depth = len_min(theme_depth(first), theme_depth(theme));
    own.floats = narrow;
    return own;
}

static bool begins_page(const Block *block, PageTurn turn, int index)
{
    return block->new_page || (index == turn.first && !turn.astride);
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
    Flow *flow;    /* NULL: none is open */
    bool new_page; /* it begins one */
} Body;

static void close_flow(Body *body)
{
    if (body->flow && body->flow->galleys->count > 0) {
        const Galley *inner = body->flow->galleys;
        galley_add(body->galley, (Strip){.flow = body->flow,
                                         .before = inner->strips[0].before,
                                         .after = inner->strips[inner->count - 1].after,
                                         .new_page = body->new_page,
                                         .block = inner->strips[0].block,
                                         .where = inner->strips[0].where});
    }
    body->flow = NULL;
}

/* The flow of so many columns, each `width` wide; a new one if the one that is
 * open is another, or ends its page. */
static Flow *open_flow(Body *body, const Setting *setting, Len width, bool new_page)
{
    Arena *arena = setting->job->arena;
    int columns = setting->theme->columns;
    if (body->flow && (new_page || body->flow->columns != columns || body->flow->width != width))
        close_flow(body);
    if (body->flow)
        return body->flow;
    body->flow = ARENA_NEW(arena, Flow);
    *body->flow = (Flow){.galleys = ARENA_NEW(arena, Galley),
                         .columns = columns,
                         .width = width,
                         .gutter = setting->theme->gutter};
    galley_init(body->flow->galleys, arena);
    body->new_page = new_page;
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

static void hang_in_column(Body *body, const Setting *setting, const Block *block, int index,
                           bool new_page)
{
    int columns = setting->theme->columns;
    Setting column = *setting;
    column.measure = (setting->measure - setting->theme->gutter * (columns - 1)) / columns;
    Flow *flow = open_flow(body, setting, column.measure, new_page);
    int first = flow->galleys->count;
    block_layout(&column, &body->sections, stack(setting->job->arena, block), flow->galleys);
    galley_set_flows(flow->galleys);
    sign(flow->galleys, first, index);
}

void sheet_layout(const Setting *setting, const BlockTree *tree, PageTurn turn, Galley *galley)
{
    Body body = {.galley = galley, .sections = sections_below(setting->parent)};
    for (int i = 0; i < tree->block_count; i++) {
        const Block *block = &tree->blocks[i];
        Setting own = setting_of(setting, turn, i);
        bool new_page = begins_page(block, turn, i);
        if (!is_wide(&own, tree, i) || (block->floats && body.flow && !new_page)) {
            hang_in_column(&body, &own, block, i, new_page);
            continue;
        }
        close_flow(&body);
        int first = galley->count;
        block_layout(&own, &body.sections, block, galley);
        if (new_page && galley->count > first)
            galley->strips[first].new_page = true;
        sign(galley, first, i);
    }
    close_flow(&body);
}

/* -- two languages ----------------------------------------------------------------- */

/* Sets one half of a block; an empty side for NULL. */
static Side set_half(const Setting *setting, const Block *block, Len x, Len width, Galley *galley)
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
    return (Side){galley, half.parent, x};
}

/* Sets both halves of a block, one of which may be NULL, as settings have it. */
static void hang_halves(const Setting settings[2], const Block *const blocks[2], Galley *galley)
{
    Len gutter = settings[0].theme->gutter;
    Len width = (settings[0].measure - gutter) / 2;
    Galley halves[2];
    Side one = set_half(&settings[0], blocks[0], 0, width, &halves[0]);
    Side other = set_half(&settings[1], blocks[1], width + gutter, width, &halves[1]);
    beside_hang(&settings[0], &one, &other, galley);
}

static void hang_pair(const Setting settings[2], const Block *const blocks[2], PageTurn turn,
                      int index, Galley *galley)
{
    const Block *some = blocks[0] ? blocks[0] : blocks[1];
    assert(some);
    Setting own[2] = {setting_of(&settings[0], turn, index), setting_of(&settings[1], turn, index)};
    int first = galley->count;
    if (some->floats) {
        Galley inner;
        galley_init(&inner, settings[0].job->arena);
        own[0].measure = own[0].floats;
        hang_halves(own, blocks, &inner);
        galley_add_float(galley, &inner, own[0].measure, some->floats == FLOAT_BOTTOM, some->where);
    } else
        hang_halves(own, blocks, galley);
    if (begins_page(some, turn, index) && galley->count > first)
        galley->strips[first].new_page = true;
    sign(galley, first, index);
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
    for (int index = 0; next_pair(trees, at, blocks); index++)
        hang_pair(settings, blocks, turn, index, galley);
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
