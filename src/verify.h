/* verify.h - is a product what the program makes of the facts inside it? The
 * command verify. */
#ifndef VERIFY_H
#define VERIFY_H

#include "args.h"

/* Builds the brief again, from the facts, the sources and the recipe attached
 * to the product at arguments->operands[0], and from the rest of the project at
 * `project`; then compares, byte for byte. Says whether they agree, and if not,
 * in which parts they differ and which inputs are others. Returns 0 if they
 * agree, 1 if not, and as build does where there is nothing to compare. */
int verify_run(Arena *arena, const Arguments *arguments, ProjectChoice choice, const char *project);

#endif
