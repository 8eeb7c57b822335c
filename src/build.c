#include "build.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "brief/gate.h"
#include "layouts.h"
#include "output.h"
#include "pdf/pdf.h"
#include "plan.h"

/* What was said of a zone so far, until it is its turn to be shown. */
typedef struct {
    Arena *arena;    /* freed when it has been shown; NULL: nothing was said */
    Notices notices; /* sorted when shown */
    Buf reports;     /* whole lines for standard output */
    Buf lines;       /* whole lines for standard error, behind the notices */
    int said;        /* of its briefs: built or failed */
    bool over;
} ZoneSaid;

typedef struct {
    Job *job;
    const RunOptions *options;
    const Arguments *arguments;
    const Plan *plan;
    ZoneSaid *said;    /* by zone */
    int shown;         /* zones */
    int built, failed; /* briefs */
    bool environment;  /* a failure was the machine's */
    Map cited;         /* ids of the sources that zones cite */
} Build;

/* SOURCE_DATE_EPOCH as an ISO 8601 time; NULL if it is not set or not a
 * number of seconds. */
static const char *epoch_date(Arena *arena)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text)
        return NULL;
    char *end;
    errno = 0;
    long long seconds = strtoll(text, &end, 10);
    if (errno || *end || seconds < 0 || seconds > 253402300799)
        return NULL;
    time_t moment = (time_t)seconds;
    struct tm utc;
    if (!gmtime_r(&moment, &utc))
        return NULL;
    return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                        utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

/* Editions name zones by their ids: is each there? */
static void check_editions(Job *job, const Edition *edition, const Map *zones)
{
    for (const Json *id = json_first(edition->zones); id && edition->picked; id = json_next(id))
        if (!map_lookup(zones, json_string(job, id, "zone")))
            terms_unknown(job, zones, E122, id, "zone");
}

/* -- what workers say ---------------------------------------------------------------- */

static ZoneSaid *said_of(Build *build, int task)
{
    ZoneSaid *said = &build->said[task];
    if (!said->arena) {
        said->arena = arena_new();
        notices_init(&said->notices, said->arena);
        buf_init(&said->lines, said->arena);
        buf_init(&said->reports, said->arena);
    }
    return said;
}

static void hear_brief(Build *build, int task, const RunBrief *brief)
{
    const PlanZone *zone = &build->plan->zones[task];
    ZoneSaid *said = said_of(build, task);
    said->said++;
    build->built += brief->good;
    build->failed += !brief->good;
    if (brief->length > 0 && build->arguments->verbose)
        buf_printf(&said->lines, "%s/%s: %d pages, %zu bytes\n", build->options->out_folder,
                   zone->briefs[brief->step].name, brief->pages, brief->length);
}

static void hear_zone(Build *build, Record *record)
{
    RunZone zone = run_next_zone(record, build->job->arena);
    build->failed += zone.unwanted;
    for (int i = 0; i < zone.cited_count; i++)
        map_add(&build->cited, str_of(zone.cited[i]), zone.cited[i]);
}

static void heard(void *context, int task, Record *record)
{
    Build *build = context;
    ZoneSaid *said = said_of(build, task);
    if (record->kind == SAID_NOTICE) {
        Notice notice = record_next_notice(record, said->arena);
        notices_add(&said->notices, &notice);
    } else if (record->kind == SAID_TROUBLE) {
        buf_printf(&said->lines, "zonebrief: %s\n", record_next_text(record, said->arena));
        build->environment = true;
    } else if (record->kind == SAID_SIZE) {
        buf_text(&said->reports, record_next_text(record, said->arena));
    } else if (record->kind == SAID_BRIEF) {
        RunBrief brief = run_next_brief(record);
        if (brief.step >= 0 && brief.step < build->plan->zones[task].brief_count)
            hear_brief(build, task, &brief);
    } else if (record->kind == SAID_ZONE)
        hear_zone(build, record);
}

static void printed(void *context, int task, Str text)
{
    ZoneSaid *said = said_of(context, task);
    buf_add(&said->lines, text.data, text.length);
}

