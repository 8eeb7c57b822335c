/* hyphen: where words of German and English are divided, and which words are
 * not; and that libhyphen, for which the dictionaries are made, says the same.
 * The working folder is the repository's root. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hyphen.h>
#include <unistd.h>

#include "base/limits.h"
#include "text/hyphen.h"
#include "text/locale.h"

#define START start
#include "unit.h"

#define MOST_BYTES 4096 /* of a text of these tests */

static Hyphens *german, *english;
static FileState file_state;
static const char *why;

static int start(void **state)
{
    unit_start(state);
    german = hyphens_open(arena, NULL, "data/hyphenation/de.dic", &file_state, &why);
    english = hyphens_open(arena, NULL, "data/hyphenation/en.dic", &file_state, &why);
    return german && english ? 0 : -1;
}

/* The text with "=" wherever `points` has 1. */
static const char *shown(Str text, const uint8_t *points)
{
    char *out = arena_alloc(arena, text.length * 2 + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        assert_in_range(points[i], 0, 1);
        if (points[i])
            out[length++] = '=';
        out[length++] = text.data[i];
    }
    assert_int_equal(points[text.length], 0);
    return out;
}

static const char *divided(Hyphens *hyphens, const char *word)
{
    uint8_t points[MOST_BYTES];
    memset(points, 7, sizeof points);
    hyphens_divide(hyphens, str_of(word), points);
    assert_int_equal(points[strlen(word) + 1], 7);
    return shown(str_of(word), points);
}

static const char *marked(Hyphens *hyphens, const char *text)
{
    uint8_t points[MOST_BYTES];
    memset(points, 7, sizeof points);
    hyphens_mark(hyphens, str_of(text), points);
    assert_int_equal(points[strlen(text) + 1], 7);
    return shown(str_of(text), points);
}

typedef struct {
    const char *word, *divided;
} Case;

static void check_words(Hyphens *hyphens, const Case *cases, size_t count)
{
    for (int again = 0; again < 2; again++) /* found, and remembered */
        for (size_t i = 0; i < count; i++)
            assert_string_equal(divided(hyphens, cases[i].word), cases[i].divided);
}

static void check_texts(Hyphens *hyphens, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(marked(hyphens, cases[i].word), cases[i].divided);
}

#define CHECK_WORDS(hyphens, cases) check_words((hyphens), (cases), sizeof(cases) / sizeof *(cases))
#define CHECK_TEXTS(hyphens, cases) check_texts((hyphens), (cases), sizeof(cases) / sizeof *(cases))

/* A dictionary of these bytes. */
static Hyphens *made(const char *bytes, size_t length)
{
    char path[] = "/tmp/zonebrief-hyphen-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, bytes, length), length);
    close(descriptor);
    why = NULL;
    Hyphens *hyphens = hyphens_open(arena, NULL, path, &file_state, &why);
    unlink(path);
    return hyphens;
}

#define MADE(literal) made((literal), sizeof(literal) - 1)

/* -- words --------------------------------------------------------------------------- */

/* As Duden divides them, but for points that leave fewer than three letters. */
static void german_words(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"Zusammenarbeit", "Zu=sam=men=ar=beit"},
        {"Demonstrationszone", "De=mons=tra=ti=ons=zone"},
        {"Vereinbarungen", "Ver=ein=ba=run=gen"},
        {"Straße", "Straße"}, /* -ße */
        {"Straßenbau", "Stra=ßen=bau"},
        {"Ökologie", "Öko=lo=gie"},
        {"Umweltschutz", "Um=welt=schutz"},
        {"Wasserstofftechnologie", "Was=ser=stoff=tech=no=lo=gie"},
        {"Regierungsabkommen", "Re=gie=rungs=ab=kom=men"},
        {"größten", "größ=ten"},
        {"Zucker", "Zu=cker"},
    };
    CHECK_WORDS(german, CASES);
}

static void english_words(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"cooperation", "co=op=er=a=tion"},    {"development", "de=vel=op=ment"},
        {"demonstration", "demon=stra=tion"},  {"Memorandum", "Mem=o=ran=dum"},
        {"semiconductor", "semi=con=duc=tor"},
    };
    CHECK_WORDS(english, CASES);
}

