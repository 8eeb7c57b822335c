/* watch.h - the command watch: builds again whenever something is saved.
 *
 * What is to be made is decided by the manifest, by content (fresh.h): watch
 * only says when to look. It listens to folders, not to files, for editors save
 * by putting a new file in the old one's place: to all folders below that of
 * the project, where pictures may be anywhere, and to those of all other files
 * that it names. A build runs in a process of its own, as if it had been called
 * from the command line; so it reads all anew, and whatever ends it does not end
 * the watch. Products are replaced as ever: whole, or, with an error, not at all.
 *
 * A save while a build runs ends that build: what it was to make is old.
 */
#ifndef WATCH_H
#define WATCH_H

#include "args.h"

/* Carries a command line out and returns the exit status. */
typedef int (*WatchBuild)(const Arguments *arguments);

/* Builds by `build`, now and after each save, until a signal ends it; returns
 * 128 and the signal's number, or EXIT_ENVIRONMENT after a message. `choice` is
 * what `arguments` say of the project at `path`. */
int watch_run(const Arguments *arguments, const char *path, const ProjectChoice *choice,
              WatchBuild build);

#endif
