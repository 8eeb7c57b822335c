/* confine.h - takes from workers what setting a brief never needs. */
#ifndef BATCH_CONFINE_H
#define BATCH_CONFINE_H

#include <stdbool.h>

/* What workers may touch: of a folder, all that is below it. */
typedef struct {
    const char *const *reads; /* files and folders; one that is not there is passed over */
    int read_count;
    const char *writes; /* a folder; NULL: they write no file */
} Reach;

/* Made once, for workers to put on. */
typedef struct {
    int files;        /* descriptor of Landlock's rules; -1: any file may be opened */
    bool calls;       /* system calls are sifted */
    const char *note; /* one line: what the kernel, or this program, lacks; NULL: nothing */
} Confinement;

/* To be called by the parent; what it opens, confine_release closes. */
Confinement confine_prepare(const Reach *reach);
void confine_release(Confinement *confinement);

/* Confines the process that calls it, for the rest of its life. False, with
 * errno set, if the kernel refuses; then it may be confined in part. */
bool confine_enter(const Confinement *confinement);

#endif
