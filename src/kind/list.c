/* list.c - items with bullets or numbers, or terms with what they mean.
 *
 * A value is set off by its label if it has one, and its note stands below;
 * words that are set off need no bullet. In a list of definitions the label is
 * the term: beside what it means where all terms are short, else above it. A
 * reader of the tags meets it as the item's label (Lbl).
 */
#include "kind/kind.h"
#include "layout/item.h"

#define TERM_GAP    LEN_PT(10)
#define TERM_INDENT LEN_PT(14) /* of what a term means, below it */

enum { DEFINITION };

static const KindOption OPTIONS[] = {
    [DEFINITION] = {.name = "definition",
                    .type = OPTION_FLAG,
                    .about = "labels are terms, in a margin of their own, beside what they mean"},
    {.name = NULL},
};

/* A bullet, or the number; a label does without a bullet. */
static Text mark_of(const Setting *setting, const Block *block, int index)
{
    const Entry *entry = &block->entries[index];
    if (!block->numbered && entry->fields[FIELD_LABEL].count > 0)
        return (Text){NULL, 0};
    const char *number = arena_printf(setting->job->arena, "%d.", index + 1);
    return text_of(setting, block->numbered ? str_of(number) : STR("•"), PIECE_PLAIN, entry->where);
}

/* The term in the margin, what it means in the place of the whole. */
static ListItem definition_of(const Setting *setting, const Entry *entry)
{
    ListItem item = item_of(setting, entry, item_head(setting, entry));
    item.body = item_value(setting, entry);
    item.body_style = STYLE_LIST;
    item.head = 0;
    if (item.body.count == 0)
        item.body = entry->fields[FIELD_NOTE];
    return item;
}

/* Room for the widest term; all stand above if one would take more than a third. */
static void place_terms(const Setting *setting, ListItem *items, int count, Len measure)
{
    Len widest = 0;
    for (int i = 0; i < count; i++) {
        Paragraph term =
            paragraph_shape(setting, items[i].label_style, items[i].label, NODE_ARTIFACT);
        Len narrowest, width;
        text_widths(&term.shaped, &narrowest, &width);
        widest = len_max(widest, width);
    }
    bool above = widest + TERM_GAP > measure / 3;
    for (int i = 0; i < count; i++) {
        items[i].above = above;
        items[i].indent = above ? TERM_INDENT : widest + TERM_GAP;
    }
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    int count = block->entry_count;
    bool defines = block->options[DEFINITION] != 0;
    if (count == 0)
        return;
    if (defines && block->numbered)
        diag_add(setting->job->diag,
                 &(Report){.code = E610,
                           .where = block->where,
                           .message = "the list is both numbered and of definitions",
                           .help = "leave out \"numbered\" or \"definition\""});
    heading_hang(setting, block, galley);
    NodeId list = structure_add(setting->structure, setting->parent, ROLE_L, block->where);
    setting->structure->nodes[list].numbered = block->numbered;
    ListItem *items = ARENA_ARRAY(setting->job->arena, ListItem, count);
    for (int i = 0; i < count; i++)
        items[i] = defines ? definition_of(setting, &block->entries[i])
                           : item_of(setting, &block->entries[i], mark_of(setting, block, i));
    if (defines)
        place_terms(setting, items, count, items_measure(setting, block->across));
    items_hang(setting, list, items, count, block->across, galley);
}

const Kind kind_list = {
    .name = "list",
    .about = "items with bullets, numbers or labels, side by side if wanted; or definitions",
    .takes = TAKES_TITLE | TAKES_ENTRIES | TAKES_NUMBERED | TAKES_ACROSS,
    .options = OPTIONS,
    .layout = layout,
};
