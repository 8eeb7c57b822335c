/* lines: what holds of every paragraph, whatever its text, measure and rules.
 *
 * Paragraphs are put together at random, from fixed seeds, out of pieces that
 * the rules speak of: marks of all classes, words that are divided, figures
 * with their units, addresses, characters without width. What may not begin or
 * end a line is written down here once more, shorter than in kinsoku.c and
 * only as far as all languages agree. The working folder is the repository's
 * root. */
#include <string.h>

#include "base/buf.h"
#include "text/face.h"
#include "text/kinsoku.h"
#include "text/line.h"
#include "text/locale.h"
#include "text/point.h"
#include "text/space.h"

#include "unit.h"

static int open_all(void **state)
{
    (void)state;
    static const FaceFile FILES[] = {{"sans", "fonts/NotoSansCJK-Regular.otf", 0},
                                     {"bold", "fonts/NotoSansCJK-Bold.otf", 0},
                                     {"latin", "fonts/NotoSans-Regular.ttf", 0},
                                     {"italic", "fonts/NotoSans-Italic.ttf", 0},
                                     {"korean", "tests/fonts/sample-kr.otf", 0}};
    const char *why = NULL;
    FileState file_state;
    unit_share(FILES, 5);
    Hyphens *en = hyphens_open(shared, NULL, "data/hyphenation/en.dic", &file_state, &why);
    Hyphens *de = hyphens_open(shared, NULL, "data/hyphenation/de.dic", &file_state, &why);
    assert_true(en && de);
    for (Lang lang = LANG_EN; lang < LANG_COUNT; lang++) {
        locale_hyphenate(locales[lang], LANG_EN, en);
        locale_hyphenate(locales[lang], LANG_DE, de);
    }
    return 0;
}

/* -- paragraphs at random ------------------------------------------------------------ */

static uint64_t seed;

static int random_below(int count)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int)((seed >> 11) % (uint64_t)count);
}

static bool one_in(int count)
{
    return random_below(count) == 0;
}

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))
#define ANY(list)   (list)[random_below(COUNT(list))]

static const char *piece(void)
{
    static const char *const CJK[] = {
        "示范区",       "发展",   "地方",     "协力",     "中日",           "成都",
        "の",           "モデル", "について", "する",     "ちょっと",       "キャッチ",
        "データベース", "日々",   "研究者",   "东京",     "한국",           "개발은",
        "협력",         "上海",   "一",       "国際医療", "マルコ・ポーロ", "卡尔·马克思"};
    static const char *const MARKS[] = {
        "「", "」", "『", "』", "（", "）",     "《", "》", "【", "】", "、", "。",
        "，", "．", "：", "；", "・", "！",     "？", "“",  "”",  "‘",  "’",  "——",
        "……", "～", "〜", "·",  "／", "\u3000", "(",  ")",  ",",  ".",  ";",  "?",
        "!",  "„",  "»",  "«",  "–",  "…",      "％", "￥", "—",  "〔", "〕", "々"};
    static const char *const LATIN[] = {
        "officially",  "Schifffahrt", "efficient",    "the ",
        "of ",         "zone",        "AVATAR ",      "To. ",
        "Kōnan",       "Wäsche",      "Auflage",      "and ",
        "I ",          "GmbH",        "cooperation ", "Donaudampfschifffahrt",
        "well-known ", "e\u0301te",   "Straße",       "flüssig"};
    static const char *const FIGURES[] = {"36.9",  "21.75亿元", "2020年11月19日", "km²", "100%",
                                          "¥500",  "€ 12,50",   "10 km² ",        "第3", "COVID-19",
                                          "1,234", "5月",       "No. 7",          "90",  "30多家"};
    static const char *const THIN[] = {"\u200B", "\u2060", "\u00A0", "\u00AD", " ", " ", " ", "\n"};
    static const char *const LONG[] = {"https://www.example.com/a/b?query=1&x=2#part ",
                                       "supercalifragilistic\u00ADexpialidocious",
                                       "zusammen\u00ADge\u00ADsetzt",
                                       "of\u00ADficially",
                                       "Auf\u00ADlage",
                                       "f\u00ADf\u00ADi\u00ADf",
                                       "f\u200Bfi",
                                       "ここここここここここ、。」）",
                                       "[12]",
                                       "¹",
                                       "——————"};
    int sort = random_below(20);
    return sort < 6    ? ANY(CJK)
           : sort < 11 ? ANY(MARKS)
           : sort < 15 ? ANY(LATIN)
           : sort < 17 ? ANY(FIGURES)
           : sort < 19 ? ANY(THIN)
                       : ANY(LONG);
}

