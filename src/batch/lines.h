/* lines.h - reads JSON that this program has written, byte for byte. */
#ifndef BATCH_LINES_H
#define BATCH_LINES_H

#include "base/buf.h"
#include "base/hash.h"

typedef struct {
    Arena *arena;
    const char *at, *end;
    bool good; /* all was as expected so far; all that follows a slip is empty */
    bool more; /* the file goes on behind `end` */
    int file;
    Buf window; /* what is at hand of it */
} Lines;

void lines_of(Lines *lines, Arena *arena, Str text);

/* The lines of an open file (borrowed), of which only a few are at hand at a time: bytes
 * that have not been touched before cost more than to read them. */
void lines_open(Lines *lines, Arena *arena, int file);

/* Has what follows up to the end of the next line at hand; what was borrowed before is gone. */
void lines_next(Lines *lines);

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
