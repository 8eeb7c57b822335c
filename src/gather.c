#include "gather.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "size.h"
#include "warnings.h"

/* -- what workers say ---------------------------------------------------------------- */

static GatherZone *zone_of(Gather *gather, int task)
{
    GatherZone *said = &gather->zones[task];
    int briefs = gather->plan->zones[task].brief_count;
    if (!said->arena) {
        said->arena = arena_new();
        said->notices = ARENA_ARRAY(said->arena, Notices, briefs + 1);
        for (int i = 0; i <= briefs; i++)
            notices_init(&said->notices[i], said->arena);
        buf_init(&said->lines, said->arena);
        buf_init(&said->reports, said->arena);
        said->briefs = ARENA_ARRAY(gather->arena, GatherBrief, briefs);
    }
    return said;
}

/* The warnings of the brief, with those of its zone. */
static Str keep_warnings(const Gather *gather, GatherZone *said, int step)
{
    Notices all;
    notices_init(&all, said->arena);
    for (int n = 0; n <= step + 1; n += step + 1)
        for (int i = 0; i < said->notices[n].count; i++)
            notices_add(&all, &said->notices[n].list[i]);
    notices_sort(&all);
    return warnings_write(gather->arena, &all, gather->options->project->folder);
}

static void hear_brief(Gather *gather, int task, const SaidBrief *brief)
{
    const PlanZone *zone = &gather->plan->zones[task];
    GatherZone *said = zone_of(gather, task);
    if (brief->step < 0 || brief->step >= zone->brief_count || said->briefs[brief->step].said)
        return;
    GatherBrief *kept = &said->briefs[brief->step];
    *kept = (GatherBrief){.said = true, .good = brief->good, .made = brief->made};
    gather->built += brief->good && !zone->bare;
    gather->failed += !brief->good && !zone->bare;
    gather->faulty |= !brief->good;
    if (!brief->good && gather->options->out_folder && !gather->options->check_only &&
        gather->options->dump == DUMP_NONE)
        buf_printf(&said->lines, "zonebrief: %s/%s failed\n", gather->options->out_folder,
                   zone->briefs[brief->step].name);
    if (brief->made.length == 0)
        return;
    kept->warnings = keep_warnings(gather, said, brief->step);
    if (gather->arguments->verbose)
        buf_printf(&said->lines, "%s/%s: %d pages, %zu bytes\n", gather->options->out_folder,
                   zone->briefs[brief->step].name, brief->made.pages, (size_t)brief->made.length);
}

static void heard(void *context, int task, Record *record)
{
    Gather *gather = context;
    GatherZone *said = zone_of(gather, task);
    said->heard = true;
    if (record->kind == SAID_NOTICE) {
        Notice notice;
        int step = said_notice(record, said->arena, &notice);
        gather->environment |= code_is_environment(notice.code);
        if (step >= -1 && step < gather->plan->zones[task].brief_count)
            notices_add(&said->notices[step + 1], &notice);
    } else if (record->kind == SAID_TROUBLE) {
        buf_printf(&said->lines, "zonebrief: %s\n", record_next_text(record, said->arena));
        gather->environment = true;
    } else if (record->kind == SAID_REPORT) {
        buf_text(&said->reports, record_next_text(record, said->arena));
    } else if (record->kind == SAID_BRIEF) {
        SaidBrief brief = said_brief(record, gather->arena);
        hear_brief(gather, task, &brief);
    } else if (record->kind == SAID_ZONE) {
        said->zone = said_zone(record, gather->arena);
        gather->failed += said->zone.unwanted;
        gather->faulty |= !said->zone.sound;
    }
}

static void printed(void *context, int task, Str text)
{
    GatherZone *said = zone_of(context, task);
    buf_add(&said->lines, text.data, text.length);
}

/* -- workers that are gone ------------------------------------------------------------- */

