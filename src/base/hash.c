#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static Hash from_xxh(XXH128_hash_t hash)
{
    return (Hash){hash.high64, hash.low64};
}

Hash hash_of(Str bytes)
{
    return from_xxh(XXH3_128bits(bytes.data, bytes.length));
}

struct HashSum {
    XXH3_state_t *state;
};

static void free_state(void *state)
{
    XXH3_freeState(state);
}

HashSum *hash_sum_new(Arena *arena)
{
    HashSum *sum = ARENA_NEW(arena, HashSum);
    sum->state = XXH3_createState();
    arena_defer(arena, free_state, sum->state);
    XXH3_128bits_reset(sum->state);
    return sum;
}

void hash_sum_add(HashSum *sum, Str piece)
{
    XXH3_128bits_update(sum->state, piece.data, piece.length);
}

Hash hash_sum_take(HashSum *sum)
{
    Hash hash = from_xxh(XXH3_128bits_digest(sum->state));
    XXH3_128bits_reset(sum->state);
    return hash;
}

bool hash_equal(Hash a, Hash b)
{
    return a.high == b.high && a.low == b.low;
}

bool hash_is_none(Hash hash)
{
    return hash.high == 0 && hash.low == 0;
}

Hash hash_join(Hash a, Hash b)
{
    uint64_t both[] = {a.high, a.low, b.high, b.low};
    return from_xxh(XXH3_128bits(both, sizeof both));
}

const char *hash_text(Arena *arena, Hash hash)
{
    static const char DIGITS[] = "0123456789abcdef";
    char *text = arena_alloc(arena, HASH_DIGITS + 1);
    for (int i = 0; i < HASH_DIGITS; i++) {
        uint64_t half = i < 16 ? hash.high : hash.low;
        text[i] = DIGITS[half >> (60 - 4 * (i % 16)) & 15];
    }
    return text;
}

Hash hash_read(Str digits)
{
    Hash hash = {0, 0};
    if (digits.length != HASH_DIGITS)
        return hash;
    for (int i = 0; i < HASH_DIGITS; i++) {
        char c = digits.data[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return (Hash){0, 0};
        uint64_t *half = i < 16 ? &hash.high : &hash.low;
        *half = *half << 4 | (uint64_t)digit;
    }
    return hash;
}
