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

static void close_file(void *descriptor)
{
    if (*(int *)descriptor >= 0)
        close(*(int *)descriptor);
}

/* Has the descriptor closed with the arena. */
static int keep_open(Arena *arena, int descriptor)
{
    int *kept = ARENA_NEW(arena, int);
    *kept = descriptor;
    arena_defer(arena, close_file, kept);
    return descriptor;
}

/* Opens the folder and looks at the manifest there: its size, or -1 if there is none. */
static int64_t find_ledger(Arena *arena, const char *folder, const char *path, Ledger *ledger)
{
    struct stat status;
    *ledger = (Ledger){.folder = folder};
    manifest_init(&ledger->manifest, arena);
    ledger->directory = keep_open(arena, open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (stat(path, &status) != 0 || (uintmax_t)status.st_size > MANIFEST_MOST)
        return -1;
    ledger->seconds = status.st_ctim.tv_sec;
    ledger->nanoseconds = status.st_ctim.tv_nsec;
    return status.st_size;
}

void ledger_read(Arena *arena, const char *folder, const char *name, Ledger *ledger)
{
    const char *path = arena_printf(arena, "%s/%s", folder, name);
    int64_t size = find_ledger(arena, folder, path, ledger);
    Buf bytes;
    buf_init(&bytes, arena);
    if (size < 0)
        return;
    mem_fetch((size_t)size * 2); /* for its text and what is read of it */
    ledger->found = file_read(path, MANIFEST_MOST, &bytes) &&
                    manifest_read(&ledger->manifest, (Str){bytes.data, bytes.length});
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

static const char *path_of_product(Arena *arena, const Ledger *ledger, const ManifestEntry *entry)
{
    return arena_printf(arena, "%s/%s", ledger->folder, entry->product);
}

/* Is the product, which looks so, still what the manifest says? */
static bool is_whole(Arena *arena, const Ledger *ledger, const ManifestEntry *entry, Glance glance,
                     FileHashes *hashes)
{
    if (glance != GLANCE_NEWER)
        return glance == GLANCE_SAME;
    return hash_equal(file_hash(hashes, path_of_product(arena, ledger, entry)), entry->hash);
}

/* -- is there anything to do? ---------------------------------------------------------- */

/* A file, and what it is to hold. */
typedef struct {
    const char *path;
    Hash hash;
} Wanted;

typedef struct {
    const Wanted **list;
    int count, room;
} WantedFiles;

typedef struct {
    Arena *arena;
    const char *path; /* of the project file */
    const FileHashes *known;
    const Ledger *ledger;
    FreshAll *all;
    WantedFiles shared, rest;
    Map wanted; /* inputs by name */
    FileHasher hashers[THREADS_MOST];
    int threads;
    atomic_bool differs; /* something does: no more need be looked at */
} Check;

/* Files that are read on several threads. */
typedef struct {
    Check *check;
    const Wanted **list;
} Reading;

static void read_one(void *context, int thread, int index)
{
    const Reading *reading = context;
    Check *check = reading->check;
    const Wanted *wanted = reading->list[index];
    if (!atomic_load(&check->differs) &&
        !hash_equal(file_hasher_read(&check->hashers[thread], wanted->path), wanted->hash))
        atomic_store(&check->differs, true);
}

static void add_wanted(Check *check, WantedFiles *files, const Wanted *wanted)
{
    ARENA_RESERVE(check->arena, files->list, files->count, files->room);
    files->list[files->count++] = wanted;
}

/* Adds an input to what is to be read, unless it is there already, or known. False if that
 * tells already that it is another. */
static bool want(Check *check, WantedFiles *files, const char *name, Hash hash)
{
    const Wanted *before = map_lookup(&check->wanted, str_of(name));
    if (before)
        return hash_equal(before->hash, hash);
    if (name[0] == '-') /* "--set 1" is in the command line */
        return true;
    Wanted *wanted = ARENA_NEW(check->arena, Wanted);
    *wanted = (Wanted){path_beside(check->arena, check->path, str_of(name)), hash};
    map_add(&check->wanted, str_of(arena_copy(check->arena, name, strlen(name))), wanted);
    if (hash_is_none(hash)) /* it must not be there */
        return access(wanted->path, R_OK) != 0;
    const Hash *known = file_hash_known(check->known, wanted->path);
    if (known)
        return hash_equal(*known, hash);
    add_wanted(check, files, wanted);
    return true;
}

static bool want_inputs(Check *check, WantedFiles *files, const Inputs *inputs)
{
    bool same = true;
    for (int i = 0; same && i < inputs->count; i++)
        same = want(check, files, inputs->list[i].name, inputs->list[i].hash);
    return same;
}

/* What all zones share comes first: it holds the largest files. */
static bool want_shared(Check *check)
{
    WantedFiles *files = &check->shared;
    const Manifest *manifest = &check->ledger->manifest;
    const char *program = inputs_program(check->arena);
    bool same = true;
    for (int i = 0; same && i < manifest->set_count; i++)
        same = strcmp(manifest->sets[i].program, program) == 0 &&
               want_inputs(check, files, &manifest->sets[i].files);
    for (int i = 0; same && i < manifest->zone_count; i++)
        same = want(check, files, manifest->zones[i].file, manifest->zones[i].hash);
    return same;
}

/* Are the files of the folder of zones those that were there? */
static bool has_same_zones(Check *check)
{
    const Manifest *manifest = &check->ledger->manifest;
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

static void keep_warnings(Check *check, const ManifestEntry *entry)
{
    FreshAll *all = check->all;
    const ManifestZone *zone = manifest_zone(&check->ledger->manifest, entry->inputs.list[0].name);
    if (!zone || entry->warnings.length <= 2)
        return;
    const char *kept = arena_copy(check->arena, entry->warnings.data, entry->warnings.length);
    ARENA_RESERVE(check->arena, all->list, all->count, all->room);
    all->list[all->count++] = (FreshWarnings){(int)(zone - check->ledger->manifest.zones),
                                              (Str){kept, entry->warnings.length}};
}

/* Looks at a product, and adds what is to be read to find out whether it is fresh. */
static bool want_product(void *context, const ManifestEntry *entry)
{
    Check *check = context;
    Glance glance = glance_at(check->ledger, entry);
    bool same = glance != GLANCE_OTHER && want_inputs(check, &check->rest, &entry->inputs);
    for (int c = 0; same && c < entry->compared_count; c++)
        same = want(check, &check->rest, entry->compared[c].name, entry->compared[c].hash);
    if (same && glance == GLANCE_NEWER) {
        Wanted *wanted = ARENA_NEW(check->arena, Wanted);
        *wanted = (Wanted){path_of_product(check->arena, check->ledger, entry), entry->hash};
        add_wanted(check, &check->rest, wanted);
    }
    keep_warnings(check, entry);
    check->all->products++;
    return same && !atomic_load(&check->differs);
}

static void read_rest(Check *check)
{
    Crew crew;
    Reading reading = {check, check->rest.list};
    crew_begin(&crew, check->threads, check->rest.count, read_one, &reading);
    crew_end(&crew);
}

/* Products are looked at while other threads read what they share. */
static bool check_all(Check *check, ManifestReader *reader)
{
    if (!want_shared(check))
        return false;
    Crew crew;
    Reading reading = {check, check->shared.list};
    crew_begin(&crew, check->threads, check->shared.count, read_one, &reading);
    if (!has_same_zones(check) || !manifest_look_on(reader, want_product, check))
        atomic_store(&check->differs, true);
    crew_end(&crew);
    read_rest(check);
    return !atomic_load(&check->differs);
}

bool fresh_all(Arena *arena, const FreshAsked *asked, FreshAll *all)
{
    const char *path = arena_printf(arena, "%s/%s", asked->folder, asked->name);
    Ledger ledger;
    bool found = find_ledger(arena, asked->folder, path, &ledger) >= 0;
    int file = found ? keep_open(arena, file_open(path)) : -1;
    ManifestReader *reader = file < 0 ? NULL : manifest_look(&ledger.manifest, file);
    if (!reader || !hash_equal(ledger.manifest.asked, asked->hash))
        return false;
    *all = (FreshAll){.products = 0};
    Check check = {.arena = arena,
                   .path = asked->path,
                   .known = asked->known,
                   .ledger = &ledger,
                   .all = all,
                   .threads = threads_wanted()};
    map_init(&check.wanted, arena);
    for (int i = 0; i < check.threads; i++)
        file_hasher_init(&check.hashers[i], arena);
    bool same = check_all(&check, reader);
    all->manifest = ledger.manifest;
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
