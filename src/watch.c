#include "watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "listen.h"

#define QUIET_MS 5 /* without an event, before a build begins: saves come in several */

typedef struct {
    const Arguments *arguments;
    const char *path;
    const ProjectChoice *choice;
    WatchBuild build;
    Listen listen;
    int signals;     /* descriptor */
    sigset_t before; /* signals that were blocked */
    Job job;         /* that the project was read by; arena NULL: it was not yet */
    Project project;
    FileHashes hashes;
    bool sound;   /* the project was read without fault */
    bool changed; /* something but zones was saved since it was read */
    bool held;    /* a build with it has come to its end */
    pid_t child;  /* the build that runs; 0: none */
    bool pending; /* something was saved since the last build began */
    bool ending;  /* the build that runs was told to end */
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

/* A project with faults is read by the build, which tells them. */
static bool begin_build(Watch *w)
{
    if (w->changed)
        read_project(w);
    fflush(stdout);
    w->child = fork();
    if (w->child < 0) {
        fprintf(stderr, "zonebrief: cannot fork: %s\n", strerror(errno));
        w->child = 0;
        return false;
    }
    if (w->child == 0) {
        close(w->listen.events);
        close(w->signals);
        sigprocmask(SIG_SETMASK, &w->before, NULL);
        WatchState state = {&w->job, w->sound ? &w->project : NULL, w->held};
        int status = w->build(w->arguments, &state);
        fflush(stdout);
        _exit(status);
    }
    w->pending = w->ending = false;
    return true;
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
    if (!w->child || waitpid(w->child, &status, options) != w->child)
        return;
    w->child = 0;
    w->held |= !w->ending;
    if (WIFSIGNALED(status) && !w->ending)
        fprintf(stderr, "zonebrief: the build was ended by a signal: %s\n",
                strsignal(WTERMSIG(status)));
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
              WatchBuild build)
{
    Watch w = {.arguments = arguments,
               .path = path,
               .choice = choice,
               .build = build,
               .listen = {.events = -1},
               .signals = -1};
    int status = EXIT_ENVIRONMENT;
    if (open_ends(&w)) {
        read_project(&w);
        if (!arguments->quiet)
            fprintf(stderr, "zonebrief: watching %d folders; Ctrl-C ends\n", w.listen.last);
        status = watch_on(&w);
    } else
        fprintf(stderr, "zonebrief: cannot watch: %s\n", strerror(errno));
    if (w.job.arena)
        arena_free(w.job.arena);
    if (w.listen.events >= 0)
        close(w.listen.events);
    if (w.signals >= 0)
        close(w.signals);
    sigprocmask(SIG_SETMASK, &w.before, NULL);
    return status;
}
