/* Division of words by Liang's patterns (F. M. Liang, Word Hy-phen-a-tion by
 * Com-put-er, Stanford 1983).
 *
 * A pattern such as "1ba" or ".ab3a4s" is a string of letters with a value
 * between any two, 0 if none is written; "." is the word's edge. Wherever
 * its letters stand in the word its values go to those places; the highest
 * wins, and odd values are points of division.
 *
 * A dictionary may have two levels. By the first one, compounds are taken
 * apart (Umwelt=schutz), and their parts again, until nothing comes apart;
 * the second divides what is left. German has 69,000 compounds, each a
 * pattern.
 *
 * libhyphen, for which the dictionaries are made, builds an automaton of all
 * prefixes of all patterns: 2.4 s for the German file, a thousand times as
 * long as a page takes. Here the patterns are kept as a sorted list, and a
 * word's letters narrow it down like a finger in a dictionary: some ten
 * steps a letter, no building. The answers are to be libhyphen's, and a test
 * compares them. So one trait of the automaton is kept. At each letter it is
 * in the state of the longest string, ending there, that some pattern begins
 * with, and applies the pattern that is this string alone, not shorter ones
 * that end there too; dictionaries are written with that in mind.
 */
#include "text/hyphen.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"

#define WORDS_KEPT    4096                   /* answers; then all are forgotten */
#define FOLDED_BYTES  (LIMIT_WORD_BYTES * 2) /* small letters may be longer than capitals */
#define PATTERN_BYTES 100                    /* longer ones are left out, as libhyphen does */
#define ABBREVIATION  6                      /* letters */
#define SOFT_HYPHEN   0xAD

/* Patterns stay as they stand in the file, digits among the letters, up to a
 * blank or "/"; the file ends with a line end. */
typedef struct {
    const uint8_t **lines; /* of the file, sorted: a string before those it begins */
    int count;
    int first[257]; /* where those that begin with a byte start */
} Level;

struct Hyphens {
    Arena *arena;
    const char *bytes; /* the file, and a line end behind it */
    size_t length;
    uint64_t hash;
    Level levels[2];
    int level_count; /* 0: not put in order yet */
    int left, right; /* least characters at a word's ends */
    int compound_left, compound_right;
    Arena *kept; /* of the answers */
    Map answers; /* word -> points */
};

/* -- reading ----------------------------------------------------------------------- */

static void close_hyphens(void *handle)
{
    Hyphens *hyphens = handle;
    arena_free(hyphens->kept);
}

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

/* The next line without its end; false behind the last. */
static bool next_line(Str *rest, Str *line)
{
    if (rest->length == 0)
        return false;
    const char *end = memchr(rest->data, '\n', rest->length);
    size_t length = end ? (size_t)(end - rest->data) : rest->length;
    size_t taken = end ? length + 1 : length;
    *line = (Str){rest->data, length};
    *rest = (Str){rest->data + taken, rest->length - taken};
    while (line->length && is_blank(line->data[line->length - 1]))
        line->length--;
    return true;
}

Hyphens *hyphens_open(Arena *arena, const char *root, const char *path, FileState *state,
                      const char **why)
{
    Buf bytes;
    buf_init(&bytes, arena);
    *state = file_read_within(root, path, LIMIT_FILE_BYTES, &bytes, why);
    if (*state != FILE_READ)
        return NULL;
    buf_char(&bytes, '\n');
    Str rest = {bytes.data, bytes.length}, line;
    if (!next_line(&rest, &line) || !str_is(line, "UTF-8")) {
        *why = "its first line is not UTF-8: no dictionary, or one to be converted";
        return NULL;
    }
    Hyphens *hyphens = ARENA_NEW(arena, Hyphens);
    *hyphens = (Hyphens){.arena = arena,
                         .bytes = bytes.data,
                         .length = bytes.length - 1,
                         .hash = XXH3_64bits(bytes.data, bytes.length - 1),
                         .kept = arena_new()};
    map_init(&hyphens->answers, hyphens->kept);
    arena_defer(arena, close_hyphens, hyphens);
    return hyphens;
}

uint64_t hyphens_hash(const Hyphens *hyphens)
{
    return hyphens->hash;
}

/* -- putting in order ---------------------------------------------------------------- */

