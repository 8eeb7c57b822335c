/* map.h - finds things by name: a hash table in an arena. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Arena *arena;
    struct MapSlot *slots;
    size_t room; /* a power of two, or 0 */
    size_t count;
} Map;

void map_init(Map *map, Arena *arena);

/* Adds `value` under `key` (borrowed). False, and nothing added, if the key
 * is there already. `value` is not NULL. */
bool map_add(Map *map, Str key, const void *value);

/* The value under `key`, or NULL. */
const void *map_lookup(const Map *map, Str key);

/* Puts all values into `list`, which has room for map->count, in no order that
 * means anything. Returns how many. */
int map_values(const Map *map, const void **list);

/* The key most like `key`, or NULL: for "did you mean". */
const char *map_nearest(const Map *map, Str key);

#endif
