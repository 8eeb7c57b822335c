/* pool.h - forked workers that take tasks one by one.
 *
 * What the tasks need is loaded before, and is the workers' by fork: pages are
 * shared, a crash is one worker's, and the system counts memory. A task has
 * steps (the briefs of a zone). A worker that dies in a step, or takes too
 * long over it, loses that step alone: another worker is forked in its place
 * and goes on with the next step of the task.
 *
 * Down the pipe go two numbers, the task and the step to begin with. Up come
 * records (record.h); and what the worker, or a library in it, prints on
 * standard error, so that it can be shown when the task's turn has come.
 */
#ifndef BATCH_POOL_H
#define BATCH_POOL_H

#include <signal.h>

#include "batch/confine.h"
#include "batch/record.h"

/* The record by which a worker says that it begins a step: its number. The
 * pool's own; all other kinds are its user's, from RECORD_FIRST. */
enum { RECORD_STEP, RECORD_DONE, RECORD_FIRST };

typedef enum {
    FATE_CRASHED, /* ended by a signal, or by itself: number is the signal, or 0 */
    FATE_SLOW,    /* killed at the time limit */
    FATE_MEMORY,  /* memory limit */
} Fate;

/* What is done with tasks. All are called in the parent but `work`. */
typedef struct {
    void *context;
    int task_count;
    bool (*wanted)(void *context, int task); /* else it is passed over */
    void (*work)(void *context, int task, int first_step, RecordWriter *to);
    void (*heard)(void *context, int task, Record *record);
    void (*printed)(void *context, int task, Str text); /* on standard error */
    /* Its worker is gone in that step, or, with -1, before any. Returns the
     * step to go on with; -1: the task is done with. */
    int (*lost)(void *context, int task, int step, Fate fate, int signal);
    /* False: no further task is begun. */
    bool (*done)(void *context, int task);
    /* Called now and then while waiting; NULL: not. */
    void (*tick)(void *context);
} PoolTasks;

typedef struct {
    int workers;   /* 1 or more */
    int seconds;   /* a step may take */
    size_t memory; /* bytes that a worker may have beyond what it was forked with */
    const Confinement *confinement;
} PoolLimits;

/* Runs all tasks. Returns 0; or the signal (SIGINT, SIGTERM, SIGHUP) that
 * ended it early; or -1, with one line in *why, if no worker can be forked.
 * No worker is left in any case. */
int pool_run(Arena *arena, const PoolTasks *tasks, const PoolLimits *limits, const char **why);

/* Puts SIGINT, SIGTERM and SIGHUP off until the mask is `before` again: pool_run
 * heeds them all the same, but what comes behind it is done to its end. */
void pool_hold_signals(sigset_t *before);

/* To be called in `work`: a step begins. */
void pool_step(RecordWriter *to, int step);

#endif
