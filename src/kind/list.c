/* list.c - items with bullets or numbers: the value, set off by its label if
 * it has one, and a note below. Words that are set off need no bullet. */
#include "kind/kind.h"
#include "layout/item.h"

#define INDENT LEN_PT(11)

/* The label as words set off. */
static Text strong(const Setting *setting, Text label)
{
    Text text = {ARENA_ARRAY(setting->job->arena, Piece, label.count), label.count};
    for (int i = 0; i < label.count; i++) {
        text.pieces[i] = label.pieces[i];
        if (text.pieces[i].role == PIECE_PLAIN)
            text.pieces[i].role = PIECE_STRONG;
    }
    return text;
}

/* "Pilot zone · Self-reported": the status, if it is shown, behind the label. */
static Text head_of(const Setting *setting, const Entry *entry)
{
    return text_join(setting, strong(setting, entry->fields[FIELD_LABEL]), STR("\u00A0· "),
                     entry->fields[FIELD_STATUS]);
}

/* "4.6 km²[1] (Dune Bay, 3 Jun 2020)": the value; in brackets what it is about
 * and its date, as far as they are shown. */
static Text value_of(const Setting *setting, const Entry *entry)
{
    const LangMarks *marks = lang_marks(setting->lang);
    Str comma = str_of(marks->comma);
    const Text *fields = entry->fields;
    Text dates = text_join(setting, fields[FIELD_DATE], comma, fields[FIELD_ASOF]);
    Text remark = text_join(setting, fields[FIELD_SCOPE], comma, dates);
    if (remark.count == 0)
        return fields[FIELD_VALUE];
    Text open = text_join(setting, fields[FIELD_VALUE], str_of(marks->open), remark);
    Text close = text_of(setting, str_of(marks->close), PIECE_PLAIN, entry->where);
    return text_join(setting, open, STR(""), close);
}

static ListItem make_item(const Setting *setting, const Block *block, int index)
{
    const Entry *entry = &block->entries[index];
    const char *number = arena_printf(setting->job->arena, "%d.", index + 1);
    Str bullet = block->numbered ? str_of(number) : STR("•");
    Str between = lang_is_cjk(setting->lang) ? STR("　") : STR("  ");
    bool remark = entry->fields[FIELD_VALUE].count == 0;
    bool labelled = entry->fields[FIELD_LABEL].count > 0 && !block->numbered;
    ListItem item = {
        .body = text_join(setting, head_of(setting, entry), between,
                          remark ? entry->fields[FIELD_NOTE] : value_of(setting, entry)),
        .body_style = remark ? STYLE_NOTE : STYLE_LIST,
        .label_style = STYLE_LIST,
        .note = remark ? (Text){NULL, 0} : entry->fields[FIELD_NOTE],
        .where = entry->where,
    };
    if (labelled)
        return item;
    item.label = text_of(setting, bullet, PIECE_PLAIN, entry->where);
    item.indent = INDENT;
    return item;
}

static void layout(const Setting *setting, const Block *block, Galley *galley)
{
    if (block->entry_count == 0)
        return;
    heading_hang(setting, block, galley);
    NodeId list = structure_add(setting->structure, setting->parent, ROLE_L, block->where);
    setting->structure->nodes[list].numbered = block->numbered;
    ListItem *items = ARENA_ARRAY(setting->job->arena, ListItem, block->entry_count);
    for (int i = 0; i < block->entry_count; i++)
        items[i] = make_item(setting, block, i);
    items_hang(setting, list, items, block->entry_count, block->across, galley);
}

const Kind kind_list = {
    .name = "list",
    .about = "items with bullets, numbers or labels, side by side if wanted",
    .takes = TAKES_TITLE | TAKES_ENTRIES | TAKES_NUMBERED | TAKES_ACROSS,
    .layout = layout,
};
