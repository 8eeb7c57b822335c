/* text: what each language's numbers, plurals and dates look like, where lines
 * may break, and which glyphs come out. The faces are those of fonts/, so the
 * working folder is the repository's root. */
#include <string.h>

#include "base/limits.h"
#include "text/face.h"
#include "text/known.h"
#include "text/line.h"
#include "text/locale.h"
#include "text/space.h"

#define START start
#include "unit.h"

static const Lang LANGS[] = {LANG_EN, LANG_ZH_HANS, LANG_JA, LANG_DE};
#define LANG_KINDS 4

static const LineRules RULES = {.kinsoku = KINSOKU_STRICT};

static TextStyle style;
static LineRules rules;

static int open_faces(void **state)
{
    (void)state;
    static const FaceFile FILES[] = {{"sans", "fonts/NotoSansCJK-Regular.otf", 0},
                                     {"latin", "fonts/NotoSans-Regular.ttf", 0}};
    unit_share(FILES, 2);
    style = (TextStyle){
        .faces = {faces_lookup(&faces, STR("sans")), faces_lookup(&faces, STR("latin"))},
        .face_count = 2,
        .size = LEN_PT(10)};
    return 0;
}

static int start(void **state)
{
    unit_start(state);
    rules = (LineRules){
        .word_min = 750, .word_max = 1600, .gap_min = 125, .gap_max = 500, .letter_max = 250};
    return 0;
}

/* -- numbers, plurals, dates --------------------------------------------------------- */

static Decimal number(const char *token)
{
    Decimal decimal;
    assert_true(decimal_parse(str_of(token), &decimal));
    return decimal;
}

