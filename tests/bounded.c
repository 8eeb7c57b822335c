/* bounded.c - a clock that only a test moves, and workers that have taken memory
 * before they begin, for tests/batch.py (LD_PRELOAD).
 *
 *     CLOCK=FILE   CLOCK_MONOTONIC is the number of milliseconds in the eight
 *                  bytes of the file
 *     TAKEN=N      a process that bounds its memory has had N MiB of it
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#include "shim.h"

static const volatile int64_t *milliseconds;
static size_t taken;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("CLOCK"), *number = getenv("TAKEN");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    void *page = mmap(NULL, sizeof *milliseconds, PROT_READ, MAP_SHARED, fd, 0);
    milliseconds = page == MAP_FAILED ? NULL : page;
    taken = number ? (size_t)atol(number) << 20 : 0;
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    NEXT(clock_gettime);
    if (clock != CLOCK_MONOTONIC || !milliseconds)
        return next(clock, at);
    *at = (struct timespec){*milliseconds / 1000, *milliseconds % 1000 * 1000000};
    return 0;
}

/* What cannot be mapped cannot be had by malloc either, which is the program's. */
int setrlimit(__rlimit_resource_t what, const struct rlimit *limit)
{
    NEXT(setrlimit);
    int done = next(what, limit);
    int how = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    if (what == RLIMIT_AS && taken && mmap(NULL, taken, PROT_NONE, how, -1, 0) == MAP_FAILED)
        free(malloc(taken));
    return done;
}
