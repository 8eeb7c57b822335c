/* warnings.h - warnings in a manifest, so that a brief which need not be made
 * again is not silent about them. */
#ifndef WARNINGS_H
#define WARNINGS_H

#include "base/notice.h"

/* The notices as a JSON array. Names of files are made relative to `folder`,
 * the project's. */
Str warnings_write(Arena *arena, const Notices *notices, const char *folder);

/* Adds what such an array holds; `project` is the path of the project file. */
void warnings_read(Notices *notices, Str array, const char *project);

#endif
