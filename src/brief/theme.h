/* theme.h - reads a theme file: page, colours, faces, styles. */
#ifndef BRIEF_THEME_H
#define BRIEF_THEME_H

#include "layout/theme.h"
#include "json/json.h"

/* Checks the theme's shape and loads the faces it names from files in
 * `fonts_folder`, all in job->arena. False after reports, or with *why set
 * if a font file is missing: that is the machine's fault, not the data's. */
bool theme_load_faces(Job *job, const Json *root, const char *fonts_folder, Faces *faces,
                      const char **why);

/* The theme as it is for a language: a style's "cjk" part counts for Chinese
 * and Japanese, and a part under a language's tag for that language. Faults go to job->diag. */
/* The style "body" for a language, with `patch` (NULL: none), an object like
 * a style's, laid over it. */
void theme_style(Job *job, const JsonFiles *files, const Json *root, const Faces *faces, Lang lang,
                 const Json *patch, Style *style);

Theme *theme_read(Job *job, const JsonFiles *files, const Json *root, const Faces *faces,
                  Lang lang);

#endif
