/* test_json.c - strict reading, positions and typed access of src/json/. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "json/document.h"
#include "json/escape.h"

/* -- fixture ---------------------------------------------------------------------------- */

typedef struct {
    Job job;
    JsonFiles *files;
} Fixture;

static Fixture open_fixture(void)
{
    Arena *arena = arena_new();
    Job job = {.arena = arena, .diag = diag_new(arena)};
    return (Fixture){.job = job, .files = json_files_new(arena, NULL)};
}

static void close_fixture(Fixture *f)
{
    arena_free(f->job.arena);
}

static const Json *read_str(Fixture *f, Str text)
{
    return json_read_text(f->files, &f->job, "test.json", text);
}

static const Json *read_valid(Fixture *f, const char *text)
{
    const Json *root = read_str(f, str_of(text));
    if (!root)
        diag_print(f->job.diag, stderr, json_locate, f->files);
    assert_non_null(root);
    return root;
}

/* Every report as "E007 1:7 /a", with "-" for no pointer, separated by "; ". */
static const char *summary(Fixture *f)
{
    Buf buf;
    buf_init(&buf, f->job.arena);
    for (int i = 0; i < diag_count(f->job.diag); i++) {
        const Report *report = diag_at(f->job.diag, i);
        Place place = json_locate(f->files, report, f->job.arena);
        buf_printf(&buf, "%s%s %d:%d %s", i ? "; " : "", code_name(report->code), place.line,
                   place.column, place.pointer ? place.pointer : "-");
    }
    return buf.data;
}

static const char *dump(Fixture *f, const Json *root)
{
    char *text = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&text, &length);
    assert_non_null(to);
    json_dump(f->files, root, to);
    fclose(to);
    char *copy = arena_copy(f->job.arena, text, length);
    free(text);
    return copy;
}

static const char *str_copy(Fixture *f, Str text)
{
    return arena_copy(f->job.arena, text.data, text.length);
}

static const char *repeated(Arena *arena, const char *text, int count)
{
    Buf buf;
    buf_init(&buf, arena);
    for (int i = 0; i < count; i++)
        buf_text(&buf, text);
    return buf.data;
}

/* -- faults -------------------------------------------------------------------------------- */

/* A faulty document, and all that is to be reported of it, no more. */
typedef struct {
    const char *name, *input, *expected;
} FaultCase;

