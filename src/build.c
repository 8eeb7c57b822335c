#include "build.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "brief/gate.h"
#include "brief/place.h"
#include "gather.h"
#include "inputs.h"
#include "layouts.h"
#include "ledger.h"
#include "output.h"
#include "pdf/pdf.h"
#include "warnings.h"
#include "json/peek.h"

#define RECALLED   ((size_t)32 << 10) /* bytes of warnings that are printed at once */
#define WARM_ZONES 2                  /* an editor has one open, and perhaps another */

/* A run. */
typedef struct {
    Job *job;
    const Arguments *arguments;
    RunOptions options;
    Plan plan;
    Ledger ledger;
    Gather gather;
    bool writes;
    bool doubtful; /* all must be good before anything is written */
    int signal;    /* that ended it; 0: none */
} Build;

/* SOURCE_DATE_EPOCH as an ISO 8601 time; NULL if it is not set or not a
 * number of seconds. */
static const char *epoch_date(Arena *arena)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text)
        return NULL;
    int64_t seconds = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9' || c - text == 12)
            return NULL;
        seconds = seconds * 10 + (*c - '0');
    }
    if (seconds > 253402300799) /* the year 9999 ends */
        return NULL;
    time_t moment = (time_t)seconds;
    struct tm utc;
    if (!gmtime_r(&moment, &utc))
        return NULL;
    return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                        utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

/* False after a report: SOURCE_DATE_EPOCH is set, and is no time. */
static bool epoch_is_good(Arena *arena)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text || epoch_date(arena))
        return true;
    fputs("zonebrief: SOURCE_DATE_EPOCH must be seconds since 1970, in digits alone\n", stderr);
    return false;
}

/* Editions name zones by their ids: is each there? */
static void check_editions(Job *job, const Edition *edition, const Map *zones)
{
    for (const Json *id = json_first(edition->zones); id && edition->picked; id = json_next(id))
        if (!map_lookup(zones, json_string(job, id, "zone")))
            terms_unknown(job, zones, E122, id, "zone");
}

/* Editions without any zone are checked by themselves: faults of their layouts are not to wait
 * until there is one. */
static void meet_bare_editions(Build *build, const PlanAsked *asked)
{
    const Editions *editions = &asked->project->editions;
    Arena *arena = build->job->arena;
    for (int i = 0; i < editions->count; i++) {
        const Edition *edition = &editions->list[i];
        if (!edition->picked || plan_has(&build->plan, edition))
            continue;
        const Json *zones = json_member(edition->json, "zones");
        if (!json_first(edition->zones)) /* else each of them is E122 */
            diag_add(build->job->diag,
                     &(Report){.code = W122,
                               .where = json_where(zones ? zones : edition->json),
                               .message = arena_printf(arena,
                                                       "edition \"%s\" makes no brief: no "
                                                       "zone is its",
                                                       edition->name),
                               .help = arena_printf(arena, "zone files are in %s",
                                                    asked->project->zones_folder)});
        if (build->options.check_only && build->options.dump == DUMP_NONE)
            plan_add_bare(arena, asked, edition, &build->plan);
    }
}

/* What can be said only of all zones together; what they cite, only if all are `good`. */
static void check_whole(Build *build, bool good)
{
    const Project *project = build->options.project;
    Map cited;
    bool all = good && build->plan.shard.number == 0, known = true;
    map_init(&cited, build->job->arena);
    for (int i = 0; i < build->plan.zone_count; i++) {
        ledger_add_cited(&cited, gather_zone(&build->gather, i).cited);
        known &= build->plan.zones[i].known || build->plan.zones[i].bare;
    }
    for (int i = 0; i < project->editions.count; i++) {
        if (known)
            check_editions(build->job, &project->editions.list[i], &build->plan.ids);
        all &= project->editions.list[i].picked;
    }
    if (all)
        gate_sources(build->job, project->sources, &cited);
}

