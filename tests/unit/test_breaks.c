/* breaks: where lines may break, rule by rule; against Unicode's own test; and
 * over random mixes of all that the rules look at. The working folder is the
 * repository's root. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "brief/units.h"
#include "text/amounts.h"
#include "text/breaks.h"

#define START start
#include "unit.h"

static JsonFiles *files;
static Units *units;

static int open_locales(void **state)
{
    (void)state;
    unit_share(NULL, 0);
    Job reading = {shared, diag_new(shared)};
    units = units_new(shared);
    units_read(&reading, json_read_file(json_files_new(shared, NULL), &reading, "data/units.json"),
               units);
    if (diag_count(reading.diag))
        fail_msg("data/units.json has faults");
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++)
        locale_set_units(locales[lang], units);
    return 0;
}

static int start(void **state)
{
    unit_start(state);
    files = json_files_new(arena, NULL);
    return 0;
}

/* -- places written as bars ------------------------------------------------------------ */

static const uint8_t *breaks_of_spans(Lang lang, LineRules rules, const Span *spans, int count,
                                      Str *text)
{
    Buf joined;
    buf_init(&joined, arena);
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, count + 1);
    for (int i = 0; i < count; i++) {
        buf_add(&joined, spans[i].text.data, spans[i].text.length);
        starts[i + 1] = starts[i] + (uint32_t)spans[i].text.length;
    }
    *text = (Str){joined.data, starts[count]};
    uint8_t *breaks = arena_alloc(arena, text->length + 1);
    text_breaks(arena, locales[lang], &rules, spans, count, starts, *text, breaks);
    return breaks;
}

static const uint8_t *breaks_of(Lang lang, LineRules rules, Str text)
{
    Str joined;
    return breaks_of_spans(lang, rules, &(Span){.text = text}, 1, &joined);
}

/* The text with a bar at every place, two where a line must break. */
static const char *with_bars(Str text, const uint8_t *breaks)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < text.length; i++) {
        buf_add(&out, "||", breaks[i] == BREAK_MUST ? 2 : breaks[i] == BREAK_ALLOWED ? 1 : 0);
        buf_add(&out, text.data + i, 1);
    }
    return out.data;
}

static Str without_bars(const char *marked)
{
    char *text = arena_alloc(arena, strlen(marked) + 1);
    size_t length = 0;
    for (; *marked; marked++)
        if (*marked != '|')
            text[length++] = *marked;
    return (Str){text, length};
}

typedef struct {
    Lang lang;
    LineRules rules;
    const char *why, *marked;
} Case;

static void check_cases(const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Str text = without_bars(cases[i].marked);
        const char *found = with_bars(text, breaks_of(cases[i].lang, cases[i].rules, text));
        if (strcmp(found, cases[i].marked) != 0)
            fail_msg("%s, %s:\nfound  %s\nwanted %s", lang_tag(cases[i].lang), cases[i].why, found,
                     cases[i].marked);
    }
}

#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof *(cases))
#define STRICT       ((LineRules){.kinsoku = KINSOKU_STRICT})
#define NORMAL       ((LineRules){.kinsoku = KINSOKU_NORMAL})
#define LOOSE        ((LineRules){.kinsoku = KINSOKU_LOOSE})

static void lines_begin_and_end(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {LANG_JA, {0}, "JLREQ 3.1.7, closing marks", "国|（国）|国、|国。|「国」|国！|国"},
        {LANG_JA, {0}, "JLREQ 3.1.7, small kana, iteration", "ウォッ|チャー|国々|あゝ|ア"},
        {LANG_JA, {0}, "JLREQ 3.1.7, hyphens, middle dots", "国〜|国゠|国・|国：|国；|国–|国"},
        {LANG_JA, {0}, "JLREQ 3.1.8, opening brackets", "国|『国|〔国|“国”|国"},
        {LANG_JA, {0}, "JLREQ 3.1.10, signs with figures", "国％|国℃|国|￥国|№国"},
        {LANG_JA,
         {.kinsoku = KINSOKU_NORMAL},
         "CSS normal",
         "ウ|ォ|ッ|チ|ャ|ー々|国|〜|国％|国・|国"},
        {LANG_JA,
         {.kinsoku = KINSOKU_LOOSE},
         "CSS loose",
         "ウ|ォ|ッ|チ|ャ|ー|々|国|〜|国|％|国|・|国|：|国|！|国、|国"},
        {LANG_ZH_HANS, {0}, "CLREQ 3.1.3, line start", "国，|国。|国”|国》|国～|国／|国…|国"},
        {LANG_ZH_HANS, {0}, "CLREQ 3.1.3, line end", "国|“国|《国|（国|〔国"},
        {LANG_ZH_HANS, {.kinsoku = KINSOKU_NORMAL}, "CLREQ: connectors", "国～|国|ァ|国々|国"},
        {LANG_ZH_HANS, {.kinsoku = KINSOKU_LOOSE}, "CSS loose", "国|～|国|々|国|：|国，|国·国"},
        {LANG_ZH_HANT, {0}, "CLREQ 3.1.3", "國，|國。|「國」|國"},
        {LANG_DE, {0}, "UAX #14 alone", "Wort – |„Zitat“ |und |(Klammer)."},
    };
    CHECK(CASES);
}

