/* units.h - reads a file of words that no line break parts from a number. */
#ifndef BRIEF_UNITS_H
#define BRIEF_UNITS_H

#include "text/units.h"
#include "json/json.h"

/* Adds the words of the file `root` (NULL: nothing) to `units`:
 *
 *     {"before": {"*": ["RMB"], "ja": ["第"]}, "scale": {"zh-Hans": ["亿"]}, "after": {...}}
 *
 * "*" stands for every language. Faults go to job->diag. */
void units_read(Job *job, const Json *root, Units *units);

#endif
