/* contrast.h - can the text be read on its ground? */
#ifndef BRIEF_CONTRAST_H
#define BRIEF_CONTRAST_H

#include "layout/theme.h"
#include "json/json.h"

/* Contrast of two colours by WCAG 2.2, in hundredths, rounded down: 100 to
 * 2100. The order does not matter. */
int contrast_ratio(Colour a, Colour b);

/* Reports W302 for each pair of a style's colour and the ground it is set on
 * (paper, panel, tiles, the masthead's band) that is below 4.5:1, at the
 * colour's place in the theme. */
void contrast_check(Job *job, const Json *root, const Theme *theme);

#endif
