#include "run.h"

#include <string.h>
#include <time.h>

#include "base/path.h"
#include "brief/rows.h"
#include "ledger.h"
#include "pdf/pdf.h"
#include "product.h"
#include "zones.h"

/* -- one brief --------------------------------------------------------------------- */

static Job job_new(const RunOptions *options)
{
    Job job = {.arena = arena_new()};
    job.diag = diag_new(job.arena);
    if (options->werror)
        diag_strict(job.diag);
    return job;
}

static int64_t milliseconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Leaves of the run what can be said without the zone. */
static void forget_zone(ZoneRun *run, RunOptions *options)
{
    *options = *run->options;
    options->check_only = true;
    options->report_fit = false;
    options->dump = DUMP_NONE;
    run->options = options;
    run->zone = zone_unknown(run->job->arena);
    run->compared_count = 0;
    run->changes = NULL;
}

/* The brief; or if the zone has errors, or there is none, what its layout has. What one brief
 * allocates is freed before the next begins. */
static bool run_step(const ZoneRun *run, bool sound, int step)
{
    const PlanBrief *brief = &run->plan->briefs[step];
    Job job = job_new(run->options);
    Map shown;
    map_init(&shown, job.arena);
    ZoneRun inner = *run;
    RunOptions options;
    inner.job = &job;
    inner.shown = &shown;
    inner.edition = brief->edition;
    if (!sound || run->plan->bare)
        forget_zone(&inner, &options);
    SaidBrief result = {.step = step};
    int64_t started = milliseconds();
    int told = 0;
    pool_step(run->to, step);
    result.good = product_make(&inner, brief, &result) && sound;
    result.made.milliseconds = (int)(milliseconds() - started);
    say_reports(run->to, step, job.diag, run->files, &told);
    say_brief(run->to, &result);
    arena_free(job.arena);
    return result.good;
}

/* -- one zone ---------------------------------------------------------------------- */

/* Is it the fact file of an edition that is picked? */
static bool is_programme(const RunOptions *options, const char *path)
{
    const Editions *editions = &options->project->editions;
    for (int i = 0; i < editions->count; i++) {
        const Edition *edition = &editions->list[i];
        if (edition->picked && edition->programme && strcmp(edition->programme, path) == 0)
            return true;
    }
    return false;
}

static void give_up(ZoneRun *run, const char *why)
{
    product_fail(run, run->plan->name, why);
    run->broken = true;
}

/* Its products are called by what the plan read of the file: of one that could
 * not be read then, or was another one, they would have a wrong name. */
static void check_plan(ZoneRun *run)
{
    if (diag_errors(run->job->diag) == 0 && strcmp(run->zone->id, run->plan->id) != 0)
        give_up(run, "it has changed, or could not be read, while the run was planned");
}

/* Two files of one zone would write the same products. */
static void check_first(const ZoneRun *run)
{
    if (!run->plan->twin || !run->zone->id[0])
        return;
    diag_add(run->job->diag,
             &(Report){.code = E108,
                       .where = json_where(json_member(run->zone->root, "zone")),
                       .message = arena_printf(run->job->arena, "zone \"%s\" is also in %s",
                                               run->zone->id, run->plan->twin),
                       .help = "give each zone file an id of its own: products are named by it"});
}

/* Products carry the file, and its name, which is a text there. */
static void check_name(const ZoneRun *run)
{
    Str name = str_of(path_name(run->zone->path));
    if (!utf8_is_whole(name))
        diag_add(run->job->diag, &(Report){.code = E018,
                                           .where = json_where(run->zone->root),
                                           .message = "the file's name is not UTF-8",
                                           .help = "give the file another name"});
}

/* A programme's brief reads the zones once more, for itself: their faults are told
 * when they are built. */
static void read_compared(ZoneRun *run)
{
    const Project *project = run->options->project;
    Arena *arena = run->job->arena;
    Job quiet = {arena, diag_new(arena)};
    ZoneFiles zones;
    const char *why = "";
    if (!zones_find(arena, project, NULL, 0, &zones, &why)) {
        give_up(run, why);
        return;
    }
    run->compared = ARENA_ARRAY(arena, const Zone *, zones.count);
    for (int i = 0; i < zones.count; i++) {
        if (is_programme(run->options, zones.list[i]))
            continue;
        const Json *root = json_read_file(run->files, &quiet, zones.list[i]);
        if (root)
            run->compared[run->compared_count++] =
                zone_read(&quiet, run->files, project->terms, project->sources, root, zones.list[i],
                          &project->langs);
        if (diag_errors(quiet.diag) == 0)
            continue;
        diag_add(run->job->diag,
                 &(Report){.code = E118,
                           .where = json_where(run->zone->root),
                           .message = arena_printf(arena, "%s has errors: it cannot be compared",
                                                   zones.list[i])});
        return;
    }
}

/* The zone of `path`, if it is the one being run. */
static const Zone *read_older(ZoneRun *run, const char *path)
{
    const Project *project = run->options->project;
    const Json *root = json_read_file(run->files, run->job, path);
    const Json *id = json_member(root, "zone");
    if (json_type(id) != JSON_STRING || !str_is(json_string(run->job, id, "zone"), run->zone->id))
        return NULL;
    return zone_read(run->job, run->files, project->terms, project->sources, root, path,
                     &project->langs);
}

/* Finds the older state of the zone, if there is one, and compares. A file of
 * the same name is looked at first: in a folder of a thousand zones it is the
 * one, and the others need not be read. */
