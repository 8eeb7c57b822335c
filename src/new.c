#include "new.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "brief/place.h"
#include "brief/project.h"
#include "brief/schema.h"
#include "output.h"

enum { GOOD = 0, INPUT = 1, USAGE = 2, ENVIRONMENT = 3 };

/* What stands for a word between @ in a start. */
typedef struct {
    const char *word;  /* "\"@WORDS@\"", with the quotes */
    const char *value; /* JSON */
} Filling;

typedef struct {
    Job *job;
    const NewAsked *asked;
    Project project;      /* only its path and files */
    const Json *root;     /* of the project at hand; NULL: none */
    Filling fillings[16]; /* more than starts have */
    int filling_count;
} NewFile;

/* Makes the project file at `path` the one at hand. */
static bool place(NewFile *file, const char *path, const char *root)
{
    Arena *arena = file->job->arena;
    ProjectPlace at;
    bool placed = place_project(arena, path, root, &at);
    file->project =
        (Project){.path = at.path, .root = at.root, .files = json_files_new(arena, at.root)};
    return placed;
}

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "zonebrief: %s%s%s\n", what, why ? ": " : "", why ? why : "");
    return ENVIRONMENT;
}

/* -- filling in -------------------------------------------------------------------- */

static const char *quoted(Arena *arena, const char *text)
{
    Buf buf;
    buf_init(&buf, arena);
    buf_json(&buf, text);
    return buf.data;
}

static void fill(NewFile *file, const char *word, const char *value)
{
    file->fillings[file->filling_count++] = (Filling){quoted(file->job->arena, word), value};
}

static void add_line(const NewFile *file, const char *line, Buf *out)
{
    while (*line) {
        const Filling *found = NULL;
        for (int i = 0; i < file->filling_count && !found; i++)
            if (strncmp(line, file->fillings[i].word, strlen(file->fillings[i].word)) == 0)
                found = &file->fillings[i];
        buf_text(out, found ? found->value : "");
        if (found)
            line += strlen(found->word);
        else
            buf_char(out, *line++);
    }
    buf_char(out, '\n');
}

static Str fill_start(const NewFile *file, const char *name)
{
    Buf out;
    buf_init(&out, file->job->arena);
    for (const Start *start = STARTS; start->name; start++)
        for (int i = 0; strcmp(start->name, name) == 0 && start->lines[i]; i++)
            add_line(file, start->lines[i], &out);
    return (Str){out.data, out.length};
}

/* -- writing ----------------------------------------------------------------------- */

static int write_file(const NewFile *file, const char *folder, const char *name, Str text)
{
    Arena *arena = file->job->arena;
    const char *path = arena_printf(arena, "%s/%s", folder, name), *why = NULL;
    if (access(path, F_OK) == 0)
        return fail(path, "it is there already, and nothing is written");
    if (!output_folder(arena, NULL, folder, &why) ||
        !output_write(arena, folder, name, text.data, text.length, &why))
        return fail(why, NULL);
    fprintf(stderr, "wrote %s\n", path);
    return GOOD;
}

static int write_start(const NewFile *file, const char *start, const char *folder, const char *name)
{
    return write_file(file, folder, arena_printf(file->job->arena, "%s.json", name),
                      fill_start(file, start));
}

static int write_schema(const NewFile *file, const char *folder, const char *name)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&bytes, &length);
    if (!memory)
        return fail("no memory", NULL);
    schema_write(file->job->arena, str_of(name), memory);
    bool good = fclose(memory) == 0;
    int status =
        good ? write_file(file, folder, arena_printf(file->job->arena, "%s.schema.json", name),
                          (Str){bytes, length})
             : fail("no memory", NULL);
    free(bytes);
    return status;
}

/* -- what the project at hand has -------------------------------------------------- */

/* A path that the project names under `key`; NULL after a report. */
static const char *named(NewFile *file, const char *key)
{
    return place_path(file->job, file->project.root, file->project.path,
                      json_member(file->root, key), key);
}

/* A file that the project names under `key`; NULL after a report. */
static const Json *read_named(NewFile *file, const char *key)
{
    const char *path = named(file, key);
    return path ? json_read_file(file->project.files, file->job, path) : NULL;
}

