/* libjpeg's faults come by a function that must not return: it jumps back into
 * this file, and every path then destroys libjpeg's object, whose memory is its
 * own. Its warnings, such as data that end too early, count as faults too: it
 * would fill the rest with grey.
 *
 * The file's own bytes go into the PDF without what is no picture: EXIF data,
 * profiles and remarks, which may say more than a brief should (the place, the
 * camera), and whatever stands behind the picture's end.
 */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "picture/decode.h"

#define QUALITY 88 /* of those made anew */

typedef struct {
    struct jpeg_error_mgr errors; /* first: libjpeg knows it by this address */
    struct jpeg_progress_mgr progress;
    struct jpeg_decompress_struct jpeg;
    jmp_buf back;
    Decoding *decoding;
    unsigned char *pixels;
    int turned; /* EXIF's orientation, 1 to 8 */
    bool stray; /* bytes that belong to no segment */
} JpegReader;

static void fail(j_common_ptr jpeg)
{
    JpegReader *reader = (JpegReader *)jpeg->err;
    char message[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, message);
    if (!reader->decoding->why)
        decode_fail(reader->decoding, E504, message, "save it anew from the program it comes from");
    longjmp(reader->back, 1);
}

/* Cameras leave stray bytes between segments: nothing is lost, but readers of
 * the PDF need not see them. */
static void judge_message(j_common_ptr jpeg, int level)
{
    if (level < 0 && jpeg->err->msg_code != JWRN_EXTRANEOUS_DATA)
        fail(jpeg);
    if (level < 0)
        ((JpegReader *)jpeg->err)->stray = true;
}

static void say_nothing(j_common_ptr jpeg)
{
    (void)jpeg;
}

/* Scans cost time and hardly any bytes: a file may not have any number. */
static void count_scans(j_common_ptr jpeg)
{
    JpegReader *reader = (JpegReader *)jpeg->err;
    if (reader->jpeg.input_scan_number <= LIMIT_PICTURE_SCANS)
        return;
    decode_fail(
        reader->decoding, E505,
        arena_printf(reader->decoding->arena, "it has more than %d scans", LIMIT_PICTURE_SCANS),
        "save it as a baseline JPEG");
    longjmp(reader->back, 1);
}

/* -- the way up -------------------------------------------------------------------- */

static unsigned number_at(const unsigned char *data, size_t at, int bytes, bool little)
{
    unsigned number = 0;
    for (int i = 0; i < bytes; i++)
        number |= (unsigned)data[at + (size_t)i] << 8 * (little ? i : bytes - 1 - i);
    return number;
}

static bool is_exif(jpeg_saved_marker_ptr marker)
{
    return marker->marker == JPEG_APP0 + 1 && marker->data_length >= 14 &&
           memcmp(marker->data, "Exif\0", 6) == 0;
}

/* Tag 0x0112 of the first directory of EXIF data (EXIF 2.3, 4.6.2); 1 if
 * there is none. */
static int read_orientation(const unsigned char *data, size_t length)
{
    const unsigned char *tiff = data + 6;
    size_t room = length - 6;
    bool little = tiff[0] == 'I';
    size_t at = number_at(tiff, 4, 4, little);
    if (at > room || room - at < 2)
        return 1;
    unsigned count = number_at(tiff, at, 2, little);
    for (at += 2; count > 0 && room - at >= 12; count--, at += 12)
        if (number_at(tiff, at, 2, little) == 0x0112) {
            unsigned turned = number_at(tiff, at + 8, 2, little);
            return turned >= 1 && turned <= 8 ? (int)turned : 1;
        }
    return 1;
}

/* XMP's data has the same marker, and may come first. */
static int find_orientation(const struct jpeg_decompress_struct *jpeg)
{
    for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next)
        if (is_exif(marker))
            return read_orientation(marker->data, marker->data_length);
    return 1;
}

/* Turns the pixels upright. */
static void turn(Arena *arena, Raster *raster, int turned)
{
    int width = raster->width, height = raster->height;
    size_t size = (size_t)raster->components;
    bool swap = turned >= 5, right = turned == 2 || turned == 3 || turned == 7 || turned == 8;
    bool down = turned == 3 || turned == 4 || turned == 6 || turned == 7;
    unsigned char *pixels = arena_alloc(arena, (size_t)width * (size_t)height * size);
    unsigned char *to = pixels;
    for (int y = 0; y < (swap ? width : height); y++)
        for (int x = 0; x < (swap ? height : width); x++, to += size) {
            int from_x = swap ? y : x, from_y = swap ? x : y;
            from_x = right ? width - 1 - from_x : from_x;
            from_y = down ? height - 1 - from_y : from_y;
            memcpy(to, raster->pixels + ((size_t)from_y * (size_t)width + (size_t)from_x) * size,
                   size);
        }
    raster->pixels = pixels;
    raster->width = swap ? height : width;
    raster->height = swap ? width : height;
}

/* -- reading ----------------------------------------------------------------------- */

static void refuse_colours(JpegReader *reader, const char *what)
{
    decode_fail(reader->decoding, E506, arena_printf(reader->decoding->arena, "it is %s", what),
                "save it as a JPEG in RGB or in grey: inks cannot be told from it without the "
                "press they are meant for");
    longjmp(reader->back, 1);
}

static void check_header(JpegReader *reader)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    if (jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK)
        refuse_colours(reader, "in CMYK, the colours of a printing press");
    if (jpeg->num_components != 1 && jpeg->num_components != 3)
        refuse_colours(reader, "in colours of no known sort");
    if (!decode_size(reader->decoding, jpeg->image_width, jpeg->image_height))
        longjmp(reader->back, 1);
}