static const FaultCase fault_cases[] = {
    /* encoding */
    {"byte order mark", "\xEF\xBB\xBF{}", "E003 1:1 -"},
    {"UTF-16, little end first", "\xFF\xFE{", "E002 1:1 -"},
    {"UTF-16, big end first", "\xFE\xFF", "E002 1:1 -"},
    {"ISO 8859-1", "{\"a\": \"R\xF6ti\"}", "E002 1:9 /a"},
    {"ill-formed twice in a string", "[\"\xF6\xFC \xDF\", 1]", "E002 1:3 /0"},
    {"ill-formed in two strings", "[\"\xF6\",\n\"\xFC\"]", "E002 1:3 /0; E002 2:2 /1"},
    {"overlong slash", "[\"\xC0\xAF\"]", "E002 1:3 /0"},
    {"overlong, three bytes", "[\"\xE0\x9F\xBF\"]", "E002 1:3 /0"},
    {"surrogate in UTF-8", "[\"\xED\xA0\x80\"]", "E002 1:3 /0"},
    {"above U+10FFFF", "[\"\xF4\x90\x80\x80\"]", "E002 1:3 /0"},
    {"cut off sequence", "[\"\xE2\x82\"]", "E002 1:3 /0"},
    {"lone continuation byte", "[\"\x80\"]", "E002 1:3 /0"},
    {"ill-formed outside strings", "[1, \xFF, 2]", "E002 1:5 /1"},
    {"ill-formed among words", "[1, a\xFF x, 02]", "E002 1:6 /1; E007 1:11 /2"},
    {"ill-formed loose key", "{\xFF x, \"a\": 02}", "E002 1:2 -; E007 1:12 /a"},
    {"ill-formed key", "{\"\xFF\": 1}", "E002 1:3 -"},
    {"columns count characters", "{\"\xC3\xA4\xE7\xB7\x9A\xF0\x9F\x98\x80\": 01}",
     "E007 1:9 /\xC3\xA4\xE7\xB7\x9A\xF0\x9F\x98\x80"},

    /* the document */
    {"empty", "", "E003 1:1 -"},
    {"only white space", " \n ", "E003 2:2 -"},
    {"two values", "{} {}", "E008 1:4 -"},
    {"text behind", "[1]\nx y z", "E008 2:1 -"},
    {"bracket behind", "[1]]", "E008 1:4 -"},
    {"comma behind", "{},", "E008 1:3 -"},
    {"only a bracket", "]", "E003 1:1 -"},
    {"only a comma", ",", "E003 1:1 -"},
    {"only a word", "hello world", "E003 1:1 -"},

    /* structure */
    {"trailing comma in an array", "[1, 2,]", "E003 1:6 -"},
    {"trailing comma in an object", "{\"a\": {\"b\": 1 , }}", "E003 1:15 /a"},
    {"comma first", "[, 1]", "E003 1:2 -"},
    {"only a comma in an array", "[,]", "E003 1:2 -"},
    {"two commas", "{\"a\": 1,, \"b\": 2}", "E003 1:9 -"},
    {"three commas", "[1,,, 2]", "E003 1:4 -"},
    {"missing comma between members", "{\"a\": 1\n\"b\": 2}", "E003 2:1 -"},
    {"missing comma between strings", "[\"a\" \"b\", \"c\"]", "E003 1:6 /1"},
    {"missing comma between objects", "[{} {}, 1]", "E003 1:5 /1"},
    {"missing comma between numbers", "[1 2 3]", "E003 1:4 -"},
    {"missing colon", "{\"a\" 1, \"b\": 2}", "E003 1:6 /a"},
    {"missing colon before a string", "{\"a\" \"b\", \"c\": 01}", "E003 1:6 /a; E007 1:16 /c"},
    {"missing colon before an object", "{\"a\" {\"b\": 01}}", "E003 1:6 /a; E007 1:12 /a/b"},
    {"missing colon before an array", "{\"a\" [01]}", "E003 1:6 /a; E007 1:7 /a/0"},
    {"missing colon before a minus", "{\"a\" -01}", "E003 1:6 /a; E007 1:6 /a"},
    {"missing colon before a nine", "{\"a\" 9, \"c\": 01}", "E003 1:6 /a; E007 1:14 /c"},
    {"missing colon before a zero", "{\"a\" 0, \"c\": 01}", "E003 1:6 /a; E007 1:14 /c"},
    {"skipped up to the end", "[{\"a\": x y", "E003 1:8 /0/a"},
    {"word for a colon", "{\"a\" is 1, \"c\": 01}", "E003 1:6 -; E007 1:17 /c"},
    {"skipped up to a comma", "[x {\"a\": [1, \"}],\\\"\"]}, 01]", "E003 1:2 /0; E007 1:25 /1"},
    {"skipped up to a bracket", "[[x {} [] \"]\"], 01]", "E003 1:3 /0/0; E007 1:17 /1"},
    {"skipped string not closed", "[x \"y\n, 01]", "E003 1:2 /0; E007 2:3 /1"},
    {"key alone", "{\"a\", \"b\": 2}", "E003 1:5 -"},
    {"key alone at the end", "{\"a\"}", "E003 1:5 -"},
    {"two colons", "{\"a\":: 1, \"b\": 2}", "E003 1:6 /a"},
    {"equals sign", "{\"a\" = 1, \"b\" => 01}", "E003 1:6 -; E003 1:15 -; E007 1:18 /b"},
    {"missing value", "{\"a\": , \"b\": 01}", "E003 1:7 -; E007 1:14 /b"},
    {"missing last value", "{\"a\": }", "E003 1:7 -"},
    {"key without quotes", "{a: 01}", "E003 1:2 -; E007 1:5 -"},
    {"key of two words", "{a b: 1, \"c\": 01}", "E003 1:2 -; E007 1:15 /c"},
    {"key without opening quote", "{a\": [1], \"c\": 2}", "E003 1:2 -"},
    {"key without closing quote", "{\"a: [1],\n\"c\": 02}", "E003 1:2 -; E007 2:6 /c"},
    {"key and comma in one string", "{\"a\n, \"b\": 01}", "E003 1:2 -; E007 2:8 /b"},
    {"number as key", "{1: 2}", "E003 1:2 -"},
    {"value of an array in an object", "{[1], \"a\": 1]", "E003 1:2 -"},
    {"member in an array", "[\"a\": 1, \"b\": 2}", "E003 1:5 -"},
    {"array closed as object", "{\"a\": [1, 2}, \"b\": 3}", "E003 1:12 /a"},
    {"object closed as array", "[{\"a\": 1], {\"a\": 2}", "E003 1:9 /0"},
    {"array not closed", "[1, [2, 3]", "E003 1:1 -"},
    {"object not closed", "[\n{\"a\": 1, ", "E003 2:1 /0"},
    {"ends behind a colon", "{\"a\":", "E003 1:1 -"},
    {"nothing but opened", "[[{", "E003 1:3 /0/0"},
    {"quote within a string", "{\"a\": \"say \"hi\" now\", \"b\": 01}",
     "E003 1:13 -; E007 1:28 /b"},

    /* what JSON has not */
    {"line comment", "[1, // one\n 02]", "E003 1:5 -; E007 2:2 /1"},
    {"block comment", "[1 /* one\n */, 02]", "E003 1:4 -; E007 2:6 /1"},
    {"hash comment", "# one\n[]", "E003 1:1 -"},
    {"hash comment within", "[1, # one\n 02]", "E003 1:5 -; E007 2:2 /1"},
    {"slash and star overlapping", "[1, /*/ x */ 02]", "E003 1:5 -; E007 1:14 /1"},
    {"slash alone", "[1, / 2, 03]", "E003 1:5 /1; E007 1:10 /2"},
    {"comments in a row", "// one\n// two\n[]", "E003 1:1 -"},
    {"comment not closed", "[1, /* ", "E003 1:5 -"},
    {"single quotes", "{\"a\": 'b, c', \"d\": 01}", "E003 1:7 /a; E007 1:20 /d"},
    {"single quotes around a key", "{'a': 1, \"b\": 01}", "E003 1:2 -; E007 1:15 /b"},
    {"single quotes not closed", "['a,\n b, 01]", "E003 1:2 /0; E007 2:5 /1"},
    {"single quotes and no comma", "['a' \"b\", 01]", "E003 1:2 /0; E003 1:6 /1; E007 1:11 /2"},
    {"typographic quotes",
     "[\xE2\x80\x9E"
     "a, b\xE2\x80\x9C, 01]",
     "E003 1:2 /0; E007 1:10 /1"},
    {"other typographic quotes",
     "[\xE2\x80\x98"
     "a, b\xE2\x80\x99, \xE3\x80\x8C"
     "c, d\xE3\x80\x8D, \xC2\xAB"
     "e, f\xC2\xBB, 01]",
     "E003 1:2 /0; E003 1:10 /1; E003 1:18 /2; E007 1:26 /3"},
    {"ideographic space",
     "[1,\xE3\x80\x80"
     "2]",
     "E003 1:4 -"},
    {"zero width space",
     "[1,\xE2\x80\x8B"
     "2]",
     "E003 1:4 -"},
    {"no-break space",
     "[1,\xC2\xA0\xC2\xA0"
     "2]",
     "E003 1:4 -"},
    {"form feed", "[1,\f2]", "E003 1:4 -"},
    {"NUL", "[1, \001]", "E003 1:5 /1"},
    {"True", "[True, 01]", "E003 1:2 /0; E007 1:8 /1"},
    {"None", "{\"a\": None}", "E003 1:7 /a"},
    {"cut word", "[tru]", "E003 1:2 /0"},
    {"long word", "[truex]", "E003 1:2 /0"},
    {"text without quotes", "{\"a\": two words, \"b\": 1}", "E003 1:7 /a"},

    /* strings */
    {"line break in a string", "{\"a\": \"b\nc\"}", "E006 1:9 /a"},
    {"three line breaks in a string", "{\"a\": \"b\nc\nd\n\", \"b\": 01}",
     "E006 1:9 /a; E007 4:9 /b"},
    {"tab in a string", "[\"a\tb\"]", "E006 1:4 /0"},
    {"control in a string", "[\"\001\"]", "E006 1:3 /0"},
    {"control in a key", "{\"\t\": 1}", "E006 1:3 -"},
    {"string not closed", "{\"a\": \"b,\n\"c\": 01}", "E003 1:7 /a; E007 2:6 /c"},
    {"string not closed before a key", "{\"a\": \"b\n \"c\": 1,\n \"d\": 01}",
     "E003 1:7 /a; E007 3:7 /d"},
    {"quote escaped at the end of a string", "{\"a\": \"b\\\",\n \"c\": 01}",
     "E003 1:7 /a; E007 2:7 /c"},
    {"line break and escaped quote", "{\"a\": \"b\n\\\"c\"}", "E006 1:9 /a"},
    {"line break in a key", "{\"a\nb\" : 01}", "E006 1:4 -; E007 2:6 -"},
    {"line break in a last element", "[\"a\nb\"\n]", "E006 1:4 /0"},
    {"last string not closed", "{\"a\": \"b\n}", "E003 1:7 /a"},
    {"text not closed", "[\"a", "E003 1:2 /0"},
    {"ends in an escape", "[\"a\\", "E005 1:4 /0; E003 1:2 /0"},
    {"unknown escape", "[\"a\\xb\"]", "E005 1:4 /0"},
    {"escaped apostrophe", "[\"\\'\"]", "E005 1:3 /0"},
    {"two bad escapes", "[\"\\a \\d\"]", "E005 1:3 /0; E005 1:6 /0"},
    {"short \\u", "[\"\\u12\"]", "E005 1:3 /0"},
    {"\\u without hex", "[\"\\uZZZZ\"]", "E005 1:3 /0"},
    {"\\u0000", "[\"a\\u0000b\"]", "E005 1:4 /0"},
    {"\\u0000 in a key", "{\"\\u0000\": 1}", "E005 1:3 -"},
    {"first surrogate alone", "[\"\\uD800\"]", "E005 1:3 /0"},
    {"second surrogate alone", "[\"\\uDC00\"]", "E005 1:3 /0"},
    {"surrogates turned round", "[\"\\uDC00\\uD800\"]", "E005 1:3 /0; E005 1:9 /0"},
    {"first surrogate twice", "[\"\\uD800\\uD800x\"]", "E005 1:3 /0; E005 1:9 /0"},
    {"surrogate and letter", "[\"\\uD800\\u0041\"]", "E005 1:3 /0"},

    /* numbers */
    {"leading zero", "[01]", "E007 1:2 /0"},
    {"minus, leading zero", "[-01]", "E007 1:2 /0"},
    {"two zeros", "[00]", "E007 1:2 /0"},
    {"plus", "[+1]", "E007 1:2 /0"},
    {"point last", "[5.]", "E007 1:2 /0"},
    {"point first", "[.5]", "E007 1:2 /0"},
    {"point before e", "[2.e3]", "E007 1:2 /0"},
    {"no exponent", "[1e]", "E007 1:2 /0"},
    {"only a sign of exponent", "[1e+]", "E007 1:2 /0"},
    {"fraction in exponent", "[1e1.5]", "E007 1:2 /0"},
    {"hexadecimal", "[0x10]", "E007 1:2 /0"},
    {"minus alone", "[-]", "E007 1:2 /0"},
    {"two minuses", "[--1]", "E007 1:2 /0"},
    {"two points", "[1.000.000]", "E007 1:2 /0"},
    {"unit behind", "[12km]", "E007 1:2 /0"},
    {"NaN", "[NaN]", "E007 1:2 /0"},
    {"Infinity", "[Infinity]", "E007 1:2 /0"},
    {"-Infinity", "[-Infinity]", "E007 1:2 /0"},
    {"typographic minus",
     "[\xE2\x88\x92"
     "5]",
     "E007 1:2 /0"},
    {"decimal comma", "{\"a\": 1,5, \"b\": 2}", "E007 1:8 -"},
    {"decimal comma between nine and zero", "{\"a\": 9,0}", "E007 1:8 -"},
    {"decimal comma between zero and nine", "{\"a\": 0,9}", "E007 1:8 -"},
    {"decimal comma at the end", "{\"a\": 1,5}", "E007 1:8 -"},
    {"number as second key", "{\"a\": 1,5 : 2}", "E003 1:9 -"},
    {"number behind a string", "{\"a\": \"1\",5, \"b\": 01}", "E003 1:11 -; E007 1:19 /b"},
    {"hyphen and dash for a minus",
     "[\xE2\x80\x90"
     "1, \xE2\x80\x93"
     "2, \xE2\x80\x95"
     "3]",
     "E007 1:2 /0; E007 1:6 /1; E007 1:10 /2"},
    {"fullwidth digit", "[\xEF\xBC\x91]", "E003 1:2 /0"},

    /* keys given twice */
    {"same key", "{\"a\": 1,\n \"a\": 2}", "E004 2:2 -"},
    {"same key thrice", "{\"a\": 1,\n\"a\": 2,\n\"a\": 3}", "E004 2:1 -; E004 3:1 -"},
    {"same key, escaped", "[{\"a\": 1, \"\\u0061\": 2}]", "E004 1:11 /0"},
    {"same key, pair of surrogates", "{\"\xF0\x9F\x98\x80\": 1, \"\\uD83D\\uDE00\": 2}",
     "E004 1:10 -"},
    {"empty key twice", "{\"\": 1, \"\": 2}", "E004 1:9 -"},
    {"faulty keys are not compared", "{\"\t\": 1, \"\t\": 2}", "E006 1:3 -; E006 1:11 -"},
    {"nor keys not closed", "{\"a: 1,\n\"a: 2}", "E003 1:2 -; E003 2:1 -"},
    {"keys of different objects", "{\"a\": {\"a\": {\"b\": 1}, \"b\": 01}}", "E007 1:28 /a/b"},

    /* several */
    {"reading goes on behind a word", "{\"a\": NaN \"b\": 01}",
     "E007 1:7 /a; E003 1:11 -; E007 1:16 /b"},
    {"several faults", "{\"a\": 01,\n \"b\": \"\\q\",\n \"c\": [1,],\n \"a\": nan,\n \"d\": 2}\n!",
     "E007 1:7 /a; E005 2:8 /b; E003 3:9 /c; E004 4:2 -; E007 4:7 /a; E008 6:1 -"},
};

