#include "base/filehash.h"

#include <string.h>

#include "base/file.h"

#define SMALL (512 << 10) /* bytes: below it reading is faster than mapping */

void file_hashes_init(FileHashes *hashes, Arena *arena, const FileHashes *known)
{
    hashes->known = known;
    map_init(&hashes->map, arena);
    buf_init(&hashes->bytes, arena);
}

void file_hash_set(FileHashes *hashes, const char *path, Hash hash)
{
    Arena *arena = hashes->map.arena;
    Hash *kept = ARENA_NEW(arena, Hash);
    *kept = hash;
    map_add(&hashes->map, str_of(arena_copy(arena, path, strlen(path))), kept);
}

Hash file_hash(FileHashes *hashes, const char *path)
{
    const Hash *found = map_lookup(&hashes->map, str_of(path));
    for (const FileHashes *in = hashes->known; in && !found; in = in->known)
        found = map_lookup(&in->map, str_of(path));
    if (found)
        return *found;
    Hash hash = {0, 0};
    Str mapped;
    if (file_read(path, SMALL, &hashes->bytes))
        hash = hash_of((Str){hashes->bytes.data, hashes->bytes.length});
    else if (file_map(hashes->map.arena, NULL, path, SIZE_MAX, &mapped, &hashes->why) ==
             FILE_READ) {
        hash = hash_of(mapped);
        file_unmap(mapped);
    } else
        return hash;
    file_hash_set(hashes, path, hash);
    return hash;
}
