/* typeset.h - block trees to pages, in as many passes as it takes.
 *
 * Where page one has a measure or columns of its own, all is first set as if
 * every page were such a one; which block the page turns in is then known, and
 * what follows it is set anew for its own pages.
 */
#ifndef TYPESET_H
#define TYPESET_H

#include "layout/dump.h"
#include "layout/page.h"

/* What is to be set: one tree, or two of one layout side by side. */
typedef struct {
    const BlockTree *trees[2];
    const Theme *themes[2];
    Locale *locales[2];
    int count;
} Copy;

typedef struct {
    const Structure *structure;
    Pages pages;
} Typeset;

/* Sets the copy. Faults go to job->diag. */
Typeset typeset_copy(Job *job, const Copy *copy);

/* Draws over each page how it came about (overlay.h). */
void typeset_overlay(Job *job, const Copy *copy, Typeset *typeset, DumpPointer pointer,
                     const void *files);

#endif