static void numbers_in_each_language(void **state)
{
    (void)state;
    static const struct {
        const char *token;
        Scale scale;
        const char *forms[LANG_KINDS]; /* en, zh-Hans, ja, de */
    } CASES[] = {
        {"21750000000", SCALE_LONG, {"21.75 billion", "217.5亿", "217.5億", "21,75 Milliarden"}},
        {"21750000000", SCALE_SHORT, {"21.75B", "217.5亿", "217.5億", "21,75\u00A0Mrd."}},
        {"21750000000",
         SCALE_PLAIN,
         {"21,750,000,000", "21,750,000,000", "21,750,000,000", "21.750.000.000"}},
        {"166700000", SCALE_SHORT, {"166.7M", "1.667亿", "1.667億", "166,7\u00A0Mio."}},
        {"35000", SCALE_SHORT, {"35K", "3.5万", "3.5万", "35.000"}},
        {"36.9", SCALE_PLAIN, {"36.9", "36.9", "36.9", "36,9"}},
        {"0.1", SCALE_PLAIN, {"0.1", "0.1", "0.1", "0,1"}},
        {"9007199254740993",
         SCALE_PLAIN,
         {"9,007,199,254,740,993", "9,007,199,254,740,993", "9,007,199,254,740,993",
          "9.007.199.254.740.993"}},
        {"21.750", SCALE_PLAIN, {"21.75", "21.75", "21.75", "21,75"}},
        {"-0.05", SCALE_PLAIN, {"−0.05", "−0.05", "−0.05", "−0,05"}},
        {"0", SCALE_PLAIN, {"0", "0", "0", "0"}},
        {"0.000000001", SCALE_PLAIN, {"0.000000001", "0.000000001", "0.000000001", "0,000000001"}},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        for (int l = 0; l < LANG_KINDS; l++) {
            Decimal value = number(CASES[i].token);
            assert_string_equal(locale_number(locales[LANGS[l]], arena, &value, CASES[i].scale),
                                CASES[i].forms[l]);
        }
}

static void plurals_in_each_language(void **state)
{
    (void)state;
    static const struct {
        const char *token;
        Scale scale;
        const char *forms[LANG_KINDS];
    } CASES[] = {
        {"1", SCALE_PLAIN, {"one", "other", "other", "one"}},
        {"0", SCALE_PLAIN, {"other", "other", "other", "other"}},
        {"2", SCALE_PLAIN, {"other", "other", "other", "other"}},
        {"1.5", SCALE_PLAIN, {"other", "other", "other", "other"}},
        {"0.1", SCALE_PLAIN, {"other", "other", "other", "other"}},
        {"1000000", SCALE_SHORT, {"other", "other", "other", "other"}},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        for (int l = 0; l < LANG_KINDS; l++) {
            Decimal value = number(CASES[i].token);
            assert_string_equal(locale_plural(locales[LANGS[l]], arena, &value, CASES[i].scale),
                                CASES[i].forms[l]);
        }
}

static void dates_in_each_language(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *form;
        Lang lang;
        int year, month, day;
    } CASES[] = {
        {"d MMMM y", "27 April 2020", LANG_EN, 2020, 4, 27},
        {"y年M月d日", "2020年4月27日", LANG_ZH_HANS, 2020, 4, 27},
        {"y年M月d日", "2020年4月27日", LANG_JA, 2020, 4, 27},
        {"d. MMMM y", "27. April 2020", LANG_DE, 2020, 4, 27},
        {"d. MMMM y", "1. März 2021", LANG_DE, 2021, 3, 1},
        {"d MMM y", "29 Feb 2020", LANG_EN, 2020, 2, 29},
        {"MMMM y", "November 2020", LANG_EN, 2020, 11, 0},
        {"MM/y", "11/2020", LANG_DE, 2020, 11, 0},
        {"y年", "2019年", LANG_JA, 2019, 0, 0},
        {"d MMMM y", "31 December 1999", LANG_EN, 1999, 12, 31},
        {"d MMMM y", "1 January 1970", LANG_EN, 1970, 1, 1},
        {"d MMMM y", "31 December 1969", LANG_EN, 1969, 12, 31},
        {"d MMMM y", "31 December 9999", LANG_EN, 9999, 12, 31},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(locale_date(locales[CASES[i].lang], arena, CASES[i].pattern,
                                        CASES[i].year, CASES[i].month, CASES[i].day),
                            CASES[i].form);
}

/* The calendar of data is the Gregorian one throughout, as in ISO 8601. */
static void dates_before_1582_are_not_moved(void **state)
{
    (void)state;
    assert_string_equal(locale_date(locales[LANG_EN], arena, "d MMMM y", 1500, 3, 1),
                        "1 March 1500");
    assert_string_equal(locale_date(locales[LANG_EN], arena, "d MMMM y", 1582, 10, 14),
                        "14 October 1582");
}

/* -- line breaks --------------------------------------------------------------------- */

static Break break_at(Lang lang, const char *before, const char *after)
{
    const char *text = arena_printf(arena, "%s%s", before, after);
    uint8_t *breaks = arena_alloc(arena, strlen(text) + 1);
    uint32_t starts[] = {0, (uint32_t)strlen(text)};
    text_breaks(arena, locales[lang], &RULES, &(Span){.text = str_of(text)}, 1, starts,
                str_of(text), breaks);
    return (Break)breaks[strlen(before)];
}

static void no_line_begins_with_these(void **state)
{
    (void)state;
    static const char *const NEVER[] = {"ー", "、", "。", "」", "，", "！", "？", "：",
                                        "；", "）", "』", "】", "ぁ", "っ", "ゃ", "ッ",
                                        "ャ", "々", "”",  "・", "％", "℃",  "…"};
    for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
        for (int l = 1; l <= 2; l++)
            if (break_at(LANGS[l], "国", arena_printf(arena, "%s国", NEVER[i])) != BREAK_NO)
                fail_msg("%s: a line may begin with %s", lang_tag(LANGS[l]), NEVER[i]);
}

/* CLREQ 3.1.3 names the interpunct, as in 住友·兆泰, and connectors, as in
 * 2019～2020; ICU alone lets both begin a line. */
static void interpuncts_and_connectors_begin_no_line(void **state)
{
    (void)state;
    static const char *const NEVER[] = {"·", "～"};
    for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
        for (int l = 1; l <= 2; l++)
            if (break_at(LANGS[l], "国", arena_printf(arena, "%s国", NEVER[i])) != BREAK_NO)
                fail_msg("%s: a line may begin with %s", lang_tag(LANGS[l]), NEVER[i]);
}

static void double_marks_are_not_parted(void **state)
{
    (void)state;
    for (int l = 1; l <= 2; l++) {
        assert_int_equal(break_at(LANGS[l], "国…", "…国"), BREAK_NO);
        assert_int_equal(break_at(LANGS[l], "国—", "—国"), BREAK_NO);
    }
}

static void no_line_ends_with_these(void **state)
{
    (void)state;
    static const char *const NEVER[] = {"「", "（", "『", "【", "《", "“"};
    for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
        for (int l = 1; l <= 2; l++)
            if (break_at(LANGS[l], arena_printf(arena, "国%s", NEVER[i]), "国") != BREAK_NO)
                fail_msg("%s: a line may end with %s", lang_tag(LANGS[l]), NEVER[i]);
}

static void lines_may_break_here(void **state)
{
    (void)state;
    assert_int_equal(break_at(LANG_JA, "国", "国"), BREAK_ALLOWED);
    assert_int_equal(break_at(LANG_ZH_HANS, "。", "国"), BREAK_ALLOWED);
    assert_int_equal(break_at(LANG_ZH_HANS, "国", "「"), BREAK_ALLOWED);
    assert_int_equal(break_at(LANG_EN, "two ", "words"), BREAK_ALLOWED);
    assert_int_equal(break_at(LANG_EN, "two", " words"), BREAK_NO);
    assert_int_equal(break_at(LANG_EN, "wo", "rds"), BREAK_NO);
    assert_int_equal(break_at(LANG_DE, "36,9\u00A0", "km"), BREAK_NO);
    assert_int_equal(break_at(LANG_DE, "Vor\u00AD", "ort"), BREAK_ALLOWED);
    assert_int_equal(break_at(LANG_EN, "one\n", "two"), BREAK_MUST);
    assert_int_equal(break_at(LANG_EN, "", "one"), BREAK_NO);
}

/* -- shaping ------------------------------------------------------------------------- */

static ShapedText shape(Lang lang, const char *text)
{
    Span *span = ARENA_NEW(arena, Span);
    *span = (Span){.text = str_of(text), .style = &style, .lang = lang, .where = 7};
    return text_shape(&job, locales[lang], &rules, span, 1);
}

/* Words are shaped one by one: not otherwise than HarfBuzz shapes the text whole. */
static void expect_as_whole(const Face *face, Lang lang, const char *words)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, words, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_buffer_set_language(buffer, hb_language_from_string(lang_tag(lang), -1));
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_shape(face->hb_font, buffer, NULL, 0);
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(buffer, &count);
    const Face *chain = style.faces[0];
    style.faces[0] = face;
    ShapedText text = shape(lang, words);
    style.faces[0] = chain;
    assert_int_equal(text.count, count);
    for (unsigned i = 0; i < count; i++) {
        assert_int_equal(text.glyphs[i].glyph, info[i].codepoint);
        assert_int_equal(text.glyphs[i].cluster, info[i].cluster);
        assert_int_equal(text.glyphs[i].advance, face_to_len(face, place[i].x_advance, style.size));
    }
    hb_buffer_destroy(buffer);
}

static void words_are_shaped_as_in_their_sentence(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "AV To Ta  We, Yo. fi ffi \"LT\" (T V) 1 000 – Vor. Te",
        "Wirtschaftszone für Zusammenarbeit, Überprüfung an Ort und Stelle: 11 %",
        "the same the same the same",
        " leads and trails ",
    };
    for (int face = 0; face < 2; face++)
        for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
            for (int again = 0; again < 2; again++) {
                expect_as_whole(&faces.list[face], LANG_EN, TEXTS[i]);
                expect_as_whole(&faces.list[face], LANG_DE, TEXTS[i]);
            }
    expect_as_whole(&faces.list[0], LANG_KO, "\uD55C\uAD6D \uAC1C\uBC1C JETRO \uC5F0");
}

