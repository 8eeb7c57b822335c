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

/* In the order of their offsets. */
typedef struct {
    const ScanValue *list;
    int count;
} ScanValues;

/* Scans `text`, of at most LIMIT_FILE_BYTES, and reports its faults to `diag`
 * at offsets of the file `name`; messages live in `scratch`. Returns whether
 * there are none. */
bool scan_text(Arena *scratch, Diag *diag, const char *name, Str text);

/* Its values, in `arena`; of a text with faults, what can be made out. Nothing
 * is reported. A value takes 24 bytes: to be asked for where a fault is told. */
ScanValues scan_values(Arena *arena, Str text);

#endif
