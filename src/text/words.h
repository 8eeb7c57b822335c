/* words.h - runs shaped word by word.
 *
 * Sentences are new in every brief, their words mostly are not: so a run is cut behind
 * its spaces, and the shape of each word is kept for as long as the locale lives. It is
 * not cut where the face has a lookup for the space together with what follows, as some
 * have between Hangul: elsewhere nothing before a space tells on what is behind it.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "text/shape.h"

/* Glyphs of a stretch of a run, in face units; clusters count from its first byte. */
typedef struct {
    int count;
    struct {
        uint32_t glyph, cluster;
        int32_t advance, dx, dy;
        bool unsafe; /* to break before it changes the shapes around */
    } list[];
} Shape;

/* The glyphs of a run of `text`, in `arena` or kept; shaped without the text around it. */
const Shape *words_shape(const ShapedText *text, const ShapeRun *run, Arena *arena);

#endif
