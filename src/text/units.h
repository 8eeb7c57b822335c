/* units.h - words that no line break parts from a number: the table that
 * amounts.h reads figures with.
 *
 * What it holds comes from the project's data, file after file, so that a
 * project extends it; built once, then shared and never changed.
 */
#ifndef TEXT_UNITS_H
#define TEXT_UNITS_H

#include "base/arena.h"
#include "text/lang.h"

typedef struct Units Units;

typedef enum {
    UNITS_BEFORE, /* stands before a number: "RMB", "No.", "第" */
    UNITS_SCALE,  /* behind it, and a unit may follow: "million", "亿", "多" */
    UNITS_AFTER,  /* behind it: "km²", "平方公里", "社" */
    UNITS_PLACES
} UnitsPlace;

Units *units_new(Arena *arena);

/* Adds `word` (borrowed, not empty) for texts in `lang`, or for all of them
 * if that is LANG_NONE. A word that is there already is let pass. */
void units_add(Units *units, UnitsPlace place, Lang lang, Str word);

/* Length in bytes of the longest word of the table that `text` starts with,
 * or 0. A word of letters, or of katakana, that goes on behind it is none of
 * the table's: the m of 10 mice, the トン of 3トンネル. `units` may be NULL. */
size_t units_match(const Units *units, UnitsPlace place, Lang lang, Str text);

/* As units_match, for what `text` ends with. */
size_t units_match_end(const Units *units, UnitsPlace place, Lang lang, Str text);

#endif