static void some_are_never_parted(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {LANG_ZH_HANS, {0}, "CLREQ 3.1.4", "国|——|国……|国"},
        {LANG_ZH_HANS, {.kinsoku = KINSOKU_LOOSE}, "CLREQ 3.1.4, loose", "国|——|国……|国"},
        {LANG_JA, {0}, "JLREQ cl-08", "国|――|国‥‥|国|〳〵|国|──|国"},
        {LANG_JA, {.kinsoku = KINSOKU_LOOSE}, "JLREQ cl-08, loose", "国……|国‥‥|国"},
        {LANG_JA, {0}, "LB9, a mark stays with its base", "が|か\u3099|国"},
    };
    CHECK(CASES);
}

static void amounts_are_kept(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {LANG_ZH_HANS, {0}, "CLREQ 3.1.4", "约|21.75亿元|的|36.9平方公里"},
        {LANG_ZH_HANS, {0}, "currency", "共|US$166.7 million|或|¥500万|或|RMB 3亿元"},
        {LANG_ZH_HANS, {0}, "counters", "300多家|企|业，|第3届|3个月|11项|11个|项|目"},
        {LANG_ZH_HANS, {0}, "no unit", "3|中|国"},
        {LANG_ZH_HANS, {0}, "ranges", "约|10～20％|的|2016年—2020年"},
        {LANG_JA, {0}, "ranges, no longer than a date", "は|2019年～|2020年11月|に"},
        {LANG_ZH_HANT, {0}, "counters", "約|21.75億元|與|15家|企|業，|36.9平方公里"},
        {LANG_JA, {0}, "JLREQ 3.1.10", "約|35,000人、|36.9平方キロメートル、|15カ所|で"},
        {LANG_JA, {0}, "a longer word is no unit", "3|ト|ン|ネ|ル|3トン|の"},
        {LANG_JA, {0}, "prefixes", "第1回|の|令和2年|に|￥500|と"},
        {LANG_JA, {0}, "full width", "約|１０，０００円|と|１０％"},
        {LANG_EN, {0}, "units", "an |area |of |36.9 km² |and |21.75 billion yuan |in |10 |mice"},
        {LANG_EN, {0}, "currency", "US$166.7 million |or |€ 5 |or |EUR 5 million |or |5 €"},
        {LANG_EN, {0}, "percent", "some |10–20 % |or |50.1 percent |of |11 |projects"},
        {LANG_EN, {0}, "signs", "at |-5 °C |or |±3 K |but |foo — |2020"},
        {LANG_EN, {0}, "not in words", "G20 |km, |COVID-19 |km"},
        {LANG_DE, {0}, "units", "36,9 km² |und |21,75 Mrd. Yuan |oder |5 Millionen Euro |für"},
        {LANG_DE, {0}, "ranges", "10 % |bis |20 % |der |10 000 |Leute, |2020 |300 |Leute"},
        {LANG_DE, {0}, "numbers", "auf |Platz 3 |und |Nr. 5"},
    };
    CHECK(CASES);
}

static void dates_are_kept(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {LANG_ZH_HANS, {0}, "day", "于|2020年11月19日|获|批，|2020年11月|起"},
        {LANG_ZH_HANS, {0}, "no further than the day", "11月19日|10时|30分|起，|2020年度"},
        {LANG_JA, {0}, "day", "は|2020年11月19日|に、|2020-11-19|に"},
        {LANG_KO, {0}, "day", "는 |2020년 11월 19일에 |3개 |회사"},
        {LANG_EN, {0}, "day first", "on |19 November 2020 |or |19 Nov. 2020 |or |5–8 May |in"},
        {LANG_EN, {0}, "month first", "on |November 19, 2020, |in |November 2020 |or |2020-11-19."},
        {LANG_EN, {0}, "words", "in |March |and |May, |see |Mayor |5"},
        {LANG_DE, {0}, "day", "am |19. November 2020 |oder |19.–21. Nov. 2020 |im |März 2020"},
    };
    CHECK(CASES);
}