static void ends_of_words_are_not_divided_off(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"aber", "aber"}, {"Zone", "Zone"}, {"Ofen", "Ofen"},
        {"eine", "eine"}, {"", ""},         {"ä", "ä"},
    };
    CHECK_WORDS(german, CASES);
    assert_string_equal(divided(english, "only"), "only");
    assert_string_equal(divided(english, "money"), "money"); /* mon-ey */
}

static void case_does_not_matter(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"zusammenarbeit", "zu=sam=men=ar=beit"},
        {"ZUSAMMENARBEIT", "ZU=SAM=MEN=AR=BEIT"},
        {"ÖKOLOGIE", "ÖKO=LO=GIE"},
        {"STRAẞENBAU", "STRA=ẞEN=BAU"}, /* three bytes, ß has two */
        {"DE\u0130NEM", "DE\u0130NEM"},
    };
    CHECK_WORDS(german, CASES);
}

static void abbreviations_and_names_stay_whole(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"NDRC", "NDRC"},     {"MOFCOM", "MOFCOM"},
        {"UNESCO", "UNESCO"}, {"PowerPoint", "PowerPoint"},
        {"GmbHs", "GmbHs"},
    };
    CHECK_WORDS(english, CASES);
    assert_string_equal(divided(english, "Mofcom"), "Mof=com");
    assert_string_equal(divided(english, "REPORT"), "REPORT");
    assert_string_equal(divided(english, "REPORTER"), "RE=PORTER");
}

static void what_is_no_word_stays_whole(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"cooperation2020", "cooperation2020"}, {"co-operation", "co-operation"},
        {"government's", "government's"},       {"示范区示范区", "示范区示范区"},
        {"кооперация", "кооперация"},
    };
    CHECK_WORDS(english, CASES);
}

static void marks_stay_with_their_letters(void **state)
{
    (void)state;
    Hyphens *hyphens = MADE("UTF-8\n1\u0308\nn1\nm1\n");
    assert_string_equal(divided(hyphens, "\u0308aman\u0308amana"), "\u0308am=an\u0308am=ana");
    assert_string_equal(divided(hyphens, "m\u0308m\u0308m\u0308mmm"), "m\u0308m\u0308m\u0308mmm");
}

static void words_too_long_stay_whole(void **state)
{
    (void)state;
    char word[MOST_BYTES - 2];
    for (size_t length = 0; length + 7 < sizeof word; length += 7) {
        memcpy(word + length, "arbeits", 8);
        bool whole = !strchr(divided(german, word), '=');
        assert_int_equal(whole, length + 7 > LIMIT_WORD_BYTES);
    }
    for (size_t length = LIMIT_WORD_BYTES; length <= LIMIT_WORD_BYTES + 1; length++) {
        word[length] = '\0';
        for (size_t i = length; i-- > 0;)
            word[i] = "arbeits"[i % 7];
        assert_int_equal(!strchr(divided(german, word), '='), length > LIMIT_WORD_BYTES);
    }
    for (size_t i = 0; i + 4 < sizeof word; i += 3) /* grows when made small */
        memcpy(word + i, "Ⱥ", 3);
    for (size_t length = 2; length < 300; length += 2) {
        for (size_t i = 0; i < length; i += 2)
            memcpy(word + i, "\u023A", 3);
        divided(german, word);
    }
}

static void more_words_than_are_kept(void **state)
{
    (void)state;
    char word[] = "cooperationaaaa";
    for (int i = 0; i < 5000; i++) {
        for (int k = 0, rest = i; k < 4; k++, rest /= 10)
            word[11 + k] = (char)('a' + rest % 10);
        assert_memory_equal(divided(english, word), "co=op=er=a=", 11);
    }
    assert_string_equal(divided(english, "cooperation"), "co=op=er=a=tion");
}

/* -- texts --------------------------------------------------------------------------- */

