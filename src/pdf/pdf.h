/* pdf.h - writes a finished document as PDF 1.7, tagged.
 *
 * The same Document gives the same bytes: dates and /ID come from it, no
 * clock and no locale are read.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/job.h"
#include "layout/frame.h"

typedef struct {
    unsigned char *data; /* in job->arena */
    size_t length;
    const char **faces; /* names of those that it shows, by first use */
    int face_count;
} PdfBytes;

/* Sets `document` as one PDF file in memory. False, with one line in *why,
 * if libharu or the subsetter failed: then there is no result. */
bool pdf_write(Job *job, const Document *document, PdfBytes *bytes, const char **why);

/* A file's bytes as they go into products as an attachment: packed once, for
 * all products that carry it. In `arena`. */
Str pdf_pack(Arena *arena, Str bytes);

#endif
