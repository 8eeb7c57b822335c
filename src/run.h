/* run.h - takes a zone through the stages: check, expand, layout, write. */
#ifndef RUN_H
#define RUN_H

#include "batch/pool.h"
#include "brief/project.h"
#include "plan.h"

typedef enum { DUMP_NONE, DUMP_JSON, DUMP_BRIEF, DUMP_BLOCKS, DUMP_FRAMES } Dump;

typedef struct {
    const Project *project;
    bool whole;      /* no zones are named: all that the editions are for */
    Dump dump;       /* to stdout, instead of products */
    bool check_only; /* all stages but the last, nothing written */
    const char *out_folder;
    const char *since;  /* older fact file or folder to compare with; NULL: none */
    const char *date;   /* ISO 8601, replaces the data's; NULL: none */
    Str sources_packed; /* the sources file, for the products */
    unsigned standard;  /* what products claim to be (frame.h) */
    bool debug;         /* pages show how they came about (overlay.h) */
    bool werror;        /* warnings are errors */
    bool report_size;   /* say what the parts of products weigh */
    bool report_json;   /* as JSON */
    bool fail_fast;     /* nothing is begun after a brief that failed */
} RunOptions;

/* What is said of a zone: the records of run_zone. */
enum {
    SAID_NOTICE = RECORD_FIRST, /* a notice */
    SAID_TROUBLE,               /* text: the machine is at fault, and how */
    SAID_SIZE,                  /* text: what the parts of the brief's product weigh */
    SAID_BRIEF,                 /* a RunBrief */
    SAID_ZONE                   /* a RunZone, last */
};

/* What came of a brief. */
typedef struct {
    int step;  /* which of the zone's */
    bool good; /* built, or, if nothing is to be written, without errors */
    int pages;
    size_t length; /* bytes of the product */
} RunBrief;

typedef struct {
    bool unwanted;      /* it was named, and no edition is for it */
    const char **cited; /* ids of the sources that its facts cite */
    int cited_count;
} RunZone;

/* Builds the briefs of the zone from that step on; what is found and made is
 * said to `to`. A brief with errors is not written. */
void run_zone(const RunOptions *options, const PlanZone *zone, int first, RecordWriter *to);

/* The other end: what a record of that kind holds, in `arena`. */
RunBrief run_next_brief(Record *record);
RunZone run_next_zone(Record *record, Arena *arena);

#endif
