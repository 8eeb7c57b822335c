/* pen.h - draws a drawing's shapes as the steps of a Path.
 *
 * Places are in the drawing's units, and go through the pen's matrix to the
 * box that the Drawing is measured in (1/65536 pt there, then Len). A step
 * too far out, or one too many, sets `failed`, and the path is not to be used.
 */
#ifndef PICTURE_PEN_H
#define PICTURE_PEN_H

#include "layout/frame.h"
#include "picture/matrix.h"

typedef struct {
    Arena *arena;
    const Matrix *matrix;
    PathStep *steps;
    int count, room;
    int steps_left; /* how many more there may be */
    Fixed x, y;     /* where the pen is */
    Fixed start_x, start_y;
    bool failed;
} Pen;

void pen_move(Pen *pen, Fixed x, Fixed y);
void pen_line(Pen *pen, Fixed x, Fixed y);
void pen_curve(Pen *pen, Fixed x1, Fixed y1, Fixed x2, Fixed y2, Fixed x, Fixed y);

/* A curve with one point that pulls it. */
void pen_bend(Pen *pen, Fixed x1, Fixed y1, Fixed x, Fixed y);

/* An elliptical arc as SVG 1.1 F.6 has it: radii, their turn in degrees, which
 * of the four. Radii that do not reach are let out. */
typedef struct {
    Fixed rx, ry, turn;
    bool large, sweep;
} PenArc;

void pen_arc(Pen *pen, PenArc arc, Fixed x, Fixed y);

/* A whole ellipse. */
void pen_ellipse(Pen *pen, Fixed x, Fixed y, Fixed rx, Fixed ry);

void pen_close(Pen *pen);

/* Draws SVG path data (SVG 1.1 8.3). Length of what was understood: all of it
 * if there is no fault. */
size_t pen_draw(Pen *pen, Str data);

#endif
