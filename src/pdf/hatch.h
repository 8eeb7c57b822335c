/* hatch.h - patterns of lines that fill areas (ISO 32000-1 8.7.3). */
#ifndef PDF_HATCH_H
#define PDF_HATCH_H

#include "pdf/object.h"

/* Which fills other than plain ones the pages use: a bit for each Fill. */
unsigned hatches_used(const Document *document);

/* Writes the patterns and appends the entries of the resources that name them:
 * colour space HP, patterns H2, H3 ... by their Fill; nothing if none is used. */
void hatches_write(Writer *writer, unsigned used, Buf *resources);

#endif
