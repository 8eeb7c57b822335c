#include "brief/look.h"

#include <string.h>

#include "base/limits.h"
#include "brief/logo.h"
#include "brief/place.h"

typedef struct {
    Job *job;
    JsonFiles *files;
    const char *root; /* of the project */
    Look *look;
    const char *chain[LIMIT_THEMES]; /* files that extend the one being read */
} LookReader;

static void report_circle(const LookReader *r, const Json *value, const char *path)
{
    diag_add(r->job->diag, &(Report){.code = E121,
                                     .where = json_where(value),
                                     .message = arena_printf(r->job->arena,
                                                             "%s extends itself, or too many in "
                                                             "a row",
                                                             path),
                                     .help = "the last theme of a row stands by itself"});
}

/* The theme at `path` laid over what it extends; NULL after a report. */
static const Json *read_theme(LookReader *r, const char *path, int depth)
{
    const Json *root = json_read_file(r->files, r->job, path);
    const Json *extends = json_member(root, "extends");
    paths_add(r->job->arena, &r->look->files, path);
    if (!extends)
        return root;
    const char *under = place_path(r->job, r->root, path, extends, "extends");
    if (!under)
        return NULL;
    r->chain[depth] = path;
    bool circle = depth + 1 == LIMIT_THEMES;
    for (int i = 0; i <= depth; i++)
        circle |= strcmp(r->chain[i], under) == 0;
    if (circle) {
        report_circle(r, extends, under);
        return NULL;
    }
    const Json *base = read_theme(r, under, depth + 1);
    return base ? json_merge(r->job->arena, base, root) : NULL;
}

static const Json *read_set(LookReader *r, const char *set, int number)
{
    Arena *arena = r->job->arena;
    const char *equals = strchr(set, '=');
    const char *name = arena_printf(arena, "--set %d", number);
    const Json *value = json_read_text(r->files, r->job, name, str_of(equals + 1));
    Str pointer = {set, (size_t)(equals - set)};
    const Json *patch = value ? json_nest(arena, pointer, value) : NULL;
    paths_add(arena, &r->look->files, name);
    if (value && !patch)
        diag_add(r->job->diag,
                 &(Report){.code = E114,
                           .where = json_where(value),
                           .message = arena_printf(arena, "\"%.*s\" is no pointer",
                                                   (int)pointer.length, pointer.data),
                           .help = "for example --set /colours/accent='\"#7a1f1f\"'"});
    return patch;
}

/* The theme with the files and values of the command line laid over it. */
static const Json *lay_over(LookReader *r, const Json *root, const LookChanges *changes)
{
    Arena *arena = r->job->arena;
    bool good = root != NULL;
    for (int i = 0; i < changes->patch_count; i++) {
        const Json *patch = json_read_file(r->files, r->job, changes->patches[i]);
        paths_add(arena, &r->look->files, changes->patches[i]);
        good &= patch != NULL;
        root = good ? json_merge(arena, root, patch) : NULL;
    }
    for (int i = 0; i < changes->set_count; i++) {
        const Json *patch = read_set(r, changes->sets[i], i + 1);
        good &= patch != NULL;
        root = good ? json_merge(arena, root, patch) : NULL;
    }
    return root;
}

Look *look_read(Job *job, JsonFiles *files, const char *path, const Json *patch,
                const LookChanges *changes, const FontFolders *folders, Pictures *pictures,
                const Langs *langs)
{
    Look *look = ARENA_NEW(job->arena, Look);
    LookReader r = {.job = job, .files = files, .root = folders->root, .look = look};
    look->path = path;
    look->patch = patch;
    const Json *theme = read_theme(&r, path, 0);
    look->root = lay_over(&r, theme ? json_merge(job->arena, theme, patch) : NULL, changes);
    if (!look->root)
        return look;
    bool loaded = theme_load_faces(job, files, look->root, folders, &look->faces, &look->absent);
    for (int i = 0; i < langs->count && loaded; i++) {
        Lang lang = langs->list[i];
        look->themes[lang] = theme_read(job, files, look->root, &look->faces, lang);
        logo_read(job, files, pictures, look->root, lang, look->themes[lang]);
    }
    return look;
}
