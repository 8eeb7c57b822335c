/* set.h - the glyphs of one line at their places. */
#ifndef TEXT_SET_H
#define TEXT_SET_H

#include "text/line.h"
#include "text/point.h"

/* Sets the line between two points; `measure` is what it is to fill, its
 * indent taken off, `hung` says that a stop may stand outside it. */
Line text_set_line(Arena *arena, const ShapedText *text, const BreakPoint *from,
                   const BreakPoint *to, Len measure, bool hung);

#endif