/* -- workers that are gone ------------------------------------------------------------- */

static Notice notice_lost(const Build *build, Arena *arena, const PlanZone *zone, int step,
                          Fate fate, int signal)
{
    static const Code CODES_OF[] = {
        [FATE_CRASHED] = E801, [FATE_SLOW] = E802, [FATE_MEMORY] = E803};
    const Arguments *arguments = build->arguments;
    const char *what = step < 0 ? "the zone" : zone->briefs[step].name;
    Notice notice = {.code = CODES_OF[fate], .place = {.file = zone->path}};
    if (fate == FATE_SLOW) {
        notice.message = arena_printf(arena, "zone \"%s\": %s was given up after %d s", zone->id,
                                      what, arguments->seconds);
        notice.help = "--time-limit=SECONDS sets how long a brief may take";
    } else if (fate == FATE_MEMORY) {
        notice.message = arena_printf(arena, "zone \"%s\": %s needs more than %d MiB of memory",
                                      zone->id, what, arguments->megabytes);
        notice.help = "--memory-limit=MIB sets how much a worker may have";
    } else {
        notice.message =
            arena_printf(arena, "zone \"%s\": the worker that made %s has died: %s", zone->id, what,
                         signal ? strsignal(signal) : "it ended itself");
        notice.help = "the other briefs are not concerned; please report it with this file";
    }
    return notice;
}

static int lost(void *context, int task, int step, Fate fate, int signal)
{
    Build *build = context;
    const PlanZone *zone = &build->plan->zones[task];
    ZoneSaid *said = said_of(build, task);
    Notice notice = notice_lost(build, said->arena, zone, step, fate, signal);
    notices_add(&said->notices, &notice);
    if (step >= 0 && step < zone->brief_count) {
        build->failed++;
        said->said++;
        return build->options->fail_fast || step + 1 == zone->brief_count ? -1 : step + 1;
    }
    build->failed += zone->brief_count - said->said;
    build->failed += zone->brief_count == 0;
    said->said = zone->brief_count;
    return -1;
}

/* -- showing -------------------------------------------------------------------------- */

static void show_zone(ZoneSaid *said)
{
    if (!said->arena)
        return;
    notices_print(&said->notices, NOTICE_HUMAN, stderr);
    fwrite(said->reports.data, 1, said->reports.length, stdout);
    fwrite(said->lines.data, 1, said->lines.length, stderr);
    arena_free(said->arena);
    said->arena = NULL;
}

static bool done(void *context, int task)
{
    Build *build = context;
    build->said[task].over = true;
    while (build->shown < build->plan->zone_count && build->said[build->shown].over)
        show_zone(&build->said[build->shown++]);
    return !build->options->fail_fast || build->failed == 0;
}

static bool wanted(void *context, int task)
{
    (void)context;
    (void)task;
    return true;
}

static void work(void *context, int task, int first, RecordWriter *to)
{
    const Build *build = context;
    run_zone(build->options, &build->plan->zones[task], first, to);
}

/* -- the run -------------------------------------------------------------------------- */

/* Takes all zones through the stages. Returns what pool_run does. */
static int run_pass(Build *build, const RunOptions *options)
{
    Arena *arena = build->job->arena;
    PoolTasks tasks = {.context = build,
                       .task_count = build->plan->zone_count,
                       .wanted = wanted,
                       .work = work,
                       .heard = heard,
                       .printed = printed,
                       .lost = lost,
                       .done = done};
    PoolLimits limits = {.workers = options->dump == DUMP_NONE ? build->arguments->jobs : 1,
                         .seconds = build->arguments->seconds,
                         .memory = (size_t)build->arguments->megabytes << 20};
    const char *why = NULL;
    build->options = options;
    build->said = ARENA_ARRAY(arena, ZoneSaid, build->plan->zone_count);
    build->shown = build->built = build->failed = 0;
    map_init(&build->cited, arena);
    if (limits.workers > build->plan->zone_count)
        limits.workers = build->plan->zone_count;
    int outcome = limits.workers ? pool_run(arena, &tasks, &limits, &why) : 0;
    while (build->shown < build->plan->zone_count) /* those that a run cut short has left */
        show_zone(&build->said[build->shown++]);
    if (outcome < 0)
        fprintf(stderr, "zonebrief: %s\n", why);
    build->environment |= outcome < 0;
    return outcome;
}

