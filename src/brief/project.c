#include "brief/project.h"

#include <string.h>
#include <unistd.h>

#include "brief/place.h"
#include "brief/schema.h"
#include "brief/units.h"

static const JsonField PATH = {NULL, JSON_IS(JSON_STRING), false, NULL, "path of a file"};
static const JsonField LANGUAGE = {NULL, JSON_IS(JSON_STRING), false,
                                   NULL, "tag of a language",  .names = LANG_TAGS};
static const JsonShape DICTIONARIES = {"hyphenation", .each = &PATH, .keys = LANG_TAGS};

static const JsonField EDITION = {NULL, JSON_IS(JSON_OBJECT), false,
                                  NULL, "an edition",         .shape = &EDITION_SHAPE};

static const JsonField PROJECT_FIELDS[] = {
    {"zones", JSON_IS(JSON_STRING), true, NULL, "folder of zone files"},
    {"sources", JSON_IS(JSON_STRING), true, NULL, "sources file"},
    {"terms", JSON_IS(JSON_STRING), true, NULL, "terms file"},
    {"units", JSON_IS(JSON_ARRAY), false, NULL,
     "files of words that no line break parts from a number", .each = &PATH},
    {"editions", JSON_IS(JSON_ARRAY), true, NULL,
     "sets of briefs: which zones, by which layout and theme, in which languages", .each = &EDITION,
     .least = 1},
    {"fonts", JSON_IS(JSON_STRING), true, NULL, "folder of font files"},
    {"out", JSON_IS(JSON_STRING), true, NULL, "folder that products are written to"},
    {"languages", JSON_IS(JSON_ARRAY), true, NULL, "languages to build, e.g. \"zh-Hans\"",
     .each = &LANGUAGE, .least = 1},
    {"hyphenation", JSON_IS(JSON_OBJECT), false, NULL,
     "a dictionary file for each of some languages", .shape = &DICTIONARIES},
    {NULL, 0, false, NULL, NULL},
};

const JsonField *project_fields(void)
{
    return PROJECT_FIELDS;
}

const char *project_find(Arena *arena)
{
    const char *path = "data/project.json";
    for (int up = 0; up < 32; up++) {
        if (access(path, R_OK) == 0)
            return path;
        path = arena_printf(arena, "../%s", path);
    }
    return NULL;
}

static void report_lang(Job *job, const Json *value, Part part)
{
    diag_add(job->diag, &(Report){.code = E014,
                                  .where = json_where(value),
                                  .part = part,
                                  .message = "unknown language",
                                  .help = "languages are en, zh-Hans, zh-Hant, ja, ko, de"});
}

static void read_langs(Job *job, Project *project, const Json *list)
{
    for (const Json *value = json_first(list); value; value = json_next(value)) {
        Lang lang = lang_lookup(json_string(job, value, "language"));
        if (lang == LANG_NONE)
            report_lang(job, value, PART_VALUE);
        else if (project->langs.count < LANG_COUNT)
            project->langs.list[project->langs.count++] = lang;
    }
    if (!json_first(list))
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(list),
                                      .message = "a project has one language or more"});
}

/* The document that `value` names. */
static const Json *read_document(Job *job, Project *project, const Json *value, const char *what)
{
    const char *path = place_path(job, project->root, project->path, value, what);
    if (!path)
        return NULL;
    paths_add(job->arena, &project->shared, path);
    return json_read_file(project->files, job, path);
}

/* The document that the project's member `key` names. */
static const Json *read_named(Job *job, Project *project, const Json *root, const char *key)
{
    return read_document(job, project, json_member(root, key), key);
}

/* What is read under a name once is not read from the disk. */
static void supply_sources(Job *job, Project *project, const Json *root, Str bytes)
{
    Job quiet = {job->arena, diag_new(job->arena)}; /* the path's faults are told when it is read */
    const Json *name = json_member(root, "sources");
    const char *path =
        bytes.data ? place_path(&quiet, project->root, project->path, name, "sources") : NULL;
    if (path)
        json_read_text(project->files, job, path, bytes);
}

static void read_units(Job *job, Project *project, const Json *list)
{
    project->units = units_new(job->arena);
    for (const Json *name = json_first(list); name; name = json_next(name))
        units_read(job, read_document(job, project, name, "units file"), project->units);
}

static const char *read_folder(Job *job, const Project *project, const Json *root, const char *key)
{
    return place_path(job, project->root, project->path, json_member(root, key), key);
}

/* A member per language: its tag and the path of its dictionary. */
static void read_hyphenation(Job *job, Project *project, const Json *object)
{
    for (const Json *value = json_first(object); value; value = json_next(value)) {
        Lang lang = lang_lookup(json_key(value));
        const char *why = NULL;
        if (lang == LANG_NONE)
            report_lang(job, value, PART_KEY);
        const char *path = place_path(job, project->root, project->path, value, "dictionary");
        if (lang == LANG_NONE || !path)
            continue;
        FileState state;
        project->hyphens[lang] = hyphens_open(job->arena, project->root, path, &state, &why);
        project->hyphen_paths[lang] = path;
        if (!project->hyphens[lang])
            diag_add(job->diag,
                     &(Report){.code = state == FILE_FAILED ? E403 : E001,
                               .where = json_where(value),
                               .message = arena_printf(job->arena, "cannot read %s: %s", path, why),
                               .help = "data/hyphenation/README.md says what a dictionary is"});
    }
}

/* A locale with the units and all dictionaries of the project. */
static Locale *open_locale(Job *job, const Project *project, Lang lang)
{
    Locale *locale = locale_open(job->arena, lang);
    locale_set_units(locale, project->units);
    for (int other = 0; other < LANG_COUNT; other++)
        locale_hyphenate(locale, (Lang)other, project->hyphens[other]);
    return locale;
}

