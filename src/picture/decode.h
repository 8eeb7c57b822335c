/* decode.h - the decoders behind picture_read. */
#ifndef PICTURE_DECODE_H
#define PICTURE_DECODE_H

#include "base/arena.h"
#include "base/codes.h"
#include "layout/frame.h"

/* A file being decoded, and what is wrong with it: `why` is set by whoever
 * returns false. */
typedef struct {
    Arena *arena; /* of the picture */
    const char *name;
    Str bytes;
    int64_t pixels_left; /* how many it may have */
    Code code;
    const char *why;  /* says what is wrong, with the file's name */
    const char *help; /* or NULL */
} Decoding;

/* Notes a fault and returns false. */
bool decode_fail(Decoding *decoding, Code code, const char *why, const char *help);

/* Whether a picture of that size may be decoded; else E504 or E505. */
bool decode_size(Decoding *decoding, uint64_t width, uint64_t height);

/* All sorts of PNG: 1 to 16 bits, grey, palette, colour, alpha, interlaced. */
bool png_decode(Decoding *decoding, Raster *raster);

/* Grey and colour JPEG, baseline and progressive; others are E506. Turned the
 * way its EXIF data says. */
bool jpeg_decode(Decoding *decoding, Raster *raster);

/* Opaque pixels as a JPEG file. */
const unsigned char *jpeg_encode(Arena *arena, const Raster *raster, size_t *length);

bool svg_decode(Decoding *decoding, Drawing *drawing);

#endif
