/* file.h - the bytes of a file. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>

#include "base/buf.h"

/* Puts the bytes of the regular file at `path` (no symbolic link at its end)
 * into `bytes`, in place of what is there. False, with none there and errno
 * set, if it is not one, cannot be read, or has more than `most` bytes. */
bool file_read(const char *path, size_t most, Buf *bytes);

#endif