/* The number behind an option's name, if it is that option. */
static void read_option(Str line, const char *name, int *value)
{
    size_t at = strlen(name);
    if (line.length <= at || memcmp(line.data, name, at) != 0 || line.data[at] != ' ')
        return;
    while (at < line.length && line.data[at] == ' ')
        at++;
    if (at < line.length && line.data[at] >= '0' && line.data[at] <= '9')
        *value = line.data[at] - '0';
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool ends_pattern(uint8_t c)
{
    return c <= ' ' || c == '/';
}

/* The pattern's letter behind `depth` others; 0 if it has no more. */
static int letter_at(const uint8_t *line, int depth)
{
    for (; !ends_pattern(*line); line++)
        if (!is_digit(*line) && depth-- == 0)
            return *line;
    return 0;
}

static const uint8_t *skip_digits(const uint8_t *line)
{
    while (is_digit(*line))
        line++;
    return line;
}

/* Order of letters; of patterns with the same ones the later line comes first,
 * and is the one that counts. */
static int by_letters(const void *left, const void *right)
{
    const uint8_t *first = *(const uint8_t *const *)left, *second = *(const uint8_t *const *)right;
    const uint8_t *a = first, *b = second;
    while (*a == *b && !ends_pattern(*a)) {
        a++;
        b++;
    }
    for (a = skip_digits(a), b = skip_digits(b); *a == *b && !ends_pattern(*a);) {
        a = skip_digits(a + 1);
        b = skip_digits(b + 1);
    }
    int order = (ends_pattern(*a) ? 0 : *a) - (ends_pattern(*b) ? 0 : *b);
    return order ? order : (first < second) - (first > second);
}

typedef struct {
    int low, high; /* of the level's patterns: low <= i < high */
} Range;

/* The first of the range, all of which agree in `depth` letters, whose next
 * letter is at least `letter`; a pattern that ends there has none. */
static int lower_bound(const Level *level, Range range, int depth, int letter)
{
    while (range.low < range.high) {
        int middle = range.low + (range.high - range.low) / 2;
        if (letter_at(level->lines[middle], depth) >= letter)
            range.high = middle;
        else
            range.low = middle + 1;
    }
    return range.low;
}

static size_t count_lines(Str text)
{
    size_t count = 1;
    const char *end = text.data + text.length;
    for (const char *at = text.data; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        count++;
    return count;
}

static void read_line(Hyphens *hyphens, Str line)
{
    const uint8_t *start = (const uint8_t *)line.data;
    Level *level = &hyphens->levels[hyphens->level_count - 1];
    if (line.length == 0 || line.data[0] == '%' || line.data[0] == '#')
        return;
    if (line.data[0] >= 'A' && line.data[0] <= 'Z') {
        read_option(line, "LEFTHYPHENMIN", &hyphens->left);
        read_option(line, "RIGHTHYPHENMIN", &hyphens->right);
        read_option(line, "COMPOUNDLEFTHYPHENMIN", &hyphens->compound_left);
        read_option(line, "COMPOUNDRIGHTHYPHENMIN", &hyphens->compound_right);
        return;
    }
    bool long_one = line.length > PATTERN_BYTES && letter_at(start, PATTERN_BYTES);
    if (letter_at(start, 0) && !long_one)
        level->lines[level->count++] = start;
}

static void finish_level(Level *level)
{
    bool sorted = true;
    for (int i = 1; i < level->count && sorted; i++)
        sorted = by_letters(&level->lines[i - 1], &level->lines[i]) <= 0;
    if (!sorted)
        qsort(level->lines, (size_t)level->count, sizeof *level->lines, by_letters);
    for (int byte = 0; byte <= 256; byte++)
        level->first[byte] = lower_bound(level, (Range){0, level->count}, 0, byte);
}

static void put_in_order(Hyphens *hyphens)
{
    Str rest = {hyphens->bytes, hyphens->length}, line;
    const uint8_t **lines = ARENA_ARRAY(hyphens->arena, const uint8_t *, count_lines(rest));
    hyphens->left = HYPHEN_LEFT;
    hyphens->right = HYPHEN_RIGHT;
    hyphens->level_count = 1;
    hyphens->levels[0].lines = lines;
    next_line(&rest, &line);
    while (next_line(&rest, &line)) {
        if (str_is(line, "NEXTLEVEL") && hyphens->level_count == 1) {
            hyphens->levels[1].lines = lines + hyphens->levels[0].count;
            hyphens->level_count = 2;
        } else
            read_line(hyphens, line);
    }
    for (int i = 0; i < hyphens->level_count; i++)
        finish_level(&hyphens->levels[i]);
    hyphens->left = hyphens->left < HYPHEN_LEFT ? HYPHEN_LEFT : hyphens->left;
    hyphens->right = hyphens->right < HYPHEN_RIGHT ? HYPHEN_RIGHT : hyphens->right;
}

/* -- patterns and a word --------------------------------------------------------------- */

/* A pattern that changes the spelling (behind "/" stands how) forbids its
 * points: the next even values. */
static void raise_values(const uint8_t *line, uint8_t *values)
{
    const uint8_t *end = line;
    while (*end != '\n' && *end != '/')
        end++;
    for (uint8_t value = 0;; line++) {
        if (is_digit(*line)) {
            value = (uint8_t)(*line - '0');
            continue;
        }
        if (*end == '/')
            value = (uint8_t)(value + value % 2);
        if (*values < value)
            *values = value;
        if (ends_pattern(*line))
            return;
        values++;
        value = 0;
    }
}

/* Applies all patterns that begin at `start`. `reached` is how far the word
 * goes on like some pattern from an earlier start; returns how far it does
 * from this one. */
static int apply_from(const Level *level, const uint8_t *word, int length, int start, int reached,
                      uint8_t *values)
{
    Range range = {level->first[word[start]], level->first[word[start] + 1]};
    int end = start + 1;
    while (range.low < range.high) {
        const uint8_t *shortest = level->lines[range.low];
        if (end > reached && !letter_at(shortest, end - start))
            raise_values(shortest, values + start);
        if (end == length)
            return end;
        range.low = lower_bound(level, range, end - start, word[end]);
        range.high = lower_bound(level, range, end - start, word[end] + 1);
        end++;
    }
    return end - 1;
}

/* values[i], before byte i of `word`, by one level. */
static void apply_level(const Level *level, const uint8_t *word, int length, uint8_t *values)
{
    uint8_t edged[FOLDED_BYTES + 2], at_edges[FOLDED_BYTES + 3] = {0};
    edged[0] = edged[length + 1] = '.';
    memcpy(edged + 1, word, (size_t)length);
    int reached = 0;
    for (int start = 0; start < length + 2; start++) {
        int end = apply_from(level, edged, length + 2, start, reached, at_edges);
        reached = end > reached ? end : reached;
    }
    memcpy(values + 1, at_edges + 2, (size_t)length - 1);
}

/* Takes out the points with fewer than `least` characters before them, or,
 * if `at_end`, behind them. */
static void keep_off(const uint8_t *word, int length, bool at_end, int least, uint8_t *values)
{
    int characters = 0;
    for (int i = 1; i < length; i++) {
        int at = at_end ? length - i : i;
        characters += (word[at] & 0xC0) != 0x80;
        if (characters < least)
            values[at] = 0;
    }
}

/* Sets values[1..length - 1] for a word or a part of a compound, which is
 * its first one, its last one, or both. */
static void divide_part(const Hyphens *hyphens, const uint8_t *word, int length, bool first,
                        bool last, uint8_t *values)
{
    int begin = 0;
    if (length < 2)
        return;
    if (hyphens->level_count == 2)
        apply_level(&hyphens->levels[0], word, length, values);
    for (int i = 1; i <= length && hyphens->level_count == 2; i++) {
        if (i < length ? values[i] % 2 == 0 : begin == 0)
            continue;
        divide_part(hyphens, word + begin, i - begin, first && begin == 0, last && i == length,
                    values + begin);
        begin = i;
    }
    if (begin == 0)
        apply_level(&hyphens->levels[hyphens->level_count - 1], word, length, values);
    if (!first)
        keep_off(word, length, false, hyphens->compound_left, values);
    if (!last)
        keep_off(word, length, true, hyphens->compound_right, values);
}

/* -- words ----------------------------------------------------------------------- */

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && (U_MASK(u_charType((UChar32)c)) & U_GC_M_MASK);
}

static bool is_latin(uint32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return u_isalpha((UChar32)c) && uscript_getScript((UChar32)c, &error) == USCRIPT_LATIN;
}

/* A word as the patterns see it. */
typedef struct {
    uint8_t text[FOLDED_BYTES];
    int length;
    int count;                       /* characters, marks not counted */
    int at[LIMIT_WORD_BYTES];        /* of each: byte in text */
    size_t source[LIMIT_WORD_BYTES]; /* and in the word itself */
} Folded;

/* False if the word is not to be divided at all. Letters are folded one by
 * one: sharp s stays itself, and dotted capital I gives one letter. */
static bool fold(Str word, Folded *folded)
{
    int capitals = 0;
    bool inner = false;
    folded->length = folded->count = 0;
    for (size_t at = 0; at < word.length;) {
        size_t start = at;
        uint32_t c = utf8_next(word, &at);
        if (is_latin(c)) {
            bool capital = u_isupper((UChar32)c);
            capitals += capital;
            inner = inner || (capital && capitals <= folded->count);
            folded->at[folded->count] = folded->length;
            folded->source[folded->count++] = start;
        } else if (!is_mark(c))
            return false;
        folded->length +=
            utf8_encode((uint32_t)u_tolower((UChar32)c), (char *)folded->text + folded->length);
    }
    return capitals == folded->count ? folded->count > ABBREVIATION : !inner;
}

static void find_points(Hyphens *hyphens, Str word, uint8_t *points)
{
    Folded folded;
    uint8_t values[FOLDED_BYTES + 1] = {0};
    if (!fold(word, &folded) || folded.count < HYPHEN_LEFT + HYPHEN_RIGHT)
        return;
    if (hyphens->level_count == 0)
        put_in_order(hyphens);
    divide_part(hyphens, folded.text, folded.length, true, true, values);
    for (int i = hyphens->left; i <= folded.count - hyphens->right; i++)
        points[folded.source[i]] = values[folded.at[i]] % 2;
}

static void keep(Hyphens *hyphens, Str word, const uint8_t *points)
{
    if (hyphens->answers.count == WORDS_KEPT) {
        arena_free(hyphens->kept);
        hyphens->kept = arena_new();
        map_init(&hyphens->answers, hyphens->kept);
    }
    Str key = {arena_copy(hyphens->kept, word.data, word.length), word.length};
    map_add(&hyphens->answers, key,
            arena_copy(hyphens->kept, (const char *)points, word.length + 1));
}

void hyphens_divide(Hyphens *hyphens, Str word, uint8_t *points)
{
    memset(points, 0, word.length + 1);
    if (word.length < HYPHEN_LEFT + HYPHEN_RIGHT || word.length > LIMIT_WORD_BYTES)
        return;
    const uint8_t *known = map_lookup(&hyphens->answers, word);
    if (known) {
        memcpy(points, known, word.length + 1);
        return;
    }
    find_points(hyphens, word, points);
    keep(hyphens, word, points);
}

/* -- texts ------------------------------------------------------------------------- */

/* The character at a byte, or 0 at the end. */
static uint32_t character_at(Str text, size_t at)
{
    return at < text.length ? utf8_next(text, &at) : 0;
}

/* Where the character before a byte starts; 0 at the start. */
static size_t step_back(Str text, size_t at)
{
    while (at > 0 && (text.data[--at] & 0xC0) == 0x80)
        ;
    return at;
}

static uint32_t character_before(Str text, size_t at)
{
    return at > 0 ? character_at(text, step_back(text, at)) : 0;
}

static bool joins(uint32_t c)
{
    return c == '-' || c == '\'' || c == 0x2010 || c == 0x2011 || c == 0x2019;
}

/* Where the last word starts, the parts of a compound with hyphens being one
 * word. If another script ends the text, behind that. */
static size_t last_word(Str text)
{
    size_t last = text.length;
    bool within = false;
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        if (is_latin(c) || is_mark(c) || c == SOFT_HYPHEN) {
            last = within ? last : start;
            within = true;
        } else if (u_isalpha((UChar32)c)) {
            last = at;
            within = false;
        } else
            within = within && joins(c);
    }
    return last;
}

