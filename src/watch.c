#include "watch.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"

#define QUIET_MS     5 /* without an event, before a build begins: saves come in several */
#define DEPTH_MOST   8
#define FOLDERS_MOST 4000

/* What may happen in a folder that changes what is to be built. */
#define EVENTS                                                                                     \
    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF |       \
     IN_MOVE_SELF)

typedef struct {
    const Arguments *arguments;
    const char *path;
    const ProjectChoice *choice;
    WatchBuild build;
    int events, signals; /* descriptors */
    sigset_t before;     /* signals that were blocked */
    int folders;
    struct stat out; /* the folder of products, which is not listened to */
    pid_t child;     /* the build that runs; 0: none */
    bool pending;    /* something was saved since the last build began */
    bool ending;     /* the build that runs was told to end */
} Watch;

/* -- folders ----------------------------------------------------------------------- */

/* One that is listened to already is not listened to twice. */
static void listen_to(Watch *w, const char *folder)
{
    if (w->folders < FOLDERS_MOST &&
        inotify_add_watch(w->events, folder, EVENTS | IN_ONLYDIR | IN_EXCL_UNLINK) >= 0)
        w->folders++;
}

static void listen_below(Watch *w, Arena *arena, const char *folder, int depth)
{
    struct stat status;
    DIR *directory = depth < DEPTH_MOST ? opendir(folder) : NULL;
    if (!directory)
        return;
    listen_to(w, folder);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = arena_printf(arena, "%s/%s", folder, entry->d_name);
        if (lstat(path, &status) != 0 || !S_ISDIR(status.st_mode) ||
            (status.st_ino == w->out.st_ino && status.st_dev == w->out.st_dev))
            continue;
        listen_below(w, arena, path, depth + 1);
    }
    closedir(directory);
}

/* Listens to the folder itself, or to the one that the file is in. */
static void listen_at(Watch *w, Arena *arena, const char *path)
{
    struct stat status;
    if (!path)
        return;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        listen_to(w, path);
    else
        listen_to(w, path_beside(arena, path, STR(".")));
}

static void listen_to_paths(Watch *w, Arena *arena, const Paths *paths)
{
    for (int i = 0; i < paths->count; i++)
        listen_at(w, arena, paths->list[i]);
}

/* Listens to all that the project names now. Of one that cannot be read, only
 * to what lies below its folder, and to what was named before. */
static void listen_to_project(Watch *w)
{
    Arena *arena = arena_new();
    Job quiet = {arena, diag_new(arena)};
    Project project = {.path = NULL};
    const Arguments *arguments = w->arguments;
    w->folders = 0;
    project_read(&quiet, w->path, w->choice, &project);
    const char *out = arguments->out ? arguments->out : project.out_folder;
    if (out && stat(out, &w->out) != 0)
        w->out = (struct stat){0};
    listen_below(w, arena, path_beside(arena, w->path, STR(".")), 0);
    listen_at(w, arena, project.zones_folder);
    listen_at(w, arena, project.sources_path);
    listen_to_paths(w, arena, &project.shared);
    for (int i = 0; i < project.editions.count; i++) {
        const Edition *edition = &project.editions.list[i];
        listen_at(w, arena, edition->programme);
        listen_at(w, arena, edition->picked ? edition->layout_path : NULL);
        if (edition->look)
            listen_to_paths(w, arena, &edition->look->files);
    }
    for (int i = 0; i < w->choice->fonts.count; i++)
        listen_at(w, arena, w->choice->fonts.list[i]);
    for (int i = 0; i < arguments->operand_count; i++)
        if (strchr(arguments->operands[i], '/'))
            listen_at(w, arena, arguments->operands[i]);
    listen_at(w, arena, arguments->since);
    arena_free(arena);
}

/* -- events ------------------------------------------------------------------------ */

/* Hidden files and backups are the editor's own. */
static bool matters(const struct inotify_event *event)
{
    size_t length = event->len ? strlen(event->name) : 0;
    if (event->mask & (IN_IGNORED | IN_UNMOUNT))
        return false;
    if ((event->mask & IN_CREATE) && !(event->mask & IN_ISDIR)) /* it will be closed */
        return false;
    return length == 0 || (event->name[0] != '.' && event->name[length - 1] != '~');
}

/* Takes in what has happened. True if it matters; *moved: a folder came or went. */
static bool take_events(Watch *w, bool *moved)
{
    _Alignas(struct inotify_event) char bytes[16384];
    bool found = false;
    ssize_t length = read(w->events, bytes, sizeof bytes);
    for (ssize_t at = 0; at < length;) {
        const struct inotify_event *event = (const struct inotify_event *)(bytes + at);
        found |= matters(event);
        *moved |= (event->mask & (IN_ISDIR | IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
        at += (ssize_t)(sizeof *event + event->len);
    }
    return found;
}

/* -- builds ------------------------------------------------------------------------ */

static bool begin_build(Watch *w)
{
    fflush(stdout);
    w->child = fork();
    if (w->child < 0) {
        fprintf(stderr, "zonebrief: cannot fork: %s\n", strerror(errno));
        w->child = 0;
        return false;
    }
    if (w->child == 0) {
        close(w->events);
        close(w->signals);
        sigprocmask(SIG_SETMASK, &w->before, NULL);
        int status = w->build(w->arguments);
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
    if (WIFSIGNALED(status) && !w->ending)
        fprintf(stderr, "zonebrief: the build was ended by a signal: %s\n",
                strsignal(WTERMSIG(status)));
    if (!w->pending) /* now there is time */
        listen_to_project(w);
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
    struct pollfd ends[2] = {{w->events, POLLIN, 0}, {w->signals, POLLIN, 0}};
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
            listen_to_project(w);
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
    w->events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    return w->signals >= 0 && w->events >= 0;
}

int watch_run(const Arguments *arguments, const char *path, const ProjectChoice *choice,
              WatchBuild build)
{
    Watch w = {.arguments = arguments,
               .path = path,
               .choice = choice,
               .build = build,
               .events = -1,
               .signals = -1};
    int status = EXIT_ENVIRONMENT;
    if (open_ends(&w)) {
        listen_to_project(&w);
        if (!arguments->quiet)
            fprintf(stderr, "zonebrief: watching %d folders; Ctrl-C ends\n", w.folders);
        status = watch_on(&w);
    } else
        fprintf(stderr, "zonebrief: cannot watch: %s\n", strerror(errno));
    if (w.events >= 0)
        close(w.events);
    if (w.signals >= 0)
        close(w.signals);
    sigprocmask(SIG_SETMASK, &w.before, NULL);
    return status;
}