static Notice notice_lost(const Gather *gather, Arena *arena, const PlanZone *zone, int step,
                          Fate fate, int signal)
{
    const Arguments *arguments = gather->arguments;
    const char *whose = zone->bare ? "edition" : "zone";
    const char *what = zone->bare ? "its layout"
                       : step < 0 ? "the zone file"
                                  : zone->briefs[step].name;
    Notice notice = {.place = {.file = zone->path}};
    if (fate == FATE_SLOW) {
        notice.code = E802;
        notice.message = arena_printf(arena, "%s \"%s\": %s was given up after %d s", whose,
                                      zone->id, what, arguments->seconds);
        notice.help = "--time-limit=SECONDS sets how long a brief may take";
    } else if (fate == FATE_MEMORY) {
        notice.code = E803;
        notice.message = arena_printf(arena, "%s \"%s\": %s needs more than %d MiB of memory",
                                      whose, zone->id, what, arguments->megabytes);
        notice.help = "--memory-limit=MIB sets how much a worker may have";
    } else {
        notice.code = E801;
        notice.message =
            arena_printf(arena, "%s \"%s\": the worker that was at %s died: %s", whose, zone->id,
                         what, signal ? strsignal(signal) : "it ended itself");
        notice.help = signal == SIGBUS ? "a face was cut short while it was in use"
                                       : "the other briefs are not concerned";
    }
    return notice;
}

static int lost(void *context, int task, int step, Fate fate, int signal)
{
    Gather *gather = context;
    const PlanZone *zone = &gather->plan->zones[task];
    GatherZone *said = zone_of(gather, task);
    Notice notice = notice_lost(gather, said->arena, zone, step, fate, signal);
    int failed = gather->failed, next = -1;
    gather->lost = said->heard = true;
    if (step >= 0 && step < zone->brief_count) {
        notices_add(&said->notices[step + 1], &notice);
        hear_brief(gather, task, &(SaidBrief){.step = step});
        next = gather->options->fail_fast ? -1 : step + 1;
    } else {
        notices_add(&said->notices[0], &notice);
        gather->failed += zone->brief_count == 0;
        for (step = 0; step < zone->brief_count; step++)
            if (!zone->briefs[step].fresh)
                hear_brief(gather, task, &(SaidBrief){.step = step});
    }
    /* Were its briefs made, and not all of it was heard? */
    if (gather->failed == failed && !zone->bare)
        gather->environment = true;
    return next;
}

/* -- showing -------------------------------------------------------------------------- */

/* What the parts of a product that is there weigh. */
static void report_size(Gather *gather, GatherZone *said, const char *name)
{
    const char *path = arena_printf(said->arena, "%s/%s", gather->options->out_folder, name);
    Buf bytes;
    buf_init(&bytes, said->arena);
    if (file_read(path, LIMIT_PRODUCT_BYTES, &bytes))
        size_report(&said->reports, path, (Str){bytes.data, bytes.length},
                    gather->options->report_json);
}

/* Of briefs that are fresh, the warnings that they had. */
static void recall(Gather *gather, int task)
{
    const PlanZone *zone = &gather->plan->zones[task];
    for (int i = 0; i < zone->brief_count; i++) {
        const PlanBrief *brief = &zone->briefs[i];
        if (!brief->fresh)
            continue;
        gather->fresh++;
        if (gather->options->report_size)
            report_size(gather, zone_of(gather, task), brief->name);
        if (brief->entry->warnings.length > 2)
            warnings_read(&zone_of(gather, task)->notices[i + 1], brief->entry->warnings,
                          gather->options->project->path);
    }
}

static void show_zone(Gather *gather, int task)
{
    GatherZone *said = &gather->zones[task];
    int briefs = gather->plan->zones[task].brief_count;
    if (!said->arena)
        return;
    Notices all;
    notices_init(&all, said->arena);
    for (int n = 0; n <= briefs; n++)
        for (int i = 0; i < said->notices[n].count; i++)
            notices_add(&all, &said->notices[n].list[i]);
    notices_sort(&all);
    progress_clear(&gather->progress);
    notices_print(gather->printer, &all);
    fwrite(said->reports.data, 1, said->reports.length, stdout);
    fwrite(said->lines.data, 1, said->lines.length, stderr);
    arena_free(said->arena);
    said->arena = NULL;
}

static bool done(void *context, int task)
{
    Gather *gather = context;
    gather->zones[task].over = true;
    if (shard_takes(gather->plan->shard, gather->plan->zones[task].name))
        recall(gather, task);
    while (gather->shown < gather->plan->zone_count && gather->zones[gather->shown].over)
        show_zone(gather, gather->shown++);
    return !gather->options->fail_fast || (gather->failed == 0 && !gather->faulty);
}

