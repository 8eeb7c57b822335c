#include "args.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "pdf/pdf.h"

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
    {"root", "DIR", 'r', "the project's files are below this folder (default: that of its file)"},
    {"font-path", "DIR", 'f', "where else faces are looked for; may be given more than once"},
    {"edition", "NAME", 'e', "build only this edition; may be given more than once"},
    {"theme", "FILE", 't', "theme instead of the editions' own"},
    {"patch", "FILE", 'x', "lay this JSON over the theme (RFC 7396); may be given more than once"},
    {"set", "/POINTER=JSON", 'V', "set a value of the theme; may be given more than once"},
    {"dump", "STAGE", 'd', "print json, brief, blocks or frames instead of building"},
    {"debug", NULL, 'U', "write NAME.debug.pdf: boxes, baselines and pointers over the pages"},
    {"pdf-standard", "S", 'P',
     "a-3a+ua-1 (default), a-3a, ua-1 or none: what products are made for; untagged: none, and "
     "without tags"},
    {"report", "WHAT", 'R',
     "print fit, how each brief fits its pages and what shrank, or size, what the parts of "
     "products weigh"},
    {"werror", NULL, 'w', "treat warnings as errors"},
    {"since", "OLD", 's', "mark what changed since this fact file or folder"},
    {"json", NULL, 'N', "diff, query, shape, explain, --report: print JSON"},
    {"width", "PT", 'W', "shape: measure of the lines, points"},
    {"size", "PT", 'S', "shape: size of the type, points (default: the style's)"},
    {"style", "JSON", 'Y', "shape: what to lay over the theme's style body"},
    {"jobs", "N", 'j', "build with N workers (default: as many as the machine has cores)"},
    {"time-limit", "S", 'T', "seconds that a brief may take"},
    {"memory-limit", "MIB", 'M', "memory that a worker may take"},
    {"force", NULL, 'B', "build what is up to date as well"},
    {"dry-run", NULL, 'n', "print which products would be built, and why"},
    {"prune", NULL, 'G', "remove products whose zone or edition is gone"},
    {"shard", "K/N", 'K', "build the K-th of N parts; merge-manifest joins them"},
    {"diagnostics", "FORM", 'O', "human, short, json (an object a line) or sarif"},
    {"deps", "FILE", 'D', "write what products depend on, for make and ninja"},
    {"fail-fast", NULL, 'F', "begin nothing after the first brief that fails"},
    {"keep-going", NULL, 'k', "build all the others (default)"},
    {"quiet", NULL, 'q', "say nothing of products that are good"},
    {"verbose", NULL, 'v', "name each product"},
    {"help", NULL, 'h', "print this and end"},
    {"version", NULL, 'I', "print the version and end"},
};

#define OPTION_COUNT (sizeof OPTIONS / sizeof *OPTIONS)

