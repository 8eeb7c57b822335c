#define _GNU_SOURCE /* RTLD_NEXT, MADV_POPULATE_WRITE */
#include "base/mem.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* write(2) alone: nothing here may allocate. */
void mem_exhausted(size_t size)
{
    static const char line[] = "zonebrief: out of memory\n";
    (void)size;
    ssize_t written = write(STDERR_FILENO, line, sizeof line - 1);
    (void)written;
    _exit(3);
}

void *mem_alloc(size_t size)
{
    void *block = malloc(size ? size : 1);
    if (!block)
        mem_exhausted(size);
    return block;
}

void mem_free(void *block)
{
    free(block);
}

/* Blocks from here on are mapped each by itself, and given back when they are freed. */
#define MAPPED (16 << 20)

void mem_keep(void)
{
    enum { PAD = 1 << 20, KEPT = 64 << 20 };
    mallopt(M_TOP_PAD, PAD);
    mallopt(M_MMAP_THRESHOLD, MAPPED);
    mallopt(M_TRIM_THRESHOLD, KEPT);
}

/* Freed, the block stays what the heap ends in, if mem_keep was called before.
 * Systems without the advice (Linux before 5.14) bring each page when it is needed. */
void mem_fetch(size_t bytes)
{
#ifdef MADV_POPULATE_WRITE
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    bytes = bytes < MAPPED / 2 ? bytes : MAPPED / 2;
    char *block = mem_alloc(bytes);
    uintptr_t first = ((uintptr_t)block + page - 1) / page * page;
    uintptr_t last = ((uintptr_t)block + bytes) / page * page;
    int kept = errno;
    if (last > first) {
        madvise(block + (first - (uintptr_t)block), last - first, MADV_HUGEPAGE);
        madvise(block + (first - (uintptr_t)block), last - first, MADV_POPULATE_WRITE);
    }
    errno = kept;
    mem_free(block);
#else
    (void)bytes;
#endif
}

/* -- blocks ------------------------------------------------------------------------- */

#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define MALLOC_IS_TAKEN
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define MALLOC_IS_TAKEN
#endif

#ifndef MALLOC_IS_TAKEN

#define REGION ((size_t)2 << 20) /* bytes: a large page */

typedef struct FreeBlock {
    struct FreeBlock *next;
} FreeBlock;

/* Of the process, as the heap is. */
static struct {
    pthread_mutex_t lock;
    FreeBlock *freed;
    char *at, *end; /* of the last region, what is still untouched */
} blocks = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* From an address that large pages can begin at. */
static void take_region(void)
{
    char *mapped =
        mmap(NULL, 2 * REGION, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED)
        mem_exhausted(REGION);
    size_t before = (REGION - (uintptr_t)mapped % REGION) % REGION;
    if (before)
        munmap(mapped, before);
    munmap(mapped + before + REGION, REGION - before);
    blocks.at = mapped + before;
    blocks.end = blocks.at + REGION;
    int kept = errno;
    madvise(blocks.at, REGION, MADV_HUGEPAGE); /* or small ones, where there are no others */
    errno = kept;
}

void *mem_block(void)
{
    pthread_mutex_lock(&blocks.lock);
    void *block = blocks.freed;
    if (block) {
        blocks.freed = blocks.freed->next;
    } else {
        if (blocks.at == blocks.end)
            take_region();
        block = blocks.at;
        blocks.at += MEM_BLOCK;
    }
    pthread_mutex_unlock(&blocks.lock);
    return block;
}

void mem_block_free(void *block)
{
    FreeBlock *freed = block;
    pthread_mutex_lock(&blocks.lock);
    freed->next = blocks.freed;
    blocks.freed = freed;
    pthread_mutex_unlock(&blocks.lock);
}

void mem_blocks_anew(void)
{
    blocks.freed = NULL;
    blocks.at = blocks.end = NULL;
}

#else /* each by itself, so that the sanitizer sees where it ends */

void *mem_block(void)
{
    return mem_alloc(MEM_BLOCK);
}

void mem_block_free(void *block)
{
    free(block);
}

void mem_blocks_anew(void)
{
}

#endif

/* -- for everybody ------------------------------------------------------------------ */

#ifndef MALLOC_IS_TAKEN

/* The function of that name behind ours. The first call may come from the
 * start of any library, before main and while there is one thread. */
static void find_next(void *pointer, size_t size, const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        mem_exhausted(0);
    memcpy(pointer, &found, size);
}

#define NEXT(function)                                                                             \
    static __typeof__(function) *next;                                                             \
    if (!next)                                                                                     \
    find_next(&next, sizeof next, #function)

void *malloc(size_t size)
{
    NEXT(malloc);
    void *block = next(size);
    if (!block && size)
        mem_exhausted(size);
    return block;
}

void *calloc(size_t count, size_t size)
{
    NEXT(calloc);
    void *block = next(count, size);
    if (!block && count && size)
        mem_exhausted(size);
    return block;
}

/* To grow to nothing is to free: then NULL is right. */
void *realloc(void *block, size_t size)
{
    NEXT(realloc);
    void *larger = next(block, size);
    if (!larger && size)
        mem_exhausted(size);
    return larger;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    NEXT(aligned_alloc);
    void *block = next(alignment, size);
    if (!block && size)
        mem_exhausted(size);
    return block;
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    NEXT(posix_memalign);
    int problem = next(block, alignment, size);
    if (problem && size)
        mem_exhausted(size);
    return problem;
}

#endif
