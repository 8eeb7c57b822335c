/* kinsoku.h - which characters begin or end no line.
 *
 * The classes are those of JLREQ (3.9.2, cl-01 and so on), with what CLREQ
 * 3.1.3 adds for Chinese: connectors, interpuncts and solidi. How much of it
 * holds is CSS Text 4, 5.3: normal lets small kana, the long mark and wave
 * dashes begin a line, loose lets iteration marks, centred punctuation,
 * hyphens and signs behind figures do so as well.
 *
 * These two questions look at one character and so are asked where nothing
 * else has decided: by the breaker after UAX #14, and wherever a line is cut
 * for want of any place (a long address in a narrow column).
 */
#ifndef TEXT_KINSOKU_H
#define TEXT_KINSOKU_H

#include "text/lang.h"
#include "text/rules.h"

/* JLREQ 3.1.7, CLREQ 3.1.3: 、。」々ー％ ...; by language: ” in English, “ in
 * German, · beside Han and kana. A combining mark begins no line anywhere. */
bool text_begins_no_line(uint32_t c, Lang lang, Kinsoku kinsoku);

/* JLREQ 3.1.8 and 3.1.10, CLREQ 3.1.3: （「《 and signs before figures ¥ №. */
bool text_ends_no_line(uint32_t c, Lang lang, Kinsoku kinsoku);

/* JLREQ cl-08, CLREQ 3.1.4: no break between the two, at any level: —— …… */
bool text_never_parted(uint32_t before, uint32_t after);

#endif
