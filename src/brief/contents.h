/* contents.h - what tables of contents list: the headings of their own brief. */
#ifndef BRIEF_CONTENTS_H
#define BRIEF_CONTENTS_H

#include "brief/write.h"

/* Gives each table of contents of an expanded tree the headings of the levels
 * that it asks for, but for its own, and names those for links to reach. */
void contents_bind(Writer *writer, BlockTree *tree);

#endif
