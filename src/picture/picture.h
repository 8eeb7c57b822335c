/* picture.h - reads pictures: PNG, JPEG, and the part of SVG that svg.h names.
 *
 * Files are hostile until they are read: they are looked for only below the
 * project's root, by no link, and held to the limits of base/limits.h before
 * anything is decoded. Each is decoded whole, so that a damaged one is found
 * here and not by a reader of the PDF.
 *
 * Every fault of a file is one report at the JSON value that names it; of an
 * SVG its message has the drawing's own line and column.
 *
 * Colours are taken as sRGB: profiles and gammas are not looked at.
 */
#ifndef PICTURE_PICTURE_H
#define PICTURE_PICTURE_H

#include "base/job.h"
#include "layout/frame.h"

typedef struct Pictures Pictures;

/* The pictures of the project whose file is at `project` and whose files are
 * below `root`; they live in `arena`. */
Pictures *pictures_new(Arena *arena, const char *root, const char *project);

/* The picture in the file `name`, relative to the project file; NULL after a report
 * (E501 to E507) at `where`. The same name read again is the same picture, or
 * the same report. */
const Picture *picture_read(Pictures *pictures, Job *job, Str name, Where where);

/* All pictures on the pages, as they go into the PDF: pixels are laid on their
 * grounds, and averaged down to `resolution` (pixels per inch) where they are
 * more. Pictures that came by JPEG go out by JPEG, with the file's own
 * bytes where nothing was to be changed. */
Prints pictures_print(Arena *arena, const Document *document, int resolution);

#endif