/* Of a zone that is known as it is, and whose briefs are all fresh, nothing is. */
static bool wanted(void *context, int task)
{
    const Gather *gather = context;
    const PlanZone *zone = &gather->plan->zones[task];
    if (!shard_takes(gather->plan->shard, zone->name))
        return false;
    bool all = zone->kept && (zone->brief_count > 0 || gather->options->whole);
    for (int i = 0; i < zone->brief_count; i++)
        all &= zone->briefs[i].fresh;
    return !all;
}

static void work(void *context, int task, int first, RecordWriter *to)
{
    const Gather *gather = context;
    run_zone(gather->options, &gather->plan->zones[task], first, to);
}

SaidZone gather_zone(const Gather *gather, int task)
{
    const PlanZone *zone = &gather->plan->zones[task];
    const GatherZone *said = gather->zones ? &gather->zones[task] : NULL;
    if (said && said->heard)
        return said->zone;
    if (!zone->kept)
        return (SaidZone){.sound = false};
    return (SaidZone){.sound = true, .hash = zone->kept->hash, .cited = zone->kept->cited};
}

const GatherBrief *gather_brief(const Gather *gather, int task, int step)
{
    const GatherZone *said = gather->zones ? &gather->zones[task] : NULL;
    return said && said->briefs && said->briefs[step].said ? &said->briefs[step] : NULL;
}

static void tick(void *context)
{
    Gather *gather = context;
    progress_draw(&gather->progress, gather->built + gather->fresh + gather->failed,
                  gather->failed);
}

/* Of the part that is to be built. */
static int count_briefs(const Plan *plan)
{
    int count = 0;
    for (int i = 0; i < plan->zone_count; i++)
        if (shard_takes(plan->shard, plan->zones[i].name) && !plan->zones[i].bare)
            count += plan->zones[i].brief_count;
    return count;
}

/* The project, and what the command line names. Faces and all that zones share
 * are in memory by now. */
static Confinement confine(const Gather *gather)
{
    const RunOptions *options = gather->options;
    Paths reads = {NULL, 0, 0};
    paths_add(gather->arena, &reads, options->project->root);
    if (options->since)
        paths_add(gather->arena, &reads, options->since);
    for (int i = 0; i < gather->plan->zone_count; i++)
        if (!path_is_below(options->project->root, gather->plan->zones[i].path))
            paths_add(gather->arena, &reads, gather->plan->zones[i].path);
    bool writes = !options->check_only && options->dump == DUMP_NONE;
    Confinement made = confine_prepare(&(Reach){.reads = reads.list,
                                                .read_count = reads.count,
                                                .writes = writes ? options->out_folder : NULL});
    if (made.note && gather->arguments->verbose)
        fprintf(stderr, "zonebrief: %s\n", made.note);
    return made;
}

int gather_run(Gather *gather)
{
    const Arguments *arguments = gather->arguments;
    PoolTasks tasks = {.context = gather,
                       .task_count = gather->plan->zone_count,
                       .wanted = wanted,
                       .work = work,
                       .heard = heard,
                       .printed = printed,
                       .lost = lost,
                       .done = done,
                       .tick = tick};
    PoolLimits limits = {.workers = gather->options->dump == DUMP_NONE ? arguments->jobs : 1,
                         .seconds = arguments->seconds,
                         .memory = (size_t)arguments->megabytes << 20};
    const char *why = NULL;
    Confinement confinement = confine(gather);
    limits.confinement = &confinement;
    gather->zones = ARENA_ARRAY(gather->arena, GatherZone, gather->plan->zone_count);
    gather->shown = gather->built = gather->fresh = gather->failed = 0;
    gather->faulty = false;
    gather->progress = progress_begin(count_briefs(gather->plan),
                                      arguments->quiet || gather->options->dump != DUMP_NONE);
    if (limits.workers > gather->plan->zone_count)
        limits.workers = gather->plan->zone_count;
    int outcome = limits.workers ? pool_run(gather->arena, &tasks, &limits, &why) : 0;
    confine_release(&confinement);
    while (gather->shown < gather->plan->zone_count) /* those that a run cut short has left */
        show_zone(gather, gather->shown++);
    progress_clear(&gather->progress);
    if (outcome < 0)
        fprintf(stderr, "zonebrief: %s\n", why);
    gather->environment |= outcome < 0;
    return outcome;
}
