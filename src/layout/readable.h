/* readable.h - whether those who do not see the page are told what it says.
 *
 * What PDF/UA-1 (ISO 14289-1) asks for and only data and layout can give is
 * looked at once a brief is set:
 *
 *     E701  headings begin with level 1 and skip none (7.4.2)
 *     E702  a table has header cells that say something (7.5)
 *     E703  a link says what is there (7.18.5)
 *
 * That pictures have words is looked at where they are read (E508).
 */
#ifndef LAYOUT_READABLE_H
#define LAYOUT_READABLE_H

#include "base/job.h"
#include "layout/frame.h"

/* Reports to job->diag each fault of `document`, which has its structure and
 * pages, at the JSON value of the heading, table or link. */
void readable_check(Job *job, const Document *document);

#endif
