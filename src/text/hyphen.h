/* hyphen.h - where a word may be divided, by a dictionary of patterns.
 *
 * A dictionary is a file of the form that LibreOffice and libhyphen use, in
 * UTF-8. It is read when it is opened and put in order when the first word
 * is asked for. Answers are kept, as the same words come again and again.
 */
#ifndef TEXT_HYPHEN_H
#define TEXT_HYPHEN_H

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

typedef struct Hyphens Hyphens;

/* Least characters of a word before a hyphen and behind it, or what the
 * dictionary says, if that is more. */
#define HYPHEN_LEFT  2
#define HYPHEN_RIGHT 3

/* The dictionary at `path` (of the project of that `root`, or NULL: see
 * file_read), of at most LIMIT_FILE_BYTES, in `arena`, which closes it. NULL if
 * it cannot be read (*state says how) or is none, with one line of reason in *why. To be opened
 * once a process. */
Hyphens *hyphens_open(Arena *arena, const char *root, const char *path, FileState *state,
                      const char **why);

/* Stands for the file's bytes where inputs are hashed. */
uint64_t hyphens_hash(const Hyphens *hyphens);

/* Where one word may be divided: points[i] is 1 if a hyphen may stand before
 * byte i, else 0; `points` has word.length + 1 bytes. Case does not matter to
 * the patterns. Not divided are:
 *
 * - what is not Latin letters and combining marks throughout. Words with
 *   hyphens, slashes or apostrophes are the caller's: each part by itself;
 * - words of more than LIMIT_WORD_BYTES;
 * - capitals alone, up to six: abbreviations (NDRC, MOFCOM);
 * - capitals behind small letters: names (GmbH, PowerPoint).
 *
 * Points at which the spelling would change (Dutch oma-tje for omaatje) are
 * left out. */
void hyphens_divide(Hyphens *hyphens, Str word, uint8_t *points);

/* The same for all words of a text, a paragraph: points[0..text.length]. A
 * word is a run of Latin letters and combining marks. Not divided are, besides:
 *
 * - the last word of the text, with all parts of a compound with hyphens;
 * - words with soft hyphens, which say themselves where;
 * - words that touch a digit, "@" or "_", or a full stop inside (gov.cn);
 * - addresses: all between two spaces if it has "://", "www." or "@". */
void hyphens_mark(Hyphens *hyphens, Str text, uint8_t *points);

#endif