static const char *key_of(Arena *arena, const Json *member)
{
    Str key = json_key(member);
    return arena_copy(arena, key.data, key.length);
}

static Str string_of(const Json *value)
{
    return json_type(value) == JSON_STRING ? json_string(NULL, value, NULL) : str_of(NULL);
}

/* The first unit of a dimension; NULL if there is none. */
static const Json *unit_of(const Json *terms, Str dimension)
{
    const Json *unit = json_first(json_member(terms, "units"));
    while (unit && !str_equal(string_of(json_member(unit, "dimension")), dimension))
        unit = json_next(unit);
    return unit;
}

/* A number's measure with a unit for it, and the first name and source. */
static bool fill_fact(NewFile *file)
{
    Arena *arena = file->job->arena;
    const Json *terms = read_named(file, "terms"), *sources = read_named(file, "sources");
    const Json *measure = json_first(json_member(terms, "measures")), *unit = NULL;
    for (; measure; measure = json_next(measure)) {
        bool number = str_is(string_of(json_member(measure, "type")), "number");
        unit = number ? unit_of(terms, string_of(json_member(measure, "dimension"))) : NULL;
        if (unit)
            break;
    }
    const Json *name = json_first(json_member(terms, "names"));
    const Json *source = json_first(json_member(sources, "sources"));
    if (!unit || !name || !source)
        return false;
    fill(file, "@MEASURE@", quoted(arena, key_of(arena, measure)));
    fill(file, "@UNIT@", quoted(arena, key_of(arena, unit)));
    fill(file, "@SCOPE@", quoted(arena, key_of(arena, name)));
    fill(file, "@SOURCE@", quoted(arena, key_of(arena, source)));
    return true;
}

/* `words` under each language of the project. */
static const char *in_languages(const NewFile *file, const char *words)
{
    Arena *arena = file->job->arena;
    Buf out;
    buf_init(&out, arena);
    for (const Json *m = json_first(json_member(file->root, "languages")); m; m = json_next(m)) {
        Str tag = string_of(m);
        buf_text(&out, out.length ? ", " : "{");
        buf_json(&out, arena_copy(arena, tag.data, tag.length));
        buf_text(&out, ": ");
        buf_json(&out, words);
    }
    buf_char(&out, '}');
    return out.data;
}

/* -- the sorts --------------------------------------------------------------------- */

/* Folder of the project file, where its schemas, layouts and themes go. */
static const char *beside_project(const NewFile *file, const char *name)
{
    Arena *arena = file->job->arena;
    return arena_printf(arena, "%s%s", path_folder(arena, file->project.path), name);
}

static int new_zone(NewFile *file)
{
    Arena *arena = file->job->arena;
    const char *name = file->asked->name;
    Str folder = string_of(json_member(file->root, "zones"));
    const char *schema = "schema/zone.schema.json";
    for (size_t i = 0; i < folder.length; i++)
        schema = i == 0 || folder.data[i] == '/' ? arena_printf(arena, "../%s", schema) : schema;
    const char *path = named(file, "zones");
    if (!path || !fill_fact(file)) {
        diag_print(file->job->diag, stderr, json_locate, file->project.files);
        return !path
                   ? INPUT
                   : fail(
                         "a zone needs a name, a measure of numbers with a unit, and a source: add "
                         "them to the files of terms and sources",
                         NULL);
    }
    fill(file, "@SCHEMA@", quoted(arena, schema));
    fill(file, "@NAME@", quoted(arena, name));
    fill(file, "@WORDS@", in_languages(file, name));
    fill(file, "@SUMMARY@", in_languages(file, arena_printf(arena, "%s: [[fact:first]]", name)));
    int status = write_start(file, "zone", path, name);
    if (status == GOOD)
        fprintf(stderr, "next: zonebrief build %s\n", name);
    return status;
}

static int new_look(NewFile *file)
{
    const char *sort = file->asked->sort, *name = file->asked->name;
    Arena *arena = file->job->arena;
    int status =
        write_start(file, sort, beside_project(file, arena_printf(arena, "%ss", sort)), name);
    if (status == GOOD)
        fprintf(stderr, "next: \"%s\": \"%ss/%s.json\" in an edition of %s\n", sort, sort, name,
                file->project.path);
    return status;
}

