/* letters.h - a paragraph as its code points: what the finders of line breaks
 * look at. Private to breaks.c, amounts.c. */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include "text/lang.h"

typedef struct {
    Str text;
    const uint32_t *c;    /* code points; 0 behind the last, so c[count] is allowed */
    const uint32_t *byte; /* first byte of each; byte[count] is text.length */
    const uint8_t *lang;  /* Lang of each */
    int count;
} Letters;

/* A stretch of code points, first..end. */
typedef struct {
    int first, end;
} Stretch;

/* Letters that make words with one another without any break between, such as
 * the Latin ones; not Han, kana, Hangul. */
bool letters_make_words(uint32_t c);

#endif
