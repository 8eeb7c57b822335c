/* build.h - the commands build and check: all briefs of a run, by workers.
 *
 * The parent plans (plan.h) and prints; workers build (run.h). What they say
 * is kept until all zones before have had their turn, so that neither the
 * order nor a byte of what is printed depends on how many workers there are.
 */
#ifndef BUILD_H
#define BUILD_H

#include "args.h"

/* Is there nothing for the command to do, in a project at `path`? Then it has
 * been said, and what warnings there are again, to `printer` (NULL: nothing is said).
 * Looks at bytes alone, and reads no more than it must; nothing of
 * what `known` (or NULL) has the hash of. */
bool build_is_done(const Arguments *arguments, const char *path, const FileHashes *known,
                   NoticePrinter *printer);

/* Returns the exit status; or 128 and the number of the signal that ended it. */
int build_run(Job *job, const Arguments *arguments, const Project *project, Langs langs,
              NoticePrinter *printer);

/* Sets the zones that were saved last, and tells and writes nothing: the process
 * knows their texts and faces then, and builds them sooner. */
void build_warm(Job *job, const Arguments *arguments, const Project *project, Langs langs);

#endif
