/* Pixels go in by DCTDecode as they come from JPEG, others by Flate behind the
 * filters of PNG (ISO 32000-1 7.4.4.4): each row by the one whose differences
 * are the smallest. Drawings become forms a longer side of 1 pt, whose box cuts
 * off what reaches beyond it.
 */
#include "pdf/image.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/path.h"
#include "pdf/syntax.h"

/* -- pixels ------------------------------------------------------------------------ */

enum { FILTER_NONE, FILTER_SUB, FILTER_UP, FILTER_AVERAGE, FILTER_PAETH, FILTER_COUNT };

static int paeth(int left, int up, int corner)
{
    int guess = left + up - corner;
    int by_left = abs(guess - left), by_up = abs(guess - up), by_corner = abs(guess - corner);
    if (by_left <= by_up && by_left <= by_corner)
        return left;
    return by_up <= by_corner ? up : corner;
}

/* A row filtered, and how large its bytes are as differences. `above` is NULL
 * for the first. */
static long filter_row(int filter, const unsigned char *row, const unsigned char *above,
                       size_t length, size_t pixel, unsigned char *out)
{
    long sum = 0;
    *out++ = (unsigned char)filter;
    for (size_t i = 0; i < length; i++) {
        int left = i >= pixel ? row[i - pixel] : 0, up = above ? above[i] : 0;
        int corner = i >= pixel && above ? above[i - pixel] : 0;
        int guess = filter == FILTER_SUB       ? left
                    : filter == FILTER_UP      ? up
                    : filter == FILTER_AVERAGE ? (left + up) / 2
                    : filter == FILTER_PAETH   ? paeth(left, up, corner)
                                               : 0;
        out[i] = (unsigned char)(row[i] - guess);
        sum += out[i] < 128 ? out[i] : 256 - out[i];
    }
    return sum;
}

static void set_pixels(Writer *writer, Object *object, const Raster *raster, Buf *entries)
{
    size_t length = (size_t)raster->width * (size_t)raster->components;
    size_t size = (length + 1) * (size_t)raster->height;
    unsigned char *rows = arena_alloc(writer->arena, size);
    unsigned char *tried = arena_alloc(writer->arena, length + 1);
    const unsigned char *row = raster->pixels, *above = NULL;
    for (size_t y = 0; y < (size_t)raster->height; y++, above = row, row += length) {
        unsigned char *out = rows + y * (length + 1);
        long best = filter_row(FILTER_NONE, row, above, length, 0, out);
        for (int filter = FILTER_SUB; filter < FILTER_COUNT; filter++) {
            long sum = filter_row(filter, row, above, length, (size_t)raster->components, tried);
            if (sum < best) {
                best = sum;
                memcpy(out, tried, length + 1);
            }
        }
    }
    Str packed = pdf_pack(writer->arena, (Str){(const char *)rows, size});
    if (packed.length >= size) { /* a few pixels: better plain */
        object_set_plain_stream(writer, object, entries, raster->pixels,
                                length * (size_t)raster->height);
        return;
    }
    buf_text(entries, "/DecodeParms<</Predictor 15/Colors ");
    buf_int(entries, raster->components);
    buf_text(entries, "/Columns ");
    buf_int(entries, raster->width);
    buf_text(entries, ">>");
    object_set_packed_stream(writer, object, entries, packed);
}

static void write_raster(Writer *writer, Object *object, const Raster *raster)
{
    Buf entries;
    buf_init(&entries, writer->arena);
    buf_text(&entries, "/Type/XObject/Subtype/Image/Width ");
    buf_int(&entries, raster->width);
    buf_text(&entries, "/Height ");
    buf_int(&entries, raster->height);
    buf_text(&entries,
             raster->components == 1 ? "/ColorSpace/DeviceGray" : "/ColorSpace/DeviceRGB");
    buf_text(&entries, "/BitsPerComponent 8");
    if (!raster->jpeg) {
        set_pixels(writer, object, raster, &entries);
        return;
    }
    buf_text(&entries, "/Filter/DCTDecode");
    object_set_plain_stream(writer, object, &entries, raster->jpeg, raster->jpeg_length);
}

/* -- drawings ---------------------------------------------------------------------- */

static void write_path(Buf *buf, const Path *path, Len height)
{
    if (path->fill)
        colour_paint(buf, path->fill_colour, "g", "rg");
    if (path->stroke) {
        buf_text(buf, "q\n");
        path_write_pen(buf, path);
    }
    path_write_steps(buf, path, 0, 0, height);
    buf_text(buf, path_operator(path));
    buf_text(buf, path->stroke ? "Q\n" : "");
}

/* The drawing's longer side is 1000 pt: its matrix makes that 1. */
static void write_drawing(Writer *writer, Object *object, const Drawing *drawing)
{
    assert(len_max(drawing->width, drawing->height) == LEN_PT(1000));
    Buf entries, content;
    buf_init(&entries, writer->arena);
    buf_init(&content, writer->arena);
    buf_text(&entries, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    buf_len(&entries, drawing->width);
    buf_char(&entries, ' ');
    buf_len(&entries, drawing->height);
    buf_text(&entries, "]/Matrix[.001 0 0 .001 0 0]/Resources<<>>");
    for (int i = 0; i < drawing->count; i++)
        write_path(&content, &drawing->paths[i], drawing->height);
    object_set_stream(writer, object, &entries, content.data, content.length);
}

/* -- all of them ------------------------------------------------------------------- */

void images_write(Writer *writer, const Document *document, Buf *resources)
{
    if (document->prints.count == 0)
        return;
    buf_text(resources, "/XObject<<");
    for (int i = 0; i < document->prints.count; i++) {
        const Print *print = &document->prints.list[i];
        Object *object = object_add(writer);
        if (print->picture->raster)
            write_raster(writer, object, &print->raster);
        else
            write_drawing(writer, object, print->picture->drawing);
        buf_printf(resources, "/I%d ", i);
        syntax_reference(resources, object->id);
    }
    buf_text(resources, ">>");
}

static int find_print(const Prints *prints, const Item *item)
{
    const Picture *picture = item->as.image.picture;
    bool grounded = picture->raster && picture->raster->alpha;
    int i = 0;
    while (prints->list[i].picture != picture ||
           (grounded && prints->list[i].ground != item->as.image.ground)) {
        i++;
        assert(i < prints->count);
    }
    return i;
}

void images_show(Buf *buf, const Document *document, const Item *item, Len x, Len y)
{
    Len width = item->as.image.width, height = item->as.image.height;
    if (item->as.image.picture->drawing)
        width = height = len_max(width, height);
    buf_text(buf, "q ");
    buf_len(buf, width);
    buf_text(buf, " 0 0 ");
    buf_len(buf, height);
    buf_char(buf, ' ');
    buf_len(buf, x);
    buf_char(buf, ' ');
    buf_len(buf, y);
    buf_printf(buf, " cm /I%d Do Q\n", find_print(&document->prints, item));
}