static void read_changes(ZoneRun *run)
{
    Arena *arena = run->job->arena;
    char *operand = arena_copy(arena, run->options->since, strlen(run->options->since));
    ZoneFiles files;
    const char *why = "";
    const Zone *before = NULL;
    if (!zones_find(arena, run->options->project, &operand, 1, &files, &why)) {
        give_up(run, why);
        return;
    }
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < files.count && !before; i++)
            if ((strcmp(path_name(files.list[i]), path_name(run->zone->path)) == 0) == (pass == 0))
                before = read_older(run, files.list[i]);
    if (!before) /* a new zone: nothing to compare with */
        return;
    Changes *changes = ARENA_NEW(arena, Changes);
    *changes = changes_find(arena, run->files, before, run->zone);
    run->changes = changes;
}

/* A zone that was named and that no edition is for. */
static bool check_wanted(const ZoneRun *run)
{
    const RunOptions *options = run->options;
    if (options->whole || plan_takes(options->project, run->zone->path, run->zone->id))
        return true;
    diag_add(run->job->diag,
             &(Report){.code = E122,
                       .where = json_where(json_member(run->zone->root, "zone")),
                       .message = arena_printf(run->job->arena,
                                               "no edition that is to be built is for zone "
                                               "\"%s\"",
                                               run->zone->id),
                       .help = "see /editions of the project file, and --edition"});
    return false;
}

static void read_zone(ZoneRun *run, const Json *root, const char *path)
{
    const Project *project = run->options->project;
    run->zone = zone_read(run->job, run->files, project->terms, project->sources, root, path,
                          &project->langs);
    check_first(run);
    check_name(run);
    check_plan(run);
    if (is_programme(run->options, path))
        read_compared(run);
    if (run->options->since)
        read_changes(run);
    if (run->options->standard & STANDARD_CLAIMS && run->options->dump == DUMP_NONE &&
        !run->options->check_only)
        run->packed = pdf_pack(run->job->arena, json_bytes(run->files, run->zone->path));
}

/* What layouts show of the tables has been checked with them. Of the others nothing is printed, so
 * no brief fails for their faults, but somebody means to show them. */
static void check_tables(const ZoneRun *run)
{
    const Project *project = run->options->project;
    rows_check(
        &(RowsCheck){run->job, run->files, project->terms, &project->langs, run->zone->known_ids},
        json_member(run->zone->root, "tables"));
}

/* All briefs of a zone that has errors itself fail with it, and yet the layout's are told. */
static void run_steps(ZoneRun *run, int first)
{
    bool sound = diag_errors(run->job->diag) == 0 && !run->broken;
    say_reports(run->to, -1, run->job->diag, run->files, &run->told);
    for (int step = first; step < run->plan->brief_count; step++) {
        if (run->plan->briefs[step].fresh)
            continue;
        bool good = run_step(run, sound, step);
        if (!good && run->options->fail_fast)
            break;
    }
}

/* The last that is said of a zone. */
static void conclude(ZoneRun *run, bool unwanted)
{
    Arena *arena = run->job->arena;
    const Zone *zone = run->zone;
    bool fresh = false; /* what its maps cite is known from when they were made */
    for (int step = 0; step < run->plan->brief_count; step++)
        fresh |= run->plan->briefs[step].fresh;
    if (fresh && run->plan->kept)
        ledger_add_cited(run->cited, run->plan->kept->cited);
    for (int f = 0; zone && f < zone->fact_count; f++)
        for (int c = 0; c < zone->facts[f].citation_count; c++) {
            const char *id = zone->facts[f].citations[c].source->id;
            map_add(run->cited, str_of(id), id);
        }
    say_reports(run->to, -1, run->job->diag, run->files, &run->told);
    say_zone(run->to,
             &(SaidZone){.unwanted = unwanted,
                         .sound = (zone || run->plan->bare || run->options->dump == DUMP_JSON) &&
                                  !run->broken && diag_errors(run->job->diag) == 0,
                         .hash = hash_of(json_bytes(run->files, run->plan->path)),
                         .cited = product_values(arena, run->cited)});
}

/* What was dumped must be out, and all of it, before the next zone's. */
static void flush_dump(const ZoneRun *run)
{
    if (run->options->dump != DUMP_NONE && (fflush(stdout) != 0 || ferror(stdout)))
        product_fail(run, "standard output", "cannot be written to");
}

void run_zone(const RunOptions *options, const PlanZone *zone, int first, RecordWriter *to)
{
    Job job = job_new(options);
    Arena *arena = job.arena;
    bool unwanted = false;
    Map cited;
    map_init(&cited, arena);
    ZoneRun run = {.options = options,
                   .plan = zone,
                   .to = to,
                   .job = &job,
                   .files = json_files_below(arena, options->project->files),
                   .pictures = pictures_new(arena, options->project->root, options->project->path),
                   .cited = &cited};
    const Json *root = zone->bare ? NULL : json_read_file(run.files, &job, zone->path);
    if (root && options->dump == DUMP_JSON)
        json_dump(run.files, root, stdout);
    else if (root)
        read_zone(&run, root, zone->path);
    if (run.zone && diag_errors(job.diag) == 0 && options->dump == DUMP_BRIEF)
        zone_dump(run.zone, run.files, stdout);
    else if (run.zone && diag_errors(job.diag) == 0 && !check_wanted(&run))
        unwanted = true;
    else if (options->dump != DUMP_JSON || diag_errors(job.diag) > 0)
        run_steps(&run, first);
    flush_dump(&run);
    if (run.zone && options->check_only)
        check_tables(&run);
    conclude(&run, unwanted);
    arena_free(arena);
}
