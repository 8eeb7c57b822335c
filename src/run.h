/* run.h - takes zones through the stages: check, expand, layout, write. */
#ifndef RUN_H
#define RUN_H

#include "brief/project.h"

typedef enum { DUMP_NONE, DUMP_JSON, DUMP_BRIEF, DUMP_BLOCKS, DUMP_FRAMES } Dump;

typedef struct {
    const Project *project;
    Langs langs;     /* to build; a pair if both are among them */
    bool whole;      /* no zones are named: all that the editions are for */
    Dump dump;       /* to stdout, instead of products */
    bool check_only; /* all stages but the last, nothing written */
    const char *out_folder;
    const char *since;  /* older fact file or folder to compare with; NULL: none */
    const char *date;   /* ISO 8601, replaces the data's; NULL: none */
    Str sources_packed; /* the sources file, for the products */
    unsigned standard;  /* what products claim to be (frame.h) */
    bool report_size;   /* print what the parts of products weigh, on stdout */
    bool json;          /* as JSON */
    bool quiet;
    bool werror; /* warnings are errors */
} RunOptions;

typedef struct {
    int built, failed; /* briefs */
    bool environment;  /* a failure was the machine's */
    Map zones;         /* id -> path of the zones run so far */
    Map cited;         /* ids of the sources that they cite */
    Map products;      /* names of files -> Edition that writes it */
} RunResult;

/* Builds the zone file at `path` for every edition that is picked and takes
 * it, in every language asked for. Faults are printed on stderr; a brief with
 * errors is not written. */
void run_zone(const RunOptions *options, const char *path, RunResult *result);

#endif
