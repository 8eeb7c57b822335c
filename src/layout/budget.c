#include "layout/budget.h"

#define UNIT 5 /* thousandths that one more of tightness takes */

/* Room that heads and feet need in their margins besides their lines. */
#define HEAD_ROOM LEN_PT(8)
#define FOOT_ROOM LEN_PT(24)

const char *const SHRINK_WORDS[] = {
#define SHRINK_WORD(name, word, floor) word,
    SHRINKS(SHRINK_WORD)
#undef SHRINK_WORD
        NULL};

static const int FLOORS[] = {
#define SHRINK_FLOOR(name, word, floor) floor,
    SHRINKS(SHRINK_FLOOR)
#undef SHRINK_FLOOR
};

/* Running type; of titles and tiles the size says what they are. */
static const bool RUNS[STYLE_COUNT] = {
    [STYLE_BODY] = true,       [STYLE_LEAD] = true,   [STYLE_TABLE_HEAD] = true,
    [STYLE_TABLE_CELL] = true, [STYLE_LIST] = true,   [STYLE_TABLE_FIGURE] = true,
    [STYLE_CONTENTS] = true,   [STYLE_DATE] = true,   [STYLE_CALLOUT] = true,
    [STYLE_NOTE] = true,       [STYLE_SOURCE] = true,
};

Budget budget_of(int most, Where where)
{
    Budget budget = {.most = most, .count = SHRINK_COUNT, .where = where};
    for (int i = 0; i < SHRINK_COUNT; i++)
        budget.steps[i] = (ShrinkStep){(ShrinkWhat)i, FLOORS[i], 0};
    return budget;
}

/* -- how far ------------------------------------------------------------------------ */

/* The largest value that a step makes less. */
static Len largest(const Theme *theme, ShrinkWhat what)
{
    Len most = 1;
    for (int i = 0; i < STYLE_COUNT; i++) {
        const Style *style = &theme->styles[i];
        if (what == SHRINK_SPACE)
            most = len_max(most, len_max(style->before, style->after));
        else if (what == SHRINK_LEADING)
            most = len_max(most, style->leading);
        else if (what == SHRINK_SIZE && RUNS[i])
            most = len_max(most, style->text.size);
    }
    if (what == SHRINK_MARGINS)
        most = len_max(len_max(theme->margin_top, theme->margin_bottom),
                       len_max(theme->margin_left, theme->margin_right));
    return most;
}

Budget budget_resolve(const Budget *budget, const Theme *theme)
{
    Budget resolved = *budget;
    for (int i = 0; i < resolved.count; i++) {
        ShrinkStep *step = &resolved.steps[i];
        if (step->points > 0)
            step->floor = len_min(1000, len_scale(step->points, 1000, largest(theme, step->what)));
    }
    return resolved;
}

static int units_of(const ShrinkStep *step)
{
    return (1000 - step->floor + UNIT - 1) / UNIT;
}

int budget_tightest(const Budget *budget)
{
    int sum = 0;
    for (int i = 0; i < budget->count; i++)
        sum += units_of(&budget->steps[i]);
    return sum;
}

int budget_left(const Budget *budget, int tightness, int index)
{
    for (int i = 0; i < index; i++)
        tightness -= units_of(&budget->steps[i]);
    if (tightness <= 0)
        return 1000;
    return len_max(1000 - UNIT * tightness, budget->steps[index].floor);
}

/* -- the theme ---------------------------------------------------------------------- */

typedef struct {
    int left;
    Len points;
} Scale;

/* No value grows because its floor is higher. */
static Len scaled(Scale scale, Len value)
{
    return len_max(len_scale(value, scale.left, 1000), len_min(value, scale.points));
}

static void shrink_space(Theme *theme, Scale scale)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        theme->styles[i].before = scaled(scale, theme->styles[i].before);
        theme->styles[i].after = scaled(scale, theme->styles[i].after);
    }
    theme->table.pad = scaled(scale, theme->table.pad);
}

/* Grids go with the scale itself, not with what one style's floor makes of it:
 * they are shared. */
static void shrink_leading(Theme *theme, Scale scale)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        Style *style = &theme->styles[i];
        style->leading = len_max(scaled(scale, style->leading), style->text.size);
        style->grid = len_scale(style->grid, scale.left, 1000);
    }
}

static void shrink_text(TextStyle *text, Len size, Len whole)
{
    text->size = len_scale(text->size, size, whole);
    text->rise = len_scale(text->rise, size, whole);
}

static void shrink_size(Theme *theme, Scale scale)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        Style *style = &theme->styles[i];
        if (!RUNS[i])
            continue;
        Len whole = style->text.size, size = scaled(scale, whole);
        TextStyle *texts[] = {&style->text, &style->mark, &style->strong, &style->emph,
                              &style->alert};
        for (int t = 0; t < 5; t++)
            shrink_text(texts[t], size, whole);
        style->leading = len_scale(style->leading, size, whole);
        style->grid = len_scale(style->grid, scale.left, 1000);
    }
}

/* A margin, of which `room` is left in any case. */
static Len shrink_margin(Scale scale, Len margin, Len room)
{
    return len_max(scaled(scale, margin), len_min(margin, room));
}

static void shrink_margins(Theme *theme, Scale scale)
{
    Len line = theme->styles[STYLE_FOOT].leading;
    Len head = 2 * line + HEAD_ROOM, foot = line + FOOT_ROOM;
    theme->margin_top = shrink_margin(scale, theme->margin_top, head);
    theme->margin_bottom = shrink_margin(scale, theme->margin_bottom, foot);
    theme->margin_left = scaled(scale, theme->margin_left);
    theme->margin_right = scaled(scale, theme->margin_right);
    theme->first.top = shrink_margin(scale, theme->first.top, head);
    theme->first.bottom = shrink_margin(scale, theme->first.bottom, foot);
    theme->first.left = scaled(scale, theme->first.left);
    theme->first.right = scaled(scale, theme->first.right);
}

const Theme *budget_theme(const Budget *budget, int tightness, const Theme *theme, Arena *arena)
{
    static void (*const SHRINK[])(Theme * theme, Scale scale) = {
        [SHRINK_SPACE] = shrink_space,
        [SHRINK_LEADING] = shrink_leading,
        [SHRINK_SIZE] = shrink_size,
        [SHRINK_MARGINS] = shrink_margins,
    };
    if (tightness == 0)
        return theme;
    Theme *tight = ARENA_NEW(arena, Theme);
    *tight = *theme;
    for (int i = 0; i < budget->count; i++) {
        Scale scale = {budget_left(budget, tightness, i), budget->steps[i].points};
        if (scale.left < 1000)
            SHRINK[budget->steps[i].what](tight, scale);
    }
    return tight;
}
