/* lines.h - reads JSON that this program has written, byte for byte. */
#ifndef BATCH_LINES_H
#define BATCH_LINES_H

#include "base/hash.h"

typedef struct {
    Arena *arena;
    const char *at, *end;
    bool good; /* all was as expected so far; all that follows a slip is empty */
} Lines;

bool lines_accept(Lines *lines, const char *words);
void lines_expect(Lines *lines, const char *words);

/* A string, in the arena; a hash; an array of anything, borrowed as it stands. */
const char *lines_text(Lines *lines);
Hash lines_hash(Lines *lines);
Str lines_list(Lines *lines);

/* The string, or whole number, behind `words`. */
const char *lines_member(Lines *lines, const char *words);
int64_t lines_number(Lines *lines, const char *words);

#endif
