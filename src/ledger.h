/* ledger.h - the manifest before a run, and after it. */
#ifndef LEDGER_H
#define LEDGER_H

#include "batch/lock.h"
#include "fresh.h"
#include "gather.h"

/* What a run has to say to it. */
typedef struct {
    const Project *project;
    const Plan *plan;
    const Gather *gather;
    bool full;  /* the plan has all products that the project makes */
    bool prune; /* those that it does not make are removed */
    bool quiet;
    const char *deps; /* file for make; NULL: none */
    Str warnings;     /* JSON array: what concerns all zones */
    Hash asked;       /* of the command line, if all is as it should be */
} LedgerRun;

/* Reads the manifest of that part; if there is none yet, the whole one. */
void ledger_read_part(Arena *arena, const char *folder, Shard shard, Ledger *ledger);

/* Lists products whose zone is gone, or removes them, and writes the manifest
 * as it is now. False with *why if it cannot be written. */
bool ledger_close(Arena *arena, const Ledger *ledger, const LedgerRun *run, const char **why);

/* Adds the ids of a JSON array of them. */
void ledger_add_cited(Map *cited, Str array);

/* The command merge-manifest: joins the parts of a run into the manifest of
 * `folder`. What only all zones together can tell goes to job->diag. Returns
 * the exit status. */
int ledger_merge(Job *job, const Project *project, const char *folder, char **parts, int count);

#endif
