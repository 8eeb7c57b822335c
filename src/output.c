#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"

/* Bytes of a product's name in that of its temporary file, which is longer, and may
 * not be longer than NAME_MAX, 255, either. */
#define STEM_MOST 230

static bool fail(Arena *arena, const char *what, const char *path, const char **why)
{
    *why = arena_printf(arena, "cannot %s %s: %s", what, path, strerror(errno));
    return false;
}

static bool is_link_below(const char *root, const char *path)
{
    struct stat status;
    return root && strcmp(root, "/") != 0 && strlen(path) > strlen(root) &&
           path_is_below(root, path) && lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

bool output_folder(Arena *arena, const char *root, const char *folder, const char **why)
{
    char *path = arena_copy(arena, folder, strlen(folder));
    for (char *slash = path + 1;; slash++) {
        if (*slash != '/' && *slash != '\0')
            continue;
        char end = *slash;
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            return fail(arena, "make folder", path, why);
        if (is_link_below(root, path)) {
            *why = arena_printf(arena,
                                "%s is a symbolic link, which the project must not write over; "
                                "if it is meant, say --out=%s",
                                path, folder);
            return false;
        }
        *slash = end;
        if (end == '\0')
            return true;
    }
}

static bool write_all(int fd, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, data, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        data += written;
        length -= (size_t)written;
    }
    return true;
}

/* Writes and syncs; the file is closed either way. */
static bool fill(int fd, const void *data, size_t length)
{
    bool good = write_all(fd, data, length) && fsync(fd) == 0;
    int problem = errno;
    bool closed = close(fd) == 0;
    if (!good)
        errno = problem; /* the first is the cause */
    return good && closed;
}

void output_sync(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd); /* some file systems refuse; the rename stands all the same */
    close(fd);
}

static int create(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}

bool output_put(Arena *arena, const char *folder, const char *name, const void *data, size_t length,
                const char **why)
{
    const char *path = arena_printf(arena, "%s/%s", folder, name);
    const char *temporary =
        arena_printf(arena, "%s/.%.*s.%d.part", folder, STEM_MOST, name, (int)getpid());
    int fd = create(temporary);
    if (fd < 0 && errno == EEXIST && unlink(temporary) == 0) /* of a process of this id that */
        fd = create(temporary);                              /* was killed */
    if (fd < 0)
        return fail(arena, "create", temporary, why);
    if (!fill(fd, data, length)) {
        fail(arena, "write", path, why);
        unlink(temporary);
        return false;
    }
    if (rename(temporary, path) != 0) {
        fail(arena, "replace", path, why);
        unlink(temporary);
        return false;
    }
    return true;
}

bool output_write(Arena *arena, const char *folder, const char *name, const void *data,
                  size_t length, const char **why)
{
    if (!output_put(arena, folder, name, data, length, why))
        return false;
    output_sync(folder);
    return true;
}
