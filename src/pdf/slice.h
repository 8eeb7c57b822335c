/* slice.h - some glyphs of a CID-keyed CFF font as a font of their own.
 *
 * A font without subroutines has each glyph's outline in one piece, so that a
 * subset is made by copying pieces: a tenth of what HarfBuzz takes, which takes
 * outlines apart and puts them together again. The faces that come with the
 * program are such fonts (fonts/make-fonts.py). Others are HarfBuzz's (font.h).
 *
 * Kept is what a viewer draws by: outlines, widths, matrices, CIDs. Hints in the
 * Private DICTs and notices are left out, as HarfBuzz leaves them out.
 */
#ifndef PDF_SLICE_H
#define PDF_SLICE_H

#include "base/arena.h"
#include "base/str.h"

/* A bare CFF font (Adobe Technical Note 5176) in `arena` with `count` glyphs of `cff`,
 * in rising order, the first being 0; cids[i] is the CID of the i-th. No bytes if the
 * font is another sort of font, or broken. */
Str slice_font(Arena *arena, Str cff, const uint32_t *glyphs, const uint16_t *cids, int count);

#endif
