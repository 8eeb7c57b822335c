/* tounicode.h - the CMap that gives a font's codes their text back. */
#ifndef PDF_TOUNICODE_H
#define PDF_TOUNICODE_H

#include "base/buf.h"
#include "pdf/use.h"

/* Appends the CMap of `count` glyphs, which are sorted by code. A glyph
 * without a text reads as U+FFFD. ISO 32000-1 9.10.3. */
void tounicode_write(Buf *buf, const GlyphUse *const *glyphs, int count);

#endif