static Str words(int pieces)
{
    Buf buf;
    buf_init(&buf, arena);
    for (int i = 0; i < pieces; i++)
        buf_text(&buf, piece());
    return (Str){buf.data ? buf.data : "", buf.length};
}

typedef struct {
    TextStyle styles[6];
    Span spans[6];
    int count;
    LineRules rules;
    Len measure;
    Lang lang;
    ShapedText text;
    Lines lines;
} Case;

static TextStyle any_style(Len size)
{
    static const char *const NAMES[] = {"sans", "bold", "latin", "italic"};
    TextStyle style = {.size = size, .autospace = one_in(4) ? 0 : 250};
    style.faces[0] = faces_lookup(&faces, str_of(ANY(NAMES)));
    style.faces[1] = faces_lookup(&faces, STR("sans"));
    style.faces[2] = faces_lookup(&faces, STR("korean"));
    style.face_count = 3;
    style.figures = (Figures)random_below(3);
    return style;
}

static LineRules any_rules(void)
{
    return (LineRules){.optimal = one_in(2),
                       .kinsoku = (Kinsoku)random_below(KINSOKU_COUNT),
                       .words = one_in(4) ? (WordBreak)random_below(WORDS_COUNT) : WORDS_NORMAL,
                       .squeeze = !one_in(3),
                       .hang = one_in(3),
                       .justify = !one_in(3),
                       .hyphenate = one_in(2),
                       .indent = one_in(3) ? random_below(3) * 1000 : 0,
                       .word_min = 750,
                       .word_max = one_in(2) ? 2200 : 1400,
                       .gap_min = 125,
                       .gap_max = 500,
                       .letter_max = one_in(4) ? 0 : 100};
}

static void make_case(Case *c, int number)
{
    seed = 0x9E3779B97F4A7C15u * (uint64_t)(number + 1);
    for (int i = 0; i < 8; i++)
        random_below(2);
    c->lang = (Lang)(LANG_EN + random_below(LANG_COUNT - 1));
    Len size = 5000 + random_below(60) * 250;
    c->measure = 20000 + random_below(380) * 1000 + random_below(1000);
    c->rules = any_rules();
    c->count = one_in(2) ? 1 : 1 + random_below(6);
    for (int i = 0; i < c->count; i++) {
        c->styles[i] = any_style(i > 0 && one_in(4) ? size * 2 / 3 : size);
        c->spans[i] = (Span){.text = words(1 + random_below(40 / c->count)),
                             .style = &c->styles[i],
                             .lang = one_in(5) ? (Lang)random_below(LANG_COUNT) : c->lang,
                             .keep = one_in(8),
                             .glue = i > 0 && one_in(6),
                             .node = one_in(3) ? i : 0,
                             .at = -1};
        if (one_in(12))
            c->spans[i].reading = STR("よみがな");
    }
    c->text = text_shape(&job, locales[c->lang], &c->rules, c->spans, c->count);
    c->lines = text_break_lines(arena, &c->text, c->measure);
}

/* -- what holds ------------------------------------------------------------------------ */

static int number_now;

#define HOLDS(condition, c, line)                                                                  \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_case(#condition, __LINE__, c, line);                                              \
    } while (0)

