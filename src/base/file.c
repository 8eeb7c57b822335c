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
bool file_read(const char *path, size_t most, Buf *bytes)
{
    struct stat status;
    bytes->length = 0;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = fstat(fd, &status) == 0;
    if (good && (!S_ISREG(status.st_mode) || (size_t)status.st_size > most)) {
        errno = S_ISREG(status.st_mode) ? EFBIG : EINVAL;
        good = false;
    }
    if (good) {
        buf_reserve(bytes, (size_t)status.st_size + 4096);
        good = fill(fd, most, bytes);
    }
    int problem = errno;
    close(fd);
    if (!good)
        bytes->length = 0;
    bytes->data[bytes->length] = '\0';
    errno = problem;
    return good;
}
