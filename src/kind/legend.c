/* legend.c - what the marks and status words that were used stand for. */
#include "kind/kind.h"
#include "layout/item.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (block->entry_count == 0)
        return;
    heading_hang(setting, block, galley);
    items_of_entries(setting, block, galley);
}

const Kind kind_legend = {
    .name = "legend",
    .about = "what the marks and words of status that were used stand for, and no others",
    .takes = TAKES_TITLE | TAKES_ACROSS | SHOWS_LEGEND,
    .layout = layout,
};
