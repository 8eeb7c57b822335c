#include "recipe.h"

#include <string.h>

#include "args.h"
#include "base/path.h"

#define HASH_SHOWN 16 /* digits: enough to tell one state of a file from another */

/* -- writing ------------------------------------------------------------------------- */

static void write_member(Buf *out, const char *key, const char *value)
{
    buf_printf(out, " \"%s\": ", key);
    buf_json(out, value);
    buf_text(out, ",\n");
}

/* Where a face was looked for in vain is no part of how a product was made. */
static void write_input(Buf *out, bool *first, const char *name, Hash hash)
{
    if (hash_is_none(hash))
        return;
    buf_text(out, *first ? "\n  [" : ",\n  [");
    buf_json(out, path_name(name));
    buf_printf(out, ", \"%.*s\"]", HASH_SHOWN, hash_text(out->arena, hash));
    *first = false;
}

Str recipe_write(Arena *arena, const RunOptions *options, const PlanBrief *brief,
                 const ManifestEntry *made)
{
    const char *sources = path_name(options->project->sources_path);
    Buf out;
    bool first = true;
    buf_init(&out, arena);
    buf_text(&out, "{\n");
    write_member(&out, "edition", brief->edition->name);
    write_member(&out, "language", lang_tag(brief->pair.left));
    if (brief->pair.right != LANG_NONE)
        write_member(&out, "beside", lang_tag(brief->pair.right));
    write_member(&out, "standard", arguments_standard(options->standard));
    if (options->date)
        write_member(&out, "date", options->date);
    write_member(&out, "zone", path_name(made->inputs.list[0].name));
    buf_text(&out, " \"inputs\": [");
    for (int i = 0; i < brief->set->files.count; i++)
        if (strcmp(path_name(brief->set->files.list[i].name), sources) != 0)
            write_input(&out, &first, brief->set->files.list[i].name,
                        brief->set->files.list[i].hash);
    for (int i = 1; i < made->inputs.count; i++)
        write_input(&out, &first, made->inputs.list[i].name, made->inputs.list[i].hash);
    for (int i = 0; i < made->compared_count; i++)
        write_input(&out, &first, made->compared[i].name, made->compared[i].used);
    buf_text(&out, "\n ]\n}\n");
    return (Str){out.data, out.length};
}

/* -- reading ------------------------------------------------------------------------- */

static const JsonField PAIR = {.types = JSON_IS(JSON_STRING)};
static const JsonField INPUT = {.types = JSON_IS(JSON_ARRAY), .each = &PAIR, .least = 2};
static const JsonField FIELDS[] = {
    {.key = "edition", .types = JSON_IS(JSON_STRING), .required = true},
    {.key = "language", .types = JSON_IS(JSON_STRING), .required = true},
    {.key = "beside", .types = JSON_IS(JSON_STRING)},
    {.key = "standard", .types = JSON_IS(JSON_STRING), .required = true},
    {.key = "date", .types = JSON_IS(JSON_STRING)},
    {.key = "zone", .types = JSON_IS(JSON_STRING), .required = true},
    {.key = "inputs", .types = JSON_IS(JSON_ARRAY), .required = true, .each = &INPUT},
    {.key = NULL},
};

static const char *member(Job *job, const Json *root, const char *key)
{
    const Json *value = json_member(root, key);
    if (!value)
        return NULL;
    Str text = json_string(job, value, key);
    return arena_copy(job->arena, text.data, text.length);
}

bool recipe_read(Job *job, Str text, Recipe *recipe)
{
    JsonFiles *files = json_files_new(job->arena, NULL);
    const Json *root = json_read_text(files, job, RECIPE_NAME, text);
    *recipe = (Recipe){.zone = ""};
    if (!root || !json_check(job, root, "a recipe", FIELDS))
        return false;
    recipe->edition = member(job, root, "edition");
    recipe->langs[0] = member(job, root, "language");
    recipe->langs[1] = member(job, root, "beside");
    recipe->date = member(job, root, "date");
    recipe->zone = member(job, root, "zone");
    const Json *inputs = json_member(root, "inputs");
    for (const Json *one = json_first(inputs); one; one = json_next(one)) {
        const Json *name = json_first(one), *hash = json_next(name);
        Str said = json_string(job, name, "name");
        char digits[HASH_DIGITS + 1] = "00000000000000000000000000000000";
        Str half = json_string(job, hash, "hash");
        memcpy(digits, half.data, half.length < HASH_SHOWN ? half.length : HASH_SHOWN);
        inputs_add(job->arena, &recipe->inputs, arena_copy(job->arena, said.data, said.length),
                   hash_read((Str){digits, HASH_DIGITS}));
    }
    return arguments_read_standard(member(job, root, "standard"), &recipe->standard) &&
           diag_errors(job->diag) == 0;
}
