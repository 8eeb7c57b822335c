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
    bool report_fit;    /* say how briefs fit their pages */
    bool report_size;   /* say what the parts of products weigh */
    bool report_json;   /* as JSON */
    bool force;         /* what is fresh is made all the same */
    bool fail_fast;     /* nothing is begun after a brief that failed */
} RunOptions;

/* Builds the briefs of the zone from that step on, but for those that are
 * fresh; what is found and made is said to `to` (said.h). A brief with errors
 * is not written. */
void run_zone(const RunOptions *options, const PlanZone *zone, int first, RecordWriter *to);

#endif
