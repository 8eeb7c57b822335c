/* main.c - the process: libraries, and the commands. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/uclean.h>
#include <unistd.h>

#include "args.h"
#include "base/mem.h"
#include "brief/gate.h"
#include "explain.h"
#include "extract.h"
#include "fonts.h"
#include "layouts.h"
#include "lines.h"
#include "new.h"
#include "output.h"
#include "pdf/pdf.h"
#include "run.h"
#include "tell.h"
#include "zones.h"
#include "json/json.h"

/* -- running ----------------------------------------------------------------------- */

static bool choose_langs(const Arguments *arguments, const Project *project, Langs *langs)
{
    *langs = project->langs;
    if (arguments->lang_count == 0)
        return true;
    langs->count = 0;
    for (int i = 0; i < arguments->lang_count; i++) {
        Lang lang = lang_lookup(str_of(arguments->langs[i]));
        bool known = false;
        for (int p = 0; p < project->langs.count; p++)
            known |= lang != LANG_NONE && project->langs.list[p] == lang;
        if (!known) {
            fprintf(stderr, "zonebrief: the project has no language \"%s\"\n", arguments->langs[i]);
            return false;
        }
        if (langs->count < LANG_COUNT)
            langs->list[langs->count++] = lang;
    }
    return true;
}

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
static void check_zones(Job *job, const Edition *edition, const Map *zones)
{
    for (const Json *id = json_first(edition->zones); id && edition->picked; id = json_next(id))
        if (!map_lookup(zones, json_string(job, id, "zone")))
            terms_unknown(job, zones, E122, id, "zone");
}

static RunResult run_all(Job *job, const RunOptions *options, const ZoneFiles *zones)
{
    const Editions *editions = &options->project->editions;
    RunResult result = {.built = 0};
    bool all = options->whole;
    map_init(&result.zones, job->arena);
    map_init(&result.cited, job->arena);
    map_init(&result.products, job->arena);
    for (int i = 0; i < zones->count; i++)
        run_zone(options, zones->list[i], &result);
    if (!options->whole || result.failed)
        return result;
    for (int i = 0; i < editions->count; i++) {
        check_zones(job, &editions->list[i], &result.zones);
        all &= editions->list[i].picked;
    }
    if (all)
        gate_sources(job, options->project->sources, &result.cited);
    return result;
}

static int run_zones(Job *job, const Arguments *arguments, const Project *project, Langs langs)
{
    RunOptions options = {.project = project,
                          .langs = langs,
                          .whole = arguments->operand_count == 0,
                          .dump = arguments->dump,
                          .check_only = strcmp(arguments->command, "check") == 0,
                          .out_folder = arguments->out ? arguments->out : project->out_folder,
                          .date = epoch_date(job->arena),
                          .since = arguments->since,
                          .standard = arguments->standard,
                          .report_size = arguments->report_size,
                          .json = arguments->json,
                          .quiet = arguments->quiet,
                          .werror = arguments->werror};
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
    bool writes = !options.check_only && options.dump == DUMP_NONE;
    if (writes && options.standard)
        options.sources_packed =
            pdf_pack(job->arena, json_bytes(project->files, project->sources_path));
    RunResult result = {.built = 0};
    if (writes && (options.werror || diag_errors(job->diag))) {
        options.check_only = true; /* nothing is written unless all is good */
        result = run_all(job, &options, &zones);
        options.check_only = false;
    }
    if (!writes || (!result.failed && !diag_errors(job->diag)))
        result = run_all(job, &options, &zones);
    if (result.failed)
        fprintf(stderr, "zonebrief: %d of %d briefs failed\n", result.failed,
                result.failed + result.built);
    bool bad = result.failed || diag_errors(job->diag);
    return result.environment ? EXIT_ENVIRONMENT : bad ? EXIT_INPUT : EXIT_GOOD;
}

/* Any language that zonebrief knows, whether the project has it or not. */
static int run_shape(Job *job, const Arguments *arguments, const Project *project)
{
    Lang lang = project->langs.list[0];
    if (arguments->lang_count > 0)
        lang = lang_lookup(str_of(arguments->langs[0]));
    if (lang == LANG_NONE || arguments->lang_count > 1 || !arguments->width) {
        fputs("zonebrief: shape takes --width and one --lang of en, zh-Hans, zh-Hant, ja, ko, de\n",
              stderr);
        return EXIT_USAGE;
    }
    LinesAsked asked = {.lang = lang,
                        .width = arguments->width,
                        .size = arguments->size,
                        .style = arguments->style,
                        .text = arguments->operands[0],
                        .json = arguments->json};
    return lines_show(job, project, &asked);
}

