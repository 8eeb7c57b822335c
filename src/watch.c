#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch/worker.h"
#include "listen.h"

#define QUIET_MS 5 /* without an event, before a build begins: saves come in several */

typedef struct {
    const Arguments *arguments;
    const char *path;
    const ProjectChoice *choice;
    WatchWork work;
    Listen listen;
    int signals;     /* descriptor */
    sigset_t before; /* signals that were blocked */
    Job job;         /* that the project was read by; arena NULL: it was not yet */
    Project project;
    FileHashes hashes;
    bool sound;         /* the project was read without fault */
    bool changed;       /* something but zones was saved since it was read */
    bool held;          /* a build with it has come to its end */
    pid_t child;        /* the build that runs; 0: none */
    bool called;        /* it had stood by */
    bool pending;       /* something was saved since the last build began */
    bool ending;        /* the build that runs was told to end */
    pid_t standby;      /* the process that will be the next build; 0: none */
    int word;           /* descriptor: it says that it is ready, and is told to build; -1: none */
    bool standby_tried; /* since the last build began */
} Watch;

/* -- the project ------------------------------------------------------------------- */

/* What is the same in each build, and large. */
static void hash_files(Watch *w)
{
    file_hashes_init(&w->hashes, w->job.arena, NULL);
    for (int i = 0; i < LANG_COUNT; i++)
        if (w->project.hyphens[i])
            file_hash(&w->hashes, w->project.hyphen_paths[i]);
    for (int e = 0; e < w->project.editions.count; e++) {
        const Look *look = w->project.editions.list[e].look;
        for (int i = 0; look && i < look->faces.count; i++)
            file_hash(&w->hashes, look->faces.list[i].path);
    }
    w->project.hashes = &w->hashes;
}

/* Reads the project and listens to all that it names; and again, if that
 * began only now. */
static void read_project(Watch *w)
{
    bool heard = false;
    for (int tries = 0; !heard && tries < 3; tries++) {
        if (w->job.arena)
            arena_free(w->job.arena);
        w->job.arena = arena_new();
        w->job.diag = diag_new(w->job.arena);
        if (w->arguments->werror)
            diag_strict(w->job.diag);
        bool able = project_read(&w->job, w->path, w->choice, &w->project);
        w->sound = able && diag_errors(w->job.diag) == 0;
        heard = !listen_to_project(&w->listen, &w->project, w->arguments);
    }
    if (w->sound)
        hash_files(w);
    w->changed = w->held = false;
}

/* -- events ------------------------------------------------------------------------ */

