/* astride.h - what page one has of a block that goes on in another measure.
 *
 * The block that page one ends in is set twice: once for page one, of which the
 * strips that stand there are taken, and once for the pages behind it, of which
 * those with the rest are. Both times the same nodes come about in the same
 * order, so a node tells what is the same in both. That page one ends in the
 * middle of a paragraph shows by a node that has words on it and behind it: what
 * is behind it is then shaped and broken as a paragraph of its own, without the
 * indent of a first line. A table finds its columns anew, for all its rows.
 *
 * The alternative, lines of two measures in one paragraph (TeX's \parshape), helps
 * with paragraphs alone, and makes every kind ask where its strips will stand.
 */
#ifndef LAYOUT_ASTRIDE_H
#define LAYOUT_ASTRIDE_H

#include "layout/galley.h"

typedef struct Astride Astride;

/* What is on page one, whose type is `first`, and goes on in `second`, that of the
 * next page with any. In `arena`, with copies of all. */
const Astride *astride_find(Arena *arena, int node_count, const Frame *first, const Frame *second);

typedef enum { SHARE_NOT, SHARE_PART, SHARE_WHOLE } AstrideShare;

/* How much of a paragraph page one has. If it is a part, it is taken away from
 * `spans`. With NULL for `astride` it is nothing. */
AstrideShare astride_cut(const Astride *astride, Span *spans, int *count);

/* Takes away the strips from `first` on that are not on page one. */
void astride_keep(const Astride *astride, Galley *galley, int first);

/* Takes away those that are. False: a strip has what is there and what is not, as a
 * row of tiles may that are not as many in both measures. */
bool astride_drop(const Astride *astride, Galley *galley, int first);

#endif
