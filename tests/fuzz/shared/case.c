#include <stdlib.h>
#include <string.h>

#include "brief/expand.h"
#include "brief/logo.h"
#include "brief/schema.h"
#include "brief/units.h"
#include "fuzz.h"

#define LOCALES_LIVE 256 /* inputs */

_Noreturn void fuzz_fail(const char *what)
{
    fprintf(stderr, "fuzz: does not hold: %s\n", what);
    abort();
}

FILE *fuzz_nowhere(void)
{
    static FILE *nowhere;
    if (!nowhere)
        nowhere = getenv("FUZZ_SAYS") ? stderr : fopen("/dev/null", "w");
    if (!nowhere)
        fuzz_fail("/dev/null is there");
    return nowhere;
}

/* -- the project ------------------------------------------------------------------- */

static void open_locales(Project *project)
{
    static Arena *arena;
    static int left;
    if (left-- > 0)
        return;
    left = LOCALES_LIVE;
    if (arena)
        arena_free(arena);
    arena = arena_new();
    for (int i = 0; i < project->langs.count; i++) {
        Lang lang = project->langs.list[i];
        project->locales[lang] = locale_open(arena, lang);
        locale_set_units(project->locales[lang], project->units);
        for (int other = 0; other < LANG_COUNT; other++)
            locale_hyphenate(project->locales[lang], (Lang)other, project->hyphens[other]);
    }
}

const Project *fuzz_project(void)
{
    static Arena *arena;
    static Project project;
    if (!arena) {
        static const ProjectChoice ALL = {.root = "."};
        arena = arena_new();
        Job job = {arena, diag_new(arena)};
        if (!project_read(&job, "tests/golden/project/project.json", &ALL, &project) ||
            diag_errors(job.diag)) {
            diag_print(job.diag, stderr, json_locate, project.files);
            fuzz_fail("tests/golden/project is read");
        }
    }
    open_locales(&project);
    return &project;
}

/* -- a case ------------------------------------------------------------------------ */

/* `under` with what the input has under `key` laid over it at `pointer`. */
static const Json *lay_over(const Case *one, const Json *root, const char *key, const char *pointer,
                            const Json *under)
{
    const Json *over = json_member(root, key);
    if (over)
        over = json_nest(one->job.arena, str_of(pointer), over);
    return over ? json_merge(one->job.arena, under, over) : under;
}

static void look_at_project(Case *one, const Json *root)
{
    const Json *project = json_member(root, "$project");
    const Json *editions = json_member(project, "editions");
    if (!project || !json_check(&one->job, project, "project file", project_fields()))
        return;
    for (const Json *json = json_first(editions); json; json = json_next(json)) {
        Edition edition = {.name = NULL};
        edition_read(&one->job, json, &(ProjectPlace){"data/project.json", ""}, &one->project.langs,
                     &edition);
    }
}

static void read_words(Case *one, const Json *root)
{
    Project *project = &one->project;
    if (json_member(root, "$terms"))
        project->terms =
            terms_read(&one->job, one->files,
                       lay_over(one, root, "$terms", "", project->terms->root), &project->langs);
    if (json_member(root, "$sources")) {
        const Json *under = json_read_file(one->files, &one->job, project->sources_path);
        project->sources = sources_read(
            &one->job, project->terms, lay_over(one, root, "$sources", "", under), &project->langs);
        sources_check_copies(&one->job, project->sources);
    }
    if (!json_member(root, "$units"))
        return;
    Units *units = units_new(one->job.arena);
    units_read(&one->job, json_member(root, "$units"), units);
    Locale *locale = locale_open(one->job.arena, one->lang);
    locale_set_units(locale, units);
    project->locales[one->lang] = locale;
}

