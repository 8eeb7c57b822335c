/* cff.h - the one thing HarfBuzz does not tell of a CFF font: its CIDs.
 *
 * PDF text in a CID-keyed CFF font is coded by CID, and the font program's
 * charset says which glyph has which (ISO 32000-1 9.7.4.2; Adobe Technical
 * Note 5176, 13). A subset keeps the CIDs of its glyphs.
 */
#ifndef TEXT_CFF_H
#define TEXT_CFF_H

#include "base/arena.h"
#include "base/str.h"

/* The CID of each of `glyph_count` glyphs, in `arena`; NULL if the font is
 * not CID-keyed, if CID = glyph id throughout, or if it cannot be read. */
const uint16_t *cff_cids(Arena *arena, Str cff, int glyph_count);

#endif
