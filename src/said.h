/* said.h - the records in which a worker says what came of a zone. */
#ifndef SAID_H
#define SAID_H

#include "batch/manifest.h"
#include "batch/pool.h"
#include "json/json.h"

enum {
    SAID_NOTICE = RECORD_FIRST, /* a notice of a step, or of the zone */
    SAID_TROUBLE,               /* text: the machine is at fault, and how */
    SAID_REPORT,                /* text: what was asked about the brief, for standard output */
    SAID_BRIEF,                 /* a SaidBrief */
    SAID_ZONE                   /* a SaidZone, last */
};

/* What came of a brief. */
typedef struct {
    int step;           /* which of the zone's */
    bool good;          /* built, or, if nothing is to be written, without errors */
    ManifestEntry made; /* length 0: nothing was written. All but set and warnings */
} SaidBrief;

typedef struct {
    bool unwanted; /* it was named, and no edition is for it */
    bool sound;    /* its file has no faults */
    Hash hash;     /* of the file */
    Str cited;     /* JSON array: ids of the sources that its facts cite */
} SaidZone;

/* Says the reports of `diag` from the one of number *told on, which is moved
 * behind the last: a worker that dies in the next brief takes none along.
 * `step` is the brief's that they are of; -1: the zone's. */
void say_reports(RecordWriter *to, int step, const Diag *diag, const JsonFiles *files, int *told);
void say_trouble(RecordWriter *to, const char *what);
void say_brief(RecordWriter *to, const SaidBrief *brief);
void say_zone(RecordWriter *to, const SaidZone *zone);

/* What such a record holds, in `arena`. */
int said_notice(Record *record, Arena *arena, Notice *notice); /* returns its step */
SaidBrief said_brief(Record *record, Arena *arena);
SaidZone said_zone(Record *record, Arena *arena);

#endif
