/* sheet.h - a block tree, or two side by side, as one galley.
 *
 * Blocks are set for the page that they come to stand on: page one may have
 * other margins and columns than the pages behind it. Which blocks are on page
 * one is not known before they are set; that is typeset.h's task.
 *
 * Where a page's body has columns, blocks run down them in a flow, but for
 * those that span more of the grid than a column, which part it: what is above
 * them is balanced.
 */
#ifndef SHEET_H
#define SHEET_H

#include "layout/setting.h"

/* Where page one ends in a tree. */
typedef struct {
    int first;              /* blocks before this one are on page one */
    const Astride *astride; /* and so is the beginning of this one: what of it; the rest is
                             set for page two, which otherwise it begins (NULL) */
} PageTurn;

#define TURN_NONE ((PageTurn){INT32_MAX, NULL}) /* all is set for page one */

/* Sets all blocks of a tree. `setting` is of the pages behind the first. */
void sheet_layout(const Setting *setting, const BlockTree *tree, PageTurn turn, Galley *galley);

/* Sets two trees of one layout in two columns, block by block: what both have
 * stands at the same height. settings[i] is of the language of trees[i]; both
 * have the same structure and whole measure. Within a half blocks and items
 * that would stand side by side stand below one another. In the structure each
 * block is a Div of the left language and then one of the right. */
void sheet_layout_beside(const Setting settings[2], const BlockTree *const trees[2], PageTurn turn,
                         Galley *galley);

/* The block that strips of the sheet call the n-th, from 1 (Strip.block). */
const Block *sheet_block(const BlockTree *const trees[2], int tree_count, int number);

#endif
