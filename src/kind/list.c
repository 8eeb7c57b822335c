/* list.c - items with bullets or numbers: the value, set off by its label if
 * it has one, and a note below. */
#include "base/buf.h"
#include "kind/kind.h"
#include "layout/item.h"

#define INDENT LEN_PT(14)

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (block->entry_count == 0)
        return;
    heading_hang(setting, block, galley);
    NodeId list = structure_add(setting->structure, setting->parent, ROLE_L, block->where);
    setting->structure->nodes[list].numbered = block->numbered;
    for (int i = 0; i < block->entry_count; i++) {
        const Entry *entry = &block->entries[i];
        const char *number = arena_printf(setting->job->arena, "%d.", i + 1);
        Str bullet = block->numbered ? str_of(number) : STR("•");
        Str between = lang_is_cjk(setting->lang) ? STR("　") : STR("  ");
        ListItem item = {
            .label = text_of(setting, bullet, PIECE_PLAIN, entry->where),
            .label_style = STYLE_LIST,
            .indent = INDENT,
            .body = text_join(setting, entry->fields[FIELD_LABEL], between,
                              entry->fields[FIELD_VALUE]),
            .body_style = STYLE_LIST,
            .note = entry->fields[FIELD_NOTE],
            .where = entry->where,
        };
        item_hang(setting, list, &item, galley);
    }
}

const Kind kind_list = {
    .name = "list",
    .about = "items with bullets or numbers",
    .takes = TAKES_TITLE | TAKES_ENTRIES | TAKES_NUMBERED,
    .layout = layout,
};
