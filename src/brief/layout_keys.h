/* layout_keys.h - what a layout file may hold, as tables of keys.
 *
 * One table for each sort of object; all are constant. Readers check an object against
 * its table before they look into it, and the schemas are printed from the same tables.
 */
#ifndef BRIEF_LAYOUT_KEYS_H
#define BRIEF_LAYOUT_KEYS_H

#include "brief/write.h"
#include "kind/kind.h"

/* Ended by an entry without a key. */
extern const JsonField BLOCK_FIELDS[];  /* of all kinds; "kind" comes first */
extern const JsonField SELECT_FIELDS[]; /* of a block's "select" */
extern const JsonField COMPARE_FIELDS[];
extern const JsonField COLUMN_FIELDS[];        /* of a table's column */
extern const JsonField RUNNING_FIELDS[];       /* of a running head or foot */
extern const JsonField RUNNING_FIRST_FIELDS[]; /* and of page one's */

/* An element of "category" and of "type" in a "select". */
extern const JsonField CATEGORY_FIELD, TYPE_FIELD;

/* Words that values may be, each ended by NULL. */
extern const char *const VALUE_WORDS[];    /* in the order of ValueType */
extern const char *const ALIGN_WORDS[];    /* in that of CellAlign, but for the first */
extern const char *const FLOAT_WORDS[];    /* in that of BlockFloat, but for the first */
extern const char *const SUBTOTAL_WORDS[]; /* in this order: */
enum { SUBTOTALS_ALLOWED, SUBTOTALS_REQUIRED, SUBTOTALS_NONE };

/* The keys that a block of the kind may have: those of all blocks, and its own. In
 * `arena`. */
JsonField *block_fields(Arena *arena, const Kind *kind);

/* The words that an option's value may be; NULL: any value of its type. */
const char *const *option_words(const KindOption *option);

/* What a kind does not take is refused: it would be lost without a word. E013. */
void block_check_takes(Job *job, const Json *block, const Kind *kind);

#endif
