/* chart_say.h - charts in words: values, the alternative text, the line of sources, faults.
 *
 * Texts live in job->arena; facts are borrowed.
 */
#ifndef BRIEF_CHART_SAY_H
#define BRIEF_CHART_SAY_H

#include "brief/write.h"

/* The value with its source marks, which no line end parts in so few words. */
void chart_write_value(Writer *writer, const Fact *fact, Pieces *out);

/* `text` behind a comma, if there is something before it. */
void chart_write_listed(Writer *writer, Text text, Pieces *out);

/* "Sources: The Paper[1]; Zone Bureau[2]": each that the facts cite, once. */
Text chart_sources(Writer *writer, const Fact *const *facts, int count);

/* The alternative text by label "chart.alt.KIND", and the line of sources. */
void chart_finish(Writer *writer, const Fact *const *facts, int count, Block *block);

/* "Planned"; of actual facts too, which elsewhere go without a word. */
Text chart_status(Writer *writer, const Fact *fact);

/* Reports "ID message" at the fact. */
void chart_report(Writer *writer, Code code, const Fact *fact, const char *message,
                  const char *help);

#endif
