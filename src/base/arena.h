/* arena.h - memory that lives and dies together.
 *
 * One arena per brief, and one for what all briefs share, own everything:
 * nothing is freed singly. Foreign handles register with arena_defer and are
 * closed, last first, when the arena is freed.
 *
 * arena_alloc never returns NULL: when memory ends, mem_exhausted (mem.h)
 * ends the process with one line of message.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

/* A new arena. The caller frees it with arena_free. */
Arena *arena_new(void);

/* Runs the deferred calls, last registered first, and frees all memory. */
void arena_free(Arena *arena);

/* `size` zeroed bytes, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes. */
void *arena_array(Arena *arena, size_t count, size_t size);

/* An array grown from `old_count` to `new_count` elements: contents kept, the
 * rest zeroed. It stays where it is if nothing was allocated behind it; else it is
 * copied, and the old one stays valid until the arena is freed. */
void *arena_grow(Arena *arena, const void *old, size_t old_count, size_t new_count, size_t size);

/* The same for bytes that are written before they are read: not zeroed. */
void *arena_room(Arena *arena, size_t size);
void *arena_grow_room(Arena *arena, const void *old, size_t old_size, size_t new_size);

/* Copies `length` bytes of `text` and adds a NUL. */
char *arena_copy(Arena *arena, const char *text, size_t length);

/* printf into the arena. Only %s %d %u %zu %x %c and widths of them: the
 * output must not depend on the locale. */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Calls close(handle) when the arena is freed. */
void arena_defer(Arena *arena, void (*close)(void *handle), void *handle);

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count)                                                            \
    ((Type *)arena_array((arena), (size_t)(count), sizeof(Type)))

/* An array whose elements are all written before they are read: not zeroed. */
#define ARENA_ROOM(arena, Type, count) ((Type *)arena_room((arena), (size_t)(count) * sizeof(Type)))

/* Makes room for one more element in a growing arena array. */
#define ARENA_RESERVE(arena, list, count, room)                                                    \
    do {                                                                                           \
        if ((count) == (room)) {                                                                   \
            size_t old_room_ = (size_t)(room);                                                     \
            (room) = (room) ? (room)*2 : 8;                                                        \
            (list) = arena_grow((arena), (list), old_room_, (size_t)(room), sizeof *(list));       \
        }                                                                                          \
    } while (0)

#endif
