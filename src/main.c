/* main.c - the process: libraries, and the commands. */
#define _GNU_SOURCE /* environ */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "build.h"
#include "explain.h"
#include "extract.h"
#include "fonts.h"
#include "ledger.h"
#include "lines.h"
#include "new.h"
#include "tell.h"
#include "verify.h"
#include "watch.h"
#include "json/json.h"

#define RUN_BYTES ((size_t)1 << 20) /* of malloc's memory, for the project and its plan */

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
        .fonts = {.list = arguments->font_paths.list, .count = arguments->font_paths.count},
        .root = arguments->root,
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

static int merge(Job *job, const Arguments *arguments, const Project *project)
{
    int status = ledger_merge(job, project, arguments->out ? arguments->out : project->out_folder,
                              arguments->operands, arguments->operand_count);
    diag_tell(&(NoticePrinter){arguments->diagnostics, 0}, job->diag, json_locate, project->files);
    return status;
}

/* The commands that need a project without fault. */
static int run_project(Job *job, const Arguments *arguments, const Project *project,
                       NoticePrinter *printer)
{
    Langs langs;
    char *first = arguments->operand_count ? arguments->operands[0] : NULL;
    if (!know_editions(arguments, project))
        return EXIT_USAGE;
    if (strcmp(arguments->command, "shape") == 0)
        return run_shape(job, arguments, project);
    if (!choose_langs(arguments, project, &langs))
        return EXIT_USAGE;
    if (strcmp(arguments->command, "fonts") == 0)
        return fonts_show(job, project, langs, first);
    if (strcmp(arguments->command, "diff") == 0)
        return tell_diff(job, project, langs.list[0], first, arguments->operands[1],
                         arguments->json);
    if (strcmp(arguments->command, "query") == 0)
        return tell_query(job, project, langs.list[0], first, arguments->json);
    if (strcmp(arguments->command, "merge-manifest") == 0)
        return merge(job, arguments, project);
    int status = build_run(job, arguments, project, langs, printer);
    diag_tell(printer, job->diag, json_locate, project->files);
    notices_end(printer);
    return status;
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
    if (strcmp(arguments->command, "verify") == 0)
        return verify_run(job->arena, arguments, choice_of(arguments), project);
    if (strcmp(arguments->command, "new") != 0)
        return -1;
    NewAsked asked = {.sort = first,
                      .name = arguments->operands[1],
                      .project = project,
                      .root = arguments->root,
                      .fonts = arguments->font_paths.count ? arguments->font_paths.list[0] : NULL};
    return new_write(job, &asked);
}

static int run(const Arguments *arguments, Arena *arena);

/* The save of a zone that changes nothing is not worth a word. */
static int build_if_needed(const Arguments *arguments, const WatchState *state)
{
    if (!state->project)
        return run(arguments, arena_new());
    if (state->held && build_is_done(arguments, arguments->project, state->project->hashes, NULL))
        return EXIT_GOOD;
    NoticePrinter printer = {arguments->diagnostics, 0};
    return run_project(state->job, arguments, state->project, &printer);
}

static void warm(const Arguments *arguments, const WatchState *state)
{
    Langs langs;
    if (choose_langs(arguments, state->project, &langs))
        build_warm(state->job, arguments, state->project, langs);
}

/* As if build were called after each save. */
static int watch(const Arguments *arguments, const char *path)
{
    Arguments build = *arguments;
    build.command = "build";
    build.project = path;
    ProjectChoice choice = choice_of(&build);
    return watch_run(&build, path, &choice, (WatchWork){build_if_needed, warm});
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
    if (strcmp(arguments->command, "watch") == 0)
        return watch(arguments, path);
    NoticePrinter printer = {arguments->diagnostics, 0};
    if (build_is_done(arguments, path, NULL, &printer)) {
        notices_end(&printer);
        return EXIT_GOOD;
    }
    ProjectChoice choice = choice_of(arguments);
    bool able = project_read(&job, path, &choice, &project);
    if (!able || diag_errors(job.diag)) {
        diag_tell(&printer, job.diag, json_locate, project.files);
        notices_end(&printer);
        return able ? EXIT_INPUT : EXIT_ENVIRONMENT;
    }
    return run_project(&job, arguments, &project, &printer);
}

/* -- the process ----------------------------------------------------- */

/* Libraries take orders from the environment, some of which change products, or
 * end their making: HB_SHAPER_LIST, ICU_DATA, JPEGMEM. Left are those that are
 * for zonebrief. */
static void forget_environment(void)
{
    static const char *const OURS[] = {"SOURCE_DATE_EPOCH=", "TMPDIR=", "TERM=", "NO_COLOR="};
    char **kept = environ;
    for (char **one = environ; one && *one; one++)
        for (int i = 0; i < 4; i++)
            if (strncmp(*one, OURS[i], strlen(OURS[i])) == 0)
                *kept++ = *one;
    if (kept)
        *kept = NULL;
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

static int cores(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > JOBS_MOST ? JOBS_MOST : (int)count;
}

/* By convention a process that a signal ends is seen to have died of it. */
static int end_by(int status)
{
    if (status > 128) {
        signal(status - 128, SIG_DFL);
        raise(status - 128);
    }
    return status;
}

/* Its memory goes back with the process: to free it piece by piece touches pages that
 * workers had by fork, and each of those is copied then. */
int main(int argc, char **argv)
{
    forget_environment();
    open_standard_files();
    signal(SIGPIPE, SIG_IGN); /* writing fails instead, and is told */
    signal(SIGXFSZ, SIG_IGN);
    file_expect_cuts();
    Arguments arguments = {.standard = STANDARD_CLAIMS,
                           .jobs = cores(),
                           .seconds = LIMIT_BRIEF_SECONDS,
                           .megabytes = LIMIT_WORKER_MEBIBYTES};
    mem_keep();
    mem_fetch(RUN_BYTES);
    Arena *volatile arena = arena_new(); /* where a leak checker sees it to the end */
    int status = arguments_parse(argc, argv, &arguments);
    if (status < 0)
        status = run(&arguments, arena);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("zonebrief: cannot write to standard output\n", stderr);
        exit(EXIT_ENVIRONMENT);
    }
    exit(end_by(status)); /* from here, for a return would end the life of `arena` */
}
