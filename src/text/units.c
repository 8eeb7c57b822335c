#include "text/units.h"

#include <unicode/uchar.h>

#include "base/map.h"

struct Units {
    Map words[UNITS_PLACES][LANG_COUNT]; /* [LANG_NONE]: of all languages */
    size_t longest[UNITS_PLACES];        /* bytes */
};

Units *units_new(Arena *arena)
{
    Units *units = ARENA_NEW(arena, Units);
    for (int place = 0; place < UNITS_PLACES; place++)
        for (int lang = 0; lang < LANG_COUNT; lang++)
            map_init(&units->words[place][lang], arena);
    return units;
}

void units_add(Units *units, UnitsPlace place, Lang lang, Str word)
{
    map_add(&units->words[place][lang], word, units);
    if (word.length > units->longest[place])
        units->longest[place] = word.length;
}

static bool is_there(const Units *units, UnitsPlace place, Lang lang, Str word)
{
    return map_lookup(&units->words[place][lang], word) ||
           map_lookup(&units->words[place][LANG_NONE], word);
}

static bool is_katakana(uint32_t c)
{
    return c >= 0x30A1 && c <= 0x30FC && c != 0x30FB;
}

/* Is the byte `at`, a character's first, inside a word? */
static bool inside_word(Str text, size_t at)
{
    if (at == 0 || at >= text.length)
        return false;
    size_t start = at - 1;
    while (start > 0 && ((unsigned char)text.data[start] & 0xC0) == 0x80)
        start--;
    uint32_t before = utf8_next(text, &start), after = utf8_next(text, &at);
    if (is_katakana(before) && is_katakana(after))
        return true;
    return before < 0x2E80 && after < 0x2E80 && u_isalpha((UChar32)before) &&
           u_isalpha((UChar32)after);
}

static bool starts_character(Str text, size_t at)
{
    return at >= text.length || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

static size_t longest(const Units *units, UnitsPlace place, Str text)
{
    if (!units)
        return 0;
    return text.length < units->longest[place] ? text.length : units->longest[place];
}

size_t units_match(const Units *units, UnitsPlace place, Lang lang, Str text)
{
    for (size_t length = longest(units, place, text); length > 0; length--)
        if (starts_character(text, length) && !inside_word(text, length) &&
            is_there(units, place, lang, (Str){text.data, length}))
            return length;
    return 0;
}

size_t units_match_end(const Units *units, UnitsPlace place, Lang lang, Str text)
{
    for (size_t length = longest(units, place, text); length > 0; length--) {
        size_t start = text.length - length;
        if (starts_character(text, start) && !inside_word(text, start) &&
            is_there(units, place, lang, (Str){text.data + start, length}))
            return length;
    }
    return 0;
}
