#include "listen.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/path.h"

#define DEPTH_MOST   8
#define FOLDERS_MOST 4000

/* What may happen in a folder that changes what is to be built. */
#define EVENTS                                                                                     \
    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF |       \
     IN_MOVE_SELF)

/* -- folders ----------------------------------------------------------------------- */

/* The number of the folder; a folder keeps the one it has. -1: it cannot be
 * listened to. */
static int listen_to(Listen *listen, const char *folder)
{
    int number = -1;
    if (listen->last < FOLDERS_MOST)
        number = inotify_add_watch(listen->events, *folder ? folder : ".",
                                   EVENTS | IN_ONLYDIR | IN_EXCL_UNLINK);
    if (number > listen->last)
        listen->last = number;
    return number;
}

static void listen_below(Listen *listen, Arena *arena, const char *folder, int depth)
{
    struct stat status;
    DIR *directory = depth < DEPTH_MOST ? opendir(folder) : NULL;
    if (!directory)
        return;
    listen_to(listen, folder);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = arena_printf(arena, "%s/%s", folder, entry->d_name);
        if (lstat(path, &status) != 0 || !S_ISDIR(status.st_mode) ||
            (status.st_ino == listen->out.st_ino && status.st_dev == listen->out.st_dev))
            continue;
        listen_below(listen, arena, path, depth + 1);
    }
    closedir(directory);
}

/* Listens to the folder itself, or to the one that the file is in, or else to
 * the nearest above that is there. */
static void listen_at(Listen *listen, Arena *arena, const char *path)
{
    struct stat status;
    if (!path)
        return;
    bool is_folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    const char *folder = is_folder ? path : path_folder(arena, path);
    int number = listen_to(listen, folder);
    for (int up = 0; number < 0 && errno == ENOENT && up < DEPTH_MOST; up++) {
        folder = path_folder(arena, arena_copy(arena, folder, strlen(folder) - 1));
        number = listen_to(listen, folder);
    }
    if (number == listen->zones && !is_folder)
        listen->zones = -1;
}

static void listen_to_paths(Listen *listen, Arena *arena, const Paths *paths)
{
    for (int i = 0; i < paths->count; i++)
        listen_at(listen, arena, paths->list[i]);
}

/* -- what a project names ------------------------------------------------------------ */

/* The pictures and maps of a layout or theme, which are named from the project
 * file's folder. A face is as well, though from another; that does no harm. */
static void listen_to_named(Listen *listen, Arena *arena, const Project *project, const Json *json)
{
    Job quiet = {arena, diag_new(arena)};
    const Json *file = json_type(json) == JSON_OBJECT ? json_member(json, "file") : NULL;
    if (json_type(file) == JSON_STRING)
        listen_at(
            listen, arena,
            path_within(arena, project->root, project->path, json_string(&quiet, file, "file")));
    for (const Json *one = json_first(json); one; one = json_next(one))
        listen_to_named(listen, arena, project, one);
}

static void listen_to_edition(Listen *listen, Arena *arena, const Project *project,
                              const Edition *edition)
{
    listen_at(listen, arena, edition->programme);
    if (edition->picked) {
        listen_at(listen, arena, edition->layout_path);
        listen_to_named(listen, arena, project, edition->layout);
    }
    if (edition->look) {
        listen_to_paths(listen, arena, &edition->look->files);
        listen_to_named(listen, arena, project, edition->look->root);
        for (int i = 0; i < edition->look->faces.count; i++)
            listen_at(listen, arena, edition->look->faces.list[i].path);
    }
}

bool listen_to_project(Listen *listen, const Project *project, const Arguments *arguments)
{
    Arena *arena = arena_new();
    int before = listen->last;
    const char *out = arguments->out ? arguments->out : project->out_folder;
    if (out && stat(out, &listen->out) != 0)
        listen->out = (struct stat){0};
    listen->zones = project->zones_folder ? listen_to(listen, project->zones_folder) : -1;
    listen_below(listen, arena, path_beside(arena, project->path, STR(".")), 0);
    listen_at(listen, arena, project->path);
    listen_at(listen, arena, project->sources_path);
    listen_at(listen, arena, project->fonts_folder);
    listen_to_paths(listen, arena, &project->shared);
    for (int i = 0; i < LANG_COUNT; i++)
        listen_at(listen, arena, project->hyphen_paths[i]);
    for (int i = 0; i < project->editions.count; i++)
        listen_to_edition(listen, arena, project, &project->editions.list[i]);
    for (int i = 0; i < arguments->font_paths.count; i++)
        listen_at(listen, arena, arguments->font_paths.list[i]);
    for (int i = 0; i < arguments->operand_count; i++)
        if (strchr(arguments->operands[i], '/'))
            listen_at(listen, arena, arguments->operands[i]);
    listen_at(listen, arena, arguments->since);
    arena_free(arena);
    return listen->last > before;
}

/* -- events ------------------------------------------------------------------------ */

bool listen_matters(const struct inotify_event *event)
{
    size_t length = event->len ? strlen(event->name) : 0;
    if (event->mask & (IN_IGNORED | IN_UNMOUNT))
        return false;
    if ((event->mask & IN_CREATE) && !(event->mask & IN_ISDIR)) /* it will be closed */
        return false;
    return length == 0 || (event->name[0] != '.' && event->name[length - 1] != '~');
}

bool listen_is_zone(const Listen *listen, const struct inotify_event *event)
{
    return event->wd == listen->zones && event->len > 0 && !(event->mask & IN_ISDIR);
}
