#include "batch/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/worker.h"

#define TICK 100 /* milliseconds */

typedef struct {
    pid_t pid;          /* 0: none */
    int to, from, said; /* tasks down; records, and standard error, up */
    int task, step;     /* task -1: idle; step -1: none has begun */
    int64_t deadline;   /* milliseconds */
    bool late;          /* it was killed at its deadline */
    Buf heard;          /* the beginning of a record */
} Worker;

typedef struct {
    Arena *arena;
    const PoolTasks *tasks;
    const PoolLimits *limits;
    Worker *workers;
    int next;    /* task */
    bool closed; /* no further task is begun */
    int signals; /* descriptor */
    int signal;  /* that came; 0: none */
} Pool;

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void begin_clock(const Pool *pool, Worker *worker)
{
    worker->deadline = now() + (int64_t)pool->limits->seconds * 1000;
}

/* -- workers come and go ------------------------------------------------------------- */

static void close_ends(Worker *worker)
{
    close(worker->to);
    close(worker->from);
    close(worker->said);
}

/* Three pipes; false, and none left open, if there are no more descriptors. */
static bool open_pipes(int pipes[3][2])
{
    for (int i = 0; i < 3; i++)
        if (pipe(pipes[i]) != 0) {
            while (i-- > 0) {
                close(pipes[i][0]);
                close(pipes[i][1]);
            }
            return false;
        }
    return true;
}

/* What the child has of the parent's that it must not keep: ends of pipes,
 * for a pipe ends when the last one has closed it. */
static void forget_others(Pool *pool)
{
    for (int i = 0; i < pool->limits->workers; i++)
        if (pool->workers[i].pid)
            close_ends(&pool->workers[i]);
    close(pool->signals);
}

static bool worker_begin(Pool *pool, Worker *worker)
{
    int pipes[3][2];
    fflush(stdout);
    if (!open_pipes(pipes))
        return false;
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        forget_others(pool);
        close(pipes[0][1]);
        close(pipes[1][0]);
        close(pipes[2][0]);
        WorkerEnds ends = {.tasks = pipes[0][0], .records = pipes[1][1], .errors = pipes[2][1]};
        worker_live(pool->tasks, pool->limits, &ends, parent);
    }
    close(pipes[0][0]);
    close(pipes[1][1]);
    close(pipes[2][1]);
    fcntl(pipes[2][0], F_SETFL, O_NONBLOCK);
    *worker = (Worker){.pid = pid,
                       .to = pipes[0][1],
                       .from = pipes[1][0],
                       .said = pipes[2][0],
                       .task = -1,
                       .heard = worker->heard};
    worker->heard.length = 0;
    if (pid > 0)
        return true;
    close_ends(worker);
    worker->pid = 0;
    return false;
}

/* Waits for a worker that has ended or been killed. */
static int worker_end(Worker *worker)
{
    int status = 0;
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        ;
    close_ends(worker);
    worker->pid = 0;
    return status;
}

/* -- tasks --------------------------------------------------------------------------- */

/* A worker that is gone, or cannot be reached and is ended for that, does not
 * take it: then its end is seen by poll. */
static void give(Pool *pool, Worker *worker, int task, int step)
{
    WorkerTask order = {.task = task, .step = step};
    worker->task = task;
    worker->step = -1;
    begin_clock(pool, worker);
    if (write(worker->to, &order, sizeof order) != sizeof order)
        kill(worker->pid, SIGKILL);
}

/* The next task to be done, or -1. */
static int take_task(Pool *pool)
{
    const PoolTasks *tasks = pool->tasks;
    while (!pool->closed && pool->next < tasks->task_count) {
        int task = pool->next++;
        if (tasks->wanted(tasks->context, task))
            return task;
        pool->closed = !tasks->done(tasks->context, task);
    }
    return -1;
}

/* Gives an idle worker its next task; a worker that is none yet is forked. */
static bool feed(Pool *pool, Worker *worker)
{
    int task = take_task(pool);
    if (task < 0)
        return true;
    if (!worker->pid && !worker_begin(pool, worker)) {
        pool->next = task; /* for one of the others */
        return false;
    }
    give(pool, worker, task, 0);
    return true;
}

static void finish_task(Pool *pool, Worker *worker)
{
    int task = worker->task;
    worker->task = -1;
    if (!pool->tasks->done(pool->tasks->context, task))
        pool->closed = true;
}

/* -- what workers say ------------------------------------------------------------------ */

/* Reads what there is of its standard error; false if there is nothing. */
static bool hear_errors(Pool *pool, Worker *worker)
{
    char bytes[1 << 12];
    ssize_t got = read(worker->said, bytes, sizeof bytes);
    if (got <= 0)
        return got < 0 && errno == EINTR;
    if (worker->task >= 0)
        pool->tasks->printed(pool->tasks->context, worker->task, (Str){bytes, (size_t)got});
    return true;
}

static void hear_record(Pool *pool, Worker *worker, Record *record)
{
    if (worker->task < 0)
        return;
    if (record->kind == RECORD_STEP) {
        worker->step = (int)record_next_number(record);
        begin_clock(pool, worker);
    } else if (record->kind == RECORD_DONE) {
        while (hear_errors(pool, worker)) /* all that it said before */
            ;
        finish_task(pool, worker);
    } else
        pool->tasks->heard(pool->tasks->context, worker->task, record);
}

