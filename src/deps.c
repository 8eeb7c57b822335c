#include "deps.h"

#include <string.h>

#include "base/path.h"
#include "output.h"

typedef struct {
    Arena *arena;
    const char *path; /* of the project file */
    Buf out;
    Map known; /* files that have stood there */
    const char **files;
    int count, room;
} Deps;

/* Blanks and signs that make gives a meaning. */
static void write_path(Buf *out, const char *path)
{
    for (const char *c = path; *c; c++) {
        if (*c == '$')
            buf_char(out, '$');
        else if (*c == ' ' || *c == '#' || *c == ':' || *c == '\\')
            buf_char(out, '\\');
        buf_char(out, *c);
    }
}

static void add_file(Deps *deps, const char *path)
{
    buf_text(&deps->out, " \\\n  ");
    write_path(&deps->out, path);
    if (!map_add(&deps->known, str_of(path), path))
        return;
    ARENA_RESERVE(deps->arena, deps->files, deps->count, deps->room);
    deps->files[deps->count++] = path;
}

/* "--set 1" is no file, and make cannot wait for one that must not be there. */
static void add_input(Deps *deps, const Input *input)
{
    if (input->name[0] != '-' && !hash_is_none(input->hash))
        add_file(deps, path_beside(deps->arena, deps->path, str_of(input->name)));
}

static void add_product(Deps *deps, const char *folder, const Manifest *manifest,
                        const ManifestEntry *entry)
{
    write_path(&deps->out, arena_printf(deps->arena, "%s/%s", folder, entry->product));
    buf_char(&deps->out, ':');
    add_file(deps, deps->path);
    const Inputs *shared = &manifest->sets[entry->set].files;
    for (int i = 0; i < shared->count; i++)
        add_input(deps, &shared->list[i]);
    for (int i = 0; i < entry->inputs.count; i++)
        add_input(deps, &entry->inputs.list[i]);
    for (int i = 0; i < entry->compared_count; i++)
        add_input(deps, &(Input){entry->compared[i].name, entry->compared[i].hash});
    buf_char(&deps->out, '\n');
}

bool deps_write(Arena *arena, const char *file, const char *folder, const char *path,
                const Plan *plan, const Manifest *manifest, const char **why)
{
    Deps deps = {.arena = arena, .path = path};
    buf_init(&deps.out, arena);
    map_init(&deps.known, arena);
    Map planned;
    map_init(&planned, arena);
    for (int z = 0; z < plan->zone_count; z++)
        for (int b = 0; b < plan->zones[z].brief_count; b++)
            map_add(&planned, str_of(plan->zones[z].briefs[b].name), plan);
    for (int i = 0; i < manifest->entry_count; i++)
        if (map_lookup(&planned, str_of(manifest->entries[i].product)))
            add_product(&deps, folder, manifest, &manifest->entries[i]);
    for (int i = 0; i < deps.count; i++) {
        buf_char(&deps.out, '\n');
        write_path(&deps.out, deps.files[i]);
        buf_text(&deps.out, ":\n");
    }
    const char *name = path_name(file);
    const char *beside = name == file ? "." : arena_copy(arena, file, (size_t)(name - file));
    return output_write(arena, beside, name, deps.out.data, deps.out.length, why);
}
