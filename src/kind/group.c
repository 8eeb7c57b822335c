/* group.c - blocks below one another, for one column of `columns`. */
#include "kind/kind.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    heading_hang(setting, block, galley);
    block_layout_children(setting, block, galley);
}

const Kind kind_group = {
    .name = "group",
    .about = "blocks below one another",
    .takes = TAKES_TITLE | TAKES_CHILDREN,
    .layout = layout,
};
