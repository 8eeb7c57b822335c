/* point.h - where a paragraph may be broken, and what a break costs in width.
 *
 * All that does not depend on the measure is reckoned once: prefix sums of
 * advances and of what gives way, and at each point the differences that a
 * break there makes to the line before and the line after. The width of any
 * line is then a matter of a few additions:
 *
 *     line i..j = j.before - i.after + i.head + j.tail
 *
 * Glyphs on both sides of a break are shaped again only where HarfBuzz says
 * that they depend on each other, or where a hyphen divides a ligature.
 */
#ifndef TEXT_POINT_H
#define TEXT_POINT_H

#include "text/shape.h"

/* Width and give of a stretch. 64 bits: a paragraph may be 100,000 em long. */
typedef struct {
    int64_t width, shrink, stretch;
} Sum;

typedef enum { POINT_ALLOWED, POINT_HYPHEN, POINT_FORCED } PointKind;

typedef struct {
    PointKind kind;
    bool must;     /* a forced end, or the paragraph's */
    uint32_t byte; /* the next line's first */
    int end;       /* the glyph behind the last that counts in the line before */
    int next;      /* the next line's first glyph, before any reshaping */
    Sum before;    /* of all glyphs before `end`, nothing behind the last */
    Sum after;     /* of all glyphs before `next` and what stands behind them */
    Len tail;      /* what the break adds to the line before: a hyphen, less a blank */
    Len head;      /* what it adds to the line after */
    Len hang;      /* how much of the line before may stand outside the measure */
    bool reshaped; /* glyphs tail_first..next become `tails`, next..head_end `heads` */
    int tail_first, head_end;
    Glyphs tails, heads;
} BreakPoint;

typedef struct {
    BreakPoint *list; /* the first is the paragraph's start, the last its end */
    int count;
} Points;

/* The points of `text`; with `hyphens` also those of its language's
 * dictionary. In `arena`. */
Points text_points(Arena *arena, const ShapedText *text, bool hyphens);

/* The first and the last of them alone. */
Points points_ends(Arena *arena, const ShapedText *text);

/* `points` with more of them inside stretches wider than `measure`: after
 * every character, kinsoku kept if that suffices. Returns `points` itself if
 * nothing is too wide. */
Points points_divide(Arena *arena, const ShapedText *text, Points points, Len measure);

/* What a line between two points measures. */
static inline Sum points_between(const BreakPoint *from, const BreakPoint *to)
{
    Sum sum = to->before;
    sum.width += from->head + to->tail - from->after.width;
    sum.shrink -= from->after.shrink;
    sum.stretch -= from->after.stretch;
    return sum;
}

#endif