/* Goes through the whole table before it fails. */
static void test_faults(void **state)
{
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < sizeof fault_cases / sizeof *fault_cases; i++) {
        const FaultCase *c = &fault_cases[i];
        Fixture f = open_fixture();
        const Json *root = read_str(&f, str_of(c->input));
        const char *found = summary(&f);
        if (root || strcmp(found, c->expected) != 0) {
            print_error("%s: expected %s, found %s%s\n", c->name, c->expected, found,
                        root ? ", and a tree" : "");
            failures++;
        }
        close_fixture(&f);
    }
    assert_int_equal(failures, 0);
}

/* What is said about a fault. */
static const struct {
    const char *input, *message, *label, *help;
} said[] = {
    {"[01.50]", "\"01.50\" is not a number in JSON", "not a number", "write 1.50"},
    {"[-000]", "\"-000\" is not a number in JSON", "not a number", "write -0"},
    {"[-0X1f]", "\"-0X1f\" is not a number in JSON", "not a number", "write -31"},
    {"[0xfffffffffffffffff]", "\"0xfffffffffffffffff\" is not a number in JSON", "not a number",
     "write the number in decimal digits"},
    {"[0xg]", "\"0xg\" is not a number in JSON", "not a number",
     "write the number in decimal digits"},
    {"[1.000.000]", "\"1.000.000\" is not a number in JSON", "not a number",
     "write the digits without separators, and a point before decimals"},
    {"[1_000]", "\"1_000\" is not a number in JSON", "not a number",
     "write the digits without separators, and a point before decimals"},
    {"[12km]", "\"12km\" is not a number in JSON", "not a number",
     "write digits, with a point before decimals, as in -12.5"},
    {"[-]", "\"-\" is not a number in JSON", "not a number",
     "write digits, with a point before decimals, as in -12.5"},
    {"[+inf]", "\"+inf\" is not a number in JSON", "not a number",
     "JSON has no such number; write null, or leave the key out"},
    {"[FALSE]", "\"FALSE\" is not a value of JSON", "expected a value",
     "write false, in lower case"},
    {"[Null]", "\"Null\" is not a value of JSON", "expected a value", "write null, in lower case"},
    {"[nil]", "\"nil\" is not a value of JSON", "expected a value", "write null"},
    {"[yes]", "\"yes\" is not a value of JSON", "expected a value", "write true"},
    {"[no]", "\"no\" is not a value of JSON", "expected a value", "write false"},
    {"[north]", "\"north\" is not a value of JSON", "expected a value",
     "text stands in double quotes"},
    {"{a: 1}", "a key stands in double quotes", "no double quote here", "write \"a\""},
    {"{'a': 1}", "a key stands in double quotes", "no double quote here",
     "use the straight double quote \""},
    {"{, \"a\": 1}", "unexpected comma", "expected a key in double quotes", NULL},
    {"[, 1]", "unexpected comma", "expected a value", NULL},
    {"[{]", "brackets do not match", "] found, but the object opened on line 1 needs }", NULL},
    {"{\n", "object is not closed", "opened here, still open at the end of the file",
     "add the missing }"},
    {"[\"a\\'\"]", "\\' is not an escape of JSON", "bad escape", "write ' without the backslash"},
    {"[\"a\\ \"]", "a backslash must be followed by a letter of an escape", "bad escape",
     "write \\\\ for a backslash, \\n for a line break"},
    {"[\"\t\"]", "raw control character in a string", "tab", "write \\t for a tab"},
    {"[\"\r\"]", "raw control character in a string", "line break", "write \\n for a line break"},
    {"[\"\001\"]", "raw control character in a string", "U+0001", "leave it out"},
    {"[\"\x9F\"]", "the file is not valid UTF-8", "byte 9F", "save the file as UTF-8"},
    {"[\"\xA0\"]", "the file is not valid UTF-8", "byte A0; in ISO 8859-1 it is \xC2\xA0",
     "save the file as UTF-8"},
    {"{\"a\": \"b\" c}", "unexpected \"c\"", "expected a comma or }", NULL},
    {"{\"a\": \"b\"c}", "unexpected \"c\"", "expected a comma or }",
     "a quote within a string is written \\\""},
    {"[+1]", "\"+1\" is not a number in JSON", "not a number", "write 1"},
    {"[5.]", "\"5.\" is not a number in JSON", "not a number", "write 5"},
    {"[-.5e3]", "\"-.5e3\" is not a number in JSON", "not a number", "write -0.5e3"},
    {"[0x1F]", "\"0x1F\" is not a number in JSON", "not a number", "write 31"},
    {"[1e]", "\"1e\" is not a number in JSON", "not a number",
     "digits must follow the e, as in 1e3"},
    {"[NaN]", "\"NaN\" is not a number in JSON", "not a number",
     "JSON has no such number; write null, or leave the key out"},
    {"[-Infinity]", "\"-Infinity\" is not a number in JSON", "not a number",
     "JSON has no such number; write null, or leave the key out"},
    {"{\"a\": 1,\n\n\"a\": 2}", "key \"a\" is given twice in this object", "first given on line 1",
     "remove one of the two, or rename it"},
    {"\xEF\xBB\xBF{}", "the file starts with a byte order mark (BOM)", "U+FEFF",
     "save the file as UTF-8 without byte order mark"},
    {"\xFF\xFE{", "the file is UTF-16, not UTF-8", "UTF-16",
     "save the file as UTF-8 without byte order mark"},
    {"[\"\xF6\"]", "the file is not valid UTF-8", "byte F6; in ISO 8859-1 it is \xC3\xB6",
     "save the file as UTF-8"},
    {"[1,]", "trailing comma", "nothing follows before the ]", "remove the comma"},
    {"[tRUE]", "\"tRUE\" is not a value of JSON", "expected a value", "write true, in lower case"},
    {"['a']", "text stands in double quotes in JSON", "this quote is \"'\"",
     "use the straight double quote \""},
    {"[{\n}", "array is not closed", "opened here, still open at the end of the file",
     "add the missing ]"},
    {"{\"a\": [\n}", "brackets do not match", "} found, but the array opened on line 1 needs ]",
     NULL},
    {"[1 2]", "unexpected \"2\"", "expected a comma or ]", NULL},
    {"[1, \002]", "unexpected U+0002", "expected a value", NULL},
};

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void test_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        Fixture f = open_fixture();
        assert_null(read_str(&f, str_of(said[i].input)));
        assert_int_equal(diag_count(f.job.diag), 1);
        const Report *report = diag_at(f.job.diag, 0);
        assert_string_equal(report->message, said[i].message);
        if (!same_text(report->label, said[i].label) || !same_text(report->help, said[i].help))
            fail_msg("%s: found label %s, help %s", said[i].input, report->label, report->help);
        close_fixture(&f);
    }
}

static void test_nul_bytes(void **state)
{
    (void)state;
    static const struct {
        Str input;
        const char *expected;
    } cases[] = {
        {{"[\"a\0b\"]", 7}, "E006 1:4 /0"},  {{"[1]\0", 4}, "E008 1:4 -"},
        {{"{\"a\": \0}", 8}, "E003 1:7 /a"}, {{"[\0]\0", 4}, "E002 1:1 -"},
        {{"\0[", 2}, "E002 1:1 -"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture f = open_fixture();
        assert_null(read_str(&f, cases[i].input));
        assert_string_equal(summary(&f), cases[i].expected);
        close_fixture(&f);
    }
}

static void test_faults_are_capped(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    const char *items = repeated(f.job.arena, "01,\n", 200);
    assert_null(read_str(&f, str_of(arena_printf(f.job.arena, "[%s1]", items))));
    assert_int_equal(diag_count(f.job.diag), 51);
    assert_int_equal(diag_at(f.job.diag, 49)->code, E007);
    assert_int_equal(diag_at(f.job.diag, 50)->code, E010);
    close_fixture(&f);
}

/* Behind brackets that do not match, faults of structure are passed over, and
 * if they are very many, the rest of the file is too. */
static void test_hopeless_files(void **state)
{
    (void)state;
    for (int hopeless = 0; hopeless < 2; hopeless++) {
        Fixture f = open_fixture();
        const char *words = repeated(f.job.arena, "x,\n", hopeless ? 1000 : 999);
        assert_null(read_str(&f, str_of(arena_printf(f.job.arena, "[[},\n%s01]", words))));
        assert_string_equal(summary(&f),
                            hopeless ? "E003 1:3 /0" : "E003 1:3 /0; E007 1001:1 /1000");
        close_fixture(&f);
    }
}

/* -- valid documents ----------------------------------------------------------------------- */

/* A document and its dump; NULL: the same but for the line's end. */
static const struct {
    const char *input, *dump;
} valid_cases[] = {
    {"{}", NULL},
    {"[]", NULL},
    {"\"\"", NULL},
    {"true", NULL},
    {"false", NULL},
    {"null", NULL},
    {"0", NULL},
    {"-0", NULL},
    {"-0.0", NULL},
    {"1E400", NULL},
    {"-1e-400", NULL},
    {"0e1", NULL},
    {"0e+1", NULL},
    {"1.5E-07", NULL},
    {"9007199254740993", NULL},
    {"123456789012345678901234567890.000000000000000000000000000000000000000001", NULL},
    {" \t\r\n1 \t\r\n", "1"},
    {"[1,2]", "[\n  1,\n  2\n]"},
    {"{\"\":0}", "{\n  \"\": 0\n}"},
    {"{\"a\":{\"a\":1},\"A\":2}", "{\n  \"a\": {\n    \"a\": 1\n  },\n  \"A\": 2\n}"},
    {"[{\"a\":1},{\"a\":[]}]", "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": []\n  }\n]"},
    {"\"\\u0041\\u00e4\\u7dda\"", "\"A\xC3\xA4\xE7\xB7\x9A\""},
    {"\"\\uD83D\\ude00\"", "\"\xF0\x9F\x98\x80\""},
    {"\"\\uD800\\uDC00\"", "\"\xF0\x90\x80\x80\""},
    {"\"\\uD7FF\\uE000\\u0039\\u00aF\"", "\"\xED\x9F\xBF\xEE\x80\x80"
                                         "9\xC2\xAF\""},
    {"\"\\uDBFF\\uDFFF\"", "\"\xF4\x8F\xBF\xBF\""},
    {"\"\\uFFFF\\uFDD0\"", "\"\xEF\xBF\xBF\xEF\xB7\x90\""},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""},
    {"\"\\u0001\\u001F\\u007f\"", "\"\\u0001\\u001F\x7F\""},
    {"\"\\\\u0000\"", NULL},
    {"\"\\u005C\\u0022\"", "\"\\\\\\\"\""},
    {"\"\xEF\xBB\xBF\xE2\x80\xA8\"", NULL},
    {"\"a // b /* c */ # ' d\"", NULL},
    {"{\"a\\u0062\": \"x\", \"a\": [-1, {}]}",
     "{\n  \"ab\": \"x\",\n  \"a\": [\n    -1,\n    {}\n  ]\n}"},
};

