/* chain.h - which face of a style's chain sets which character.
 *
 * Each character is set in the first face that has it. A word of Latin, Greek
 * or Cyrillic letters is set in one face, though: with ō from another face
 * than the other letters of Kōnan it would look mended. Han and kana are
 * taken one by one, as they stand one by one.
 */
#ifndef TEXT_CHAIN_H
#define TEXT_CHAIN_H

#include "text/span.h"

/* The first face of the chain that has the character, or NULL. */
const Face *chain_face(const TextStyle *style, uint32_t c);

/* A word of letters. */
typedef struct {
    size_t end;       /* first byte behind it */
    const Face *face; /* has all of it; NULL: each letter in the first face that has it */
    uint32_t odd;     /* the word's first letter that cannot be set in the face of its others
                         though some face has each letter; 0: none */
} Word;

/* May a word begin with the character? False for nearly all that is no letter
 * of these scripts: digits, spaces, kana, Han. */
static inline bool chain_may_begin(uint32_t c)
{
    return c >= 'A' && (c < 0x2E80 || (c >= 0xA640 && c < 0xAC00));
}

/* The word that begins at byte `at` of `text`, up to the text's end. Without
 * a letter there its end is `at`. A word that the first face has all of, or
 * is of ASCII letters alone, has no face. */
Word chain_word(const TextStyle *style, Str text, size_t at);

#endif
