/* extract.h - the files that a product holds, given back: the command
 * extract. */
#ifndef EXTRACT_H
#define EXTRACT_H

#include "pdf/read.h"

/* A file out of a product. */
typedef struct {
    const char *name;     /* fit to be one in any folder: no slash, no control, no leading dot */
    const char *relation; /* "Data", "Source" */
    Str bytes;
} Attached;

typedef struct {
    Attached *list; /* by name */
    int count;
} AttachedFiles;

/* Takes the attached files out of a product that was read. False, with one line
 * in *why, if one has a name that is none, is damaged, or is larger than it
 * says. */
bool extract_files(const ReadFile *file, AttachedFiles *files, const char **why);

/* Reads the file at `path`, which is no link, whole, at most LIMIT_PRODUCT_BYTES. */
bool extract_load(Arena *arena, const char *path, Str *bytes, const char **why);

/* Writes the files that the product at `path` holds into `folder`, exactly as
 * they were attached. A file that is there already and has other bytes is not
 * replaced. Returns the exit status. */
int extract_write(Arena *arena, const char *path, const char *folder, bool quiet);

#endif
