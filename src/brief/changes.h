/* changes.h - what is different between two states of a zone's facts.
 *
 * Facts are matched by id. A fact has changed if any of its members has, as
 * JSON values: a number written another way (1.50, 1.5) is no change, a word
 * in one language is.
 */
#ifndef BRIEF_CHANGES_H
#define BRIEF_CHANGES_H

#include "brief/model.h"

#define CHANGE_KEYS_MOST 24

typedef struct {
    const Fact *before;         /* NULL: added */
    const Fact *after;          /* NULL: removed */
    Str keys[CHANGE_KEYS_MOST]; /* of a changed fact: which members */
    int key_count;
} Change;

typedef struct {
    Change *list; /* in the order of the new file, then what was removed */
    int count;
} Changes;

/* Is the fact among what was added or changed? `changes` may be NULL. */
bool changes_has(const Changes *changes, const Fact *fact);

/* Both zones were read with `files`. */
Changes changes_find(Arena *arena, const JsonFiles *files, const Zone *before, const Zone *after);

#endif
