/* logo.h - the picture that a theme puts into the masthead. */
#ifndef BRIEF_LOGO_H
#define BRIEF_LOGO_H

#include "layout/theme.h"
#include "picture/picture.h"
#include "json/json.h"

extern const JsonShape LOGO_SHAPE;

/* Reads "logo" of the theme file `root`, if it has one, into `theme`. Its words
 * must be there in each language it is read for (E104). Faults go to job->diag. */
void logo_read(Job *job, const JsonFiles *files, Pictures *pictures, const Json *root, Lang lang,
               Theme *theme);

#endif
