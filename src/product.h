/* product.h - takes one brief of a zone that has been read through the stages:
 * expand, layout, write.
 */
#ifndef PRODUCT_H
#define PRODUCT_H

#include "run.h"
#include "said.h"

/* A zone in a worker, and what its briefs have in common. For a brief, job, shown
 * and edition are the brief's own. */
typedef struct {
    const RunOptions *options;
    const PlanZone *plan;
    RecordWriter *to;
    int told; /* how many of the zone's reports are said */
    Job *job;
    JsonFiles *files;
    const Zone *zone;
    const Edition *edition;
    const Zone **compared; /* of a programme's brief: all zones */
    int compared_count;
    const Changes *changes; /* since options->since; NULL: not asked for */
    Pictures *pictures;     /* that the zone's blocks show */
    Str packed;             /* the zone file, for its products */
    Map *shown;             /* facts that the brief prints */
    Map *cited;             /* ids of the sources that the zone or a brief of it cites */
    bool broken;            /* the machine failed: it cannot be built, which has been said */
} ZoneRun;

/* Makes the brief, and writes it if it has no errors, unless the options say
 * otherwise, as they must for zone_unknown. What was made is in *result. False if it has
 * errors, or cannot be written: then what was under its name is still there. */
bool product_make(const ZoneRun *run, const PlanBrief *brief, SaidBrief *result);

/* Says that the machine failed at `what`. */
void product_fail(const ZoneRun *run, const char *what, const char *why);

/* The map's values, which are texts, as a JSON array, sorted. */
Str product_values(Arena *arena, const Map *texts);

#endif
