/* fact.h - one fact of a zone file, for zone.c. */
#ifndef BRIEF_FACT_H
#define BRIEF_FACT_H

#include "brief/model.h"

typedef struct {
    Job *job;
    const JsonFiles *files;
    const Terms *terms;
    const Sources *sources;
    const Langs *langs;
} FactReader;

/* Reads `root` into `fact`, all but the facts it names. False if it cannot be used. */
bool fact_read(FactReader *reader, const Json *root, Fact *fact);

/* Reads who says something; E101 if there is no such source. `what` names it for people:
 * "fact \"area\"". */
bool citation_read(FactReader *reader, const char *what, const Json *value, Citation *citation);

/* The same of a list; E102 if it is empty. */
Citation *citations_read(FactReader *reader, const char *what, const Json *list, int *count);

/* What such an entry may hold. */
extern const JsonShape CITATION_SHAPE;

/* "planned"; keys of terms /statuses and /comparators. */
const char *status_word(Status status);
const char *comparator_word(Comparator comparator);

/* The words a fact's category may be, ended by NULL. */
extern const char *const FACT_CATEGORIES[];

#endif
