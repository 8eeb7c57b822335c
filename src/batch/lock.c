#include "batch/lock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Some file systems know no locks: then there is none. */
static bool hold(int fd, int how, const char *folder, void (**waits)(const char *folder))
{
    if (flock(fd, how | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return true;
    if (*waits)
        (*waits)(folder);
    *waits = NULL; /* it is said once */
    while (flock(fd, how) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

bool lock_take(Arena *arena, const char *folder, Shard shard, void (*waits)(const char *folder),
               Lock *lock, const char **why)
{
    *lock = (Lock){-1, -1};
    lock->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good =
        lock->folder >= 0 && hold(lock->folder, shard.number ? LOCK_SH : LOCK_EX, folder, &waits);
    if (good && shard.number) {
        const char *path = arena_printf(arena, "%s/.%s.lock", folder, shard_manifest(arena, shard));
        lock->part = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        good = lock->part >= 0 && hold(lock->part, LOCK_EX, folder, &waits);
    }
    if (!good)
        *why = arena_printf(arena, "cannot lock folder %s: %s", folder, strerror(errno));
    return good;
}

void lock_release(Lock *lock)
{
    if (lock->part >= 0)
        close(lock->part);
    if (lock->folder >= 0)
        close(lock->folder);
    *lock = (Lock){-1, -1};
}

/* The NAME of ".NAME.123.part"; empty if it is no such file. */
static Str name_of(const char *file)
{
    size_t length = strlen(file);
    if (file[0] != '.' || length < 9 || strcmp(file + length - 5, ".part") != 0)
        return (Str){NULL, 0};
    size_t dot = length - 6;
    while (dot > 0 && file[dot] >= '0' && file[dot] <= '9')
        dot--;
    if (dot < 2 || dot == length - 6 || file[dot] != '.')
        return (Str){NULL, 0};
    return (Str){file + 1, dot - 1};
}

void lock_tidy(Arena *arena, const char *folder, const Map *only)
{
    DIR *directory = opendir(folder);
    if (!directory)
        return;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        Str name = name_of(entry->d_name);
        if (name.length && (!only || map_lookup(only, name)))
            unlink(arena_printf(arena, "%s/%s", folder, entry->d_name));
    }
    closedir(directory);
}
