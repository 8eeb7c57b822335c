#include "layout/item.h"

#include "layout/flow.h"

/* The first line of the body and the label become one strip; the label's
 * baseline is set on the body's. */
static const Frame *with_label(const Setting *setting, const ListItem *item, const Paragraph *label,
                               const Frame *line)
{
    Arena *arena = setting->job->arena;
    const Frame *text = paragraph_frame(setting, label, item->indent);
    Len shift = line->baseline - text->baseline;
    Frame *frame = frame_new(arena, setting->measure, len_max(line->height, shift + text->height));
    frame->baseline = line->baseline;
    frame_add_frame(arena, frame, 0, shift, text);
    frame_add_frame(arena, frame, item->indent, 0, line);
    return frame;
}

/* -- items of entries --------------------------------------------------------------- */

Text text_strong(const Setting *setting, Text text)
{
    Text strong = {ARENA_ARRAY(setting->job->arena, Piece, text.count), text.count};
    for (int i = 0; i < text.count; i++) {
        strong.pieces[i] = text.pieces[i];
        if (strong.pieces[i].role == PIECE_PLAIN)
            strong.pieces[i].role = PIECE_STRONG;
    }
    return strong;
}

Text item_head(const Setting *setting, const Entry *entry)
{
    return text_join(setting, text_strong(setting, entry->fields[FIELD_LABEL]), STR("\u00A0· "),
                     entry->fields[FIELD_STATUS]);
}

Text item_value(const Setting *setting, const Entry *entry)
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

ListItem item_of(const Setting *setting, const Entry *entry, Text mark)
{
    Str between = lang_is_cjk(setting->lang) ? STR("　") : STR("  ");
    bool remark = entry->fields[FIELD_VALUE].count == 0;
    Text value = remark ? entry->fields[FIELD_NOTE] : item_value(setting, entry);
    Text body = text_join(setting, item_head(setting, entry), between, value);
    return (ListItem){
        .body = body,
        .head = value.count ? body.count - value.count : 0,
        .body_style = remark ? STYLE_NOTE : STYLE_LIST,
        .label = mark,
        .label_style = STYLE_LIST,
        .indent = mark.count ? ITEM_INDENT : 0,
        .note = remark ? (Text){NULL, 0} : entry->fields[FIELD_NOTE],
        .where = entry->where,
    };
}

/* -- hanging ------------------------------------------------------------------------ */

/* Hangs the body with the label beside it; what goes on with an item has none. */
static void hang_body(const Setting *setting, const ListItem *item, const Paragraph *words,
                      NodeId label, Galley *galley)
{
    int first = galley->count;
    paragraph_hang(setting, words, item->indent, setting->measure - item->indent, false, galley);
    Strip *strip = &galley->strips[first];
    if (item->above) {
        strip->before = 0;
    } else if (item->label.count) {
        Paragraph beside = paragraph_shape(setting, item->label_style, item->label, label);
        if (words->share == SHARE_PART)
            return;
        strip->frame = with_label(setting, item, &beside, strip->frame);
        strip->x = 0;
    }
}

bool item_hang(const Setting *setting, NodeId list, const ListItem *item, Galley *galley)
{
    Structure *structure = setting->structure;
    NodeId li = structure_add(structure, list, ROLE_LI, item->where);
    NodeId label = NODE_ARTIFACT;
    if (item->label.count || item->head)
        label = structure_add(structure, li, ROLE_LBL, item->where);
    if (item->label.count && item->above) {
        Paragraph head = paragraph_shape(setting, item->label_style, item->label, label);
        paragraph_hang(setting, &head, 0, setting->measure, true, galley);
        galley->strips[galley->count - 1].after = 0;
    }
    NodeId lbody = structure_add(structure, li, ROLE_LBODY, item->where);
    NodeId head = label;
    if (item->label.count && item->head)
        head = structure_add(structure, lbody, ROLE_P, item->where);
    bool alone = item->note.count == 0 && head == label;
    NodeId body = alone ? lbody : structure_add(structure, lbody, ROLE_P, item->where);
    Paragraph words =
        paragraph_shape_headed(setting, item->body_style, item->body, item->head, head, body);
    hang_body(setting, item, &words, label, galley);
    bool begins = words.share != SHARE_PART;
    if (item->note.count == 0)
        return begins;
    galley->strips[galley->count - 1].keep = true;
    NodeId node = structure_add(structure, lbody, ROLE_P, item->where);
    Paragraph note = paragraph_shape(setting, STYLE_NOTE, item->note, node);
    paragraph_hang(setting, &note, item->indent, setting->measure - item->indent, false, galley);
    return begins;
}

/* Items of a few lines are not parted between narrow columns. */
#define SHORT_ITEM 9

static void keep_short(Galley *galley, int first)
{
    if (galley->count - first > SHORT_ITEM)
        return;
    for (int i = first; i + 1 < galley->count; i++)
        galley->strips[i].keep = true;
}

Len items_measure(const Setting *setting, int across)
{
    return (setting->measure - setting->theme->gutter * (across - 1)) / across;
}

static void hang_across(const Setting *setting, NodeId list, const ListItem *items, int count,
                        int across, Galley *galley)
{
    Arena *arena = setting->job->arena;
    Len gutter = setting->theme->gutter;
    Flow *flow = ARENA_NEW(arena, Flow);
    *flow = (Flow){.galleys = ARENA_NEW(arena, Galley),
                   .columns = across,
                   .width = items_measure(setting, across),
                   .gutter = gutter};
    galley_init(flow->galleys, arena);
    Setting column = *setting;
    column.measure = flow->width;
    for (int i = 0; i < count; i++) {
        int first = flow->galleys->count;
        item_hang(&column, list, &items[i], flow->galleys);
        keep_short(flow->galleys, first);
    }
    galley_add(galley, (Strip){.flow = flow, .where = items[0].where});
}

void items_hang(const Setting *setting, NodeId list, const ListItem *items, int count, int across,
                Galley *galley)
{
    if (across > 1)
        hang_across(setting, list, items, count, across, galley);
    else
        for (int i = 0; i < count; i++)
            item_hang(setting, list, &items[i], galley);
}

void items_of_entries(const Setting *setting, const Block *block, Galley *galley)
{
    NodeId list = structure_add(setting->structure, setting->parent, ROLE_L, block->where);
    ListItem *items = ARENA_ARRAY(setting->job->arena, ListItem, block->entry_count);
    for (int i = 0; i < block->entry_count; i++)
        items[i] = item_of(setting, &block->entries[i], (Text){NULL, 0});
    items_hang(setting, list, items, block->entry_count, block->across, galley);
}

Text text_of(const Setting *setting, Str words, PieceRole role, Where where)
{
    Text text = {ARENA_NEW(setting->job->arena, Piece), 1};
    text.pieces[0] = (Piece){.text = words, .role = role, .where = where, .at = -1};
    return text;
}

Text text_join(const Setting *setting, Text a, Str between, Text b)
{
    if (a.count == 0 || b.count == 0)
        return a.count ? a : b;
    Text joined = {ARENA_ARRAY(setting->job->arena, Piece, a.count + b.count + 1), 0};
    for (int i = 0; i < a.count; i++)
        joined.pieces[joined.count++] = a.pieces[i];
    joined.pieces[joined.count++] = (Piece){.text = between, .where = WHERE_NONE, .at = -1};
    for (int i = 0; i < b.count; i++)
        joined.pieces[joined.count++] = b.pieces[i];
    return joined;
}
