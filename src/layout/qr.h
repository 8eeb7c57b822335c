/* qr.h - an address as a QR code (ISO/IEC 18004), a drawing of squares. */
#ifndef LAYOUT_QR_H
#define LAYOUT_QR_H

#include "layout/frame.h"

/* The code of `text`, `size` wide and high with its quiet zone of four modules,
 * error correction M; in `arena`. NULL if the text is too long for one. */
const Path *qr_path(Arena *arena, Str text, Len size, Colour colour);

#endif