/* The folder whose faces a new project gets: the one asked for, or that of the
 * project at hand; NULL: none. */
static const char *fonts_of(NewFile *file)
{
    const char *fonts = file->asked->fonts;
    return fonts || !file->root ? fonts : named(file, "fonts");
}

static int copy_face(const NewFile *file, const char *from, const char *to, const char *name)
{
    Arena *arena = file->job->arena;
    const char *path = arena_printf(arena, "%s/%s", from, name), *why = NULL;
    Str bytes;
    if (file_map(arena, NULL, path, LIMIT_FACE_BYTES, &bytes, &why) != FILE_READ)
        return fail(path, why);
    int status = write_file(file, to, name, bytes);
    file_unmap(bytes);
    return status;
}

/* A project reads nothing outside of itself, so the faces of its theme come
 * along. */
static int copy_faces(NewFile *file, const char *theme, const char *from, const char *to)
{
    const Json *faces = json_member(json_read_file(file->project.files, file->job, theme), "faces");
    int status = GOOD;
    for (const Json *face = json_first(faces); face && status == GOOD; face = json_next(face)) {
        Str name = string_of(json_member(face, "file"));
        status = copy_face(file, from, to, arena_copy(file->job->arena, name.data, name.length));
    }
    return status;
}

static int new_project(NewFile *file)
{
    Arena *arena = file->job->arena;
    const char *name = file->asked->name, *fonts = fonts_of(file);
    const char *data = arena_printf(arena, "%s/data", name);
    if (!fonts)
        return fail("a project needs faces: name a folder of fonts with --font-path", NULL);
    if (access(name, F_OK) == 0)
        return fail(name, "it is there already, and nothing is written");
    int status = write_start(file, "project", data, "project");
    static const char *const NAMES[][3] = {{"terms", "", "terms"},
                                           {"sources", "", "sources"},
                                           {"layout", "/layouts", "brief"},
                                           {"theme", "/themes", "default"}};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && status == GOOD; i++)
        status = write_start(file, NAMES[i][0], arena_printf(arena, "%s%s", data, NAMES[i][1]),
                             NAMES[i][2]);
    for (int i = 0; SCHEMAS[i].name && status == GOOD; i++)
        status = write_schema(file, arena_printf(arena, "%s/schema", data), SCHEMAS[i].name);
    if (status != GOOD)
        return status;
    place(file, arena_printf(arena, "%s/project.json", data), NULL);
    status = copy_faces(file, beside_project(file, "themes/default.json"), fonts,
                        arena_printf(arena, "%s/fonts", name));
    if (status != GOOD)
        return status;
    file->root = json_read_file(file->project.files, file->job, file->project.path);
    status = new_zone(file);
    if (status == GOOD)
        fprintf(stderr, "in the folder %s\n", name);
    return status;
}

/* ---------------------------------------------------------------------------------- */

static bool is_name(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length > 0 && length <= 64 && name[length] == '\0' && *name != '-';
}

int new_write(Job *job, const NewAsked *asked)
{
    static const char *const SORTS[] = {"project", "zone", "layout", "theme", NULL};
    int sort = str_among(str_of(asked->sort), SORTS);
    if (sort < 0 || !is_name(asked->name)) {
        fputs("zonebrief: new takes project, zone, layout or theme, and a name of a-z, 0-9 and -\n",
              stderr);
        return USAGE;
    }
    NewFile file = {.job = job, .asked = asked};
    if (asked->project && !place(&file, asked->project, asked->root))
        return fail(asked->project, "it is not below the folder of --root");
    if (asked->project)
        file.root = json_read_file(file.project.files, job, file.project.path);
    if (sort == 0)
        return new_project(&file);
    if (!file.root) {
        diag_print(job->diag, stderr, json_locate, file.project.files);
        return asked->project ? INPUT
                              : fail("no data/project.json here or in a folder above", NULL);
    }
    return sort == 1 ? new_zone(&file) : new_look(&file);
}
