/* comparison.c - the comparison table: a row for each zone, a measure in each
 * column; what makes a value unlike its neighbours stands behind it. */
#include "kind/tables.h"

const Kind kind_comparison = {
    .name = "comparison",
    .about = "the zones side by side: a row for each, a measure in each column",
    .takes = TAKES_TITLE | TAKES_COLUMNS | SHOWS_ZONES,
    .options = TABLE_OPTIONS,
    .layout = table_layout,
};
