#define _XOPEN_SOURCE 700 /* realpath */
#include "brief/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"

/* The real path of a folder ("" is the working one), ending in '/'; NULL if
 * there is none. */
static const char *real_folder(Arena *arena, const char *folder)
{
    char *real = realpath(*folder ? folder : ".", NULL);
    const char *kept = real ? arena_printf(arena, "%s%s", real, real[1] ? "/" : "") : NULL;
    free(real);
    return kept;
}

/* `folder` without its last step; NULL if that is not called `name`. */
static const char *above(Arena *arena, const char *folder, const char *name)
{
    size_t length = strlen(folder), end = strlen(name);
    if (length <= end || strncmp(folder + length - end - 1, name, end) != 0 ||
        (length > end + 1 && folder[length - end - 2] != '/'))
        return NULL;
    return arena_copy(arena, folder, length - end - 1);
}

/* The folder's name cannot be seen in the path if it is the working folder, or
 * one above it. */
static void find_place(Arena *arena, const char *path, ProjectPlace *place)
{
    const char *folder = path_folder(arena, path);
    const char *root = above(arena, folder, "data");
    *place = (ProjectPlace){path, root ? root : folder};
    bool unnamed = *folder == '\0' || above(arena, folder, "..");
    const char *real = unnamed ? real_folder(arena, folder) : NULL;
    if (!real || !above(arena, real, "data"))
        return;
    place->root = arena_printf(arena, "%s../", folder);
    place->path = arena_printf(arena, "%sdata/%s", place->root, path_name(path));
}

bool place_project(Arena *arena, const char *path, const char *asked, ProjectPlace *place)
{
    path = path_clean(arena, path);
    if (!asked) {
        find_place(arena, path, place);
        return true;
    }
    const char *root = path_clean(arena, asked);
    root = *root && strcmp(root, "/") != 0 ? arena_printf(arena, "%s/", root) : root;
    *place = (ProjectPlace){path, root};
    if (path_is_below(root, path))
        return true;
    const char *top = real_folder(arena, root);
    const char *folder = real_folder(arena, path_folder(arena, path));
    if (!top || !folder || strncmp(folder, top, strlen(top)) != 0)
        return false;
    place->path = arena_printf(arena, "%s%s%s", root, folder + strlen(top), path_name(path));
    return true;
}

const char *place_path(Job *job, const char *root, const char *from, const Json *value,
                       const char *what)
{
    Str name = json_string(job, value, what);
    if (json_type(value) != JSON_STRING)
        return NULL;
    if (!path_is_below(root, from))
        root = path_folder(job->arena, from);
    const char *path = path_within(job->arena, root, from, name);
    if (path)
        return path;
    const char *last = name.length ? "it leads out of the project" : "a path has no characters";
    diag_add(job->diag,
             &(Report){.code = E017,
                       .where = json_where(value),
                       .message = last,
                       .label = *root ? arena_printf(job->arena, "the project is %s", root) : NULL,
                       .help = "paths are relative to their file, \"..\" stands at their beginning "
                               "only, and they lead to what is below the project's folder, or that "
                               "of --root"});
    return NULL;
}
