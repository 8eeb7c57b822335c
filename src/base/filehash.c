#include "base/filehash.h"

#include <string.h>

#include "base/file.h"

#define PIECE ((size_t)60 << 10) /* bytes: less than a block of an arena, and than a cache */

void file_hasher_init(FileHasher *hasher, Arena *arena)
{
    hasher->sum = hash_sum_new(arena);
    buf_init(&hasher->piece, arena);
    buf_reserve(&hasher->piece, PIECE);
    hasher->why = NULL;
}

static void add_piece(void *sum, Str piece)
{
    hash_sum_add(sum, piece);
}

Hash file_hasher_read(FileHasher *hasher, const char *path)
{
    FileState state = file_pieces(path, &hasher->piece, add_piece, hasher->sum, &hasher->why);
    Hash hash = hash_sum_take(hasher->sum);
    return state == FILE_READ ? hash : (Hash){0, 0};
}

/* -- kept ---------------------------------------------------------------------------- */

void file_hashes_init(FileHashes *hashes, Arena *arena, const FileHashes *known)
{
    *hashes = (FileHashes){.known = known};
    map_init(&hashes->map, arena);
}

void file_hash_set(FileHashes *hashes, const char *path, Hash hash)
{
    Arena *arena = hashes->map.arena;
    Hash *kept = ARENA_NEW(arena, Hash);
    *kept = hash;
    map_add(&hashes->map, str_of(arena_copy(arena, path, strlen(path))), kept);
}

const Hash *file_hash_known(const FileHashes *hashes, const char *path)
{
    const Hash *found = NULL;
    for (; hashes && !found; hashes = hashes->known)
        found = map_lookup(&hashes->map, str_of(path));
    return found;
}

Hash file_hash(FileHashes *hashes, const char *path)
{
    const Hash *found = file_hash_known(hashes, path);
    if (found)
        return *found;
    if (!hashes->hasher.sum)
        file_hasher_init(&hashes->hasher, hashes->map.arena);
    Hash hash = file_hasher_read(&hashes->hasher, path);
    if (!hash_is_none(hash))
        file_hash_set(hashes, path, hash);
    return hash;
}
