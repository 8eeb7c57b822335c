/* table.c - facts or data as rows, under columns that the layout says; see
 * layout/table.h. What other kinds of table share with it is here too. */
#include "layout/table.h"

#include "kind/tables.h"

enum { NOTES, SHRINK, CAPTION, NUMBER };

static const char *const NOTES_WORDS[] = {"below", "foot", NULL};

const KindOption TABLE_OPTIONS[] = {
    [NOTES] = {.name = "notes",
               .type = OPTION_WORD,
               .otherwise = NOTES_BELOW,
               .words = NOTES_WORDS,
               .about = "notes of rows: below each, or at the table's foot on each page"},
    [SHRINK] = {.name = "shrink",
                .type = OPTION_WHOLE,
                .otherwise = 85,
                .least = 50,
                .most = 100,
                .about = "percent of its size to which text may shrink to fit (85)"},
    [CAPTION] = {.name = "caption",
                 .type = OPTION_TEXT,
                 .otherwise = -1,
                 .about = "words above it: a text or binding"},
    [NUMBER] = {.name = KIND_NUMBER,
                .type = OPTION_FLAG,
                .about = "the caption begins with \"Table 1\", counted through the brief"},
    {.name = NULL},
};

void table_layout(const Setting *setting, const Block *block, Galley *galley)
{
    TableAsk *ask = ARENA_NEW(setting->job->arena, TableAsk);
    *ask = (TableAsk){.notes = (TableNotes)block->options[NOTES],
                      .floor = block->options[SHRINK],
                      .caption = block->texts[CAPTION]};
    heading_hang(setting, block, galley);
    table_hang(setting, block, ask, galley);
}

const Kind kind_table = {
    .name = "table",
    .about = "facts or data as rows; the header row is repeated on each page",
    .takes = TAKES_TITLE | TAKES_ENTRIES | TAKES_COLUMNS | TAKES_SUMS | TAKES_ROWS,
    .options = TABLE_OPTIONS,
    .layout = table_layout,
};
