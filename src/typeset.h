/* typeset.h - block trees to pages, in as many passes as it takes.
 *
 * Three things are not known before all is set:
 *
 * - how tight: the least tightness at which the pages are no more than the
 *   budget allows is found by doubling and bisection (budget.h). Pages might,
 *   for once, be more at a greater tightness; what is found has been tried, and
 *   fits, and one less does not. A last page that is hardly begun is saved in the
 *   same way, if it can be.
 * - where page one ends, if it has a measure or columns of its own: all is set
 *   as if every page were such a one, which tells what is on it; what follows,
 *   and the rest of the block that it ends in (astride.h), is then set for its
 *   own pages.
 * - the pages of headings, for a table of contents: all is set once without
 *   them. They take no room of their own, so that they move nothing.
 *
 * Each pass is a trial in an arena of its own, whose faults are not told; the
 * last is the one that counts. The alternative, to mend what has been set,
 * would be faster and would have to be right in every kind.
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
    bool untagged; /* as Structure has it */
    Budget budget;
} Copy;

/* How the copy fits. */
typedef struct {
    Budget budget; /* resolved */
    int tightness;
    int pages;
    Len left;  /* free on the last page */
    Len depth; /* of that page's text area */
    Len over;  /* height of what stands behind the last page allowed */
    Len total; /* height of all */
} Fit;

typedef struct {
    Setting setting; /* as it was set: its theme is as tight as it became */
    const Structure *structure;
    Pages pages;
    Fit fit;
} Typeset;

/* Sets the copy. Faults go to job->diag; E310 if the budget cannot be kept. */
Typeset typeset_copy(Job *job, const Copy *copy);

/* Draws over each page how it came about (overlay.h). */
void typeset_overlay(Job *job, Typeset *typeset, DumpPointer pointer, const void *files);

#endif
