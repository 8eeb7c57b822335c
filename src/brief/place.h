/* place.h - the files that JSON names: where they may be.
 *
 * Every path in a project, whatever it leads to - zones, sources, terms,
 * layouts, themes and what they extend, faces, dictionaries, pictures, fonts,
 * products - goes through place_path (pictures, which are found further left,
 * through path_within alone), and is then opened as base/file.h has it. So a
 * project reads and writes below its root and nowhere else. What the command
 * line names may be anywhere.
 */
#ifndef BRIEF_PLACE_H
#define BRIEF_PLACE_H

#include "json/json.h"

/* A project file and the folder that its files are below. */
typedef struct {
    const char *path; /* as reports name it; below `root` by its text */
    const char *root; /* "", or ending in '/' */
} ProjectPlace;

/* The place of the project file at `path`. Its root is the folder `asked`, or,
 * if that is NULL, the folder that the file is in, or the one above if that is
 * called data. False if the file is not below `asked`. */
bool place_project(Arena *arena, const char *path, const char *asked, ProjectPlace *place);

/* The path that the string `value`, in the file at `from`, means. NULL after a
 * report: no string, or a path that leads out of `root` (E017); of a file that
 * is not below `root` itself, out of its own folder. `what` as in json_string. */
const char *place_path(Job *job, const char *root, const char *from, const Json *value,
                       const char *what);

#endif