static void read_theme(Case *one, const Json *root)
{
    static const char *const FOLDER[] = {"fonts"};
    const Look *shared = one->project.editions.list[0].look;
    Arena *arena = one->job.arena;
    Look *look = ARENA_NEW(arena, Look);
    *look = *shared;
    const Json *theme = lay_over(one, root, "$table", "/table", shared->root);
    theme = lay_over(one, root, "$styles", "/styles", theme);
    theme = lay_over(one, root, "$theme", "", theme);
    look->root = theme;
    one->project.editions.list =
        arena_grow(arena, one->project.editions.list, 1, 1, sizeof *one->project.editions.list);
    one->project.editions.list[0].look = look;
    bool loaded = true;
    if (json_member(root, "$faces"))
        loaded = theme_load_faces(&one->job, one->files, theme, &(FontFolders){FOLDER, 1, ""},
                                  &look->faces, &look->absent);
    if (!loaded)
        return;
    Pictures *pictures = pictures_new(arena, "", "tests/golden/");
    Lang langs[] = {one->lang, one->right};
    for (int i = 0; i < (one->right == LANG_NONE ? 1 : 2); i++) {
        look->themes[langs[i]] = theme_read(&one->job, one->files, theme, &look->faces, langs[i]);
        logo_read(&one->job, one->files, pictures, theme, langs[i], look->themes[langs[i]]);
    }
}

static const Zone *read_zone(Case *one, const Json *root, const char *path)
{
    const Project *project = &one->project;
    return zone_read(&one->job, one->files, project->terms, project->sources, root, path,
                     &project->langs);
}

static void read_zones(Case *one, const Json *root)
{
    const Json *before = json_member(root, "$before");
    one->zone = read_zone(one, root, "input.json");
    for (const Json *zone = json_first(json_member(root, "$zones"));
         zone && one->compared_count < CASE_ZONES; zone = json_next(zone))
        one->compared[one->compared_count++] = read_zone(one, zone, "other.json");
    if (!before || diag_errors(one->job.diag))
        return;
    Changes *changes = ARENA_NEW(one->job.arena, Changes);
    *changes =
        changes_find(one->job.arena, one->files, read_zone(one, before, "before.json"), one->zone);
    one->changes = changes;
}

/* The languages that the input asks for, of those of the project. */
static void choose_langs(Case *one, const Json *root)
{
    Lang chosen[2] = {LANG_EN, LANG_NONE};
    int count = 0;
    for (const Json *tag = json_first(json_member(root, "$langs")); tag && count < 2;
         tag = json_next(tag)) {
        Lang lang = json_type(tag) == JSON_STRING ? lang_lookup(json_string(&one->job, tag, ""))
                                                  : LANG_NONE;
        if (lang != LANG_NONE && one->project.locales[lang])
            chosen[count++] = lang;
    }
    one->lang = chosen[0];
    one->right = json_member(root, "$beside") && chosen[1] != chosen[0] ? chosen[1] : LANG_NONE;
}

bool case_read(Case *one, Arena *arena, Str text)
{
    *one = (Case){.job = {arena, diag_new(arena)}, .project = *fuzz_project()};
    one->files = json_files_below(arena, one->project.files);
    const Json *root = json_read_text(one->files, &one->job, "input.json", text);
    if (!root)
        return false;
    choose_langs(one, root);
    look_at_project(one, root);
    read_words(one, root);
    read_theme(one, root);
    one->layout = lay_over(one, root, "$layout", "/blocks", one->project.editions.list[0].layout);
    one->layout = lay_over(one, root, "$more", "", one->layout);
    if (diag_errors(one->job.diag))
        return false;
    read_zones(one, root);
    return diag_errors(one->job.diag) == 0;
}

BlockTree case_expand(Case *one, Lang lang, Writer *writer)
{
    const Project *project = &one->project;
    const Look *look = project->editions.list[0].look;
    *writer = (Writer){.job = &one->job,
                       .files = one->files,
                       .terms = project->terms,
                       .sources = project->sources,
                       .zone = one->zone,
                       .langs = &project->langs,
                       .lang = lang,
                       .locale = project->locales[lang],
                       .theme_root = look->root,
                       .faces = &look->faces,
                       .theme = look->themes[lang],
                       .cited = writer->cited,
                       .cited_count = writer->cited_count,
                       .right = writer->right,
                       .compared = one->compared,
                       .compared_count = one->compared_count,
                       .pictures = pictures_new(one->job.arena, "", "tests/golden/"),
                       .changes = one->changes};
    return brief_expand(writer, one->layout);
}

void case_print(const Case *one)
{
    diag_print(one->job.diag, fuzz_nowhere(), json_locate, one->files);
}
