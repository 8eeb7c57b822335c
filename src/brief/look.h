/* look.h - a theme as briefs use it: what it extends, what is laid over it,
 * its faces, and how it is in each language.
 *
 * A theme file may name another that it `extends`: it is laid over that one as
 * RFC 7396 has it (json_merge), so that a brand is a file of the few values
 * that differ. The files and values of the command line come over it in the
 * same way, in the order given. Every value keeps its own place for faults.
 */
#ifndef BRIEF_LOOK_H
#define BRIEF_LOOK_H

#include "base/path.h"
#include "brief/terms.h"
#include "brief/theme.h"
#include "picture/picture.h"

/* What the command line changes of every theme. Borrowed. */
typedef struct {
    const char *theme; /* takes the place of the editions' themes; NULL: none */
    const char *const *patches;
    int patch_count; /* files */
    const char *const *sets;
    int set_count; /* "/pointer=json" each, which has been seen to */
} LookChanges;

typedef struct {
    const char *path;  /* of the theme file */
    const Json *patch; /* an edition's own, laid over it; NULL: none */
    Paths files;       /* names of all documents that it was made of */
    const Json *root;  /* all of them as one; NULL after faults */
    Faces faces;
    Paths absent;              /* faces that would be used instead, and are not there */
    Theme *themes[LANG_COUNT]; /* of the languages asked for */
} Look;

/* Reads the theme at `path`, with an edition's `patch` (or NULL) and then what
 * the command line lays over it, for `langs`;
 * its logo is one of `pictures`. Faults go
 * to job->diag, E121 among them for themes in a circle. */
Look *look_read(Job *job, JsonFiles *files, const char *path, const Json *patch,
                const LookChanges *changes, const FontFolders *folders, Pictures *pictures,
                const Langs *langs);

#endif
