/* outline.h - the headings, as a reader's table of contents. */
#ifndef PDF_OUTLINE_H
#define PDF_OUTLINE_H

#include "pdf/tags.h"

/* Writes the outline of all nodes with a title, nested as headings are, and
 * returns its root; NULL if there are none. The tags are settled. */
const Object *outline_write(const Tags *tags);

#endif
