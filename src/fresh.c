#include "fresh.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/threads.h"
#include "inputs.h"
#include "zones.h"

#define MANIFEST_MOST ((size_t)1 << 30)

static void close_directory(void *ledger)
{
    if (((Ledger *)ledger)->directory >= 0)
        close(((Ledger *)ledger)->directory);
}

void ledger_read(Arena *arena, const char *folder, const char *name, Ledger *ledger)
{
    const char *path = arena_printf(arena, "%s/%s", folder, name);
    struct stat status;
    Buf bytes;
    buf_init(&bytes, arena);
    *ledger = (Ledger){.folder = folder, .name = name};
    manifest_init(&ledger->manifest, arena);
    Ledger *kept = ARENA_NEW(arena, Ledger);
    kept->directory = ledger->directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    arena_defer(arena, close_directory, kept);
    if (stat(path, &status) != 0 || (uintmax_t)status.st_size > MANIFEST_MOST)
        return;
    mem_fetch((size_t)status.st_size * 2); /* for its text and what is read of it */
    if (!file_read(path, MANIFEST_MOST, &bytes))
        return;
    ledger->found = manifest_read(&ledger->manifest, (Str){bytes.data, bytes.length});
    ledger->seconds = status.st_ctim.tv_sec;
    ledger->nanoseconds = status.st_ctim.tv_nsec;
}

/* What the system says of a product. */
typedef enum {
    GLANCE_OTHER, /* it is not there, or another */
    GLANCE_SAME,  /* it was not touched since the manifest was written */
    GLANCE_NEWER  /* its bytes must tell */
} Glance;

