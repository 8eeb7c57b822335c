/* side.h - the sides of a fact that a block may show (Field in layout/block.h), in words. */
#ifndef BRIEF_SIDE_H
#define BRIEF_SIDE_H

#include "brief/write.h"

/* The words for the sides of a fact, in the order of Field, ended by NULL. */
extern const char *const FIELD_WORDS[];

/* The side of a fact that a layout names; FIELD_VALUE after E014. */
Field field_read(Writer *writer, const Json *value);

/* One side of a fact in words, with its source marks. */
Text fact_field(Writer *writer, const Fact *fact, Field field);

/* The same of one element of its list value; `item` NULL: of the whole. */
Text fact_side(Writer *writer, const Fact *fact, const Json *item, Field field);

#endif
