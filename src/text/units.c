#include "text/units.h"

#include <unicode/uchar.h>

#include "base/map.h"

struct Units {
    Map words[UNITS_PLACES][LANG_COUNT]; /* [LANG_NONE]: of all languages */
    size_t begun[UNITS_PLACES][256];     /* bytes of the longest word by its first byte, */
    size_t ended[UNITS_PLACES][256];     /* and by its last */
};

Units *units_new(Arena *arena)
{
    Units *units = ARENA_NEW(arena, Units);
    for (int place = 0; place < UNITS_PLACES; place++)
        for (int lang = 0; lang < LANG_COUNT; lang++)
            map_init(&units->words[place][lang], arena);
    return units;
}

static void lengthen(size_t *longest, size_t length)
{
    if (length > *longest)
        *longest = length;
}

void units_add(Units *units, UnitsPlace place, Lang lang, Str word)
{
    map_add(&units->words[place][lang], word, units);
    lengthen(&units->begun[place][(unsigned char)word.data[0]], word.length);
    lengthen(&units->ended[place][(unsigned char)word.data[word.length - 1]], word.length);
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

/* Bytes of the longest word that could stand at the text's first byte, or at
 * its last. */
static size_t longest(const Units *units, UnitsPlace place, Str text, bool at_end)
{
    if (!units || text.length == 0)
        return 0;
    const size_t *lengths = at_end ? units->ended[place] : units->begun[place];
    size_t length = lengths[(unsigned char)text.data[at_end ? text.length - 1 : 0]];
    return text.length < length ? text.length : length;
}

size_t units_match(const Units *units, UnitsPlace place, Lang lang, Str text)
{
    for (size_t length = longest(units, place, text, false); length > 0; length--)
        if (starts_character(text, length) && !inside_word(text, length) &&
            is_there(units, place, lang, (Str){text.data, length}))
            return length;
    return 0;
}

size_t units_match_end(const Units *units, UnitsPlace place, Lang lang, Str text)
{
    for (size_t length = longest(units, place, text, true); length > 0; length--) {
        size_t start = text.length - length;
        if (starts_character(text, start) && !inside_word(text, start) &&
            is_there(units, place, lang, (Str){text.data + start, length}))
            return length;
    }
    return 0;
}
