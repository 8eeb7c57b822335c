/* cffread.h - the parts that a CFF font is made of (Adobe Technical Note 5176).
 *
 * For cff.c and pdf/slice.c alone. Reading past the end sets `bad` and gives 0.
 */
#ifndef TEXT_CFFREAD_H
#define TEXT_CFFREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define CFF_STANDARD_STRINGS 391 /* string ids from here on are the font's own */
#define CFF_OPERANDS         48  /* as many as an operator of a DICT may have */

typedef struct {
    Str bytes;
    size_t at;
    bool bad;
} CffCursor;

/* A number of `size` bytes. */
uint32_t cff_number(CffCursor *c, int size);

typedef struct {
    Str bytes; /* the font */
    uint32_t count;
    int offset_size;
    size_t offsets; /* where they begin */
} CffIndex;

/* The INDEX at the cursor, which moves behind it. */
CffIndex cff_index(CffCursor *c);

/* Its element, or no bytes (data NULL) if there is none. */
Str cff_element(const CffIndex *index, uint32_t element);

enum { /* operators; escaped ones are 12 << 8 and more */
       CFF_FONT_BBOX = 5,
       CFF_CHARSET = 15,
       CFF_CHAR_STRINGS = 17,
       CFF_PRIVATE = 18,
       CFF_SUBRS = 19,
       CFF_DEFAULT_WIDTH = 20,
       CFF_NOMINAL_WIDTH = 21,
       CFF_FONT_MATRIX = 12 << 8 | 7,
       CFF_ROS = 12 << 8 | 30,
       CFF_CID_COUNT = 12 << 8 | 34,
       CFF_FD_ARRAY = 12 << 8 | 36,
       CFF_FD_SELECT = 12 << 8 | 37,
       CFF_FONT_NAME = 12 << 8 | 38
};

typedef struct {
    uint32_t operator;
    Str raw;                        /* its operands as they stand */
    int32_t operands[CFF_OPERANDS]; /* reals as 0 */
    int count;
} CffEntry;

/* The next entry of the DICT that the cursor's bytes are; false at its end. */
bool cff_entry(CffCursor *c, CffEntry *entry);

/* What stands before the font's tables. */
typedef struct {
    Str name, top; /* the first font's name and Top DICT */
    CffIndex strings;
    bool shares; /* has global subroutines, or ends before them */
} CffHead;

/* False if it is not a CFF font. */
bool cff_head(Str cff, CffHead *head);

#endif
