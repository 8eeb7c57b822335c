/* file.h - opens and reads the files that a project names.
 *
 * Whoever wrote the JSON need not be whom the machine belongs to, so a file
 * that JSON names is looked for below the project's root and nowhere else. Its
 * name has been seen to (path_within); here it is opened step by step, and no
 * step may be a symbolic link, which could lead anywhere. (openat2's
 * RESOLVE_BENEATH would let links within the root pass, but only on kernels
 * that have it: the same project must not build on one and fail on another.)
 *
 * Only regular files are read, and opening never waits for one.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

typedef enum {
    FILE_READ,
    FILE_UNREADABLE, /* not there, no regular file, or a link on the way */
    FILE_FAILED,     /* the system does not give it: an error of the disk, too many open files */
    FILE_TOO_LARGE
} FileState;

/* Puts the bytes of the file at `path`, at most `most`, into `bytes`, in place
 * of what is there. If not FILE_READ, there are none, and *why says the reason
 * in a few words. If `path` is not below `root`, or the root NULL, the command
 * line named it: then only its last step may be no link. */
FileState file_read_within(const char *root, const char *path, size_t most, Buf *bytes,
                           const char **why);

/* A file of the program's own, such as a manifest: as file_read_within without
 * a root. False, with no bytes and errno set, if it cannot be had. */
bool file_read(const char *path, size_t most, Buf *bytes);

/* A descriptor of such a file, for those who read it themselves; -1. */
int file_open(const char *path);

/* Gives the bytes that the file at `path` has at this moment to `take`, piece by
 * piece, each as large as the room of `piece`. Links are followed. If not FILE_READ,
 * *why says the reason, and what `take` was given is worth nothing. */
FileState file_pieces(const char *path, Buf *piece, void (*take)(void *context, Str bytes),
                      void *context, const char **why);

/* As file_read_within, mapped instead of copied: for faces. *bytes is given back with
 * file_unmap. Links are followed where `root` is NULL: fonts of a machine are
 * often links. */
FileState file_map(Arena *arena, const char *root, const char *path, size_t most, Str *bytes,
                   const char **why);
void file_unmap(Str bytes);

/* A mapped file that somebody cuts short has no bytes to give: from here on the process then says
 * so and ends with status 3. (Copies instead would cost each run 16 MB, and 35 ms, the time of
 * several briefs.) */
void file_expect_cuts(void);

/* A descriptor of the folder at `path`, under the same rule as
 * file_read_within's files; -1 and *why. */
int file_open_folder(const char *root, const char *path, const char **why);

#endif
