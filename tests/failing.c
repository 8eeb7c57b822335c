/* failing.c - makes one call of one function fail, for tests/faults.py.
 *
 *     LD_PRELOAD=failing.so FAIL=write FAIL_AT=3 zonebrief build
 *
 * fails the third write with the error that belongs to it; with FAIL_EVER=1
 * that one and all behind it. FAIL_COUNT=FILE appends "NAME COUNT" to the file
 * when the process ends, so that a test knows how far to count; it is opened at
 * once, for workers may open no such file. Children of a fork count on from
 * their parent's number.
 *
 * With CORES=4 the machine has so many.
 *
 * FAIL=cut lets the n-th mapping of a file succeed, and then cuts the file
 * CUT down to nothing; FAIL=cutfork does so in the n-th child.
 *
 * Only calls that go through the dynamic symbol table are seen: not those
 * within the C library, such as stdio's own write.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shim.h"

static const char *name, *to_cut;
static long at, count;
static int ever, ready;

static void start(void)
{
    ready = 1;
    name = getenv("FAIL");
    const char *number = getenv("FAIL_AT");
    at = number ? atol(number) : 0;
    ever = getenv("FAIL_EVER") != NULL;
    to_cut = getenv("CUT");
}

/* Is this call of the function called `which` the one to fail? */
static int fails(const char *which, int error)
{
    if (!ready)
        start();
    if (!name || strcmp(name, which) != 0)
        return 0;
    count++;
    if (!at || (ever ? count < at : count != at))
        return 0;
    errno = error;
    return 1;
}

static int counts = -1;
static const char *cores; /* before the program forgets its environment */

