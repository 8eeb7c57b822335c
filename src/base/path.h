/* path.h - names of files that stand in other files. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/arena.h"
#include "base/str.h"

/* The path that `name`, written in the file at `path`, means: relative to that
 * file's folder, each "../" at its beginning taking back one step of it. An
 * absolute one stays as it is. */
const char *path_beside(Arena *arena, const char *path, Str name);

/* `path` as a file in `folder` would name it ("" is the working folder): the
 * way back by path_beside. Where that cannot be told, `path`. */
const char *path_from(Arena *arena, const char *folder, const char *path);

/* What stands behind the last slash. */
const char *path_name(const char *path);

/* Paths, or other names of documents, in an arena array. */
typedef struct {
    const char **list;
    int count, room;
} Paths;

/* Adds `path` (borrowed) unless it is there. */
void paths_add(Arena *arena, Paths *paths, const char *path);

#endif