static void names_and_notes_are_kept(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {LANG_JA, {0}, "JLREQ cl-05, names", "は|マルコ・ポーロ|と"},
        {LANG_JA, {0}, "JLREQ cl-05, lists", "日|本・|中|国・|韓|国"},
        {LANG_JA,
         {0},
         "too long for a name",
         "デー|タ・|バ|ン|ク・|オ|ブ・|ジャ|パ|ン・|セ|ン|ター・|シ|ス|テ|ム"},
        {LANG_ZH_HANS, {0}, "CLREQ 3.1.3, interpunct", "卡|尔·马|克|思|与|住|友·兆|泰"},
        {LANG_ZH_HANS, {0}, "marks of notes", "国¹，|国[12]|国〔1〕[2]|国*|国†|国|[注]"},
        {LANG_JA, {0}, "marks of notes", "国²|国※|国［3］|国"},
        {LANG_DE, {0}, "dash between spaces", "Jahr – |Ziele, |1–2 |und — |ja"},
        {LANG_EN, {0}, "marks of notes", "word[12]|[13] |word¹ |[sic] |a[b]"},
    };
    CHECK(CASES);
}

static void addresses_break_in_their_own_places(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {LANG_EN,
         {0},
         "address",
         "see |http://|www.|example.|com/|a/|b.|html?|x=|1&|y=%E4%B8%AD_|z#|top-|part."},
        {LANG_EN, {0}, "short ends stay", "(www.nd.jp/|abc) |and |https://|nd.de."},
        {LANG_ZH_HANS,
         {0},
         "JLREQ 3.1.7 in an address",
         "见|https://|www.|gov.cn/|zh/%20a/~b。|国"},
        {LANG_EN, {0}, "no address", "and/|or |a=b |x.html"},
    };
    CHECK(CASES);
}

static void invisible_marks_do_what_they_mean(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {LANG_ZH_HANS, {0}, "zero-width space", "卡\u200B|·|马\u200B|。"},
        {LANG_ZH_HANS, {0}, "word joiner", "中\u2060国|国\u2060国"},
        {LANG_EN, {0}, "no-break space", "no\u00A0break |here"},
        {LANG_DE, {0}, "soft hyphen", "Vor\u00AD|ort"},
        {LANG_DE, {0}, "zero-width space in an amount", "10\u200B|km"},
        {LANG_EN, {0}, "forced", "one\n||two"},
        {LANG_EN, {0}, "word joiner in an address", "www.|aaa/\u2060bbb"},
    };
    CHECK(CASES);
}

static void words_are_kept_and_phrases_found(void **state)
{
    (void)state;
    static const Case CASES[] = {
        {LANG_KO,
         {0},
         "UAX #14 8.2, word-level",
         "한국어 |단어 |줄바꿈을 |中國語 |개발(KDI)은 |「책」을"},
        {LANG_KO, {.words = WORDS_PHRASE}, "the same", "한국어 |단어 |줄바꿈"},
        {LANG_ZH_HANS, {.words = WORDS_KEEP}, "CSS keep-all", "示范区，|成都|（高新）|区"},
        {LANG_JA, {.words = WORDS_KEEP}, "CSS keep-all", "モデル区の、|産業"},
        {LANG_JA, {.words = WORDS_PHRASE}, "lw=phrase", "東京|大学の|研究者が|訪れました"},
        {LANG_JA,
         {.words = WORDS_PHRASE},
         "a suffix is no word",
         "中日|（成都）|地方|発展|協力|モデル区の|産業"},
        {LANG_JA, {.words = WORDS_PHRASE}, "not forced but at the end", "中日|地方\n||発展"},
        {LANG_ZH_HANS, {.words = WORDS_PHRASE}, "not known in Chinese", "示|范|区"},
    };
    CHECK(CASES);
}

/* -- spans ------------------------------------------------------------------------------- */

static const char *spans_with_bars(Lang lang, const Span *spans, int count)
{
    Str text;
    const uint8_t *breaks = breaks_of_spans(lang, STRICT, spans, count, &text);
    return with_bars(text, breaks);
}

static void spans_keep_and_glue(void **state)
{
    (void)state;
    const Span spans[] = {
        {.text = STR("the sum of ")},
        {.text = STR("more than five crates"), .keep = true},
        {.text = STR(" ")},
        {.text = STR("x"), .glue = true},
        {.text = STR("国国"), .glue = true},
    };
    assert_string_equal(spans_with_bars(LANG_EN, spans, 5),
                        "the |sum |of |more than five crates x国|国");
    assert_string_equal(spans_with_bars(LANG_EN, spans, 0), "");
}

/* The long mark begins no Japanese line under strict, and words of Korean are
 * whole; the paragraph's own rules are kept beside them. */
