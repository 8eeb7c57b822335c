/* named.h - what a layout names that only zone files can tell.
 *
 * A condition or a selection that names a fact hides its block in the zones
 * that lack the fact: that is what it is for. But a name that no zone of the
 * edition has is a slip, and would hide the block for ever without a word. So
 * the names of a layout are collected first, then struck out zone by zone as
 * they are met, and what is left is reported. Reading can stop as soon as none
 * is left, which is mostly after a file or two.
 *
 * A zone that cannot be read may have any name: then what is left is only
 * suspected.
 */
#ifndef BRIEF_NAMED_H
#define BRIEF_NAMED_H

#include "base/job.h"
#include "base/map.h"
#include "json/json.h"

/* A fact by its id, or a value by a JSON Pointer. */
typedef struct {
    const Json *value; /* of the layout */
    bool is_pointer;
    size_t depth; /* bytes of the pointer that lead somewhere in some zone */
    Map keys;     /* what could follow there */
} Named;

typedef struct {
    Arena *arena;
    Named *left; /* not met yet */
    int count, room;
    Map facts; /* ids of the facts met so far */
} NamedList;

void named_init(NamedList *list, Arena *arena);

/* Adds the fact that the string names; the strings of an array; no others. */
void named_add_facts(NamedList *list, const Json *value);

/* Adds the place that the string, a pointer, leads to. E114 if it is none;
 * E124 if it begins with a key that zone files do not have. */
void named_add_pointer(NamedList *list, Job *job, const Json *value);

/* Strikes out what the zone file has. It need not be free of faults. */
void named_meet(NamedList *list, const Json *zone);

/* E124 for each name that is left; W124 if it is only suspected: `all_read` is
 * false, or the pointer begins with a key that a zone file may have, and none does. */
void named_report(const NamedList *list, Job *job, bool all_read);

#endif
