/* limits.h - every cap on what comes in, in one place. The README repeats
 * these lines, and a test compares them (tests/limits.py). */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <stdint.h>

#define LIMIT_FILE_BYTES       (32 << 20)  /* a JSON file, or a dictionary */
#define LIMIT_DOCUMENTS_BYTES  INT32_MAX   /* all JSON files that are read at once */
#define LIMIT_VALUES           1000000     /* values in a JSON file */
#define LIMIT_DEPTH            64          /* levels of values within values */
#define LIMIT_STRING_BYTES     (512 << 10) /* a string of JSON */
#define LIMIT_KEY_BYTES        512         /* a key of JSON */
#define LIMIT_NUMBER_BYTES     128         /* a number of JSON */
#define LIMIT_FAULTS           1000        /* faults, and warnings, told of a brief */
#define LIMIT_FAULTS_OF_SYNTAX 50          /* faults of syntax told of a file */
#define LIMIT_THEMES           16          /* themes, each of which extends the next */
#define LIMIT_FACTS_WITHIN     8           /* facts printed within one another's texts */
#define LIMIT_NESTED_FACTS     10000 /* facts printed by one text, and by the texts of these */
#define LIMIT_PAGES            10000 /* pages of a brief */
#define LIMIT_PARAGRAPH_BYTES  (512 << 10) /* a paragraph */
#define LIMIT_MARKS_PER_BASE   30          /* combining marks on a character (UAX #15) */
#define LIMIT_WORD_BYTES       100         /* a word to be divided; a longer one is not */
#define LIMIT_FACE_BYTES       (128 << 20) /* a font file */
#define LIMIT_PICTURE_BYTES    (32 << 20)  /* a picture's file */
#define LIMIT_PICTURE_SIDE     30000       /* pixels on a side of a picture */
#define LIMIT_PICTURE_PIXELS   32000000    /* pixels of a picture */
#define LIMIT_ALL_PIXELS       96000000    /* pixels of all pictures of a zone */
#define LIMIT_PICTURE_SCANS    100         /* scans of a progressive JPEG */
#define LIMIT_DRAWING_DEPTH    64          /* elements of a drawing within one another */
#define LIMIT_DRAWING_STEPS    200000      /* steps of all paths of a drawing */
#define LIMIT_PRODUCT_BYTES    INT32_MAX   /* a product that is read back */
#define LIMIT_NAME_BYTES       255         /* name of a file in a product that is given back */
#define LIMIT_BRIEF_SECONDS    120         /* a brief in the making; --time-limit */
#define LIMIT_WORKER_MEBIBYTES 2048        /* a worker, on top of what all share; --memory-limit */

#endif
