/* zones.h - which zone files a command is about. */
#ifndef ZONES_H
#define ZONES_H

#include "brief/project.h"

typedef struct {
    const char **list;
    int count, room;
} ZoneFiles;

/* Adds the folder's *.json files, sorted by name. False with *why if it cannot
 * be read. `root` as in file_open_folder. */
bool zones_list(Arena *arena, const char *root, const char *folder, ZoneFiles *zones,
                const char **why);

/* The files that `operands` name: a zone of the project by its file's name, a
 * file, or a folder's *.json files. Without operands, all zones, sorted by
 * name, and then the fact files of the programme, which editions name. Each
 * once. False with *why if one is not there. */
bool zones_find(Arena *arena, const Project *project, char **operands, int operand_count,
                ZoneFiles *zones, const char **why);

#endif