static void test_valid(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof valid_cases / sizeof *valid_cases; i++) {
        Fixture f = open_fixture();
        const char *expected = valid_cases[i].dump ? valid_cases[i].dump : valid_cases[i].input;
        const Json *root = read_valid(&f, valid_cases[i].input);
        assert_string_equal(dump(&f, root), arena_printf(f.job.arena, "%s\n", expected));
        assert_int_equal(diag_count(f.job.diag), 0);
        close_fixture(&f);
    }
}

/* Each is equal to the other and to nothing else. */
static const char *const EQUAL[][2] = {
    {"null", "null"},
    {"true", "true"},
    {"false", "false"},
    {"1.50", "15e-1"},
    {"1e1000", "1e1000"},
    {"\"a\"", "\"\\u0061\""},
    {"\"1.5\"", "\"1.5\""},
    {"[]", "[]"},
    {"[1, 2]", "[1.0, 2]"},
    {"[2, 1]", "[2, 1]"},
    {"[1, 2, 3]", "[1, 2, 3]"},
    {"{}", "{}"},
    {"{\"a\": 1, \"b\": [2]}", "{\"b\": [2], \"a\": 1}"},
    {"{\"a\": 1, \"c\": [2]}", "{\"a\": 1, \"c\": [2]}"},
    {"{\"a\": 1, \"b\": [3]}", "{\"a\": 1, \"b\": [3]}"},
    {"{\"a\": 1}", "{\"a\": 1}"},
};

static void test_equal(void **state)
{
    (void)state;
    enum { COUNT = sizeof EQUAL / sizeof *EQUAL };
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < COUNT; j++) {
            Fixture f = open_fixture();
            const Json *both =
                read_valid(&f, arena_printf(f.job.arena, "[%s, %s]", EQUAL[i][0], EQUAL[j][1]));
            const Json *a = json_first(both);
            if (json_equal(f.files, a, json_next(a)) != (i == j))
                fail_msg("%s and %s", EQUAL[i][0], EQUAL[j][1]);
            close_fixture(&f);
        }
}

/* -- limits ---------------------------------------------------------------------------------- */

static void expect_read(const char *text, const char *expected)
{
    Fixture f = open_fixture();
    const Json *root = read_str(&f, str_of(text));
    assert_string_equal(summary(&f), expected);
    assert_true((root != NULL) == (expected[0] == '\0'));
    close_fixture(&f);
}

static void test_depth(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (int more = 0; more < 2; more++) {
        int depth = LIMIT_DEPTH + more;
        const char *array =
            arena_printf(arena, "%s%s", repeated(arena, "[", depth), repeated(arena, "]", depth));
        expect_read(array,
                    more ? arena_printf(arena, "E009 1:65 %s", repeated(arena, "/0", 64)) : "");
        const char *object = arena_printf(arena, "%s1%s", repeated(arena, "{\"\":", depth),
                                          repeated(arena, "}", depth));
        expect_read(object,
                    more ? arena_printf(arena, "E009 1:257 %s", repeated(arena, "/", 64)) : "");
    }
    expect_read(
        arena_printf(arena, "[%s1%s, 01]", repeated(arena, "[", 64), repeated(arena, "]", 64)),
        arena_printf(arena, "E009 1:65 %s; E007 1:133 /1", repeated(arena, "/0", 64)));
    arena_free(arena);
}

static void test_sizes(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *text = repeated(arena, "x", LIMIT_STRING_BYTES);
    expect_read(arena_printf(arena, "[\"%s\"]", text), "");
    expect_read(arena_printf(arena, "[\"%sx\"]", text), "E010 1:2 /0");
    expect_read(arena_printf(arena, "[\"%s\\u00e4\"]", text + 2), ""); /* decoded bytes count */
    expect_read(arena_printf(arena, "[\"%s\\u00e4\"]", text + 1), "E010 1:2 /0");
    expect_read(arena_printf(arena, "[\"%s\\n\"]", text + 1), "");
    expect_read(arena_printf(arena, "[\"%s\\n\"]", text), "E010 1:2 /0");
    expect_read(arena_printf(arena, "[\"%s\\u007F\\u0080\"]", text + 3), "");
    expect_read(arena_printf(arena, "[\"%s\\u007F\\u0080\"]", text + 2), "E010 1:2 /0");
    expect_read(arena_printf(arena, "[\"%s\\u07FF\\u0800\"]", text + 5), "");
    expect_read(arena_printf(arena, "[\"%s\\u07FF\\u0800\"]", text + 4), "E010 1:2 /0");
    expect_read(arena_printf(arena, "[\"%s\\uD800\\uDC00\"]", text + 4), "");
    expect_read(arena_printf(arena, "[\"%s\\uD800\\uDC00\"]", text + 3), "E010 1:2 /0");
    const char *key = repeated(arena, "k", LIMIT_KEY_BYTES);
    expect_read(arena_printf(arena, "{\"%s\": 1}", key), "");
    expect_read(arena_printf(arena, "{\"%sk\": 1}", key), "E010 1:2 -");
    expect_read(arena_printf(arena, "{\"%s\": 1,\n\"%s\": 1}", key, key), "E004 2:1 -");
    const char *digits = repeated(arena, "7", LIMIT_NUMBER_BYTES);
    expect_read(arena_printf(arena, "[%s]", digits), "");
    expect_read(arena_printf(arena, "[%s7]", digits), "E010 1:2 /0");
    const char *items = repeated(arena, "1,\n", LIMIT_VALUES - 2);
    expect_read(arena_printf(arena, "[%s1]", items), "");
    expect_read(arena_printf(arena, "[%s1, 2, x, 01]", items),
                arena_printf(arena, "E010 %d:4 -", LIMIT_VALUES - 1));
    arena_free(arena);
}

/* Instead of two gigabytes, as many places are taken. */
static void test_all_documents(void **state)
{
    (void)state;
    Str text = STR("{\"a\": 12}");
    for (int over = 0; over < 2; over++) {
        Fixture f = open_fixture();
        f.files->next = LIMIT_DOCUMENTS_BYTES - (int)text.length + over;
        const Json *root = read_str(&f, text);
        assert_int_equal(root == NULL, over);
        if (root) {
            json_string(&f.job, json_member(root, "a"), "a");
            assert_string_equal(summary(&f), "E012 1:7 /a");
            JsonFiles *below = json_files_below(f.job.arena, f.files);
            assert_null(json_read_text(below, &f.job, "more.json", STR("1")));
        }
        const Report *last = diag_at(f.job.diag, diag_count(f.job.diag) - 1);
        assert_int_equal(last->code, E010);
        assert_non_null(strstr(last->message, "more than 2 GB of JSON"));
        close_fixture(&f);
    }
}

static void test_file_size(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *text = arena_alloc(arena, LIMIT_FILE_BYTES + 2);
    memset(text, ' ', LIMIT_FILE_BYTES + 1);
    text[0] = '1';
    Fixture f = open_fixture();
    assert_non_null(json_read_text(f.files, &f.job, "a", (Str){text, LIMIT_FILE_BYTES}));
    assert_null(json_read_text(f.files, &f.job, "b", (Str){text, LIMIT_FILE_BYTES + 1}));
    assert_string_equal(summary(&f), "E010 0:0 -");
    close_fixture(&f);
    arena_free(arena);
}

/* All the keys that one object may have: each must be found new, and one of them twice. */
static void test_many_keys(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    Buf buf;
    buf_init(&buf, f.job.arena);
    for (int i = 0; i < LIMIT_VALUES - 2; i++)
        buf_printf(&buf, "%s\"key %d\":%d", i ? ",\n" : "{", i, i);
    const char *object = buf.data;
    read_valid(&f, arena_printf(f.job.arena, "%s}", object));
    const char *twice = arena_printf(f.job.arena, "%s,\n\"key 31\\u0034\":0}", object);
    assert_null(json_read_text(f.files, &f.job, "twice", str_of(twice)));
    assert_string_equal(summary(&f), arena_printf(f.job.arena, "E004 %d:1 -", LIMIT_VALUES - 1));
    assert_string_equal(diag_at(f.job.diag, 0)->label, "first given on line 315");
    close_fixture(&f);
}

