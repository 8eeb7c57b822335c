/* fixed.h - numbers of drawings, exactly: no floats, no locale.
 *
 * A Fixed counts 1/65536 of a unit. A Fine counts 1/2^32: the entries of
 * matrices, sines, and what lies between the two. Products are taken in 128
 * bits. Results out of range are cut to it; what reads them checks with
 * fixed_in_range.
 */
#ifndef PICTURE_FIXED_H
#define PICTURE_FIXED_H

#include "base/len.h"
#include "base/str.h"

typedef int64_t Fixed;
typedef int64_t Fine;
__extension__ typedef __int128 Wide;

#define FIXED_ONE  ((Fixed)1 << 16)
#define FIXED_MOST ((Fixed)1 << 40) /* 2^24 units: no drawing needs more */
#define FINE_ONE   ((Fine)1 << 32)
#define FINE_MOST  ((Fine)1 << 57)

static inline bool fixed_in_range(Fixed value)
{
    return value > -FIXED_MOST && value < FIXED_MOST;
}

/* value * numerator / denominator, rounded half away from zero; `denominator`
 * > 0. Beyond 2^60 it is 2^60, so that
 * a few may be added. */
int64_t fixed_scale(int64_t value, int64_t numerator, int64_t denominator);

/* The whole root of `value`, rounded down; `value` >= 0. */
int64_t fixed_root(Wide value);

/* Sine and cosine of an angle in degrees. */
Fine fixed_sine(Fixed degrees);
Fine fixed_cosine(Fixed degrees);

/* Reads a number as SVG has it (-.5, 1e-3) from the front of `*text` and cuts
 * it off. False, and nothing cut off, if there is none or it is out of range.
 * Rounded half away from zero. */
bool fixed_read(Str *text, Fixed *value);

/* The same, finer, for matrices: below 2^25. */
bool fine_read(Str *text, Fine *value);

/* Cuts off white space, and one comma among it. */
void fixed_skip(Str *text);

#endif
