#include "sheet.h"

#include "kind/kind.h"
#include "layout/beside.h"

void sheet_layout(const Setting *setting, const BlockTree *tree, Galley *galley)
{
    blocks_layout(setting, tree->blocks, tree->block_count, galley);
}

/* Half a measure is too narrow to be divided again, but for tiles in two. */
static void stack(Block *block)
{
    block->across = str_is(str_of(block->kind->name), "tiles") ? 2 : 1;
    if (str_is(str_of(block->kind->name), "columns"))
        block->kind = kind_lookup(STR("group"));
    for (int i = 0; i < block->child_count; i++)
        stack(&block->children[i]);
}

/* Sets one half of a block; an empty side for NULL. */
static Side set_half(const Setting *setting, Block *block, Len x, Len width, Galley *galley)
{
    Structure *structure = setting->structure;
    Setting half = *setting;
    galley_init(galley, setting->job->arena);
    if (!block)
        return (Side){galley, NODE_DOCUMENT, x};
    half.measure = width;
    half.parent = structure_add(structure, setting->parent, ROLE_DIV, block->where);
    structure->nodes[half.parent].lang = setting->lang;
    stack(block);
    blocks_layout(&half, block, 1, galley);
    galley_set_flows(galley);
    return (Side){galley, half.parent, x};
}

void sheet_layout_beside(const Setting settings[2], BlockTree *const trees[2], Galley *galley)
{
    Len gutter = settings[0].theme->gutter;
    Len width = (settings[0].measure - gutter) / 2;
    for (int l = 0, r = 0; l < trees[0]->block_count || r < trees[1]->block_count;) {
        Block *left = l < trees[0]->block_count ? &trees[0]->blocks[l] : NULL;
        Block *right = r < trees[1]->block_count ? &trees[1]->blocks[r] : NULL;
        if (left && right && left->where != right->where) { /* one language lacks a block */
            if (left->where < right->where)
                right = NULL;
            else
                left = NULL;
        }
        Galley halves[2];
        Side one = set_half(&settings[0], left, 0, width, &halves[0]);
        Side other = set_half(&settings[1], right, width + gutter, width, &halves[1]);
        beside_hang(&settings[0], &one, &other, galley);
        l += left != NULL;
        r += right != NULL;
    }
}
