#include "layout/theme.h"

#include <stddef.h>

const char *const STYLE_WORDS[] = {
#define STYLE_WORD(name, word) word,
    STYLES(STYLE_WORD)
#undef STYLE_WORD
        NULL};

const char *const COLOUR_WORDS[] = {
#define COLOUR_WORD(name, word) word,
    COLOURS(COLOUR_WORD)
#undef COLOUR_WORD
        NULL};

/* The theme with a page's margins and columns. */
static const Theme *with_master(const Theme *theme, const PageMaster *page, Arena *arena)
{
    Theme *own = ARENA_NEW(arena, Theme);
    *own = *theme;
    own->margin_top = page->top;
    own->margin_right = page->right;
    own->margin_bottom = page->bottom;
    own->margin_left = page->left;
    own->columns = page->columns;
    return own;
}

const Theme *theme_first(const Theme *theme, Arena *arena)
{
    const PageMaster *first = &theme->first;
    if (first->top == theme->margin_top && first->right == theme->margin_right &&
        first->bottom == theme->margin_bottom && first->left == theme->margin_left &&
        first->columns == theme->columns)
        return theme;
    return with_master(theme, first, arena);
}

const Theme *theme_on_page(const Theme *theme, const Theme *page, Arena *arena)
{
    PageMaster master = {page->margin_top, page->margin_right, page->margin_bottom,
                         page->margin_left, page->columns};
    return with_master(theme, &master, arena);
}

Len theme_columns(const Theme *theme, int columns, int count)
{
    Len measure = theme_measure(theme);
    Len width = (measure - theme->gutter * (columns - 1)) / columns;
    return count >= columns ? measure : width * count + theme->gutter * (count - 1);
}

Len theme_span(const Theme *theme, int span)
{
    return theme_columns(theme, theme->grid ? theme->grid : theme->columns, span);
}