static void a_span_in_another_language_has_its_own_rules(void **state)
{
    (void)state;
    const Span spans[] = {{.text = STR("bei ")},
                          {.text = STR("国％国・国"), .lang = LANG_JA},
                          {.text = STR(" und ")},
                          {.text = STR("한국어"), .lang = LANG_KO},
                          {.text = STR(" und 10 km")}};
    assert_string_equal(spans_with_bars(LANG_DE, spans, 5),
                        "bei |国％|国・|国 |und |한국어 |und |10 km");
    const Span plain[] = {{.text = STR("국％국·국")}, {.text = STR("5 billion"), .lang = LANG_EN}};
    assert_string_equal(spans_with_bars(LANG_ZH_HANS, plain, 2), "국％|국·국|5 billion");
    const Span dates[] = {{.text = STR("在")}, {.text = STR("19. Mai 2020"), .lang = LANG_DE}};
    assert_string_equal(spans_with_bars(LANG_ZH_HANS, dates, 2), "在|19. Mai 2020");
}

static void where_spans_are_cut_changes_nothing(void **state)
{
    (void)state;
    Str text = STR("约21.75亿元 https://www.example.com/a 卡尔·马克思");
    const uint8_t *whole = breaks_of(LANG_ZH_HANS, STRICT, text);
    for (size_t cut = 0; cut <= text.length; cut++) {
        if (cut < text.length && ((unsigned char)text.data[cut] & 0xC0) == 0x80)
            continue;
        const Span spans[] = {{.text = {text.data, cut}},
                              {.text = {text.data + cut, text.length - cut}, .lang = LANG_ZH_HANS}};
        Str joined;
        const uint8_t *parts = breaks_of_spans(LANG_ZH_HANS, STRICT, spans, 2, &joined);
        assert_memory_equal(parts, whole, text.length + 1);
    }
}

/* -- kinsoku by character ---------------------------------------------------------------- */

static void check_marks(const char *marks, Lang lang, Kinsoku kinsoku,
                        bool (*asked)(uint32_t, Lang, Kinsoku), bool wanted)
{
    Str text = str_of(marks);
    for (size_t at = 0; at < text.length;) {
        size_t first = at;
        if (asked(utf8_next(text, &at), lang, kinsoku) != wanted)
            fail_msg("%.*s in %s at level %d: not %d", (int)(at - first), text.data + first,
                     lang_tag(lang), kinsoku, wanted);
    }
}

static void kinsoku_by_character(void **state)
{
    (void)state;
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++)
        for (int level = 0; level < KINSOKU_COUNT; level++) {
            check_marks("）」』】〉》］｝)]}、。，．,.…‥\u0301\u3099", (Lang)lang, (Kinsoku)level,
                        text_begins_no_line, true);
            check_marks("（「『【〈《［｛([{", (Lang)lang, (Kinsoku)level, text_ends_no_line, true);
            check_marks("国あアa1가", (Lang)lang, (Kinsoku)level, text_begins_no_line, false);
            check_marks("国あアa1가、）", (Lang)lang, (Kinsoku)level, text_ends_no_line, false);
        }
    check_marks("‐–〜゠！？‼⁇⁈⁉・：；々ゝゞヽヾ〻ーぁっゃァッャ％‰℃°!?:;-/%", LANG_JA,
                KINSOKU_STRICT, text_begins_no_line, true);
    check_marks("ーぁっャ〜゠", LANG_JA, KINSOKU_NORMAL, text_begins_no_line, false);
    check_marks("‐–！？・々％", LANG_JA, KINSOKU_NORMAL, text_begins_no_line, true);
    check_marks("‐–！？・々％", LANG_JA, KINSOKU_LOOSE, text_begins_no_line, false);
    check_marks("￥＄￡＃¥$£€№#", LANG_JA, KINSOKU_NORMAL, text_ends_no_line, true);
    check_marks("￥＄￡＃¥$£€№#", LANG_JA, KINSOKU_LOOSE, text_ends_no_line, false);
    check_marks("·‧", LANG_ZH_HANS, KINSOKU_LOOSE, text_begins_no_line, true);
    check_marks("·‧", LANG_EN, KINSOKU_STRICT, text_begins_no_line, false);
    check_marks("”’»›", LANG_ZH_HANS, KINSOKU_STRICT, text_begins_no_line, true);
    check_marks("“‘«‹", LANG_EN, KINSOKU_STRICT, text_ends_no_line, true);
    check_marks("“‘«‹", LANG_DE, KINSOKU_STRICT, text_begins_no_line, true);
    check_marks("„‚»›", LANG_DE, KINSOKU_STRICT, text_ends_no_line, true);
}

/* -- the table of units -------------------------------------------------------------------- */

