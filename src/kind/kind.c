#include "kind/kind.h"

const Kind *kind_lookup(Str name)
{
    for (int i = 0; KINDS[i]; i++)
        if (str_is(name, KINDS[i]->name))
            return KINDS[i];
    return NULL;
}

static void layout_block(const Setting *setting, const Block *block, Galley *galley)
{
    Setting inner = *setting;
    int first = galley->count;
    if (block->theme)
        inner.theme = block->theme;
    if (block->width && !(block->kind->takes & TAKES_WIDTH))
        inner.measure = len_min(block->width, setting->measure);
    block->kind->layout(&inner, block, galley);
    if (block->new_page && galley->count > first)
        galley->strips[first].new_page = true;
}

enum { LEVELS = 3 };

/* The highest level of a title in the block: 1 to 3; LEVELS + 1 if there is none. */
static int title_level(const Block *block)
{
    int level = block->title.count > 0 ? block->level : LEVELS + 1;
    for (int i = 0; i < block->child_count && block->title.count == 0; i++)
        level = len_min(level, title_level(&block->children[i]));
    return level;
}

void blocks_layout(const Setting *setting, const Block *blocks, int count, Galley *galley)
{
    NodeId sections[LEVELS + 1] = {setting->parent, setting->parent}; /* open ones, by level */
    int level = 1;
    Setting inner = *setting;
    for (int i = 0; i < count; i++) {
        const Block *block = &blocks[i];
        level = len_max(1, len_min(level, title_level(block) - 1));
        inner.parent = sections[level];
        if (block->title.count > 0 && block->level > 1) {
            inner.parent = structure_add(setting->structure, inner.parent, ROLE_SECT, block->where);
            while (level < block->level)
                sections[++level] = inner.parent;
        }
        layout_block(&inner, block, galley);
    }
}
