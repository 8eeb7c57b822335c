/* file.h - the bytes of a file. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>

#include "base/buf.h"

/* Puts the bytes of the regular file at `path` (no symbolic link at its end)
 * into `bytes`, in place of what is there. False, with none there and errno
 * set, if it is not one, cannot be read, or has more than `most` bytes. */
bool file_read(const char *path, size_t most, Buf *bytes);

/* Opens such a file to be read; *size is how many bytes it has. -1, with errno
 * set, where file_read gives false. */
int file_open(const char *path, size_t most, size_t *size);

#endif
