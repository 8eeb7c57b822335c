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