static void fail_case(const char *what, int at, const Case *c, const Line *line)
{
    const LineRules *r = &c->rules;
    fail_msg("%s (%d): paragraph %d in %s, measure %d, size %d,%s%s%s%s%s kinsoku %d words %d "
             "indent %d; line of %d from %d to %d, ratio %d hang %d%s%s:\n%.*s\nof\n%.*s",
             what, at, number_now, lang_tag(c->lang), c->measure, c->styles[0].size,
             r->optimal ? " optimal" : "", r->squeeze ? " squeeze" : "", r->hang ? " hang" : "",
             r->justify ? " justify" : "", r->hyphenate ? " hyphenate" : "", r->kinsoku, r->words,
             r->indent, line->width, line->start, line->end, line->ratio, line->hang,
             line->ragged ? " ragged" : "", line->cut ? " cut" : "", (int)(line->end - line->start),
             c->text.text.data + line->start, (int)c->text.text.length, c->text.text.data);
}

static uint32_t character_at(Str text, uint32_t byte)
{
    size_t at = byte;
    return at < text.length ? utf8_next(text, &at) : 0;
}

/* The last character before a byte that is no space at a line's end. */
static uint32_t character_before(Str text, uint32_t byte, bool spaces)
{
    while (byte > 0) {
        while ((text.data[--byte] & 0xC0) == 0x80)
            ;
        uint32_t c = character_at(text, byte);
        if (spaces || (c != ' ' && c != 0x3000))
            return c;
    }
    return 0;
}

static bool is_one_of(uint32_t c, const char *list)
{
    Str all = str_of(list);
    for (size_t at = 0; at < all.length;)
        if (utf8_next(all, &at) == c)
            return true;
    return false;
}

static bool is_cjk_at(const Case *c, uint32_t byte)
{
    uint32_t end = 0;
    int i = 0;
    while (i + 1 < c->count && (end += (uint32_t)c->spans[i].text.length) <= byte)
        i++;
    return lang_is_cjk(c->lang) && lang_is_cjk(c->spans[i].lang);
}

/* What no line begins or ends with at any level of kinsoku in any language. */
static void check_edges(const Case *c, const Line *line)
{
    Str text = c->text.text;
    if (line->end >= text.length || line->cut)
        return;
    uint32_t last = character_before(text, line->end, true);
    if (last == '\n' || character_before(text, line->end, false) == 0x200B)
        return;
    HOLDS(!is_one_of(character_at(text, line->end), "」』）》】〕、。，．"), c, line);
    bool may = is_one_of(last, " \u3000-–\u00AD"); /* LB12a */
    HOLDS((character_at(text, line->end) != 0xA0 || may) && last != 0xA0, c, line);
    HOLDS(character_at(text, line->end) != 0x2060 && last != 0x2060, c, line);
    uint32_t inked = character_before(text, line->end, false);
    bool blank =
        last == 0x3000 || (last == ' ' && character_before(text, line->end - 1, true) == 0x3000);
    if (!blank || is_cjk_at(c, line->end - 1)) /* UAX #14 looks behind spaces of ASCII alone */
        last = inked;
    HOLDS(last == 0 || !is_one_of(last, "「『（《【〔"), c, line);
}

static int clusters_of(const Line *line)
{
    int count = 0;
    for (int i = 0; i < line->counted; i++)
        count += line->glyphs[i].advance > 0 &&
                 (i == 0 || line->glyphs[i].cluster != line->glyphs[i - 1].cluster);
    return count;
}

static void check_width(const Case *c, const Line *line)
{
    Len measure = c->measure - line->indent;
    bool alone = clusters_of(line) <= 1 || c->measure < 2 * c->styles[0].size; /* ffi */
    HOLDS(alone || line->width <= measure, c, line);
    HOLDS(line->width >= 0 || line->counted == 0, c, line);
    HOLDS(line->ratio >= -1000 && line->ratio <= 1000, c, line);
    if (c->rules.justify && !line->last && !line->ragged && line->width <= measure)
        HOLDS(line->width == measure, c, line);
    if (!c->rules.justify)
        HOLDS(line->ratio == 0, c, line);
}

