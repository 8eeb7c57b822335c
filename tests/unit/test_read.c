/* Products read back: values out of PDF's syntax, and files that are damaged in
 * every byte, which may be refused but never read beyond. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/job.h"
#include "pdf/parts.h"
#include "pdf/pdf.h"
#include "pdf/read.h"

static Arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void is(Str found, const char *wanted)
{
    assert_string_equal(arena_copy(arena, found.data, found.length), wanted);
}

static void entries_are_found_by_their_keys(void **state)
{
    (void)state;
    Str dictionary = STR("<</A/B/B(\\)>>)/C[1 2]/D<</B 3>>/E 12 0 R/F<414>/G true>>");
    is(read_entry(dictionary, "/A"), "/B");
    is(read_entry(dictionary, "/B"), "(\\)>>)");
    is(read_entry(dictionary, "/C"), "[1 2]");
    is(read_entry(read_entry(dictionary, "/D"), "/B"), "3");
    is(read_entry(dictionary, "/E"), "12 0 R");
    is(read_entry(dictionary, "/F"), "<414>");
    is(read_entry(dictionary, "/G"), "true");
    is(read_entry(dictionary, "/H"), "");
    is(read_entry(STR("[/A/B]"), "/A"), "");
    is(read_entry(STR("<</A/B/C"), "/C"), "");
}

static void values_end_where_they_should(void **state)
{
    (void)state;
    Str rest = STR(" [1[2]] (a(b)c)\n12 0 R<<>>/N -4.5]");
    const char *wanted[] = {"[1[2]]", "(a(b)c)", "12 0 R", "<<>>", "/N", "-4.5", "", ""};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        is(read_next(&rest), wanted[i]);
    Str broken[] = {STR("(a"), STR("<<"), STR("[1 2"), STR("<4"), STR(")"), STR("<<>"), STR("")};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        is(read_next(&broken[i]), "");
    char deep[100];
    memset(deep, '[', sizeof deep);
    rest = (Str){deep, sizeof deep};
    is(read_next(&rest), "");
}

static void numbers_and_references(void **state)
{
    (void)state;
    assert_int_equal(read_number(STR("120")), 120);
    assert_int_equal(read_number(STR("-1")), -1);
    assert_int_equal(read_number(STR("1.5")), -1);
    assert_int_equal(read_number(STR("")), -1);
    assert_int_equal(read_number(STR("9999999999999999999")), -1);
    assert_int_equal(read_reference(STR("12 0 R")), 12);
    assert_int_equal(read_reference(STR("12 1 R")), 0);
    assert_int_equal(read_reference(STR("0 0 R")), 0);
    assert_int_equal(read_reference(STR("99999999 0 R")), 0);
}

static void strings_are_decoded(void **state)
{
    (void)state;
    is(read_string(arena, STR("(a\\(b\\)\\n\\\\)")), "a(b)\n\\");
    is(read_string(arena, STR("(\\101\\60x)")), "A0x");
    is(read_string(arena, STR("<41426>")), "AB`");
    is(read_string(arena, STR("<41 4b\n4C >")), "AKL");
    is(read_string(arena, STR("<FEFF4E2DD842DFB7>")), "\xE4\xB8\xAD\xF0\xA0\xAE\xB7");
    is(read_string(arena, STR("<FEFFD842>")), "\xEF\xBF\xBD");
    is(read_string(arena, STR("/A")), "");
    is(read_string(arena, STR("<</A/B>>")), "");
}

/* A document of one empty page with a file attached. */
static Str small_product(void)
{
    Structure structure;
    structure_init(&structure, arena, LANG_EN);
    const Frame *page = frame_new(arena, 200000, 100000);
    Str bytes = STR("{\"zone\": \"small\", \"facts\": [1, 2, 3, 4, 5, 6, 7, 8, 9]}");
    Attachment file = {.name = "small.json",
                       .mime = "application/json",
                       .about = "Facts",
                       .relation = "Data",
                       .date = "2020-11-20",
                       .bytes = bytes,
                       .packed = pdf_pack(arena, bytes)};
    Document document = {.lang = LANG_EN,
                         .title = "Small",
                         .creator = "test",
                         .date = "2020-11-20",
                         .standard = STANDARD_A3A,
                         .attachments = &file,
                         .attachment_count = 1,
                         .structure = &structure,
                         .pages = &page,
                         .page_count = 1};
    Job job = {arena, diag_new(arena)};
    PdfBytes pdf;
    const char *why = NULL;
    assert_true(pdf_write(&job, &document, &pdf, &why));
    return (Str){(const char *)pdf.data, pdf.length};
}

static void a_product_is_read_back(void **state)
{
    (void)state;
    ReadFile file;
    const char *why = NULL;
    Str product = small_product();
    assert_true(read_file(&file, arena, product, &why));
    assert_int_equal(file.appended, 0);
    Str catalog = read_resolve(&file, read_entry(file.trailer, "/Root"));
    is(read_entry(catalog, "/Type"), "/Catalog");
    FileParts parts = parts_find(&file);
    size_t sum = 0;
    for (int i = 0; i < parts.count; i++) {
        sum += parts.list[i].bytes;
        assert_int_not_equal(parts.list[i].sort, PART_OTHER);
    }
    assert_int_equal(sum, product.length);
    assert_int_equal(parts.pages, 1);
}

/* Under the sanitizers this proves that nothing is read beyond the bytes. */
static void damaged_in_any_byte(void **state)
{
    (void)state;
    Str product = small_product();
    for (size_t at = 0; at < product.length; at++)
        for (int change = 0; change < 4; change++) {
            static const char NEW[] = {'0', '<', ' ', (char)0xFF};
            Arena *scratch = arena_new();
            char *bad = arena_alloc(scratch, product.length);
            memcpy(bad, product.data, product.length);
            bad[at] = NEW[change];
            ReadFile file;
            const char *why = NULL;
            if (read_file(&file, scratch, (Str){bad, product.length}, &why))
                parts_find(&file);
            else
                assert_non_null(why);
            arena_free(scratch);
        }
}

static void cut_off_anywhere(void **state)
{
    (void)state;
    Str product = small_product();
    for (size_t length = 0; length < product.length; length++) {
        Arena *scratch = arena_new();
        char *bad = arena_alloc(scratch, length + 1);
        memcpy(bad, product.data, length);
        ReadFile file;
        const char *why = NULL;
        assert_false(read_file(&file, scratch, (Str){bad, length}, &why));
        arena_free(scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entries_are_found_by_their_keys, start, end),
        cmocka_unit_test_setup_teardown(values_end_where_they_should, start, end),
        cmocka_unit_test_setup_teardown(numbers_and_references, start, end),
        cmocka_unit_test_setup_teardown(strings_are_decoded, start, end),
        cmocka_unit_test_setup_teardown(a_product_is_read_back, start, end),
        cmocka_unit_test_setup_teardown(damaged_in_any_byte, start, end),
        cmocka_unit_test_setup_teardown(cut_off_anywhere, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
