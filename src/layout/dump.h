/* dump.h - frames as text: for people and for goldens. */
#ifndef LAYOUT_DUMP_H
#define LAYOUT_DUMP_H

#include <stdio.h>

#include "layout/frame.h"

/* Says where a value came from: its JSON Pointer; NULL: not said. */
typedef const char *(*DumpPointer)(const void *files, Where where, Arena *scratch);

/* Per page one line per item: absolute position, role and node, and of a run
 * its face, size, words and glyph ids. */
void frames_dump(const Document *document, DumpPointer pointer, const void *files, FILE *to);

#endif