static void units_match_the_longest(void **state)
{
    (void)state;
    Units *own = units_new(arena);
    units_add(own, UNITS_AFTER, LANG_NONE, STR("km"));
    units_add(own, UNITS_AFTER, LANG_NONE, STR("km²"));
    units_add(own, UNITS_AFTER, LANG_JA, STR("トン"));
    units_add(own, UNITS_AFTER, LANG_JA, STR("トン"));
    units_add(own, UNITS_BEFORE, LANG_EN, STR("RMB"));
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_EN, STR("km² of")), strlen("km²"));
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_EN, STR("km³")), 2);
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_EN, STR("kmh")), 0);
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_JA, STR("トンの")), strlen("トン"));
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_JA, STR("トンネル")), 0);
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_EN, STR("トン")), 0);
    assert_int_equal(units_match(own, UNITS_SCALE, LANG_EN, STR("km")), 0);
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_EN, STR("")), 0);
    assert_int_equal(units_match(NULL, UNITS_AFTER, LANG_EN, STR("km")), 0);
    assert_int_equal(units_match_end(own, UNITS_BEFORE, LANG_EN, STR("of RMB")), 3);
    assert_int_equal(units_match_end(own, UNITS_BEFORE, LANG_EN, STR("ofRMB")), 0);
    assert_int_equal(units_match_end(NULL, UNITS_BEFORE, LANG_EN, STR("RMB")), 0);
}

static void files_extend_one_another(void **state)
{
    (void)state;
    Units *own = units_new(arena);
    units_read(&job, json_read_text(files, &job, "a", STR("{\"after\": {\"*\": [\"GWh\"]}}")), own);
    units_read(&job, json_read_text(files, &job, "b", STR("{\"after\": {\"en\": [\"rai\"]}}")),
               own);
    units_read(&job, NULL, own);
    assert_int_equal(diag_count(job.diag), 0);
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_DE, STR("GWh")), 3);
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_EN, STR("rai")), 3);
    assert_int_equal(units_match(own, UNITS_AFTER, LANG_DE, STR("rai")), 0);
}

static void faults_of_units_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        Code code;
        uint32_t column;
    } FAULTS[] = {
        {"{\"affter\": {}}", E013, 2},           {"{\"after\": []}", E012, 11},
        {"{\"after\": {\"fr\": []}}", E013, 12}, {"{\"after\": {\"*\": \"km\"}}", E012, 17},
        {"{\"after\": {\"*\": [1]}}", E012, 18}, {"{\"after\": {\"*\": [\"\"]}}", E015, 18},
    };
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        int before = diag_count(job.diag);
        const char *name = arena_printf(arena, "%zu.json", i);
        units_read(&job, json_read_text(files, &job, name, str_of(FAULTS[i].text)),
                   units_new(arena));
        assert_int_equal(diag_count(job.diag), before + 1);
        const Report *report = diag_at(job.diag, before);
        assert_int_equal(report->code, FAULTS[i].code);
        assert_int_equal(json_locate(files, report, arena).column, FAULTS[i].column);
    }
}

/* With no table there are still signs, currencies and dates. */
static void what_is_built_in(void **state)
{
    (void)state;
    Locale *bare = locale_open(arena, LANG_EN);
    Str text = STR("50 % of US$ 5 at 5 °C by 19 May 2020 on 2020年11月19日 for 36 km");
    uint32_t starts[] = {0, (uint32_t)text.length};
    uint8_t *breaks = arena_alloc(arena, text.length + 1);
    text_breaks(arena, bare, &STRICT, &(Span){.text = text}, 1, starts, text, breaks);
    assert_string_equal(
        with_bars(text, breaks),
        "50 % |of |US$ 5 |at |5 °C |by |19 May 2020 |on |2020年11月19日 |for |36 |km");
}

/* -- Unicode's own test ----------------------------------------------------------------------- */

static const char LINE_BREAK_TEST[] = "/usr/share/unicode/auxiliary/LineBreakTest.txt";

/* Why a line of it comes out otherwise. */
#define HYPHEN "ICU 72 has LB20a of Unicode 15.1: no break behind a hyphen that begins a word"
#define POINT                                                                                      \
    "ICU 72 has LB15c, LB15d and LB25 of Unicode 15.1: a point or comma stays with its digit"
#define AMOUNT "ours: a sign stays with its figure across a space (JLREQ 3.1.10)"

typedef struct {
    const char *ours, *why;
} Tailoring;

