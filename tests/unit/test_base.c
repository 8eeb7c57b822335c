/* base: decimals, arenas, buffers, UTF-8, names that are near, maps, and what
 * reports look like in print. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/filehash.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/notice.h"
#include "base/path.h"
#include "base/threads.h"

#include "unit.h"

/* -- hashes ------------------------------------------------------------------------ */

static void pieces_hash_as_the_whole(void **state)
{
    (void)state;
    char bytes[3000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * i % 251);
    HashSum *sum = hash_sum_new(arena);
    for (size_t length = 0; length < sizeof bytes; length += 97)
        for (size_t piece = 1; piece < 1200; piece = piece * 3 + 1) {
            for (size_t at = 0; at < length; at += piece)
                hash_sum_add(sum, (Str){bytes + at, length - at < piece ? length - at : piece});
            assert_true(hash_equal(hash_sum_take(sum), hash_of((Str){bytes, length})));
        }
}

enum { HASHED = 7 }; /* files */

typedef struct {
    const char *const *paths;
    Hash hashes[HASHED];
    FileHasher hashers[THREADS_MOST];
} Hashing;

static void hash_file(void *context, int thread, int index)
{
    Hashing *hashing = context;
    hashing->hashes[index] = file_hasher_read(&hashing->hashers[thread], hashing->paths[index]);
}

static void files_are_hashed_on_several_threads(void **state)
{
    (void)state;
    static const char *const PATHS[HASHED] = {
        "Makefile", "README.md", "Makefile", "no such file", "src", "src/build.c", "src/main.c"};
    FileHashes one;
    Hashing hashing = {.paths = PATHS};
    file_hashes_init(&one, arena, NULL);
    for (int i = 0; i < THREADS_MOST; i++)
        file_hasher_init(&hashing.hashers[i], arena);
    Crew crew;
    crew_begin(&crew, THREADS_MOST, HASHED, hash_file, &hashing);
    crew_end(&crew);
    for (int i = 0; i < HASHED; i++)
        assert_true(hash_equal(hashing.hashes[i], file_hash(&one, PATHS[i])));
    assert_true(hash_is_none(hashing.hashes[3]) && hash_is_none(hashing.hashes[4]));
    assert_int_equal(one.map.count, 4); /* each once, none that cannot be read */
}

static void what_is_known_is_not_read(void **state)
{
    (void)state;
    FileHashes known, more;
    file_hashes_init(&known, arena, NULL);
    file_hash_set(&known, "LICENSE", (Hash){1, 2});
    file_hashes_init(&more, arena, &known);
    assert_true(hash_equal(file_hash(&more, "LICENSE"), (Hash){1, 2}));
    assert_non_null(file_hash_known(&more, "LICENSE"));
    assert_null(file_hash_known(&more, "Makefile"));
    Hash read = file_hash(&more, "Makefile");
    assert_true(hash_equal(*file_hash_known(&more, "Makefile"), read));
    assert_null(file_hash_known(&known, "Makefile"));
}

/* -- threads ----------------------------------------------------------------------- */

typedef struct {
    int *done;
    _Atomic int strangers; /* threads of no right number */
    int threads;
} Labour;

static void note(void *context, int thread, int index)
{
    Labour *labour = context;
    labour->done[index]++;
    labour->strangers += thread < 0 || thread >= labour->threads;
    arena_free(arena_new()); /* blocks are of the whole process */
}

static void each_piece_of_work_is_done_once(void **state)
{
    (void)state;
    for (int threads = 1; threads <= THREADS_MOST; threads++)
        for (int count = 0; count < 3000; count = count * 7 + 1) {
            Labour labour = {.done = ARENA_ARRAY(arena, int, count), .threads = threads};
            Crew crew;
            crew_begin(&crew, threads, count, note, &labour);
            assert_true(crew.begun < threads && crew.begun <= count);
            crew_end(&crew);
            assert_int_equal(labour.strangers, 0);
            for (int i = 0; i < count; i++)
                assert_int_equal(labour.done[i], 1);
        }
}

