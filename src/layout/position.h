/* position.h - a point on the globe. */
#ifndef LAYOUT_POSITION_H
#define LAYOUT_POSITION_H

#include <stdint.h>

#define LOCATOR_DEGREE 1000 /* units to a degree */

/* Degrees in thousandths, east and north. */
typedef struct {
    int32_t longitude, latitude;
} Position;

#endif
