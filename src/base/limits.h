/* limits.h - every cap on what comes in, in one place. The README repeats
 * this table. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <stdint.h>

#define LIMIT_FILE_BYTES       (32 << 20)
#define LIMIT_FACE_BYTES       (128 << 20) /* of a font file */
#define LIMIT_DEPTH            64
#define LIMIT_STRING_BYTES     (512 << 10)
#define LIMIT_VALUES           1000000
#define LIMIT_KEY_BYTES        512
#define LIMIT_NUMBER_BYTES     128
#define LIMIT_FAULTS           1000  /* told of a brief */
#define LIMIT_NESTED_FACTS     10000 /* facts printed inside the texts of facts, a brief */
#define LIMIT_PAGES            10000
#define LIMIT_MARKS_PER_BASE   30 /* UAX #15, Stream-Safe Text Format */
#define LIMIT_PARAGRAPH_BYTES  (512 << 10)
#define LIMIT_WORD_BYTES       100       /* of a word to be divided */
#define LIMIT_PRODUCT_BYTES    INT32_MAX /* of a product that is read back */
#define LIMIT_NAME_BYTES       200       /* of an attached file's name */
#define LIMIT_PICTURE_BYTES    (32 << 20)
#define LIMIT_PICTURE_SIDE     30000      /* pixels */
#define LIMIT_PICTURE_PIXELS   (32 << 20) /* of one picture */
#define LIMIT_ALL_PIXELS       (96 << 20) /* of all pictures of a zone */
#define LIMIT_PICTURE_SCANS    100        /* of a progressive JPEG */
#define LIMIT_DRAWING_DEPTH    64         /* elements within one another */
#define LIMIT_DRAWING_STEPS    200000     /* of all paths of a drawing */
#define LIMIT_BRIEF_SECONDS    120        /* if --time-limit does not say otherwise */
#define LIMIT_WORKER_MEGABYTES 2048       /* on top of what all share; --memory-limit */

#endif
