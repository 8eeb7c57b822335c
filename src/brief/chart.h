/* chart.h - facts become the points of a chart.
 *
 * Each point has a category and a series, told by a side of its fact (label,
 * scope, date, status): facts with the same words there are of one category.
 * What neither says, and is not the same in all facts, stands in brackets
 * behind the value, so that no chart compares unlike things in silence; what
 * is the same in all stands in the subtitle. A status other than actual is
 * always said in one of these places, unless the block's title does (`says`).
 *
 * Refused, at the fact: values that are no numbers (E602), another unit than
 * the first fact's (E601), two figures in one place that are not two sources
 * on the same thing (E603), what must not be summed in a donut or a stack
 * (E117, E604), more series than patterns (E605), no date on an axis of time
 * (E606).
 */
#ifndef BRIEF_CHART_H
#define BRIEF_CHART_H

#include "brief/write.h"

/* Fills block->chart and the entries, one a point, in the order of `facts`;
 * no entries if there is nothing to draw, or after a report. */
void chart_expand(Writer *writer, const Fact *const *facts, int count, bool says, Block *block);

/* The same for progress: each planned or target figure beside the latest actual
 * one of the same measure, scope and part. */
void chart_expand_progress(Writer *writer, const Fact *const *facts, int count, Block *block);

#endif
