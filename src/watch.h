/* watch.h - the command watch: builds again whenever something is saved.
 *
 * What is to be made is decided by the manifest, by content (fresh.h): watch
 * only says when to look. It listens to folders, not to files, for editors save
 * by putting a new file in the old one's place: to all folders below that of
 * the project, where pictures may be anywhere, and to those of all other files
 * that it names (listen.h). A build runs in a process of its own, so that whatever
 * ends it does not end the watch. Products are replaced as ever: whole, or, with
 * an error, not at all.
 *
 * What all briefs share - terms, themes, faces, dictionaries - is read by the
 * watch itself, and anew once anything but a zone file was saved. A build has it
 * from there, as workers have it from a build: after the save of a zone nothing
 * is read but that zone and what it shows.
 *
 * A save while a build runs ends that build: what it was to make is old.
 *
 * Between builds a process stands by: it has set the zones that were saved last,
 * so that their words, breaks and faces are in its memory, and is the next build.
 * If a save comes before it is ready, or anything but a zone was saved, it is
 * ended, and a new process builds. What it sets may be hostile: it has the memory and the
 * time of a worker, and if it dies, sooner or later, a new process builds what was saved.
 */
#ifndef WATCH_H
#define WATCH_H

#include "args.h"

/* What a build is given. */
typedef struct {
    Job *job;               /* that has read the project */
    const Project *project; /* NULL: it has faults, which are to be told */
    bool held;              /* it was so at the last build, too */
} WatchState;

/* What a watch does. */
typedef struct {
    /* Carries a command line out and returns the exit status. */
    int (*build)(const Arguments *arguments, const WatchState *state);
    /* Makes ready to build, in the process that will. */
    void (*warm)(const Arguments *arguments, const WatchState *state);
} WatchWork;

/* Builds, now and after each save, until a signal ends it; returns 128 and the
 * signal's number, or EXIT_ENVIRONMENT after a message. `choice` is what
 * `arguments` say of the project at `path`. */
int watch_run(const Arguments *arguments, const char *path, const ProjectChoice *choice,
              WatchWork work);

#endif