/* What can be said only of all zones together. */
static void check_whole(const Build *build)
{
    const Editions *editions = &build->options->project->editions;
    bool all = true;
    for (int i = 0; i < editions->count; i++) {
        check_editions(build->job, &editions->list[i], &build->plan->ids);
        all &= editions->list[i].picked;
    }
    if (all)
        gate_sources(build->job, build->options->project->sources, &build->cited);
}

static void run_passes(Build *build, RunOptions *options, int *signal)
{
    bool writes = !options->check_only && options->dump == DUMP_NONE;
    int outcome = 0;
    if (writes && (options->werror || diag_errors(build->job->diag))) {
        RunOptions check = *options; /* nothing is written unless all is good */
        check.check_only = true;
        outcome = run_pass(build, &check);
        if (outcome == 0 && !build->failed && options->whole)
            check_whole(build);
    }
    if (outcome == 0 && (!writes || (!build->failed && !diag_errors(build->job->diag))))
        outcome = run_pass(build, options);
    build->options = options;
    if (outcome == 0 && !build->failed && options->whole)
        check_whole(build);
    *signal = outcome > 0 ? outcome : 0;
}

static RunOptions options_of(const Job *job, const Arguments *arguments, const Project *project)
{
    return (RunOptions){.project = project,
                        .whole = arguments->operand_count == 0,
                        .dump = arguments->dump,
                        .check_only = strcmp(arguments->command, "check") == 0,
                        .out_folder = arguments->out ? arguments->out : project->out_folder,
                        .date = epoch_date(job->arena),
                        .since = arguments->since,
                        .standard = arguments->standard,
                        .report_size = arguments->report_size,
                        .report_json = arguments->json,
                        .debug = arguments->debug,
                        .werror = arguments->werror,
                        .fail_fast = arguments->fail_fast};
}

static int run_plan(Job *job, const Arguments *arguments, RunOptions *options, const Plan *plan)
{
    Build build = {.job = job, .arguments = arguments, .plan = plan, .options = options};
    int signal = 0;
    if (!options->check_only && options->dump == DUMP_NONE && options->standard)
        options->sources_packed = pdf_pack(
            job->arena, json_bytes(options->project->files, options->project->sources_path));
    run_passes(&build, options, &signal);
    if (build.failed)
        fprintf(stderr, "zonebrief: %d of %d briefs failed\n", build.failed,
                build.failed + build.built);
    bool bad = build.failed || diag_errors(job->diag);
    return signal              ? 128 + signal
           : build.environment ? EXIT_ENVIRONMENT
           : bad               ? EXIT_INPUT
                               : EXIT_GOOD;
}

int build_run(Job *job, const Arguments *arguments, const Project *project, Langs langs)
{
    RunOptions options = options_of(job, arguments, project);
    const char *why = NULL;
    if (options.since && access(options.since, R_OK) != 0) {
        fprintf(stderr, "zonebrief: cannot read %s: %s\n", options.since, strerror(errno));
        return EXIT_ENVIRONMENT;
    }
    ZoneFiles zones;
    if (!zones_find(job->arena, project, arguments->operands, arguments->operand_count, &zones,
                    &why) ||
        (!options.check_only && options.dump == DUMP_NONE &&
         !output_folder(job->arena, options.out_folder, &why))) {
        fprintf(stderr, "zonebrief: %s\n", why);
        return EXIT_ENVIRONMENT;
    }
    sources_check_copies(job, project->sources);
    layouts_check(job, project, &zones);
    Plan plan;
    plan_make(job->arena, &(PlanAsked){project, langs, options.whole, options.debug}, &zones,
              &plan);
    return run_plan(job, arguments, &options, &plan);
}