__attribute__((constructor)) static void begin(void)
{
    NEXT(open);
    const char *path = getenv("FAIL_COUNT");
    cores = getenv("CORES");
    if (path)
        counts = next(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
}

__attribute__((destructor)) static void tell(void)
{
    if (counts >= 0)
        dprintf(counts, "%s %ld\n", name ? name : "", count);
}

/* By which workers end: destructors do not run. */
void _exit(int status)
{
    static void (*next)(int) __attribute__((noreturn));
    next = (__typeof__(next))dlsym(RTLD_NEXT, "_exit");
    tell();
    next(status);
}

/* All three of the allocator are one: FAIL=malloc counts them together. */
void *malloc(size_t size)
{
    NEXT(malloc);
    return fails("malloc", ENOMEM) ? NULL : next(size);
}

void *calloc(size_t items, size_t size)
{
    NEXT(calloc);
    return fails("malloc", ENOMEM) ? NULL : next(items, size);
}

void *realloc(void *block, size_t size)
{
    NEXT(realloc);
    return fails("malloc", ENOMEM) ? NULL : next(block, size);
}

static void cut(const char *which)
{
    if (fails(which, EIO) && to_cut && truncate(to_cut, 0) != 0)
        abort();
}

void *mmap(void *where, size_t size, int how, int flags, int fd, off_t offset)
{
    NEXT(mmap);
    void *got = fails("mmap", ENOMEM) ? MAP_FAILED : next(where, size, how, flags, fd, offset);
    if (fd >= 0)
        cut("cut");
    return got;
}

void *mmap64(void *where, size_t size, int how, int flags, int fd, off64_t offset)
{
    NEXT(mmap64);
    return fails("mmap", ENOMEM) ? MAP_FAILED : next(where, size, how, flags, fd, offset);
}

int open(const char *path, int flags, ...)
{
    NEXT(open);
    MODE_OF(flags);
    return fails("open", EMFILE) ? -1 : next(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    NEXT(open64);
    MODE_OF(flags);
    return fails("open", EMFILE) ? -1 : next(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    NEXT(openat);
    MODE_OF(flags);
    return fails("open", EMFILE) ? -1 : next(folder, path, flags, mode);
}

/* For system calls that the C library has no function for. */
long syscall(long number, ...)
{
    NEXT(syscall);
    ARGUMENTS_OF(number);
    return fails("syscall", EMFILE) ? -1 : next(number, a, b, c, d, e, f);
}

ssize_t write(int fd, const void *data, size_t length)
{
    NEXT(write);
    return fails("write", ENOSPC) ? -1 : next(fd, data, length);
}

ssize_t read(int fd, void *data, size_t length)
{
    NEXT(read);
    return fails("read", EIO) ? -1 : next(fd, data, length);
}

#define ONE_INT(which, error)                                                                      \
    int which(int fd)                                                                              \
    {                                                                                              \
        NEXT(which);                                                                               \
        return fails(#which, error) ? -1 : next(fd);                                               \
    }

ONE_INT(fsync, EIO)

int flock(int fd, int how)
{
    NEXT(flock);
    return fails("flock", ENOLCK) ? -1 : next(fd, how);
}

int dup2(int from, int to)
{
    NEXT(dup2);
    return fails("dup2", EBUSY) ? -1 : next(from, to);
}

int signalfd(int fd, const sigset_t *signals, int flags)
{
    NEXT(signalfd);
    return fails("signalfd", EMFILE) ? -1 : next(fd, signals, flags);
}

int prctl(int what, ...)
{
    NEXT(prctl);
    va_list more;
    va_start(more, what);
    unsigned long a = va_arg(more, unsigned long), b = va_arg(more, unsigned long);
    unsigned long c = va_arg(more, unsigned long), d = va_arg(more, unsigned long);
    va_end(more);
    return fails("prctl", EINVAL) ? -1 : next(what, a, b, c, d);
}

DIR *opendir(const char *path)
{
    NEXT(opendir);
    return fails("opendir", EMFILE) ? NULL : next(path);
}

DIR *fdopendir(int fd)
{
    NEXT(fdopendir);
    return fails("opendir", ENOMEM) ? NULL : next(fd);
}

struct dirent *readdir(DIR *folder)
{
    NEXT(readdir);
    return fails("readdir", EIO) ? NULL : next(folder);
}

/* The descriptor is gone all the same, as with NFS. */
int close(int fd)
{
    NEXT(close);
    int failing = fails("close", EIO), error = errno;
    int done = next(fd);
    if (!failing)
        return done;
    errno = error;
    return -1;
}

int fstat(int fd, struct stat *status)
{
    NEXT(fstat);
    return fails("fstat", EIO) ? -1 : next(fd, status);
}

int fstat64(int fd, struct stat64 *status)
{
    NEXT(fstat64);
    return fails("fstat", EIO) ? -1 : next(fd, status);
}

int stat(const char *path, struct stat *status)
{
    NEXT(stat);
    return fails("stat", EIO) ? -1 : next(path, status);
}

int fstatat(int folder, const char *path, struct stat *status, int flags)
{
    NEXT(fstatat);
    return fails("stat", EIO) ? -1 : next(folder, path, status, flags);
}

int access(const char *path, int how)
{
    NEXT(access);
    return fails("access", EIO) ? -1 : next(path, how);
}

#define TWO_PATHS(which, error)                                                                    \
    int which(const char *from, const char *to)                                                    \
    {                                                                                              \
        NEXT(which);                                                                               \
        return fails(#which, error) ? -1 : next(from, to);                                         \
    }

TWO_PATHS(rename, EIO)
TWO_PATHS(link, EIO)

int unlink(const char *path)
{
    NEXT(unlink);
    return fails("unlink", EIO) ? -1 : next(path);
}

int mkdir(const char *path, mode_t mode)
{
    NEXT(mkdir);
    return fails("mkdir", ENOSPC) ? -1 : next(path, mode);
}

pid_t fork(void)
{
    NEXT(fork);
    pid_t child = fails("fork", EAGAIN) ? -1 : next();
    if (child == 0)
        cut("cutfork");
    return child;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*work)(void *),
                   void *handle)
{
    NEXT(pthread_create);
    return fails("pthread_create", EAGAIN) ? EAGAIN : next(thread, how, work, handle);
}

long sysconf(int what)
{
    NEXT(sysconf);
    return what == _SC_NPROCESSORS_ONLN && cores ? atol(cores) : next(what);
}

int pipe(int ends[2])
{
    NEXT(pipe);
    return fails("pipe", EMFILE) ? -1 : next(ends);
}