/* Two spans as one paragraph. */
static ShapedText shape_two(const char *left, int left_node, const char *right, int right_node,
                            Where where)
{
    Span *spans = ARENA_ARRAY(arena, Span, 2);
    spans[0] = (Span){
        .text = str_of(left), .style = &style, .lang = LANG_EN, .node = left_node, .where = where};
    spans[1] = spans[0];
    spans[1].text = str_of(right);
    spans[1].node = right_node;
    return text_shape(&job, locales[LANG_EN], &rules, spans, 2);
}

static void a_text_that_comes_again_is_known(void **state)
{
    (void)state;
    ShapedText first = shape_two("Trade ", 3, "of goods", 4, 1);
    ShapedText again = shape_two("Trade ", 8, "of goods", 9, 2);
    assert_ptr_equal(again.glyphs, first.glyphs);
    assert_int_equal(again.spans[1].node, 9);
    Lines lines = text_break_lines(arena, &first, LEN_PT(40));
    assert_ptr_equal(text_break_lines(arena, &again, LEN_PT(40)).list, lines.list);
    assert_ptr_not_equal(text_break_lines(arena, &again, LEN_PT(50)).list, lines.list);
    assert_ptr_not_equal(shape_two("Trade ", 8, "of goods", 8, 2).glyphs, first.glyphs);
    assert_ptr_not_equal(shape_two("Trade of ", 8, "goods", 9, 2).glyphs, first.glyphs);
    rules.squeeze = true;
    assert_ptr_not_equal(shape_two("Trade ", 8, "of goods", 9, 2).glyphs, first.glyphs);
    rules.squeeze = false;
    style.size++;
    assert_ptr_not_equal(shape_two("Trade ", 8, "of goods", 9, 2).glyphs, first.glyphs);
    style.size--;
}

/* The second time as well, at its own place. */
static void faults_of_a_text_are_told_each_time(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        shape_two("a \U000F0000", 1, "b", 1, (Where)(100 + i));
        assert_int_equal(diag_count(job.diag), i + 1);
        assert_int_equal(diag_at(job.diag, i)->where, 100 + i);
    }
}

/* What no brief asks for any more is let go, and what is asked for is moved on. */
static void what_is_known_stays_small(void **state)
{
    (void)state;
    KnownTexts *known = locale_known(locales[LANG_EN]);
    char text[1024];
    for (int brief = 0; brief < 60; brief++) {
        known_begin(known);
        for (int i = 0; i < 40; i++) {
            snprintf(text, sizeof text, "%d %d %0900d", brief, i, 0);
            shape(LANG_EN, text);
        }
        ShapedText common = shape(LANG_EN, "in every brief");
        assert_int_equal(common.count, 14);
        assert_int_equal(common.text.length, 14);
        assert_ptr_equal(shape(LANG_EN, "in every brief").glyphs, common.glyphs);
    }
    assert_in_range(known_bytes(known), 1, (size_t)8 << 20);
}

static void each_language_has_its_own_forms(void **state)
{
    (void)state;
    ShapedText japanese = shape(LANG_JA, "骨"), chinese = shape(LANG_ZH_HANS, "骨");
    assert_int_equal(japanese.count, 1);
    assert_int_equal(chinese.count, 1);
    assert_int_not_equal(japanese.glyphs[0].glyph, 0);
    assert_int_not_equal(japanese.glyphs[0].glyph, chinese.glyphs[0].glyph);
    assert_int_equal(shape(LANG_JA, "骨").glyphs[0].glyph, japanese.glyphs[0].glyph);
    assert_int_equal(diag_count(job.diag), 0);
}

/* 骨直令化今径 as the standards of Japan, mainland China and Taiwan have them. A
 * language without forms of its own, such as German, has those of Japan. */
