/* zones.h - which zone files a command is about. */
#ifndef ZONES_H
#define ZONES_H

#include "run.h"

typedef struct {
    const char **list;
    int count, room;
} ZoneFiles;

/* The files that `operands` name: a zone of `folder` by its id, a file, or a
 * folder's *.json files. Without operands, all of `folder`. Sorted by name,
 * each once. False with *why if one is not there. */
bool zones_find(Arena *arena, const char *folder, char **operands, int operand_count,
                ZoneFiles *zones, const char **why);

#endif
