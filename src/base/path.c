#include "base/path.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"

#define LONGEST 4096 /* bytes of the working folder's path; a longer one is not asked for */

/* Takes the first step off `rest`; false if there is none. */
static bool next_step(Str *rest, Str *step)
{
    if (rest->length == 0)
        return false;
    const char *slash = memchr(rest->data, '/', rest->length);
    size_t length = slash ? (size_t)(slash - rest->data) : rest->length;
    size_t taken = slash ? length + 1 : length;
    *step = (Str){rest->data, length};
    *rest = (Str){rest->data + taken, rest->length - taken};
    return true;
}

/* Length of `folder` (ending in '/') without its last step; the same if that
 * step cannot be taken back. */
static size_t parent_length(const char *folder, size_t length)
{
    size_t end = length ? length - 1 : 0;
    while (end > 0 && folder[end - 1] != '/')
        end--;
    Str step = {folder + end, length - end};
    bool fixed = length <= 1 || str_is(step, "../") || str_is(step, "./");
    return fixed ? length : end;
}

static bool is_plain(Str step)
{
    return step.length > 0 && !str_is(step, ".") && !str_is(step, "..");
}

bool path_is_below(const char *root, const char *path)
{
    size_t length = strlen(root);
    bool itself = length > 1 && strlen(path) == length - 1 && memcmp(root, path, length - 1) == 0;
    if (itself || strcmp(root, path) == 0)
        return true;
    Str rest = str_of(path), step;
    if (strncmp(root, path, length) != 0)
        return false;
    rest = (Str){path + length, rest.length - length};
    bool plain = rest.length > 0;
    while (plain && next_step(&rest, &step))
        plain = is_plain(step);
    return plain;
}

const char *path_beside(Arena *arena, const char *path, Str name)
{
    Str rest = name, step;
    size_t folder = (size_t)(path_name(path) - path);
    const char *climbed = "";
    if (name.length && name.data[0] == '/')
        return arena_copy(arena, name.data, name.length);
    for (Str after = rest; next_step(&after, &step) && str_is(step, ".."); rest = after) {
        size_t parent = parent_length(path, folder);
        if (parent == folder)
            climbed = arena_printf(arena, "%s../", climbed);
        folder = parent;
    }
    return arena_printf(arena, "%.*s%s%.*s", (int)folder, path, climbed, (int)rest.length,
                        rest.data);
}

const char *path_within(Arena *arena, const char *root, const char *from, Str name)
{
    if (name.length == 0 || memchr(name.data, '\0', name.length) ||
        (name.data[0] == '/' && strcmp(root, "/") != 0))
        return NULL;
    const char *path = path_beside(arena, from, name);
    size_t length = strlen(path);
    if (length == 0)
        return *root == '\0' ? "." : NULL;
    if (length > 1 && path[length - 1] == '/')
        path = arena_copy(arena, path, length - 1);
    return path_is_below(root, path) ? path : NULL;
}

const char *path_folder(Arena *arena, const char *path)
{
    return arena_copy(arena, path, (size_t)(path_name(path) - path));
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *path_clean(Arena *arena, const char *path)
{
    Buf clean;
    Str rest = str_of(path), step;
    buf_init(&clean, arena);
    if (*path == '/')
        buf_char(&clean, '/');
    for (bool first = true; next_step(&rest, &step);) {
        if (step.length == 0 || str_is(step, "."))
            continue;
        if (!first)
            buf_char(&clean, '/');
        buf_add(&clean, step.data, step.length);
        first = false;
    }
    return clean.data;
}

void paths_add(Arena *arena, Paths *paths, const char *path)
{
    for (int i = 0; i < paths->count; i++)
        if (strcmp(paths->list[i], path) == 0)
            return;
    ARENA_RESERVE(arena, paths->list, paths->count, paths->room);
    paths->list[paths->count++] = path;
}

/* As path_from, by the text alone; NULL if that does not tell. */
static const char *way_from(Arena *arena, const char *folder, const char *path)
{
    size_t common = 0;
    for (size_t i = 0; folder[i] && folder[i] == path[i]; i++)
        if (folder[i] == '/')
            common = i + 1;
    const char *rest = folder + common;
    const char *steps = "";
    if (*path == '/' && common <= 1) /* no folder but the root is above both */
        return path;
    if (strncmp(rest, "..", 2) == 0 || (*folder == '/' && *path != '/'))
        return NULL;
    for (const char *slash = rest; (slash = strchr(slash, '/')) != NULL; slash++)
        steps = arena_printf(arena, "../%s", steps);
    return arena_printf(arena, "%s%s", steps, path + common);
}

const char *path_from(Arena *arena, const char *folder, const char *path)
{
    char working[LONGEST];
    const char *name = way_from(arena, folder, path);
    if (!name && getcwd(working, sizeof working)) {
        const char *here = arena_printf(arena, "%s/", working[1] ? working : "");
        name = way_from(arena, path_beside(arena, here, str_of(folder)),
                        path_beside(arena, here, str_of(path)));
    }
    return name ? name : path;
}
