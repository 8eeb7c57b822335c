/* libpng reports a fault by longjmp, which must not leave this file: the state
 * that outlives it is in PngReader, reached by a pointer that does not change
 * between setjmp and the jump. Its memory is the arena's, so nothing leaks.
 *
 * Of ancillary chunks only tRNS is looked at: texts, profiles and EXIF data are
 * skipped without being inflated.
 */
#include <png.h>
#include <string.h>

#include "base/limits.h"
#include "picture/decode.h"

typedef struct {
    Decoding *decoding;
    Raster *raster;
    size_t at; /* bytes read so far */
    png_structp png;
    png_infop info;
} PngReader;

static png_voidp allocate(png_structp png, png_alloc_size_t size)
{
    return arena_alloc(png_get_mem_ptr(png), size);
}

static void release(png_structp png, png_voidp block)
{
    (void)png;
    (void)block;
}

static void report(png_structp png, png_const_charp message)
{
    PngReader *reader = png_get_error_ptr(png);
    if (!reader->decoding->why)
        decode_fail(reader->decoding, E504, message, "save it anew from the program it comes from");
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void take(png_structp png, png_bytep to, size_t length)
{
    PngReader *reader = png_get_io_ptr(png);
    Str bytes = reader->decoding->bytes;
    if (length > bytes.length - reader->at)
        png_error(png, "it ends too early");
    memcpy(to, bytes.data + reader->at, length);
    reader->at += length;
}

/* Everything becomes 8 bits of grey or colour, with or without alpha. */
static void set_transforms(PngReader *reader)
{
    png_set_expand(reader->png);
    png_set_scale_16(reader->png);
    png_set_interlace_handling(reader->png);
    png_read_update_info(reader->png, reader->info);
}

static void read_rows(PngReader *reader)
{
    Raster *raster = reader->raster;
    Arena *arena = reader->decoding->arena;
    int channels = png_get_channels(reader->png, reader->info);
    size_t row = png_get_rowbytes(reader->png, reader->info);
    raster->components = channels < 3 ? 1 : 3;
    raster->alpha = channels % 2 == 0;
    if (row != (size_t)raster->width * (size_t)channels)
        png_error(reader->png, "its rows are of another length");
    unsigned char *pixels = arena_alloc(arena, row * (size_t)raster->height);
    png_bytepp rows = ARENA_ARRAY(arena, png_bytep, raster->height);
    for (int y = 0; y < raster->height; y++)
        rows[y] = pixels + (size_t)y * row;
    png_read_image(reader->png, rows);
    png_read_end(reader->png, NULL);
    raster->pixels = pixels;
}

static void read_picture(PngReader *reader)
{
    png_set_read_fn(reader->png, reader, take);
    png_set_crc_action(reader->png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_set_user_limits(reader->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_keep_unknown_chunks(reader->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    static const png_byte LOOKED_AT[] = "tRNS";
    png_set_keep_unknown_chunks(reader->png, PNG_HANDLE_CHUNK_AS_DEFAULT, LOOKED_AT, 1);
    png_read_info(reader->png, reader->info);
    png_uint_32 width = png_get_image_width(reader->png, reader->info);
    png_uint_32 height = png_get_image_height(reader->png, reader->info);
    if (!decode_size(reader->decoding, width, height))
        png_longjmp(reader->png, 1);
    reader->raster->width = (int)width;
    reader->raster->height = (int)height;
    set_transforms(reader);
    read_rows(reader);
}

bool png_decode(Decoding *decoding, Raster *raster)
{
    PngReader *reader = ARENA_NEW(decoding->arena, PngReader);
    *reader = (PngReader){.decoding = decoding, .raster = raster};
    reader->png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, reader, report, ignore,
                                           decoding->arena, allocate, release);
    reader->info = reader->png ? png_create_info_struct(reader->png) : NULL;
    if (!reader->info)
        return decode_fail(decoding, E504, "libpng does not start", NULL);
    if (setjmp(png_jmpbuf(reader->png)) == 0)
        read_picture(reader);
    png_destroy_read_struct(&reader->png, &reader->info, NULL);
    return decoding->why == NULL;
}
