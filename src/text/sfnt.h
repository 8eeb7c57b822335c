/* sfnt.h - is a font file whole? HarfBuzz makes do with what it finds: of a file
 * that was cut short it sets blank glyphs and says nothing.
 *
 * Looked at is the table directory (OpenType 1.9, "Organization of an OpenType
 * font"): every table within the file, none missing that is needed to set text,
 * and what tables hold against their checksums. Tables larger than SFNT_SUMMED
 * are not summed, for to read the outlines of a CJK face through costs as much
 * as a brief.
 */
#ifndef TEXT_SFNT_H
#define TEXT_SFNT_H

#include "base/arena.h"
#include "base/str.h"

#define SFNT_SUMMED (128 << 10)

/* What is wrong with face `index` of the file, in a few words ("is cut short:
 * ..."), or NULL. A file of another sort is for HarfBuzz to refuse. */
const char *sfnt_fault(Arena *arena, Str file, int index);

#endif
