/* item.h - items of a list: a label in the margin, words beside it. */
#ifndef LAYOUT_ITEM_H
#define LAYOUT_ITEM_H

#include "layout/paragraph.h"

/* One item; its texts may be empty but for the body. */
typedef struct {
    Text label; /* bullet, number, date: in the margin */
    StyleName label_style;
    Len indent; /* where the body begins */
    Text body;
    StyleName body_style;
    Text note; /* below the body, in the note style */
    Where where;
} ListItem;

/* Hangs `item` as an LI of `list`: the label stands on the body's first line. */
void item_hang(const Setting *setting, NodeId list, const ListItem *item, Galley *galley);

/* Hangs `count` items in `across` columns, read down each in turn. */
void items_hang(const Setting *setting, NodeId list, const ListItem *items, int count, int across,
                Galley *galley);

/* A text of one piece. */
Text text_of(const Setting *setting, Str words, PieceRole role, Where where);

/* `a`, then `between` if neither is empty, then `b`. */
Text text_join(const Setting *setting, Text a, Str between, Text b);

#endif