/* -- positions ------------------------------------------------------------------------------- */

static const char nested[] = "{\"a\": [1, {\"b/c\": [[], [true, null]]}, \"x\"],\n"
                             " \"\": {\"~\": {\"\": 2.50}},\n"
                             " \"\\u00e4\\\"\\\\\": {\"m~1n\": \"y\", \"0\": [3]}}";

/* Goes over all values: pointer and place must lead back to each. */
static int round_trip(Fixture *f, const Json *root, const Json *value)
{
    int count = 1;
    const char *pointer = json_pointer(f->files, json_where(value), f->job.arena);
    assert_ptr_equal(json_resolve(root, str_of(pointer)), value);
    Report report = {.code = E012, .where = json_where(value), .message = ""};
    Place place = json_locate(f->files, &report, f->job.arena);
    assert_string_equal(place.pointer, pointer);
    for (const Json *child = json_first(value); child; child = json_next(child)) {
        assert_true(json_where(child) > json_where(value));
        count += round_trip(f, root, child);
    }
    return count;
}

static void test_round_trip(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    const Json *first = read_valid(&f, nested);
    const Json *faulty = json_read_text(f.files, &f.job, "faulty", STR("[1, 2"));
    const Json *second = json_read_text(f.files, &f.job, "second", str_of(nested));
    assert_null(faulty);
    assert_int_equal(json_where(first), 0);
    assert_int_equal(round_trip(&f, first, first), 17);
    const Where length = sizeof nested - 1;
    assert_int_equal(json_where(second), length);
    assert_int_equal(round_trip(&f, second, second), 17);
    assert_string_equal(json_file(f.files, length - 1), "test.json");
    assert_string_equal(json_file(f.files, length), "second");
    assert_null(json_file(f.files, 2 * length));
    assert_null(json_file(f.files, WHERE_NONE));
    close_fixture(&f);
}

/* Files of one job on top of shared ones: the places go on, and what is read
 * below is not seen above. */
static void test_files_below(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    const Json *shared = read_valid(&f, nested);
    Arena *arena = arena_new();
    Job job = {.arena = arena, .diag = diag_new(arena)};
    JsonFiles *below = json_files_below(arena, f.files);
    const Json *own = json_read_text(below, &job, "own", STR("{\"n\": [7]}"));
    const Where length = sizeof nested - 1;
    assert_int_equal(json_where(own), length);
    assert_ptr_equal(json_read_text(below, &job, "test.json", STR("")), shared);
    assert_string_equal(json_pointer(below, length + 7, arena), "/n/0");
    assert_string_equal(json_file(below, length - 1), "test.json");
    assert_null(json_file(f.files, length));
    arena_free(arena);
    assert_int_equal(round_trip(&f, shared, shared), 17);
    close_fixture(&f);
}

static const char folded[] =
    "{\"t\": {\"none\": [ ], \"rows\" :\n [\"]\\\"[\", [1, -2.50e3, null, true],\r\n"
    " {\"cells\": [[\"a\"], {}], \"\u00e4\": 0} ,7], \"no\": {\"rows\": [1]}, \"x\": 3},\n"
    " \"rows\": [1, 2], \"u\": {\"t\": {\"rows\": [1]}}}";

/* Is what is read of a folded array the same as of one that is not? */
static void compare_folded(Fixture *f, const Json *array, Fixture *g, const Json *plain)
{
    assert_int_equal(json_count(array), json_count(plain));
    for (int i = 0; i < json_count(plain); i++) {
        Arena *arena = arena_new();
        const Json *one = json_element(arena, array, i), *same = json_element(arena, plain, i);
        assert_ptr_equal(same, json_resolve(plain, str_of(arena_printf(arena, "/%d", i))));
        assert_int_equal(json_where(one), json_where(same));
        assert_string_equal(dump(f, one), dump(g, same));
        assert_string_equal(json_pointer(f->files, json_where(one), arena),
                            json_pointer(g->files, json_where(same), arena));
        arena_free(arena);
    }
}

/* Arrays below one member are kept as text; nothing else is told apart by it. */
static void test_folded(void **state)
{
    (void)state;
    Fixture f = open_fixture(), plain = open_fixture();
    json_fold(f.files, "t");
    const Json *root = read_valid(&f, folded), *same = read_valid(&plain, folded);
    static const char *const arrays[] = {"/t/none", "/t/rows", "/t/no/rows", "/rows", "/u/t/rows"};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        compare_folded(&f, json_resolve(root, str_of(arrays[i])), &plain,
                       json_resolve(same, str_of(arrays[i])));
    const Json *array = json_resolve(root, STR("/t/rows"));
    Arena *arena = arena_new();
    assert_ptr_not_equal(json_element(arena, array, 1), json_element(arena, array, 1));
    arena_free(arena);
    assert_int_equal(round_trip(&f, root, root), round_trip(&plain, same, same));
    assert_ptr_equal(json_resolve(root, STR("/t/rows/2/cells/0/0")),
                     json_resolve(root, STR("/t/rows/2/cells/0/0")));
    assert_string_equal(dump(&f, root), dump(&plain, same));
    assert_true(json_equal(f.files, array, json_resolve(root, STR("/t/rows"))));
    assert_string_equal(
        str_copy(&f, json_raw(f.files, array)),
        str_copy(&plain, json_raw(plain.files, json_resolve(same, STR("/t/rows")))));
    close_fixture(&f);
    close_fixture(&plain);
}

/* Rows are read one by one, from the middle of the text. */
static void test_many_rows(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    Buf buf;
    buf_init(&buf, f.job.arena);
    buf_text(&buf, "{\"t\": {\"rows\": [");
    for (int i = 0; i < 50000; i++)
        buf_printf(&buf, "%s[%d, \"row %d\", true]", i ? ", " : "", i, i);
    buf_text(&buf, "]}}");
    json_fold(f.files, "t");
    const Json *rows = json_resolve(read_valid(&f, buf.data), STR("/t/rows"));
    assert_int_equal(json_count(rows), 50000);
    for (int i = 0; i < 50000; i += 7) {
        Arena *arena = arena_new();
        const Json *first = json_first(json_element(arena, rows, i));
        assert_int_equal(json_whole(f.files, &f.job, first, "number", 0, 50000), i);
        arena_free(arena);
    }
    assert_int_equal(diag_count(f.job.diag), 0);
    close_fixture(&f);
}

static void test_resolve(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *expected; /* canonical pointer of the value; NULL: none */
    } cases[] = {
        {"", ""},
        {"/a/0", "/a/0"},
        {"/a/1/b~1c/1/0", "/a/1/b~1c/1/0"},
        {"/", "/"},
        {"//~0/", "//~0/"},
        {"/\xC3\xA4\"\\/m~01n", "/\xC3\xA4\"\\/m~01n"},
        {"/\xC3\xA4\"\\/0", "/\xC3\xA4\"\\/0"},
        {"a", NULL},
        {"/a/00", NULL},
        {"/a/-", NULL},
        {"/a/3", NULL},
        {"/a/ 0", NULL},
        {"/a/+0", NULL},
        {"/a/4294967296", NULL},
        {"/a/99999999999999999999", NULL},
        {"/a/", NULL},
        {"/a/0/x", NULL},
        {"/a/1/b/c", NULL},
        {"//~", NULL},
        {"//~2", NULL},
        {"/b", NULL},
        {"/A", NULL},
    };
    Fixture f = open_fixture();
    const Json *root = read_valid(&f, nested);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Json *value = json_resolve(root, str_of(cases[i].pointer));
        const char *found = value ? json_pointer(f.files, json_where(value), f.job.arena) : NULL;
        if (!same_text(found, cases[i].expected))
            fail_msg("%s led to %s", cases[i].pointer, found ? found : "nothing");
    }
    assert_null(json_resolve(NULL, STR("/a")));
    const Json *ten = json_read_text(f.files, &f.job, "ten", STR("[0,1,2,3,4,5,6,7,8,9,10]"));
    assert_int_equal(json_where(json_resolve(ten, STR("/9"))) - json_where(ten), 19);
    assert_int_equal(json_where(json_resolve(ten, STR("/10"))) - json_where(ten), 21);
    assert_null(json_resolve(ten, STR("/:")));
    assert_null(json_resolve(ten, STR("/010")));
    close_fixture(&f);
}

