/* parts.h - what a product is made of, and what each part weighs.
 *
 * Every object belongs to the first part that leads to it from the catalog, in
 * this order: pages with their content, fonts and pictures; links; outline;
 * attachments; metadata; the colour profile; structure. So the parts' bytes are
 * the file's.
 */
#ifndef PDF_PARTS_H
#define PDF_PARTS_H

#include "pdf/read.h"

typedef enum {
    PART_CONTENT, /* of one page: its number is the name */
    PART_FONT,    /* by name, without the tag of the subset */
    PART_PICTURE, /* by the name that pages call it by */
    PART_STRUCTURE,
    PART_LINKS,
    PART_OUTLINE,    /* and the places that links lead to */
    PART_ATTACHMENT, /* by its file's name */
    PART_METADATA,   /* XMP and Info */
    PART_PROFILE,
    PART_PAGES, /* page objects, resources, catalog */
    PART_XREF,  /* the cross-reference, header and end */
    PART_OTHER, /* what nothing leads to */
    PART_SORTS
} PartSort;

typedef struct {
    PartSort sort;
    const char *name; /* "" where the sort says it */
    size_t bytes;     /* of the file */
    int objects;
    uint64_t hash; /* of its objects' values and unpacked data, numbers of objects apart */
} FilePart;

typedef struct {
    FilePart *list; /* by sort, and in the order of the file within one */
    int count;
    int pages;
} FileParts;

/* "page content". */
const char *part_sort_name(PartSort sort);

/* The parts of a file that was read; in the file's arena. */
FileParts parts_find(const ReadFile *file);

#endif