static void read_pixels(JpegReader *reader)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    jpeg_create_decompress(jpeg);
    jpeg->progress = &reader->progress;
    Str bytes = reader->decoding->bytes;
    jpeg_mem_src(jpeg, (const unsigned char *)bytes.data, (unsigned long)bytes.length);
    jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
    jpeg_read_header(jpeg, TRUE);
    check_header(reader);
    reader->turned = find_orientation(jpeg);
    jpeg->out_color_space = jpeg->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW;
    jpeg_start_decompress(jpeg);
    size_t row = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
    reader->pixels = arena_alloc(reader->decoding->arena, row * jpeg->output_height);
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW to = reader->pixels + row * jpeg->output_scanline;
        jpeg_read_scanlines(jpeg, &to, 1);
    }
    jpeg_finish_decompress(jpeg);
}

/* Is the marker one of a picture that readers of PDF need? APP14 is Adobe's,
 * which says how the colours are meant. */
static bool is_needed(unsigned marker)
{
    bool application = marker >= 0xE0 && marker <= 0xEF;
    return marker != 0xFE && (!application || marker == 0xE0 || marker == 0xEE);
}

/* The file from its start to `end`, without segments that are not needed. It
 * has been read, so its segments are sound. */
static void strip(Arena *arena, Str bytes, size_t end, Raster *raster)
{
    const unsigned char *data = (const unsigned char *)bytes.data;
    Buf out;
    buf_init(&out, arena);
    buf_add(&out, bytes.data, 2);
    size_t at = 2;
    while (at + 4 <= end && data[at] == 0xFF && data[at + 1] != 0xDA) {
        if (data[at + 1] == 0xFF) { /* fill bytes before a marker */
            at++;
            continue;
        }
        size_t length = 2 + number_at(data, at + 2, 2, false);
        if (length > end - at)
            break;
        if (is_needed(data[at + 1]))
            buf_add(&out, bytes.data + at, length);
        at += length;
    }
    buf_add(&out, bytes.data + at, end - at);
    raster->jpeg = (const unsigned char *)out.data;
    raster->jpeg_length = out.length;
}

static void keep_picture(JpegReader *reader, Raster *raster)
{
    const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    *raster = (Raster){.width = (int)jpeg->output_width,
                       .height = (int)jpeg->output_height,
                       .components = jpeg->output_components,
                       .photo = true,
                       .pixels = reader->pixels};
    Str bytes = reader->decoding->bytes;
    bool usual = jpeg->jpeg_color_space == JCS_YCbCr || jpeg->jpeg_color_space == JCS_GRAYSCALE;
    if (reader->turned != 1)
        turn(reader->decoding->arena, raster, reader->turned);
    else if (usual && !jpeg->arith_code && !reader->stray)
        strip(reader->decoding->arena, bytes, bytes.length - jpeg->src->bytes_in_buffer, raster);
}

bool jpeg_decode(Decoding *decoding, Raster *raster)
{
    JpegReader *reader = ARENA_NEW(decoding->arena, JpegReader);
    reader->decoding = decoding;
    reader->jpeg.err = jpeg_std_error(&reader->errors);
    reader->errors.error_exit = fail;
    reader->errors.emit_message = judge_message;
    reader->errors.output_message = say_nothing;
    reader->progress.progress_monitor = count_scans;
    if (setjmp(reader->back) == 0) {
        read_pixels(reader);
        keep_picture(reader, raster);
    }
    jpeg_destroy_decompress(&reader->jpeg);
    return decoding->why == NULL;
}

/* -- writing ----------------------------------------------------------------------- */

typedef struct {
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct jpeg;
    jmp_buf back;
    unsigned char *bytes; /* malloc's */
    unsigned long length;
} JpegWriter;

/* Memory is all that can be wanting. */
static void give_up(j_common_ptr jpeg)
{
    longjmp(((JpegWriter *)jpeg->err)->back, 1);
}

static void write_pixels(JpegWriter *writer, const Raster *raster)
{
    struct jpeg_compress_struct *jpeg = &writer->jpeg;
    jpeg_create_compress(jpeg);
    jpeg_mem_dest(jpeg, &writer->bytes, &writer->length);
    jpeg->image_width = (JDIMENSION)raster->width;
    jpeg->image_height = (JDIMENSION)raster->height;
    jpeg->input_components = raster->components;
    jpeg->in_color_space = raster->components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, QUALITY, TRUE);
    jpeg->optimize_coding = TRUE;
    jpeg->dct_method = JDCT_ISLOW;
    jpeg_start_compress(jpeg, TRUE);
    size_t row = (size_t)raster->width * (size_t)raster->components;
    while (jpeg->next_scanline < jpeg->image_height) {
        JSAMPROW from = (JSAMPROW)(uintptr_t)(raster->pixels + row * jpeg->next_scanline);
        jpeg_write_scanlines(jpeg, &from, 1);
    }
    jpeg_finish_compress(jpeg);
}

const unsigned char *jpeg_encode(Arena *arena, const Raster *raster, size_t *length)
{
    JpegWriter *writer = ARENA_NEW(arena, JpegWriter);
    writer->jpeg.err = jpeg_std_error(&writer->errors);
    writer->errors.error_exit = give_up;
    writer->errors.output_message = say_nothing;
    if (setjmp(writer->back) != 0)
        mem_exhausted(0);
    write_pixels(writer, raster);
    jpeg_destroy_compress(&writer->jpeg);
    *length = writer->length;
    const char *copy = arena_copy(arena, (const char *)writer->bytes, writer->length);
    mem_free(writer->bytes); /* by free, as libjpeg allocated it */
    return (const unsigned char *)copy;
}
