#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
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

void *mem_realloc(void *block, size_t size)
{
    void *larger = realloc(block, size ? size : 1);
    if (!larger)
        mem_exhausted(size);
    return larger;
}

void mem_free(void *block)
{
    free(block);
}
