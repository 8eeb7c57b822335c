/* args.h - the command line: commands, options, help. */
#ifndef ARGS_H
#define ARGS_H

#include "base/notice.h"
#include "batch/shard.h"
#include "run.h"

enum { EXIT_GOOD = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

#define REPEATS_MOST 16
#define JOBS_MOST    1024

/* An option that may be given more than once. */
typedef struct {
    const char *list[REPEATS_MOST];
    int count;
} Repeats;

typedef struct {
    const char *command;
    char **operands;
    int operand_count;
    const char *langs[LANG_COUNT * 2];
    int lang_count;
    Repeats font_paths, editions, patches, sets;
    const char *out, *project, *root, *since, *theme;
    const char *width, *size, *style;
    Dump dump;
    unsigned standard;
    bool quiet, verbose, werror, json, fail_fast, report_fit, report_size, debug;
    bool force, dry_run, prune;
    NoticeForm diagnostics;
    const char *deps; /* file for make; NULL: none */
    const char *date; /* in place of SOURCE_DATE_EPOCH's; "" is none; NULL: that */
    Shard shard;
    int jobs;               /* workers */
    int seconds, megabytes; /* that a brief may take, and a worker */
} Arguments;

/* Reads the command line. Returns -1 to go on; otherwise, help having been
 * printed or a fault told, the exit status. */
int arguments_parse(int argc, char **argv, Arguments *arguments);

/* "a-3a+ua-1", and back; false if it is none. */
const char *arguments_standard(unsigned standard);
bool arguments_read_standard(const char *word, unsigned *standard);

#endif
