/* job.h - what every stage of one brief is handed. */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include "base/arena.h"
#include "base/diag.h"

typedef struct {
    Arena *arena; /* frees all that the brief made */
    Diag *diag;
} Job;

#endif
