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
    int head; /* how many of the body's first pieces say what it is: a reader of the tags meets
                 them as the item's label, or, if it has another, as a paragraph */
    StyleName body_style;
    Text note;  /* below the body, in the note style */
    bool above; /* the label stands above the body, not beside it */
    Where where;
} ListItem;

/* Where words begin beside a bullet or number. */
#define ITEM_INDENT LEN_PT(11)

/* An entry as an item: what it is, set off, then its value with, in brackets,
 * what it is about and when; below it its note, or in the place of a value. With
 * a `mark` that stands in the margin; an entry that has a label needs none. */
ListItem item_of(const Setting *setting, const Entry *entry, Text mark);

/* Hangs `item` as an LI of `list`: the label stands on the body's first line. False:
 * page one has it, and this is the rest (Setting.astride). */
bool item_hang(const Setting *setting, NodeId list, const ListItem *item, Galley *galley);

/* Hangs `count` items in `across` columns, read down each in turn. */
void items_hang(const Setting *setting, NodeId list, const ListItem *items, int count, int across,
                Galley *galley);

/* The block's entries as a list of items without marks. */
void items_of_entries(const Setting *setting, const Block *block, Galley *galley);

/* The measure of one of `across` columns. */
Len items_measure(const Setting *setting, int across);

/* "Pilot zone · Self-reported": an entry's label, set off, with its status. */
Text item_head(const Setting *setting, const Entry *entry);

/* "4.6 km²[1] (Dune Bay, 3 Jun 2020)": the value; in brackets what it is about
 * and its date, as far as they are shown. */
Text item_value(const Setting *setting, const Entry *entry);

/* The text with its plain words set off. */
Text text_strong(const Setting *setting, Text text);

/* A text of one piece. */
Text text_of(const Setting *setting, Str words, PieceRole role, Where where);

/* `a`, then `between` if neither is empty, then `b`. */
Text text_join(const Setting *setting, Text a, Str between, Text b);

#endif
