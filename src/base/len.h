/* len.h - lengths of the page.
 *
 * A Len is an integer count of 1/1000 point, so that layout is exact and its
 * dumps compare byte for byte. No floating point takes part in layout. The
 * range is about 757 metres either way; pages are far smaller.
 */
#ifndef BASE_LEN_H
#define BASE_LEN_H

#include <stdint.h>

typedef int32_t Len;

#define LEN_POINT 1000
#define LEN_MAX   INT32_MAX

/* `points` may be a constant such as 10.5; only used on constants. */
#define LEN_PT(points) ((Len)((points)*LEN_POINT))

/* value * numerator / denominator, rounded half away from zero.
 * `denominator` > 0. The product is taken in 64 bits. */
static inline Len len_scale(int64_t value, int64_t numerator, int64_t denominator)
{
    int64_t product = value * numerator;
    int64_t half = denominator / 2;
    return (Len)((product >= 0 ? product + half : product - half) / denominator);
}

static inline Len len_max(Len a, Len b)
{
    return a > b ? a : b;
}

static inline Len len_min(Len a, Len b)
{
    return a < b ? a : b;
}

#endif