/* Takes all zones through the stages, and then what concerns all. */
static bool run_pass(Build *build, const RunOptions *options)
{
    build->gather.options = options;
    int outcome = gather_run(&build->gather);
    build->signal = outcome > 0 ? outcome : 0;
    bool good = outcome == 0 && !build->gather.failed && !build->gather.faulty;
    if (outcome == 0 && options->whole)
        check_whole(build, good);
    return good && !diag_errors(build->job->diag);
}

/* With --werror, and if something is wrong that concerns all, nothing is
 * written unless all is good. */
static void run_passes(Build *build)
{
    RunOptions check = build->options;
    check.check_only = true;
    check.report_fit = false;
    if (!build->writes || !build->doubtful || run_pass(build, &check))
        run_pass(build, &build->options);
}

static void print_plan(const Build *build)
{
    int count = 0;
    for (int z = 0; z < build->plan.zone_count; z++) {
        const PlanZone *zone = &build->plan.zones[z];
        if (!shard_takes(build->plan.shard, zone->name))
            continue;
        for (int b = 0; b < zone->brief_count; b++, count++)
            if (!zone->briefs[b].fresh)
                printf("%s/%s: %s\n", build->options.out_folder, zone->briefs[b].name,
                       zone->briefs[b].why ? zone->briefs[b].why : "--force");
    }
}

static int status_of(const Build *build)
{
    if (build->signal)
        return 128 + build->signal;
    if (build->gather.environment)
        return EXIT_ENVIRONMENT;
    bool faulty = build->gather.failed || build->gather.faulty || diag_errors(build->job->diag);
    return faulty ? EXIT_INPUT : EXIT_GOOD;
}

static void summarise(const Build *build)
{
    const Gather *gather = &build->gather;
    int all = gather->failed + gather->built + gather->fresh;
    if (gather->failed)
        fprintf(stderr, "zonebrief: %d of %d briefs failed\n", gather->failed, all);
    else if (build->writes && !build->arguments->quiet && status_of(build) < EXIT_ENVIRONMENT)
        fprintf(stderr, "zonebrief: %d brief%s, %d built, %d up to date\n", all,
                all == 1 ? "" : "s", gather->built, gather->fresh);
}

/* -- products -------------------------------------------------------------------------- */

static void tell_waiting(const char *folder)
{
    fprintf(stderr, "zonebrief: another run is at work in %s; waiting for it\n", folder);
}

/* A path of the command line as a file in `folder` would name it: the same words mean another
 * file where one is in another folder. */
static Hash hash_named(Arena *arena, const char *folder, const char *path)
{
    return hash_of(str_of(path ? path_from(arena, folder, path) : NULL));
}

/* What the command line says, but for how and where, and the bytes of the project file, which is
 * at `path`. Of --root it is how far above the project it is: that says what may be named. */
static Hash hash_asked(Arena *arena, const Arguments *arguments, const char *path, Str project)
{
    Hash hash = hash_join(hash_of(str_of(arguments->command)), hash_of(project));
    ProjectPlace place;
    bool placed = place_project(arena, path, arguments->root, &place);
    const char *folder = path_folder(arena, place.path);
    const Repeats *const LISTS[] = {&arguments->editions, &arguments->sets, &arguments->font_paths,
                                    &arguments->patches};
    for (int l = 0; l < 4; l++) {
        for (int i = 0; i < LISTS[l]->count; i++) {
            const char *one = LISTS[l]->list[i];
            hash = hash_join(hash, l < 2 ? hash_of(str_of(one)) : hash_named(arena, folder, one));
        }
        hash = hash_join(hash, (Hash){0, (uint64_t)l});
    }
    for (int i = 0; i < arguments->lang_count; i++)
        hash = hash_join(hash, hash_of(str_of(arguments->langs[i])));
    hash = hash_join(hash, hash_named(arena, folder, arguments->theme));
    hash = hash_join(hash, hash_of(str_of(placed ? place.path + strlen(place.root) : NULL)));
    hash = hash_join(hash, hash_of(str_of(getenv("SOURCE_DATE_EPOCH"))));
    return hash_join(hash, (Hash){arguments->standard, arguments->werror});
}

