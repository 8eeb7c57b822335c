#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

typedef struct Block {
    struct Block *next;
    size_t used, room;
    bool usual; /* one of mem_block's; else it has a size of its own */
} Block;

typedef struct Deferred {
    struct Deferred *next;
    void (*close)(void *handle);
    void *handle;
} Deferred;

struct Arena {
    Block *blocks; /* the first has room left */
    Deferred *deferred;
};

#define ALIGNMENT alignof(max_align_t)
#define HEADER    ((sizeof(Block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

#define USUAL_ROOM (MEM_BLOCK - HEADER)

static Block *block_usual(void)
{
    Block *block = mem_block();
    *block = (Block){.room = USUAL_ROOM, .usual = true};
    return block;
}

static Block *block_large(size_t room)
{
    if (room > SIZE_MAX / 2)
        mem_exhausted(room);
    Block *block = mem_alloc(HEADER + room);
    *block = (Block){.room = room};
    return block;
}

static void block_free(Block *block)
{
    if (block->usual)
        mem_block_free(block);
    else
        mem_free(block);
}

Arena *arena_new(void)
{
    Arena *arena = mem_alloc(sizeof *arena);
    arena->blocks = block_usual();
    arena->deferred = NULL;
    return arena;
}

void arena_free(Arena *arena)
{
    for (Deferred *d = arena->deferred; d; d = d->next)
        d->close(d->handle);
    for (Block *block = arena->blocks; block;) {
        Block *next = block->next;
        block_free(block);
        block = next;
    }
    mem_free(arena);
}

static size_t aligned(size_t size)
{
    size_t whole = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (whole < size)
        mem_exhausted(size);
    return whole;
}

/* A large request gets a block of its own behind the first, so that the room
 * left in the first is not lost. */
void *arena_room(Arena *arena, size_t size)
{
    size_t need = aligned(size);
    Block *block = arena->blocks;
    if (block->room - block->used < need) {
        if (need > USUAL_ROOM / 4) {
            block = block_large(need);
            block->next = arena->blocks->next;
            arena->blocks->next = block;
        } else {
            block = block_usual();
            block->next = arena->blocks;
            arena->blocks = block;
        }
    }
    char *result = (char *)block + HEADER + block->used;
    block->used += need;
    return result;
}

void *arena_alloc(Arena *arena, size_t size)
{
    return memset(arena_room(arena, size), 0, size);
}

void *arena_array(Arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        mem_exhausted(SIZE_MAX);
    return arena_alloc(arena, count * size);
}

/* Lengthens what was allocated last where it stands, if its block has room. */
static bool extend(Arena *arena, const void *old, size_t old_size, size_t new_size)
{
    Block *block = arena->blocks;
    char *end = (char *)block + HEADER + block->used;
    size_t more = aligned(new_size) - aligned(old_size);
    if (!old_size || (const char *)old + aligned(old_size) != end ||
        block->room - block->used < more)
        return false;
    block->used += more;
    return true;
}

void *arena_grow_room(Arena *arena, const void *old, size_t old_size, size_t new_size)
{
    assert(new_size >= old_size);
    if (extend(arena, old, old_size, new_size))
        return (void *)(uintptr_t)old;
    void *larger = arena_room(arena, new_size);
    if (old_size)
        memcpy(larger, old, old_size);
    return larger;
}

void *arena_grow(Arena *arena, const void *old, size_t old_count, size_t new_count, size_t size)
{
    if (size && new_count > SIZE_MAX / size)
        mem_exhausted(SIZE_MAX);
    char *larger = arena_grow_room(arena, old, old_count * size, new_count * size);
    memset(larger + old_count * size, 0, (new_count - old_count) * size);
    return larger;
}

char *arena_copy(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_room(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_vprintf(Arena *arena, const char *format, va_list arguments)
{
    Block *block = arena->blocks;
    size_t room = block->room - block->used;
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf((char *)block + HEADER + block->used, room, format, again);
    va_end(again);
    assert(length >= 0);
    char *text = arena_room(arena, (size_t)length + 1);
    if ((size_t)length >= room) /* else it is where it was written: all room is aligned */
        vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

void arena_defer(Arena *arena, void (*close)(void *handle), void *handle)
{
    Deferred *deferred = ARENA_NEW(arena, Deferred);
    deferred->close = close;
    deferred->handle = handle;
    deferred->next = arena->deferred;
    arena->deferred = deferred;
}
