/* deps.h - what products are made from, as make and ninja read it. */
#ifndef DEPS_H
#define DEPS_H

#include "batch/manifest.h"
#include "plan.h"

/* Writes a rule for each product of the plan that `manifest` knows, with the
 * files that it was made from, by the project at `path`; and an empty rule for
 * each of those files, so that one that is gone is no error. False with *why if
 * `file` cannot be written. */
bool deps_write(Arena *arena, const char *file, const char *folder, const char *path,
                const Plan *plan, const Manifest *manifest, const char **why);

#endif
