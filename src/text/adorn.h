/* adorn.h - what is set over or under the letters of a line: readings (ruby)
 * and emphasis dots. */
#ifndef TEXT_ADORN_H
#define TEXT_ADORN_H

#include "text/line.h"

typedef struct {
    uint32_t glyph;
    Len x, y; /* from the line's left edge and the adornment's baseline, y upward */
    uint32_t text_offset, text_length;
} AdornGlyph;

/* Glyphs of one face on one baseline. */
typedef struct {
    int after; /* the glyph of the line that ends what it belongs to */
    const Span *span;
    const Face *face;
    Len size;
    Len up; /* of its baseline above the line's */
    bool reading;
    const char *text; /* of a reading; of dots, the dot */
    AdornGlyph *glyphs;
    int count;
} Adornment;

typedef struct {
    Adornment *list;
    int count, room;
} Adornments;

/* All that the line has, in order. In `arena`. */
Adornments text_adorn(Arena *arena, const ShapedText *text, const Line *line);

/* The room that a line fills over and under its baseline: the em boxes of its
 * letters, what is drawn beyond them, and its adornments. */
typedef struct {
    Len over, under;
} Reach;

Reach text_reach(const ShapedText *text, const Line *line, const Adornments *adornments);

/* Has the line anything over its letters, or under them? */
bool text_adorned_over(const Adornments *adornments);
bool text_adorned_under(const Adornments *adornments);

#endif
