/* test_markup.c - inline markup: what is a mark and what is a character, where
 * each stretch and each fault is. */
#include <string.h>

#include "base/buf.h"
#include "brief/markup.h"

#include "unit.h"

static Words words_of(const char *text)
{
    return (Words){str_of(text), LANG_EN, 0, true};
}

/* Every stretch as KIND AT{text}: p plain, s strong, e emph, f fact, c cite,
 * a value by the number of its format;
 * behind it its reading or address in brackets. Then every fault as !AT. */
static const char *read_all(const char *text)
{
    Buf buf;
    buf_init(&buf, arena);
    job.diag = diag_new(arena);
    MarkupReader reader = markup_begin(&job, words_of(text));
    for (Markup m = markup_next(&reader); m.kind != MARKUP_END; m = markup_next(&reader)) {
        char kind = m.kind == MARKUP_FACT    ? 'f'
                    : m.kind == MARKUP_CITE  ? 'c'
                    : m.kind == MARKUP_VALUE ? "012345"[m.format]
                    : m.role == PIECE_STRONG ? 's'
                    : m.role == PIECE_EMPH   ? 'e'
                                             : 'p';
        assert_true(m.text.length > 0);
        buf_printf(&buf, "%c%d{%.*s}", kind, (int)m.at, (int)m.text.length, m.text.data);
        if (m.reading.length)
            buf_printf(&buf, "(%.*s)", (int)m.reading.length, m.reading.data);
        if (m.address.length)
            buf_printf(&buf, "(%.*s)", (int)m.address.length, m.address.data);
    }
    for (int i = 0; i < diag_count(job.diag); i++) {
        assert_int_equal(diag_at(job.diag, i)->code, E113);
        buf_printf(&buf, "!%d", (int)diag_at(job.diag, i)->at - 1);
    }
    return buf.data;
}

#define READS(text, stretches) assert_string_equal(read_all(text), stretches)

static void words_are_set_off(void **state)
{
    (void)state;
    READS("", "");
    READS("a *b c* d", "p0{a }s3{b c}p7{ d}");
    READS("_b_", "e1{b}");
    READS("(*a*, _b_)", "p0{(}s2{a}p4{, }e7{b}p9{)}");
    READS("*a* *b*", "s1{a}p3{ }s5{b}");
    READS("*a*b*", "s1{a*b}");
    READS("*5*3 m*", "s1{5*3 m}");
    READS("*a_b*", "s1{a_b}");
}

static void marks_within_words_are_characters(void **state)
{
    (void)state;
    READS("5*3 and a * b", "p0{5*3 and a * b}");
    READS("Grö*ße* is", "p0{Grö*ße* is}");
    READS("file_name_x", "p0{file_name_x}");
    READS("https://a.cn/_x/b_c?_d=_e", "p0{https://a.cn/_x/b_c?_d=_e}");
    READS("name: ____", "p0{name: ____}");
    READS("a ** b *** c", "p0{a ** b *** c}");
    READS("*", "p0{*}");
    READS("per day*", "p0{per day*}");
}

static void chinese_has_no_edges_of_words(void **state)
{
    (void)state;
    READS("这是*重点*的", "p0{这是}s7{重点}p14{的}");
    READS("这是_重点_的", "p0{这是}e7{重点}p14{的}");
    READS("第*A*组", "p0{第}s4{A}p6{组}");
    READS("GDP*增长*了", "p0{GDP}s4{增长}p11{了}");
    READS("数据_v2_终版", "p0{数据_v2_终版}");
    READS("、_A_、", "p0{、}e4{A}p6{、}");
    READS("々*重*", "p0{々}s4{重}");
}

static void escapes_are_the_character(void **state)
{
    (void)state;
    READS("\\*a\\*", "p1{*a}p4{*}");
    READS("\\_ \\[ \\] \\\\", "p1{_ }p4{[ }p7{] }p10{\\}");
    READS("\\**a*", "p1{*}s3{a}");
    READS("*a\\*b*", "s1{a}s3{*b}");
    READS("\\[[a](https://b.cn)", "p1{[}p3{a}(https://b.cn)");
    READS("C:\\temp \\", "p0{C:\\temp \\}");
    READS("\\[\\[fact:a]]", "p1{[}p3{[fact:a]]}");
    READS("[a\\](b)", "p0{[a}p3{](b)}");
}