static void print_help(void)
{
    puts("zonebrief - briefing sheets out of JSON fact files\n\n"
         "usage: zonebrief build [ZONE|FILE|DIR]... [OPTION]...\n"
         "       zonebrief watch [ZONE|FILE|DIR]... [OPTION]...\n"
         "       zonebrief check [ZONE|FILE|DIR]... [OPTION]...\n"
         "       zonebrief extract FILE.pdf [--out=DIR]\n"
         "       zonebrief verify FILE.pdf [OPTION]...\n"
         "       zonebrief diff OLD NEW [OPTION]...\n"
         "       zonebrief query ZONE/PATTERN [OPTION]...\n"
         "       zonebrief shape --width=PT [--lang=L] [OPTION]... TEXT\n"
         "       zonebrief new project|zone|layout|theme NAME [OPTION]...\n"
         "       zonebrief schema [NAME]\n"
         "       zonebrief explain [CODE]\n"
         "       zonebrief fonts [ZONE|FILE] [OPTION]...\n"
         "       zonebrief merge-manifest PART... [OPTION]...\n\n"
         "build writes the products of all editions of the project; check goes through\n"
         "all stages and writes nothing. Without operands, all zones of the project.\n"
         "watch builds, and again after each save, what the save has changed; Ctrl-C ends it.\n"
         "extract gives back the fact file and the sources that a product holds, exactly;\n"
         "verify builds it again from them and the project, and compares the bytes.\n"
         "diff tells the changes between two fact files or folders; query prints the facts\n"
         "whose id or measure matches, with their sources. shape prints the lines that a\n"
         "text is cut into, their widths, and how far each is let out (> 0) or taken in (< 0)\n"
         "of what the style's limits allow (1); the text \"-\" stands for standard input.\n"
         "new writes a file, or all files of a project, to begin with. schema prints the JSON\n"
         "Schema of a sort of file, for editors. explain says what a code means. fonts shows\n"
         "the faces, and which characters of a fact file they would miss.\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const char *argument = OPTIONS[i].argument ? OPTIONS[i].argument : "";
        int width = 20 - (int)strlen(OPTIONS[i].name);
        printf("  --%s%s%-*s %s\n", OPTIONS[i].name, *argument ? "=" : " ", width, argument,
               OPTIONS[i].help);
    }
    puts("\nexit status: 0 all good, 1 bad input or a brief failed, 2 usage, 3 environment;\n"
         "diff: 0 the same, 1 different, 2 trouble; query: 0 found, 1 nothing, 2 trouble; verify: "
         "0 agrees, 1 differs");
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

static bool parse_diagnostics(const char *word, NoticeForm *form)
{
    static const char *const WORDS[] = {"human", "short", "json", "sarif", NULL};
    int index = str_among(str_of(word), WORDS);
    if (index < 0) {
        fprintf(stderr, "zonebrief: --diagnostics takes human, short, json or sarif, not \"%s\"\n",
                word);
        return false;
    }
    *form = (NoticeForm)index;
    return true;
}

/* Never left out in silence: a face of another folder might be taken instead. */
static int refuse_more(const char *name, int most)
{
    fprintf(stderr, "zonebrief: --%s may be given %d times at most\n", name, most);
    return EXIT_USAGE;
}

static int take_repeat(Repeats *repeats, const char *name)
{
    if (repeats->count == REPEATS_MOST)
        return refuse_more(name, REPEATS_MOST);
    repeats->list[repeats->count++] = optarg;
    return -1;
}

static int take_lang(Arguments *arguments)
{
    const int most = (int)(sizeof arguments->langs / sizeof *arguments->langs);
    if (arguments->lang_count == most)
        return refuse_more("lang", most);
    arguments->langs[arguments->lang_count++] = optarg;
    return -1;
}

static int take_set(Arguments *arguments)
{
    if (*optarg == '/' && strchr(optarg, '='))
        return take_repeat(&arguments->sets, "set");
    fprintf(stderr, "zonebrief: --set takes /POINTER=JSON, such as /page/left=60, not \"%s\"\n",
            optarg);
    return EXIT_USAGE;
}

static const char *const STANDARDS[] = {"none", "a-3a", "ua-1", "a-3a+ua-1", "untagged", NULL};
static const unsigned STANDARD_BITS[] = {0, STANDARD_A3A, STANDARD_UA1, STANDARD_CLAIMS,
                                         STANDARD_UNTAGGED};

const char *arguments_standard(unsigned standard)
{
    int index = 0;
    while (STANDARD_BITS[index] != standard)
        index++;
    return STANDARDS[index];
}

bool arguments_read_standard(const char *word, unsigned *standard)
{
    int index = str_among(str_of(word), STANDARDS);
    *standard = index < 0 ? 0 : STANDARD_BITS[index];
    return index >= 0;
}

static bool parse_standard(const char *word, unsigned *standard)
{
    if (arguments_read_standard(word, standard))
        return true;
    fprintf(stderr,
            "zonebrief: --pdf-standard takes none, a-3a, ua-1, a-3a+ua-1 or untagged, not \"%s\"\n",
            word);
    return false;
}

/* Where an option's word goes as it is; NULL: there is more to it. */
static const char **plain_word(Arguments *arguments, int letter)
{
    switch (letter) {
    case 'o':
        return &arguments->out;
    case 'p':
        return &arguments->project;
    case 'r':
        return &arguments->root;
    case 's':
        return &arguments->since;
    case 't':
        return &arguments->theme;
    case 'W':
        return &arguments->width;
    case 'S':
        return &arguments->size;
    case 'Y':
        return &arguments->style;
    default:
        return NULL;
    }
}

static int take_number(const char *name, int least, int most, int *number)
{
    int64_t value = 0;
    bool good = *optarg != '\0';
    for (const char *c = optarg; *c && good; c++) {
        good = *c >= '0' && *c <= '9';
        value = value * 10 + (*c - '0');
        good = good && value <= most;
    }
    if (good && value >= least) {
        *number = (int)value;
        return -1;
    }
    fprintf(stderr, "zonebrief: --%s takes a number from %d to %d, not \"%s\"\n", name, least, most,
            optarg);
    return EXIT_USAGE;
}

static int take_report(Arguments *arguments)
{
    static const char *const WORDS[] = {"fit", "size", NULL};
    int what = str_among(str_of(optarg), WORDS);
    arguments->report_fit |= what == 0;
    arguments->report_size |= what == 1;
    if (what >= 0)
        return -1;
    fprintf(stderr, "zonebrief: --report takes fit or size, not \"%s\"\n", optarg);
    return EXIT_USAGE;
}

/* Of how a batch is run; the others are take_option's. */
static int take_batch_option(Arguments *arguments, int letter)
{
    switch (letter) {
    case 'R':
        return take_report(arguments);
    case 'j':
        return take_number("jobs", 1, JOBS_MOST, &arguments->jobs);
    case 'T':
        return take_number("time-limit", 1, 86400, &arguments->seconds);
    case 'M':
        return take_number("memory-limit", 16, 1 << 20, &arguments->megabytes);
    case 'B':
        arguments->force = true;
        return -1;
    case 'n':
        arguments->dry_run = true;
        return -1;
    case 'G':
        arguments->prune = true;
        return -1;
    case 'O':
        return parse_diagnostics(optarg, &arguments->diagnostics) ? -1 : EXIT_USAGE;
    case 'D':
        arguments->deps = optarg;
        return -1;
    case 'K':
        if (shard_read(optarg, &arguments->shard))
            return -1;
        fprintf(stderr, "zonebrief: --shard takes K/N, such as 2/8, not \"%s\"\n", optarg);
        return EXIT_USAGE;
    case 'F':
        arguments->fail_fast = true;
        return -1;
    case 'k':
        arguments->fail_fast = false;
        return -1;
    case 'q':
        arguments->quiet = true;
        arguments->verbose = false;
        return -1;
    case 'v':
        arguments->verbose = true;
        arguments->quiet = false;
        return -1;
    default:
        fputs("zonebrief: see zonebrief --help\n", stderr);
        return EXIT_USAGE;
    }
}

/* -1: go on; otherwise the exit status. */
static int take_option(Arguments *arguments, int letter)
{
    const char **word = plain_word(arguments, letter);
    if (word) {
        *word = optarg;
        return -1;
    }
    switch (letter) {
    case 'l':
        return take_lang(arguments);
    case 'f':
        return take_repeat(&arguments->font_paths, "font-path");
    case 'e':
        return take_repeat(&arguments->editions, "edition");
    case 'x':
        return take_repeat(&arguments->patches, "patch");
    case 'V':
        return take_set(arguments);
    case 'd':
        return parse_dump(optarg, &arguments->dump) ? -1 : EXIT_USAGE;
    case 'P':
        return parse_standard(optarg, &arguments->standard) ? -1 : EXIT_USAGE;
    case 'U':
        arguments->debug = true;
        return -1;
    case 'N':
        arguments->json = true;
        return -1;
    case 'w':
        arguments->werror = true;
        return -1;
    case 'h':
        print_help();
        return EXIT_GOOD;
    case 'I':
        puts("zonebrief " ZONEBRIEF_VERSION);
        return EXIT_GOOD;
    default:
        return take_batch_option(arguments, letter);
    }
}

/* The commands, and how many operands they take. */
static const struct {
    const char *name;
    int least, most;
} COMMANDS[] = {{"build", 0, 1 << 20},
                {"watch", 0, 1 << 20},
                {"check", 0, 1 << 20},
                {"diff", 2, 2},
                {"extract", 1, 1},
                {"verify", 1, 1},
                {"query", 1, 1},
                {"shape", 1, 1},
                {"new", 2, 2},
                {"schema", 0, 1},
                {"explain", 0, 1},
                {"fonts", 0, 1},
                {"merge-manifest", 1, SHARDS_MOST}};

#define COMMAND_COUNT (sizeof COMMANDS / sizeof *COMMANDS)

static int check_command(const Arguments *arguments)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(arguments->command, COMMANDS[i].name) != 0)
            continue;
        int count = arguments->operand_count;
        if (count >= COMMANDS[i].least && count <= COMMANDS[i].most)
            return -1;
        fprintf(stderr, "zonebrief: %s takes %d operand%s; see zonebrief --help\n",
                COMMANDS[i].name, COMMANDS[i].least, COMMANDS[i].least == 1 ? "" : "s");
        return EXIT_USAGE;
    }
    fprintf(stderr, "zonebrief: no command \"%s\"; there are", arguments->command);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(stderr, "%s %s", i ? "," : "", COMMANDS[i].name);
    fputc('\n', stderr);
    return EXIT_USAGE;
}

int arguments_parse(int argc, char **argv, Arguments *arguments)
{
    struct option table[OPTION_COUNT + 1];
    memset(table, 0, sizeof table);
    for (size_t i = 0; i < OPTION_COUNT; i++)
        table[i] =
            (struct option){OPTIONS[i].name, OPTIONS[i].argument ? required_argument : no_argument,
                            NULL, OPTIONS[i].letter};
    int letter;
    while ((letter = getopt_long(argc, argv, "j:qv", table, NULL)) != -1) {
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
