/* explain.h - the commands explain and schema: what a code means, and what a
 * file may hold. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include <stdbool.h>

#include "base/arena.h"

/* What a code means, with an example and how to mend it; for NULL a list of
 * all. As text, or with `json` as JSON. Returns the exit status: 2 if there is
 * no such code. */
int explain_code(Arena *arena, const char *code, bool json);

/* Prints the JSON Schema of a sort of file; for NULL which there are. Returns
 * the exit status. */
int explain_schema(Arena *arena, const char *name);

#endif
