/* line.h - cuts shaped text into lines.
 *
 * Greedy for now: every line takes what fits. Spaces at a line's end and the
 * gaps between scripts there have no width. A stretch that no break can
 * divide and that is wider than the measure is cut between clusters, and the
 * line says so.
 */
#ifndef TEXT_LINE_H
#define TEXT_LINE_H

#include "text/shape.h"

typedef struct {
    int first, end; /* glyphs to draw: spaces at the end left out */
    int next;       /* first glyph of the line after */
    Len width;      /* of first..end */
    bool last;      /* ends its paragraph or stands before a forced break */
    bool hyphen;    /* ends at a soft hyphen, which is drawn */
    bool forced_in; /* cut where no break is allowed */
} Line;

typedef struct {
    Line *list;
    int count;
} Lines;

/* Cuts `text` for lines `measure` wide. At least one line; in `arena`. */
Lines text_break_lines(Arena *arena, const ShapedText *text, Len measure);

/* The narrowest measure at which nothing is cut inside, and the widest that
 * is of use. */
void text_widths(const ShapedText *text, Len *narrowest, Len *widest);

/* Is the glyph a soft hyphen? It is drawn at a line's end alone. */
bool text_is_soft_hyphen(const ShapedText *text, int glyph);

/* What a soft hyphen is drawn as: glyph and advance in `glyph`'s face. */
uint32_t text_hyphen(const ShapedText *text, int glyph, Len *advance);

/* May the glyph be given more room behind it when a line is justified? */
bool text_stretches(const ShapedText *text, int glyph);

#endif
