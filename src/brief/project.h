/* project.h - all that the briefs of a project share, read once. */
#ifndef BRIEF_PROJECT_H
#define BRIEF_PROJECT_H

#include "base/filehash.h"
#include "brief/edition.h"
#include "brief/write.h"

/* What the command line says of a project. Borrowed. */
typedef struct {
    FontFolders fonts;           /* looked into after the project's own */
    const char *const *editions; /* names of those to be built */
    int edition_count;           /* 0: all */
    const char *const *langs;    /* tags of the languages to be built */
    int lang_count;              /* 0: all */
    LookChanges changes;
    const char *root; /* folder that its files are below; NULL: see place_project */
    Str sources;      /* bytes in place of the sources file's; data NULL: its own */
} ProjectChoice;

typedef struct {
    const char *path;   /* of project.json */
    const char *root;   /* folder that all files it names are below */
    const char *folder; /* that it is in */
    JsonFiles *files;
    Langs langs;
    Terms *terms;
    Sources *sources;
    const char *sources_path;
    Editions editions;
    const char *zones_folder, *fonts_folder, *out_folder;
    Hyphens *hyphens[LANG_COUNT]; /* dictionaries; NULL: none */
    const char *hyphen_paths[LANG_COUNT];
    Units *units;                /* of the files of "units"; empty if there are none */
    Locale *locales[LANG_COUNT]; /* of langs; others NULL */
    Paths shared;                /* terms, sources, units */
    const FileHashes *hashes;    /* of faces and dictionaries as they were read; NULL: not known */
} Project;

/* Reads the project file and what it names. Faults go to job->diag; false if
 * the machine is at fault: a face cannot be had, or a file is not given. */
bool project_read(Job *job, const char *path, const ProjectChoice *choice, Project *project);

/* The first edition that is to be built, or NULL. */
const Edition *project_edition(const Project *project);

/* Path of project.json: `data/project.json` below the working directory or
 * the nearest folder upward that has one; NULL if there is none. */
const char *project_find(Arena *arena);

#endif
