/* mem.h - memory that never runs out quietly.
 *
 * A library that is handed a NULL crashes, hangs or, worse, goes on and makes
 * a wrong file: hb-subset leaves glyphs out and says nothing. Few of them take
 * an allocator, and none all of its memory from it. So mem.c defines malloc
 * and its kin themselves: the linker has everything in the process call these,
 * the libraries and the C library included. They pass each call on to the C
 * library's own, and when that has nothing left, the process ends at once.
 *
 * (The rejected alternative: each library's own hook, where it has one, and
 * checks after the fact where it has none. HarfBuzz as Debian builds it has
 * none, and its subsetter nothing that could be checked.)
 *
 * Under the address sanitizer, which ends the process likewise, malloc is its.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Never NULL, also for no bytes. To be freed with mem_free. */
__attribute__((returns_nonnull)) void *mem_alloc(size_t size);
void mem_free(void *block);

/* From here on memory that is freed stays with the process, for the next brief,
 * instead of going back to the system and coming from there again page by page. */
void mem_keep(void);

/* Blocks of one size, MEM_BLOCK bytes, not zeroed: what arenas are made of. They come
 * from regions for which the system is asked for pages of 2 MB, each of which is one
 * page fault instead of 512; a brief touches some thousand small ones. */
#define MEM_BLOCK ((size_t)64 << 10)

__attribute__((returns_nonnull)) void *mem_block(void);
void mem_block_free(void *block);

/* To be called after a fork, in the child: it takes new regions for new blocks. Those
 * that its parent has used would be copied, small page by small page. */
void mem_blocks_anew(void);

/* Has so many bytes brought in from the system at once, to be had by whoever asks
 * malloc next, in the same way and for the same reason; at most 8 MB, for larger blocks
 * would not stay. */
void mem_fetch(size_t bytes);

/* Says one line on stderr and ends the process with status 3, running no
 * exit handlers: the caller's state cannot be trusted. A file that is being
 * written must not be known to nobody else then: output.c asks for no memory
 * while there is one. */
_Noreturn void mem_exhausted(size_t size);

#endif
