/* trend.h - how a figure came about: the small line of all dated figures like it.
 *
 * Alike are the zone's known numbers of the same measure, scope, part, basis and
 * unit, of whatever status; not what is said to be distinct from another, nor
 * parts of another fact. The line is drawn in columns of tables ("field":
 * "trend"); elsewhere its words stand.
 */
#ifndef BRIEF_TREND_H
#define BRIEF_TREND_H

#include "brief/write.h"

/* The figures alike, `fact` among them, by day, the latest 60; none if it is no
 * dated figure. writer->zone is the fact's. */
const Fact **trend_alike(Writer *writer, const Fact *fact, int *count);

/* One piece with the Trend, whose words tell each figure with its date and status
 * (label "chart.alt.trend"), then the marks of all their sources. The latest 60
 * count; empty if they are not of two days at least. */
Text trend_write(Writer *writer, const Fact *fact);

#endif
