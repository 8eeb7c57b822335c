/* tables.h - what the kinds of table have in common. */
#ifndef KIND_TABLES_H
#define KIND_TABLES_H

#include "kind/kind.h"

/* Notes, shrinking, caption and its number. */
extern const KindOption TABLE_OPTIONS[];

/* Title, caption and rows of a block. */
void table_layout(const Setting *setting, const Block *block, Galley *galley);

#endif
