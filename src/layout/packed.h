/* packed.h - rows of plain cells, in two bytes a character.
 *
 * A cell is plain if it is one line of one face, a glyph a character, each
 * where the one before it ends: figures, dates, codes, most names. A long table
 * is made of few such characters, each with its glyph and advance (of which kerning
 * makes some more): they are kept once, and a row keeps their numbers from when it
 * was measured. It becomes a frame when the pages are written (FrameMaker), its
 * text as well. A set line takes a hundred times as much memory: that, and shaping
 * each cell once, is what makes tables of a hundred thousand rows possible.
 */
#ifndef LAYOUT_PACKED_H
#define LAYOUT_PACKED_H

#include "base/map.h"
#include "layout/grid.h"
#include "layout/paragraph.h"

/* A character as it is set. */
typedef struct {
    uint32_t character;
    uint16_t glyph, advance;
    uint16_t code; /* its number in the table */
} PackedGlyph;

/* Those of a table. */
typedef struct {
    Arena *arena;
    const PackedGlyph **list; /* by code */
    int count, room;
    Map codes; /* by all but the code */
} PackedGlyphs;

typedef struct {
    Where where;
    Len lead;      /* to where its column is aligned */
    uint8_t count; /* of glyphs */
    uint8_t face;  /* in the chain of its style */
} PackedCell;

typedef struct {
    NodeId node; /* of the row; its cells' follow */
    bool shaded;
    const uint16_t *codes; /* of all cells in turn */
    PackedCell cells[];    /* one a column */
} PackedRow;

void packed_init(PackedGlyphs *glyphs, Arena *arena);

/* Can the text be packed? Then *narrowest and *widest are as text_widths has
 * them. An empty text can. */
bool packed_measure(const ShapedText *text, Len *narrowest, Len *widest);

/* The row of `count` cells, each plain, in the arena of `glyphs`; NULL if these
 * are too many. Leads are to be set by the caller. */
PackedRow *packed_row(PackedGlyphs *glyphs, const Paragraph *cells, int count);

/* A packed row looked at, cell by cell from the first on. */
typedef struct {
    const PackedGlyphs *glyphs;
    const PackedRow *row;
    int index;
    const uint16_t *codes; /* of the cell */
} PackedAt;

PackedAt packed_first(const PackedGlyphs *glyphs, const PackedRow *row);
void packed_next(PackedAt *at);

/* How wide the cell is, without spaces at its end. */
Len packed_width(const PackedAt *at);

/* Adds the cell to `frame` as a run of `node` from x, baseline on. */
void packed_set(const PackedAt *at, const TextStyle *style, Frame *frame, Len x, Len baseline,
                NodeId node, Arena *arena);

#endif
