/* fit.h - how a brief fits its pages, for people and for programs. */
#ifndef FIT_H
#define FIT_H

#include "typeset.h"

/* One line of words, such as "chengdu.en.pdf: 2 of 2 pages, 41 pt (5 %) left on
 * the last; space 72 %, leading 100 %". With `json`, one line of JSON:
 *
 *   product, pages, most (null: no budget), left (points), depth (of the last
 *   page's text area, points), over (points that stand behind the last page
 *   allowed), shrunk: what, percent, floor */
const char *fit_tell(Arena *arena, const char *product, const Fit *fit, bool json);

#endif
