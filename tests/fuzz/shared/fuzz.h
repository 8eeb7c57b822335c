/* fuzz.h - what the targets share.
 *
 * A target is a file tests/fuzz/NAME.c with the entry points of libFuzzer. It
 * is built twice: by clang with libFuzzer (`make fuzz`), which looks for new
 * inputs, and with replay.c in its place (`make test`), which goes through
 * those that are kept. The working folder is the repository's root.
 *
 * A fault is a crash, a report of a sanitizer, or fuzz_fail: what the target
 * says must hold.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "brief/project.h"

/* -- libFuzzer's names ------------------------------------------------------------- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Changes data[0..size) in place, to at most `room` bytes; the new size. The
 * first is libFuzzer's or replay.c's, for any bytes; the second may be a
 * target's own. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);

/* -- for all targets --------------------------------------------------------------- */

/* Says what does not hold, and aborts. */
_Noreturn void fuzz_fail(const char *what);

#define FUZZ_HOLDS(condition)                                                                      \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fuzz_fail(#condition);                                                                 \
    } while (0)

/* Where dumps and reports go: they are made, and not kept. With FUZZ_SAYS in
 * the environment, standard error. */
FILE *fuzz_nowhere(void);

/* -- a project to stand in --------------------------------------------------------- */

/* tests/golden/project, read once a process; its locales are opened anew every
 * few hundred calls, as they keep what they have shaped. */
const Project *fuzz_project(void);

#define CASE_ZONES 4

/* One input of the targets `check` and `brief`: a zone file that carries its
 * own layout, as the goldens do (run.py), and besides
 *
 *     "$terms", "$sources", "$theme"   laid over those of the project (RFC 7396)
 *     "$units"                         a file of units
 *     "$project"                       a project file, which is only looked at
 *     "$before"                        an older state of the zone
 *     "$beside"                        the first two of "$langs" stand side by side
 *     "$faces"                         the theme's faces are loaded anew
 */
typedef struct {
    Job job;
    JsonFiles *files;
    Project project;  /* the shared one, with what the input lays over it; its first
                         edition has the look */
    Lang lang, right; /* right: LANG_NONE if there is but one */
    const Zone *zone;
    const Zone *compared[CASE_ZONES];
    int compared_count;
    const Changes *changes;
    const Json *layout;
} Case;

/* Reads the input into `arena`, as the program does: what comes later is not
 * read if there are errors. Faults are in job.diag; false if nothing can be
 * expanded. */
bool case_read(Case *one, Arena *arena, Str text);

/* Expands the layout over the zone in `lang`. Of `writer`, `cited` and `right`
 * are taken as they are. */
BlockTree case_expand(Case *one, Lang lang, Writer *writer);

/* Prints what was reported, to nowhere. */
void case_print(const Case *one);

/* -- mutations of JSON ------------------------------------------------------------- */

/* A value of data[0..size) is taken out, doubled, put in another's place, or
 * replaced by something odd; bytes alone are changed now and then. */
size_t fuzz_mutate_json(uint8_t *data, size_t size, size_t room, unsigned seed);

#endif
