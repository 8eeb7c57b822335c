/* listen.h - which folders a watch listens to: those of all files that briefs
 * are made of, wherever they are, and of those that are named but not there.
 *
 * That is all that the project names, and, of what layouts and themes name
 * (pictures, maps), the folder even if the file cannot be had: where it will be
 * put is where it is looked for. Besides, all below the project's own folder.
 */
#ifndef LISTEN_H
#define LISTEN_H

#include <sys/inotify.h>
#include <sys/stat.h>

#include "args.h"

typedef struct {
    int events;      /* inotify's descriptor */
    int last;        /* the number of the last folder, from 1: folders are never forgotten */
    int zones;       /* the number of the folder of zone files; -1: others are in it, too */
    struct stat out; /* the folder of products, which is not listened to */
} Listen;

/* Listens to the folders of `project`, as far as it could be read, and of
 * what `arguments` name. True if one of them was not listened to before:
 * what was saved in it until now has not been heard of. */
bool listen_to_project(Listen *listen, const Project *project, const Arguments *arguments);

/* May the event concern anything that briefs are made of? Hidden files and
 * backups are the editor's own. */
bool listen_matters(const struct inotify_event *event);

/* Does it concern a zone file, or one that nothing names, as editors make them? */
bool listen_is_zone(const Listen *listen, const struct inotify_event *event);

#endif