static bool ink_of(const Line *line, int i, Len *left, Len *right)
{
    const Glyph *glyph = &line->glyphs[i];
    hb_glyph_extents_t ink;
    if (!hb_font_get_glyph_extents(glyph->face->hb_font, glyph->glyph, &ink) || ink.width == 0)
        return false;
    return *left = ink.x_bearing, *right = ink.x_bearing + ink.width, true;
}

/* Ink stays inside the measure but for what letters lean out by, and marks
 * that are closed up do not touch. */
static void check_ink(const Case *c, const Line *line)
{
    Len before = INT32_MIN / 2;
    for (int i = 0; i < line->counted; i++) {
        const Glyph *glyph = &line->glyphs[i];
        Len left, right, size = c->text.spans[glyph->span].style->size;
        if (i > 0) /* a bracket's blank may lie over the letter before */
            HOLDS(line->pens[i] + glyph->lead >= line->pens[i - 1], c, line);
        if (glyph_is_soft_hyphen(glyph) || !ink_of(line, i, &left, &right))
            continue;
        left = line->pens[i] + glyph->dx + face_to_len(glyph->face, left, size);
        right = line->pens[i] + glyph->dx + face_to_len(glyph->face, right, size);
        HOLDS(left >= -size / 5, c, line);
        HOLDS(right <= line->width + line->hang + size / 5, c, line);
        if (glyph->lead || glyph->trail)
            HOLDS(left >= before - size / 5, c, line);
        before = right;
    }
}

/* -- cuts of last resort --------------------------------------------------------------- */

static bool is_kept(const Case *c, const Glyph *a, const Glyph *b)
{
    Lang before = c->spans[a->span].lang, after = c->spans[b->span].lang;
    return a->cluster == b->cluster || text_begins_no_line(b->character, after, c->rules.kinsoku) ||
           text_ends_no_line(a->character, before, c->rules.kinsoku) ||
           text_never_parted(a->character, b->character) || a->character == 0xA0 ||
           b->character == 0xA0 || a->character == 0x2060 || b->character == 0x2060;
}

/* Is there a piece between two places that kinsoku keeps whole and that is
 * wider than the measure? */
static bool has_wide_piece(const Case *c, int first, int end, Len tail, Len measure)
{
    const Glyph *glyphs = c->text.glyphs;
    int64_t width = 0;
    for (int i = first; i < end; i++) {
        if (i > first && !is_kept(c, &glyphs[i - 1], &glyphs[i]))
            width = 0;
        width += glyphs[i].advance + (i + 1 == end ? tail : 0);
        if (width > measure - c->styles[0].size / 4) /* it may be kerned with what follows */
            return true;
    }
    return false;
}

/* The line ends where nothing allows it: then the stretch between two places
 * that do is wider than the measure; and if it ends against kinsoku, a part of
 * it is that kinsoku keeps whole. */
static void check_cut(const Case *c, const Line *line)
{
    Points points = text_points(arena, &c->text, c->rules.hyphenate);
    Len measure = c->measure - len_scale(c->styles[0].size, c->rules.indent, 1000);
    int i = 1;
    while (points.list[i].byte <= line->end)
        i++;
    const BreakPoint *from = &points.list[i - 1], *to = &points.list[i];
    Sum sum = points_between(from, to);
    HOLDS(from->byte < line->end, c, line);
    HOLDS(sum.width - (c->rules.justify ? sum.shrink : 0) > measure, c, line);
    int next = from->next;
    while (c->text.glyphs[next].cluster < line->end)
        next++;
    if (is_kept(c, &c->text.glyphs[next - 1], &c->text.glyphs[next]))
        HOLDS(from->reshaped || has_wide_piece(c, from->next, to->end, to->tail, measure), c, line);
}

