/* budget.h - a limit of pages, and what shrinks to keep it.
 *
 * Steps are taken in their order, each as far as its floor before the next is
 * begun, over the whole brief alike. How far they are taken is one number, the
 * tightness: 0 is the theme as it is, budget_tightest() all steps at their
 * floors; one more takes half a percent off the step that is under way. So a
 * search over the tightness finds the loosest setting that fits (typeset.h).
 *
 * - space: before and after paragraphs and blocks, and above and below rows
 * - leading: of all styles, with their grids; never less than the type's size
 * - size: of running type, with its leading and grid: body, lead, lists,
 *   tables, dates, callouts, notes, contents, sources. Titles and tiles keep
 *   theirs
 * - margins: of all pages; heads and feet keep their room
 */
#ifndef LAYOUT_BUDGET_H
#define LAYOUT_BUDGET_H

#include "base/diag.h"
#include "layout/theme.h"

#define SHRINKS(X)                                                                                 \
    X(SPACE, "space", 600)                                                                         \
    X(LEADING, "leading", 940)                                                                     \
    X(SIZE, "size", 920)                                                                           \
    X(MARGINS, "margins", 800)

typedef enum {
#define SHRINK_NAME(name, word, floor) SHRINK_##name,
    SHRINKS(SHRINK_NAME)
#undef SHRINK_NAME
        SHRINK_COUNT
} ShrinkWhat;

/* The words that data has for them, in order, ended by NULL. */
extern const char *const SHRINK_WORDS[];

typedef struct {
    ShrinkWhat what;
    int floor;  /* thousandths of what the theme says that are left at least */
    Len points; /* or no value becomes less than this; 0: `floor` holds */
} ShrinkStep;

typedef struct {
    int most; /* pages; 0: no budget */
    int last; /* a last page less full than so many percent is saved if that can be */
    ShrinkStep steps[SHRINK_COUNT];
    int count;
    Where where;
} Budget;

/* All steps in the order above, with floors of 60, 94, 92 and 80 percent. */
Budget budget_of(int most, Where where);

/* The budget with floors in points as what they are of the theme's largest. */
Budget budget_resolve(const Budget *budget, const Theme *theme);

/* Of a budget that was resolved. */
int budget_tightest(const Budget *budget);

/* What is left of step `index`, in thousandths. */
int budget_left(const Budget *budget, int tightness, int index);

/* The theme so tight: itself if nothing is taken. */
const Theme *budget_theme(const Budget *budget, int tightness, const Theme *theme, Arena *arena);

#endif
