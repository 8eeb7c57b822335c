/* gather.h - what workers say of all zones, brought in order.
 *
 * What is said of a zone is kept until all zones before have had their turn,
 * so that neither the order nor a byte of what is printed depends on how many
 * workers there are. A brief that is fresh has its warnings from the manifest.
 */
#ifndef GATHER_H
#define GATHER_H

#include "args.h"
#include "batch/progress.h"
#include "plan.h"
#include "run.h"
#include "said.h"

/* What was said of a brief. */
typedef struct {
    bool said, good;
    ManifestEntry made; /* length 0: nothing was written */
    Str warnings;       /* JSON array */
} GatherBrief;

/* What was said of a zone. */
typedef struct {
    Arena *arena;     /* of what is to be printed; freed when it has been; NULL: nothing is */
    Notices *notices; /* of the zone, and then of each brief; sorted when printed */
    Buf reports;      /* whole lines for standard output */
    Buf lines;        /* whole lines, behind the notices */
    GatherBrief *briefs;
    SaidZone zone;
    bool heard; /* it was begun */
    bool over;
} GatherZone;

typedef struct {
    Arena *arena;
    const RunOptions *options;
    const Arguments *arguments;
    const Plan *plan;
    GatherZone *zones;        /* by number in the plan */
    int shown;                /* zones */
    int built, fresh, failed; /* briefs */
    bool faulty;              /* a zone or a layout has errors, of which no brief need fail */
    bool environment;         /* a failure was the machine's */
    bool lost;                /* a worker has died */
    NoticePrinter *printer;
    Progress progress;
} Gather;

/* What is known of the zone: said now, or kept from before; not sound: nothing. */
SaidZone gather_zone(const Gather *gather, int task);

/* What was said of the brief; NULL: nothing. */
const GatherBrief *gather_brief(const Gather *gather, int task, int step);

/* Takes the zones of the plan through the stages. Returns what pool_run does,
 * having told a failure of its own. */
int gather_run(Gather *gather);

#endif
