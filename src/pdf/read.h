/* read.h - a product read back: its objects, and what stands in them.
 *
 * Only the form in which object.c and pack.c write a file is taken: one
 * cross-reference stream, objects of generation 0, streams that are deflated
 * or plain. A library that reads all PDF (libqpdf) would read more files, but
 * brings ten others with it, which every start of the program would load: half
 * as much time again as a start takes now. And what it mends or lets pass is
 * what `verify` is there to see. Nothing that the
 * bytes say is trusted: offsets, lengths, numbers and depths are checked.
 *
 * Bytes behind the first end of file are no part of the product: a signature,
 * for one, is appended there.
 */
#ifndef PDF_READ_H
#define PDF_READ_H

#include "base/arena.h"
#include "base/str.h"

/* An indirect object. Borrowed from the file's bytes or the reader's arena. */
typedef struct {
    Str text;        /* the value, a dictionary's "<<" and ">>" with it; empty: there is none */
    Str stream;      /* as it lies in the file; data NULL: it is no stream */
    size_t bytes;    /* of the file: from "1 0 obj" to the next object; packed, its share of
                        the object stream */
    uint32_t packed; /* number of the object stream it is in; 0: it is in the file itself */
} ReadObject;

typedef struct {
    Arena *arena;
    Str bytes;           /* of the product, without what is appended */
    size_t appended;     /* bytes behind it */
    ReadObject *objects; /* by number; 0 is none */
    uint32_t count;
    Str trailer;  /* dictionary of the cross-reference stream */
    size_t frame; /* bytes of header, cross-reference and the file's end */
} ReadFile;

/* Takes a whole file apart. False, with one line in *why, if it is not of the
 * form above. `bytes` are borrowed. */
bool read_file(ReadFile *file, Arena *arena, Str bytes, const char **why);

/* The object, or one without text if there is none of that number. */
const ReadObject *read_object(const ReadFile *file, uint32_t id);

/* The value under `key` ("/Type") of a dictionary; empty if there is none. */
Str read_entry(Str dictionary, const char *key);

/* The object that "12 0 R" names, or 0 if the value is no reference. */
uint32_t read_reference(Str value);

/* The value, or the text of the object it refers to. */
Str read_resolve(const ReadFile *file, Str value);

/* Takes the first value of `rest` off it; empty at the end and at what is no
 * value. Of an array or dictionary, hand in what is between its brackets
 * (read_inside). */
Str read_next(Str *rest);

/* What is between [ and ], or << and >>; empty for another value. */
Str read_inside(Str value);

/* A string's bytes: literal or hexadecimal. Text strings in UTF-16BE become
 * UTF-8. Anything else gives the empty Str. */
Str read_string(Arena *arena, Str value);

/* A whole number, or -1. */
int64_t read_number(Str value);

/* The stream's data, `most` bytes at most. False if it is none, is damaged or
 * is larger. */
bool read_stream(Arena *arena, const ReadObject *object, size_t most, Str *data);

#endif