static void links_lead_to_addresses(void **state)
{
    (void)state;
    READS("see [a b](https://b.cn/c_d) now", "p0{see }p5{a b}(https://b.cn/c_d)p27{ now}");
    READS("[a](http://b.cn/c_(d))", "p1{a}(http://b.cn/c_(d))");
    READS("[a *b* _c_](http://d.cn)",
          "p1{a }(http://d.cn)s4{b}(http://d.cn)p6{ }(http://d.cn)e8{c}(http://d.cn)");
    READS("*a [b](http://d.cn) c*", "s1{a }s4{b}(http://d.cn)s19{ c}");
    READS("[a\\]b](http://d.cn)", "p1{a}(http://d.cn)p3{]b}(http://d.cn)");
    READS("[a [[cite:x]]](http://d.cn)", "p1{a }(http://d.cn)c3{x}(http://d.cn)");
}

static void brackets_alone_are_characters(void **state)
{
    (void)state;
    READS("[untitled: a] (b)", "p0{[untitled: a] (b)}");
    READS("a[1] [", "p0{a[1] [}");
    READS("[*a*]", "p0{[}s2{a}p4{]}");
    READS("[a [b](http://c.cn)", "p0{[a }p4{b}(http://c.cn)");
}

static void readings_are_of_words_or_characters(void **state)
{
    (void)state;
    READS("[今日](ruby:きょう)は", "p1{今日}(きょう)p24{は}");
    READS("[東京](ruby:とう|きょう)", "p1{東}(とう)p4{京}(きょう)");
    READS("[成都](ruby:chéng|dū)", "p1{成}(chéng)p4{都}(dū)");
    READS("*[今](ruby:いま)*", "s2{今}(いま)");
    READS("_a [今](ruby:いま)_", "e1{a }e4{今}(いま)");
    /* a variant selector goes with its character */
    READS("[葛\xF3\xA0\x84\x80飾](ruby:かつ|しか)", "p1{葛\xF3\xA0\x84\x80}(かつ)p8{飾}(しか)");
}

static void facts_stand_anywhere(void **state)
{
    (void)state;
    READS("a [[fact:b_c]][[cite:d]].", "p0{a }f2{b_c}c14{d}p24{.}");
    READS("*[[fact:b]]km*", "f1{b}s11{km}");
}

static void values_are_of_pointers_alone(void **state)
{
    (void)state;
    READS("{/a}", "00{/a}");
    READS("x {/a/0|number}, {/b|year}", "p0{x }12{/a/0}p15{, }517{/b}");
    READS("{} {page} { /a } {a/b}", "p0{{} {page} { /a } {a/b}}");
    READS("\\{/a\\}", "p1{{/a}p5{}}");
    READS("[b {/a} c](https://d)", "p1{b }(https://d)03{/a}(https://d)p7{ c}(https://d)");
    READS("{/a", "p0{{/a}!0");
    READS("{/a|years} {/b", "p0{{/a|years} }p11{{/b}!4!11");
    READS("[a {/b](https://c) {/e}", "p1{a }(https://c)p3{{/b}(https://c)p18{ }019{/e}!3");
    READS("{/facts/0/value}", "p0{{/facts/0/value}}!0");
}

static void facts_take_the_role_around_them(void **state)
{
    (void)state;
    MarkupReader reader = markup_begin(&job, words_of("*[[fact:b]]* _[[fact:b]]_"));
    assert_int_equal(markup_next(&reader).role, PIECE_STRONG);
    assert_int_equal(markup_next(&reader).role, PIECE_PLAIN);
    assert_int_equal(markup_next(&reader).role, PIECE_EMPH);
}

static void what_is_not_closed_is_a_fault(void **state)
{
    (void)state;
    READS("a *b c", "p0{a }s3{b c}!2");
    READS("*) see", "s1{) see}!0");
    READS("_a *b", "e1{a }e3{*b}!3!0");
    READS("a [[fact:b", "p0{a }p2{[[fact:b}!2");
    READS("[a](https://b", "p0{[a](https://b}!3");
    READS("[*a](http://b.cn) c*", "s2{a}(http://b.cn)p17{ c*}!1");
    READS("*a [b](http://c.cn) d", "s1{a }s4{b}(http://c.cn)s19{ d}!0");
}

