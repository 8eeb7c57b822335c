/* glossary.c - names in every language of the project: as items, or as a table
 * with a column for each language. */
#include "kind/kind.h"
#include "layout/item.h"
#include "layout/table.h"

static const char *const FORMS[] = {"list", "table", NULL};

static const KindOption OPTIONS[] = {
    [GLOSSARY_FORM] = {.name = "form",
                       .type = OPTION_WORD,
                       .words = FORMS,
                       .about = "a list of names with those in other languages (if left out), or a "
                                "table with a column for each language"},
    {.name = NULL},
};

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    static const TableAsk ASK = {.notes = NOTES_BELOW, .floor = 85};
    if (block->entry_count == 0)
        return;
    heading_hang(setting, block, galley);
    if (block->options[GLOSSARY_FORM] == GLOSSARY_TABLE)
        table_hang(setting, block, &ASK, galley);
    else
        items_of_entries(setting, block, galley);
}

const Kind kind_glossary = {
    .name = "glossary",
    .about = "names in every language",
    .takes = TAKES_TITLE | TAKES_TERMS | TAKES_ACROSS,
    .options = OPTIONS,
    .layout = layout,
};