static void hear_records(Pool *pool, Worker *worker)
{
    Buf *heard = &worker->heard;
    size_t at = 0, taken = 0;
    Record record;
    while (record_take((Str){heard->data + at, heard->length - at}, &record, &taken)) {
        hear_record(pool, worker, &record);
        at += taken;
    }
    memmove(heard->data, heard->data + at, heard->length - at);
    heard->length -= at;
}

/* Reads what there is; false at the end, and of a worker that can no longer be
 * heard: it is ended. */
static bool hear(Pool *pool, Worker *worker)
{
    char bytes[1 << 16];
    ssize_t got = read(worker->from, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR)
        return true;
    if (got < 0)
        kill(worker->pid, SIGKILL);
    if (got <= 0)
        return false;
    buf_add(&worker->heard, bytes, (size_t)got);
    hear_records(pool, worker);
    return true;
}

/* A worker is gone: what it was at is told, and another one goes on. */
static void replace(Pool *pool, Worker *worker)
{
    const PoolTasks *tasks = pool->tasks;
    while (hear_errors(pool, worker))
        ;
    int status = worker_end(worker), task = worker->task;
    if (task < 0)
        return;
    bool memory = WIFEXITED(status) && WEXITSTATUS(status) == WORKER_NO_MEMORY;
    Fate fate = worker->late ? FATE_SLOW : memory ? FATE_MEMORY : FATE_CRASHED;
    int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    int step = tasks->lost(tasks->context, task, worker->step, fate, signal);
    if (step >= 0 && worker_begin(pool, worker))
        give(pool, worker, task, step);
    else
        finish_task(pool, worker);
}

/* -- the loop -------------------------------------------------------------------------- */

static void kill_late(const Pool *pool)
{
    int64_t time = now();
    for (int i = 0; i < pool->limits->workers; i++) {
        Worker *worker = &pool->workers[i];
        if (worker->pid && worker->task >= 0 && !worker->late && time >= worker->deadline) {
            worker->late = true;
            kill(worker->pid, SIGKILL);
        }
    }
}

/* Waits for something to happen and sees to it. */
static void attend(Pool *pool, struct pollfd *files)
{
    int count = pool->limits->workers;
    for (int i = 0; i < count; i++) {
        const Worker *worker = &pool->workers[i];
        files[2 * i] = (struct pollfd){.fd = worker->pid ? worker->from : -1, .events = POLLIN};
        files[2 * i + 1] = (struct pollfd){.fd = worker->pid ? worker->said : -1, .events = POLLIN};
    }
    files[2 * count] = (struct pollfd){.fd = pool->signals, .events = POLLIN};
    int ready = poll(files, 2 * (nfds_t)count + 1, TICK);
    for (int i = 0; ready > 0 && i < count; i++) {
        Worker *worker = &pool->workers[i];
        if (files[2 * i + 1].revents & POLLIN)
            hear_errors(pool, worker);
        if (files[2 * i].revents && !hear(pool, worker))
            replace(pool, worker);
    }
    struct signalfd_siginfo info;
    if (ready > 0 && files[2 * count].revents &&
        read(pool->signals, &info, sizeof info) == sizeof info)
        pool->signal = (int)info.ssi_signo;
    kill_late(pool);
    if (pool->tasks->tick)
        pool->tasks->tick(pool->tasks->context);
}

static bool is_busy(const Pool *pool)
{
    for (int i = 0; i < pool->limits->workers; i++)
        if (pool->workers[i].pid && pool->workers[i].task >= 0)
            return true;
    return false;
}

/* Keeps all workers at work until there is none left to do. False if there is
 * work and nobody can be forked to do it. */
static bool run_all(Pool *pool, struct pollfd *files)
{
    for (;;) {
        bool able = true;
        for (int i = 0; i < pool->limits->workers && able; i++)
            if (pool->workers[i].task < 0)
                able = feed(pool, &pool->workers[i]);
        if (!is_busy(pool))
            return able;
        attend(pool, files);
        if (pool->signal)
            return true;
    }
}

/* Those that are idle end by themselves, their pipe being closed. */
static void end_all(Pool *pool)
{
    for (int i = 0; i < pool->limits->workers; i++) {
        Worker *worker = &pool->workers[i];
        if (!worker->pid)
            continue;
        if (worker->task >= 0)
            kill(worker->pid, SIGKILL);
        close(worker->to);
        worker->to = -1;
        worker_end(worker);
    }
}

static sigset_t ending_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    return signals;
}

void pool_hold_signals(sigset_t *before)
{
    sigset_t signals = ending_signals();
    sigprocmask(SIG_BLOCK, &signals, before);
}

int pool_run(Arena *arena, const PoolTasks *tasks, const PoolLimits *limits, const char **why)
{
    Pool pool = {.arena = arena, .tasks = tasks, .limits = limits};
    sigset_t signals = ending_signals(), before;
    pool_hold_signals(&before);
    pool.signals = signalfd(-1, &signals, SFD_CLOEXEC);
    pool.workers = ARENA_ARRAY(arena, Worker, limits->workers);
    for (int i = 0; i < limits->workers; i++) {
        buf_init(&pool.workers[i].heard, arena);
        pool.workers[i].task = -1;
    }
    struct pollfd *files = ARENA_ARRAY(arena, struct pollfd, 2 * limits->workers + 1);
    bool able = run_all(&pool, files);
    int problem = errno;
    end_all(&pool);
    close(pool.signals);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (!able)
        *why = arena_printf(arena, "cannot start a worker: %s", strerror(problem));
    return able ? pool.signal : -1;
}