static bool is_simple(const Arguments *arguments)
{
    return arguments->operand_count == 0 && !arguments->since && !arguments->force &&
           !arguments->prune && !arguments->deps && !arguments->report_size &&
           !arguments->report_fit && !arguments->debug;
}

/* Do the products, and what is said, rest on no more than fresh_all looks at? */
static bool is_settled(const Build *build)
{
    return is_simple(build->arguments) && status_of(build) == EXIT_GOOD;
}

static bool make_products(Build *build, const char **why)
{
    const Arguments *arguments = build->arguments;
    Job *job = build->job;
    const Project *project = build->options.project;
    if (arguments->debug) /* what is looked at once is not kept account of */
        manifest_init(&build->ledger.manifest, job->arena);
    else
        ledger_read_part(job->arena, build->options.out_folder, build->plan.shard, &build->ledger);
    if (!fresh_find(job, &build->options, &build->ledger, &build->plan, why))
        return false;
    if (arguments->dry_run) {
        print_plan(build);
        return true;
    }
    if (build->options.standard & STANDARD_CLAIMS)
        build->options.sources_packed =
            pdf_pack(job->arena, json_bytes(project->files, project->sources_path));
    run_passes(build);
    if (build->gather.built > 0) /* before the manifest says that they are there */
        output_sync(build->options.out_folder);
    LedgerRun run = {.project = project,
                     .plan = &build->plan,
                     .gather = &build->gather,
                     .full = build->options.whole && !arguments->lang_count &&
                             !arguments->editions.count,
                     .prune = arguments->prune,
                     .deps = arguments->deps,
                     .quiet = arguments->quiet};
    if (arguments->debug)
        return true;
    Notices notices;
    notices_init(&notices, job->arena);
    notices_add_diag(&notices, job->diag, json_locate, project->files);
    notices_sort(&notices);
    run.warnings = warnings_write(job->arena, &notices, project->folder);
    if (is_settled(build))
        run.asked = hash_asked(job->arena, arguments, project->path,
                               json_bytes(project->files, project->path));
    return ledger_close(job->arena, &build->ledger, &run, why);
}

/* Under the lock of the folder of products. */
static int build_products(Build *build)
{
    Arena *arena = build->job->arena;
    const char *folder = build->options.out_folder, *why = NULL;
    Lock lock;
    const char *root = build->arguments->out ? NULL : build->options.project->root;
    if (!output_folder(arena, root, folder, &why) ||
        !lock_take(arena, folder, build->plan.shard, tell_waiting, &lock, &why)) {
        fprintf(stderr, "zonebrief: %s\n", why);
        return EXIT_ENVIRONMENT;
    }
    const Map *ours = build->plan.shard.number ? plan_own(arena, &build->plan) : NULL;
    sigset_t before;
    pool_hold_signals(&before); /* the manifest tells of all that workers have made */
    lock_tidy(arena, folder, ours);
    if (!make_products(build, &why)) {
        fprintf(stderr, "zonebrief: %s\n", why);
        build->gather.environment = true;
    }
    if (build->signal || build->gather.lost)
        lock_tidy(arena, folder, ours);
    lock_release(&lock);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return -1;
}

/* -- the commands ---------------------------------------------------------------------- */

static const char *date_of(Arena *arena, const Arguments *arguments)
{
    if (!arguments->date)
        return epoch_date(arena);
    return *arguments->date ? arguments->date : NULL;
}

