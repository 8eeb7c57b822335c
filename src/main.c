/* main.c - the command line. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/uclean.h>
#include <unistd.h>

#include "base/mem.h"
#include "brief/gate.h"
#include "lines.h"
#include "output.h"
#include "pdf/pdf.h"
#include "run.h"
#include "tell.h"
#include "zones.h"
#include "json/json.h"

enum { EXIT_GOOD = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

/* Every option once: getopt's table and the help are made from it. */
static const struct {
    const char *name;
    const char *argument; /* NULL: takes none */
    int letter;
    const char *help;
} OPTIONS[] = {
    {"lang", "L", 'l', "build only this language; may be given more than once"},
    {"out", "DIR", 'o', "write products to DIR instead of the project's folder"},
    {"project", "FILE", 'p', "project file (default: data/project.json here or upward)"},
    {"font-path", "DIR", 'f', "where else faces are looked for; may be given more than once"},
    {"dump", "STAGE", 'd', "print json, brief, blocks or frames instead of building"},
    {"pdf-standard", "S", 'P',
     "a-3a+ua-1 (default), a-3a, ua-1 or none: what products are made for"},
    {"werror", NULL, 'w', "treat warnings as errors"},
    {"since", "OLD", 's', "mark what changed since this fact file or folder"},
    {"json", NULL, 'j', "diff, query and shape: print JSON"},
    {"width", "PT", 'W', "shape: measure of the lines, points"},
    {"size", "PT", 'S', "shape: size of the type, points (default: the style's)"},
    {"style", "JSON", 'Y', "shape: what to lay over the theme's style body"},
    {"quiet", NULL, 'q', "say nothing of products that are good"},
    {"help", NULL, 'h', "print this and end"},
    {"version", NULL, 'v', "print the version and end"},
};

#define OPTION_COUNT (sizeof OPTIONS / sizeof *OPTIONS)

#define FONT_PATHS_MOST 16

typedef struct {
    const char *command;
    char **operands;
    int operand_count;
    const char *langs[LANG_COUNT * 2];
    int lang_count;
    const char *font_paths[FONT_PATHS_MOST];
    int font_path_count;
    const char *out, *project, *since;
    const char *width, *size, *style;
    Dump dump;
    unsigned standard;
    bool quiet, werror, json;
} Arguments;

static void print_help(void)
{
    puts("zonebrief - briefing sheets out of JSON fact files\n\n"
         "usage: zonebrief build [ZONE|FILE|DIR]... [OPTION]...\n"
         "       zonebrief check [ZONE|FILE|DIR]... [OPTION]...\n"
         "       zonebrief diff OLD NEW [OPTION]...\n"
         "       zonebrief query ZONE/PATTERN [OPTION]...\n"
         "       zonebrief shape --width=PT [--lang=L] [OPTION]... TEXT\n\n"
         "build writes ZONE.LANGUAGE.pdf for each zone and language; check goes through\n"
         "all stages and writes nothing. Without operands, all zones of the project.\n"
         "diff tells the changes between two fact files or folders; query prints the facts\n"
         "whose id or measure matches, with their sources. shape prints the lines that a\n"
         "text is cut into, their widths, and how far each is let out (> 0) or taken in (< 0)\n"
         "of what the style's limits allow (1); the text \"-\" stands for standard input.\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const char *argument = OPTIONS[i].argument ? OPTIONS[i].argument : "";
        int width = 18 - (int)strlen(OPTIONS[i].name);
        printf("  --%s%s%-*s %s\n", OPTIONS[i].name, *argument ? "=" : " ", width, argument,
               OPTIONS[i].help);
    }
    puts("\nexit status: 0 all good, 1 bad input or a brief failed, 2 usage, 3 environment;\n"
         "diff: 0 the same, 1 different, 2 trouble; query: 0 found, 1 nothing, 2 trouble");
}

/* -- arguments --------------------------------------------------------------------- */

static bool parse_dump(const char *word, Dump *dump)
{
    static const char *const WORDS[] = {[DUMP_JSON] = "json",
                                        [DUMP_BRIEF] = "brief",
                                        [DUMP_BLOCKS] = "blocks",
                                        [DUMP_FRAMES] = "frames"};
    for (int i = DUMP_JSON; i <= DUMP_FRAMES; i++)
        if (strcmp(word, WORDS[i]) == 0) {
            *dump = (Dump)i;
            return true;
        }
    fprintf(stderr, "zonebrief: --dump takes json, brief, blocks or frames, not \"%s\"\n", word);
    return false;
}

/* Never left out in silence: a face of another folder might be taken instead. */
static int take_font_path(Arguments *arguments, const char *folder)
{
    if (arguments->font_path_count == FONT_PATHS_MOST) {
        fprintf(stderr, "zonebrief: --font-path may be given %d times at most\n", FONT_PATHS_MOST);
        return EXIT_USAGE;
    }
    arguments->font_paths[arguments->font_path_count++] = folder;
    return -1;
}

static bool parse_standard(const char *word, unsigned *standard)
{
    static const char *const WORDS[] = {"none", "a-3a", "ua-1", "a-3a+ua-1", NULL};
    static const unsigned BITS[] = {0, STANDARD_A3A, STANDARD_UA1, STANDARD_A3A | STANDARD_UA1};
    int index = str_among(str_of(word), WORDS);
    if (index < 0) {
        fprintf(stderr,
                "zonebrief: --pdf-standard takes none, a-3a, ua-1 or a-3a+ua-1, not \"%s\"\n",
                word);
        return false;
    }
    *standard = BITS[index];
    return true;
}