static void test_locate(void **state)
{
    (void)state;
    static const char text[] =
        "{\n\t\"k\xC3\xA4y\": \"a\\n\\u00e4\xE7\xB7\x9A\\uD83D\\uDE00z\",\r\n"
        "  \"list\": [12.50, {\"x\": null}]\n}";
    static const struct {
        const char *pointer;
        Part part;
        int at, line, column, width;
    } cases[] = {
        {"", PART_VALUE, 0, 1, 1, 1},
        {"", PART_KEY, 0, 1, 1, 1}, /* no key: the value is meant */
        {"/k\xC3\xA4y", PART_KEY, 0, 2, 2, 5},
        {"/k\xC3\xA4y", PART_VALUE, 0, 2, 9, 25},
        {"/k\xC3\xA4y", PART_VALUE, 1, 2, 10, 1},   /* a */
        {"/k\xC3\xA4y", PART_VALUE, 2, 2, 11, 2},   /* line break */
        {"/k\xC3\xA4y", PART_VALUE, 3, 2, 13, 6},   /* a umlaut, escaped */
        {"/k\xC3\xA4y", PART_VALUE, 4, 2, 13, 6},   /* its second byte */
        {"/k\xC3\xA4y", PART_VALUE, 5, 2, 19, 1},   /* U+7DDA */
        {"/k\xC3\xA4y", PART_VALUE, 8, 2, 20, 12},  /* the pair */
        {"/k\xC3\xA4y", PART_VALUE, 11, 2, 20, 12}, /* its last byte */
        {"/k\xC3\xA4y", PART_VALUE, 12, 2, 32, 1},  /* z */
        {"/k\xC3\xA4y", PART_VALUE, 13, 2, 33, 1},  /* behind: the quote */
        {"/k\xC3\xA4y", PART_VALUE, 999, 2, 33, 1},
        {"/k\xC3\xA4y", PART_KEY, 2, 2, 4, 1},
        {"/list", PART_VALUE, 0, 3, 11, 1},
        {"/list/0", PART_VALUE, 0, 3, 12, 5},
        {"/list/0", PART_VALUE, 3, 3, 12, 5}, /* no string: the whole */
        {"/list/1", PART_VALUE, 0, 3, 19, 1},
        {"/list/1/x", PART_VALUE, 0, 3, 25, 4},
        {"/list/1/x", PART_KEY, 0, 3, 20, 3},
    };
    Fixture f = open_fixture();
    const Json *root = read_valid(&f, text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Report report = {.where = json_where(json_resolve(root, str_of(cases[i].pointer))),
                         .part = cases[i].part,
                         .at = cases[i].at};
        Place place = json_locate(f.files, &report, f.job.arena);
        if (place.line != cases[i].line || place.column != cases[i].column ||
            place.width != cases[i].width || place.caret != place.column - 1)
            fail_msg("case %zu: found %d:%d, width %d", i, place.line, place.column, place.width);
        assert_string_equal(place.pointer, cases[i].pointer);
        assert_string_equal(place.file, "test.json");
    }
    close_fixture(&f);
}

/* What is underlined of a faulty text. */
static void test_widths(void **state)
{
    (void)state;
    static const struct {
        const char *input;
        int column, width;
    } cases[] = {
        {"[01]", 2, 2},
        {"[\xC3\xA4zAZ09+-._, 1]", 2, 10},
        {"[\"a\\qb\"]", 4, 2},
        {"[\"\\uD800x\"]", 3, 6},
        {"[\"\\u12x\"]", 3, 2},
        {"[\"a\tb\"]", 4, 1},
        {"[\"a\\", 2, 3},
        {"[1 \"a\\\"b\" , 2]", 4, 6},
        {"{\"a\": \"b,\r\n\"c\": 1}", 7, 3},
        {"{\"a\": 1,\n\"a\": 2}", 1, 3},
        {"[1,]", 3, 1},
        {"[", 1, 1},
        {"", 1, 1},
        {"[\"\xFF\xFF\"]", 3, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture f = open_fixture();
        assert_null(read_str(&f, str_of(cases[i].input)));
        Place place =
            json_locate(f.files, diag_at(f.job.diag, diag_count(f.job.diag) - 1), f.job.arena);
        if (place.column != cases[i].column || place.width != cases[i].width)
            fail_msg("%s: found column %d, width %d", cases[i].input, place.column, place.width);
        close_fixture(&f);
    }
}

static void test_unprintable(void **state)
{
    (void)state;
    static const uint32_t hidden[] = {0,      0x1F,   0x7F,   0x80,   0x9F,
                                      0x61C,  0x200E, 0x200F, 0x2028, 0x2029,
                                      0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF};
    static const uint32_t shown[] = {' ',    '~',    0xA0,   0x61D,  0x200D, 0x2010, 0x2027,
                                     0x202F, 0x2065, 0x206A, 0xFEFE, 0xFF00, 0x1F600};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        assert_true(escape_unprintable(hidden[i]));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        assert_false(escape_unprintable(shown[i]));
}

static void test_quote(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *y40 = repeated(arena, "\xC3\xA4", 40);
    assert_string_equal(escape_quote(arena, STR("")), "\"\"");
    assert_string_equal(escape_quote(arena, STR("a \"b\" \\")), "\"a \"b\" \\\"");
    assert_string_equal(escape_quote(arena, STR("\n\x1B\xE2\x80\xAE\x7F")),
                        "\"\\n\\u001B\\u202E\\u007F\"");
    assert_string_equal(escape_quote(arena, STR("\xFFz")), "\"\xEF\xBF\xBDz\"");
    assert_string_equal(escape_quote(arena, str_of(y40)), arena_printf(arena, "\"%s\"", y40));
    assert_string_equal(escape_quote(arena, str_of(arena_printf(arena, "%sx", y40))),
                        arena_printf(arena, "\"%s...\"", y40));
    arena_free(arena);
}

static void test_locate_nothing(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    read_valid(&f, "[1]");
    Place nowhere = json_locate(f.files, &(Report){.where = WHERE_NONE}, f.job.arena);
    assert_null(nowhere.file);
    Place beyond = json_locate(f.files, &(Report){.where = 3}, f.job.arena);
    assert_null(beyond.file);
    Report unknown = {.where = WHERE_NONE, .file = "other.json"};
    Place file = json_locate(f.files, &unknown, f.job.arena);
    assert_string_equal(file.file, "other.json");
    assert_int_equal(file.line, 0);
    close_fixture(&f);
}

/* The excerpt of the report on /1 of `text`, with its caret as "[x]". */
static void expect_excerpt(const char *text, const char *expected, int caret, int width)
{
    Fixture f = open_fixture();
    const Json *root = read_valid(&f, text);
    Report report = {.where = json_where(json_resolve(root, STR("/1")))};
    Place place = json_locate(f.files, &report, f.job.arena);
    char *excerpt = arena_copy(f.job.arena, place.excerpt.data, place.excerpt.length);
    assert_string_equal(excerpt, expected);
    assert_int_equal(place.caret, caret);
    assert_int_equal(place.width, width);
    close_fixture(&f);
}

static void test_excerpts(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *x50 = repeated(arena, "x", 50), *x100 = repeated(arena, "x", 100);
    const char *y100 = repeated(arena, "\xC3\xA4", 100);
    expect_excerpt("[0,\t12,\r\n3]", "[0, 12,", 4, 2);
    expect_excerpt("[\"\x7F\xC2\x9B\xE2\x80\xAE\",2]", "[\"???\",2]", 7, 1);
    expect_excerpt(arena_printf(arena, "[\"%s\",12]", x50), arena_printf(arena, "[\"%s\",12]", x50),
                   54, 2);
    /* cut on the left: 100 characters end with the line */
    expect_excerpt(arena_printf(arena, "[\"%s\",12]", x100),
                   arena_printf(arena, "...%s\",12]", x100 + 5), 3 + 97, 2);
    /* cut on the right, and the token with it */
    expect_excerpt(arena_printf(arena, "[0,\"%s\"]", x100),
                   arena_printf(arena, "[0,\"%s...", x100 + 4), 3, 97);
    /* cut on both sides, in characters */
    expect_excerpt(arena_printf(arena, "[\"%s\",12,\"%s\"]", y100, y100),
                   arena_printf(arena, "...%s\",12,\"%s...", y100 + 2 * 62, y100 + 2 * 44), 43, 2);
    arena_free(arena);
}

static void test_print(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    assert_null(read_str(&f, STR("{\n  \"zone\": \"W\xC3\xA4ld\",\n  \"area\": 012\n}\n")));
    char *text = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&text, &length);
    diag_print(f.job.diag, to, json_locate, f.files);
    fclose(to);
    assert_non_null(strstr(text, "test.json:3:11"));
    assert_non_null(strstr(text, "3 |   \"area\": 012\n"));
    assert_non_null(strstr(text, "  |           ^^^ not a number\n"));
    free(text);
    close_fixture(&f);
}

/* -- access ---------------------------------------------------------------------------------- */

/* Every report as "E012 1:7 message | label | help". */
static const char *told(Fixture *f)
{
    Buf buf;
    buf_init(&buf, f->job.arena);
    for (int i = 0; i < diag_count(f->job.diag); i++) {
        const Report *r = diag_at(f->job.diag, i);
        Place place = json_locate(f->files, r, f->job.arena);
        buf_printf(&buf, "%s %d:%d %s | %s | %s\n", code_name(r->code), place.line, place.column,
                   r->message, r->label ? r->label : "-", r->help ? r->help : "-");
    }
    return buf.data;
}

static void test_looking(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    const Json *root = read_valid(&f, "{\"n\": null, \"b\": true, \"d\": -1, \"s\": \"x\","
                                      " \"a\": [1, 2], \"o\": {}}");
    static const JsonType types[] = {JSON_NULL,   JSON_BOOL,  JSON_NUMBER,
                                     JSON_STRING, JSON_ARRAY, JSON_OBJECT};
    int count = 0;
    for (const Json *m = json_first(root); m; m = json_next(m))
        assert_int_equal(json_type(m), types[count++]);
    assert_int_equal(json_count(root), 6);
    assert_int_equal(json_count(json_member(root, "a")), 2);
    assert_int_equal(json_count(json_member(root, "s")), 0);
    assert_true(str_is(json_key(json_first(root)), "n"));
    assert_int_equal(json_key(json_first(json_member(root, "a"))).length, 0);
    assert_null(json_member(root, "N"));
    assert_null(json_member(json_member(root, "a"), "0"));
    assert_null(json_member(NULL, "a"));
    assert_int_equal(json_type(NULL), JSON_NULL);
    assert_int_equal(json_where(NULL), WHERE_NONE);
    assert_int_equal(json_count(NULL), 0);
    assert_int_equal(json_key(NULL).length, 0);
    assert_string_equal(json_type_name(JSON_OBJECT), "object");
    assert_int_equal(diag_count(f.job.diag), 0);
    close_fixture(&f);
}

