#include "zones.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

/* Adds the path unless it is among the first `known`. */
static void add_new(Arena *arena, ZoneFiles *zones, const char *path, int known)
{
    for (int i = 0; i < known; i++)
        if (strcmp(zones->list[i], path) == 0)
            return;
    ARENA_RESERVE(arena, zones->list, zones->count, zones->room);
    zones->list[zones->count++] = path;
}

static void add(Arena *arena, ZoneFiles *zones, const char *path)
{
    add_new(arena, zones, path, zones->count);
}

static bool is_zone_file(const char *name)
{
    size_t length = strlen(name);
    return name[0] != '.' && length > 5 && strcmp(name + length - 5, ".json") == 0;
}

/* False, with errno, if not all of it can be read. */
static bool add_files(Arena *arena, DIR *directory, const char *folder, ZoneFiles *zones)
{
    int first = zones->count;
    for (struct dirent *entry; errno = 0, (entry = readdir(directory)) != NULL;)
        if (is_zone_file(entry->d_name))
            add_new(arena, zones, arena_printf(arena, "%s/%s", folder, entry->d_name), first);
    if (errno != 0)
        return false;
    texts_sort(zones->list + first, zones->count - first);
    return true;
}

bool zones_list(Arena *arena, const char *root, const char *folder, ZoneFiles *zones,
                const char **why)
{
    const char *reason = NULL;
    int fd = file_open_folder(root, folder, &reason);
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    bool good = directory && add_files(arena, directory, folder, zones);
    if (!good)
        *why = arena_printf(arena, "cannot read folder %s: %s", folder,
                            reason ? reason : strerror(errno));
    if (directory)
        closedir(directory);
    else if (fd >= 0)
        close(fd);
    return good;
}

/* Is `path` the file NAME.json of some folder? */
static bool is_named(Arena *arena, const char *path, const char *name)
{
    return strcmp(path_name(path), arena_printf(arena, "%s.json", name)) == 0;
}

static bool add_operand(Arena *arena, const Project *project, const char *operand, ZoneFiles *zones,
                        const char **why)
{
    if (is_folder(operand))
        return zones_list(arena, project->root, operand, zones, why);
    const char *named = arena_printf(arena, "%s/%s.json", project->zones_folder, operand);
    if (!strchr(operand, '/') && exists(named)) {
        add(arena, zones, named);
        return true;
    }
    for (int i = 0; i < project->editions.count; i++) {
        const char *programme = project->editions.list[i].programme;
        if (programme && is_named(arena, programme, operand)) {
            add(arena, zones, programme);
            return true;
        }
    }
    if (exists(operand)) {
        add(arena, zones, operand);
        return true;
    }
    *why = arena_printf(arena, "no zone, file or folder \"%s\"", operand);
    return false;
}

bool zones_find(Arena *arena, const Project *project, char **operands, int operand_count,
                ZoneFiles *zones, const char **why)
{
    *zones = (ZoneFiles){NULL, 0, 0};
    if (operand_count == 0) {
        bool good = zones_list(arena, project->root, project->zones_folder, zones, why);
        for (int i = 0; good && i < project->editions.count; i++)
            if (project->editions.list[i].programme)
                add(arena, zones, project->editions.list[i].programme);
        return good;
    }
    for (int i = 0; i < operand_count; i++)
        if (!add_operand(arena, project, operands[i], zones, why))
            return false;
    return true;
}
