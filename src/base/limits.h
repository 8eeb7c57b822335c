/* limits.h - every cap on what comes in, in one place. The README repeats
 * this table. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define LIMIT_FILE_BYTES      (8 << 20)
#define LIMIT_DEPTH           64
#define LIMIT_STRING_BYTES    (512 << 10)
#define LIMIT_VALUES          50000
#define LIMIT_KEY_BYTES       512
#define LIMIT_NUMBER_BYTES    128
#define LIMIT_NESTED_FACTS    10000 /* facts printed inside the texts of facts, a brief */
#define LIMIT_PAGES           10000
#define LIMIT_MARKS_PER_BASE  30 /* UAX #15, Stream-Safe Text Format */
#define LIMIT_PARAGRAPH_BYTES (512 << 10)
#define LIMIT_WORD_BYTES      100 /* of a word to be divided */

#endif