static void forms_follow_the_language_of_the_span(void **state)
{
    (void)state;
    static const Lang IN[] = {LANG_JA, LANG_ZH_HANS, LANG_ZH_HANT, LANG_DE};
    static const char HAN[] = "骨直令化今径";
    ShapedText text[4];
    Span spans[4];
    for (int i = 0; i < 4; i++) {
        text[i] = shape(IN[i], HAN);
        assert_int_equal(text[i].count, 6);
        spans[i] = (Span){.text = STR("骨直令化今径"), .style = &style, .lang = IN[i]};
    }
    for (int c = 0; c < 6; c++) {
        assert_int_not_equal(text[0].glyphs[c].glyph, text[1].glyphs[c].glyph);
        assert_int_equal(text[0].glyphs[c].glyph, text[3].glyphs[c].glyph);
    }
    assert_int_not_equal(text[1].glyphs[0].glyph, text[2].glyphs[0].glyph);
    ShapedText german = text_shape(&job, locales[LANG_DE], &rules, spans, 4);
    assert_int_equal(german.count, 24);
    for (int i = 0; i < 24; i++)
        assert_int_equal(german.glyphs[i].glyph, text[i / 6].glyphs[i % 6].glyph);
}

/* A colon stands at the left of its square in mainland China and in its middle
 * in Japan; quotation marks are full-width in Chinese alone. Both hold where
 * the mark is a span of its own, with no Han beside it. */
static void a_lone_mark_has_its_language_s_form(void **state)
{
    (void)state;
    static const char *const MARKS[] = {"：", "”", "，"};
    static const Lang IN[] = {LANG_ZH_HANS, LANG_ZH_HANT, LANG_JA};
    for (int m = 0; m < 3; m++)
        for (int l = 0; l < 3; l++) {
            ShapedText lone = shape(IN[l], MARKS[m]);
            ShapedText beside = shape(IN[l], arena_printf(arena, "国%s", MARKS[m]));
            assert_int_equal(lone.glyphs[0].glyph, beside.glyphs[1].glyph);
            assert_int_equal(lone.glyphs[0].advance, beside.glyphs[1].advance);
        }
    assert_int_not_equal(shape(LANG_JA, "：").glyphs[0].glyph,
                         shape(LANG_ZH_HANS, "：").glyphs[0].glyph);
    assert_int_equal(shape(LANG_ZH_HANS, "”").glyphs[0].advance, style.size);
    assert_true(shape(LANG_JA, "”").glyphs[0].advance < style.size);
}

/* Short runs come from the cache, long ones do not: both are asked. */
static void figures_are_of_one_width_or_their_own(void **state)
{
    (void)state;
    TextStyle latin = style;
    latin.faces[0] = faces_lookup(&faces, STR("latin"));
    static const char LONG[] = "111000111000111000111000111000";
    for (int pass = 0; pass < 2; pass++)
        for (Figures figures = FIGURES_DEFAULT; figures <= FIGURES_PROPORTIONAL; figures++) {
            latin.figures = figures;
            Span span = {.text = pass ? str_of(LONG) : STR("10"), .style = &latin, .lang = LANG_EN};
            ShapedText text = text_shape(&job, locales[LANG_EN], &rules, &span, 1);
            Len one = text.glyphs[0].advance, nought = text.glyphs[pass ? 3 : 1].advance;
            assert_int_equal(one < nought, figures == FIGURES_PROPORTIONAL);
        }
}

static void a_span_may_be_in_another_language(void **state)
{
    (void)state;
    Span spans[] = {{.text = STR("骨"), .style = &style, .lang = LANG_EN},
                    {.text = STR("骨"), .style = &style, .lang = LANG_JA},
                    {.text = STR("骨"), .style = &style, .lang = LANG_ZH_HANS}};
    ShapedText text = text_shape(&job, locales[LANG_EN], &rules, spans, 3);
    assert_int_equal(text.count, 3);
    assert_int_not_equal(text.glyphs[1].glyph, text.glyphs[2].glyph);
    assert_int_equal(text.glyphs[2].span, 2);
    assert_int_equal(text.glyphs[2].cluster, 6);
}

static void characters_beyond_the_basic_plane_have_glyphs(void **state)
{
    (void)state;
    ShapedText text = shape(LANG_JA, "𠮷𡈽");
    assert_int_equal(text.count, 2);
    assert_int_not_equal(text.glyphs[0].glyph, 0);
    assert_int_not_equal(text.glyphs[1].glyph, 0);
    assert_int_not_equal(text.glyphs[0].glyph, text.glyphs[1].glyph);
    assert_int_equal(text.glyphs[1].cluster, 4);
}

static void what_no_face_has_is_reported_each_time(void **state)
{
    (void)state;
    ShapedText text = shape(LANG_EN, "a\uE000b\U0002A6D6");
    assert_int_equal(text.count, 4);
    assert_int_equal(diag_count(job.diag), 2);
    const Report *report = diag_at(job.diag, 0);
    assert_int_equal(report->code, E201);
    assert_int_equal(report->where, 7);
    assert_int_equal(report->at, 2);
    assert_non_null(strstr(report->message, "U+E000"));
    assert_non_null(strstr(diag_at(job.diag, 1)->message, "U+2A6D6"));
}

static void what_is_not_seen_is_not_missed(void **state)
{
    (void)state;
    shape(LANG_DE, "Vor\u00ADort\u200Bun\u2060ter\u00A0zeich\u2009nung auf\u200Cladbar");
    assert_int_equal(diag_count(job.diag), 0);
}

