/* theme_faces.h - the faces that a theme names, found in folders of fonts and loaded. */
#ifndef BRIEF_THEME_FACES_H
#define BRIEF_THEME_FACES_H

#include "base/path.h"
#include "text/face.h"
#include "json/json.h"

/* Where face files are looked for, in this order. Borrowed. */
typedef struct {
    const char *const *list;
    int count;
    const char *root; /* of the project, whose own folder is the first */
} FontFolders;

/* Checks the theme's shape and loads the faces it names, all in job->arena. `absent` is given
 * the paths at which a face was looked for before it was found. False after a report, at the
 * face's place in the theme: E401, E402 if the machine has it not. */
bool theme_load_faces(Job *job, const JsonFiles *files, const Json *root,
                      const FontFolders *folders, Faces *faces, Paths *absent);

#endif
