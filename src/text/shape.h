/* shape.h - from characters to glyphs, once per paragraph.
 *
 *     spans --join--> bytes --itemise--> runs --HarfBuzz--> glyphs
 *
 * Itemising cuts the joined text where span, face or script changes. A face
 * is chosen for each base character from the style's chain, and combining
 * marks follow their base. Han, kana and bopomofo count as one script: faces
 * treat them alike, and Japanese would fall apart into runs of two or three
 * characters otherwise.
 *
 * A character that no face has is reported (E201) and set as .notdef, so that
 * one run finds them all; the brief is not written then.
 *
 * Not supported, on purpose: right-to-left and vertical text.
 */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include "base/job.h"
#include "text/breaks.h"

typedef struct {
    uint32_t glyph;
    uint32_t cluster; /* byte in ShapedText.text; glyphs of a cluster share it */
    Len advance;      /* without `gap` */
    Len dx, dy;       /* offset from the pen, y upward */
    Len gap;          /* space behind the glyph that vanishes at a line's end */
    const Face *face;
    int span; /* index of its span */
} Glyph;

typedef struct {
    Str text; /* the spans' texts, joined; NUL follows */
    const Span *spans;
    int span_count;
    Glyph *glyphs;
    int count;
    uint8_t *breaks; /* Break before each byte, 0..text.length */
} ShapedText;

/* Shapes `count` spans as one paragraph of `locale`'s language. The result
 * lives in job->arena and borrows the spans. Of `rules` it is kinsoku and
 * words that count: which breaks there are. */
ShapedText text_shape(Job *job, Locale *locale, const LineRules *rules, const Span *spans,
                      int count);

#endif