static void too_many_marks_are_reported_once(void **state)
{
    (void)state;
    char text[1 + 2 * (LIMIT_MARKS_PER_BASE + 5) + 1] = "x";
    for (int i = 0; i < LIMIT_MARKS_PER_BASE; i++)
        strcat(text, "\u0301");
    shape(LANG_EN, text);
    assert_int_equal(diag_count(job.diag), 0);
    for (int i = 0; i < 5; i++)
        strcat(text, "\u0301");
    shape(LANG_EN, text);
    assert_int_equal(diag_count(job.diag), 1);
    assert_int_equal(diag_at(job.diag, 0)->code, E203);
}

/* A word of which the first face lacks a letter is set in the next. */
static void the_next_face_helps_out(void **state)
{
    (void)state;
    hb_codepoint_t glyph;
    uint32_t c = 0xC0;
    while (c < 0x2000 && (hb_font_get_nominal_glyph(style.faces[0]->hb_font, c, &glyph) ||
                          !hb_font_get_nominal_glyph(style.faces[1]->hb_font, c, &glyph)))
        c++;
    assert_true(c < 0x2000);
    char letter[5] = "";
    utf8_encode(c, letter);
    ShapedText text =
        shape(LANG_EN, arena_printf(arena, "xy x\u00AD%sy%s xy国%s国", letter, letter, letter));
    static const int FACES[] = {0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0};
    assert_int_equal(text.count, 14);
    for (int i = 0; i < 14; i++)
        assert_ptr_equal(text.glyphs[i].face, style.faces[FACES[i]]);
    assert_int_equal(diag_count(job.diag), 0);
}

/* ɡ is in the first face alone, ĕ in the second alone. */
static void a_word_in_two_faces_is_warned_of_once(void **state)
{
    (void)state;
    ShapedText text = shape(LANG_EN, "a ɡĕn ɡĕn");
    assert_ptr_equal(text.glyphs[2].face, style.faces[0]);
    assert_ptr_equal(text.glyphs[3].face, style.faces[1]);
    assert_int_equal(diag_count(job.diag), 1);
    assert_int_equal(diag_at(job.diag, 0)->code, W205);
    assert_int_equal(diag_at(job.diag, 0)->at, 3);
}

/* A mark that the face of its letter lacks is no silent box. */
static void marks_may_be_missing(void **state)
{
    (void)state;
    shape(LANG_JA, "国\u0323");
    assert_int_equal(diag_count(job.diag), 1);
    assert_int_equal(diag_at(job.diag, 0)->code, E201);
    assert_int_equal(diag_at(job.diag, 0)->at, 4);
}

/* -- proofs -------------------------------------------------------------------------- */

static Len width_of(const ShapedText *text)
{
    Len width = 0;
    for (int i = 0; i < text->count; i++)
        width += text->glyphs[i].advance;
    return width;
}

/* The codes that a text draws, in order: "E204@1 W202@5". */
static const char *proofs(Lang lang, const char *text)
{
    const char *list = "";
    job.diag = diag_new(arena);
    shape(lang, text);
    for (int i = 0; i < diag_count(job.diag); i++) {
        const Report *report = diag_at(job.diag, i);
        list = arena_printf(arena, "%s%s%s@%d", list, i ? " " : "", code_name(report->code),
                            (int)report->at);
    }
    return list;
}

static void what_draws_nothing_takes_no_room(void **state)
{
    (void)state;
    static const char *const UNSEEN[] = {
        "\u200E", "\u200F", "\u202A", "\u202E", "\u2066",     "\u2069",    "\u061C", "\uFEFF",
        "\u200C", "\u200D", "\x01",   "\t",     "\x7F",       "\xC2\x81",  "\u2028", "\u2029",
        "\uFFF9", "\u3164", "\u034F", "\uFE01", "\U000E0041", "\U000E0101"};
    static const Lang IN[] = {LANG_EN, LANG_JA};
    for (size_t i = 0; i < sizeof UNSEEN / sizeof *UNSEEN; i++)
        for (int l = 0; l < 2; l++) {
            const char *text = arena_printf(arena, "n%sn", UNSEEN[i]);
            assert_string_equal(proofs(IN[l], text), "W203@2");
            ShapedText with = shape(IN[l], text), without = shape(IN[l], "nn");
            assert_int_equal(width_of(&with), width_of(&without));
            for (int g = 0; g < with.count; g++)
                assert_int_not_equal(with.glyphs[g].glyph, 0);
        }
}

static void what_has_work_is_not_warned_of(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"a\u200Bb\u00A0c\u202Fd\u2060e\u00ADf\u2009g",
                                        "auf\u200Cladbar",
                                        "line\nline",
                                        "\u8FBB\U000E0101",
                                        "\u260E\uFE0E",
                                        "ﬁ ™ © ℹ №"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        assert_string_equal(proofs(LANG_JA, TEXTS[i]), "");
}

