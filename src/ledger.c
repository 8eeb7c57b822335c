#include "ledger.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "batch/lines.h"
#include "brief/gate.h"
#include "deps.h"
#include "output.h"
#include "warnings.h"

void ledger_read_part(Arena *arena, const char *folder, Shard shard, Ledger *ledger)
{
    ledger_read(arena, folder, shard_manifest(arena, shard), ledger);
    if (!ledger->found && shard.number)
        ledger_read(arena, folder, MANIFEST_NAME, ledger);
}

void ledger_add_cited(Map *cited, Str array)
{
    Lines lines;
    lines_of(&lines, cited->arena, array);
    lines_expect(&lines, "[");
    for (bool first = true; lines.good && !lines_accept(&lines, "]"); first = false) {
        lines_expect(&lines, first ? "" : ", ");
        const char *id = lines_text(&lines);
        map_add(cited, str_of(id), id);
    }
}

/* -- after a run ----------------------------------------------------------------------- */

typedef struct {
    Arena *arena;
    const Ledger *before;
    const LedgerRun *run;
    Manifest now;
    Map planned; /* names of products */
    int gone;
} Closing;

static void keep_entry(Closing *closing, const ManifestEntry *entry)
{
    manifest_add_entry(&closing->now, entry, &closing->before->manifest.sets[entry->set]);
}

/* What was made now; or else what is known from before, even of a product that
 * has failed now: it is still there, and may be right again. */
static void add_brief(Closing *closing, int task, int step)
{
    const PlanZone *zone = &closing->run->plan->zones[task];
    const PlanBrief *brief = &zone->briefs[step];
    const GatherBrief *said = gather_brief(closing->run->gather, task, step);
    map_add(&closing->planned, str_of(brief->name), brief);
    if (said && said->made.length > 0) {
        ManifestEntry entry = said->made;
        entry.product = brief->name;
        entry.zone = zone->id;
        entry.edition = brief->edition->name;
        entry.lang = edition_lang(closing->arena, brief->pair);
        entry.warnings = said->warnings;
        manifest_add_entry(&closing->now, &entry, brief->set);
    } else if (brief->fresh) /* the same bytes, which may have got another name */
        manifest_add_entry(&closing->now, brief->entry, brief->set);
    else if (brief->entry && !zone->twin && !brief->taken)
        keep_entry(closing, brief->entry);
}

static void add_zone(Closing *closing, int task)
{
    const PlanZone *zone = &closing->run->plan->zones[task];
    SaidZone said = gather_zone(closing->run->gather, task);
    if (said.sound)
        manifest_add_zone(&closing->now,
                          &(ManifestZone){zone->name, zone->id, said.hash, said.cited});
    const ManifestZone *before = manifest_zone(&closing->before->manifest, zone->name);
    if (!said.sound && before) /* it may be again what it was */
        manifest_add_zone(&closing->now, before);
    for (int step = 0; step < zone->brief_count; step++)
        add_brief(closing, task, step);
}

/* A product that the run says nothing of. */
static void see_other(Closing *closing, const ManifestEntry *entry)
{
    const LedgerRun *run = closing->run;
    const char *file = entry->inputs.list[0].name;
    if (map_lookup(&closing->planned, str_of(entry->product)) ||
        !shard_takes(run->plan->shard, file))
        return;
    if (!run->full) {
        keep_entry(closing, entry);
        return;
    }
    const char *path =
        arena_printf(closing->arena, "%s/%s", closing->before->folder, entry->product);
    if (access(path, F_OK) != 0)
        return;
    if (run->prune && unlink(path) == 0) {
        if (!run->quiet)
            fprintf(stderr, "zonebrief: %s is removed\n", path);
        return;
    }
    keep_entry(closing, entry);
    closing->gone++;
    fprintf(stderr, "zonebrief: %s is of no zone and edition any more; --prune removes it\n", path);
}

static bool is_planned(const Plan *plan, const char *file)
{
    for (int i = 0; i < plan->zone_count; i++)
        if (strcmp(plan->zones[i].name, file) == 0)
            return true;
    return false;
}

static void add_rest(Closing *closing)
{
    const Manifest *before = &closing->before->manifest;
    for (int i = 0; i < before->entry_count; i++)
        see_other(closing, &before->entries[i]);
    for (int i = 0; !closing->run->full && i < before->zone_count; i++)
        if (!is_planned(closing->run->plan, before->zones[i].file) &&
            shard_takes(closing->run->plan->shard, before->zones[i].file))
            manifest_add_zone(&closing->now, &before->zones[i]);
}

static bool write_manifest(Arena *arena, const char *folder, const char *name, Manifest *manifest,
                           const char **why)
{
    Buf out;
    buf_init(&out, arena);
    manifest_write(manifest, &out);
    return output_write(arena, folder, name, out.data, out.length, why);
}

