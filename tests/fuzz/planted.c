/* planted - a target with a fault in it, so that it is seen that faults are
 * found: the byte 0xFF anywhere. No part of `make fuzz`. */
#include <string.h>

#include "shared/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FUZZ_HOLDS(size == 0 || !memchr(data, 0xFF, size));
    return 0;
}
