/* look.h - how a drawing's shapes are filled and lined: SVG's properties. */
#ifndef PICTURE_LOOK_H
#define PICTURE_LOOK_H

#include "layout/frame.h"
#include "picture/fixed.h"

typedef enum { PAINT_NONE, PAINT_COLOUR, PAINT_CURRENT } PaintKind;

typedef struct {
    PaintKind kind;
    Colour colour; /* of PAINT_COLOUR */
} Paint;

/* All are inherited by what stands inside. Lengths in the drawing's units. */
typedef struct {
    Paint fill, stroke;
    Colour current; /* what currentColor stands for */
    Fixed width, dash, miter;
    int cap, join; /* as in Path */
    bool even_odd;
    bool hidden; /* display: none */
} Look;

/* As a drawing begins: filled black, no lines. */
Look look_first(void);

/* Sets the property `name`. NULL if it was set or changes nothing; else what
 * cannot be drawn. A name that is no property at all is one that cannot. */
const char *look_set(Look *look, Str name, Str value);

/* Reads a length with its unit, if it has one, in px, from all of `text`. */
bool look_length(Str text, Fixed *length);

/* The text without blanks at its ends. */
Str look_trim(Str text);

#endif