static void digits_that_are_no_hash_are_none(void **state)
{
    (void)state;
    Hash hash = hash_of(STR("words"));
    char *digits = arena_copy(arena, hash_text(arena, hash), HASH_DIGITS);
    assert_true(hash_equal(hash_read(str_of(digits)), hash));
    assert_true(hash_is_none(hash_read((Str){digits, HASH_DIGITS - 1})));
    digits[HASH_DIGITS - 1] = 'g';
    assert_true(hash_is_none(hash_read(str_of(digits))));
}

/* -- decimals ---------------------------------------------------------------------- */

static Decimal number(const char *token)
{
    Decimal decimal;
    if (!decimal_parse(str_of(token), &decimal))
        fail_msg("\"%s\" is not read", token);
    return decimal;
}

static void numbers_keep_their_digits(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"0.000", "0"},
        {"0e5", "0"},
        {"21.75", "21.75"},
        {"21.750", "21.75"},
        {"-0.05", "-0.05"},
        {"1e3", "1000"},
        {"1E+3", "1000"},
        {"15e-1", "1.5"},
        {"1.50", "1.5"},
        {"0.1", "0.1"},
        {"100", "100"},
        {"9007199254740993", "9007199254740993"},
        {"21750000000", "21750000000"},
        {"1e-7", "0.0000001"},
        {"12.5e2", "1250"},
        {"-123456789012345678901234567890.123", "-123456789012345678901234567890.123"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Decimal decimal = number(CASES[i][0]);
        assert_string_equal(decimal_text(&decimal, arena), CASES[i][1]);
    }
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const CASES[] = {
        "",   "-",  ".",    "1.2.3",  "e5",      "1e",  "1e+",  "1,5", "+1",
        "1 ", " 1", "0x10", "1e1000", "1e-1000", "NaN", "1e5x", "--1", "1e99999999999"};
    Decimal decimal;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        if (decimal_parse(str_of(CASES[i]), &decimal))
            fail_msg("\"%s\" is read as a number", CASES[i]);
}

/* decimal.h promises JSON's grammar, and number_help offers what it takes. */
static void what_json_refuses_is_refused(void **state)
{
    (void)state;
    static const char *const CASES[] = {".5", "-.5", "5.", "05", "-05", "00", "1.e5"};
    Decimal decimal;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        if (decimal_parse(str_of(CASES[i]), &decimal))
            fail_msg("\"%s\" is read as a number", CASES[i]);
}

static void the_longest_number_is_read(void **state)
{
    (void)state;
    char digits[DECIMAL_DIGITS + 1];
    Decimal decimal;
    memset(digits, '9', sizeof digits);
    assert_true(decimal_parse((Str){digits, DECIMAL_DIGITS}, &decimal));
    assert_int_equal(decimal.count, DECIMAL_DIGITS);
    assert_false(decimal_parse((Str){digits, DECIMAL_DIGITS + 1}, &decimal));
    decimal = number("1e999");
    assert_int_equal(strlen(decimal_text(&decimal, arena)), 1000);
    decimal = number("1e-999");
    assert_int_equal(strlen(decimal_text(&decimal, arena)), 1001);
}

static void numbers_compare_by_value(void **state)
{
    (void)state;
    static const char *const RISING[] = {"-1e9",
                                         "-10",
                                         "-9.99",
                                         "-0.05",
                                         "0",
                                         "1e-9",
                                         "0.1",
                                         "0.11",
                                         "1.49",
                                         "1.5",
                                         "9",
                                         "10",
                                         "10.01",
                                         "1e3",
                                         "9007199254740992",
                                         "9007199254740993",
                                         "1e999"};
    int count = (int)(sizeof RISING / sizeof *RISING);
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++) {
            Decimal a = number(RISING[i]), b = number(RISING[j]);
            int order = i < j ? -1 : i > j;
            if (decimal_compare(&a, &b) != order)
                fail_msg("%s and %s", RISING[i], RISING[j]);
        }
    Decimal a = number("1.50"), b = number("15e-1");
    assert_int_equal(decimal_compare(&a, &b), 0);
}

