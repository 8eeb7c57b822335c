/* format.h - values of a zone file in words, as a layout asks for them. */
#ifndef BRIEF_FORMAT_H
#define BRIEF_FORMAT_H

#include "brief/markup.h"
#include "brief/write.h"

/* Writes the value in the given format. What does not suit it (a date that is
 * none: E016, a text that is no number: E012) is told at the value's place. */
void format_value(Writer *writer, const Json *value, Format format, Pieces *out);

#endif
