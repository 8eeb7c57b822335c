/* font.h - embeds the faces a document uses, each as a subset. */
#ifndef PDF_FONT_H
#define PDF_FONT_H

#include "pdf/object.h"
#include "pdf/use.h"

/* Subsets every face of `uses`, settles the codes of its glyphs and adds its
 * font objects: one Type0 font with Identity-H a face. Streams are objects of
 * their own, dictionaries are packed. Faults go to the writer. */
void fonts_embed(Writer *writer, Uses *uses);

/* Appends "/F0 5 0 R/F1 10 0 R". */
void fonts_write_resources(Buf *buf, const Uses *uses);

/* "ABCDEF+": the tag of a subset, from a hash of its glyphs' numbers in the face. `tag`
 * gets 7 characters and a NUL. ISO 32000-1 9.6.4. */
void font_subset_tag(const GlyphUse *const *glyphs, int count, char tag[8]);

/* Appends the contents of a W array: widths of all glyphs, sorted by code,
 * that differ from `standard`. ISO 32000-1 9.7.4.3. */
void font_write_widths(Buf *buf, const GlyphUse *const *glyphs, int count, int standard);

/* The commonest width: what DW should be. */
int font_common_width(const GlyphUse *const *glyphs, int count);

#endif
