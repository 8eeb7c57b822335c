/* output.h - writes a product so that its name never holds part of one.
 *
 * A temporary file in the same folder, written, synced and closed with every
 * step checked, then renamed over the name; then the folder is synced, for after a
 * power cut the name may else hold the file that it held before.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* False, with one line in *why, if the product could not be written: then
 * what was under the name before is still there. */
bool output_write(Arena *arena, const char *folder, const char *name, const void *data,
                  size_t length, const char **why);

/* The same but for the folder, for one of many: output_sync is due behind the last. */
bool output_put(Arena *arena, const char *folder, const char *name, const void *data, size_t length,
                const char **why);
void output_sync(const char *folder);

/* Makes the folder, and those above it, if they are missing. Those below
 * `root` may be no links, which could lead anywhere (file.h); NULL: the command
 * line named it. False with *why. */
bool output_folder(Arena *arena, const char *root, const char *folder, const char **why);

#endif
