#include "base/filehash.h"

#include <string.h>

#include "base/file.h"

#define PIECE ((size_t)256 << 10) /* bytes */

void file_hashes_init(FileHashes *hashes, Arena *arena, const FileHashes *known)
{
    hashes->known = known;
    map_init(&hashes->map, arena);
    hashes->sum = hash_sum_new(arena);
    buf_init(&hashes->piece, arena);
    buf_reserve(&hashes->piece, PIECE);
}

void file_hash_set(FileHashes *hashes, const char *path, Hash hash)
{
    Arena *arena = hashes->map.arena;
    Hash *kept = ARENA_NEW(arena, Hash);
    *kept = hash;
    map_add(&hashes->map, str_of(arena_copy(arena, path, strlen(path))), kept);
}

static void add_piece(void *sum, Str piece)
{
    hash_sum_add(sum, piece);
}

Hash file_hash(FileHashes *hashes, const char *path)
{
    const Hash *found = map_lookup(&hashes->map, str_of(path));
    for (const FileHashes *in = hashes->known; in && !found; in = in->known)
        found = map_lookup(&in->map, str_of(path));
    if (found)
        return *found;
    if (file_pieces(path, &hashes->piece, add_piece, hashes->sum, &hashes->why) != FILE_READ) {
        hash_sum_take(hashes->sum);
        return (Hash){0, 0};
    }
    Hash hash = hash_sum_take(hashes->sum);
    file_hash_set(hashes, path, hash);
    return hash;
}
