/* charting.h - a chart in the making, which the parts of chart.c share. */
#ifndef BRIEF_CHARTING_H
#define BRIEF_CHARTING_H

#include "brief/write.h"
#include "layout/chart.h"

/* All but `chart` is borrowed. */
typedef struct {
    Writer *w;
    const Fact *const *facts;
    int count;
    bool says;
    bool compares; /* facts of other zones than the brief's: one each, or a line of them */
    ChartSide categories, series;
    bool time; /* categories are places on an axis of time */
    Block *block;
    Chart *chart;
} Charting;

#endif
