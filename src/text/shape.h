/* shape.h - from characters to glyphs, once per paragraph.
 *
 *     spans --join--> bytes --itemise--> runs --HarfBuzz--> glyphs
 *
 * Itemising cuts the joined text where span, face or script changes. A face
 * is chosen for each word of letters and for every other base character from
 * the style's chain (chain.h), and combining marks follow their base. Han,
 * kana and bopomofo count as one script: faces treat them alike, and Japanese
 * would fall apart into runs of two or three characters otherwise.
 *
 * A character that no face can set is reported (E201) and set as .notdef, so
 * that one run finds them all; the brief is not written then. What is wrong
 * with characters whatever the face is proof.h's.
 *
 * Not supported, on purpose: right-to-left and vertical text.
 */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include "base/job.h"
#include "text/breaks.h"
#include "text/locale.h"
#include "text/rules.h"
#include "text/span.h"

/* What stands behind a glyph if no line ends there (space.h). */
typedef struct {
    Len natural;         /* negative where blank halves of marks are closed up */
    Len shrink, stretch; /* how far it gives way */
} Space;

typedef struct {
    uint32_t glyph;
    uint32_t cluster;   /* byte in ShapedText.text; glyphs of a cluster share it */
    uint32_t character; /* first of the cluster */
    Len advance;
    Len dx, dy;      /* offset from the pen, y upward */
    Len lead, trail; /* blank parts of a full-width mark, inside the advance */
    Space space;
    const Face *face;
    int span;    /* index of its span */
    int run;     /* index of its run */
    bool unsafe; /* to break before it changes the shapes around */
} Glyph;

/* A stretch of one span, face and script. */
typedef struct {
    uint32_t start, end; /* bytes of the joined text */
    int span;
    const Face *face;
    hb_script_t script;
} ShapeRun;

typedef struct Reading Reading;
typedef struct KnownText KnownText;

typedef struct {
    Str text; /* the spans' texts, joined. A soft hyphen follows, which the
                 glyphs of hyphens point to that no character stands for */
    const Span *spans;
    int span_count;
    const LineRules *rules;
    Locale *locale;
    ShapeRun *runs;
    int run_count;
    Glyph *glyphs;
    int count;
    uint8_t *breaks; /* Break before each byte, 0..text.length */
    Reading *readings;
    int reading_count;
    KnownText *known; /* if it is kept for the next of the same words (known.h) */
} ShapedText;

/* Ruby: how a span is read, half its size. The span's glyphs stand far enough
 * apart for it (JLREQ 3.3.6; it does not lean over its neighbours). */
struct Reading {
    int span;
    ShapedText text;
    Len width;
    bool solid; /* is not spaced out over its base, but stands at its middle */
};

/* Shapes `count` spans as one paragraph of `locale`'s language. The result
 * lives in job->arena and borrows the spans and the rules. */
ShapedText text_shape(Job *job, Locale *locale, const LineRules *rules, const Span *spans,
                      int count);

#define HYPHEN_BYTES 2 /* of the soft hyphen behind the text */

/* Glyphs of a list, in an arena. */
typedef struct {
    Glyph *list;
    int count;
} Glyphs;

/* Shapes the bytes start..end of a run again, alone: what a line break leaves
 * of it. */
Glyphs text_reshape(Arena *arena, const ShapedText *text, int run, uint32_t start, uint32_t end);

/* The hyphen that ends a line broken before byte `at`, in the style of the
 * glyph before it. */
Glyph text_hyphen(const ShapedText *text, const Glyph *before);

/* Is it a soft hyphen of the text? It has no width and is not drawn. */
static inline bool glyph_is_soft_hyphen(const Glyph *glyph)
{
    return glyph->character == 0xAD;
}

#endif
