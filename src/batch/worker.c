#include "batch/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"

#define BRIEF_BYTES ((size_t)1 << 20) /* of malloc's memory, for a usual one */

#ifndef __SANITIZE_ADDRESS__

/* Bytes of address space that the process has; 0 if the system does not say. */
static size_t address_space(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    if (file && fscanf(file, "%lu", &pages) != 1) /* NOLINT(cert-err34-c): the kernel's words */
        pages = 0;
    if (file)
        fclose(file);
    return (size_t)pages * (size_t)sysconf(_SC_PAGESIZE);
}

void worker_limit_memory(size_t memory)
{
    struct rlimit limit;
    size_t had = address_space();
    if (had == 0 || getrlimit(RLIMIT_AS, &limit) != 0)
        return;
    rlim_t most = (rlim_t)had + memory;
    if (limit.rlim_cur == RLIM_INFINITY || most < limit.rlim_cur)
        limit.rlim_cur = most;
    setrlimit(RLIMIT_AS, &limit);
}

#else

void worker_limit_memory(size_t memory)
{
    (void)memory;
}

#endif

/* The terminal's ^C goes to all of its processes: it is for the parent to end
 * the workers. If the parent itself is killed, they end too. */
static void settle(const WorkerEnds *ends, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    signal(SIGBUS, SIG_DFL); /* the parent tells which brief it was */
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        raise(SIGKILL);
    dup2(ends->errors, STDERR_FILENO);
    close(ends->errors);
}

/* What it holds already, its pipes and standard output, it keeps. */
static void confine(const Confinement *confinement)
{
    if (!confine_enter(confinement))
        fprintf(stderr, "zonebrief: a worker is not confined: %s\n", strerror(errno));
}

static bool next_task(int fd, WorkerTask *task)
{
    ssize_t got;
    do
        got = read(fd, task, sizeof *task);
    while (got < 0 && errno == EINTR);
    return got == sizeof *task;
}

/* _exit, for what is registered to run at the end of the process, and what
 * stands in its buffers, is the parent's. */
void worker_live(const PoolTasks *tasks, const PoolLimits *limits, const WorkerEnds *ends,
                 pid_t parent)
{
    settle(ends, parent);
    mem_blocks_anew();
    mem_fetch(BRIEF_BYTES);
    worker_limit_memory(limits->memory); /* on top of what the parent had loaded */
    confine(limits->confinement);
    Arena *arena = arena_new();
    RecordWriter writer;
    record_writer_init(&writer, arena, ends->records);
    for (WorkerTask task; !writer.broken && next_task(ends->tasks, &task);) {
        tasks->work(tasks->context, task.task, task.step, &writer);
        record_begin(&writer, RECORD_DONE);
        record_end(&writer);
        record_flush(&writer);
    }
    _exit(0);
}

void pool_step(RecordWriter *to, int step)
{
    record_begin(to, RECORD_STEP);
    record_number(to, step);
    record_end(to);
    record_flush(to);
}
