/* outline.h - the headings, as a reader's table of contents. */
#ifndef PDF_OUTLINE_H
#define PDF_OUTLINE_H

#include "pdf/tags.h"

/* Packs the outline of all nodes with a title, nested as headings are, and
 * returns its root's number; 0 if there are none. The tags are settled. */
uint32_t outline_write(const Tags *tags);

#endif
