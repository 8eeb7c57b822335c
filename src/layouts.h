/* layouts.h - what layouts name, against the zone files of their editions. */
#ifndef LAYOUTS_H
#define LAYOUTS_H

#include "zones.h"

/* Checks the conditions of every layout that is to be built (when.h), and
 * that some zone of the edition has what they and the selections name
 * (named.h): the zones of the project, and `zones` if they are others. Files
 * are read only if there is something to look for, and let go again. Returns
 * for each of the project's editions whether its layout has such a fault. */
const bool *layouts_check(Job *job, const Project *project, const ZoneFiles *zones);

#endif