static void emoji_are_reported_by_the_sequence(void **state)
{
    (void)state;
    static const struct {
        const char *text, *proofs;
    } CASES[] = {
        {"a\U0001F389b\U0001F389", "E204@2 E204@7"},
        {"\U0001F469\u200D\U0001F52C", "E204@1"},
        {"\U0001F469\U0001F3FD\u200D\U0001F52C!", "E204@1"},
        {"\U0001F1E8\U0001F1F3\U0001F1EF\U0001F1F5", "E204@1 E204@9"},
        {"\U0001F3F4\U000E0067\U000E0062\U000E007F", "E204@1"},
        {"no 1\uFE0F\u20E3", "E204@4"},
        {"\u00A9\uFE0F", "E204@1"},
        {"\u260E\uFE0F", "E204@1"},
        {"\u260E", ""},
        {"12 # * \u00A9 \u2122", ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(proofs(LANG_EN, CASES[i].text), CASES[i].proofs);
    shape(LANG_EN, "\U0001F469\u200D\U0001F52C");
    assert_non_null(strstr(diag_at(job.diag, 0)->message, "U+1F469 WOMAN, U+1F52C MICROSCOPE"));
}

static void what_unicode_has_not_is_an_error(void **state)
{
    (void)state;
    assert_string_equal(proofs(LANG_EN, "a\u0378"), "E205@2");
    assert_string_equal(proofs(LANG_EN, "\uFDD0"), "E205@1");
    assert_string_equal(proofs(LANG_EN, "\U0010FFFF"), "E205@1");
    assert_string_equal(proofs(LANG_EN, "\U000E0FFF"), "E205@1");
    assert_string_equal(proofs(LANG_EN, "\uE000"), "E201@1");
}

static void texts_are_in_normal_form_c(void **state)
{
    (void)state;
    assert_string_equal(proofs(LANG_EN, "Stra\u00DFe caf\u00E9 x\u0301"), "");
    assert_string_equal(proofs(LANG_EN, "cafe\u0301"), "W201@4");
    assert_non_null(strstr(diag_at(job.diag, 0)->message, "é U+00E9"));
    assert_string_equal(proofs(LANG_JA, "\u30AB\u3099"), "W201@1");
    assert_string_equal(proofs(LANG_JA, "国\uF900"), "W201@4");
    assert_string_equal(proofs(LANG_EN, "5\u212B"), "W201@2");
    assert_string_equal(proofs(LANG_EN, "x\u0301\u0323"), "W201@1");
}

static void straight_quotes_are_warned_of(void **state)
{
    (void)state;
    static const struct {
        Lang lang;
        const char *help;
    } LANGUAGES[] = {{LANG_EN, "“…”"},   {LANG_DE, "„…“"},        {LANG_ZH_HANS, "“…”"},
                     {LANG_JA, "「…」"}, {LANG_ZH_HANT, "「…」"}, {LANG_KO, "“…”"}};
    for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++) {
        job.diag = diag_new(arena);
        Span span = {.text = STR("a \"b\""), .style = &style, .lang = LANGUAGES[i].lang};
        text_shape(&job, locales[LANG_EN], &rules, &span, 1);
        assert_int_equal(diag_count(job.diag), 1);
        assert_int_equal(diag_at(job.diag, 0)->code, W202);
        assert_int_equal(diag_at(job.diag, 0)->at, 3);
        assert_non_null(strstr(diag_at(job.diag, 0)->message, "the first of 2"));
        assert_non_null(strstr(diag_at(job.diag, 0)->help, LANGUAGES[i].help));
    }
    assert_string_equal(proofs(LANG_EN, "China's"), "W202@6");
    assert_string_equal(proofs(LANG_EN, "5'10\""), "W202@2");
    assert_string_equal(proofs(LANG_EN, "“China’s”"), "");
    assert_string_equal(proofs(LANG_EN, "see https://x.example/it's?a=-1"), "");
    Span kept = {.text = STR("'\" -5"), .style = &style, .lang = LANG_EN, .keep = true};
    job.diag = diag_new(arena);
    text_shape(&job, locales[LANG_EN], &rules, &kept, 1);
    assert_int_equal(diag_count(job.diag), 0);
}

static void hyphens_are_no_minus_signs(void **state)
{
    (void)state;
    assert_string_equal(proofs(LANG_EN, "-5 %"), "W204@1");
    assert_string_equal(proofs(LANG_EN, "by -5 (-6) to −7"), "W204@4 W204@8");
    assert_string_equal(proofs(LANG_EN, "COVID-19, 2019-20, a -b, - 5"), "");
}

static void scripts_stand_apart(void **state)
{
    (void)state;
    style.autospace = 250;
    ShapedText text = shape(LANG_ZH_HANS, "国5国，A国 x");
    style.autospace = 0;
    static const Len GAPS[] = {2500, 2500, 0, 0, 2500, 0, 0, 0};
    assert_int_equal(text.count, 8);
    for (int i = 0; i < 8; i++)
        assert_int_equal(text.glyphs[i].space.natural, GAPS[i]);
}

/* -- lines --------------------------------------------------------------------------- */

static const char JAPANESE[] =
    "コーヒーとケーキを、ゆっくりと食べた。「おいしい」と言って、ちょっと"
    "笑った。2020年のショッピングセンターで、（誰も）知らない。";
static const char CHINESE[] = "示范区面积36.9平方公里，位于“老港”旁。规划时打算引进车间和修船厂，但"
                              "都没有来；如今那里有市场、学校（和）起重机。";

/* Whatever the measure, the lines of `text` follow one another without a gap,
 * fit unless nothing could be done, and begin with what may begin a line. */
static void check_lines(Lang lang, const char *words)
{
    static const char *const NEVER[] = {"ー", "、", "。", "」", "，", "；",
                                        "）", "っ", "ッ", "ョ", "”"};
    ShapedText text = shape(lang, words);
    for (Len measure = LEN_PT(35); measure < LEN_PT(300); measure += 777) {
        Lines lines = text_break_lines(arena, &text, measure);
        int at = 0;
        for (int i = 0; i < lines.count; i++) {
            const Line *line = &lines.list[i];
            assert_int_equal(line->start, at);
            assert_true(line->end > line->start && line->counted > 0);
            assert_true(line->width <= measure);
            assert_int_equal(line->last, i == lines.count - 1);
            const char *start_of = text.text.data + line->start;
            bool cut = i > 0 && lines.list[i - 1].cut;
            for (size_t n = 0; n < sizeof NEVER / sizeof *NEVER && !cut; n++)
                if (strncmp(start_of, NEVER[n], strlen(NEVER[n])) == 0)
                    fail_msg("at %d a line begins with %s", (int)measure, NEVER[n]);
            at = (int)line->end;
        }
        assert_int_equal(at, text.text.length);
    }
}

static void lines_keep_to_kinsoku(void **state)
{
    (void)state;
    check_lines(LANG_JA, JAPANESE);
    check_lines(LANG_ZH_HANS, CHINESE);
}

static void widths_are_what_lines_need(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"The zone is small, and old.", JAPANESE, CHINESE,
                                        "Vor\u00ADort\u00ADunterzeichnung"};
    static const Lang IN[] = {LANG_EN, LANG_JA, LANG_ZH_HANS, LANG_DE};
    for (int i = 0; i < 4; i++) {
        Len narrowest, widest;
        ShapedText text = shape(IN[i], TEXTS[i]);
        text_widths(&text, &narrowest, &widest);
        assert_true(0 < narrowest && narrowest < widest);
        assert_int_equal(text_break_lines(arena, &text, widest).count, 1);
        assert_true(text_break_lines(arena, &text, widest - 1).count > 1);
        Lines lines = text_break_lines(arena, &text, narrowest);
        for (int l = 0; l < lines.count; l++)
            assert_false(lines.list[l].cut);
    }
}

