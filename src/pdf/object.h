/* object.h - indirect objects that we print ourselves, in libharu's file.
 *
 * libharu hands out the object numbers, keeps the offsets, writes the page
 * tree's nodes, and calls back for what is between "<<" and ">>". So none of
 * its limits on names, arrays and reals holds for us, and an object costs one
 * small record. Objects that are no streams and many go into pack.h instead,
 * after all of these.
 *
 * Failures are sticky: the first one is kept in Writer.why, later calls go on
 * harmlessly, and writer_save refuses. Callers need not check each object.
 */
#ifndef PDF_OBJECT_H
#define PDF_OBJECT_H

#include <hpdf.h>

#include "base/buf.h"
#include "pdf/pdf.h"

typedef struct {
    uint32_t id;
    HPDF_Dict dict;      /* owned by libharu; NULL after a failure */
    const char *entries; /* between << and >> */
    size_t entries_length;
    const void *data; /* of a stream, as it goes into the file; NULL: no stream */
    size_t data_length;
    HPDF_Stream to; /* while saving */
} Object;

/* What is gathered for object streams; pack.h's own. */
typedef struct {
    uint32_t base; /* number of the first packed object; 0: none yet */
    struct PackPlace *places;
    int count, room;
    struct PackStream *streams;
    int stream_count, stream_room;
    Buf heads, bodies; /* of the stream being filled */
    int filled;        /* objects in it */
} Pack;

typedef struct {
    Arena *arena;
    HPDF_Doc hpdf;
    struct libdeflate_compressor *compressor;
    unsigned char *squeezed; /* room for the compressor's output */
    size_t squeezed_room;
    Pack pack;
    const char *trailer; /* entries besides Root, Info and Size; NULL: none */
    PdfBytes file;       /* while saving */
    size_t file_room;    /* and before: the bytes expected */
    const char *why;     /* what failed first, or NULL */
} Writer;

/* Starts a file of about `objects` objects. Always to be closed. */
void writer_open(Writer *writer, Arena *arena, int objects);

/* Notes a failure; the first one counts. */
void writer_fail(Writer *writer, const char *why);

/* Writes the file into arena memory. False if anything failed so far. */
bool writer_save(Writer *writer, PdfBytes *bytes);

void writer_close(Writer *writer);

/* Adds bytes to the file that is being saved. */
void writer_put(Writer *writer, const void *bytes, size_t length);

/* The bytes deflated, in the arena; NULL if that would not make them fewer. */
const void *writer_deflate(Writer *writer, const void *data, size_t length, size_t *deflated);

/* A new indirect dictionary, empty. Numbers rise by one. */
Object *object_add(Writer *writer);

/* Puts `dict`, one of libharu's own, into our hands as well: what object_set
 * gives is printed behind libharu's entries. */
Object *object_extend(Writer *writer, HPDF_Dict dict);

/* Sets what stands between << and >>. The bytes are copied. */
void object_set(Writer *writer, Object *object, const Buf *entries);

/* Makes the object a stream: adds /Length and, where deflate pays, /Filter to
 * `entries`. The bytes are copied. */
void object_set_stream(Writer *writer, Object *object, Buf *entries, const void *data,
                       size_t length);

/* The same of data that is deflated already and lives as long as the writer. */
void object_set_packed_stream(Writer *writer, Object *object, Buf *entries, Str packed);

/* The same without a filter, for metadata that is to be found by scanning. */
void object_set_plain_stream(Writer *writer, Object *object, Buf *entries, const void *data,
                             size_t length);

#endif
