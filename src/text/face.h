/* face.h - the faces: font files mapped once, immutable, shared by all briefs.
 *
 * Units: a face's own, `units_per_em` to the em; face_to_len turns them into
 * lengths at a size. y is upward in face units.
 */
#ifndef TEXT_FACE_H
#define TEXT_FACE_H

#include <hb.h>

#include "base/arena.h"
#include "base/len.h"
#include "base/str.h"

typedef struct {
    const char *name; /* as styles call it: "sans", "sans-bold" */
    const char *path;
    const char *postscript; /* PostScript name, without a subset tag */
    hb_face_t *hb_face;     /* owned by Faces */
    hb_font_t *hb_font;     /* scaled to units_per_em */
    hb_set_t *covered;      /* characters that cmap has: asked fourteen times as fast as cmap */
    int index;              /* position among the faces: small, dense */
    int glyph_count;
    int units_per_em;
    int ascender, descender; /* of the line, descender negative (hhea) */
    int cap_height;
    int box[4];           /* head: xMin yMin xMax yMax */
    int weight;           /* OS/2 usWeightClass */
    int italic_angle;     /* degrees, 1/1000 */
    uint32_t checksum;    /* head checkSumAdjustment: which build of the file it is */
    bool cff;             /* CFF outlines; otherwise glyf */
    const uint16_t *cids; /* per glyph, of a CID-keyed CFF; NULL: CID = glyph id */
} Face;

typedef struct {
    Face *list;
    int count;
} Faces;

/* What a project says of one face. */
typedef struct {
    const char *name; /* borrowed */
    const char *path;
    int index;        /* in a collection */
    const char *root; /* of the project, if it is its own; NULL: links are followed */
} FaceFile;

/* Maps `count` font files. Everything lives in `arena`, handles included.
 * False, with one line in *why, if a file is missing or is not a font that
 * can be embedded, or a collection has no face of that index; faces->count
 * is then how many were loaded before it. */
bool faces_load(Arena *arena, const FaceFile *files, int count, Faces *faces, const char **why);

/* The face called `name`, or NULL. */
const Face *faces_lookup(const Faces *faces, Str name);

/* An empty set of glyphs or characters, which lives as long as the arena. */
hb_set_t *face_set(Arena *arena);

/* Advance of a glyph in face units; horizontal. */
int face_advance(const Face *face, uint32_t glyph);

/* Face units at a size in Len. */
static inline Len face_to_len(const Face *face, int64_t units, Len size)
{
    return len_scale(units, size, face->units_per_em);
}

/* The CID that PDF text shows the glyph by: from the CFF charset; for glyf
 * faces the glyph id itself. */
uint32_t face_cid(const Face *face, uint32_t glyph);

#endif
