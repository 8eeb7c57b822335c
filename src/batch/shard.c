#include "batch/shard.h"

#include "base/hash.h"
#include "batch/manifest.h"

static const char *read_number(const char *at, int *number)
{
    *number = 0;
    while (*at >= '0' && *at <= '9' && *number <= SHARDS_MOST)
        *number = *number * 10 + (*at++ - '0');
    return at;
}

bool shard_read(const char *text, Shard *shard)
{
    const char *at = read_number(text, &shard->number);
    if (*at != '/')
        return false;
    at = read_number(at + 1, &shard->count);
    return *at == '\0' && shard->number >= 1 && shard->number <= shard->count &&
           shard->count <= SHARDS_MOST;
}

bool shard_takes(Shard shard, const char *file)
{
    if (shard.number == 0)
        return true;
    return hash_of(str_of(file)).low % (uint64_t)shard.count == (uint64_t)shard.number - 1;
}

const char *shard_manifest(Arena *arena, Shard shard)
{
    if (shard.number == 0)
        return MANIFEST_NAME;
    return arena_printf(arena, "manifest.%d-%d.json", shard.number, shard.count);
}
