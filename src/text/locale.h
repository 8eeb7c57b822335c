/* locale.h - what is known of one language: where lines may break, how
 * numbers, plurals and dates are written (all from ICU), where words divide.
 *
 * ICU is told the language of the brief, never the machine's. Formatters are
 * opened on first use and kept: opening one costs more than a page of text.
 */
#ifndef TEXT_LOCALE_H
#define TEXT_LOCALE_H

#include "base/arena.h"
#include "base/decimal.h"
#include "base/map.h"
#include "text/hyphen.h"
#include "text/lang.h"

typedef struct Locale Locale;

/* A locale in `arena`, which closes its handles. Never NULL. */
Locale *locale_open(Arena *arena, Lang lang);

/* Where shape.c keeps the glyphs of short runs it has shaped, for as long as
 * the locale lives: source marks, dates and labels come again and again. */
Map *locale_shapes(Locale *locale);
Arena *locale_arena(Locale *locale);

/* May a line begin at this byte? */
typedef enum { BREAK_NO, BREAK_ALLOWED, BREAK_MUST } Break;

/* Fills breaks[0..text.length]: whether a line may begin at each byte (UAX
 * #14 with the language's tailoring; Chinese and Japanese strict, so that
 * small kana and the long mark stay with what precedes them). breaks[0] is
 * BREAK_NO. `text` is valid UTF-8. */
void locale_breaks(Locale *locale, Str text, uint8_t *breaks);

/* Gives the locale a dictionary for words in `lang`: a brief may hold words of
 * another language than its own. `hyphens` outlives the locale. */
void locale_hyphenate(Locale *locale, Lang lang, Hyphens *hyphens);

/* The dictionary for words in `lang`, LANG_NONE being the locale's own; NULL
 * if there is none: such words are not divided. */
Hyphens *locale_hyphens(const Locale *locale, Lang lang);

/* How large numbers are written. */
typedef enum {
    SCALE_PLAIN, /* 21,750,000,000 */
    SCALE_SHORT, /* 21,75 Mrd. / 217.5亿 */
    SCALE_LONG   /* 21.75 billion */
} Scale;

/* The decimal in the language's own way, all digits kept, a minus as U+2212;
 * in `arena`. */
const char *locale_number(Locale *locale, Arena *arena, const Decimal *value, Scale scale);

/* CLDR plural category of the number as printed: "one", "other" ...; in
 * `arena`. */
const char *locale_plural(Locale *locale, Arena *arena, const Decimal *value, Scale scale);

/* Order of two names for a reader of the language: < 0, 0 or > 0. */
int locale_compare(Locale *locale, Str a, Str b);

/* A day, month or year: `year`, `month` 1..12 or 0, `day` 1..31 or 0, written
 * by a CLDR date pattern such as "d MMMM y"; in `arena`. */
const char *locale_date(Locale *locale, Arena *arena, const char *pattern, int year, int month,
                        int day);

#endif
