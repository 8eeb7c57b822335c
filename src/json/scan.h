/* scan.h - the strict pass over the bytes of a JSON document. */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "base/diag.h"
#include "base/str.h"

/* Where a value stands. Values are numbered in pre-order from 0. */
typedef struct {
    uint32_t offset, length;  /* the token; length 0: reading ended within it */
    uint32_t key, key_length; /* the token of its key, with quotes; length 0: none */
    int32_t parent;           /* number of the container, or -1 */
    int32_t index;            /* among its siblings, from 0 */
} ScanValue;

typedef struct {
    ScanValue *values;
    int count;
    bool clean; /* nothing was reported */
} Scan;

/* Scans `text`, of at most LIMIT_FILE_BYTES, and reports its faults to `diag`
 * at offsets of the file `name`. Values and messages live in `scratch`. If
 * the text is not clean, `values` holds what could be made out. */
Scan scan_text(Arena *scratch, Diag *diag, const char *name, Str text);

#endif
