/* filehash.h - hashes of files, each read once. */
#ifndef BASE_FILEHASH_H
#define BASE_FILEHASH_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"

typedef struct FileHashes FileHashes;

struct FileHashes {
    const FileHashes *known; /* looked into first; NULL: none */
    Map map;                 /* path -> Hash */
    HashSum *sum;
    Buf piece;
    const char *why; /* the last hash is 0, in a few words */
};

/* What `known` (or NULL) has is not read again. */
void file_hashes_init(FileHashes *hashes, Arena *arena, const FileHashes *known);

/* The hash of the regular file at `path`, links followed; 0 if it cannot be
 * read, and then it is tried anew the next time. */
Hash file_hash(FileHashes *hashes, const char *path);

/* Reads those of the files that are not known yet, on several threads. */
void file_hashes_read(FileHashes *hashes, const char *const *paths, int count);

/* Notes a hash that is known already. */
void file_hash_set(FileHashes *hashes, const char *path, Hash hash);

#endif