static void all_words_but_the_last(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"Die Zusammenarbeit der Regierungen.", "Die Zu=sam=men=ar=beit der Regierungen."},
        {"Vereinbarungen", "Vereinbarungen"},
        {"Vereinbarungen: Vereinbarungen", "Ver=ein=ba=run=gen: Vereinbarungen"},
        {"Vereinbarungen der Umwelt-Zusammenarbeit",
         "Ver=ein=ba=run=gen der Umwelt-Zusammenarbeit"},
        {"Umwelt-Zusammenarbeit, ja", "Um=welt-Zu=sam=men=ar=beit, ja"},
        {"Vereinbarungen [12]", "Vereinbarungen [12]"},
        {"„Vereinbarungen“ und/oder Straßen (so)", "„Ver=ein=ba=run=gen“ und/oder Stra=ßen (so)"},
        {"示范区Vereinbarungen。示范区", "示范区Ver=ein=ba=run=gen。示范区"},
        {"", ""},
        {" ", " "},
    };
    CHECK_TEXTS(german, CASES);
    assert_string_equal(marked(english, "The government’s governments"),
                        "The gov=ern=ment’s governments");
    assert_string_equal(marked(english, "The government’s"), "The government’s");
}

static void addresses_and_codes_stay_whole(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {"at http://cooperation.example/development or",
         "at http://cooperation.example/development or"},
        {"(www.development.example) or", "(www.development.example) or"},
        {"development@cooperation.example or", "development@cooperation.example or"},
        {"see cooperation.development.example or", "see cooperation.development.example or"},
        {"cooperation_development cooperation2 2cooperation or",
         "cooperation_development cooperation2 2cooperation or"},
        {"cooperation.\u3000development. So", "co=op=er=a=tion.\u3000de=vel=op=ment. So"},
        {"www.a.b\ncooperation x", "www.a.b\nco=op=er=a=tion x"},
    };
    CHECK_TEXTS(english, CASES);
}

static void soft_hyphens_have_their_way(void **state)
{
    (void)state;
    assert_string_equal(marked(english, "develop\u00ADment cooperation so"),
                        "develop\u00ADment co=op=er=a=tion so");
    assert_string_equal(marked(english, "\u00ADdevelopment development\u00AD so"),
                        "\u00ADdevelopment development\u00AD so");
}

/* -- dictionaries -------------------------------------------------------------------- */

static void dictionaries_that_are_none(void **state)
{
    (void)state;
    static const char *const PATHS[] = {"data/hyphenation/none.dic", "data", "/dev/null",
                                        "data/project.json"};
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        why = NULL;
        assert_null(hyphens_open(arena, NULL, PATHS[i], &file_state, &why));
        assert_non_null(why);
        assert_null(strchr(why, '\n'));
    }
    assert_null(MADE(""));
    assert_null(MADE("ISO8859-1\na1b\n"));
    assert_non_null(why);
}

/* Nothing is known of them but that nothing breaks. */
static void dictionaries_that_are_broken(void **state)
{
    (void)state;
    static const char *const BROKEN[] = {
        "UTF-8",
        "UTF-8\n",
        "UTF-8\nNEXTLEVEL\nNEXTLEVEL\n",
        "UTF-8\nLEFTHYPHENMIN\nLEFTHYPHENMIN x\nRIGHTHYPHENMIN 99999999999\n1e1",
        "UTF-8\n\n123\n/\n1/\n/1\n \n.\n..\n%\n#\n9.9.9\n",
        "UTF-8\n1\xC3\n\xB6"
        "1\n\xFF"
        "1\xFE"
        "1\n1a1b1c1d1e1f1g1h1i1j1k1l1m1n1o1p1r1s1t1u1v1w1x1y1z1",
        "UTF-8\r\n1a1\r\n1b1\r\n1e1\r\nNEXTLEVEL\r\n1a1\r\n",
    };
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        Hyphens *hyphens = made(BROKEN[i], strlen(BROKEN[i]));
        assert_non_null(hyphens);
        divided(hyphens, "Zusammenarbeit");
        divided(hyphens, "Ökologie");
    }
    char *lines = arena_alloc(arena, 1000);
    memset(lines, 'a', 999);
    memcpy(lines, "UTF-8\n", 6);
    assert_string_equal(divided(made(lines, 999), "aaaaaaaa"), "aaaaaaaa");
    assert_string_equal(divided(MADE("UTF-8\na1\0b\na1a\n"), "aaaaaaaa"), "aa=a=a=a=aaa");
}

