#include "picture/matrix.h"

static bool in_range(Fine value)
{
    return value > -FINE_MOST && value < FINE_MOST;
}

static Fine times(Fine a, Fine b)
{
    return fixed_scale(a, b, FINE_ONE);
}

bool matrix_multiply(const Matrix *outer, const Matrix *inner, Matrix *result)
{
    const Matrix *o = outer, *i = inner;
    *result = (Matrix){
        times(o->a, i->a) + times(o->c, i->b),        times(o->b, i->a) + times(o->d, i->b),
        times(o->a, i->c) + times(o->c, i->d),        times(o->b, i->c) + times(o->d, i->d),
        times(o->a, i->e) + times(o->c, i->f) + o->e, times(o->b, i->e) + times(o->d, i->f) + o->f};
    return in_range(result->a) && in_range(result->b) && in_range(result->c) &&
           in_range(result->d) && in_range(result->e) && in_range(result->f);
}

void matrix_apply(const Matrix *m, Fixed x, Fixed y, Fixed *to_x, Fixed *to_y)
{
    *to_x = fixed_scale(m->a, x, FINE_ONE) + fixed_scale(m->c, y, FINE_ONE) + (m->e >> 16);
    *to_y = fixed_scale(m->b, x, FINE_ONE) + fixed_scale(m->d, y, FINE_ONE) + (m->f >> 16);
}

static Fine distance(Fine a, Fine b)
{
    return a > b ? a - b : b - a;
}

/* Turned and mirrored alike are taken; a thousandth is not seen. */
bool matrix_growth(const Matrix *m, Fine *growth)
{
    *growth = fixed_root((Wide)m->a * m->a + (Wide)m->b * m->b);
    Fine slack = *growth / 1000;
    bool turned = distance(m->a, m->d) <= slack && distance(m->b, -m->c) <= slack;
    bool mirrored = distance(m->a, -m->d) <= slack && distance(m->b, m->c) <= slack;
    return turned || mirrored;
}

/* -- reading ----------------------------------------------------------------------- */

typedef struct {
    const char *name;
    int least, most; /* numbers within the brackets */
} Operation;

enum { OP_MATRIX, OP_TRANSLATE, OP_SCALE, OP_ROTATE, OP_SKEW_X, OP_SKEW_Y, OP_COUNT };

static const Operation OPERATIONS[OP_COUNT] = {{"matrix", 6, 6}, {"translate", 1, 2},
                                               {"scale", 1, 2},  {"rotate", 1, 3},
                                               {"skewX", 1, 1},  {"skewY", 1, 1}};

static Matrix rotation(Fine degrees, Fine x, Fine y)
{
    Fine sine = fixed_sine(degrees >> 16), cosine = fixed_cosine(degrees >> 16);
    return (Matrix){cosine,
                    sine,
                    -sine,
                    cosine,
                    x - times(cosine, x) + times(sine, y),
                    y - times(sine, x) - times(cosine, y)};
}

static Fine tangent(Fine degrees)
{
    Fine cosine = fixed_cosine(degrees >> 16);
    Fine sine = fixed_sine(degrees >> 16);
    if (cosine == 0)
        return FINE_MOST;
    return cosine > 0 ? fixed_scale(sine, FINE_ONE, cosine) : fixed_scale(-sine, FINE_ONE, -cosine);
}

static Matrix matrix_of(int operation, const Fine *n, int count)
{
    switch (operation) {
    case OP_MATRIX:
        return (Matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
    case OP_TRANSLATE:
        return (Matrix){FINE_ONE, 0, 0, FINE_ONE, n[0], count > 1 ? n[1] : 0};
    case OP_SCALE:
        return (Matrix){n[0], 0, 0, count > 1 ? n[1] : n[0], 0, 0};
    case OP_ROTATE:
        return rotation(n[0], count > 1 ? n[1] : 0, count > 1 ? n[2] : 0);
    case OP_SKEW_X:
        return (Matrix){FINE_ONE, 0, tangent(n[0]), FINE_ONE, 0, 0};
    default:
        return (Matrix){FINE_ONE, tangent(n[0]), 0, FINE_ONE, 0, 0};
    }
}

static void cut(Str *text, size_t length)
{
    *text = (Str){text->data + length, text->length - length};
}

static bool read_one(Str *text, Matrix *matrix)
{
    size_t length = 0;
    while (length < text->length && (text->data[length] | 0x20) >= 'a' &&
           (text->data[length] | 0x20) <= 'z')
        length++;
    Str name = {text->data, length};
    int operation = 0;
    while (operation < OP_COUNT && !str_is(name, OPERATIONS[operation].name))
        operation++;
    cut(text, length);
    fixed_skip(text);
    if (operation == OP_COUNT || text->length == 0 || text->data[0] != '(')
        return false;
    cut(text, 1);
    Fine numbers[6];
    int count = 0;
    for (fixed_skip(text); count < 6 && fine_read(text, &numbers[count]); count++)
        fixed_skip(text);
    const Operation *wanted = &OPERATIONS[operation];
    bool fits = count >= wanted->least && count <= wanted->most;
    if (!fits || (operation == OP_ROTATE && count == 2) || text->length == 0 ||
        text->data[0] != ')')
        return false;
    cut(text, 1);
    *matrix = matrix_of(operation, numbers, count);
    return true;
}

bool matrix_read(Str text, Matrix *matrix)
{
    *matrix = MATRIX_SAME;
    for (fixed_skip(&text); text.length; fixed_skip(&text)) {
        Matrix one, outer = *matrix;
        if (!read_one(&text, &one) || !matrix_multiply(&outer, &one, matrix))
            return false;
    }
    return true;
}