/* The first line alone is moved in, an opening bracket there has no blank
 * (JLREQ 3.1.5), and widths reckon with both. */
static void first_lines_are_indented(void **state)
{
    (void)state;
    static const struct {
        Lang lang;
        int ems;
        const char *text;
    } CASES[] = {{LANG_JA, 1, "「旧港」の名はそこから来ている。"},
                 {LANG_ZH_HANS, 2, "（老港）之名由此而来。"},
                 {LANG_JA, 1, JAPANESE},
                 {LANG_ZH_HANS, 2, CHINESE}};
    for (int i = 0; i < 4; i++) {
        Len plain, narrowest, widest, indent = CASES[i].ems * style.size;
        rules.squeeze = rules.justify = true;
        rules.indent = 0;
        ShapedText text = shape(CASES[i].lang, CASES[i].text);
        text_widths(&text, &narrowest, &plain);
        rules.indent = CASES[i].ems * 1000;
        text = shape(CASES[i].lang, CASES[i].text);
        text_widths(&text, &narrowest, &widest);
        assert_int_equal(widest, plain + indent);
        assert_int_equal(text_break_lines(arena, &text, widest).count, 1);
        Lines lines = text_break_lines(arena, &text, widest / 2);
        assert_true(lines.count > 1);
        assert_int_equal(lines.list[0].indent, indent);
        assert_int_equal(lines.list[0].pens[0], -text.glyphs[0].lead);
        if (!lines.list[0].ragged)
            assert_int_equal(lines.list[0].width, widest / 2 - indent);
        for (int l = 1; l < lines.count; l++)
            assert_int_equal(lines.list[l].indent, 0);
    }
}

static void a_word_too_long_is_cut_and_says_so(void **state)
{
    (void)state;
    ShapedText text = shape(LANG_EN, "a Donaudampfschiff");
    Lines lines = text_break_lines(arena, &text, LEN_PT(30));
    assert_true(lines.count > 2);
    assert_false(lines.list[0].cut);
    assert_true(lines.list[1].cut);
}

static void soft_hyphens_show_at_the_end_alone(void **state)
{
    (void)state;
    ShapedText text = shape(LANG_DE, "Vorort\u00ADunterzeichnung");
    Len narrowest, widest;
    text_widths(&text, &narrowest, &widest);
    Lines lines = text_break_lines(arena, &text, widest - 1);
    assert_int_equal(lines.count, 2);
    assert_true(lines.list[0].hyphen);
    assert_false(lines.list[1].hyphen);
    lines = text_break_lines(arena, &text, widest);
    assert_false(lines.list[0].hyphen);
}

static void spaces_at_a_line_s_end_have_no_width(void **state)
{
    (void)state;
    ShapedText text = shape(LANG_EN, "one   two");
    Len word = text.glyphs[0].advance + text.glyphs[1].advance + text.glyphs[2].advance;
    Lines lines = text_break_lines(arena, &text, word);
    assert_true(lines.count >= 2);
    assert_int_equal(lines.list[0].width, word);
    assert_int_equal(lines.list[0].counted, 3);
    assert_int_equal(lines.list[0].end, 6);
}

