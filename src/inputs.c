#include "inputs.h"

#include <string.h>

#include "base/path.h"
#include "revision.h"
#include "text/version.h"
#include "zones.h"

const char *inputs_program(Arena *arena)
{
    return arena_printf(arena, "zonebrief %s %s, %s", ZONEBRIEF_VERSION, REVISION,
                        text_version(arena));
}

/* -- what an edition's briefs share ------------------------------------------------------ */

/* A document that was read: by the bytes that were. "--set 1" is no path. */
static void add_document(Arena *arena, const Project *project, const char *path, InputSet *set)
{
    inputs_add(arena, &set->files, *path == '-' ? path : path_from(arena, project->folder, path),
               hash_of(json_bytes(project->files, path)));
}

/* The hash of a file that there must be: else 0 and, once, *why. */
static Hash hash_needed(FileHashes *hashes, const char *path, const char **why)
{
    Hash hash = file_hash(hashes, path);
    if (hash_is_none(hash) && !*why)
        *why = arena_printf(hashes->map.arena, "cannot read %s: %s", path, hashes->hasher.why);
    return hash;
}

/* All that stands in the older file or folder of --since. */
static Hash hash_since(Arena *arena, const RunOptions *options, FileHashes *hashes,
                       const char **why)
{
    Hash hash = {0, 0};
    ZoneFiles files;
    char *operand = arena_copy(arena, options->since, strlen(options->since));
    if (zones_find(arena, options->project, &operand, 1, &files, why))
        for (int i = 0; i < files.count; i++)
            hash = hash_join(hash, hash_needed(hashes, files.list[i], why));
    return hash;
}

static void add_file(Arena *arena, const Project *project, const char *path, FileHashes *hashes,
                     InputSet *set, const char **why)
{
    inputs_add(arena, &set->files, path_from(arena, project->folder, path),
               hash_needed(hashes, path, why));
}

static const char *settings_of(Arena *arena, const RunOptions *options, const Edition *edition,
                               LangPair pair, FileHashes *hashes, const char **why)
{
    const Project *project = options->project;
    Buf out;
    buf_init(&out, arena);
    buf_printf(&out, "edition %s; language %s of", edition->name, edition_lang(arena, pair));
    for (int i = 0; i < project->langs.count; i++)
        buf_printf(&out, " %s", lang_tag(project->langs.list[i]));
    buf_printf(&out, "; standard %u", options->standard);
    if (edition->look->patch)
        buf_printf(&out, "; patch %s",
                   hash_text(arena, hash_of(json_raw(project->files, edition->look->patch))));
    if (options->debug)
        buf_text(&out, "; debug");
    if (options->date)
        buf_printf(&out, "; date %s", options->date);
    if (options->since)
        buf_printf(&out, "; since %s", hash_text(arena, hash_since(arena, options, hashes, why)));
    return out.data;
}

const InputSet *inputs_shared(Arena *arena, const RunOptions *options, const Edition *edition,
                              LangPair pair, FileHashes *hashes, const char **why)
{
    const Project *project = options->project;
    const Look *look = edition->look;
    InputSet *set = ARENA_NEW(arena, InputSet);
    *why = NULL;
    set->program = inputs_program(arena);
    set->settings = settings_of(arena, options, edition, pair, hashes, why);
    for (int i = 0; i < project->shared.count; i++)
        add_document(arena, project, project->shared.list[i], set);
    add_document(arena, project, edition->layout_path, set);
    for (int i = 0; i < look->files.count; i++)
        add_document(arena, project, look->files.list[i], set);
    for (int i = 0; i < LANG_COUNT; i++)
        if (project->hyphens[i])
            add_file(arena, project, project->hyphen_paths[i], hashes, set, why);
    for (int i = 0; i < look->faces.count; i++)
        add_file(arena, project, look->faces.list[i].path, hashes, set, why);
    const Picture *logo = look->themes[pair.left]->logo;
    if (logo)
        inputs_add(arena, &set->files, logo->name, (Hash){logo->hash[0], logo->hash[1]});
    for (int i = 0; i < look->absent.count; i++)
        inputs_add(arena, &set->files, path_from(arena, project->folder, look->absent.list[i]),
                   (Hash){0, 0});
    input_set_close(set);
    return *why ? NULL : set;
}

