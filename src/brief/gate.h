/* gate.h - what stops or warns although every file is well formed. */
#ifndef BRIEF_GATE_H
#define BRIEF_GATE_H

#include "brief/model.h"

/* W102 for each actual figure older than `stale_after` (a number of months, or
 * NULL) before the zone's date; W103 for each plan or target whose period has
 * passed by then without an actual figure of the same measure and scope. */
void gate_zone(Job *job, const JsonFiles *files, const Zone *zone, const Json *stale_after);

/* W101 for each source whose id is not in `cited`. */
void gate_sources(Job *job, const Sources *sources, const Map *cited);

#endif