static ProjectChoice choice_of(const Arguments *arguments)
{
    return (ProjectChoice){
        .fonts = {arguments->font_paths.list, arguments->font_paths.count},
        .editions = arguments->editions.list,
        .edition_count = arguments->editions.count,
        .langs = arguments->langs,
        .lang_count =
            strcmp(arguments->command, "build") == 0 || strcmp(arguments->command, "check") == 0
                ? arguments->lang_count
                : 0,
        .changes = {.theme = arguments->theme,
                    .patches = arguments->patches.list,
                    .patch_count = arguments->patches.count,
                    .sets = arguments->sets.list,
                    .set_count = arguments->sets.count},
    };
}

static bool know_editions(const Arguments *arguments, const Project *project)
{
    for (int i = 0; i < arguments->editions.count; i++) {
        bool known = false;
        for (int e = 0; e < project->editions.count; e++)
            known |= strcmp(project->editions.list[e].name, arguments->editions.list[i]) == 0;
        if (known)
            continue;
        fprintf(stderr, "zonebrief: the project has no edition \"%s\"\n",
                arguments->editions.list[i]);
        return false;
    }
    return true;
}

/* The commands that need no project that can be read; -1: it is another. */
static int run_aid(Job *job, const Arguments *arguments, const char *project)
{
    const char *first = arguments->operand_count ? arguments->operands[0] : NULL;
    if (strcmp(arguments->command, "explain") == 0)
        return explain_code(job->arena, first, arguments->json);
    if (strcmp(arguments->command, "schema") == 0)
        return explain_schema(job->arena, first);
    if (strcmp(arguments->command, "extract") == 0)
        return extract_write(job->arena, first, arguments->out ? arguments->out : ".",
                             arguments->quiet);
    if (strcmp(arguments->command, "new") != 0)
        return -1;
    NewAsked asked = {.sort = first,
                      .name = arguments->operands[1],
                      .project = project,
                      .fonts = arguments->font_paths.count ? arguments->font_paths.list[0] : NULL};
    return new_write(job, &asked);
}

static int run(const Arguments *arguments, Arena *arena)
{
    Job job = {arena, diag_new(arena)};
    if (arguments->werror)
        diag_strict(job.diag);
    Project project;
    const char *path = arguments->project ? arguments->project : project_find(arena);
    int aided = run_aid(&job, arguments, path);
    if (aided >= 0)
        return aided;
    if (!path) {
        fputs("zonebrief: no data/project.json here or in a folder above\n", stderr);
        return EXIT_ENVIRONMENT;
    }
    ProjectChoice choice = choice_of(arguments);
    bool able = project_read(&job, path, &choice, &project);
    if (!able || diag_errors(job.diag)) {
        diag_print(job.diag, stderr, json_locate, project.files);
        return able ? EXIT_INPUT : EXIT_ENVIRONMENT;
    }
    if (!know_editions(arguments, &project))
        return EXIT_USAGE;
    if (strcmp(arguments->command, "shape") == 0)
        return run_shape(&job, arguments, &project);
    Langs langs;
    if (!choose_langs(arguments, &project, &langs))
        return EXIT_USAGE;
    if (strcmp(arguments->command, "fonts") == 0)
        return fonts_show(&job, &project, langs,
                          arguments->operand_count ? arguments->operands[0] : NULL);
    if (strcmp(arguments->command, "diff") == 0)
        return tell_diff(&job, &project, langs.list[0], arguments->operands[0],
                         arguments->operands[1], arguments->json);
    if (strcmp(arguments->command, "query") == 0)
        return tell_query(&job, &project, langs.list[0], arguments->operands[0], arguments->json);
    int status = run_zones(&job, arguments, &project, langs);
    diag_print(job.diag, stderr, json_locate, project.files);
    return status;
}

/* -- libraries and the process ----------------------------------------------------- */

static void *icu_alloc(const void *context, size_t size)
{
    (void)context;
    return mem_alloc(size);
}

static void *icu_realloc(const void *context, void *block, size_t size)
{
    (void)context;
    return mem_realloc(block, size);
}

static void icu_free(const void *context, void *block)
{
    (void)context;
    mem_free(block);
}

static void set_allocators(void)
{
    UErrorCode error = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, icu_alloc, icu_realloc, icu_free, &error);
    json_set_allocator(mem_alloc, mem_free);
}

/* A caller may have closed descriptors 0 to 2; a product must not be opened
 * in their place and then be written to by messages. */
static void open_standard_files(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= 2);
    if (fd > 2)
        close(fd);
}

int main(int argc, char **argv)
{
    open_standard_files();
    set_allocators();
    Arguments arguments = {.standard = STANDARD_A3A | STANDARD_UA1};
    int status = arguments_parse(argc, argv, &arguments);
    if (status < 0) {
        Arena *arena = arena_new();
        status = run(&arguments, arena);
        arena_free(arena);
    }
    u_cleanup();
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("zonebrief: cannot write to standard output\n", stderr);
        return EXIT_ENVIRONMENT;
    }
    return status;
}
