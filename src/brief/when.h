/* when.h - the conditions under which a layout shows a block.
 *
 *     {"pointer": "/remark"}      the zone file has it, and it is not null
 *     {"fact": "area"}            the zone has a fact of that id
 *     {"lang": ["de", "en"]}      the brief is in one of these languages
 *     {"not": condition}  {"any": [condition, ...]}  {"all": [condition, ...]}
 *
 * There is nothing to compare or reckon with: what a brief says is data.
 */
#ifndef BRIEF_WHEN_H
#define BRIEF_WHEN_H

#include "brief/named.h"
#include "brief/write.h"

extern const JsonShape WHEN_SHAPE;

/* Checks a condition of a layout, once for all its briefs: faults of its shape,
 * and languages that are not among `langs` (E014), go to job->diag. What it
 * names in zone files is added to `names`. */
void when_check(Job *job, const Json *condition, const Langs *langs, NamedList *names);

/* Does the condition hold? One with faults does not. */
bool when_holds(const Writer *writer, const Json *condition);

#endif