static void points_become_thousandths(void **state)
{
    (void)state;
    static const struct {
        const char *token;
        int32_t value;
    } CASES[] = {{"0", 0},
                 {"1", 1000},
                 {"595.276", 595276},
                 {"0.0004", 0},
                 {"0.0005", 1},
                 {"-0.0005", -1},
                 {"-12.3456", -12346},
                 {"1.9994999", 1999},
                 {"1e-300", 0},
                 {"2147483.647", INT32_MAX},
                 {"0.00049999", 0}};
    int32_t value;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Decimal decimal = number(CASES[i].token);
        assert_true(decimal_thousandths(&decimal, &value));
        assert_int_equal(value, CASES[i].value);
    }
    static const char *const LARGE[] = {"2147483.648", "1e9", "-1e300", "9999999999"};
    for (size_t i = 0; i < sizeof LARGE / sizeof *LARGE; i++) {
        Decimal decimal = number(LARGE[i]);
        assert_false(decimal_thousandths(&decimal, &value));
    }
}

static void numbers_reach(void **state)
{
    (void)state;
    Decimal decimal = number("1e6");
    assert_true(decimal_reaches(&decimal, 1000000));
    assert_true(decimal_reaches(&decimal, 0));
    decimal = number("999999.9999");
    assert_false(decimal_reaches(&decimal, 1000000));
    decimal = number("-1000000");
    assert_true(decimal_reaches(&decimal, 1000000)); /* its size */
    decimal = number("0");
    assert_true(decimal_reaches(&decimal, 0));
    assert_false(decimal_reaches(&decimal, 1));
}

