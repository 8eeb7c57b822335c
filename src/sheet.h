/* sheet.h - a block tree, or two side by side, as one galley. */
#ifndef SHEET_H
#define SHEET_H

#include "layout/setting.h"

/* Sets all blocks of a tree over the whole measure. */
void sheet_layout(const Setting *setting, const BlockTree *tree, Galley *galley);

/* Sets two trees of one layout in two columns, block by block: what both have
 * stands at the same height. settings[i] is of the language of trees[i]; both
 * have the same structure and whole measure. Within a half blocks and items
 * that would stand side by side stand below one another. In the structure each
 * block is a Div of the left language and then one of the right. */
void sheet_layout_beside(const Setting settings[2], BlockTree *const trees[2], Galley *galley);

#endif
