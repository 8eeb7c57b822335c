/* group.c - blocks below one another, for one column of `columns`. */
#include "kind/kind.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    heading_hang(setting, block, galley);
    blocks_layout(setting, block->children, block->child_count, galley);
}

const Kind kind_group = {
    .name = "group",
    .about = "blocks below one another",
    .takes = TAKES_TITLE | TAKES_CHILDREN,
    .layout = layout,
};
