/* matrix.h - how a drawing's units lie on its box: affine transforms.
 *
 *     x' = a x + c y + e      y' = b x + d y + f
 */
#ifndef PICTURE_MATRIX_H
#define PICTURE_MATRIX_H

#include "picture/fixed.h"

typedef struct {
    Fine a, b, c, d, e, f;
} Matrix;

#define MATRIX_SAME ((Matrix){FINE_ONE, 0, 0, FINE_ONE, 0, 0})

/* First `inner`, then `outer`. False if the result is out of range. */
bool matrix_multiply(const Matrix *outer, const Matrix *inner, Matrix *result);

/* The point in the outer units; out of range if it is far out. */
void matrix_apply(const Matrix *matrix, Fixed x, Fixed y, Fixed *to_x, Fixed *to_y);

/* How much larger lengths become, if that is the same in every direction;
 * else false. */
bool matrix_growth(const Matrix *matrix, Fine *growth);

/* Reads SVG's list of transforms: matrix, translate, scale, rotate, skewX,
 * skewY. False if it is none or out of range. */
bool matrix_read(Str text, Matrix *matrix);

#endif
