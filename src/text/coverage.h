/* coverage.h - what a face has: characters by block of Unicode, features. */
#ifndef TEXT_COVERAGE_H
#define TEXT_COVERAGE_H

#include "text/face.h"

typedef struct {
    const char *name; /* as Unicode has it, "CJK Unified Ideographs" */
    int count;        /* characters of it that the face has */
} CoveredBlock;

typedef struct {
    int characters;
    CoveredBlock *blocks; /* by code point */
    int block_count;
    const char *features; /* tags of GSUB and GPOS, "kern liga palt"; "" if none */
} Coverage;

/* Lives in `arena`. */
Coverage face_coverage(Arena *arena, const Face *face);

/* Does a character want a glyph of its own? Spaces, controls and what is
 * ignored by default (UAX #44, Default_Ignorable_Code_Point) do not. */
bool coverage_wants_glyph(uint32_t c);

#endif