/* -1: go on; otherwise the exit status. */
static int take_option(Arguments *arguments, int letter)
{
    switch (letter) {
    case 'l':
        if (arguments->lang_count < (int)(sizeof arguments->langs / sizeof *arguments->langs))
            arguments->langs[arguments->lang_count++] = optarg;
        return -1;
    case 'o':
        arguments->out = optarg;
        return -1;
    case 'p':
        arguments->project = optarg;
        return -1;
    case 'f':
        return take_font_path(arguments, optarg);
    case 'd':
        return parse_dump(optarg, &arguments->dump) ? -1 : EXIT_USAGE;
    case 'P':
        return parse_standard(optarg, &arguments->standard) ? -1 : EXIT_USAGE;
    case 'q':
        arguments->quiet = true;
        return -1;
    case 's':
        arguments->since = optarg;
        return -1;
    case 'W':
        arguments->width = optarg;
        return -1;
    case 'S':
        arguments->size = optarg;
        return -1;
    case 'Y':
        arguments->style = optarg;
        return -1;
    case 'j':
        arguments->json = true;
        return -1;
    case 'w':
        arguments->werror = true;
        return -1;
    case 'h':
        print_help();
        return EXIT_GOOD;
    case 'v':
        puts("zonebrief " ZONEBRIEF_VERSION);
        return EXIT_GOOD;
    default:
        fputs("zonebrief: see zonebrief --help\n", stderr);
        return EXIT_USAGE;
    }
}

/* The commands, and how many operands they take. */
static const struct {
    const char *name;
    int least, most;
} COMMANDS[] = {
    {"build", 0, 1 << 20}, {"check", 0, 1 << 20}, {"diff", 2, 2}, {"query", 1, 1}, {"shape", 1, 1}};

static int check_command(const Arguments *arguments)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (strcmp(arguments->command, COMMANDS[i].name) != 0)
            continue;
        int count = arguments->operand_count;
        if (count >= COMMANDS[i].least && count <= COMMANDS[i].most)
            return -1;
        fprintf(stderr, "zonebrief: %s takes %d operand%s; see zonebrief --help\n",
                COMMANDS[i].name, COMMANDS[i].least, COMMANDS[i].least == 1 ? "" : "s");
        return EXIT_USAGE;
    }
    fprintf(stderr, "zonebrief: no command \"%s\"; there are build, check, diff, query and shape\n",
            arguments->command);
    return EXIT_USAGE;
}

static int parse_arguments(int argc, char **argv, Arguments *arguments)
{
    struct option table[OPTION_COUNT + 1];
    memset(table, 0, sizeof table);
    for (size_t i = 0; i < OPTION_COUNT; i++)
        table[i] =
            (struct option){OPTIONS[i].name, OPTIONS[i].argument ? required_argument : no_argument,
                            NULL, OPTIONS[i].letter};
    int letter;
    while ((letter = getopt_long(argc, argv, "", table, NULL)) != -1) {
        int status = take_option(arguments, letter);
        if (status >= 0)
            return status;
    }
    if (optind == argc) {
        fputs("zonebrief: no command; see zonebrief --help\n", stderr);
        return EXIT_USAGE;
    }
    arguments->command = argv[optind++];
    arguments->operands = argv + optind;
    arguments->operand_count = argc - optind;
    return check_command(arguments);
}

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

static RunResult run_all(Job *job, const RunOptions *options, const ZoneFiles *zones, bool whole)
{
    RunResult result = {.built = 0};
    map_init(&result.zones, job->arena);
    map_init(&result.cited, job->arena);
    for (int i = 0; i < zones->count; i++)
        run_zone(options, zones->list[i], &result);
    if (whole && result.failed == 0)
        gate_sources(job, options->project->sources, &result.cited);
    return result;
}

static int run_zones(Job *job, const Arguments *arguments, const Project *project, Langs langs)
{
    RunOptions options = {.project = project,
                          .langs = langs,
                          .dump = arguments->dump,
                          .check_only = strcmp(arguments->command, "check") == 0,
                          .out_folder = arguments->out ? arguments->out : project->out_folder,
                          .date = epoch_date(job->arena),
                          .since = arguments->since,
                          .standard = arguments->standard,
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
    bool writes = !options.check_only && options.dump == DUMP_NONE;
    if (writes && options.standard)
        options.sources_packed =
            pdf_pack(job->arena, json_bytes(project->files, project->sources_path));
    RunResult result = {.built = 0};
    if (writes && (options.werror || diag_errors(job->diag))) {
        options.check_only = true; /* nothing is written unless all is good */
        result = run_all(job, &options, &zones, arguments->operand_count == 0);
        options.check_only = false;
    }
    if (!writes || (!result.failed && !diag_errors(job->diag)))
        result = run_all(job, &options, &zones, arguments->operand_count == 0);
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

static int run(const Arguments *arguments, Arena *arena)
{
    Job job = {arena, diag_new(arena)};
    if (arguments->werror)
        diag_strict(job.diag);
    Project project;
    const char *path = arguments->project ? arguments->project : project_find(arena);
    if (!path) {
        fputs("zonebrief: no data/project.json here or in a folder above\n", stderr);
        return EXIT_ENVIRONMENT;
    }
    FontFolders more = {arguments->font_paths, arguments->font_path_count};
    bool able = project_read(&job, path, &more, &project);
    if (!able || diag_errors(job.diag)) {
        diag_print(job.diag, stderr, json_locate, project.files);
        return able ? EXIT_INPUT : EXIT_ENVIRONMENT;
    }
    if (strcmp(arguments->command, "shape") == 0)
        return run_shape(&job, arguments, &project);
    Langs langs;
    if (!choose_langs(arguments, &project, &langs))
        return EXIT_USAGE;
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
    int status = parse_arguments(argc, argv, &arguments);
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