/* Takes in what has happened. True if it matters; *moved: a folder came or went. */
static bool take_events(Watch *w, bool *moved)
{
    _Alignas(struct inotify_event) char bytes[16384];
    bool found = false;
    ssize_t length = read(w->listen.events, bytes, sizeof bytes);
    for (ssize_t at = 0; at < length;) {
        const struct inotify_event *event = (const struct inotify_event *)(bytes + at);
        if (listen_matters(event)) {
            found = true;
            w->changed |= !listen_is_zone(&w->listen, event);
        }
        *moved |= (event->mask & (IN_ISDIR | IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
        at += (ssize_t)(sizeof *event + event->len);
    }
    return found;
}

/* -- builds ------------------------------------------------------------------------ */

static void be_build(Watch *w)
{
    WatchState state = {&w->job, w->sound ? &w->project : NULL, w->held};
    int status = w->work.build(w->arguments, &state);
    fflush(stdout);
    _exit(status);
}

/* Forks; in the child, what is the watch's alone is closed. */
static pid_t fork_child(Watch *w)
{
    fflush(stdout);
    pid_t child = fork();
    if (child < 0)
        fprintf(stderr, "zonebrief: cannot fork: %s\n", strerror(errno));
    if (child == 0) {
        close(w->listen.events);
        close(w->signals);
        sigprocmask(SIG_SETMASK, &w->before, NULL);
    }
    return child;
}

/* Within the limits of a worker, beyond which it dies without a word: the next build tells. */
static void warm(Watch *w)
{
    WatchState state = {&w->job, &w->project, w->held};
    struct rlimit before;
    int shown = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3), nowhere = open("/dev/null", O_WRONLY);
    if (shown < 0 || dup2(nowhere, STDERR_FILENO) < 0 || getrlimit(RLIMIT_AS, &before) != 0)
        _exit(0);
    close(nowhere);
    worker_limit_memory((size_t)w->arguments->megabytes << 20);
    signal(SIGALRM, SIG_DFL);
    alarm((unsigned)w->arguments->seconds);
    w->work.warm(w->arguments, &state);
    alarm(0);
    if (setrlimit(RLIMIT_AS, &before) != 0 || dup2(shown, STDERR_FILENO) < 0)
        _exit(0);
    close(shown);
}

/* Tells the watch that it is ready, and waits for its word; without a watch, there
 * is none. */
static void be_standby(Watch *w, int watch)
{
    char word = 0;
    warm(w);
    if (write(watch, &word, 1) != 1 || read(watch, &word, 1) != 1)
        _exit(0);
    close(watch);
    be_build(w);
}

/* Once after each build, if there is nothing else to do. */
static void stand_by(Watch *w)
{
    int ends[2];
    if (w->standby_tried || !w->sound || w->changed || w->child || w->pending)
        return;
    w->standby_tried = true;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    w->standby = fork_child(w);
    if (w->standby == 0) {
        close(ends[0]);
        be_standby(w, ends[1]);
    }
    close(ends[1]);
    w->word = ends[0];
    if (w->standby < 0)
        w->standby = 0;
}

static void end_standby(Watch *w)
{
    if (w->standby) {
        kill(w->standby, SIGKILL);
        waitpid(w->standby, NULL, 0);
    }
    if (w->word >= 0)
        close(w->word);
    w->standby = 0;
    w->word = -1;
}

/* The process that stands by is the build from now on. False: there is none, or it
 * is not ready. */
static bool call_standby(Watch *w)
{
    char word;
    if (!w->standby || w->changed || recv(w->word, &word, 1, MSG_DONTWAIT) != 1 ||
        send(w->word, &word, 1, MSG_NOSIGNAL) != 1)
        return false;
    w->child = w->standby;
    w->standby = 0;
    return true;
}

/* A project with faults is read by the build, which tells them. */
static bool begin_build(Watch *w)
{
    w->called = call_standby(w);
    end_standby(w);
    if (w->changed)
        read_project(w);
    if (!w->called)
        w->child = fork_child(w);
    if (w->child == 0)
        be_build(w);
    bool begun = w->child > 0;
    if (!begun)
        w->child = 0;
    w->pending = w->ending = w->standby_tried = false;
    return begun;
}

static void end_build(Watch *w, int signal)
{
    if (w->child)
        kill(w->child, signal);
    w->ending = true;
}

static void reap_build(Watch *w, int options)
{
    int status;
    if (w->standby && waitpid(w->standby, NULL, WNOHANG) == w->standby)
        w->standby = 0;
    if (!w->child || waitpid(w->child, &status, options) != w->child)
        return;
    w->child = 0;
    w->held |= WIFEXITED(status) && !w->ending;
    if (!WIFSIGNALED(status) || w->ending)
        return;
    w->pending |= w->called; /* what it had set before may have been its undoing */
    fprintf(stderr, "zonebrief: the build was ended by a signal: %s%s\n",
            strsignal(WTERMSIG(status)), w->called ? "; it is begun again" : "");
}

/* -- the watch --------------------------------------------------------------------- */

/* The signal that ends the watch; 0: none yet. */
static int take_signal(Watch *w)
{
    struct signalfd_siginfo taken;
    if (read(w->signals, &taken, sizeof taken) != sizeof taken)
        return 0;
    if (taken.ssi_signo == SIGCHLD) {
        reap_build(w, WNOHANG);
        return 0;
    }
    end_build(w, (int)taken.ssi_signo);
    reap_build(w, 0);
    return (int)taken.ssi_signo;
}

static int watch_on(Watch *w)
{
    struct pollfd ends[2] = {{w->listen.events, POLLIN, 0}, {w->signals, POLLIN, 0}};
    bool moved = false;
    for (w->pending = true;;) {
        stand_by(w);
        int ready = poll(ends, 2, w->pending && !w->child ? QUIET_MS : -1);
        if (ready < 0 && errno != EINTR)
            return EXIT_ENVIRONMENT;
        if (ready == 0 && !begin_build(w))
            return EXIT_ENVIRONMENT;
        if (ready <= 0)
            continue;
        if (ends[0].revents && take_events(w, &moved)) {
            w->pending = true;
            if (!w->ending)
                end_build(w, SIGTERM);
        }
        if (moved) /* what is saved in it next must not be missed */
            listen_to_project(&w->listen, &w->project, w->arguments);
        moved = false;
        int signal = ends[1].revents ? take_signal(w) : 0;
        if (signal)
            return 128 + signal;
    }
}

static bool open_ends(Watch *w)
{
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGINT);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGHUP);
    sigaddset(&ours, SIGCHLD);
    if (sigprocmask(SIG_BLOCK, &ours, &w->before) != 0)
        return false;
    w->signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
    w->listen.events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    return w->signals >= 0 && w->listen.events >= 0;
}

int watch_run(const Arguments *arguments, const char *path, const ProjectChoice *choice,
              WatchWork work)
{
    Watch w = {.arguments = arguments,
               .path = path,
               .choice = choice,
               .work = work,
               .listen = {.events = -1},
               .signals = -1,
               .word = -1};
    int status = EXIT_ENVIRONMENT;
    if (open_ends(&w)) {
        read_project(&w);
        if (!arguments->quiet)
            fprintf(stderr, "zonebrief: watching %d folders; Ctrl-C ends\n", w.listen.last);
        status = watch_on(&w);
    } else
        fprintf(stderr, "zonebrief: cannot watch: %s\n", strerror(errno));
    end_standby(&w);
    if (w.job.arena)
        arena_free(w.job.arena);
    if (w.listen.events >= 0)
        close(w.listen.events);
    if (w.signals >= 0)
        close(w.signals);
    sigprocmask(SIG_SETMASK, &w.before, NULL);
    return status;
}
