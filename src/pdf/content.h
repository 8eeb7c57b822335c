/* content.h - the pages: content streams, links and page objects. */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "pdf/tags.h"
#include "pdf/use.h"

/* Writes every page of the tags' document into its object, its content into
 * that of `streams`, and marks all that is read in `tags`. `resources` is the
 * number of the object that all pages take their fonts from, `parents` those
 * of their page tree nodes. */
void content_write_pages(Writer *writer, const Uses *uses, Tags *tags, Object *const *streams,
                         uint32_t resources, const uint32_t *parents);

#endif
