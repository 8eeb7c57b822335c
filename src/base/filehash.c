#include "base/filehash.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define SMALL (512 << 10) /* bytes: below it reading is faster than mapping */

void file_hashes_init(FileHashes *hashes, Arena *arena)
{
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

static Hash hash_mapped(const char *path)
{
    struct stat status;
    Hash hash = {0, 0};
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return hash;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        size_t length = (size_t)status.st_size;
        void *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED) {
            hash = hash_of((Str){bytes, length});
            munmap(bytes, length);
        }
    }
    close(fd);
    return hash;
}

Hash file_hash(FileHashes *hashes, const char *path)
{
    const Hash *known = map_lookup(&hashes->map, str_of(path));
    if (known)
        return *known;
    Hash hash = file_read(path, SMALL, &hashes->bytes)
                    ? hash_of((Str){hashes->bytes.data, hashes->bytes.length})
                    : hash_mapped(path);
    file_hash_set(hashes, path, hash);
    return hash;
}
