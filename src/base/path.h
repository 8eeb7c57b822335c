/* path.h - names of files that stand in other files. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* The path that `name`, written in the file at `path`, means: relative to that
 * file's folder, each "../" at its beginning taking back one step of it. An
 * absolute one stays as it is. */
const char *path_beside(Arena *arena, const char *path, Str name);

/* The same of a name that is not to be trusted, written in the file at `from`.
 * NULL if it does not lead to a place below the folder `root` ("" is the
 * working folder; else it ends in '/'): a name that is absolute (unless the
 * root is "/", which holds everything), that climbs too far or elsewhere than
 * at its beginning, that has an empty step or a NUL.
 * Only the text is looked at; what links do is for file_open to see. */
const char *path_within(Arena *arena, const char *root, const char *from, Str name);

/* Does the text of `path` say that it is below the folder `root`, or that
 * folder itself? */
bool path_is_below(const char *root, const char *path);

/* The folder of the file at `path`, ending in '/', or "". */
const char *path_folder(Arena *arena, const char *path);

/* `path` as a file in `folder` would name it ("" is the working folder, which is
 * asked for where the texts do not tell): the way back by path_beside. Of what is far from
 * the folder, or where nothing tells, `path`. */
const char *path_from(Arena *arena, const char *folder, const char *path);

/* What stands behind the last slash. */
const char *path_name(const char *path);

/* `path` without empty steps and "."; "" is the working folder. */
const char *path_clean(Arena *arena, const char *path);

/* Paths, or other names of documents, in an arena array. */
typedef struct {
    const char **list;
    int count, room;
} Paths;

/* Adds `path` (borrowed) unless it is there. */
void paths_add(Arena *arena, Paths *paths, const char *path);

#endif
