/* What is kept together in set type, with the faces of fonts/: lines at either
 * end of paragraphs, hyphenated lines, headings and what stands behind them. Each
 * checker is shown galleys whose strips say nothing of it, and must object. */

#include "kind/kind.h"
#include "layout/flow.h"
#include "layout/page.h"

#define START start
#include "unit.h"

static Theme theme;
static Structure structure;
static Setting setting;

#define PAGE_DEPTH LEN_PT(100)
#define MEASURE    LEN_PT(200)

static int open_faces(void **state)
{
    (void)state;
    static const FaceFile FILE = {"latin", "fonts/NotoSans-Regular.ttf", 0};
    unit_share(&FILE, 1);
    return 0;
}

static int start(void **state)
{
    unit_start(state);
    theme = (Theme){.page_width = MEASURE, .page_height = PAGE_DEPTH, .gutter = LEN_PT(10)};
    TextStyle text = {
        .faces = {faces_lookup(&faces, STR("latin"))}, .face_count = 1, .size = LEN_PT(8)};
    for (int i = 0; i < STYLE_COUNT; i++)
        theme.styles[i] = (Style){.text = text,
                                  .mark = text,
                                  .strong = text,
                                  .emph = text,
                                  .alert = text,
                                  .leading = LEN_PT(10),
                                  .rules = {.optimal = true, .hyphenate = true},
                                  .orphans = 2,
                                  .widows = 2};
    structure_init(&structure, arena, LANG_EN);
    setting = (Setting){.job = &job,
                        .theme = &theme,
                        .locale = locales[LANG_EN],
                        .lang = LANG_EN,
                        .structure = &structure,
                        .parent = NODE_DOCUMENT,
                        .measure = MEASURE,
                        .page_depth = PAGE_DEPTH};
    return 0;
}

/* -- where strips came to stand -------------------------------------------------------- */

/* Left half or right: 2 * page + half, or -1. */
static int column_in(const Frame *frame, const Frame *wanted, Len x)
{
    if (frame == wanted)
        return x >= MEASURE / 2;
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        int found = item->kind == ITEM_FRAME ? column_in(item->as.frame, wanted, x + item->x) : -1;
        if (found >= 0)
            return found;
    }
    return -1;
}

static int column_of(const Pages *pages, const Frame *wanted)
{
    for (int p = 0; p < pages->count; p++) {
        int half = column_in(pages->list[p].frame, wanted, 0);
        if (half >= 0)
            return 2 * p + half;
    }
    return -1;
}

static Pages compose(const Galley *galley)
{
    return pages_compose(&setting, galley);
}

static void add_box(Galley *galley, int points)
{
    galley_add(galley, (Strip){.frame = frame_new(arena, MEASURE, LEN_PT(points))});
}

static Text words(const char *text)
{
    Piece *piece = ARENA_NEW(arena, Piece);
    *piece = (Piece){.text = str_of(text), .where = WHERE_NONE, .at = -1};
    return (Text){piece, 1};
}

/* -- ends of paragraphs ---------------------------------------------------------------- */

enum { ORPHAN = 1, WIDOW = 2, HYPHEN = 4 };

/* What is wrong where columns part the paragraph whose lines are strips
 * first..end. */
static int faults_of(const Pages *pages, const Galley *galley, int first, int end_of)
{
    const Style *style = &theme.styles[STYLE_BODY];
    int faults = 0;
    for (int i = first; i + 1 < end_of; i++) {
        const Strip *line = &galley->strips[i];
        int column = column_of(pages, line->frame), next = column_of(pages, line[1].frame);
        assert_true(column >= 0 && next >= column);
        if (column == next)
            continue;
        faults |= i + 1 - first < style->orphans ? ORPHAN : 0;
        faults |= end_of - i - 1 < style->widows ? WIDOW : 0;
        faults |= line->frame->hyphen ? HYPHEN : 0;
    }
    return faults;
}

static const char *repeat(const char *word, const char *between, int count)
{
    const char *text = word;
    for (int i = 1; i < count; i++)
        text = arena_printf(arena, "%s%s%s", text, between, word);
    return text;
}

/* Sets three paragraphs behind a box, on pages or in a flow of two columns,
 * and returns their faults. `loose`: the strips' own words are taken away. */
