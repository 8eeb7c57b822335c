/* chart_time.h - charts whose categories are places on an axis of time. */
#ifndef BRIEF_CHART_TIME_H
#define BRIEF_CHART_TIME_H

#include "brief/charting.h"

/* Fills in from when to when each point is; false after E606, for a fact without date. */
bool chart_find_days(const Charting *charting);

/* False after E602: an axis of many centuries would show each point at one of its ends. */
bool chart_check_span(const Charting *charting);

/* Sorts points, and `facts` with them, by time: that is their order on the axis, and in the
 * table. */
void chart_sort_by_time(Charting *charting, const Fact **facts);

/* Years under the axis; months, if there are no more than two years of them and no point is of
 * a whole year. */
void chart_make_bands(Charting *charting);

#endif