static void patterns_in_any_order(void **state)
{
    (void)state;
    Hyphens *hyphens = MADE("UTF-8\nz1z\n.ab1c\na1b\n% b1c\n2bc\nb1cd\n");
    assert_string_equal(divided(hyphens, "abcdefzzz"), "ab=cdefzzz");
    assert_string_equal(divided(hyphens, "zzzabczzz"), "zz=zabczzz");
    assert_string_equal(divided(MADE("UTF-8\na1b\na2b\n"), "aaabbbb"), "aaabbbb");
    assert_string_equal(divided(MADE("UTF-8\na2b\na1b\n"), "aaabbbb"), "aaa=bbbb");
}

/* "abc" begins "abcd", so "b1c" is silent in it, as it is in libhyphen. */
static void longer_patterns_silence_shorter_ones(void **state)
{
    (void)state;
    Hyphens *hyphens = MADE("UTF-8\nabcd\nb1c\n");
    assert_string_equal(divided(hyphens, "xabcexxx"), "xabcexxx");
    assert_string_equal(divided(hyphens, "xxbcexxx"), "xxb=cexxx");
}

static void least_lengths_of_a_dictionary(void **state)
{
    (void)state;
    assert_string_equal(divided(MADE("UTF-8\na1a\n"), "aaaaaaaaa"), "aa=a=a=a=a=aaa");
    assert_string_equal(
        divided(MADE("UTF-8\nLEFTHYPHENMIN 4\nRIGHTHYPHENMIN 4\na1a\n"), "aaaaaaaaa"),
        "aaaa=a=aaaa");
    assert_string_equal(
        divided(MADE("UTF-8\nLEFTHYPHENMIN 1\nRIGHTHYPHENMIN 1\na1a\n"), "aaaaaaaaa"),
        "aa=a=a=a=a=aaa");
    assert_string_equal(divided(MADE("UTF-8\nCOMPOUNDLEFTHYPHENMIN 3\nCOMPOUNDRIGHTHYPHENMIN 2\n"
                                     "a1b\nNEXTLEVEL\na1a\nb1b\n"),
                                "aaaaabbbbbb"),
                        "aa=a=aa=bbb=bbb");
}

static void points_that_change_the_spelling_are_left_out(void **state)
{
    (void)state;
    Hyphens *hyphens = MADE("UTF-8\na1atje./a=t,1,3\nm1a\n");
    assert_string_equal(divided(hyphens, "tomaatje"), "tom=aatje");
    assert_string_equal(divided(MADE("UTF-8\na1atje\nm1a\n"), "tomaatje"), "tom=a=atje");
}

static void a_file_has_its_hash(void **state)
{
    (void)state;
    assert_true(hyphens_hash(german) != hyphens_hash(english));
    assert_true(hyphens_hash(MADE("UTF-8\na1b\n")) == hyphens_hash(MADE("UTF-8\na1b\n")));
    assert_true(hyphens_hash(MADE("UTF-8\na1b\n")) != hyphens_hash(MADE("UTF-8\na1c\n")));
}

static void a_locale_has_dictionaries_by_language(void **state)
{
    (void)state;
    Locale *locale = locale_open(arena, LANG_DE);
    assert_null(locale_hyphens(locale, LANG_DE));
    locale_hyphenate(locale, LANG_DE, german);
    locale_hyphenate(locale, LANG_EN, english);
    assert_ptr_equal(locale_hyphens(locale, LANG_NONE), german);
    assert_ptr_equal(locale_hyphens(locale, LANG_DE), german);
    assert_ptr_equal(locale_hyphens(locale, LANG_EN), english);
    assert_null(locale_hyphens(locale, LANG_JA));
}

/* -- libhyphen ----------------------------------------------------------------------- */

/* libhyphen loses a byte of a dictionary that it frees: LeakSanitizer asks here
 * what not to tell. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhyphen";
}

static Str whole_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = arena_alloc(arena, LIMIT_FILE_BYTES);
    size_t length = fread(bytes, 1, LIMIT_FILE_BYTES, file);
    fclose(file);
    return (Str){bytes, length};
}

/* A tenth of the compounds and all of the second level: libhyphen takes
 * seconds for the whole file. */
