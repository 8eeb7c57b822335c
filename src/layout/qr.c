#include "layout/qr.h"

#include <qrencode.h>

#define QUIET 4 /* modules of blank around it */

typedef struct {
    Path *path;
    PathStep *steps;
    Len size;
    int modules; /* across, the quiet zone counted */
} Drawer;

static Len place(const Drawer *d, int module)
{
    return len_scale(d->size, module + QUIET, d->modules);
}

/* Dark modules first..end of a row as one rectangle. */
static void add_bar(Drawer *d, int row, int first, int end)
{
    Len left = place(d, first), right = place(d, end), top = place(d, row),
        bottom = place(d, row + 1);
    PathStep *step = d->steps + d->path->count;
    step[0] = (PathStep){PATH_MOVE, {left}, {top}};
    step[1] = (PathStep){PATH_LINE, {right}, {top}};
    step[2] = (PathStep){PATH_LINE, {right}, {bottom}};
    step[3] = (PathStep){PATH_LINE, {left}, {bottom}};
    step[4] = (PathStep){.verb = PATH_CLOSE};
    d->path->count += 5;
}

static void draw(Drawer *d, const QRcode *code)
{
    for (int row = 0; row < code->width; row++) {
        const unsigned char *modules = code->data + row * code->width;
        for (int first = 0; first < code->width; first++) {
            int end = first;
            while (end < code->width && modules[end] & 1)
                end++;
            if (end > first)
                add_bar(d, row, first, end);
            first = end;
        }
    }
}

const Path *qr_path(Arena *arena, Str text, Len size, Colour colour)
{
    QRcode *code =
        QRcode_encodeString8bit(arena_copy(arena, text.data, text.length), 0, QR_ECLEVEL_M);
    if (!code)
        return NULL;
    Path *path = ARENA_NEW(arena, Path);
    Drawer d = {.path = path,
                .steps = ARENA_ARRAY(arena, PathStep, 5 * code->width * (code->width + 1) / 2),
                .size = size,
                .modules = code->width + 2 * QUIET};
    *path = (Path){.steps = d.steps, .fill = FILL_SOLID, .fill_colour = colour};
    draw(&d, code);
    QRcode_free(code);
    return path;
}