/* What a line has of each run, shaped by itself, gives the same glyphs. */
static void check_shapes(const Case *c, const Line *line)
{
    int at = 0;
    bool added = line->hyphen && line->glyphs[line->count - 1].cluster == c->text.text.length;
    for (int r = 0; r < c->text.run_count; r++) {
        const ShapeRun *run = &c->text.runs[r];
        uint32_t from = line->start > run->start ? line->start : run->start;
        uint32_t to = line->end < run->end ? line->end : run->end;
        if (from >= to)
            continue;
        Glyphs alone = text_reshape(arena, &c->text, r, from, to);
        HOLDS(at + alone.count <= line->count - added, c, line);
        for (int i = 0; i < alone.count; i++, at++) {
            const Glyph *a = &alone.list[i], *b = &line->glyphs[at];
            if (line->hyphen && !added && at == line->count - 1)
                continue; /* a hyphen for a soft one */
            HOLDS(a->glyph == b->glyph && a->cluster == b->cluster, c, line);
            if (c->spans[run->span].reading.length == 0) { /* which lets glyphs out */

                HOLDS(a->dx == b->dx && a->advance == b->advance, c, line);
            }
        }
    }
    HOLDS(at == line->count - added, c, line);
}

static void check_same(const Case *c, Len measure)
{
    ShapedText text = text_shape(&job, locales[c->lang], &c->rules, c->spans, c->count);
    Lines lines = text_break_lines(arena, &text, measure);
    HOLDS(lines.count == c->lines.count, c, &c->lines.list[0]);
    for (int i = 0; i < lines.count; i++) {
        const Line *a = &c->lines.list[i], *b = &lines.list[i];
        HOLDS(a->start == b->start && a->end == b->end && a->width == b->width, c, a);
        HOLDS(a->ratio == b->ratio && a->count == b->count && a->hang == b->hang, c, a);
        HOLDS(memcmp(a->pens, b->pens, (size_t)a->count * sizeof *a->pens) == 0, c, a);
    }
}

static void check_case(const Case *c)
{
    uint32_t at = 0;
    for (int i = 0; i < c->lines.count; i++) {
        const Line *line = &c->lines.list[i];
        HOLDS(line->start == at && line->end >= at, c, line);
        HOLDS(line->end > at || c->lines.count == 1 || line->end == c->text.text.length, c, line);
        at = line->end;
        check_edges(c, line);
        check_width(c, line);
        check_ink(c, line);
        check_shapes(c, line);
        if (line->cut)
            check_cut(c, line);
        HOLDS(!line->cut || !line->last, c, line);
    }
    HOLDS(at == c->text.text.length, c, &c->lines.list[c->lines.count - 1]);
}

#ifndef PARAGRAPHS
#define PARAGRAPHS 4000
#endif

static void each(void (*check)(const Case *))
{
    for (number_now = 0; number_now < PARAGRAPHS; number_now++) {
        arena = arena_new();
        job = (Job){arena, diag_new(arena)};
        Case c;
        make_case(&c, number_now);
        check(&c);
        arena_free(arena);
    }
}

static void lines_keep_their_rules(void **state)
{
    (void)state;
    each(check_case);
}

/* At the measures that tables ask for nothing is cut, or nothing broken. */
static void check_widths(const Case *c)
{
    Len narrowest, widest;
    text_widths(&c->text, &narrowest, &widest);
    Lines lines = text_break_lines(arena, &c->text, narrowest);
    for (int i = 0; i < lines.count; i++)
        HOLDS(!lines.list[i].cut && lines.list[i].width <= narrowest, c, &lines.list[i]);
    lines = text_break_lines(arena, &c->text, widest);
    for (int i = 0; i < lines.count; i++)
        HOLDS(lines.list[i].last, c, &lines.list[i]);
    HOLDS(narrowest <= widest || c->rules.squeeze, c, &lines.list[0]);
}

static void tables_are_told_the_right_widths(void **state)
{
    (void)state;
    each(check_widths);
}

static void check_twice(const Case *c)
{
    check_same(c, c->measure);
}

static void lines_come_out_the_same_twice(void **state)
{
    (void)state;
    each(check_twice);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(lines_keep_their_rules),
        cmocka_unit_test(tables_are_told_the_right_widths),
        cmocka_unit_test(lines_come_out_the_same_twice),
    };
    return cmocka_run_group_tests(TESTS, open_all, unit_close);
}
