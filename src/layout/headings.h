/* headings.h - which headings stand on which page, once pages are set. */
#ifndef LAYOUT_HEADINGS_H
#define LAYOUT_HEADINGS_H

#include "layout/page.h"

/* One heading. */
typedef struct {
    NodeId node;
    int page; /* from 0; of its first line */
} HeadingPlace;

typedef struct {
    const HeadingPlace *list; /* by page; on a page in reading order */
    int count;
} HeadingPlaces;

/* Those of all that stands on the pages. */
HeadingPlaces headings_find(const Setting *setting, const Pages *pages);

/* Those in the setting's language, without floats. */
HeadingPlaces headings_find_flowing(const Setting *setting, const Pages *pages);

#endif