bool ledger_close(Arena *arena, const Ledger *ledger, const LedgerRun *run, const char **why)
{
    const Plan *plan = run->plan;
    const Project *project = run->project;
    Closing closing = {.arena = arena, .before = ledger, .run = run};
    manifest_init(&closing.now, arena);
    map_init(&closing.planned, arena);
    for (int i = 0; i < plan->zone_count; i++)
        if (shard_takes(plan->shard, plan->zones[i].name))
            add_zone(&closing, i);
    add_rest(&closing);
    closing.now.asked = closing.gone ? (Hash){0, 0} : run->asked;
    closing.now.folder = path_from(arena, project->folder, project->zones_folder);
    closing.now.warnings = run->warnings;
    closing.now.shard = plan->shard.number;
    closing.now.shards = plan->shard.count;
    if (run->deps &&
        !deps_write(arena, run->deps, ledger->folder, project->path, plan, &closing.now, why))
        return false;
    if (closing.now.entry_count == 0 && !ledger->found)
        return true; /* there is nothing to tell of */
    return write_manifest(arena, ledger->folder, shard_manifest(arena, plan->shard), &closing.now,
                          why);
}

/* -- joining parts --------------------------------------------------------------------- */

static int fail(const char *path, const char *why)
{
    fprintf(stderr, "zonebrief: %s: %s\n", path, why);
    return EXIT_INPUT;
}

/* Adds one part; -1, or the exit status after a fault. */
static int join(Manifest *whole, const char *path, bool *seen)
{
    Arena *arena = whole->arena;
    Buf bytes;
    Manifest part;
    buf_init(&bytes, arena);
    manifest_init(&part, arena);
    if (!file_read(path, (size_t)1 << 30, &bytes)) {
        fprintf(stderr, "zonebrief: cannot read %s: %s\n", path, strerror(errno));
        return EXIT_ENVIRONMENT;
    }
    if (!manifest_read(&part, (Str){bytes.data, bytes.length}) || part.shard < 1 ||
        part.shard > part.shards || part.shards > SHARDS_MOST)
        return fail(path, "it is not the manifest of a part");
    if (whole->shards && whole->shards != part.shards)
        return fail(path, "it is of another number of parts");
    if (seen[part.shard])
        return fail(path, "this part was given already");
    seen[part.shard] = true;
    if (whole->shards == 0)
        whole->asked = part.asked;
    whole->shards = part.shards;
    whole->folder = part.folder;
    if (part.warnings.length > 2)
        whole->warnings = part.warnings;
    if (!hash_equal(whole->asked, part.asked))
        whole->asked = (Hash){0, 0};
    for (int i = 0; i < part.entry_count; i++)
        manifest_add_entry(whole, &part.entries[i], &part.sets[part.entries[i].set]);
    for (int i = 0; i < part.zone_count; i++)
        manifest_add_zone(whole, &part.zones[i]);
    return -1;
}

/* Sources that no part cites; after a run of some editions they may be cited
 * by others. */
static void check_sources(Job *job, const Project *project, Manifest *whole)
{
    Map cited;
    map_init(&cited, job->arena);
    for (int i = 0; i < whole->zone_count; i++)
        ledger_add_cited(&cited, whole->zones[i].cited);
    gate_sources(job, project->sources, &cited);
    Notices notices;
    notices_init(&notices, job->arena);
    warnings_read(&notices, whole->warnings, project->path);
    notices_add_diag(&notices, job->diag, json_locate, project->files);
    notices_sort(&notices);
    whole->warnings = warnings_write(job->arena, &notices, project->folder);
}

int ledger_merge(Job *job, const Project *project, const char *folder, char **parts, int count)
{
    Arena *arena = job->arena;
    Manifest whole;
    bool *seen = ARENA_ARRAY(arena, bool, SHARDS_MOST + 1);
    const char *why = NULL;
    manifest_init(&whole, arena);
    for (int i = 0; i < count; i++) {
        int status = join(&whole, parts[i], seen);
        if (status >= 0)
            return status;
    }
    int missing = 0;
    for (int i = 1; i <= whole.shards; i++)
        if (!seen[i]) {
            fprintf(stderr, "zonebrief: part %d of %d is missing\n", i, whole.shards);
            missing++;
        }
    if (missing)
        return EXIT_INPUT;
    whole.shards = 0;
    check_sources(job, project, &whole);
    if (!write_manifest(arena, folder, MANIFEST_NAME, &whole, &why)) {
        fprintf(stderr, "zonebrief: %s\n", why);
        return EXIT_ENVIRONMENT;
    }
    return EXIT_GOOD;
}
