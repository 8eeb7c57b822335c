/* facts.c - the facts table: each with its value, scope, date and status. */
#include "kind/tables.h"

const Kind kind_facts = {
    .name = "facts",
    .about = "facts as rows, with columns for value, scope, date and status as far as they are "
             "needed, or with columns of the layout's own",
    .takes = TAKES_TITLE | TAKES_ENTRIES | TAKES_COLUMNS | TAKES_SUMS | SHOWS_FACTS,
    .options = TABLE_OPTIONS,
    .layout = table_layout,
};