static Glance glance_at(const Ledger *ledger, const ManifestEntry *entry)
{
    struct stat status;
    if (fstatat(ledger->directory, entry->product, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(status.st_mode) || status.st_size != entry->length)
        return GLANCE_OTHER;
    bool older =
        status.st_ctim.tv_sec < ledger->seconds ||
        (status.st_ctim.tv_sec == ledger->seconds && status.st_ctim.tv_nsec < ledger->nanoseconds);
    return older ? GLANCE_SAME : GLANCE_NEWER;
}

/* Is the product, which looks so, still what the manifest says? */
static bool is_whole(Arena *arena, const Ledger *ledger, const ManifestEntry *entry, Glance glance,
                     FileHashes *hashes)
{
    if (glance != GLANCE_NEWER)
        return glance == GLANCE_SAME;
    const char *path = arena_printf(arena, "%s/%s", ledger->folder, entry->product);
    return hash_equal(file_hash(hashes, path), entry->hash);
}

/* -- is there anything to do? ---------------------------------------------------------- */

typedef struct {
    Arena *arena;
    const Ledger *ledger;
    const char *path; /* of the project file */
    FileHashes hashes;
    Map paths;          /* of inputs, by name */
    const char **files; /* that are read ahead */
    int file_count, file_room;
    Glance *glances; /* of products */
} Check;

/* "--set 1" is in the command line. */
static bool is_file(const char *name)
{
    return name[0] != '-';
}

static const char *path_of(Check *check, const char *name)
{
    const char *path = map_lookup(&check->paths, str_of(name));
    if (path)
        return path;
    path = path_beside(check->arena, check->path, str_of(name));
    map_add(&check->paths, str_of(name), path);
    return path;
}

static bool is_same(Check *check, const Input *input)
{
    if (!is_file(input->name))
        return true;
    const char *path = path_of(check, input->name);
    if (hash_is_none(input->hash))
        return access(path, R_OK) != 0;
    return hash_equal(file_hash(&check->hashes, path), input->hash);
}

static bool are_same(Check *check, const Inputs *inputs)
{
    for (int i = 0; i < inputs->count; i++)
        if (!is_same(check, &inputs->list[i]))
            return false;
    return true;
}

/* -- what the system is asked for on several threads, ahead ----------------------------- */

static void add_file(Check *check, const Input *input)
{
    if (!is_file(input->name) || hash_is_none(input->hash) ||
        map_lookup(&check->paths, str_of(input->name)))
        return;
    ARENA_RESERVE(check->arena, check->files, check->file_count, check->file_room);
    check->files[check->file_count++] = path_of(check, input->name);
}

static void add_files(Check *check, const Inputs *inputs)
{
    for (int i = 0; i < inputs->count; i++)
        add_file(check, &inputs->list[i]);
}

/* What all zones share, which are the largest files. */
static void read_sets(Check *check)
{
    const Manifest *manifest = &check->ledger->manifest;
    for (int i = 0; i < manifest->set_count; i++)
        add_files(check, &manifest->sets[i].files);
    file_hashes_read(&check->hashes, check->files, check->file_count);
}

static void read_zones(Check *check)
{
    const Manifest *manifest = &check->ledger->manifest;
    for (int i = 0; i < manifest->zone_count; i++)
        add_file(check, &(Input){manifest->zones[i].file, manifest->zones[i].hash});
    for (int i = 0; i < manifest->entry_count; i++)
        add_files(check, &manifest->entries[i].inputs);
    file_hashes_read(&check->hashes, check->files, check->file_count);
}

static void look_at_product(void *context, int thread, int index)
{
    Check *check = context;
    (void)thread;
    check->glances[index] = glance_at(check->ledger, &check->ledger->manifest.entries[index]);
}

static void look_at_products(Check *check)
{
    int count = check->ledger->manifest.entry_count;
    check->glances = ARENA_ARRAY(check->arena, Glance, count);
    threads_each(threads_wanted(), count, look_at_product, check);
}

/* -- all together ---------------------------------------------------------------------- */

/* Are the files of the folder of zones those that were there? */
static bool has_same_zones(Check *check)
{
    const Manifest *manifest = &check->ledger->manifest;
    for (int i = 0; i < manifest->zone_count; i++)
        if (!is_same(check, &(Input){manifest->zones[i].file, manifest->zones[i].hash}))
            return false;
    const char *folder = path_beside(check->arena, check->path, str_of(manifest->folder));
    ZoneFiles files = {NULL, 0, 0};
    const char *why;
    if (!zones_list(check->arena, NULL, folder, &files, &why))
        return false;
    const char *project = path_beside(check->arena, check->path, STR(""));
    for (int i = 0; i < files.count; i++) {
        const char *name = path_from(check->arena, project, files.list[i]);
        if (shard_takes((Shard){manifest->shard, manifest->shards}, name) &&
            !manifest_zone(manifest, name))
            return false;
    }
    return true;
}

static bool check_all(Check *check)
{
    const Manifest *manifest = &check->ledger->manifest;
    const char *program = inputs_program(check->arena);
    for (int i = 0; i < manifest->set_count; i++)
        if (strcmp(manifest->sets[i].program, program) != 0)
            return false;
    read_sets(check);
    for (int i = 0; i < manifest->set_count; i++)
        if (!are_same(check, &manifest->sets[i].files))
            return false;
    read_zones(check);
    if (!has_same_zones(check))
        return false;
    look_at_products(check);
    for (int i = 0; i < manifest->entry_count; i++) {
        const ManifestEntry *entry = &manifest->entries[i];
        if (!are_same(check, &entry->inputs) ||
            !is_whole(check->arena, check->ledger, entry, check->glances[i], &check->hashes))
            return false;
        for (int c = 0; c < entry->compared_count; c++)
            if (!is_same(check, &(Input){entry->compared[c].name, entry->compared[c].hash}))
                return false;
    }
    return true;
}

bool fresh_all(const Ledger *ledger, const char *path, Hash asked, const FileHashes *known)
{
    if (!ledger->found || !hash_equal(ledger->manifest.asked, asked))
        return false;
    Check check = {.arena = arena_new(), .ledger = ledger, .path = path};
    file_hashes_init(&check.hashes, check.arena, known);
    map_init(&check.paths, check.arena);
    bool same = check_all(&check);
    arena_free(check.arena);
    return same;
}

/* -- one brief ------------------------------------------------------------------------- */

typedef struct {
    Job *job;
    const RunOptions *options;
    const Ledger *ledger;
    Plan *plan;
    ZoneFiles compared; /* that a programme's brief compares */
} Finder;

static const char *why_set(const Finder *finder, const InputSet *was, const InputSet *is)
{
    Arena *arena = finder->job->arena;
    if (input_set_equal(was, is))
        return NULL;
    if (strcmp(was->program, is->program) != 0)
        return "the program has changed";
    for (int i = 0; i < is->files.count && i < was->files.count; i++)
        if (!hash_equal(was->files.list[i].hash, is->files.list[i].hash))
            return arena_printf(arena, "%s has changed", is->files.list[i].name);
    return "the settings have changed";
}

static const char *why_inputs(Finder *finder, const PlanZone *zone, const ManifestEntry *entry)
{
    Arena *arena = finder->job->arena;
    const Project *project = finder->options->project;
    if (strcmp(entry->inputs.list[0].name, zone->name) != 0)
        return arena_printf(arena, "it was made from %s", entry->inputs.list[0].name);
    for (int i = 0; i < entry->inputs.count; i++) {
        const Input *input = &entry->inputs.list[i];
        const char *path = i ? path_beside(arena, project->path, str_of(input->name)) : zone->path;
        if (!hash_equal(file_hash(&finder->plan->hashes, path), input->hash))
            return arena_printf(arena, "%s has changed", input->name);
    }
    return NULL;
}

/* Does the brief use of that zone what it used? The zone's file, which is not
 * the same, must be without fault: else it cannot be compared. */
static bool uses_same(const Finder *finder, const PlanBrief *brief, const char *path, Hash used)
{
    Job quiet = {arena_new(), NULL};
    const Project *project = finder->options->project;
    quiet.diag = diag_new(quiet.arena);
    JsonFiles *files = json_files_below(quiet.arena, project->files);
    const Json *root = json_read_file(files, &quiet, path);
    if (root)
        zone_read(&quiet, files, project->terms, project->sources, root, path, &project->langs);
    bool same = diag_errors(quiet.diag) == 0 &&
                hash_equal(inputs_compared(files, root, brief->edition->layout), used);
    arena_free(quiet.arena);
    return same;
}

static const char *why_compared(Finder *finder, const PlanBrief *brief, const ManifestEntry *entry)
{
    Arena *arena = finder->job->arena;
    bool compares = brief->edition->programme != NULL, changed = false;
    if (entry->compared_count != (compares ? finder->compared.count : 0))
        return "there are other zones to be compared";
    for (int i = 0; i < entry->compared_count; i++) {
        const Compared *was = &entry->compared[i];
        const char *path = finder->compared.list[i];
        const char *name = path_from(arena, finder->options->project->folder, path);
        if (strcmp(name, was->name) != 0)
            return "there are other zones to be compared";
        if (hash_equal(file_hash(&finder->plan->hashes, path), was->hash))
            continue;
        changed = true;
        if (!uses_same(finder, brief, path, was->used))
            return arena_printf(arena, "what is compared of %s has changed", name);
    }
    return changed && entry->warnings.length > 2 ? "its warnings may have moved" : NULL;
}

static const char *why_not(Finder *finder, const PlanZone *zone, const PlanBrief *brief)
{
    const ManifestEntry *entry = brief->entry;
    const char *why = NULL;
    if (!entry)
        return "it is not in the manifest";
    if (zone->twin || brief->taken)
        return "there is another one of its name";
    if (brief->faulty)
        return "its layout has faults";
    if (finder->options->werror && entry->warnings.length > 2)
        return "it has warnings";
    why = why_set(finder, &finder->ledger->manifest.sets[entry->set], brief->set);
    if (!why)
        why = why_inputs(finder, zone, entry);
    if (!why)
        why = why_compared(finder, brief, entry);
    if (!why && !is_whole(finder->job->arena, finder->ledger, entry,
                          glance_at(finder->ledger, entry), &finder->plan->hashes))
        why = "the file is gone, or was changed";
    return why;
}

/* Sets are the same for all zones: each is made once. NULL: as inputs_shared. */
static const InputSet *find_set(Finder *finder, Map *sets, const PlanBrief *brief, const char **why)
{
    Arena *arena = finder->job->arena;
    const char *name =
        arena_printf(arena, "%s/%s", brief->edition->name, edition_lang(arena, brief->pair));
    const InputSet *set = map_lookup(sets, str_of(name));
    if (!set) {
        set = inputs_shared(arena, finder->options, brief->edition, brief->pair,
                            &finder->plan->hashes, why);
        map_add(sets, str_of(name), set);
    }
    return set;
}

/* The zones that are not the programme's own files. */
static void find_compared(Finder *finder)
{
    const Project *project = finder->options->project;
    ZoneFiles all;
    const char *why;
    if (!zones_find(finder->job->arena, project, NULL, 0, &all, &why))
        return;
    finder->compared = (ZoneFiles){ARENA_ARRAY(finder->job->arena, const char *, all.count), 0, 0};
    for (int i = 0; i < all.count; i++) {
        bool programme = false;
        for (int e = 0; e < project->editions.count; e++)
            programme |= project->editions.list[e].programme &&
                         strcmp(project->editions.list[e].programme, all.list[i]) == 0;
        if (!programme)
            finder->compared.list[finder->compared.count++] = all.list[i];
    }
}

bool fresh_find(Job *job, const RunOptions *options, const Ledger *ledger, Plan *plan,
                const char **why)
{
    Finder finder = {.job = job, .options = options, .ledger = ledger, .plan = plan};
    Map sets;
    map_init(&sets, job->arena);
    find_compared(&finder);
    for (int z = 0; z < plan->zone_count; z++) {
        PlanZone *zone = &plan->zones[z];
        zone->kept = manifest_zone(&ledger->manifest, zone->name);
        if (zone->kept && !hash_equal(zone->kept->hash, zone->hash))
            zone->kept = NULL;
        for (int b = 0; b < zone->brief_count; b++) {
            PlanBrief *brief = &zone->briefs[b];
            brief->set = find_set(&finder, &sets, brief, why);
            if (!brief->set)
                return false;
            brief->entry = manifest_lookup(&ledger->manifest, brief->name);
            brief->why = why_not(&finder, zone, brief);
            if (!brief->why && !zone->kept)
                brief->why = "its zone has not been read";
            brief->fresh = !brief->why && !options->force;
        }
    }
    return true;
}
