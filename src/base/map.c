#include "base/map.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

struct MapSlot {
    Str key;
    const void *value; /* NULL: free */
};

void map_init(Map *map, Arena *arena)
{
    *map = (Map){.arena = arena};
}

/* The slot of `key`, or the free one where it would stand. */
static struct MapSlot *probe(const Map *map, Str key)
{
    size_t at = (size_t)XXH3_64bits(key.data, key.length) & (map->room - 1);
    while (map->slots[at].value && !str_equal(map->slots[at].key, key))
        at = (at + 1) & (map->room - 1);
    return &map->slots[at];
}

static void grow(Map *map)
{
    Map larger = {.arena = map->arena, .room = map->room ? map->room * 2 : 16, .count = map->count};
    larger.slots = ARENA_ARRAY(map->arena, struct MapSlot, larger.room);
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].value)
            *probe(&larger, map->slots[i].key) = map->slots[i];
    *map = larger;
}

bool map_add(Map *map, Str key, const void *value)
{
    if (map->count * 2 >= map->room)
        grow(map);
    struct MapSlot *slot = probe(map, key);
    if (slot->value)
        return false;
    *slot = (struct MapSlot){key, value};
    map->count++;
    return true;
}

const void *map_lookup(const Map *map, Str key)
{
    return map->room ? probe(map, key)->value : NULL;
}

int map_values(const Map *map, const void **list)
{
    int count = 0;
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].value)
            list[count++] = map->slots[i].value;
    return count;
}

const char *map_nearest(const Map *map, Str key)
{
    Arena *scratch = map->arena;
    const char **names = ARENA_ARRAY(scratch, const char *, map->count);
    int count = 0;
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].value)
            names[count++] = arena_copy(scratch, map->slots[i].key.data, map->slots[i].key.length);
    return str_nearest(key, names, count);
}
