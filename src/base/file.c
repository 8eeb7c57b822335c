#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"

#define READING (O_RDONLY | O_NONBLOCK | O_CLOEXEC)
#define FOLDER  (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

static const char *reason(int error)
{
    switch (error) {
    case ENOENT:
        return "no such file";
    case ELOOP:
        return "it is a symbolic link";
    case EACCES:
        return "permission denied";
    case ENOTDIR:
        return "a folder on the way is a symbolic link or no folder";
    case ENAMETOOLONG:
        return "its name is too long";
    default:
        return strerror(error);
    }
}

/* Nobody who wrote a name can help these. */
static bool is_of_machine(int error)
{
    return error == EIO || error == EMFILE || error == ENFILE || error == ENOMEM ||
           error == ESTALE || error == ETIMEDOUT;
}

static void close_quietly(int fd)
{
    int error = errno;
    close(fd);
    errno = error;
}

/* -- opening ------------------------------------------------------------------------ */

/* Opens `rest`, a path below the open folder `at`, which is closed. */
static int open_steps(int at, const char *rest, int flags)
{
    char step[256];
    for (const char *slash; at >= 0 && (slash = strchr(rest, '/')); rest = slash + 1) {
        size_t length = (size_t)(slash - rest);
        int next = -1;
        if (length >= sizeof step)
            errno = ENAMETOOLONG;
        else {
            memcpy(step, rest, length);
            step[length] = '\0';
            next = openat(at, step, FOLDER | O_NOFOLLOW);
        }
        close_quietly(at);
        at = next;
    }
    if (at < 0)
        return -1;
    int file = openat(at, rest, flags | O_NOFOLLOW);
    close_quietly(at);
    return file;
}

static int open_within(const char *root, const char *path, int flags)
{
    size_t length = root ? strlen(root) : 0;
    if (!root || strcmp(root, "/") == 0 || !path_is_below(root, path))
        return open(path, flags | O_NOFOLLOW);
    int at = open(length ? root : ".", FOLDER);
    return at < 0 || strlen(path) < length ? at : open_steps(at, path + length, flags);
}

int file_open_folder(const char *root, const char *path, const char **why)
{
    bool within = root && strcmp(root, "/") != 0 && path_is_below(root, path);
    int fd = within ? open_within(root, path, FOLDER) : open(path, FOLDER);
    if (fd < 0)
        *why = errno == ENOENT ? "no such folder" : reason(errno);
    return fd;
}

/* -- reading ------------------------------------------------------------------------ */

/* Until the end, or until there is more than `most`. */
static bool fill(int fd, size_t most, Buf *bytes)
{
    while (bytes->length <= most) {
        ssize_t got = read(fd, bytes->data + bytes->length, bytes->room - bytes->length - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        bytes->length += (size_t)got;
        buf_reserve(bytes, 1);
    }
    return true;
}

static FileState fail(FileState state, const char *why, const char **told)
{
    *told = why;
    return state;
}

/* After a call that has set errno. */
static FileState fail_call(const char **told)
{
    return fail(is_of_machine(errno) ? FILE_FAILED : FILE_UNREADABLE, reason(errno), told);
}

static const char *too_large(Arena *arena, size_t most)
{
    return arena_printf(arena, "larger than %zu MB", (most + 1) >> 20); /* of INT32_MAX, 2048 */
}

static FileState look(Arena *arena, int fd, size_t most, size_t *size, const char **why)
{
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0)
        return fail_call(why);
    errno = S_ISREG(status.st_mode) ? EFBIG : EINVAL; /* should that be what is wrong */
    if (!S_ISREG(status.st_mode))
        return fail(FILE_UNREADABLE, "it is not a regular file", why);
    if ((uintmax_t)status.st_size > most)
        return fail(FILE_TOO_LARGE, too_large(arena, most), why);
    *size = (size_t)status.st_size;
    return FILE_READ;
}

/* The size is only a hint: a file may change while it is read, and those of
 * /proc say 0. */
FileState file_read_within(const char *root, const char *path, size_t most, Buf *bytes,
                           const char **why)
{
    int fd = open_within(root, path, READING);
    size_t size = 0;
    bytes->length = 0;
    FileState state = look(bytes->arena, fd, most, &size, why);
    if (state == FILE_READ) {
        buf_reserve(bytes, size + 1);
        if (!fill(fd, most, bytes))
            state = fail_call(why);
        else if (bytes->length > most)
            state = fail(FILE_TOO_LARGE, too_large(bytes->arena, most), why);
    }
    if (fd >= 0)
        close_quietly(fd);
    if (state != FILE_READ)
        bytes->length = 0;
    bytes->data[bytes->length] = '\0';
    return state;
}

bool file_read(const char *path, size_t most, Buf *bytes)
{
    const char *why = NULL;
    return file_read_within(NULL, path, most, bytes, &why) == FILE_READ;
}

int file_open(const char *path)
{
    int fd = open_within(NULL, path, READING);
    size_t size;
    const char *why;
    if (fd < 0 || look(NULL, fd, SIZE_MAX, &size, &why) == FILE_READ)
        return fd;
    close_quietly(fd);
    return -1;
}

FileState file_pieces(const char *path, Buf *piece, void (*take)(void *context, Str bytes),
                      void *context, const char **why)
{
    int fd = open(path, READING);
    size_t left = 0;
    FileState state = look(piece->arena, fd, SIZE_MAX, &left, why);
    while (state == FILE_READ && left > 0) {
        ssize_t got = read(fd, piece->data, left < piece->room ? left : piece->room);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            state = fail_call(why);
        if (got <= 0)
            break; /* at 0 it was cut short */
        take(context, (Str){piece->data, (size_t)got});
        left -= (size_t)got;
    }
    if (fd >= 0)
        close_quietly(fd);
    return state;
}

FileState file_map(Arena *arena, const char *root, const char *path, size_t most, Str *bytes,
                   const char **why)
{
    int fd = root ? open_within(root, path, READING) : open(path, READING);
    size_t size = 0;
    FileState state = look(arena, fd, most, &size, why);
    if (state == FILE_READ && size == 0)
        state = fail(FILE_UNREADABLE, "it is empty", why);
    void *data = MAP_FAILED;
    if (state == FILE_READ)
        data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (state == FILE_READ && data == MAP_FAILED)
        state = fail_call(why);
    if (state == FILE_READ)
        *bytes = (Str){data, size};
    if (fd >= 0)
        close(fd);
    return state;
}

/* write(2) alone, for it comes in the midst of whatever read the file. */
static void cut_short(int number)
{
    static const char line[] = "zonebrief: a file was cut short while it was in use\n";
    (void)number;
    ssize_t written = write(STDERR_FILENO, line, sizeof line - 1);
    (void)written;
    _exit(3);
}

void file_expect_cuts(void)
{
    signal(SIGBUS, cut_short);
}

void file_unmap(Str bytes)
{
    munmap((void *)(uintptr_t)bytes.data, bytes.length);
}
