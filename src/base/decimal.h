/* decimal.h - exact decimal numbers, from the JSON token to the page.
 *
 * A number is never a double here: 21.75 stays 21.75 and 9007199254740993
 * stays itself. A Decimal borrows nothing and is compared by value, so that
 * 1.50 and 15e-1 are equal.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define DECIMAL_DIGITS 128

/* sign * 0.digits * 10^point; no leading or trailing zero digit; zero has no
 * digits and point 0. */
typedef struct {
    bool negative;
    int point;
    int count;
    char digits[DECIMAL_DIGITS]; /* '0'..'9' */
} Decimal;

/* Reads a JSON number token. False if it is none, has more significant
 * digits than DECIMAL_DIGITS, or an exponent beyond +-999. */
bool decimal_parse(Str token, Decimal *decimal);

/* -1, 0 or 1. */
int decimal_compare(const Decimal *a, const Decimal *b);

/* Plain notation: "-0.05", "21750000000"; in `arena`. */
const char *decimal_text(const Decimal *decimal, Arena *arena);

/* The decimal rounded half away from zero to whole multiples of 10^place. */
Decimal decimal_round(const Decimal *decimal, int place);

/* a + b. False, and nothing is set, if it may have more than DECIMAL_DIGITS - 1 digits. */
bool decimal_add(const Decimal *a, const Decimal *b, Decimal *sum);

/* a * b, all digits kept. False, and nothing is set, if there may be more than DECIMAL_DIGITS. */
bool decimal_multiply(const Decimal *a, const Decimal *b, Decimal *product);

/* value * 10^place. */
Decimal decimal_whole(int64_t value, int place);

/* decimal * 1000, rounded half away from zero: points to Len. False if it does
 * not fit 31 bits. */
bool decimal_thousandths(const Decimal *decimal, int32_t *value);

/* |decimal| >= `whole`, `whole` >= 0. */
bool decimal_reaches(const Decimal *decimal, long whole);

#endif
