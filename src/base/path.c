#include "base/path.h"

#include <string.h>

/* Length of `folder` (ending in '/') without its last step; 0 if that is all
 * of it, and the whole length if the step cannot be taken back. */
static int parent_length(const char *folder, int length)
{
    int end = length - 1;
    while (end > 0 && folder[end - 1] != '/')
        end--;
    bool upward = length - end == 3 && folder[end] == '.' && folder[end + 1] == '.';
    bool here = length - end == 2 && folder[end] == '.';
    return length == 0 || upward || here ? length : end;
}

const char *path_beside(Arena *arena, const char *path, Str name)
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    if (name.length && name.data[0] == '/')
        return arena_copy(arena, name.data, name.length);
    while (name.length > 3 && memcmp(name.data, "../", 3) == 0) {
        int parent = parent_length(path, folder);
        if (parent == folder)
            break;
        folder = parent;
        name = (Str){name.data + 3, name.length - 3};
    }
    return arena_printf(arena, "%.*s%.*s", folder, path, (int)name.length, name.data);
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void paths_add(Arena *arena, Paths *paths, const char *path)
{
    for (int i = 0; i < paths->count; i++)
        if (strcmp(paths->list[i], path) == 0)
            return;
    ARENA_RESERVE(arena, paths->list, paths->count, paths->room);
    paths->list[paths->count++] = path;
}

const char *path_from(Arena *arena, const char *folder, const char *path)
{
    size_t common = 0;
    for (size_t i = 0; folder[i] && folder[i] == path[i]; i++)
        if (folder[i] == '/')
            common = i + 1;
    const char *rest = folder + common;
    const char *steps = "";
    for (const char *slash = rest; (slash = strchr(slash, '/')) != NULL; slash++)
        steps = arena_printf(arena, "../%s", steps);
    if (*path == '/' || strncmp(rest, "..", 2) == 0)
        return path;
    return arena_printf(arena, "%s%s", steps, path + common);
}
