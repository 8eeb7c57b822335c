/* archive.h - what makes a file fit for the archive: the colours' meaning and
 * the data it was made from (ISO 19005-3). */
#ifndef PDF_ARCHIVE_H
#define PDF_ARCHIVE_H

#include "pdf/object.h"

/* Writes the output intent, sRGB, and appends /OutputIntents to the catalog's
 * entries (ISO 19005-3 6.2.3). */
void archive_write_intent(Writer *writer, Buf *catalog);

/* Writes the document's attachments as embedded files and appends /AF to the
 * catalog's entries and /EmbeddedFiles to those of its /Names (ISO 19005-3 6.8,
 * ISO 32000-1 7.11.4). Nothing if it has none. */
void archive_write_files(Writer *writer, const Document *document, Buf *catalog, Buf *names);

#endif
