/* image.h - pictures as XObjects (ISO 32000-1 8.9, 8.10), each once in a file. */
#ifndef PDF_IMAGE_H
#define PDF_IMAGE_H

#include "base/buf.h"
#include "pdf/object.h"

/* Writes all of document->prints and appends the entries of the resources that
 * name them: I0, I1 ...; nothing if there are none. */
void images_write(Writer *writer, const Document *document, Buf *resources);

/* Appends the operators that show an image item, its lower left corner at x, y
 * of the page, y upward. */
void images_show(Buf *buf, const Document *document, const Item *item, Len x, Len y);

#endif
