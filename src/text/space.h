/* space.h - what stands between glyphs besides their advances.
 *
 * Four things do, and each gives way by its own limits (rules.h):
 *
 *     a space between words       its own width
 *     a gap between scripts       a quarter em
 *     the blank half of a mark    closed up or not
 *     nothing between ideographs  may be let out
 *
 * All give way together, each in the measure of its limit. JLREQ 3.8.3 and
 * 3.8.4 would exhaust one after another, words first, then gaps; in a line with
 * one Latin word or two figures that makes holes around them.
 *
 * A full-width mark is half ink, half blank: 「 has its blank before, 」 、 。
 * behind, ・ a quarter on each side. How much is blank is the face's word, by
 * its feature `halt`, so that the same code sets the Chinese ： at the left
 * and the Japanese one in the middle. Without the feature the ink tells.
 *
 * Between two marks one blank is enough (JLREQ 3.1.4, CLREQ 3.1.6.1); at a
 * line's edges there is none (JLREQ 3.1.5, 3.1.9): that is the breaker's
 * business, which is why glyphs carry `lead` and `trail`.
 */
#ifndef TEXT_SPACE_H
#define TEXT_SPACE_H

#include "text/shape.h"

/* Fills lead, trail and space of `count` glyphs that follow one another. */
void text_space(const ShapedText *text, Glyph *glyphs, int count);

/* Fills the space of `a`, which `b` follows; lead and trail are known. */
void text_space_between(const ShapedText *text, Glyph *a, const Glyph *b);

/* Does the glyph vanish at a line's end: space, ideographic space, forced
 * end? A no-break space stays. */
bool glyph_is_space(const Glyph *glyph);

/* May it hang outside the measure: 、。，． (JLREQ 3.8.2)? Not those of
 * Traditional Chinese, which stand in the middle of their em. */
bool glyph_hangs(const Glyph *glyph);

#endif