static void test_typed_access(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    const Json *root =
        read_valid(&f, "{\"s\": \"x\\ty\", \"n\": -12.50e0, \"t\": true, \"f\": false,\n"
                       "\"a\": []}");
    const Json *s = json_member(root, "s"), *n = json_member(root, "n"),
               *a = json_member(root, "a");
    assert_true(str_is(json_string(&f.job, s, "s"), "x\ty"));
    assert_true(str_is(json_number(f.files, &f.job, n, "n"), "-12.50e0"));
    assert_true(json_bool(&f.job, json_member(root, "t"), "t"));
    assert_false(json_bool(&f.job, json_member(root, "f"), "f"));
    assert_int_equal(diag_count(f.job.diag), 0);
    assert_int_equal(json_string(&f.job, n, "name").length, 0);
    assert_int_equal(json_number(f.files, &f.job, s, "area").length, 0);
    assert_false(json_bool(&f.job, a, "flag"));
    assert_int_equal(json_string(&f.job, NULL, "publisher").length, 0);
    assert_string_equal(told(&f),
                        "E012 1:20 name must be a string | number; expected a string | -\n"
                        "E012 1:7 area must be a number | string; expected a number | -\n"
                        "E012 2:6 flag must be true or false | array; expected true or false | -\n"
                        "E012 0:0 publisher must be a string | nothing; expected a string | -\n");
    close_fixture(&f);
}

static void test_whole(void **state)
{
    (void)state;
    static const struct {
        const char *token;
        int low, high, expected;
        int code; /* -1: none */
    } cases[] = {
        {"5", 1, 10, 5, -1},
        {"1", 1, 10, 1, -1},
        {"10", 1, 10, 10, -1},
        {"0", 1, 10, 1, E015},
        {"11", 1, 10, 1, E015},
        {"-0", -1, 1, 0, -1},
        {"-3", -5, 5, -3, -1},
        {"-6", -5, 5, -5, E015},
        {"2147483647", 0, INT_MAX, INT_MAX, -1},
        {"-2147483648", INT_MIN, 0, INT_MIN, -1},
        {"2147483648", 0, INT_MAX, 0, E015},
        {"4294967297", 0, 10, 0, E015},
        {"18446744073709551617", 0, 10, 0, E015},
        {"-99999999999999999999999999999999999999", -7, 10, -7, E015},
        {"5.0", 1, 10, 1, E012},
        {"1e1", 1, 10, 1, E012},
        {"\"5\"", 1, 10, 1, E012},
        {"null", 1, 10, 1, E012},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture f = open_fixture();
        const Json *value = read_valid(&f, cases[i].token);
        int found = json_whole(f.files, &f.job, value, "pages", cases[i].low, cases[i].high);
        int code = diag_count(f.job.diag) ? (int)diag_at(f.job.diag, 0)->code : -1;
        if (found != cases[i].expected || code != cases[i].code)
            fail_msg("%s gave %d, code %d", cases[i].token, found, code);
        close_fixture(&f);
    }
}

static const char *const kinds[] = {"table", "chart", "text", NULL};

static const JsonField zone_fields[] = {
    {"name", JSON_IS(JSON_STRING), true, NULL, "the name of the zone, such as \"Wildpark\""},
    {"area", JSON_IS(JSON_NUMBER), true, NULL, "square metres"},
    {"kind", JSON_IS(JSON_STRING), false, kinds, "kind of block"},
    {"note", JSON_IS(JSON_STRING) | JSON_IS(JSON_NULL), false, NULL, "free text"},
    {"open", JSON_IS(JSON_BOOL) | JSON_IS(JSON_ARRAY), false, NULL, "open to all"},
    {0},
};

static const struct {
    const char *input, *expected;
} check_cases[] = {
    {"{\"name\": \"a\", \"area\": 1, \"kind\": \"chart\", \"note\": null}", ""},
    {"{\"name\": \"a\", \"area\": 1, \"$schema\": 1, \"//\": [], \"// why\": 2}", ""},
    {"{\"name\": \"a\", \"area\": 1, \"/x\": 2}",
     "E013 1:26 unknown key \"/x\" in zone | unknown key | "
     "allowed are \"name\", \"area\", \"kind\", \"note\", \"open\"\n"},
    {"{\"name\": \"a\",\n \"areas\": 1, \"area\": 2}",
     "E013 2:2 unknown key \"areas\" in zone | unknown key | did you mean \"area\"?\n"},
    {"{\"name\": \"a\", \"area\": 1, \"a\\u001b[m\": 2}",
     "E013 1:26 unknown key \"a\\u001B[m\" in zone | unknown key | "
     "allowed are \"name\", \"area\", \"kind\", \"note\", \"open\"\n"},
    {"{\"name\": \"a\", \"area\": 1, \"kind\": \"table\", \"open\": false}", ""},
    {"{\"name\": \"a\", \"area\": 1, \"kind\": \"text\", \"open\": 0}",
     "E012 1:50 open must be true or false or an array | "
     "number; expected true or false or an array | -\n"},
    {"{}", "E011 1:1 zone needs \"name\", \"area\" | keys missing | -\n"},
    {"{\"name\": \"a\"}", "E011 1:1 zone needs \"area\" | key missing | "
                          "\"area\" is square metres\n"},
    {"{\"name\": 1, \"area\": \"x\", \"note\": []}",
     "E012 1:10 name must be a string | number; expected a string | -\n"
     "E012 1:21 area must be a number | string; expected a number | -\n"
     "E012 1:34 note must be null or a string | array; expected null or a string | -\n"},
    {"{\"name\": \"a\", \"area\": 1, \"kind\": \"tabl\"}",
     "E014 1:34 kind cannot be \"tabl\" | word not known here | did you mean \"table\"?\n"},
    {"{\"name\": \"a\", \"area\": 1, \"kind\": \"\"}",
     "E014 1:34 kind cannot be \"\" | word not known here | "
     "allowed are \"table\", \"chart\", \"text\"\n"},
    {"[]", "E012 1:1 zone must be an object | array; expected an object | -\n"},
};

static void test_check(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof check_cases / sizeof *check_cases; i++) {
        Fixture f = open_fixture();
        const Json *root = read_valid(&f, check_cases[i].input);
        bool clean = json_check(&f.job, root, "zone", zone_fields);
        assert_string_equal(told(&f), check_cases[i].expected);
        assert_int_equal(clean, check_cases[i].expected[0] == '\0');
        close_fixture(&f);
    }
}

/* A list that would fill the screen is cut. */
static void test_check_cuts_lists(void **state)
{
    (void)state;
    static const char *const many[] = {
        "one thousand and one tales of the night",   "two thousand and two tales of the night",
        "three thousand and three tales of a night", "four thousand and four tales of a night",
        "five thousand and five tales of a night",   "six thousand and six tales of a night",
        "seven thousand and seven tales of a night", NULL};
    static const JsonField fields[] = {{"tale", JSON_IS(JSON_STRING), true, many, "a tale"}, {0}};
    Fixture f = open_fixture();
    assert_false(json_check(&f.job, read_valid(&f, "{\"tale\": \"x\"}"), "book", fields));
    const char *help = diag_at(f.job.diag, 0)->help;
    assert_true(strlen(help) > 200 && strlen(help) < 300);
    assert_string_equal(help + strlen(help) - 16, "of a night\", ...");
    close_fixture(&f);
}

/* A check that finds nothing is clean whatever was reported before it. */
static void test_check_is_its_own(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    const Json *root = read_valid(&f, "[{}, {\"name\": \"a\", \"area\": 1}]");
    assert_false(json_check(&f.job, json_first(root), "zone", zone_fields));
    assert_true(json_check(&f.job, json_next(json_first(root)), "zone", zone_fields));
    assert_false(json_check(&f.job, json_first(root), "zone", zone_fields)); /* said already */
    assert_int_equal(diag_count(f.job.diag), 1);
    assert_false(json_check(&f.job, NULL, "zone", zone_fields));
    close_fixture(&f);
}

/* -- files ----------------------------------------------------------------------------------- */

/* Writes a file in the test's folder, which is the working directory. */
static void write_file(const char *path, const char *text)
{
    FILE *to = fopen(path, "wb");
    assert_non_null(to);
    fputs(text, to);
    fclose(to);
}

static char folder[] = "/tmp/test_json.XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    static const char *const made[] = {"a.json",   "link.json", "pipe.json",
                                       "big.json", "huge.json", "bad.json"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        unlink(made[i]);
    rmdir("folder.json");
    return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void test_files(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    write_file("a.json", "{\"a\": 1}\n");
    write_file("bad.json", "{\"a\": 01}");
    const Json *root = json_read_file(f.files, &f.job, "a.json");
    assert_non_null(root);
    write_file("a.json", "[]");
    assert_ptr_equal(json_read_file(f.files, &f.job, "a.json"), root);
    assert_true(str_is(json_bytes(f.files, "a.json"), "{\"a\": 1}\n"));
    assert_int_equal(json_bytes(f.files, "b.json").length, 0);
    assert_string_equal(json_file(f.files, json_where(root)), "a.json");
    assert_null(json_read_file(f.files, &f.job, "bad.json"));
    assert_string_equal(summary(&f), "E007 1:7 /a");
    Job other = {.arena = f.job.arena, .diag = diag_new(f.job.arena)};
    assert_null(json_read_file(f.files, &other, "bad.json")); /* told to every job */
    assert_int_equal(diag_errors(other.diag), 1);
    close_fixture(&f);
}

