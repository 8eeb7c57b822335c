#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Until the end, or until there is more than `most`. */
static bool fill(int fd, size_t most, Buf *bytes)
{
    for (;;) {
        size_t room = bytes->room - bytes->length - 1;
        ssize_t got = read(fd, bytes->data + bytes->length, room);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        bytes->length += (size_t)got;
        if (bytes->length > most) {
            errno = EFBIG;
            return false;
        }
        buf_reserve(bytes, 4096);
    }
}

/* Opening must not block on a FIFO, follow a link, or leak to children. */
int file_open(const char *path, size_t most, size_t *size)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -1;
    bool known = fstat(fd, &status) == 0;
    if (known && S_ISREG(status.st_mode) && (size_t)status.st_size <= most) {
        *size = (size_t)status.st_size;
        return fd;
    }
    int problem = !known ? errno : S_ISREG(status.st_mode) ? EFBIG : EINVAL;
    close(fd);
    errno = problem;
    return -1;
}

bool file_read(const char *path, size_t most, Buf *bytes)
{
    size_t size;
    bytes->length = 0;
    int fd = file_open(path, most, &size);
    bool good = fd >= 0;
    int problem = errno;
    if (good) {
        buf_reserve(bytes, size + 4096);
        good = fill(fd, most, bytes);
        problem = errno;
        close(fd);
    }
    if (!good)
        bytes->length = 0;
    bytes->data[bytes->length] = '\0';
    errno = problem;
    return good;
}
