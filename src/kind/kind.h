/* kind.h - the kinds of block, one file each.
 *
 * A file src/kind/NAME.c defines `const Kind kind_NAME`; the build collects
 * them in KINDS, so adding a kind is adding its file and its golden.
 */
#ifndef KIND_KIND_H
#define KIND_KIND_H

#include "layout/paragraph.h"

/* What a block of the kind may be given in a layout file. */
enum {
    TAKES_TITLE = 1,
    TAKES_KICKER = 2,
    TAKES_TEXT = 4,
    TAKES_ENTRIES = 8,
    TAKES_COLUMNS = 16,
    TAKES_CHILDREN = 32,
    TAKES_NUMBERED = 64,
    TAKES_LEAD = 128,
    TAKES_ACROSS = 256
};

struct Kind {
    const char *name;
    const char *about; /* for people: what it shows */
    unsigned takes;
    void (*layout)(const Setting *setting, const Block *block, Galley *galley);
};

/* Ended by NULL. */
extern const Kind *const KINDS[];

/* The kind called `name`, or NULL. */
const Kind *kind_lookup(Str name);

/* Sets a block by its kind. */
void block_layout(const Setting *setting, const Block *block, Galley *galley);

#endif
