/* theme.h - reads a theme file: page, colours, styles. Its faces are loaded before
 * (theme_faces.h). */
#ifndef BRIEF_THEME_H
#define BRIEF_THEME_H

#include "brief/theme_faces.h"
#include "layout/theme.h"

/* The theme as it is for a language: a style's "cjk" part counts for Chinese and Japanese, and
 * a part under a language's tag for that language. Faults go to job->diag. In job->arena. */
Theme *theme_read(Job *job, const JsonFiles *files, const Json *root, const Faces *faces,
                  Lang lang);

/* `base`, the theme of a language, with `styles` laid over its own: an object of styles by
 * name, of a block or a command line. Faults go to job->diag. */
const Theme *theme_with(Job *job, const JsonFiles *files, const Json *root, const Faces *faces,
                        const Theme *base, const Json *styles, Lang lang);

#endif