static RunOptions options_of(const Job *job, const Arguments *arguments, const Project *project)
{
    return (RunOptions){.project = project,
                        .whole = arguments->operand_count == 0,
                        .dump = arguments->dump,
                        .check_only = strcmp(arguments->command, "check") == 0,
                        .out_folder = arguments->out ? arguments->out : project->out_folder,
                        .date = date_of(job->arena, arguments),
                        .since = arguments->since,
                        .standard = arguments->standard,
                        .report_fit = arguments->report_fit,
                        .report_size = arguments->report_size,
                        .report_json = arguments->json,
                        .debug = arguments->debug,
                        .werror = arguments->werror,
                        .force = arguments->force || arguments->report_fit, /* it is set anew */
                        .fail_fast = arguments->fail_fast};
}

int build_run(Job *job, const Arguments *arguments, const Project *project, Langs langs,
              NoticePrinter *printer)
{
    Build build = {.job = job, .arguments = arguments};
    build.options = options_of(job, arguments, project);
    build.writes = !build.options.check_only && build.options.dump == DUMP_NONE;
    build.gather = (Gather){.arena = job->arena,
                            .options = &build.options,
                            .arguments = arguments,
                            .plan = &build.plan,
                            .printer = printer};
    const char *why = NULL;
    if (!epoch_is_good(job->arena))
        return EXIT_USAGE;
    if (arguments->since && access(arguments->since, R_OK) != 0) {
        fprintf(stderr, "zonebrief: cannot read %s: %s\n", arguments->since, strerror(errno));
        return EXIT_ENVIRONMENT;
    }
    ZoneFiles zones;
    if (!zones_find(job->arena, project, arguments->operands, arguments->operand_count, &zones,
                    &why)) {
        fprintf(stderr, "zonebrief: %s\n", why);
        return EXIT_ENVIRONMENT;
    }
    sources_check_copies(job, project->sources);
    build.doubtful = build.options.werror || diag_errors(job->diag);
    PlanAsked asked = {project,
                       layouts_check(job, project, &zones),
                       langs,
                       build.options.whole,
                       build.options.debug,
                       arguments->shard};
    plan_make(job->arena, &asked, &zones, &build.plan);
    if (build.options.whole)
        meet_bare_editions(&build, &asked);
    int status = build.writes ? build_products(&build) : -1;
    if (!build.writes)
        run_passes(&build);
    if (status >= 0 || (arguments->dry_run && !build.gather.environment))
        return status >= 0 ? status : EXIT_GOOD;
    summarise(&build);
    return status_of(&build);
}

/* Prints the warnings of a zone: `first` is the number, from 1 on, of the first list of it,
 * `next` that behind each. */
static void recall_zone(const FreshAll *all, int first, const int *next, const char *path,
                        NoticePrinter *printer, Buf *out)
{
    Arena *scratch = arena_new();
    Notices notices;
    notices_init(&notices, scratch);
    for (int i = first; i; i = next[i - 1])
        warnings_read(&notices, all->list[i - 1].warnings, path);
    notices_write(printer, out, &notices);
    arena_free(scratch);
    if (out->length > RECALLED) {
        notices_put(printer, out);
        out->length = 0;
    }
}

/* Says what a run that finds all as it is would say again: warnings zone by zone,
 * programmes behind the others. */
static void recall_zones(Arena *arena, const FreshAll *all, const char *path,
                         NoticePrinter *printer)
{
    const Manifest *manifest = &all->manifest;
    int *first = ARENA_ARRAY(arena, int, manifest->zone_count);
    int *next = ARENA_ARRAY(arena, int, all->count);
    for (int i = all->count; i > 0; i--) {
        next[i - 1] = first[all->list[i - 1].zone];
        first[all->list[i - 1].zone] = i;
    }
    Buf out;
    buf_init(&out, arena);
    for (int programmes = 0; programmes < 2; programmes++)
        for (int i = 0; i < manifest->zone_count; i++)
            if (first[i] &&
                path_is_below(manifest->folder, manifest->zones[i].file) != (programmes == 1))
                recall_zone(all, first[i], next, path, printer, &out);
    notices_put(printer, &out);
}

