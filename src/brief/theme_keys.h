/* theme_keys.h - what a theme file may hold, as tables of keys.
 *
 * One table for each sort of object; all are constant. Readers check an object against its
 * table before they look into it, and the schema is printed from the same tables.
 */
#ifndef BRIEF_THEME_KEYS_H
#define BRIEF_THEME_KEYS_H

#include "layout/theme.h"
#include "json/schema.h"

/* Ended by an entry without a key. theme_fields() in schema.h is that of the whole. */
extern const JsonField PAGE_FIELDS[];
extern const JsonField SIZE_FIELDS[];  /* of a sheet that is none of SHEET_WORDS */
extern const JsonField FIRST_FIELDS[]; /* of "page/first" */
extern const JsonField FACE_FIELDS[];
extern const JsonField STYLE_FIELDS[];
extern const JsonField CJK_FIELDS[];    /* of what differs in a language */
extern const JsonField INLINE_FIELDS[]; /* of words within a paragraph */
extern const JsonField LIMIT_FIELDS[];
extern const JsonField TABLE_FIELDS[];
extern const JsonField TILE_FIELDS[];
extern const JsonField MASTHEAD_FIELDS[];
extern const JsonField CHART_FIELDS[];
extern const JsonShape COLOURS_BY_NAME;

/* Words that values may be, each ended by NULL and in the order of the type that it stands
 * for. */
extern const char *const SHEET_WORDS[];
extern const char *const PAINT_WORDS[];      /* ColourName, and "none" */
extern const char *const TABLE_RULE_WORDS[]; /* TableRules */
extern const char *const TILE_RULE_WORDS[];  /* TileRule */
extern const char *const TEXT_ALIGN_WORDS[]; /* Align */
extern const char *const LINE_BREAK_WORDS[];
extern const char *const FIGURES_WORDS[];    /* Figures */
extern const char *const KINSOKU_WORDS[];    /* Kinsoku */
extern const char *const WORD_BREAK_WORDS[]; /* WordBreak */

#endif
