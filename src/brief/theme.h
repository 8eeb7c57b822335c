/* theme.h - reads a theme file: page, colours, faces, styles. */
#ifndef BRIEF_THEME_H
#define BRIEF_THEME_H

#include "base/path.h"
#include "layout/theme.h"
#include "json/json.h"

/* Where face files are looked for, in this order. Borrowed. */
typedef struct {
    const char *const *list;
    int count;
    const char *root; /* of the project, whose own folder is the first */
} FontFolders;

/* Checks the theme's shape and loads the faces it names, all in job->arena. `absent` is
 * given the paths at which a face was looked for before it was found.
 * False after
 * a report, at the face's place in the theme: E401, E402 if the machine has it not. */
bool theme_load_faces(Job *job, const JsonFiles *files, const Json *root,
                      const FontFolders *folders, Faces *faces, Paths *absent);

/* The theme as it is for a language: a style's "cjk" part counts for Chinese
 * and Japanese, and a part under a language's tag for that language. Faults go to job->diag. */
/* `base`, the theme of a language, with `styles` laid over its own: an object
 * of styles by name, of a block or a command line. Faults go to job->diag. */
const Theme *theme_with(Job *job, const JsonFiles *files, const Json *root, const Faces *faces,
                        const Theme *base, const Json *styles, Lang lang);

Theme *theme_read(Job *job, const JsonFiles *files, const Json *root, const Faces *faces,
                  Lang lang);

#endif
