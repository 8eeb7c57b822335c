/* locator.h - positions of zones, and map files with the land around them.
 *
 * A map file has outlines of land within its bounds:
 *
 *     {"source": {"id": "natural-earth"},
 *      "bounds": {"west": 95, "east": 150, "south": 15, "north": 50},
 *      "land": ["14055 5000 -9 -9 6 -31"]}
 *
 * Each outline is a string of whole hundredths of a degree: longitude and latitude of its first
 * point, then the way to each next one. `places` are further ones to show for orientation.
 */
#ifndef BRIEF_LOCATOR_H
#define BRIEF_LOCATOR_H

#include "brief/fact.h"
#include "brief/write.h"
#include "layout/locator.h"

/* What a position may hold. */
extern const JsonShape POSITION_SHAPE;

/* The zone's position; NULL after a report. */
const Placed *position_read(FactReader *reader, const Json *root);

/* The map file that `name` leads to from the file it stands in, with the zone on it, or all that
 * are compared; NULL after a report, or if no zone has a position. */
const Locator *locator_bind(Writer *writer, const Json *name);

#endif