/* The project's own folder of fonts before the others. */
static FontFolders font_folders(Job *job, const Project *project, const FontFolders *more)
{
    const char **list = ARENA_ARRAY(job->arena, const char *, more->count + 1);
    list[0] = project->fonts_folder ? project->fonts_folder : "";
    for (int i = 0; i < more->count; i++)
        list[i + 1] = more->list[i];
    return (FontFolders){list, more->count + 1, project->root};
}

/* -- editions ---------------------------------------------------------------------- */

/* The look of the theme at `path` with a patch; each is read once. */
static const Look *find_look(Job *job, Project *project, const char *path, const Json *patch,
                             const ProjectChoice *choice, const FontFolders *fonts)
{
    for (int i = 0; i < project->editions.count; i++) {
        const Look *look = project->editions.list[i].look;
        if (look && strcmp(look->path, path) == 0 && look->patch == patch)
            return look;
    }
    Pictures *pictures = pictures_new(job->arena, project->root, project->path);
    return look_read(job, project->files, path, patch, &choice->changes, fonts, pictures,
                     &project->langs);
}

static bool is_asked_for(const ProjectChoice *choice, Lang lang)
{
    for (int i = 0; i < choice->lang_count; i++)
        if (strcmp(choice->langs[i], lang_tag(lang)) == 0)
            return true;
    return choice->lang_count == 0 || lang == LANG_NONE;
}

/* Is it one of those that the command line picks, and makes it anything in the
 * languages asked for? All are if the command line says nothing. */
static bool is_picked(const ProjectChoice *choice, const Edition *edition)
{
    bool named = choice->edition_count == 0, spoken = false;
    for (int i = 0; i < choice->edition_count; i++)
        named |= strcmp(choice->editions[i], edition->name) == 0;
    for (int i = 0; i < edition->pair_count; i++)
        spoken |= is_asked_for(choice, edition->pairs[i].left) &&
                  is_asked_for(choice, edition->pairs[i].right);
    return named && spoken;
}

static void check_name(Job *job, const Project *project, const Edition *edition)
{
    for (const Edition *other = project->editions.list; other < edition; other++)
        if (strcmp(other->name, edition->name) == 0)
            diag_add(job->diag, &(Report){.code = E108,
                                          .where = json_where(json_member(edition->json, "name")),
                                          .message = arena_printf(
                                              job->arena, "there is an edition \"%s\" already",
                                              edition->name)});
}

/* Editions that are not picked are checked, but their files are not read. */
static void read_editions(Job *job, Project *project, const Json *list, const ProjectChoice *choice,
                          const FontFolders *fonts)
{
    const ProjectPlace place = {project->path, project->root};
    project->editions.list = ARENA_ARRAY(job->arena, Edition, json_count(list));
    for (const Json *json = json_first(list); json; json = json_next(json)) {
        Edition *edition = &project->editions.list[project->editions.count];
        if (!edition_read(job, json, &place, &project->langs, edition))
            continue;
        check_name(job, project, edition);
        edition->picked = is_picked(choice, edition);
        if (edition->picked) {
            const char *theme = choice->changes.theme ? choice->changes.theme : edition->theme_path;
            edition->layout = json_read_file(project->files, job, edition->layout_path);
            edition->look =
                find_look(job, project, theme, json_member(json, "patch"), choice, fonts);
        }
        project->editions.count++;
    }
    if (!json_first(list))
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(list),
                                      .message = "a project has one edition or more"});
}

static void report_unplaced(Job *job, const char *path, const char *root)
{
    diag_add(job->diag,
             &(Report){.code = E017,
                       .where = WHERE_NONE,
                       .file = path,
                       .message = arena_printf(
                           job->arena, "%s is not below the folder %s of --root", path, root)});
}

bool project_read(Job *job, const char *path, const ProjectChoice *choice, Project *project)
{
    ProjectPlace place;
    bool placed = place_project(job->arena, path, choice->root, &place);
    *project = (Project){.path = place.path,
                         .root = place.root,
                         .folder = path_folder(job->arena, place.path),
                         .files = json_files_new(job->arena, place.root)};
    json_fold(project->files, "tables"); /* of zones */
    if (!placed) {
        report_unplaced(job, path, choice->root);
        return true;
    }
    const Json *root = json_read_file(project->files, job, project->path);
    if (!root || !json_check(job, root, "project file", PROJECT_FIELDS))
        return !diag_environment(job->diag);
    read_langs(job, project, json_member(root, "languages"));
    const Json *terms = read_named(job, project, root, "terms");
    supply_sources(job, project, root, choice->sources);
    const Json *sources = read_named(job, project, root, "sources");
    read_units(job, project, json_member(root, "units"));
    project->zones_folder = read_folder(job, project, root, "zones");
    project->out_folder = read_folder(job, project, root, "out");
    project->sources_path = sources ? json_file(project->files, json_where(sources)) : NULL;
    if (terms && sources) {
        project->terms = terms_read(job, project->files, terms, &project->langs);
        project->sources = sources_read(job, project->terms, sources, &project->langs);
    }
    read_hyphenation(job, project, json_member(root, "hyphenation"));
    for (int i = 0; i < project->langs.count; i++)
        project->locales[project->langs.list[i]] =
            open_locale(job, project, project->langs.list[i]);
    project->fonts_folder = read_folder(job, project, root, "fonts");
    FontFolders fonts = font_folders(job, project, &choice->fonts);
    read_editions(job, project, json_member(root, "editions"), choice, &fonts);
    return !diag_environment(job->diag);
}

const Edition *project_edition(const Project *project)
{
    for (int i = 0; i < project->editions.count; i++)
        if (project->editions.list[i].picked)
            return &project->editions.list[i];
    return NULL;
}