static void marks_do_not_stand_in_one_another(void **state)
{
    (void)state;
    READS("*a _b_ c*", "s1{a }s3{_b_ c}!3");
    READS("*a *b*", "s1{a }s3{*b}!3");
    READS("*a [_b_](http://c.cn)*", "s1{a }s4{_b_}(http://c.cn)!4");
    READS("**a**", "p0{**a**}!0");
    READS("[a [b] c](http://d.cn)", "p0{[a [b] c}p8{](http://d.cn)}!8");
}

static void faulty_targets_are_found(void **state)
{
    (void)state;
    READS("[a](mailto:b@c.cn)", "p0{[a](mailto:b@c.cn)}!4");
    READS("[a](see *there*)", "p0{[a](see *there*)}!4");
    READS("[a](https://)", "p0{[a](https://)}!4");
    READS("[a](https://b c)", "p0{[a](https://b c)}!4");
    READS("[](https://b.cn)", "p0{[](https://b.cn)}!0");
}

static void faulty_readings_are_found(void **state)
{
    (void)state;
    READS("[](ruby:a)", "p0{[](ruby:a)}!0");
    READS("[今](ruby:)", "p0{[今](ruby:)}!11");
    READS("[今日](ruby:きょ|)", "p0{[今日](ruby:きょ|)}!14");
    READS("[今日](ruby:|きょ)", "p0{[今日](ruby:|きょ)}!14");
    READS("[今日](ruby:a|b|c)", "p0{[今日](ruby:a|b|c)}!14");
    assert_string_equal(diag_at(job.diag, 0)->message, "3 readings for 2 characters");
    READS("[*今*](ruby:いま)", "p0{[*今*](ruby:いま)}!1");
}

static void plain_words_have_no_markup(void **state)
{
    (void)state;
    Str plain = markup_plain(
        arena, words_of("*a* _b_ [東京](ruby:とう|きょう) [c](http://d.cn) \\*[[cite:x]] *e"));
    assert_true(str_is(plain, "a b 東京 c * e"));
    assert_int_equal(diag_count(job.diag), 0);
}

/* Time grows with the length, not with its square: seconds if it did. */
static void long_texts_are_read_in_time(void **state)
{
    (void)state;
    static const char *const PARTS[] = {"[a](b", "[ ",        "_",  "*", "a*",
                                        "[[",    "[a](ruby:", "((", "]("};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        Buf buf;
        buf_init(&buf, arena);
        while (buf.length < 1 << 20)
            buf_text(&buf, PARTS[i]);
        Str plain = markup_plain(arena, words_of(buf.data));
        assert_true(plain.length <= buf.length);
    }
}

/* Of any text: stretches follow one another, none reaches over the end, and
 * words are where they are said to be. */
static void any_text_is_read_in_order(void **state)
{
    (void)state;
    static const char *const PARTS[] = {"*", "_",  "[",          "]",        "](",    "(",
                                        ")", "\\", "[[fact:a]]", "https://", "ruby:", "|",
                                        "a", " ",  "中",         "、",       "[[",    "]]"};
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char text[200] = "";
        for (int i = 0; i < 14; i++) {
            seed = seed * 1664525 + 1013904223;
            strcat(text, PARTS[(seed >> 8) % (sizeof PARTS / sizeof *PARTS)]);
        }
        MarkupReader reader = markup_begin(NULL, words_of(text));
        size_t behind = 0;
        for (Markup m = markup_next(&reader); m.kind != MARKUP_END; m = markup_next(&reader)) {
            assert_true(m.text.length > 0 && m.at >= behind);
            behind = m.at + m.text.length;
            assert_true(behind <= strlen(text));
            assert_true(m.kind != MARKUP_WORDS || m.text.data == text + m.at);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_are_set_off),
        TEST(marks_within_words_are_characters),
        TEST(chinese_has_no_edges_of_words),
        TEST(escapes_are_the_character),
        TEST(links_lead_to_addresses),
        TEST(brackets_alone_are_characters),
        TEST(readings_are_of_words_or_characters),
        TEST(facts_stand_anywhere),
        TEST(values_are_of_pointers_alone),
        TEST(facts_take_the_role_around_them),
        TEST(what_is_not_closed_is_a_fault),
        TEST(marks_do_not_stand_in_one_another),
        TEST(faulty_targets_are_found),
        TEST(faulty_readings_are_found),
        TEST(plain_words_have_no_markup),
        TEST(long_texts_are_read_in_time),
        TEST(any_text_is_read_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
