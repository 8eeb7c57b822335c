/* A picture that stands on the pages several times goes into the file once, as
 * fine as its largest appearance needs. Reduced pixels are averages of the area
 * they cover, in integers: a pixel that lies across an edge counts with the part
 * of it that is inside, in 1/256.
 */
#include <string.h>

#include "picture/decode.h"
#include "picture/picture.h"

/* Pictures on the pages, each once for a ground. */
typedef struct {
    Arena *arena;
    Print *list;
    Len *widths; /* the largest that each is set */
    int count, room, width_room;
} Gathering;

static void gather_one(Gathering *g, const Item *item)
{
    const Picture *picture = item->as.image.picture;
    Colour ground = picture->raster && picture->raster->alpha ? item->as.image.ground : 0;
    for (int i = 0; i < g->count; i++)
        if (g->list[i].picture == picture && g->list[i].ground == ground) {
            g->widths[i] = len_max(g->widths[i], item->as.image.width);
            return;
        }
    int count = g->count;
    ARENA_RESERVE(g->arena, g->widths, count, g->width_room);
    ARENA_RESERVE(g->arena, g->list, g->count, g->room);
    g->list[g->count] = (Print){.picture = picture, .ground = ground};
    g->widths[g->count++] = item->as.image.width;
}

static void gather(Gathering *g, const Frame *frame)
{
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        if (item->kind == ITEM_FRAME)
            gather(g, item->as.frame);
        else if (item->kind == ITEM_IMAGE)
            gather_one(g, item);
    }
}

/* -- pixels ------------------------------------------------------------------------ */

static unsigned component_of(Colour ground, int component, int components)
{
    unsigned red = ground >> 16 & 0xFF, green = ground >> 8 & 0xFF, blue = ground & 0xFF;
    if (components == 1)
        return (red * 299 + green * 587 + blue * 114 + 500) / 1000;
    return component == 0 ? red : component == 1 ? green : blue;
}

/* Lays the pixels on the ground. On a coloured ground grey becomes colour. */
static Raster flatten(Arena *arena, const Raster *raster, Colour ground)
{
    bool grey = (ground >> 16 & 0xFF) == (ground & 0xFF) && (ground >> 8 & 0xFF) == (ground & 0xFF);
    int from = raster->components, to = from == 1 && grey ? 1 : 3;
    size_t count = (size_t)raster->width * (size_t)raster->height;
    unsigned char *pixels = arena_alloc(arena, count * (size_t)to), *out = pixels;
    const unsigned char *in = raster->pixels;
    for (size_t i = 0; i < count; i++, in += from + 1)
        for (int c = 0; c < to; c++) {
            unsigned opacity = in[from], value = in[from == 1 ? 0 : c];
            unsigned mixed = value * opacity + component_of(ground, c, to) * (255 - opacity);
            *out++ = (unsigned char)((mixed + 127) / 255);
        }
    Raster flat = *raster;
    flat.components = to;
    flat.alpha = false;
    flat.pixels = pixels;
    return flat;
}

/* The part of 1/256 of pixel `at` that lies within from..to, these in 1/256 of
 * a pixel. */
static uint64_t share(int64_t at, int64_t from, int64_t to)
{
    int64_t left = at * 256 > from ? at * 256 : from;
    int64_t right = at * 256 + 256 < to ? at * 256 + 256 : to;
    return right > left ? (uint64_t)(right - left) : 0;
}

/* Averages `count` pixels, `step` bytes apart, down to `wanted`. */
static void reduce_row(const unsigned char *in, int count, size_t step, unsigned char *out,
                       int wanted, size_t out_step)
{
    for (int i = 0; i < wanted; i++) {
        int64_t from = (int64_t)count * 256 * i / wanted;
        int64_t to = (int64_t)count * 256 * (i + 1) / wanted;
        uint64_t sum = 0, whole = (uint64_t)(to - from);
        for (int64_t at = from / 256; at * 256 < to; at++)
            sum += share(at, from, to) * in[(size_t)at * step];
        out[(size_t)i * out_step] = (unsigned char)((sum + whole / 2) / whole);
    }
}

/* First along the rows, then down the columns. */
static Raster reduce(Arena *arena, const Raster *raster, int width, int height)
{
    size_t size = (size_t)raster->components;
    size_t row = (size_t)raster->width * size, short_row = (size_t)width * size;
    unsigned char *narrow = arena_alloc(arena, short_row * (size_t)raster->height);
    for (size_t y = 0; y < (size_t)raster->height; y++)
        for (size_t c = 0; c < size; c++)
            reduce_row(raster->pixels + y * row + c, raster->width, size,
                       narrow + y * short_row + c, width, size);
    unsigned char *pixels = arena_alloc(arena, short_row * (size_t)height);
    for (size_t x = 0; x < short_row; x++)
        reduce_row(narrow + x, raster->height, short_row, pixels + x, height, short_row);
    Raster reduced = *raster;
    reduced.width = width;
    reduced.height = height;
    reduced.pixels = pixels;
    reduced.jpeg = NULL;
    return reduced;
}

/* Pixels that `width` needs across; no fewer than 1. */
static int pixels_needed(Len width, int resolution)
{
    int64_t needed = ((int64_t)width * resolution + 72 * LEN_POINT - 1) / (72 * LEN_POINT);
    return needed < 1 ? 1 : needed > INT32_MAX ? INT32_MAX : (int)needed;
}

static void make(Arena *arena, Print *print, Len width, int resolution)
{
    const Raster *raster = print->picture->raster;
    Raster made = raster->alpha ? flatten(arena, raster, print->ground) : *raster;
    int across = pixels_needed(width, resolution);
    if (across < raster->width) {
        int down = (int)len_scale(raster->height, across, raster->width);
        made = reduce(arena, &made, across, down < 1 ? 1 : down);
    }
    if (made.photo && !made.jpeg)
        made.jpeg = jpeg_encode(arena, &made, &made.jpeg_length);
    if (raster->jpeg && raster->jpeg_length <= made.jpeg_length)
        made = *raster; /* making it anew has saved nothing */
    print->raster = made;
}

Prints pictures_print(Arena *arena, const Document *document, int resolution)
{
    Gathering g = {.arena = arena};
    for (int i = 0; i < document->page_count; i++)
        gather(&g, document->pages[i]);
    for (int i = 0; i < g.count; i++)
        if (g.list[i].picture->raster)
            make(arena, &g.list[i], g.widths[i], resolution);
    return (Prints){g.list, g.count};
}
