/* rows.h - rows of a table that are data, as a zone file has them.
 *
 *     "rows": [
 *       ["Chengdu", 36.9, {"value": 150, "unit": "km2"}, null],
 *       "Qingdao\t2.5\t\t",
 *       [{"text": "both", "columns": 2, "rows": 2}, {"en": "text", "ja": "..."}],
 *       {"group": {"label": "heading.north"}},
 *       {"cells": ["Dalian", 3], "note": {"en": "..."}}
 *     ]
 *
 * A cell is a string (printed as it stands), a number (written the language's
 * way), a text, nothing (null), or an object with `text` or `value` and `unit`,
 * and how many columns and rows it takes up. A row may be one string, its cells
 * parted by tabs: in columns of figures what is a JSON number is one. That is
 * the lightest form, and how rows come out of spreadsheets.
 *
 * Such rows have no sources: they are for lists and statistics as a whole,
 * whose source the block's text cites. Figures of the brief are facts.
 */
#ifndef BRIEF_ROWS_H
#define BRIEF_ROWS_H

#include "brief/write.h"

/* What rows are checked against. Borrowed. */
typedef struct {
    Job *job;
    const JsonFiles *files;
    const Terms *terms;
    const Langs *langs;
    const Map *facts; /* by id, that texts may name; NULL: any */
} RowsCheck;

/* Checks all that a zone file has under "tables": lists of rows that a layout may
 * show, or none. */
void rows_check(const RowsCheck *check, const Json *tables);

/* Checks the rows at `pointer` in the zone file and gives them to `block`,
 * whose columns are known. Texts are written once here, so that sources are
 * numbered in reading order. */
void rows_bind(Writer *writer, const Json *pointer, Block *block);

#endif
