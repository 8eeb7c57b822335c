/* amounts.h - finds figures with what belongs to them, and dates.
 *
 *     [sign] [currency] number [- number] [scale] [unit, currency or sign]
 *     US$166.7 million    36,9 km²    21.75亿元    10–20 %    第3届
 *     2020年11月19日    19. November 2020    November 19, 2020    2020-11-19
 *
 * One scan forward from each first digit, and one look back from it. Words
 * come from the project's table (units.h) in the language of the digit, names
 * of months from ICU; built in are currency signs (with up to three capitals
 * before them: US$), signs behind figures (% ‰ ° ℃) and the signs of
 * Chinese, Japanese and Korean dates.
 *
 * A range goes on only as far as AMOUNT_MOST letters, or in languages without
 * spaces AMOUNT_MOST_CJK, the length of 2020年11月19日: columns are narrow.
 * Numbers inside words (G20, COVID-19) are none.
 */
#ifndef TEXT_AMOUNTS_H
#define TEXT_AMOUNTS_H

#include "text/letters.h"
#include "text/locale.h"

#define AMOUNT_MOST     24
#define AMOUNT_MOST_CJK 11

/* Finds the first amount from code point `*at` on and moves `*at` behind it.
 * False if there is none. Words around it, 约 or "about", are no part of it. */
bool amounts_next(Locale *locale, const Letters *letters, int *at, Stretch *found);

#endif
