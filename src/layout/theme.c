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

const Theme *theme_first(const Theme *theme, Arena *arena)
{
    const PageMaster *first = &theme->first;
    if (first->top == theme->margin_top && first->right == theme->margin_right &&
        first->bottom == theme->margin_bottom && first->left == theme->margin_left &&
        first->columns == theme->columns)
        return theme;
    Theme *own = ARENA_NEW(arena, Theme);
    *own = *theme;
    own->margin_top = first->top;
    own->margin_right = first->right;
    own->margin_bottom = first->bottom;
    own->margin_left = first->left;
    own->columns = first->columns;
    return own;
}

const Theme *theme_on_page(const Theme *theme, const Theme *page, Arena *arena)
{
    Theme *own = ARENA_NEW(arena, Theme);
    *own = *theme;
    own->margin_top = page->margin_top;
    own->margin_right = page->margin_right;
    own->margin_bottom = page->margin_bottom;
    own->margin_left = page->margin_left;
    own->columns = page->columns;
    return own;
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
