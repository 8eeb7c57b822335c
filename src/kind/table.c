/* table.c - facts or data as rows; see layout/table.h. */
#include "layout/table.h"

#include "kind/kind.h"

enum { NOTES, SHRINK };

static const char *const NOTES_WORDS[] = {"below", "foot", NULL};

static const KindOption OPTIONS[] = {
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
    {.name = NULL},
};

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    TableAsk *ask = ARENA_NEW(setting->job->arena, TableAsk);
    *ask = (TableAsk){.notes = (TableNotes)block->options[NOTES], .floor = block->options[SHRINK]};
    heading_hang(setting, block, galley);
    table_hang(setting, block, ask, galley);
}

const Kind kind_table = {
    .name = "table",
    .about = "facts as rows, their sides as columns; the header row is repeated on each page",
    .takes = TAKES_TITLE | TAKES_ENTRIES | TAKES_COLUMNS,
    .options = OPTIONS,
    .layout = layout,
};