static int faults_behind(const char *const *texts, int points, bool in_flow, bool loose)
{
    Flow flow = {.galleys = ARENA_NEW(arena, Galley),
                 .columns = 2,
                 .width = (MEASURE - theme.gutter) / 2,
                 .gutter = theme.gutter};
    Galley page, *galley = in_flow ? flow.galleys : &page;
    int ends[4];
    galley_init(&page, arena);
    galley_init(flow.galleys, arena);
    if (points > 0)
        add_box(&page, points);
    ends[0] = galley->count;
    for (int i = 0; i < 3; i++) {
        Paragraph paragraph = paragraph_shape(&setting, STYLE_BODY, words(texts[i]), NODE_ARTIFACT);
        paragraph_hang(&setting, &paragraph, 0, flow.width, false, galley);
        ends[i + 1] = galley->count;
    }
    for (int i = ends[0]; loose && i < galley->count; i++)
        galley->strips[i].keep = false;
    if (in_flow)
        galley_add(&page, (Strip){.flow = &flow});
    Pages pages = compose(&page);
    int faults = 0;
    for (int i = 0; i < 3; i++)
        faults |= faults_of(&pages, galley, ends[i], ends[i + 1]);
    assert_int_equal(diag_count(job.diag), 0);
    return faults;
}

/* The faults of paragraphs of all lengths behind boxes of all heights. */
static int faults_anywhere(const char *word, const char *between, bool loose)
{
    int faults = 0;
    for (int count = 1; count <= 7; count++)
        for (int points = 0; points < 100; points += 10)
            for (int in_flow = 0; in_flow < 2; in_flow++) {
                const char *texts[] = {repeat(word, between, count), repeat(word, between, 4),
                                       repeat(word, between, 9 - count)};
                faults |= faults_behind(texts, points, in_flow, loose);
            }
    return faults;
}

static void paragraphs_are_parted_with_lines_enough(void **state)
{
    (void)state;
    Style *style = &theme.styles[STYLE_BODY];
    for (style->orphans = 1; style->orphans <= 3; style->orphans++)
        for (style->widows = 1; style->widows <= 3; style->widows++) {
            int wanted = (style->orphans > 1 ? ORPHAN : 0) | (style->widows > 1 ? WIDOW : 0);
            assert_int_equal(faults_anywhere("line", "\n", false), 0);
            assert_int_equal(faults_anywhere("line", "\n", true), wanted);
        }
}

/* Settings of 1 do part a paragraph anywhere. */
static void one_line_is_enough_if_the_style_says_so(void **state)
{
    (void)state;
    Style *style = &theme.styles[STYLE_BODY];
    style->orphans = style->widows = 1;
    const char *texts[] = {"a\nb", "c", "d"};
    assert_int_equal(faults_behind(texts, 90, false, false), 0);
    style->orphans = 2;
    assert_int_equal(faults_behind(texts, 90, false, true), ORPHAN);
    style->orphans = 1;
    style->widows = 2;
    assert_int_equal(faults_behind(texts, 90, false, true), WIDOW);
}

static void no_column_ends_with_a_hyphen(void **state)
{
    (void)state;
    Style *style = &theme.styles[STYLE_BODY];
    style->orphans = style->widows = 1;
    const char *word =
        "Donau\u00ADdampf\u00ADschiff\u00ADfahrts\u00ADgesell\u00ADschafts of it all";
    assert_int_equal(faults_anywhere(word, " ", false), 0);
    assert_int_equal(faults_anywhere(word, " ", true), HYPHEN);
}

/* -- what follows headings ------------------------------------------------------------- */

static Entry *make_entries(int count)
{
    Entry *entries = ARENA_ARRAY(arena, Entry, count);
    for (int i = 0; i < count; i++) {
        entries[i].fields[FIELD_LABEL] = words("No.");
        entries[i].fields[FIELD_VALUE] = words("value\nvalue");
        entries[i].fields[FIELD_DATE] = words("2020");
        entries[i].where = WHERE_NONE;
    }
    return entries;
}

/* A block of a kind with a title and enough to go over a page's end. */
static Block make_block(const char *kind)
{
    static const Block TEXT = {.level = 2};
    Block block = {.kind = kind_lookup(str_of(kind)), .level = 2, .where = WHERE_NONE};
    block.title = words("Title");
    block.text = words(repeat("line", "\n", 8));
    block.entries = make_entries(5);
    block.entry_count = 5;
    block.across = 1;
    block.options = ARENA_ARRAY(arena, int32_t, KIND_OPTIONS_MOST);
    for (int i = 0; block.kind->options && block.kind->options[i].name; i++)
        block.options[i] = block.kind->options[i].otherwise;
    block.texts = ARENA_ARRAY(arena, Text, KIND_OPTIONS_MOST);
    block.columns = ARENA_ARRAY(arena, BlockColumn, 2);
    block.column_count = 2;
    for (int i = 0; i < 2; i++)
        block.columns[i] = (BlockColumn){
            .field = i ? FIELD_VALUE : FIELD_LABEL, .cell = -1, .head = words("Head"), .share = 1};
    block.children = ARENA_ARRAY(arena, Block, 2);
    block.child_count = 2;
    for (int i = 0; i < 2; i++) {
        block.children[i] = TEXT;
        block.children[i].kind = kind_lookup(STR("text"));
        block.children[i].text = block.text;
        block.children[i].title = i ? words("Another") : (Text){NULL, 0};
    }
    return block;
}

