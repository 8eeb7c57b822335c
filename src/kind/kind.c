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
    block->kind->layout(setting, block, galley);
}
