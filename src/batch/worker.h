/* worker.h - the life of a worker, from fork to its end. */
#ifndef BATCH_WORKER_H
#define BATCH_WORKER_H

#include <sys/types.h>

#include "batch/pool.h"

/* Its ends of the pipes. */
typedef struct {
    int tasks, records, errors;
} WorkerEnds;

/* What goes down the pipe. */
typedef struct {
    int task, step;
} WorkerTask;

/* The exit status that says: no more memory (mem_exhausted). */
#define WORKER_NO_MEMORY 3

/* Lets the process have `memory` bytes beyond what it has; nothing under a sanitizer, whose own
 * memory is larger than any limit. */
void worker_limit_memory(size_t memory);

/* Takes tasks until there are no more, and ends the process. */
_Noreturn void worker_live(const PoolTasks *tasks, const PoolLimits *limits, const WorkerEnds *ends,
                           pid_t parent);

#endif
