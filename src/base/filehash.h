/* filehash.h - hashes of files, and these kept, so that each file is read once. */
#ifndef BASE_FILEHASH_H
#define BASE_FILEHASH_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"

/* What reads files. Its memory is there before the first, so that it can be another
 * thread's. */
typedef struct {
    HashSum *sum;
    Buf piece;
    const char *why; /* the last hash is 0, in a few words */
} FileHasher;

void file_hasher_init(FileHasher *hasher, Arena *arena);

/* The hash of the regular file at `path`, links followed; 0 if it cannot be read. */
Hash file_hasher_read(FileHasher *hasher, const char *path);

typedef struct FileHashes FileHashes;

struct FileHashes {
    const FileHashes *known; /* looked into first; NULL: none */
    Map map;                 /* path -> Hash */
    FileHasher hasher;
};

/* What `known` (or NULL) has is not read again. */
void file_hashes_init(FileHashes *hashes, Arena *arena, const FileHashes *known);

/* As file_hasher_read, once; what cannot be read is tried anew the next time. */
Hash file_hash(FileHashes *hashes, const char *path);

/* NULL: it has not been read. */
const Hash *file_hash_known(const FileHashes *hashes, const char *path);

/* Notes a hash that is known already. */
void file_hash_set(FileHashes *hashes, const char *path, Hash hash);

#endif