/* All lines that differ, as they come out. */
static const Tailoring TAILORINGS[] = {
    {"× 002D × 0023 ÷", HYPHEN},
    {"× 002D × 0308 × 0023 ÷", HYPHEN},
    {"× 002D × 00A7 ÷", HYPHEN},
    {"× 002D × 0308 × 00A7 ÷", HYPHEN},
    {"× 002D × 50005 ÷", HYPHEN},
    {"× 002D × 0308 × 50005 ÷", HYPHEN},
    {"× 002D × 0E01 ÷", HYPHEN},
    {"× 002D × 0308 × 0E01 ÷", HYPHEN},
    {"× 002C × 0030 ÷", POINT},
    {"× 002C × 0308 × 0030 ÷", POINT},
    {"× 0065 × 0071 × 0075 × 0061 × 006C × 0073 × 0020 ÷ 002E × 0033 × 0035 × 0020 ÷ 0063 × 0065 × "
     "006E × 0074 × 0073 ÷",
     POINT},
    {"× 0061 × 002E × 0032 × 0020 ÷", POINT},
    {"× 0061 × 002E × 0032 × 0020 ÷ 0915 ÷", POINT},
    {"× 0061 × 002E × 0032 × 0020 ÷ 672C ÷", POINT},
    {"× 0061 × 002E × 0032 × 3000 ÷ 672C ÷", POINT},
    {"× 0061 × 002E × 0032 × 3000 ÷ 307E ÷", POINT},
    {"× 0061 × 002E × 0032 × 3000 ÷ 0033 ÷", POINT},
    {"× 0041 × 002E × 0031 × 0020 ÷ BABB ÷", POINT},
    {"× BD24 ÷ C5B4 × 002E × 0020 ÷ 0041 × 002E × 0032 × 0020 ÷ BCFC ÷", POINT},
    {"× BD10 ÷ C694 × 002E × 0020 ÷ 0041 × 002E × 0033 × 0020 ÷ BABB ÷", POINT},
    {"× C694 × 002E × 0020 ÷ 0041 × 002E × 0034 × 0020 ÷ BABB ÷", POINT},
    {"× 0061 × 002E × 0032 × 3000 ÷ 300C ÷", POINT},
    {"× 0030 × 0020 × 0025 ÷", AMOUNT},
    {"× 0030 × 0020 × 0024 ÷", AMOUNT},
    {"× 0024 × 0020 × 0030 ÷", AMOUNT},
};

#define TAILORING_COUNT (sizeof TAILORINGS / sizeof *TAILORINGS)

/* Reads a line of the test up to its comment: the text, and its own words
 * without what stands behind the last place. */
static Str read_line(char *line, const char **wanted)
{
    line[strcspn(line, "\t#\n")] = '\0';
    *wanted = line;
    char *text = arena_alloc(arena, strlen(line));
    size_t length = 0;
    for (char *at = line; *at;) {
        char *after;
        unsigned long c = strtoul(at, &after, 16);
        if (after > at)
            length += (size_t)utf8_encode((uint32_t)c, text + length);
        at = after > at ? after : at + 1;
    }
    return (Str){text, length};
}

/* The same words for what the breaker says. */
static const char *line_of(Str text, const uint8_t *breaks)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t at = 0; at < text.length;) {
        bool can = breaks[at] != BREAK_NO;
        uint32_t c = utf8_next(text, &at);
        buf_printf(&out, "%s %04X ", can ? "÷" : "×", c);
    }
    buf_text(&out, "÷");
    return out.data;
}

/* How many lines differ that are not listed, and how many that are listed do
 * not; says which. */
static int count_surprises(const Tailoring *list, size_t count, bool say)
{
    FILE *file = fopen(LINE_BREAK_TEST, "r");
    if (!file)
        fail_msg("%s is missing: install unicode-data", LINE_BREAK_TEST);
    bool *met = ARENA_ARRAY(arena, bool, count + 1);
    char line[4096];
    int surprises = 0, lines = 0;
    while (fgets(line, sizeof line, file)) {
        const char *wanted;
        if (line[0] == '#')
            continue;
        lines++;
        Str text = read_line(line, &wanted);
        const char *found = line_of(text, breaks_of(LANG_EN, STRICT, text));
        size_t i = 0;
        while (i < count && strcmp(list[i].ours, found) != 0)
            i++;
        bool differs = strcmp(found, wanted) != 0;
        if (differs)
            met[i] = true;
        if (differs && i == count && ++surprises && say)
            print_error("wanted %s\nfound  %s\n", wanted, found);
    }
    fclose(file);
    for (size_t i = 0; i < count; i++)
        if (!met[i] && ++surprises && say)
            print_error("no longer differs: %s\n  (%s)\n", list[i].ours, list[i].why);
    assert_true(lines > 7000);
    return surprises;
}

static void unicode_agrees_but_for_these(void **state)
{
    (void)state;
    if (count_surprises(TAILORINGS, TAILORING_COUNT, true))
        fail_msg("UAX #14 and the list of tailorings do not agree");
}

