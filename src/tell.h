/* tell.h - facts in plain words or as JSON, for the terminal: the commands
 * diff and query. */
#ifndef TELL_H
#define TELL_H

#include "brief/project.h"

/* What changed between two fact files, or two folders of them; as text, or
 * with `json` as JSON. Returns as diff(1): 0 the same, 1 different, 2 trouble. */
int tell_diff(Job *job, const Project *project, Lang lang, const char *before, const char *after,
              bool json);

/* The facts that match ZONE/PATTERN, where the pattern (with * and ?) is of an
 * id or a measure, and ZONE may be a pattern too; as a table, or as JSON.
 * Returns 0 if there are any, 1 if not, 2 for trouble. */
int tell_query(Job *job, const Project *project, Lang lang, const char *query, bool json);

#endif
