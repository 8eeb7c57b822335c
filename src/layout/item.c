#include "layout/item.h"

#include "layout/flow.h"

/* The first line of the body and the label become one strip; the label's
 * baseline is set on the body's. */
static const Frame *with_label(const Setting *setting, const ListItem *item, NodeId label,
                               const Frame *line)
{
    Arena *arena = setting->job->arena;
    Paragraph words = paragraph_shape(setting, item->label_style, item->label, label);
    const Frame *text = paragraph_frame(setting, &words, item->indent);
    Len shift = line->baseline - text->baseline;
    Frame *frame = frame_new(arena, setting->measure, len_max(line->height, shift + text->height));
    frame->baseline = line->baseline;
    frame_add_frame(arena, frame, 0, shift, text);
    frame_add_frame(arena, frame, item->indent, 0, line);
    return frame;
}

void item_hang(const Setting *setting, NodeId list, const ListItem *item, Galley *galley)
{
    Structure *structure = setting->structure;
    NodeId li = structure_add(structure, list, ROLE_LI, item->where);
    NodeId label = NODE_ARTIFACT;
    if (item->label.count)
        label = structure_add(structure, li, ROLE_LBL, item->where);
    NodeId lbody = structure_add(structure, li, ROLE_LBODY, item->where);
    NodeId body = structure_add(structure, lbody, ROLE_P, item->where);
    Paragraph words = paragraph_shape(setting, item->body_style, item->body, body);
    int first = galley->count;
    paragraph_hang(setting, &words, item->indent, setting->measure - item->indent, false, galley);
    if (item->label.count) {
        Strip *strip = &galley->strips[first];
        strip->frame = with_label(setting, item, label, strip->frame);
        strip->x = 0;
    }
    if (item->note.count == 0)
        return;
    galley->strips[galley->count - 1].keep = true;
    NodeId node = structure_add(structure, lbody, ROLE_P, item->where);
    Paragraph note = paragraph_shape(setting, STYLE_NOTE, item->note, node);
    paragraph_hang(setting, &note, item->indent, setting->measure - item->indent, false, galley);
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

static void hang_across(const Setting *setting, NodeId list, const ListItem *items, int count,
                        int across, Galley *galley)
{
    Arena *arena = setting->job->arena;
    Len gutter = setting->theme->gutter;
    Flow *flow = ARENA_NEW(arena, Flow);
    *flow = (Flow){.galleys = ARENA_NEW(arena, Galley),
                   .columns = across,
                   .width = (setting->measure - gutter * (across - 1)) / across,
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
