/* headings.h - which headings stand on which page, once pages are set. */
#ifndef LAYOUT_HEADINGS_H
#define LAYOUT_HEADINGS_H

#include "layout/page.h"

/* One heading in the brief's first language. */
typedef struct {
    NodeId node;
    int page; /* from 0; of its first line */
} HeadingPlace;

typedef struct {
    const HeadingPlace *list; /* by page; on a page in reading order */
    int count;
} HeadingPlaces;

/* Those of all that stands on the pages, or, with `flowing`, without floats. */
HeadingPlaces headings_find(const Setting *setting, const Pages *pages, bool flowing);

#endif
