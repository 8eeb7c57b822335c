/* locale.h - what is known of one language: how numbers, plurals and dates are
 * written (by ICU), where words divide; and what the finding of line breaks
 * needs of it and of the languages quoted in it (breaks.h): iterators and names
 * of months.
 *
 * ICU is told the language of the brief, never the machine's. Formatters are
 * opened on first use and kept: opening one costs more than a page of text.
 */
#ifndef TEXT_LOCALE_H
#define TEXT_LOCALE_H

#include <hb.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "base/map.h"
#include "text/hyphen.h"
#include "text/lang.h"
#include "text/rules.h"
#include "text/units.h"

typedef struct Locale Locale;

/* A locale in `arena`, which closes its handles. Never NULL. */
Locale *locale_open(Arena *arena, Lang lang);

/* Where the shapes of words are kept (words.h), and what was found out about faces. */
Map *locale_shapes(Locale *locale);
Arena *locale_arena(Locale *locale);

/* Keeps `value` there, which lives as long, under a copy of `key`. */
void locale_keep(Locale *locale, Str key, const void *value);

/* HarfBuzz's room for one text, empty; each call empties it. */
hb_buffer_t *locale_buffer(Locale *locale);

/* Paragraphs that were set in the language (known.h). */
struct KnownTexts *locale_known(Locale *locale);

Lang locale_lang(const Locale *locale);

/* The words that are not parted from a number, borrowed; NULL until set: only
 * what amounts.h has built in. */
void locale_set_units(Locale *locale, const Units *units);
const Units *locale_units(const Locale *locale);

/* ICU's line break iterator for `lang`, which need not be the locale's, or
 * NULL if ICU cannot give it. Opened on first use and kept; the caller sets
 * its text. Of ICU 72's options only these do anything: lb in every language,
 * lw=phrase in Japanese alone. lw=keepall is read by nothing before ICU 74;
 * breaks.c does that itself. */
struct UBreakIterator *locale_lines(Locale *locale, Lang lang, Kinsoku kinsoku, WordBreak words);

/* Names of the months in `lang`, long and short, inflected and not: "März",
 * "Sept."; some stand there twice. Kept in the locale. */
typedef struct {
    Str list[4 * 12];
    int count;
} Months;

const Months *locale_months(Locale *locale, Lang lang);

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
 * by a CLDR date pattern such as "d MMMM y"; in `arena`, or kept. */
const char *locale_date(Locale *locale, Arena *arena, const char *pattern, int year, int month,
                        int day);

#endif
