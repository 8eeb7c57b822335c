/* shard.h - which part of a run this is: "2/8" is the second of eight.
 *
 * A zone belongs to the part that a hash of its file's name says: so all
 * parts agree without talking, and a new zone moves none of the others.
 */
#ifndef BATCH_SHARD_H
#define BATCH_SHARD_H

#include <stdbool.h>

#include "base/arena.h"

typedef struct {
    int number; /* from 1; 0: the whole run */
    int count;
} Shard;

#define SHARDS_MOST 10000

/* False if `text` is no "K/N" with 1 <= K <= N <= SHARDS_MOST. */
bool shard_read(const char *text, Shard *shard);

bool shard_takes(Shard shard, const char *file);

/* "manifest.json", or "manifest.2-8.json". */
const char *shard_manifest(Arena *arena, Shard shard);

#endif