static void a_list_that_is_not_exact_is_noticed(void **state)
{
    (void)state;
    Tailoring list[TAILORING_COUNT + 1];
    memcpy(list, TAILORINGS, sizeof TAILORINGS);
    assert_int_equal(count_surprises(list + 1, TAILORING_COUNT - 1, false), 1);
    list[TAILORING_COUNT] = (Tailoring){"× 0023 × 0020 ÷ 0023 ÷", "does not differ"};
    assert_int_equal(count_surprises(list, TAILORING_COUNT + 1, false), 1);
}

/* -- random mixes ------------------------------------------------------------------------------ */

/* What mixes are made of. */
static const char *const PARTS[] = {
    "国",
    "发展",
    "あ",
    "ッ",
    "ー",
    "々",
    "、",
    "。",
    "，",
    "・",
    "·",
    "（",
    "）",
    "「",
    "」",
    "“",
    "”",
    "—",
    "——",
    "…",
    "……",
    "‥",
    "〜",
    "～",
    "％",
    "℃",
    "¥",
    "€",
    "№",
    "#",
    "！",
    "？",
    "：",
    " ",
    " ",
    "word",
    "a",
    "Wort",
    "-",
    "–",
    "/",
    ".",
    ",",
    "[12]",
    "¹",
    "*",
    "\u200B",
    "\u2060",
    "\u00A0",
    "\u00AD",
    "\u3099",
    "\u0301",
    "\n",
    "マルコ・ポーロ",
    "モデル",
    "한국어",
    "卡尔·马克思",
    "5",
    "2020",
    "km",
    "亿",
    "元",
    "年",
    "第",
    "https://www.a.jp/b?c=%E4_d",
    "😀",
    "\u3000",
};

/* What stays whole between two Han. */
static const char *const WHOLE[] = {
    "21.75亿元",      "US$166.7 million", "50.1 %", "36,9 km²",
    "2020年11月19日", "10～20％",         "¥500",   "——",
};

static uint32_t seed;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

#define DRAW(list) (list)[draw(sizeof(list) / sizeof *(list))]

static Str draw_text(void)
{
    Buf out;
    buf_init(&out, arena);
    for (uint32_t i = draw(24); i > 0; i--)
        buf_text(&out, DRAW(PARTS));
    return (Str){out.data, out.length};
}

static uint32_t letter_before(Str text, size_t at)
{
    do
        at--;
    while (((unsigned char)text.data[at] & 0xC0) == 0x80);
    return utf8_next(text, &at);
}

static bool is_combining(uint32_t c)
{
    return c == 0x3099 || c == 0x301;
}

/* What is wrong with a break at this byte, or NULL. A zero-width space lets
 * anything begin a line. */
static const char *fault_at(Lang lang, Kinsoku kinsoku, Str text, size_t at)
{
    size_t next = at;
    uint32_t after = utf8_next(text, &next), before = letter_before(text, at);
    size_t length = next - at;
    bool spaced = utf8_is_space(before);
    if (before == 0x200B)
        return NULL;
    if (before == 0x2060 || after == 0x2060)
        return "a break at a word joiner";
    if (is_combining(after) && !spaced && before != '\n')
        return "a mark without its base";
    if (text_never_parted(before, after))
        return "a pair parted";
    if (lang_is_cjk(lang) && text_begins_no_line(after, lang, kinsoku) && !(spaced && after == '-'))
        return arena_printf(arena, "begins with %.*s", (int)length, text.data + at);
    if (lang_is_cjk(lang) && text_ends_no_line(before, lang, kinsoku) && before != 0x20AC &&
        before != 0xA5)
        return "ends with what may not";
    return NULL;
}

static const char *first_fault(Lang lang, Kinsoku kinsoku, Str text, const uint8_t *breaks)
{
    for (size_t at = 0; at < text.length; at++) {
        if (breaks[at] == BREAK_NO)
            continue;
        if (at == 0 || ((unsigned char)text.data[at] & 0xC0) == 0x80)
            return "a break inside a character";
        if ((breaks[at] == BREAK_MUST) != (text.data[at - 1] == '\n'))
            return "a forced break elsewhere";
        const char *fault = breaks[at] == BREAK_MUST ? NULL : fault_at(lang, kinsoku, text, at);
        if (fault)
            return fault;
    }
    return NULL;
}

static const Lang DRAWN[] = {LANG_EN, LANG_ZH_HANS, LANG_ZH_HANT, LANG_JA, LANG_KO, LANG_DE};
static const Lang CJK[] = {LANG_ZH_HANS, LANG_ZH_HANT, LANG_JA};

