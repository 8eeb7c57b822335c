/* places.h - the anchors that links inside a document lead to. */
#ifndef PDF_PLACES_H
#define PDF_PLACES_H

#include "pdf/tags.h"

/* Writes the names of all anchors that have content on a page; returns the
 * number of the name tree, 0 if there is none (ISO 32000-1 7.9.6, 12.3.2.3).
 * Once tags are settled. */
uint32_t places_write(const Tags *tags);

#endif
