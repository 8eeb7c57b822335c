/* packed.h - rows of plain cells, in a few bytes a glyph.
 *
 * A cell is plain if it is one line of one face, a glyph a character, each
 * where the one before it ends: figures, dates, codes, most names. Such rows
 * are kept as glyph ids and advances from when they were measured, and become
 * frames when the pages are written (FrameMaker). A set line takes fifty times
 * as much memory: that, and shaping each cell once, is what makes tables of a
 * hundred thousand rows possible.
 */
#ifndef LAYOUT_PACKED_H
#define LAYOUT_PACKED_H

#include "layout/grid.h"
#include "layout/paragraph.h"

typedef struct {
    Where where;
    Len width;
    Len lead;          /* to where its column is aligned */
    uint16_t glyph_at; /* in PackedRow.glyphs */
    uint16_t text_at;  /* in PackedRow.text */
    uint8_t count;     /* of glyphs */
    uint8_t face;      /* in the chain of its style */
} PackedCell;

typedef struct {
    uint16_t glyph, advance;
} PackedGlyph;

typedef struct {
    NodeId node; /* of the row; its cells' follow */
    bool shaded;
    const PackedGlyph *glyphs;
    const char *text;
    PackedCell cells[]; /* one a column */
} PackedRow;

/* Can the text be packed? Then *narrowest and *widest are as text_widths has
 * them. An empty text can. */
bool packed_measure(const ShapedText *text, Len *narrowest, Len *widest);

/* The row of `count` cells, each plain, in `arena`; NULL if it is too long.
 * Widths and leads are to be set by the caller. */
PackedRow *packed_row(Arena *arena, const Paragraph *cells, int count);

/* Adds the cell to `frame` as a run from x, y on. */
void packed_set(const PackedRow *row, int cell, const TextStyle *style, Frame *frame, Len x,
                Len baseline, Arena *arena);

#endif