static void random_mixes_keep_the_rules(void **state)
{
    (void)state;
    seed = 20201119;
    for (int i = 0; i < 4000; i++) {
        Lang lang = DRAW(DRAWN);
        Kinsoku kinsoku = (Kinsoku)draw(KINSOKU_COUNT);
        LineRules rules = {.kinsoku = kinsoku, .words = (WordBreak)draw(WORDS_COUNT)};
        Str text = draw_text();
        const uint8_t *breaks = breaks_of(lang, rules, text);
        const char *fault = first_fault(lang, kinsoku, text, breaks);
        if (fault)
            fail_msg("%s, level %d, words %d: %s: %s", lang_tag(lang), kinsoku, rules.words, fault,
                     with_bars(text, breaks));
        assert_memory_equal(breaks, breaks_of(lang, rules, text), text.length + 1);
    }
}

/* A laxer level never takes a place away in Chinese and Japanese. (Elsewhere
 * it does: a small kana turned ideograph takes ℃ behind it, LB23a.) */
static void laxer_levels_only_add_places(void **state)
{
    (void)state;
    seed = 1990;
    for (int i = 0; i < 2000; i++) {
        Lang lang = DRAW(CJK);
        Str text = draw_text();
        const uint8_t *levels[] = {breaks_of(lang, STRICT, text), breaks_of(lang, NORMAL, text),
                                   breaks_of(lang, LOOSE, text)};
        for (int level = 1; level < KINSOKU_COUNT; level++)
            for (size_t at = 0; at < text.length; at++)
                if (levels[level - 1][at] && !levels[level][at])
                    fail_msg("%s: %s became %s", lang_tag(lang), with_bars(text, levels[level - 1]),
                             with_bars(text, levels[level]));
    }
}

static void amounts_stay_whole_in_random_mixes(void **state)
{
    (void)state;
    seed = 2175;
    for (int i = 0; i < 2000; i++) {
        Buf out;
        buf_init(&out, arena);
        Str before = draw_text(), after = draw_text();
        const char *whole = DRAW(WHOLE);
        buf_text(&out, before.data);
        buf_text(&out, "国");
        buf_text(&out, whole);
        buf_text(&out, "国");
        buf_text(&out, after.data);
        Str text = (Str){out.data, out.length};
        LineRules rules = {.kinsoku = (Kinsoku)draw(KINSOKU_COUNT)};
        const uint8_t *breaks = breaks_of(LANG_ZH_HANS, rules, text);
        size_t first = before.length + strlen("国");
        for (size_t at = first + 1; at < first + strlen(whole); at++)
            if (breaks[at])
                fail_msg("%s is parted: %s", whole, with_bars(text, breaks));
    }
}

/* The checker of mixes sees each fault that is planted. */
static void planted_faults_are_seen(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } PLACES[] = {{"国", "。"}, {"（", "国"}, {"—", "—"}, {"か", "\u3099"}, {"中\u2060", "国"}};
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        Str text = str_of(arena_printf(arena, "%s%s", PLACES[i].before, PLACES[i].after));
        uint8_t *breaks = arena_alloc(arena, text.length + 1);
        assert_null(first_fault(LANG_JA, KINSOKU_STRICT, text, breaks));
        breaks[strlen(PLACES[i].before)] = BREAK_ALLOWED;
        assert_non_null(first_fault(LANG_JA, KINSOKU_STRICT, text, breaks));
        breaks[strlen(PLACES[i].before)] = BREAK_MUST;
        assert_non_null(first_fault(LANG_JA, KINSOKU_STRICT, text, breaks));
    }
    uint8_t inside[] = {BREAK_NO, BREAK_ALLOWED, BREAK_NO, BREAK_NO};
    assert_non_null(first_fault(LANG_JA, KINSOKU_STRICT, STR("国"), inside));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_begin_and_end),
        TEST(some_are_never_parted),
        TEST(amounts_are_kept),
        TEST(dates_are_kept),
        TEST(names_and_notes_are_kept),
        TEST(addresses_break_in_their_own_places),
        TEST(invisible_marks_do_what_they_mean),
        TEST(words_are_kept_and_phrases_found),
        TEST(spans_keep_and_glue),
        TEST(a_span_in_another_language_has_its_own_rules),
        TEST(where_spans_are_cut_changes_nothing),
        TEST(kinsoku_by_character),
        TEST(units_match_the_longest),
        TEST(files_extend_one_another),
        TEST(faults_of_units_are_found),
        TEST(what_is_built_in),
        TEST(unicode_agrees_but_for_these),
        TEST(a_list_that_is_not_exact_is_noticed),
        TEST(random_mixes_keep_the_rules),
        TEST(laxer_levels_only_add_places),
        TEST(amounts_stay_whole_in_random_mixes),
        TEST(planted_faults_are_seen),
    };
    return cmocka_run_group_tests(tests, open_locales, unit_close);
}
