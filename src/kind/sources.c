/* sources.c - what the source marks stand for, by number. */
#include "kind/kind.h"
#include "layout/item.h"

#define INDENT LEN_PT(18)

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (block->entry_count == 0)
        return;
    heading_hang(setting, block, galley);
    NodeId list = structure_add(setting->structure, setting->parent, ROLE_L, block->where);
    setting->structure->nodes[list].numbered = true;
    ListItem *items = ARENA_ARRAY(setting->job->arena, ListItem, block->entry_count);
    for (int i = 0; i < block->entry_count; i++) {
        const Entry *entry = &block->entries[i];
        items[i] = (ListItem){.label = entry->fields[FIELD_LABEL],
                              .label_style = STYLE_SOURCE,
                              .indent = INDENT,
                              .body = entry->fields[FIELD_VALUE],
                              .body_style = STYLE_SOURCE,
                              .where = entry->where};
    }
    items_hang(setting, list, items, block->entry_count, block->across, galley);
}

const Kind kind_sources = {
    .name = "sources",
    .about = "the sources that the brief cites, by the numbers of their marks",
    .takes = TAKES_TITLE | TAKES_ACROSS | SHOWS_SOURCES,
    .layout = layout,
};
