#include "brief/project.h"

#include <string.h>
#include <unistd.h>

#include "brief/logo.h"
#include "brief/schema.h"
#include "brief/units.h"

static const JsonField OVERVIEW_FIELDS[] = {
    {"zone", JSON_IS(JSON_STRING), true, NULL, "its fact file, outside the folder of zones"},
    {"layout", JSON_IS(JSON_STRING), true, NULL, "its layout file"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonShape OVERVIEW = {"overview", .fields = OVERVIEW_FIELDS};

static const JsonField PATH = {NULL, JSON_IS(JSON_STRING), false, NULL, "path of a file"};
static const JsonField LANGUAGE = {NULL, JSON_IS(JSON_STRING), false,
                                   NULL, "tag of a language",  .names = LANG_TAGS};
static const JsonShape DICTIONARIES = {"hyphenation", .each = &PATH, .keys = LANG_TAGS};

static const JsonField PROJECT_FIELDS[] = {
    {"zones", JSON_IS(JSON_STRING), true, NULL, "folder of zone files"},
    {"sources", JSON_IS(JSON_STRING), true, NULL, "sources file"},
    {"terms", JSON_IS(JSON_STRING), true, NULL, "terms file"},
    {"layout", JSON_IS(JSON_STRING), true, NULL, "layout file"},
    {"theme", JSON_IS(JSON_STRING), true, NULL, "theme file"},
    {"units", JSON_IS(JSON_ARRAY), false, NULL,
     "files of words that no line break parts from a number", .each = &PATH},
    {"overview", JSON_IS(JSON_OBJECT), false, NULL, "a brief that compares all zones",
     .shape = &OVERVIEW},
    {"fonts", JSON_IS(JSON_STRING), true, NULL, "folder of font files"},
    {"out", JSON_IS(JSON_STRING), true, NULL, "folder that products are written to"},
    {"languages", JSON_IS(JSON_ARRAY), true, NULL, "languages to build, e.g. \"zh-Hans\"",
     .each = &LANGUAGE},
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

const char *project_path(const Project *project, Arena *arena, Str name)
{
    const char *slash = strrchr(project->path, '/');
    int folder = slash ? (int)(slash - project->path) + 1 : 0;
    if (name.length && name.data[0] == '/')
        return arena_copy(arena, name.data, name.length);
    while (name.length > 3 && memcmp(name.data, "../", 3) == 0) {
        int parent = parent_length(project->path, folder);
        if (parent == folder)
            break;
        folder = parent;
        name = (Str){name.data + 3, name.length - 3};
    }
    return arena_printf(arena, "%.*s%.*s", folder, project->path, (int)name.length, name.data);
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
}

/* The document that `value` names. */
static const Json *read_document(Job *job, Project *project, const Json *value, const char *what)
{
    const char *path = project_path(project, job->arena, json_string(job, value, what));
    int count = 0;
    while (project->shared_files[count])
        count++;
    if (count == PROJECT_FILES - 1) {
        diag_add(job->diag, &(Report){.code = E010,
                                      .where = json_where(value),
                                      .message = "the project names too many files",
                                      .help = "put the words of several into one"});
        return NULL;
    }
    project->shared_files[count] = path;
    return json_read_file(project->files, job, path);
}

/* The document that the project's member `key` names. */
static const Json *read_named(Job *job, Project *project, const Json *root, const char *key)
{
    return read_document(job, project, json_member(root, key), key);
}

static void read_units(Job *job, Project *project, const Json *list)
{
    project->units = units_new(job->arena);
    for (const Json *name = json_first(list); name; name = json_next(name))
        if (json_type(name) == JSON_STRING)
            units_read(job, read_document(job, project, name, "units"), project->units);
        else
            json_string(job, name, "units file");
}

static const char *read_folder(Job *job, const Project *project, const Json *root, const char *key)
{
    return project_path(project, job->arena, json_string(job, json_member(root, key), key));
}

/* A member per language: its tag and the path of its dictionary. */
static void read_hyphenation(Job *job, Project *project, const Json *object)
{
    for (const Json *value = json_first(object); value; value = json_next(value)) {
        Lang lang = lang_lookup(json_key(value));
        Str name = json_string(job, value, "dictionary");
        const char *why = NULL;
        if (lang == LANG_NONE)
            report_lang(job, value, PART_KEY);
        if (lang == LANG_NONE || json_type(value) != JSON_STRING)
            continue;
        const char *path = project_path(project, job->arena, name);
        project->hyphens[lang] = hyphens_open(job->arena, path, &why);
        if (!project->hyphens[lang])
            diag_add(job->diag,
                     &(Report){.code = E001,
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
static FontFolders font_folders(Job *job, const char *own, const FontFolders *more)
{
    const char **list = ARENA_ARRAY(job->arena, const char *, more->count + 1);
    list[0] = own;
    for (int i = 0; i < more->count; i++)
        list[i + 1] = more->list[i];
    return (FontFolders){list, more->count + 1};
}

static bool read_looks(Job *job, Project *project, const FontFolders *fonts)
{
    if (!project->theme)
        return true;
    FacesResult faces =
        theme_load_faces(job, project->files, project->theme, fonts, &project->faces);
    if (faces != FACES_LOADED)
        return faces != FACES_MISSING;
    Pictures *pictures = pictures_new(job->arena, project->folder);
    for (int i = 0; i < project->langs.count; i++) {
        Lang lang = project->langs.list[i];
        project->locales[lang] = open_locale(job, project, lang);
        project->themes[lang] =
            theme_read(job, project->files, project->theme, &project->faces, lang);
        logo_read(job, project->files, pictures, project->theme, lang, project->themes[lang]);
    }
    return true;
}

bool project_read(Job *job, const char *path, const FontFolders *more_fonts, Project *project)
{
    *project = (Project){.path = path, .files = json_files_new(job->arena)};
    project->folder = project_path(project, job->arena, STR(""));
    const Json *root = json_read_file(project->files, job, path);
    if (!root || !json_check(job, root, "project file", PROJECT_FIELDS))
        return true;
    read_langs(job, project, json_member(root, "languages"));
    const Json *terms = read_named(job, project, root, "terms");
    const Json *sources = read_named(job, project, root, "sources");
    project->layout = read_named(job, project, root, "layout");
    project->theme = read_named(job, project, root, "theme");
    read_units(job, project, json_member(root, "units"));
    const Json *overview = json_member(root, "overview");
    if (overview && json_check(job, overview, "overview", OVERVIEW_FIELDS)) {
        project->overview_layout = read_named(job, project, overview, "layout");
        project->overview = read_folder(job, project, overview, "zone");
    }
    project->zones_folder = read_folder(job, project, root, "zones");
    project->out_folder = read_folder(job, project, root, "out");
    project->sources_path = sources ? json_file(project->files, json_where(sources)) : NULL;
    if (terms && sources) {
        project->terms = terms_read(job, project->files, terms, &project->langs);
        project->sources = sources_read(job, project->terms, sources, &project->langs);
    }
    read_hyphenation(job, project, json_member(root, "hyphenation"));
    const char *own = read_folder(job, project, root, "fonts");
    FontFolders fonts = font_folders(job, own, more_fonts);
    return read_looks(job, project, &fonts);
}
