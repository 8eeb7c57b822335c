/* notice.h - reports with their places, ready to be shown.
 *
 * A Report is about a value of a file that is in memory; a Notice is the same
 * with file, line and excerpt beside it. It can be handed to another process,
 * kept in a manifest, and printed when its turn has come.
 */
#ifndef BASE_NOTICE_H
#define BASE_NOTICE_H

#include "base/buf.h"
#include "base/diag.h"

typedef struct {
    Code code;
    Place place;
    const char *message, *label, *help; /* the last two may be NULL */
    int order;                          /* set by notices_add */
} Notice;

typedef struct {
    Arena *arena;
    Notice *list;
    int count, room;
} Notices;

typedef enum { NOTICE_HUMAN, NOTICE_SHORT, NOTICE_JSON, NOTICE_SARIF } NoticeForm;

void notices_init(Notices *notices, Arena *arena);

/* Adds a notice; its strings are borrowed. */
void notices_add(Notices *notices, const Notice *notice);

/* The reports of `diag` as notices, located by `locate` (as in diag_print). */
void notices_add_diag(Notices *notices, const Diag *diag, DiagLocate locate, const void *files);

/* By file, line and column, those of one place by code and message, so that the order
 * is that of no run; of equal ones the first is kept. */
void notices_sort(Notices *notices);

bool notice_is_error(const Notice *notice);

/* Writes one notice: as a compiler does, in several lines and an empty one; in
 * one line; or as a JSON object in one line. */
void notice_write(Buf *out, const Notice *notice, NoticeForm form);

/* Where notices of a run go, one list after the other. */
typedef struct {
    NoticeForm form;
    int count; /* printed so far */
} NoticePrinter;

/* Sorts the notices and prints them: for people on standard error, for
 * programs on standard output. */
void notices_print(NoticePrinter *printer, Notices *notices);

/* The same in two steps, for many lists at once: each is written, then all are printed. */
void notices_write(NoticePrinter *printer, Buf *out, Notices *notices);
void notices_put(const NoticePrinter *printer, const Buf *out);

/* The same of a list of reports. */
void diag_tell(NoticePrinter *printer, const Diag *diag, DiagLocate locate, const void *files);

/* What stands behind the last one: the end of a SARIF file, which has a
 * beginning even if it has nothing else. */
void notices_end(NoticePrinter *printer);

#endif
