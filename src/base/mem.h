/* mem.h - the one allocator, which never returns NULL.
 *
 * Libraries that are handed a NULL crash, hang or, worse, go on and write a
 * wrong file. So every library that takes an allocator gets this one. When
 * memory ends, the handler set by main is called and must not return.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size);
void *mem_realloc(void *block, size_t size);
void mem_free(void *block);

/* Says one line on stderr and ends the process with status 3, running no
 * exit handlers: the caller's state cannot be trusted. */
_Noreturn void mem_exhausted(size_t size);

#endif