/* Of the most bytes allowed: it is read, and its zeros are what is wrong. */
static void test_big_file(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    write_file("big.json", "{}");
    assert_int_equal(truncate("big.json", LIMIT_FILE_BYTES), 0);
    assert_null(json_read_file(f.files, &f.job, "big.json"));
    assert_string_equal(summary(&f), "E008 1:3 -");
    close_fixture(&f);
}

/* Files of /proc say they are empty. */
static void test_file_without_size(void **state)
{
    (void)state;
    static const char path[] = "/proc/sys/kernel/pid_max";
    if (access(path, R_OK) != 0)
        skip();
    Fixture f = open_fixture();
    assert_int_equal(json_type(json_read_file(f.files, &f.job, path)), JSON_NUMBER);
    close_fixture(&f);
}

static void test_unreadable_files(void **state)
{
    (void)state;
    write_file("a.json", "{}");
    assert_int_equal(symlink("a.json", "link.json"), 0);
    assert_int_equal(mkfifo("pipe.json", 0600), 0);
    assert_int_equal(mkdir("folder.json", 0700), 0);
    write_file("huge.json", "{}");
    assert_int_equal(truncate("huge.json", LIMIT_FILE_BYTES + 1), 0);
    static const struct {
        const char *path, *message;
        Code code;
    } cases[] = {
        {"none.json", "cannot read none.json: no such file", E001},
        {"link.json", "cannot read link.json: it is a symbolic link", E001},
        {"pipe.json", "cannot read pipe.json: it is not a regular file", E001},
        {"folder.json", "cannot read folder.json: it is not a regular file", E001},
        {"/dev/null", "cannot read /dev/null: it is not a regular file", E001},
        {"a.json/b", "cannot read a.json/b: a folder on the way is a symbolic link or no folder",
         E001},
        {"huge.json", "cannot read huge.json: larger than 32 MB", E010},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture f = open_fixture();
        assert_null(json_read_file(f.files, &f.job, cases[i].path));
        assert_int_equal(diag_count(f.job.diag), 1);
        assert_int_equal(diag_at(f.job.diag, 0)->code, cases[i].code);
        assert_string_equal(diag_at(f.job.diag, 0)->message, cases[i].message);
        close_fixture(&f);
    }
}

/* -- mutations --------------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* One to four bytes changed, removed, or put in. */
static void mutate(char *text, size_t *length, size_t room, uint32_t *seed)
{
    static const char likely[] = "\"\\{}[]:,0123456789.eE+-tfnu/'# \n\t\x80\xC3\xED\xF4\xFF";
    for (uint32_t i = next_random(seed) % 4 + 1; i > 0 && *length > 0; i--) {
        size_t at = next_random(seed) % *length;
        char byte = likely[next_random(seed) % (sizeof likely - 1)];
        uint32_t way = next_random(seed) % 3;
        if (way == 0) {
            text[at] = byte;
        } else if (way == 1) {
            memmove(text + at, text + at + 1, *length - at - 1);
            --*length;
        } else if (*length < room) {
            memmove(text + at + 1, text + at, *length - at);
            text[at] = byte;
            ++*length;
        }
    }
}

/* Whatever the text: a tree or reports, places that make sense, and a dump
 * that reads as the same tree again. Returns true if there was a tree. */
static bool survive(const char *text, size_t length)
{
    Fixture f = open_fixture();
    const Json *root = read_str(&f, (Str){text, length});
    assert_true((root != NULL) == (diag_count(f.job.diag) == 0));
    for (int i = 0; i < diag_count(f.job.diag); i++) {
        Place place = json_locate(f.files, diag_at(f.job.diag, i), f.job.arena);
        assert_true(place.line >= 1 && place.column >= 1 && place.width >= 1);
        assert_true(place.caret >= 0 && (size_t)place.caret <= place.excerpt.length);
    }
    if (root) {
        const char *written = dump(&f, root);
        const Json *again = json_read_text(f.files, &f.job, "again", str_of(written));
        assert_non_null(again);
        assert_string_equal(dump(&f, again), written);
    }
    close_fixture(&f);
    return root != NULL;
}

static void test_mutations(void **state)
{
    (void)state;
    uint32_t seed = 20240229;
    int trees = 0;
    for (int i = 0; i < 2000; i++) {
        char text[512];
        size_t length = sizeof nested - 1;
        memcpy(text, nested, length);
        mutate(text, &length, sizeof text, &seed);
        trees += survive(text, length);
    }
    assert_in_range(trees, 100, 1900);
}

/* -- merging ----------------------------------------------------------------------------- */

static const char *merged_text(Fixture *f, const Json *value)
{
    char *text = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&text, &length);
    json_dump(f->files, value, to);
    fclose(to);
    char *copy = arena_copy(f->job.arena, text, length);
    size_t kept = 0;
    for (size_t i = 0; i < length; i++)
        if (copy[i] != ' ' && copy[i] != '\n')
            copy[kept++] = copy[i];
    copy[kept] = '\0';
    free(text);
    return copy;
}

static void test_merge(void **state)
{
    (void)state;
    /* RFC 7396, appendix A, and members kept in order. */
    static const char *const CASES[][3] = {
        {"{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
        {"{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}"},
        {"{\"a\":\"b\"}", "{\"a\":null}", "{}"},
        {"{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}"},
        {"{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
        {"{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}"},
        {"{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}"},
        {"{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}"},
        {"[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]"},
        {"{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]"},
        {"{\"a\":\"foo\"}", "null", "null"},
        {"{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}"},
        {"[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}"},
        {"{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}"},
        {"{\"a\":{\"x\":1.50,\"y\":2},\"b\":3}", "{\"a\":{\"y\":7e1}}",
         "{\"a\":{\"x\":1.50,\"y\":7e1},\"b\":3}"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Fixture f = open_fixture();
        const Json *under = json_read_text(f.files, &f.job, "under", str_of(CASES[i][0]));
        const Json *over = json_read_text(f.files, &f.job, "over", str_of(CASES[i][1]));
        const Json *merged = json_merge(f.job.arena, under, over);
        assert_string_equal(merged_text(&f, merged), CASES[i][2]);
        assert_string_equal(merged_text(&f, under), CASES[i][0]); /* untouched */
        close_fixture(&f);
    }
}

static void test_merged_places(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    const Json *under =
        json_read_text(f.files, &f.job, "under", STR("{\"a\": {\"x\": 1, \"y\": 2}, \"b\": 3}"));
    const Json *over = json_read_text(f.files, &f.job, "over", STR("{\"a\": {\"y\": 4}}"));
    const Json *merged = json_merge(f.job.arena, under, over);
    const Json *x = json_resolve(merged, STR("/a/x")), *y = json_resolve(merged, STR("/a/y"));
    assert_string_equal(json_file(f.files, json_where(x)), "under");
    assert_string_equal(json_file(f.files, json_where(y)), "over");
    assert_string_equal(json_pointer(f.files, json_where(y), f.job.arena), "/a/y");
    assert_string_equal(json_file(f.files, json_where(json_member(merged, "a"))), "over");
    close_fixture(&f);
}

static void test_nest(void **state)
{
    (void)state;
    Fixture f = open_fixture();
    const Json *value = json_read_text(f.files, &f.job, "--set 1", STR("[5]"));
    Arena *arena = f.job.arena;
    assert_string_equal(merged_text(&f, json_nest(arena, STR("/a/b~1c~0"), value)),
                        "{\"a\":{\"b/c~\":[5]}}");
    assert_string_equal(merged_text(&f, json_nest(arena, STR(""), value)), "[5]");
    assert_string_equal(merged_text(&f, json_nest(arena, STR("/"), value)), "{\"\":[5]}");
    assert_null(json_nest(arena, STR("a"), value));
    assert_null(json_nest(arena, STR("/a~2"), value));
    assert_null(json_nest(arena, STR("/a~"), value));
    char deep[2 * LIMIT_DEPTH + 3];
    for (size_t i = 0; i + 1 < sizeof deep; i += 2)
        memcpy(deep + i, "/a", 2);
    assert_null(json_nest(arena, (Str){deep, sizeof deep - 1}, value));
    assert_string_equal(json_file(f.files, json_where(json_nest(arena, STR("/a"), value))),
                        "--set 1");
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_merged_places),
        cmocka_unit_test(test_nest),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_nul_bytes),
        cmocka_unit_test(test_faults_are_capped),
        cmocka_unit_test(test_hopeless_files),
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_file_size),
        cmocka_unit_test(test_all_documents),
        cmocka_unit_test(test_many_keys),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_files_below),
        cmocka_unit_test(test_folded),
        cmocka_unit_test(test_many_rows),
        cmocka_unit_test(test_resolve),
        cmocka_unit_test(test_locate),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_unprintable),
        cmocka_unit_test(test_quote),
        cmocka_unit_test(test_locate_nothing),
        cmocka_unit_test(test_excerpts),
        cmocka_unit_test(test_print),
        cmocka_unit_test(test_looking),
        cmocka_unit_test(test_typed_access),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_check_cuts_lists),
        cmocka_unit_test(test_check_is_its_own),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_big_file),
        cmocka_unit_test(test_file_without_size),
        cmocka_unit_test(test_unreadable_files),
        cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests_name("json", tests, enter_folder, leave_folder);
}
