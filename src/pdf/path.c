#include "pdf/path.h"

void colour_paint(Buf *buf, Colour colour, const char *grey, const char *rgb)
{
    bool neutral = (colour >> 8 & 0xFF) == (colour & 0xFF) && colour >> 16 == (colour & 0xFF);
    if (neutral)
        buf_len(buf, len_scale(colour & 0xFF, LEN_POINT, 255));
    else
        colour_write(buf, colour);
    buf_text(buf, neutral ? " " : "");
    buf_text(buf, neutral ? grey : rgb);
    buf_char(buf, '\n');
}

void colour_write(Buf *buf, Colour colour)
{
    for (int shift = 16; shift >= 0; shift -= 8) {
        buf_len(buf, len_scale(colour >> shift & 0xFF, LEN_POINT, 255));
        buf_char(buf, ' ');
    }
}

Box path_write_steps(Buf *buf, const Path *path, Len x, Len y, Len height)
{
    static const char *const OPERATORS[] = {"m\n", "l\n", "c\n", "h\n"};
    static const int POINTS[] = {1, 1, 3, 0};
    Box box = {LEN_MAX, LEN_MAX, -LEN_MAX, -LEN_MAX};
    for (int i = 0; i < path->count; i++) {
        const PathStep *step = &path->steps[i];
        for (int p = 0; p < POINTS[step->verb]; p++) {
            Len at_x = x + step->x[p], at_y = y + step->y[p];
            buf_len(buf, at_x);
            buf_char(buf, ' ');
            buf_len(buf, height - at_y);
            buf_char(buf, ' ');
            box = (Box){len_min(box.left, at_x), len_min(box.top, at_y), len_max(box.right, at_x),
                        len_max(box.bottom, at_y)};
        }
        buf_text(buf, OPERATORS[step->verb]);
    }
    return box;
}

static void write_number(Buf *buf, int64_t number, const char *operator)
{
    buf_int(buf, number);
    buf_text(buf, operator);
}

void path_write_pen(Buf *buf, const Path *path)
{
    int cap = path->round ? 1 : path->cap, join = path->round ? 1 : path->join;
    colour_paint(buf, path->stroke_colour, "G", "RG");
    buf_len(buf, path->stroke);
    buf_text(buf, " w\n");
    if (cap)
        write_number(buf, cap, join ? " J " : " J\n");
    if (join)
        write_number(buf, join, " j\n");
    if (path->miter && !join) {
        buf_len(buf, path->miter);
        buf_text(buf, " M\n");
    }
    if (path->dash) {
        buf_char(buf, '[');
        buf_len(buf, path->dash);
        buf_text(buf, "]0 d\n");
    }
}

const char *path_operator(const Path *path)
{
    static const char *const PAINT[2][3] = {{"S\n", "f\n", "B\n"}, {"S\n", "f*\n", "B*\n"}};
    return PAINT[path->even_odd][path->fill ? (path->stroke ? 2 : 1) : 0];
}
