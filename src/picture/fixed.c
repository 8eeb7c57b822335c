#include "picture/fixed.h"

#define BEYOND ((int64_t)1 << 60)

int64_t fixed_scale(int64_t value, int64_t numerator, int64_t denominator)
{
    Wide product = (Wide)value * numerator;
    Wide half = denominator / 2;
    Wide result = (product >= 0 ? product + half : product - half) / denominator;
    return result > BEYOND ? BEYOND : result < -BEYOND ? -BEYOND : (int64_t)result;
}

int64_t fixed_root(Wide value)
{
    int64_t root = 0;
    for (int bit = 62; bit >= 0; bit--) {
        int64_t larger = root | (int64_t)1 << bit;
        if ((Wide)larger * larger <= value)
            root = larger;
    }
    return root;
}

/* -- sines ------------------------------------------------------------------------- */

/* sin or cos of an angle from 0 to 45 degrees by its series: the terms fall by
 * a factor of 4 at least, so that ten of them leave less than can be told. */
static Fine series(Fixed degrees, bool sine)
{
    /* pi/180 * 2^48 */
    Wide radians = (Wide)degrees * 4912665105575LL >> 32;
    Wide square = radians * radians >> 32;
    Wide term = sine ? radians : FINE_ONE, sum = term;
    for (int n = sine ? 2 : 1; n < 20; n += 2) {
        term = -(term * square >> 32) / (n * (n + 1));
        sum += term;
    }
    return (Fine)sum;
}

Fine fixed_sine(Fixed degrees)
{
    const Fixed quarter = 90 * FIXED_ONE;
    Fixed angle = degrees % (4 * quarter);
    angle = angle < 0 ? angle + 4 * quarter : angle;
    bool negative = angle >= 2 * quarter;
    angle -= negative ? 2 * quarter : 0;
    angle = angle > quarter ? 2 * quarter - angle : angle;
    Fine value = angle <= quarter / 2 ? series(angle, true) : series(quarter - angle, false);
    return negative ? -value : value;
}

Fine fixed_cosine(Fixed degrees)
{
    return fixed_sine(degrees % (360 * FIXED_ONE) + 90 * FIXED_ONE);
}

/* -- reading ----------------------------------------------------------------------- */

typedef struct {
    int64_t digits; /* as many as count */
    int exponent;   /* of ten */
    bool negative;
} Number;

static bool is_digit(Str text, size_t at)
{
    return at < text.length && text.data[at] >= '0' && text.data[at] <= '9';
}

static void take_digit(Number *number, char digit, bool fraction)
{
    bool room = number->digits < INT64_MAX / 100;
    if (room)
        number->digits = number->digits * 10 + (digit - '0');
    if (room ? fraction : !fraction)
        number->exponent += room ? -1 : 1;
}

/* "e-3"; nothing is cut off if no digit follows: 1em is a length. */
static void read_exponent(Str text, size_t *at, Number *number)
{
    size_t digit = *at + 1;
    bool negative = digit < text.length && text.data[digit] == '-';
    if (digit < text.length && (text.data[digit] == '-' || text.data[digit] == '+'))
        digit++;
    if (!is_digit(text, digit))
        return;
    int exponent = 0;
    for (; is_digit(text, digit); digit++)
        exponent = exponent < 1000 ? exponent * 10 + (text.data[digit] - '0') : exponent;
    number->exponent += negative ? -exponent : exponent;
    *at = digit;
}

/* Length of the number at the front of `text`; 0: there is none. */
static size_t read_token(Str text, Number *number)
{
    size_t at = 0, digits = 0;
    *number = (Number){.negative = text.length && text.data[0] == '-'};
    if (text.length && (text.data[0] == '-' || text.data[0] == '+'))
        at++;
    for (; is_digit(text, at); at++, digits++)
        take_digit(number, text.data[at], false);
    if (at < text.length && text.data[at] == '.' && (digits || is_digit(text, at + 1)))
        for (at++; is_digit(text, at); at++, digits++)
            take_digit(number, text.data[at], true);
    if (digits && at < text.length && (text.data[at] | 0x20) == 'e')
        read_exponent(text, &at, number);
    return digits ? at : 0;
}

/* The number as a multiple of 1/one, if it is below most/one. */
static bool read_scaled(Str *text, int64_t one, int64_t most, int64_t *value)
{
    Number number;
    size_t length = read_token(*text, &number);
    if (length == 0)
        return false;
    Wide scaled = (Wide)number.digits * one;
    for (; number.exponent > 0 && scaled != 0 && scaled < most; number.exponent--)
        scaled *= 10;
    Wide divisor = 1;
    for (; number.exponent < 0 && divisor <= (Wide)INT64_MAX * 1000000; number.exponent++)
        divisor *= 10;
    if (number.exponent < 0)
        scaled = 0;
    scaled = (scaled + divisor / 2) / divisor;
    if (scaled >= most)
        return false;
    *value = number.negative ? -(int64_t)scaled : (int64_t)scaled;
    *text = (Str){text->data + length, text->length - length};
    return true;
}

bool fixed_read(Str *text, Fixed *value)
{
    return read_scaled(text, FIXED_ONE, FIXED_MOST, value);
}

bool fine_read(Str *text, Fine *value)
{
    return read_scaled(text, FINE_ONE, FINE_MOST, value);
}

void fixed_skip(Str *text)
{
    bool comma = false;
    while (text->length) {
        char c = text->data[0];
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
        if (!blank && (c != ',' || comma))
            return;
        comma |= c == ',';
        *text = (Str){text->data + 1, text->length - 1};
    }
}