/* -- what is used of compared zones -------------------------------------------------------- */

#define DEPTH_MOST 64 /* of blocks within blocks */

/* Is `measure` named under a key "measure" anywhere in the layout? */
static bool names_measure(const Json *value, Str measure)
{
    if (json_type(value) == JSON_STRING)
        return str_equal(json_string(NULL, value, "measure"), measure);
    for (const Json *one = json_first(value); one; one = json_next(one))
        if (names_measure(one, measure))
            return true;
    return false;
}

static bool layout_names(const Json *value, Str measure, int depth)
{
    if (depth == DEPTH_MOST || (json_type(value) != JSON_OBJECT && json_type(value) != JSON_ARRAY))
        return false;
    const Json *named = json_type(value) == JSON_OBJECT ? json_member(value, "measure") : NULL;
    if (named && names_measure(named, measure))
        return true;
    for (const Json *one = json_first(value); one; one = json_next(one))
        if (layout_names(one, measure, depth + 1))
            return true;
    return false;
}

static bool contains(Str text, Str word)
{
    for (size_t at = 0; at + word.length <= text.length; at++) {
        const char *first =
            memchr(text.data + at, word.data[0], text.length - word.length - at + 1);
        if (!first)
            return false;
        at = (size_t)(first - text.data);
        if (memcmp(first, word.data, word.length) == 0)
            return true;
    }
    return false;
}

/* A fact of a zone file that may be used. */
typedef struct {
    Str id, raw;
    bool used;
} Candidate;

/* Marks the facts whose ids stand in `text`: named as base, or in a text. Ids
 * stand there by chance as well, which does no harm. */
static void mark_named(const JsonFiles *files, Str text, Candidate *list, int count)
{
    for (int i = 0; i < count; i++)
        if (!list[i].used && list[i].id.length && contains(text, list[i].id)) {
            list[i].used = true;
            mark_named(files, list[i].raw, list, count);
        }
}

static Candidate *collect(const JsonFiles *files, const Json *facts, Arena *arena)
{
    Candidate *list = ARENA_ARRAY(arena, Candidate, json_count(facts));
    int count = 0;
    for (const Json *fact = json_first(facts); fact; fact = json_next(fact)) {
        const Json *id = json_member(fact, "id");
        list[count].raw = json_raw(files, fact);
        if (json_type(id) == JSON_STRING)
            list[count].id = json_string(NULL, id, "id");
        count++;
    }
    return list;
}

Hash inputs_compared(const JsonFiles *files, const Json *root, const Json *layout)
{
    Arena *arena = arena_new();
    const Json *facts = json_member(root, "facts");
    int count = json_count(facts), i = 0;
    Candidate *list = collect(files, facts, arena);
    Hash hash = {0, 0};
    for (const Json *member = json_first(root); member; member = json_next(member)) {
        if (member == facts)
            continue;
        hash =
            hash_join(hash, hash_join(hash_of(json_key(member)), hash_of(json_raw(files, member))));
        mark_named(files, json_raw(files, member), list, count);
    }
    for (const Json *fact = json_first(facts); fact; fact = json_next(fact), i++) {
        const Json *measure = json_member(fact, "measure");
        if (!list[i].used && json_type(measure) == JSON_STRING &&
            layout_names(layout, json_string(NULL, measure, "measure"), 0)) {
            list[i].used = true;
            mark_named(files, list[i].raw, list, count);
        }
    }
    for (i = 0; i < count; i++)
        if (list[i].used)
            hash = hash_join(hash, hash_of(list[i].raw));
    arena_free(arena);
    return hash;
}