static bool holds(Str text, const char *word)
{
    size_t length = strlen(word);
    for (size_t at = 0; at + length <= text.length; at++)
        if (memcmp(text.data + at, word, length) == 0)
            return true;
    return false;
}

static bool is_address(Str stretch)
{
    return holds(stretch, "://") || holds(stretch, "www.") || holds(stretch, "@");
}

static bool is_code(uint32_t c)
{
    return c == '_' || c == '@' || c == SOFT_HYPHEN || u_isdigit((UChar32)c);
}

/* Is what stands at start..end part of something that is no plain word? */
static bool is_part(Str text, size_t start, size_t end)
{
    uint32_t before = character_before(text, start), after = character_at(text, end);
    if (is_code(before) || is_code(after))
        return true;
    return (before == '.' && u_isalnum((UChar32)character_before(text, start - 1))) ||
           (after == '.' && u_isalnum((UChar32)character_at(text, end + 1)));
}

/* The words of start..end, which has no spaces. A soft hyphen belongs to its
 * word, which then is none for hyphens_divide. */
static void mark_stretch(Hyphens *hyphens, Str text, size_t start, size_t end, uint8_t *points)
{
    for (size_t at = start; at < end;) {
        size_t word = at;
        if (!is_latin(utf8_next(text, &at)))
            continue;
        for (size_t next = at; at < end; at = next) {
            uint32_t c = utf8_next(text, &next);
            if (!is_latin(c) && !is_mark(c) && c != SOFT_HYPHEN)
                break;
        }
        if (!is_part(text, word, at))
            hyphens_divide(hyphens, (Str){text.data + word, at - word}, points + word);
    }
}

void hyphens_mark(Hyphens *hyphens, Str text, uint8_t *points)
{
    memset(points, 0, text.length + 1);
    size_t last = last_word(text);
    for (size_t at = 0; at < last;) {
        size_t start = at, end = at;
        while (at < text.length && !u_isUWhiteSpace((UChar32)utf8_next(text, &at)))
            end = at;
        if (!is_address((Str){text.data + start, end - start}))
            mark_stretch(hyphens, text, start, end < last ? end : last, points);
    }
}
