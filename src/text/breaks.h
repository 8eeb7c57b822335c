/* breaks.h - where lines may break.
 *
 * UAX #14 by ICU proposes; then, in this order, what typesetting wants takes
 * places away, and addresses add some:
 *
 *     what may begin and end a line    kinsoku.h (JLREQ 3.1.7, CLREQ 3.1.3)
 *     words kept whole                 Korean, and wherever a style says so
 *     amounts and dates                amounts.h (JLREQ 3.1.10, CLREQ 3.1.4)
 *     names with middle dots           マルコ・ポーロ, 卡尔·马克思
 *     dashes                           words – words
 *     marks of notes                   1990¹, [12]
 *     addresses                        places behind / . ? & = # _
 *     spans                            keep, glue
 *
 * A place inside words of another language than the paragraph's goes by that
 * language; one between two languages goes by the paragraph's. A zero-width
 * space is the author's word: no rule takes its break away, save a span's
 * keep. A word joiner and a no-break space are ICU's to heed, and no rule
 * adds a break at one.
 *
 * ICU 72 as Debian has it: lb=strict, normal and loose work in Chinese,
 * Japanese and all others; lw=phrase works in Japanese alone and parts
 * compounds at words (発展|協力|モデル|区の), so that a one-letter suffix is
 * joined to its word here; lw=keepall is not known to it, and Korean breaks
 * between syllables; both are made good here. Phrases in Chinese and Korean
 * are not known: there WORDS_PHRASE is WORDS_NORMAL and WORDS_KEEP.
 */
#ifndef TEXT_BREAKS_H
#define TEXT_BREAKS_H

#include "text/kinsoku.h"
#include "text/locale.h"
#include "text/span.h"

/* May a line begin at this byte? */
typedef enum { BREAK_NO, BREAK_ALLOWED, BREAK_MUST } Break;

/* Fills breaks[0..text.length] with a Break for each byte. `text` is valid
 * UTF-8, the texts of `count` spans joined; starts[i] is the first byte of
 * span i, starts[count] is text.length. breaks[0] is BREAK_NO, and the end of
 * a text is BREAK_ALLOWED. Needs room in `scratch` for a few bytes a letter. */
void text_breaks(Arena *scratch, Locale *locale, const LineRules *rules, const Span *spans,
                 int count, const uint32_t *starts, Str text, uint8_t *breaks);

#endif