static const char *thinned(const char *path)
{
    char *made_path = arena_copy(arena, "/tmp/zonebrief-hyphen-XXXXXX", 28);
    int descriptor = mkstemp(made_path);
    assert_true(descriptor >= 0);
    FILE *to = fdopen(descriptor, "wb");
    Str text = whole_file(path);
    bool all = false;
    int line = 0;
    for (size_t at = 0; at < text.length; line++) {
        const char *from = text.data + at;
        size_t length = (size_t)((const char *)memchr(from, '\n', text.length - at) - from) + 1;
        all = all || strncmp(from, "NEXTLEVEL", 9) == 0;
        if (all || line < 100 || line % 10 == 0)
            fwrite(from, 1, length, to);
        at += length;
    }
    fclose(to);
    return made_path;
}

/* Is every point the same? libhyphen has one number a character, odd where a
 * hyphen may stand behind it. */
static bool agree(HyphenDict *theirs, Hyphens *ours, Str word)
{
    uint8_t points[MOST_BYTES];
    char numbers[LIMIT_WORD_BYTES + 5], **changes = NULL;
    int *positions = NULL, *cuts = NULL, character = 0;
    const char *text = arena_copy(arena, word.data, word.length);
    hyphens_divide(ours, word, points);
    hnj_hyphen_hyphenate3(theirs, text, (int)word.length, numbers, NULL, &changes, &positions,
                          &cuts, HYPHEN_LEFT, HYPHEN_RIGHT, 0, 0);
    for (size_t at = 0; at < word.length; character++) {
        if (character > 0 && (numbers[character - 1] & 1) != points[at])
            return false;
        utf8_next(word, &at);
    }
    return true;
}

/* Words are runs of small letters of a dictionary's own lines, digits taken
 * out, and pairs of neighbours run together. */
static void compare(const char *path, const char *words)
{
    HyphenDict *theirs = hnj_hyphen_load(path);
    Hyphens *ours = hyphens_open(arena, NULL, path, &file_state, &why);
    Str text = whole_file(words);
    char pair[2 * LIMIT_WORD_BYTES];
    size_t length = 0, before = 0;
    int compared = 0;
    for (size_t at = 0; at < text.length; at++) {
        char c = text.data[at];
        if (c >= 'a' && c <= 'z')
            pair[length++] = c;
        else if ((unsigned char)c == 0xC3) {
            pair[length++] = c;
            pair[length++] = text.data[++at];
        }
        if (c != '\n')
            continue;
        if (length > 4 && length <= LIMIT_WORD_BYTES && compared++ < 20000) {
            if (!agree(theirs, ours, (Str){pair, length}) ||
                !agree(theirs, ours, (Str){pair + before, length - before}))
                fail_msg("%.*s", (int)length, pair);
        }
        memmove(pair, pair + before, length - before);
        length -= before;
        before = length;
    }
    assert_true(compared > 5000);
    hnj_hyphen_free(theirs);
}

static void libhyphen_says_the_same(void **state)
{
    (void)state;
    compare("data/hyphenation/en.dic", "data/hyphenation/en.dic");
    const char *path = thinned("data/hyphenation/de.dic");
    compare(path, "data/hyphenation/de.dic");
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(german_words),
        TEST(english_words),
        TEST(ends_of_words_are_not_divided_off),
        TEST(case_does_not_matter),
        TEST(abbreviations_and_names_stay_whole),
        TEST(what_is_no_word_stays_whole),
        TEST(marks_stay_with_their_letters),
        TEST(words_too_long_stay_whole),
        TEST(more_words_than_are_kept),
        TEST(all_words_but_the_last),
        TEST(addresses_and_codes_stay_whole),
        TEST(soft_hyphens_have_their_way),
        TEST(dictionaries_that_are_none),
        TEST(dictionaries_that_are_broken),
        TEST(patterns_in_any_order),
        TEST(longer_patterns_silence_shorter_ones),
        TEST(least_lengths_of_a_dictionary),
        TEST(points_that_change_the_spelling_are_left_out),
        TEST(a_file_has_its_hash),
        TEST(a_locale_has_dictionaries_by_language),
        TEST(libhyphen_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