static void kept_and_glued_spans_are_not_parted(void **state)
{
    (void)state;
    Span spans[] = {
        {.text = STR("It covers "), .style = &style, .lang = LANG_EN},
        {.text = STR("36.9 km wide"), .style = &style, .lang = LANG_EN, .keep = true},
        {.text = STR("[1]"), .style = &style, .lang = LANG_EN, .keep = true, .glue = true},
        {.text = STR(" and more."), .style = &style, .lang = LANG_EN}};
    ShapedText text = text_shape(&job, locales[LANG_EN], &rules, spans, 4);
    Len kept = 0;
    for (int i = 0; i < text.count; i++)
        if (text.glyphs[i].span == 1 || text.glyphs[i].span == 2)
            kept += text.glyphs[i].advance;
    Lines lines = text_break_lines(arena, &text, kept + 1000);
    for (int i = 0; i < lines.count; i++) {
        const Glyph *first = &lines.list[i].glyphs[0];
        assert_false(lines.list[i].cut);
        assert_int_not_equal(first->span, 2);
        if (first->span == 1)
            assert_int_equal(first->cluster, 10);
    }
}

static void nothing_is_one_empty_line(void **state)
{
    (void)state;
    ShapedText text = text_shape(&job, locales[LANG_EN], &rules, NULL, 0);
    Lines lines = text_break_lines(arena, &text, LEN_PT(100));
    assert_int_equal(lines.count, 1);
    assert_int_equal(lines.list[0].width, 0);
}

static void a_paragraph_too_long_is_refused(void **state)
{
    (void)state;
    char *words = arena_alloc(arena, LIMIT_PARAGRAPH_BYTES + 2);
    memset(words, 'a', LIMIT_PARAGRAPH_BYTES + 1);
    shape(LANG_EN, words);
    assert_int_equal(diag_count(job.diag), 1);
    assert_int_equal(diag_at(job.diag, 0)->code, E202);
}

static void languages_have_tags(void **state)
{
    (void)state;
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++)
        assert_int_equal(lang_lookup(str_of(lang_tag((Lang)lang))), lang);
    assert_int_equal(lang_lookup(STR("fr")), LANG_NONE);
    assert_int_equal(lang_lookup(STR("EN")), LANG_NONE);
    assert_true(lang_is_cjk(LANG_JA) && lang_is_cjk(LANG_ZH_HANS) && lang_is_cjk(LANG_ZH_HANT) &&
                !lang_is_cjk(LANG_DE));
}

static void faces_that_are_missing(void **state)
{
    (void)state;
    const char *why = NULL;
    Faces none;
    assert_false(faces_load(arena, &(FaceFile){"x", "fonts/none.otf", 0}, 1, &none, &why));
    assert_non_null(strstr(why, "fonts/none.otf"));
    why = NULL;
    assert_false(faces_load(arena, &(FaceFile){"x", "Makefile", 0}, 1, &none, &why));
    assert_non_null(strstr(why, "Makefile"));
    why = NULL;
    FaceFile second = {"x", "fonts/NotoSans-Regular.ttf", 1};
    assert_false(faces_load(arena, &second, 1, &none, &why));
    assert_non_null(strstr(why, "none of index 1"));
    assert_null(faces_lookup(&faces, STR("serif")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_in_each_language),
        TEST(plurals_in_each_language),
        TEST(dates_in_each_language),
        TEST(dates_before_1582_are_not_moved),
        TEST(no_line_begins_with_these),
        TEST(interpuncts_and_connectors_begin_no_line),
        TEST(double_marks_are_not_parted),
        TEST(no_line_ends_with_these),
        TEST(lines_may_break_here),
        TEST(each_language_has_its_own_forms),
        TEST(forms_follow_the_language_of_the_span),
        TEST(a_lone_mark_has_its_language_s_form),
        TEST(figures_are_of_one_width_or_their_own),
        TEST(a_span_may_be_in_another_language),
        TEST(characters_beyond_the_basic_plane_have_glyphs),
        TEST(what_no_face_has_is_reported_each_time),
        TEST(what_is_not_seen_is_not_missed),
        TEST(too_many_marks_are_reported_once),
        TEST(the_next_face_helps_out),
        TEST(a_word_in_two_faces_is_warned_of_once),
        TEST(marks_may_be_missing),
        TEST(what_draws_nothing_takes_no_room),
        TEST(what_has_work_is_not_warned_of),
        TEST(emoji_are_reported_by_the_sequence),
        TEST(what_unicode_has_not_is_an_error),
        TEST(texts_are_in_normal_form_c),
        TEST(straight_quotes_are_warned_of),
        TEST(hyphens_are_no_minus_signs),
        TEST(scripts_stand_apart),
        TEST(lines_keep_to_kinsoku),
        TEST(widths_are_what_lines_need),
        TEST(first_lines_are_indented),
        TEST(a_word_too_long_is_cut_and_says_so),
        TEST(soft_hyphens_show_at_the_end_alone),
        TEST(spaces_at_a_line_s_end_have_no_width),
        TEST(kept_and_glued_spans_are_not_parted),
        TEST(nothing_is_one_empty_line),
        TEST(a_paragraph_too_long_is_refused),
        TEST(languages_have_tags),
        TEST(words_are_shaped_as_in_their_sentence),
        TEST(a_text_that_comes_again_is_known),
        TEST(faults_of_a_text_are_told_each_time),
        TEST(what_is_known_stays_small),
        TEST(faces_that_are_missing),
    };
    return cmocka_run_group_tests(tests, open_faces, unit_close);
}
