/* line.h - cuts shaped text into lines and fills them.
 *
 * The best lines of a paragraph are found as Knuth and Plass do: every way to
 * cut it is weighed by how far its lines are from their natural width, and
 * the lightest whole is taken. Two things differ from TeX. Limits are hard: a
 * line that cannot be filled within them is left ragged and says so, instead
 * of growing without end. And text that is not justified is chosen in the
 * fewest lines, then for an even right edge.
 *
 * Since a place's weight depends on the best way to it alone, one pass in
 * order of places is enough; a line is at most a measure wide, so the places
 * it may begin at are few and the whole is linear.
 */
#ifndef TEXT_LINE_H
#define TEXT_LINE_H

#include "text/shape.h"

typedef struct {
    uint32_t start, end; /* bytes of the text, spaces at the end included */
    const Glyph *glyphs; /* to be drawn, in order */
    const Len *pens;     /* where each has its pen, from the line's left edge */
    int count;
    int counted; /* glyphs in `width`: without the spaces at the end */
    Len width;   /* as set, indent and what hangs left out */
    Len indent;  /* of a first line */
    Len hang;    /* stands outside the measure on the right */
    int ratio;   /* 1/1000 of what the limits allow: > 0 let out, < 0 taken in */
    bool last;   /* ends its paragraph or stands before a forced end */
    bool ragged; /* was to be justified, but not within the limits */
    bool hyphen; /* ends with a hyphen that no character stands for, or a soft one */
    bool cut;    /* ends where no break is allowed */
} Line;

typedef struct {
    Line *list;
    int count;
} Lines;

/* Cuts `text` for lines `measure` wide by its rules. At least one line; in
 * `arena`. A single character may be wider than the measure. */
Lines text_break_lines(Arena *arena, const ShapedText *text, Len measure);

/* The narrowest measure at which nothing is cut inside or hyphenated, and the
 * widest that is of use. */
void text_widths(const ShapedText *text, Len *narrowest, Len *widest);

/* The narrowest at which words are divided by the dictionary alone. */
Len text_narrowest_divided(const ShapedText *text);

#endif
