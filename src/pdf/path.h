/* path.h - paths and colours as operators of a content stream. */
#ifndef PDF_PATH_H
#define PDF_PATH_H

#include "base/buf.h"
#include "pdf/tags.h"

/* "0.2 0.4 1 ", for rg, RG and scn. */
void colour_write(Buf *buf, Colour colour);

/* The colour with the operator that sets it: `rgb`, or `grey` for greys, which
 * are of one ink so: a printer may mix them of all as red, green and blue. */
void colour_paint(Buf *buf, Colour colour, const char *grey, const char *rgb);

/* The steps of a path whose origin is at x, y of a page or form that is
 * `height` high (ISO 32000-1 8.5.2). Returns the box of its points. */
Box path_write_steps(Buf *buf, const Path *path, Len x, Len y, Len height);

/* The line of a path. What is not said is what a page begins with, so it must
 * be put back by Q. */
void path_write_pen(Buf *buf, const Path *path);

/* What fills and lines the path: "B*\n". */
const char *path_operator(const Path *path);

#endif
