/* version.h - the libraries that decide how text is set. */
#ifndef TEXT_VERSION_H
#define TEXT_VERSION_H

#include "base/arena.h"

/* "HarfBuzz 6.0.0, ICU 72.1": those that the process runs with. */
const char *text_version(Arena *arena);

#endif
