#include "base/filehash.h"

#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "base/threads.h"

#define PIECE ((size_t)64 << 10) /* bytes: they are hashed while the cache has them */

void file_hashes_init(FileHashes *hashes, Arena *arena, const FileHashes *known)
{
    *hashes = (FileHashes){.known = known};
    map_init(&hashes->map, arena);
    buf_init(&hashes->piece, arena);
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

static const Hash *look_up(const FileHashes *hashes, const char *path)
{
    const Hash *found = NULL;
    for (; hashes && !found; hashes = hashes->known)
        found = map_lookup(&hashes->map, str_of(path));
    return found;
}

/* Memory for reading, once. */
static void make_ready(FileHashes *hashes)
{
    if (!hashes->sum)
        hashes->sum = hash_sum_new(hashes->map.arena);
    buf_reserve(&hashes->piece, PIECE);
}

/* The hash of the file as it is; 0 if it cannot be read. */
static Hash read_hash(FileHashes *hashes, const char *path)
{
    make_ready(hashes);
    FileState state = file_pieces(path, &hashes->piece, add_piece, hashes->sum, &hashes->why);
    Hash hash = hash_sum_take(hashes->sum);
    return state == FILE_READ ? hash : (Hash){0, 0};
}

Hash file_hash(FileHashes *hashes, const char *path)
{
    const Hash *found = look_up(hashes, path);
    if (found)
        return *found;
    Hash hash = read_hash(hashes, path);
    if (!hash_is_none(hash))
        file_hash_set(hashes, path, hash);
    return hash;
}

/* -- many ---------------------------------------------------------------------------- */

typedef struct {
    const char **paths;
    Hash *hashes;
    FileHashes own[THREADS_MOST];
} Reading;

static void read_one(void *context, int thread, int index)
{
    Reading *reading = context;
    reading->hashes[index] = read_hash(&reading->own[thread], reading->paths[index]);
}

void file_hashes_read(FileHashes *hashes, const char *const *paths, int count)
{
    int threads = threads_wanted(), wanted = 0;
    Arena *arenas[THREADS_MOST];
    Reading reading;
    assert(threads > 0);
    for (int i = 0; i < threads; i++) {
        arenas[i] = arena_new();
        file_hashes_init(&reading.own[i], arenas[i], NULL);
        make_ready(&reading.own[i]); /* a thread's own memory would be new */
    }
    reading.paths = ARENA_ARRAY(arenas[0], const char *, count);
    reading.hashes = ARENA_ARRAY(arenas[0], Hash, count);
    for (int i = 0; i < count; i++)
        if (!look_up(hashes, paths[i]))
            reading.paths[wanted++] = paths[i];
    threads_each(threads, wanted, read_one, &reading);
    for (int i = 0; i < wanted; i++)
        if (!hash_is_none(reading.hashes[i]))
            file_hash_set(hashes, reading.paths[i], reading.hashes[i]);
    for (int i = 0; i < threads; i++)
        arena_free(arenas[i]);
}
