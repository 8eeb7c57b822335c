/* progress.h - how far a run is: one line of a terminal, written over. */
#ifndef BATCH_PROGRESS_H
#define BATCH_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool shown;      /* standard error is a terminal, and is not to be left alone */
    bool coloured;   /* NO_COLOR is not set */
    bool drawn;      /* the line is there now */
    int all;         /* briefs */
    int64_t started; /* milliseconds */
    int64_t drawn_at;
} Progress;

/* A line for so many briefs; none if `quiet`, or nobody would see it. */
Progress progress_begin(int all, bool quiet);

/* Draws it: so many are done with, of which so many have failed. Not more than
 * some ten times a second. */
void progress_draw(Progress *progress, int done, int failed);

/* Takes it away, for something else is to be printed. */
void progress_clear(Progress *progress);

#endif
