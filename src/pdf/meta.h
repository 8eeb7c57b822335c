/* meta.h - what the file says of itself: Info, XMP and /ID. */
#ifndef PDF_META_H
#define PDF_META_H

#include "pdf/object.h"

/* A document's date taken apart. */
typedef struct {
    char year[5], month[3], day[3]; /* digits */
    char time[9];                   /* "12:00:00", in UTC */
} MetaDate;

/* Reads "2020-11-20", with or without "T12:00:00Z". False if it is neither. */
bool meta_read_date(const char *text, MetaDate *date);

/* Appends a key and "(D:20201120120000Z)", ISO 32000-1 7.9.4. */
void meta_write_date(Buf *buf, const char *key, const MetaDate *date);

/* Sets Info and the trailer's /ID, and adds the XMP stream, which is
 * returned. A date that cannot be read is a failure of the writer's. */
const Object *meta_write(Writer *writer, const Document *document);

/* Appends the XMP packet. `date` may be NULL. */
void meta_write_xmp(Buf *buf, const Document *document, const MetaDate *date);

#endif
