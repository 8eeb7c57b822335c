/* cff.h - the few things HarfBuzz does not tell of a CFF font.
 *
 * PDF text in a CID-keyed CFF font is coded by CID: the font program's
 * charset says which glyph has which, and its Top DICT which collection they
 * are of (ISO 32000-1 9.7.3, 9.7.4.2; Adobe Technical Note 5176, 9 and 13).
 * A subset keeps the CIDs of its glyphs.
 */
#ifndef TEXT_CFF_H
#define TEXT_CFF_H

#include "base/arena.h"
#include "base/str.h"

/* The character collection of a CID-keyed font: operator ROS. */
typedef struct {
    Str registry, ordering; /* in the CFF */
    int supplement;
} Ros;

typedef enum { ROS_BROKEN, ROS_NONE, ROS_FOUND } RosResult;

/* ROS_NONE: the font is not CID-keyed. */
RosResult cff_ros(Str cff, Ros *ros);

/* The CID of each of `glyph_count` glyphs, in `arena`; NULL if the font is
 * not CID-keyed, if CID = glyph id throughout, or if it cannot be read. */
const uint16_t *cff_cids(Arena *arena, Str cff, int glyph_count);

#endif
