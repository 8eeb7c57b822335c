/* project.h - all that the briefs of a project share, read once. */
#ifndef BRIEF_PROJECT_H
#define BRIEF_PROJECT_H

#include "brief/theme.h"
#include "brief/write.h"

#define PROJECT_FILES 16 /* shared by all briefs, with a NULL at the end */

typedef struct {
    const char *path; /* of project.json */
    JsonFiles *files;
    Langs langs;
    Terms *terms;
    Sources *sources;
    const char *sources_path;
    const Json *layout;
    const Json *theme;
    Faces faces;
    const char *zones_folder, *out_folder;
    const char *overview; /* zone file of the whole programme; NULL: none */
    const Json *overview_layout;
    Hyphens *hyphens[LANG_COUNT]; /* dictionaries; NULL: none */
    Units *units;                 /* of the files of "units"; empty if there are none */
    Locale *locales[LANG_COUNT];  /* of langs; others NULL */
    Theme *themes[LANG_COUNT];
    const char *folder;                      /* of project.json: pictures are looked for below it */
    const char *shared_files[PROJECT_FILES]; /* paths of terms, sources, layout, theme, units,
                                                overview's layout; NULL behind the last */
} Project;

/* Reads the project file and what it names. Face files are looked for in the
 * project's own folder of fonts, then in `more_fonts`. Faults go to job->diag;
 * false if the machine is at fault: a face cannot be had. */
bool project_read(Job *job, const char *path, const FontFolders *more_fonts, Project *project);

/* Path of project.json: `data/project.json` below the working directory or
 * the nearest folder upward that has one; NULL if there is none. */
const char *project_find(Arena *arena);

/* A path named in the project file, relative to that file. */
const char *project_path(const Project *project, Arena *arena, Str name);

#endif
