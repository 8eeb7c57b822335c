/* diag.h - what is to be said to the person who wrote the data.
 *
 * A stage that finds a fault reports it here and carries on, so that one run
 * names every fault. A report says where by a Where: the number of the byte
 * that a JSON value begins at, among all that the run has read. It becomes file, line, column and
 * JSON Pointer only when printed, through a DiagLocate from json/.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/codes.h"
#include "base/str.h"

typedef int32_t Where;
#define WHERE_NONE (-1)

/* What of the value is meant. */
typedef enum { PART_VALUE, PART_KEY } Part;

typedef struct {
    Code code;
    Where where;
    Part part;
    int32_t at;          /* byte in the decoded string value, plus one; 0: the whole value */
    const char *file;    /* set only when there is no value to point to: path as given */
    size_t offset;       /* with file: byte in it */
    const char *message; /* what is wrong; names the thing, no final stop */
    const char *label;   /* under the excerpt: what stands there; may be NULL */
    const char *help;    /* how to mend it; may be NULL */
} Report;

typedef struct Diag Diag;

/* An empty list; it and copies of all strings reported live in `arena`. */
Diag *diag_new(Arena *arena);

/* Adds a report. The strings are copied. An equal report is kept once, but
 * counts every time: each brief that meets it has failed. Of errors, and of
 * warnings, LIMIT_FAULTS are kept, and one that says that there are more. */
void diag_add(Diag *diag, const Report *report);

/* From here on warnings count as errors. */
void diag_strict(Diag *diag);

/* How many reports were added, those that say the same again among them. */
int diag_added(const Diag *diag);

int diag_errors(const Diag *diag);

/* Is the machine at fault for any of the errors? */
bool diag_environment(const Diag *diag);

int diag_count(const Diag *diag);
const Report *diag_at(const Diag *diag, int index);

/* A place in a file, for printing. */
typedef struct {
    const char *file;    /* path as given; NULL: nowhere */
    int line, column;    /* from 1; the column counts characters */
    const char *pointer; /* JSON Pointer of the value, "" for the whole file, NULL: none */
    Str excerpt;         /* the line, without its end */
    int caret;           /* characters of the excerpt before the column */
    int width;           /* characters to underline, at least 1 */
} Place;

typedef Place (*DiagLocate)(const void *files, const Report *report, Arena *scratch);

/* Prints every report, sorted by file and position, as a compiler does:
 * headline, arrow, excerpt, help. `locate` is called with `files`. */
void diag_print(const Diag *diag, FILE *to, DiagLocate locate, const void *files);

#endif