static void numbers_are_rounded(void **state)
{
    (void)state;
    static const struct {
        const char *token;
        int place;
        const char *rounded;
    } CASES[] = {{"21.75", -1, "21.8"}, {"21.74", -1, "21.7"}, {"-21.75", -1, "-21.8"},
                 {"9.99", 0, "10"},     {"999.5", 0, "1000"},  {"-0.96", 0, "-1"},
                 {"0.06", 0, "0"},      {"0.96", 1, "0"},      {"96", 2, "100"},
                 {"44", 2, "0"},        {"1500", 3, "2000"},   {"12", -3, "12"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Decimal decimal = number(CASES[i].token);
        Decimal rounded = decimal_round(&decimal, CASES[i].place);
        assert_string_equal(decimal_text(&rounded, arena), CASES[i].rounded);
    }
}

static void sums_and_products_have_all_digits_or_are_none(void **state)
{
    (void)state;
    Decimal large = number("1e100"), small = number("1e-26"), result;
    assert_true(decimal_add(&large, &small, &result));
    assert_int_equal(result.count, 127);
    small = number("1e-27");
    assert_false(decimal_add(&large, &small, &result));
    assert_int_equal(result.count, 127);
    char digits[DECIMAL_DIGITS];
    memset(digits, '9', sizeof digits);
    assert_true(decimal_parse((Str){digits, DECIMAL_DIGITS / 2}, &large));
    assert_true(decimal_multiply(&large, &large, &result));
    assert_int_equal(result.count, DECIMAL_DIGITS);
    assert_true(decimal_parse((Str){digits, DECIMAL_DIGITS / 2 + 1}, &small));
    assert_false(decimal_multiply(&large, &small, &result));
}

/* -- memory ------------------------------------------------------------------------ */

static void arenas_give_zeroed_aligned_memory(void **state)
{
    (void)state;
    for (size_t size = 0; size < 200000; size = size * 2 + 1) {
        unsigned char *bytes = arena_alloc(arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xAA, size);
    }
}

static void growing_keeps_what_was_there(void **state)
{
    (void)state;
    int *list = NULL;
    int count = 0, room = 0;
    for (int i = 0; i < 5000; i++) {
        ARENA_RESERVE(arena, list, count, room);
        list[count++] = i;
    }
    for (int i = 0; i < 5000; i++)
        assert_int_equal(list[i], i);
    int *larger = arena_grow(arena, list, 5000, 5001, sizeof *list);
    assert_int_equal(larger[4999], 4999);
    assert_int_equal(larger[5000], 0);
}

/* What was allocated last grows where it stands; what is behind another does not. */
static void growing_overwrites_nothing(void **state)
{
    (void)state;
    Arena *own = arena_new();
    char *first = ARENA_ARRAY(own, char, 10);
    memset(first, 'a', 10);
    char *longer = arena_grow(own, first, 10, 100, 1);
    assert_ptr_equal(longer, first);
    for (int i = 0; i < 100; i++)
        assert_int_equal(longer[i], i < 10 ? 'a' : 0);
    char *second = ARENA_ARRAY(own, char, 10);
    memset(second, 'b', 10);
    char *moved = arena_grow(own, longer, 100, 200, 1);
    assert_ptr_not_equal(moved, longer);
    assert_int_equal(second[0], 'b');
    char *huge = arena_grow(own, moved, 200, 200000, 1); /* more than a block holds */
    assert_ptr_not_equal(huge, moved);
    assert_int_equal(huge[0], 'a');
    assert_int_equal(huge[199999], 0);
    arena_free(own);
}

/* The exit status of a process that asks for that much. */
static int status_of(void (*ask)(size_t), size_t size)
{
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        ask(size);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void ask_arena(size_t size)
{
    arena_alloc(arena, size);
}

static void ask_arena_for_many(size_t size)
{
    arena_array(arena, size, 2);
}

static void ask_arena_for_more(size_t size)
{
    arena_grow(arena, arena_alloc(arena, 2), 1, size, 2);
}

#ifndef __SANITIZE_ADDRESS__ /* whose malloc is its own */

static void *volatile given;

static void ask_malloc(size_t size)
{
    given = malloc(size);
}

static void ask_calloc(size_t size)
{
    given = calloc(size / 2, 2);
}

static void ask_realloc(size_t size)
{
    given = realloc(malloc(1), size);
}

static void ask_aligned(size_t size)
{
    given = aligned_alloc(64, size / 64 * 64);
}

static void ask_posix(size_t size)
{
    void *block = NULL;
    given = posix_memalign(&block, 64, size) == 0 ? block : NULL;
}

#endif

static void what_no_machine_has_ends_the_process(void **state)
{
    (void)state;
    static void (*const ASK[])(size_t) = {ask_arena, ask_arena_for_many, ask_arena_for_more};
    for (size_t i = 0; i < sizeof ASK / sizeof *ASK; i++) {
        assert_int_equal(status_of(ASK[i], 1000), 0);
        assert_int_equal(status_of(ASK[i], SIZE_MAX), 3);
        assert_int_equal(status_of(ASK[i], SIZE_MAX - 100), 3);
    }
#ifndef __SANITIZE_ADDRESS__
    static void (*const LIBRARY[])(size_t) = {ask_malloc, ask_calloc, ask_realloc, ask_aligned,
                                              ask_posix};
    for (size_t i = 0; i < sizeof LIBRARY / sizeof *LIBRARY; i++) {
        assert_int_equal(status_of(LIBRARY[i], 1000), 0);
        assert_int_equal(status_of(LIBRARY[i], SIZE_MAX / 2), 3);
    }
#endif
}

static int closed[3], closed_count;

static void note_closed(void *handle)
{
    closed[closed_count++] = *(int *)handle;
}

static void handles_close_last_first(void **state)
{
    (void)state;
    static int handles[] = {1, 2, 3};
    Arena *own = arena_new();
    closed_count = 0;
    for (int i = 0; i < 3; i++)
        arena_defer(own, note_closed, &handles[i]);
    assert_int_equal(closed_count, 0);
    arena_free(own);
    assert_int_equal(closed_count, 3);
    assert_int_equal(closed[0], 3);
    assert_int_equal(closed[2], 1);
}

static void buffers_grow(void **state)
{
    (void)state;
    Buf buf;
    buf_init(&buf, arena);
    assert_string_equal(buf.data, "");
    for (int i = 0; i < 1000; i++) {
        buf_char(&buf, (char)('a' + i % 26));
        buf_text(&buf, "xyz");
    }
    assert_int_equal(buf.length, 4000);
    assert_int_equal(strlen(buf.data), 4000);
    assert_memory_equal(buf.data + 3996, "lxyz", 4);
    buf_add(&buf, NULL, 0);
    buf_add(&buf, "\0b", 2);
    assert_int_equal(buf.length, 4002);
}

static const char *len_text(Len value)
{
    Buf buf;
    buf_init(&buf, arena);
    buf_len(&buf, value);
    return buf.data;
}

static void lengths_are_as_short_as_can_be(void **state)
{
    (void)state;
    static const struct {
        Len value;
        const char *text;
    } CASES[] = {{0, "0"},
                 {1000, "1"},
                 {10500, "10.5"},
                 {-40, "-0.04"},
                 {-1500, "-1.5"},
                 {1, "0.001"},
                 {999, "0.999"},
                 {-1000, "-1"},
                 {100, "0.1"},
                 {120340, "120.34"},
                 {INT32_MAX, "2147483.647"},
                 {INT32_MIN, "-2147483.648"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(len_text(CASES[i].value), CASES[i].text);
}

static void integers_and_hexadecimals(void **state)
{
    (void)state;
    Buf buf;
    buf_init(&buf, arena);
    buf_int(&buf, INT64_MIN);
    buf_char(&buf, ' ');
    buf_int(&buf, 0);
    buf_char(&buf, ' ');
    buf_hex(&buf, 0x2A, 4);
    buf_char(&buf, ' ');
    buf_hex(&buf, 0xDEADBEEF, 8);
    buf_printf(&buf, " %03d", 7);
    assert_string_equal(buf.data, "-9223372036854775808 0 002A DEADBEEF 007");
}

static void lengths_are_scaled_and_rounded(void **state)
{
    (void)state;
    assert_int_equal(len_scale(1, 1, 2), 1);
    assert_int_equal(len_scale(-1, 1, 2), -1);
    assert_int_equal(len_scale(1, 1, 3), 0);
    assert_int_equal(len_scale(500, 10500, 1000), 5250);
    assert_int_equal(len_scale(2000000000, 3, 3), 2000000000);
}

/* -- strings ----------------------------------------------------------------------- */

static void characters_are_decoded_and_encoded(void **state)
{
    (void)state;
    static const uint32_t POINTS[] = {0x41,   0x7F,   0x80,   0x7FF,   0x800,   0x9AA8,
                                      0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x20BB7, 0x10FFFF};
    for (size_t i = 0; i < sizeof POINTS / sizeof *POINTS; i++) {
        char bytes[4];
        int length = utf8_encode(POINTS[i], bytes);
        assert_int_equal(utf8_length((unsigned char *)bytes, 4), length);
        assert_int_equal(utf8_length((unsigned char *)bytes, (size_t)length - 1), 0);
        size_t at = 0;
        assert_int_equal(utf8_next((Str){bytes, (size_t)length}, &at), POINTS[i]);
        assert_int_equal(at, length);
    }
}

static void bytes_that_are_not_utf8(void **state)
{
    (void)state;
    static const char *const CASES[] = {"\x80",
                                        "\xC0\xAF",
                                        "\xC1\xBF",
                                        "\xE0\x9F\xBF",
                                        "\xED\xA0\x80",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xFF",
                                        "\xE7\xA4\x41",
                                        "\xC3("};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_int_equal(utf8_length((const unsigned char *)CASES[i], strlen(CASES[i])), 0);
        size_t at = 0;
        assert_int_equal(utf8_next(str_of(CASES[i]), &at), 0xFFFD);
        assert_int_equal(at, 1);
    }
}

static void slips_find_the_name_meant(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"value", "unit", "sources", "asOf", "measure"};
    static const char *const CASES[][2] = {
        {"valeu", "value"}, {"source", "sources"}, {"mesure", "measure"}, {"unti", "unit"},
        {"units", "unit"},  {"colour", NULL},      {"x", NULL},           {"", NULL},
        {"asOf", "asOf"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *near = str_nearest(str_of(CASES[i][0]), NAMES, 5);
        if (CASES[i][1])
            assert_string_equal(near ? near : "nothing", CASES[i][1]);
        else
            assert_null(near);
    }
    char *long_word = arena_alloc(arena, 5000);
    memset(long_word, 'v', 4999);
    assert_null(str_nearest(str_of(long_word), NAMES, 5));
    const char *const long_names[] = {long_word, "value"};
    assert_string_equal(str_nearest(STR("valeu"), long_names, 2), "value");
}

static void strings_compare(void **state)
{
    (void)state;
    assert_true(str_equal(str_of(NULL), STR("")));
    assert_true(str_is(STR("abc"), "abc"));
    assert_false(str_is(STR("abc"), "ab"));
    assert_false(str_equal(STR("abc"), STR("abd")));
}

static void paths_lead_back(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {/* folder, path, its name there */
                                           {"data/", "data/zones/z.json", "zones/z.json"},
                                           {"data/", "fonts/f.otf", "../fonts/f.otf"},
                                           {"", "p.json", "p.json"},
                                           {"../data/", "p.json", "/tmp/p.json"},
                                           {"../data/", "../data/p.json", "p.json"},
                                           {"/tmp/data/", "p.json", "../p.json"},
                                           {"/usr/data/", "p.json", "/tmp/p.json"},
                                           {"data/", "/usr/f.otf", "/usr/f.otf"},
                                           {"/a/data/", "/a/data/z.json", "z.json"},
                                           {"/a/data/", "/a/fonts/f.otf", "../fonts/f.otf"},
                                           {"/a/b/data/", "/a/fonts/f.otf", "../../fonts/f.otf"},
                                           {"/a/data/", "/usr/f.otf", "/usr/f.otf"},
                                           {"/", "/usr/f.otf", "/usr/f.otf"}};
    char before[1000];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir("/tmp"), 0);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(path_from(arena, CASES[i][0], CASES[i][1]), CASES[i][2]);
    assert_int_equal(chdir(before), 0);
}

static void paths_stay_within(void **state)
{
    (void)state;
    static const char *const CASES[][4] = {/* root, file, path in it; what that is */
                                           {"data/", "data/p.json", "zones", "data/zones"},
                                           {"", "data/p.json", "..", "."},
                                           {"", "data/p.json", "../fonts/", "fonts"},
                                           {"data/", "data/p.json", "..", NULL},
                                           {"", "data/p.json", "../..", NULL},
                                           {"", "data/p.json", "", NULL},
                                           {"", "data/p.json", "/usr", NULL},
                                           {"/", "/data/p.json", "/usr", "/usr"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *path = path_within(arena, CASES[i][0], CASES[i][1], str_of(CASES[i][2]));
        assert_string_equal(path ? path : "none", CASES[i][3] ? CASES[i][3] : "none");
    }
}

/* Its size says 0, whatever there is in it. */
static void files_are_no_larger_than_they_may_be(void **state)
{
    (void)state;
    Buf bytes;
    buf_init(&bytes, arena);
    const char *why = NULL;
    assert_int_equal(file_read_within(NULL, "/proc/cpuinfo", 1 << 20, &bytes, &why), FILE_READ);
    assert_true(bytes.length > 100);
    assert_int_equal(file_read_within(NULL, "/proc/cpuinfo", 100, &bytes, &why), FILE_TOO_LARGE);
    assert_int_equal(bytes.length, 0);
}

static void maps_find_what_was_put_in(void **state)
{
    (void)state;
    Map map;
    map_init(&map, arena);
    assert_null(map_lookup(&map, STR("k0")));
    assert_null(map_nearest(&map, STR("k0")));
    static int values[3000];
    for (int i = 0; i < 3000; i++)
        assert_true(map_add(&map, str_of(arena_printf(arena, "k%d", i)), &values[i]));
    assert_false(map_add(&map, STR("k7"), &values[0]));
    for (int i = 0; i < 3000; i++)
        assert_ptr_equal(map_lookup(&map, str_of(arena_printf(arena, "k%d", i))), &values[i]);
    assert_null(map_lookup(&map, STR("k3000")));
    Map empty_key;
    map_init(&empty_key, arena);
    assert_true(map_add(&empty_key, STR(""), &values[0]));
    assert_ptr_equal(map_lookup(&empty_key, str_of(NULL)), &values[0]);
    assert_true(map_add(&empty_key, STR("measure"), &values[1]));
    assert_string_equal(map_nearest(&empty_key, STR("mesure")), "measure");
}

/* -- reports ----------------------------------------------------------------------- */

/* Where n is line n of a file that all lines look alike in. */
static Place locate(const void *files, const Report *report, Arena *scratch)
{
    (void)files;
    (void)scratch;
    if (report->where == WHERE_NONE)
        return (Place){.file = report->file};
    return (Place){.file = report->where >= 100 ? "b.json" : "a.json",
                   .line = report->where % 100,
                   .column = 5,
                   .pointer = report->where % 100 == 1 ? "" : "/x",
                   .excerpt = STR("\xE5\x8C\xBA: \"v\""),
                   .caret = 3,
                   .width = 3};
}

static const char *printed(const Diag *diag)
{
    char *text;
    size_t length;
    FILE *file = open_memstream(&text, &length);
    diag_print(diag, file, locate, NULL);
    fclose(file);
    char *copy = arena_copy(arena, text, length);
    free(text);
    return copy;
}

static void reports_are_counted_and_kept_once(void **state)
{
    (void)state;
    Diag *diag = diag_new(arena);
    char message[] = "bad";
    Report report = {.code = E012, .where = 3, .message = message};
    diag_add(diag, &report);
    message[0] = 'm';
    assert_string_equal(diag_at(diag, 0)->message, "bad");
    message[0] = 'b';
    diag_add(diag, &report);
    assert_int_equal(diag_count(diag), 1);
    assert_int_equal(diag_errors(diag), 2);
    report.code = W301;
    diag_add(diag, &report);
    assert_int_equal(diag_count(diag), 2);
    assert_int_equal(diag_errors(diag), 2);
}

static void so_many_reports_are_kept_and_one_more_says_so(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++)
        for (int count = LIMIT_FAULTS; count <= LIMIT_FAULTS + 2; count++) {
            Diag *diag = diag_new(arena);
            bool over = count > LIMIT_FAULTS;
            for (int i = 0; i < count; i++)
                diag_add(diag, &(Report){.code = kind ? W301 : E012, .where = i, .message = "bad"});
            assert_int_equal(diag_count(diag), LIMIT_FAULTS + over);
            const char *last = diag_at(diag, diag_count(diag) - 1)->message;
            assert_int_equal(strstr(last, "the rest is not told") != NULL, over);
            assert_int_equal(strstr(last, kind ? "warnings" : "faults") != NULL, over);
        }
}

static void reports_are_printed_in_order_of_place(void **state)
{
    (void)state;
    Diag *diag = diag_new(arena);
    diag_add(diag, &(Report){.code = E013, .where = 112, .message = "second file"});
    diag_add(diag, &(Report){.code = W301, .where = 12, .message = "later"});
    diag_add(diag, &(Report){.code = E012,
                             .where = 1,
                             .message = "first",
                             .label = "expected a number",
                             .help = "write it"});
    assert_string_equal(printed(diag), "error[E012]: first\n"
                                       " --> a.json:1:5 (whole document)\n"
                                       "  |\n"
                                       "1 | \xE5\x8C\xBA: \"v\"\n"
                                       "  |     ^^^ expected a number\n"
                                       "  = help: write it\n"
                                       "\n"
                                       "warning[W301]: later\n"
                                       "  --> a.json:12:5 (/x)\n"
                                       "   |\n"
                                       "12 | \xE5\x8C\xBA: \"v\"\n"
                                       "   |     ^^^\n"
                                       "\n"
                                       "error[E013]: second file\n"
                                       "  --> b.json:12:5 (/x)\n"
                                       "   |\n"
                                       "12 | \xE5\x8C\xBA: \"v\"\n"
                                       "   |     ^^^\n"
                                       "\n");
}

static void reports_of_files_and_of_nothing(void **state)
{
    (void)state;
    Diag *diag = diag_new(arena);
    assert_string_equal(printed(diag), "");
    diag_add(diag,
             &(Report){.code = E001, .where = WHERE_NONE, .file = "x.json", .message = "gone"});
    assert_string_equal(printed(diag), "error[E001]: gone\n --> x.json\n\n");
    diag = diag_new(arena);
    diag_add(diag, &(Report){.code = E001, .where = WHERE_NONE, .message = "nowhere"});
    assert_string_equal(printed(diag), "error[E001]: nowhere\n\n");
}

static void short_reports_say_what_place_they_have(void **state)
{
    (void)state;
    static const struct {
        Place place;
        const char *line;
    } CASES[] = {{{.file = "x.json", .line = 2, .column = 3}, "x.json:2:3: error[E001]: gone\n"},
                 {{.file = "x.json"}, "x.json: error[E001]: gone\n"},
                 {{.file = NULL}, "error[E001]: gone\n"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Buf out;
        buf_init(&out, arena);
        Notice notice = {.code = E001, .message = "gone", .place = CASES[i].place};
        notice_write(&out, &notice, NOTICE_SHORT);
        assert_string_equal(out.data, CASES[i].line);
    }
}

static void codes_have_names(void **state)
{
    (void)state;
    for (int code = 0; code < CODE_COUNT; code++) {
        const char *name = code_name((Code)code);
        assert_true((name[0] == 'E' || name[0] == 'W') && strlen(name) == 4);
        assert_true(strlen(code_title((Code)code)) > 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pieces_hash_as_the_whole),
        TEST(files_are_hashed_on_several_threads),
        TEST(what_is_known_is_not_read),
        TEST(each_piece_of_work_is_done_once),
        TEST(digits_that_are_no_hash_are_none),
        TEST(numbers_keep_their_digits),
        TEST(what_is_no_number_is_refused),
        TEST(what_json_refuses_is_refused),
        TEST(the_longest_number_is_read),
        TEST(numbers_compare_by_value),
        TEST(points_become_thousandths),
        TEST(numbers_reach),
        TEST(numbers_are_rounded),
        TEST(sums_and_products_have_all_digits_or_are_none),
        TEST(arenas_give_zeroed_aligned_memory),
        TEST(growing_keeps_what_was_there),
        TEST(growing_overwrites_nothing),
        TEST(what_no_machine_has_ends_the_process),
        TEST(handles_close_last_first),
        TEST(buffers_grow),
        TEST(lengths_are_as_short_as_can_be),
        TEST(integers_and_hexadecimals),
        TEST(lengths_are_scaled_and_rounded),
        TEST(characters_are_decoded_and_encoded),
        TEST(bytes_that_are_not_utf8),
        TEST(slips_find_the_name_meant),
        TEST(strings_compare),
        TEST(paths_lead_back),
        TEST(paths_stay_within),
        TEST(files_are_no_larger_than_they_may_be),
        TEST(maps_find_what_was_put_in),
        TEST(reports_are_counted_and_kept_once),
        TEST(so_many_reports_are_kept_and_one_more_says_so),
        TEST(reports_are_printed_in_order_of_place),
        TEST(reports_of_files_and_of_nothing),
        TEST(short_reports_say_what_place_they_have),
        TEST(codes_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