/* The first `wanted` frames below a strip: its own, or its flow's. */
static int frames_of(const Strip *strip, const Frame **frames, int wanted)
{
    int count = 0;
    if (!strip->flow) {
        frames[count++] = strip->frame;
        return count;
    }
    for (; count < wanted; count++)
        frames[count] = strip->flow->galleys->strips[count].frame;
    return count;
}

/* Is the title parted from the `wanted` lines, rows or boxes behind it,
 * wherever on a page it comes to stand? */
static bool title_is_left(Block block, int wanted, bool loose)
{
    bool left = false;
    for (int points = 1; points < 100; points += 3) {
        Galley galley;
        galley_init(&galley, arena);
        add_box(&galley, points);
        block_layout_alone(&setting, &block, &galley);
        for (int i = 0; loose && i < galley.count; i++)
            galley.strips[i].keep = false;
        Pages pages = compose(&galley);
        int page = column_of(&pages, galley.strips[1].frame) / 2, count = 0;
        const Frame *frames[8];
        for (int i = 2; count < wanted && i < galley.count; i++)
            count += frames_of(&galley.strips[i], frames + count, wanted - count);
        assert_int_equal(count, wanted);
        for (int i = 0; i < count; i++)
            left |= column_of(&pages, frames[i]) / 2 != page;
    }
    assert_int_equal(diag_count(job.diag), 0);
    return left;
}

static void titles_stay_with_what_follows(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        int across;
        int wanted; /* lines, or a table's head and its first row */
    } CASES[] = {{"text", 1, 2},     {"table", 1, 2}, {"list", 1, 2},    {"list", 2, 2},
                 {"timeline", 1, 2}, {"tiles", 1, 1}, {"columns", 1, 2}, {"sources", 2, 2}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Block block = make_block(CASES[i].kind);
        block.across = CASES[i].across;
        assert_false(title_is_left(block, CASES[i].wanted, false));
        assert_true(title_is_left(block, CASES[i].wanted, true));
    }
}

/* A long item's body may be parted; what its note stays with are the last
 * lines. */
static void notes_stay_with_the_end_of_their_item(void **state)
{
    (void)state;
    Block block = make_block("list");
    block.title.count = 0;
    block.entry_count = 1;
    block.entries[0].fields[FIELD_VALUE] = words(repeat("line", "\n", 14));
    block.entries[0].fields[FIELD_NOTE] = words("note");
    Galley galley;
    galley_init(&galley, arena);
    block_layout_alone(&setting, &block, &galley);
    assert_int_equal(galley.count, 15);
    for (int i = 0; i < 15; i++)
        assert_int_equal(galley.strips[i].keep, i == 0 || i == 12 || i == 13);
}

/* Tiles of a row and a box are one strip each. */
static void boxes_are_never_parted(void **state)
{
    (void)state;
    static const char *const KINDS_OF[] = {"tiles", "callout"};
    for (int k = 0; k < 2; k++) {
        Block block = make_block(KINDS_OF[k]);
        block.title.count = 0;
        block.entry_count = 4;
        block.text = words("line\nline");
        Galley galley;
        galley_init(&galley, arena);
        add_box(&galley, 60);
        block_layout_alone(&setting, &block, &galley);
        assert_int_equal(galley.count, 2);
        Pages pages = compose(&galley);
        assert_int_equal(column_of(&pages, galley.strips[1].frame), 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(paragraphs_are_parted_with_lines_enough),
        TEST(one_line_is_enough_if_the_style_says_so),
        TEST(no_column_ends_with_a_hyphen),
        TEST(titles_stay_with_what_follows),
        TEST(notes_stay_with_the_end_of_their_item),
        TEST(boxes_are_never_parted),
    };
    return cmocka_run_group_tests(tests, open_faces, unit_close);
}
