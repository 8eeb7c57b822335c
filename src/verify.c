#include "verify.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "build.h"
#include "extract.h"
#include "output.h"
#include "pdf/parts.h"
#include "recipe.h"

typedef struct {
    Arena *arena;
    const char *path; /* of the product */
    ReadFile file;
    AttachedFiles files;
    Recipe recipe;
    const Attached *zone, *sources;
    const char *in, *out; /* folders for what is attached, and for what is built */
} Verify;

/* -- what is given ------------------------------------------------------------------- */

static bool refuse(const char *path, const char *why)
{
    fprintf(stderr, "zonebrief: %s: %s\n", path, why);
    return false;
}

static bool take_apart(Verify *v, Str bytes)
{
    const char *why = NULL;
    if (!read_file(&v->file, v->arena, bytes, &why) || !extract_files(&v->file, &v->files, &why))
        return refuse(v->path, why);
    const Attached *recipe = NULL;
    for (int i = 0; i < v->files.count; i++) {
        const Attached *file = &v->files.list[i];
        v->zone = strcmp(file->relation, "Data") == 0 ? file : v->zone;
        v->sources = strcmp(file->relation, "Source") == 0 ? file : v->sources;
        recipe = strcmp(file->relation, RECIPE_RELATION) == 0 ? file : recipe;
    }
    if (!v->zone || !v->sources || !recipe)
        return refuse(v->path, "the facts, sources and recipe to build it from are not inside");
    Job quiet = {v->arena, diag_new(v->arena)};
    if (!recipe_read(&quiet, recipe->bytes, &v->recipe) || strchr(v->recipe.zone, '/') ||
        v->recipe.zone[0] == '.')
        return refuse(v->path, "its recipe cannot be read");
    return true;
}

/* -- building it again --------------------------------------------------------------- */

