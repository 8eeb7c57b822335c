#include "kind/kind.h"

const Kind *kind_lookup(Str name)
{
    for (int i = 0; KINDS[i]; i++)
        if (str_is(name, KINDS[i]->name))
            return KINDS[i];
    return NULL;
}

void block_layout(const Setting *setting, const Block *block, Galley *galley)
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
