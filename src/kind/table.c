/* table.c - facts as rows; see layout/table.h. */
#include "layout/table.h"

#include "kind/kind.h"

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    heading_hang(setting, block, galley);
    table_hang(setting, block, galley);
}

const Kind kind_table = {
    .name = "table",
    .about = "facts as rows, their sides as columns; the header row is repeated on each page",
    .takes = TAKES_TITLE | TAKES_ENTRIES | TAKES_COLUMNS,
    .layout = layout,
};