/* The folder and the files in it, which are ours, go again. */
static void clear(const char *folder)
{
    DIR *open = opendir(folder);
    struct dirent *entry;
    while (open && (entry = readdir(open)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(open), entry->d_name, 0);
    if (open)
        closedir(open);
    rmdir(folder);
}

static const char *make_folder(Arena *arena)
{
    const char *under = getenv("TMPDIR");
    char *folder = arena_printf(arena, "%s/zonebrief-XXXXXX", under && *under ? under : "/tmp");
    return mkdtemp(folder);
}

/* The path of the file at hand if it is the attached one, or else of a copy of
 * that: names and places of files are no part of what is compared. */
static const char *place(Verify *v, const char *at_hand, const char *name, Str bytes,
                         const char **why)
{
    Str held;
    const char *unread;
    if (at_hand && extract_load(v->arena, at_hand, &held, &unread) && str_equal(held, bytes))
        return at_hand;
    if (!output_write(v->arena, v->in, name, bytes.data, bytes.length, why))
        return NULL;
    return arena_printf(v->arena, "%s/%s", v->in, name);
}

static const char *programme_of(const Project *project, const char *name)
{
    for (int i = 0; i < project->editions.count; i++) {
        const char *path = project->editions.list[i].programme;
        if (path && strcmp(path_name(path), name) == 0)
            return path;
    }
    return NULL;
}

/* Builds with the project's files, but the zone and sources that are inside. */
static int build_again(Verify *v, Job *job, Arguments *arguments, const Project *project)
{
    const char *programme = programme_of(project, v->recipe.zone), *why = NULL;
    const char *at_hand =
        programme ? programme
                  : arena_printf(v->arena, "%s/%s", project->zones_folder, v->recipe.zone);
    char **zone = ARENA_NEW(v->arena, char *);
    *zone = (char *)place(v, at_hand, v->recipe.zone, v->zone->bytes, &why);
    if (!*zone) {
        refuse(v->path, why);
        return EXIT_ENVIRONMENT;
    }
    for (int i = 0; i < project->editions.count && programme; i++)
        if (project->editions.list[i].programme == programme)
            project->editions.list[i].programme = *zone;
    Langs langs = {.count = 0};
    for (int i = 0; i < arguments->lang_count; i++)
        langs.list[langs.count++] = lang_lookup(str_of(arguments->langs[i]));
    arguments->operands = zone;
    arguments->operand_count = 1;
    NoticePrinter printer = {arguments->diagnostics, 0};
    int status = build_run(job, arguments, project, langs, &printer);
    notices_end(&printer);
    return status;
}

/* What the command line of the product was, as far as the recipe tells. */
static Arguments arguments_of(const Verify *v, const Arguments *given)
{
    Arguments arguments = *given;
    arguments.command = "build";
    arguments.out = v->out;
    arguments.standard = v->recipe.standard;
    arguments.date = v->recipe.date ? v->recipe.date : "";
    arguments.jobs = 1;
    arguments.quiet = true;
    arguments.verbose = arguments.report_size = false;
    arguments.editions = (Repeats){.list = {v->recipe.edition}, .count = 1};
    arguments.lang_count = 0;
    for (int i = 0; i < 2 && v->recipe.langs[i]; i++)
        arguments.langs[arguments.lang_count++] = v->recipe.langs[i];
    return arguments;
}

static bool read_project(Verify *v, Job *job, const Arguments *arguments, ProjectChoice choice,
                         const char *path, Project *project)
{
    choice.editions = arguments->editions.list;
    choice.edition_count = arguments->editions.count;
    choice.langs = arguments->langs;
    choice.lang_count = arguments->lang_count;
    choice.sources = v->sources->bytes;
    bool able = project_read(job, path, &choice, project);
    if (!able || diag_errors(job->diag)) {
        diag_print(job->diag, stderr, json_locate, project->files);
        return false;
    }
    for (int i = 0; i < arguments->lang_count; i++) {
        bool known = false;
        for (int p = 0; p < project->langs.count; p++)
            known |= project->langs.list[p] == lang_lookup(str_of(arguments->langs[i]));
        if (!known)
            return refuse(v->path, arena_printf(v->arena, "the project has no language \"%s\"",
                                                arguments->langs[i]));
    }
    return project_edition(project) ||
           refuse(v->path,
                  arena_printf(v->arena, "the project has no edition \"%s\"", v->recipe.edition));
}

/* -- comparing ----------------------------------------------------------------------- */

static const FilePart *part_like(const FileParts *parts, const FilePart *wanted)
{
    for (int i = 0; i < parts->count; i++)
        if (parts->list[i].sort == wanted->sort && strcmp(parts->list[i].name, wanted->name) == 0)
            return &parts->list[i];
    return NULL;
}

static void tell_part(const FilePart *part, const char *how)
{
    printf("  %s%s%s: %s\n", part_sort_name(part->sort), part->name[0] ? " " : "", part->name, how);
}

static void compare_parts(const ReadFile *given, const ReadFile *made)
{
    FileParts ours = parts_find(given), theirs = parts_find(made);
    for (int i = 0; i < ours.count; i++) {
        const FilePart *part = &ours.list[i], *other = part_like(&theirs, part);
        if (!other)
            tell_part(part, "in the product alone");
        else if (part->hash != other->hash)
            tell_part(part, "differs");
    }
    for (int i = 0; i < theirs.count; i++)
        if (!part_like(&ours, &theirs.list[i]))
            tell_part(&theirs.list[i], "not in the product");
}

static const Input *input_named(const Inputs *inputs, const char *name, int turn)
{
    for (int i = 0; i < inputs->count; i++)
        if (strcmp(inputs->list[i].name, name) == 0 && turn-- == 0)
            return &inputs->list[i];
    return NULL;
}

/* The inputs by name; several of one name by their order. */
static void compare_inputs(const Inputs *given, const Inputs *made)
{
    for (int i = 0; i < given->count; i++) {
        const char *name = given->list[i].name;
        int turn = 0;
        for (int k = 0; k < i; k++)
            turn += strcmp(given->list[k].name, name) == 0;
        const Input *other = input_named(made, name, turn);
        if (!other)
            printf("  input %s: not in this project\n", name);
        else if (!hash_equal(other->hash, given->list[i].hash))
            printf("  input %s: another than the product was made with\n", name);
    }
    for (int i = 0; i < made->count; i++)
        if (!input_named(given, made->list[i].name, 0))
            printf("  input %s: the product was made without\n", made->list[i].name);
}

static int tell_difference(const Verify *v, Str made)
{
    Verify again = {.arena = v->arena, .path = "the brief built again"};
    if (!take_apart(&again, made))
        return EXIT_ENVIRONMENT;
    printf("%s: differs from what is built from the facts inside\n", v->path);
    compare_parts(&v->file, &again.file);
    compare_inputs(&v->recipe.inputs, &again.recipe.inputs);
    if (v->file.appended)
        printf("  %zu bytes were appended since it was written\n", v->file.appended);
    return EXIT_INPUT;
}

static int compare(const Verify *v, Str given)
{
    Str made = {NULL, 0};
    const char *why = "no product was made";
    DIR *folder = opendir(v->out);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot && strcmp(dot, ".pdf") == 0 &&
            !extract_load(v->arena, arena_printf(v->arena, "%s/%s", v->out, entry->d_name), &made,
                          &why))
            made.data = NULL;
    }
    if (folder)
        closedir(folder);
    if (!made.data) {
        refuse(v->path, why);
        return EXIT_ENVIRONMENT;
    }
    if (!str_equal(made, given))
        return tell_difference(v, made);
    printf("%s: agrees: the program makes the same %zu bytes of the facts inside\n", v->path,
           given.length);
    return EXIT_GOOD;
}

static int verify(Verify *v, const Arguments *given, ProjectChoice choice, const char *project_path,
                  Str bytes)
{
    Job job = {v->arena, diag_new(v->arena)};
    Arguments arguments = arguments_of(v, given);
    Project project;
    if (!read_project(v, &job, &arguments, choice, project_path, &project))
        return EXIT_INPUT;
    int status = build_again(v, &job, &arguments, &project);
    return status == EXIT_GOOD ? compare(v, bytes) : status;
}

int verify_run(Arena *arena, const Arguments *arguments, ProjectChoice choice, const char *project)
{
    Verify v = {.arena = arena, .path = arguments->operands[0]};
    Str bytes;
    const char *why = NULL;
    if (!extract_load(arena, v.path, &bytes, &why)) {
        refuse(v.path, why);
        return EXIT_ENVIRONMENT;
    }
    if (!take_apart(&v, bytes))
        return EXIT_INPUT;
    if (!project) {
        refuse(v.path, "no data/project.json here or in a folder above to build it with");
        return EXIT_ENVIRONMENT;
    }
    v.in = make_folder(arena);
    v.out = make_folder(arena);
    int status = EXIT_ENVIRONMENT;
    if (v.in && v.out)
        status = verify(&v, arguments, choice, project, bytes);
    else
        refuse(v.path, "no temporary folder can be made");
    if (v.in)
        clear(v.in);
    if (v.out)
        clear(v.out);
    return status;
}
