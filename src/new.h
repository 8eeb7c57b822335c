/* new.h - the command new: files to begin with, that build as they are. */
#ifndef NEW_H
#define NEW_H

#include <stddef.h>

#include "base/job.h"

typedef struct {
    const char *sort;    /* "project", "zone", "layout" or "theme" */
    const char *name;    /* a-z, 0-9 and -: of the file, or of the project's folder */
    const char *root;    /* of the project at hand; NULL: see place_project */
    const char *project; /* the project at hand; NULL: none */
    const char
        *fonts; /* of a new project: where its faces are copied from; NULL: the one at hand */
} NewAsked;

/* A file of src/new/, collected by the build: what a new one begins as. Words
 * between @ are replaced. */
typedef struct {
    const char *name;         /* "zone" */
    const char *const *lines; /* without their ends; ended by NULL */
} Start;

/* Ended by a NULL name. */
extern const Start STARTS[];

/* Writes the file, or the folder of a project, and says so on standard error.
 * Nothing that is there is overwritten. Returns the exit status. */
int new_write(Job *job, const NewAsked *asked);

#endif