static void recall(Arena *arena, const Arguments *arguments, const FreshAll *all, const char *path,
                   NoticePrinter *printer)
{
    recall_zones(arena, all, path, printer);
    if (!arguments->quiet && !arguments->dry_run)
        fprintf(stderr, "zonebrief: %d brief%s, 0 built, %d up to date\n", all->products,
                all->products == 1 ? "" : "s", all->products);
    Notices whole;
    notices_init(&whole, arena);
    warnings_read(&whole, all->manifest.warnings, path);
    notices_print(printer, &whole);
}

static bool is_done(Arena *arena, const Arguments *arguments, const char *path,
                    const FileHashes *known, NoticePrinter *printer)
{
    Buf bytes;
    FreshAll all;
    buf_init(&bytes, arena);
    if (!file_read(path, LIMIT_FILE_BYTES, &bytes))
        return false;
    Str project = {bytes.data, bytes.length};
    const char *named = arguments->out ? NULL : json_peek(arena, project, "out");
    const char *out = named ? path_beside(arena, path, str_of(named)) : arguments->out;
    if (!out)
        return false;
    FreshAsked asked = {.path = path,
                        .folder = out,
                        .name = shard_manifest(arena, arguments->shard),
                        .hash = hash_asked(arena, arguments, path, project),
                        .known = known};
    if (!fresh_all(arena, &asked, &all))
        return false;
    if (printer)
        recall(arena, arguments, &all, path, printer);
    return true;
}

bool build_is_done(const Arguments *arguments, const char *path, const FileHashes *known,
                   NoticePrinter *printer)
{
    if (strcmp(arguments->command, "build") != 0 || arguments->dump != DUMP_NONE ||
        !is_simple(arguments))
        return false;
    Arena *arena = arena_new();
    bool done = is_done(arena, arguments, path, known, printer);
    arena_free(arena);
    return done;
}

/* -- ahead of a build ---------------------------------------------------------------- */

typedef struct {
    const char *path;
    struct timespec saved;
} SavedZone;

/* The one that was saved last comes first. */
static int compare_saved(const void *a, const void *b)
{
    const SavedZone *one = a, *two = b;
    if (one->saved.tv_sec != two->saved.tv_sec)
        return one->saved.tv_sec < two->saved.tv_sec ? 1 : -1;
    if (one->saved.tv_nsec != two->saved.tv_nsec)
        return one->saved.tv_nsec < two->saved.tv_nsec ? 1 : -1;
    return strcmp(one->path, two->path);
}

static void sort_by_saves(Arena *arena, ZoneFiles *zones)
{
    SavedZone *saved = ARENA_ARRAY(arena, SavedZone, zones->count);
    for (int i = 0; i < zones->count; i++) {
        struct stat found = {0};
        stat(zones->list[i], &found);
        saved[i] = (SavedZone){zones->list[i], found.st_mtim};
    }
    qsort(saved, (size_t)zones->count, sizeof *saved, compare_saved);
    for (int i = 0; i < zones->count; i++)
        zones->list[i] = saved[i].path;
}

/* What is said goes nowhere. */
void build_warm(Job *job, const Arguments *arguments, const Project *project, Langs langs)
{
    RunOptions options = options_of(job, arguments, project);
    options.check_only = true;
    ZoneFiles zones;
    const char *why = NULL;
    if (!zones_find(job->arena, project, NULL, 0, &zones, &why))
        return;
    sort_by_saves(job->arena, &zones);
    if (zones.count > WARM_ZONES)
        zones.count = WARM_ZONES;
    Job unheard = {job->arena, diag_new(job->arena)};
    PlanAsked asked = {
        project, layouts_check(&unheard, project, &zones), langs, true, options.debug, {0}};
    Plan plan;
    plan_make(job->arena, &asked, &zones, &plan);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    RecordWriter writer;
    record_writer_init(&writer, job->arena, nowhere);
    for (int i = 0; nowhere >= 0 && i < plan.zone_count; i++)
        run_zone(&options, &plan.zones[i], 0, &writer);
    close(nowhere);
}
