/* hash.h - content by its XXH3-128: for what is compared and kept, not for
 * what must withstand an adversary. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    uint64_t high, low; /* both 0: none */
} Hash;

Hash hash_of(Str bytes);

/* The hash of bytes that come in pieces: the same as of all at once. */
typedef struct HashSum HashSum;
HashSum *hash_sum_new(Arena *arena);
void hash_sum_add(HashSum *sum, Str piece);
Hash hash_sum_take(HashSum *sum); /* and begins anew */

bool hash_equal(Hash a, Hash b);
bool hash_is_none(Hash hash);

/* `a` and then `b` as one. */
Hash hash_join(Hash a, Hash b);

#define HASH_DIGITS 32

/* 32 hexadecimal digits, and back; what is none gives the hash 0. */
const char *hash_text(Arena *arena, Hash hash);
Hash hash_read(Str digits);

#endif
