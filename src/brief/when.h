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

#include "brief/write.h"

extern const JsonShape WHEN_SHAPE;

/* Does the condition hold? Faults of its shape go to job->diag; it then does
 * not hold. */
bool when_holds(Writer *writer, const Json *condition);

#endif
