/* witness.c - says what a run opens, changes and calls, in strace's words, where
 * strace may not trace (LD_PRELOAD; tests/confining.py).
 *
 * It sees less: calls that go through the dynamic symbol table, and none of the
 * loader's and the C library's own. WITNESS names the file, which is opened at
 * once, for workers may open no such file.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shim.h"

static int said = -1;

__attribute__((constructor)) static void begin(void)
{
    NEXT(open);
    const char *path = getenv("WITNESS");
    said = path ? next(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;
    dprintf(said, "%d execve(\"\") = 0\n", (int)getpid());
}

/* All ways of writing are one to who reads this. */
static const char *how(int flags)
{
    return (flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT) ? "O_RDONLY" : "O_RDWR";
}

static int opened(int fd, const char *path, const char *flags)
{
    int error = errno;
    char link[64], target[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = fd < 0 ? -1 : readlink(link, target, sizeof target);
    if (length > 0)
        dprintf(said, "%d open(\"%s\", %s) = %d<%.*s>\n", (int)getpid(), path, flags, fd, (int)length,
                target);
    errno = error;
    return fd;
}

static int changed(int result, const char *what, const char *from, const char *to)
{
    int error = errno;
    if (result == 0)
        dprintf(said, "%d %s(\"%s\", \"%s\") = 0\n", (int)getpid(), what, from, to);
    errno = error;
    return result;
}

int open(const char *path, int flags, ...)
{
    NEXT(open);
    MODE_OF(flags);
    return opened(next(path, flags, mode), path, how(flags));
}

int open64(const char *path, int flags, ...)
{
    NEXT(open64);
    MODE_OF(flags);
    return opened(next(path, flags, mode), path, how(flags));
}

int openat(int folder, const char *path, int flags, ...)
{
    NEXT(openat);
    MODE_OF(flags);
    return opened(next(folder, path, flags, mode), path, how(flags));
}

FILE *fopen(const char *path, const char *mode)
{
    NEXT(fopen);
    FILE *file = next(path, mode);
    if (file)
        opened(fileno(file), path, *mode == 'r' && mode[1] != '+' ? "O_RDONLY" : "O_RDWR");
    return file;
}

DIR *opendir(const char *path)
{
    NEXT(opendir);
    DIR *folder = next(path);
    if (folder)
        opened(dirfd(folder), path, "O_RDONLY");
    return folder;
}

int rename(const char *from, const char *to)
{
    NEXT(rename);
    return changed(next(from, to), "rename", from, to);
}

int unlink(const char *path)
{
    NEXT(unlink);
    return changed(next(path), "unlink", path, path);
}

int mkdir(const char *path, mode_t mode)
{
    NEXT(mkdir);
    return changed(next(path, mode), "mkdir", path, path);
}

int socket(int domain, int type, int protocol)
{
    NEXT(socket);
    int fd = next(domain, type, protocol);
    dprintf(said, "%d socket(%s, %d, %d) = %d\n", (int)getpid(),
            domain == AF_INET ? "AF_INET" : "AF_OTHER", type, protocol, fd);
    return fd;
}

int socketpair(int domain, int type, int protocol, int ends[2])
{
    NEXT(socketpair);
    int done = next(domain, type, protocol, ends);
    dprintf(said, "%d socketpair(%d, %d, %d) = %d\n", (int)getpid(), domain, type, protocol, done);
    return done;
}

int execve(const char *path, char *const arguments[], char *const environment[])
{
    NEXT(execve);
    dprintf(said, "%d execve(\"%s\") = 0\n", (int)getpid(), path);
    return next(path, arguments, environment);
}
