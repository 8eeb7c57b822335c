/* The parts of the PDF stage that need no font: each writes into a Buf, and
 * the bytes are compared. Whole files are the golden tests' matter. */
#include <hb.h>
#include <string.h>

#include "pdf/font.h"
#include "pdf/meta.h"
#include "pdf/show.h"
#include "pdf/slice.h"
#include "pdf/syntax.h"
#include "pdf/tags.h"
#include "pdf/tounicode.h"
#include "text/cff.h"
#include "text/cffread.h"

#define START start
#include "unit.h"

static Buf buf;

static int start(void **state)
{
    unit_start(state);
    buf_init(&buf, arena);
    return 0;
}

/* What was written since the last call. */
static const char *written(void)
{
    const char *text = arena_copy(arena, buf.data, buf.length);
    buf.length = 0;
    return text;
}

static void names_and_strings_are_escaped(void **state)
{
    (void)state;
    syntax_name(&buf, "Noto Sans#(x)/\xC3\xA4");
    assert_string_equal(written(), "/Noto#20Sans#23#28x#29#2F#C3#A4");
    syntax_text(&buf, STR("a (b) \\c"));
    assert_string_equal(written(), "(a \\(b\\) \\\\c)");
    syntax_text(&buf, STR(""));
    assert_string_equal(written(), "()");
    syntax_text(&buf, STR("\xE4\xB8\xAD\xF0\xA0\xAE\xB7")); /* U+4E2D U+20BB7 */
    assert_string_equal(written(), "<FEFF4E2DD842DFB7>");
    syntax_text(&buf, STR("a\nb")); /* a line feed is not safe in a literal */
    assert_string_equal(written(), "<FEFF0061000A0062>");
    syntax_text_wide(&buf, STR("a"));
    assert_string_equal(written(), "<FEFF0061>");
    syntax_bytes(&buf, STR("\r\\"));
    assert_string_equal(written(), "(\\r\\\\)");
    syntax_code(&buf, 0x2841);
    syntax_code(&buf, 0x0D29);
    syntax_code(&buf, 0x5C0A);
    assert_string_equal(written(), "\\(A\\r\\)\\\\\\n");
    syntax_reference(&buf, 12);
    assert_string_equal(written(), "12 0 R");
}

static void uris_become_ascii(void **state)
{
    (void)state;
    syntax_uri(&buf, STR("https://a.org/(x)?q=\xE4\xB8\xAD b%20c\\<"));
    assert_string_equal(written(), "(https://a.org/\\(x\\)?q=%E4%B8%AD%20b%20c%5C%3C)");
}

static void xml_is_escaped(void **state)
{
    (void)state;
    syntax_xml(&buf, STR("a<b>&\"c\"\x01\t\xE4\xB8\xAD"));
    assert_string_equal(written(), "a&lt;b&gt;&amp;&quot;c&quot; \t\xE4\xB8\xAD");
}

static void adjustments_are_rounded(void **state)
{
    (void)state;
    assert_int_equal(show_adjustment(0, 0, 10000), 0);
    assert_int_equal(show_adjustment(10000000, 10000, 10000), 0);
    /* 0.1 pt back at 10 pt is 10/1000 em; half a unit is rounded away. */
    assert_int_equal(show_adjustment(10100000, 10000, 10000), 10);
    assert_int_equal(show_adjustment(9900000, 10000, 10000), -10);
    assert_int_equal(show_adjustment(10005000, 10000, 10000), 1);
    assert_int_equal(show_adjustment(10004999, 10000, 10000), 0);
    assert_int_equal(show_adjustment(9995000, 10000, 10000), -1);
}

/* A face of four glyphs: 1 "a" 500 wide, 2 "b" 500 wide, 3 a space 250 wide,
 * codes 0x10 more. */
static const Face *small_face(FontUse *use)
{
    static const char *const texts[] = {"", "a", "b", " "};
    Face *face = ARENA_NEW(arena, Face);
    *face = (Face){.units_per_em = 1000, .glyph_count = 4};
    *use = (FontUse){.face = face, .has_space = true, .space = 3, .count = 4};
    use->slots = ARENA_ARRAY(arena, uint16_t, 4);
    use->glyphs = ARENA_ARRAY(arena, GlyphUse, 4);
    for (uint32_t i = 0; i < 4; i++) {
        use->slots[i] = (uint16_t)(i + 1);
        use->glyphs[i] = (GlyphUse){.glyph = i, .code = 0x4130 + i, .width = i == 3 ? 250 : 500};
        use->glyphs[i].text = str_of(texts[i]);
    }
    return face;
}

static void show_run(const FontUse *use, const Run *run, Len *rise)
{
    Show show = {.buf = &buf, .use = use, .run = run, .rise = rise};
    show_glyphs(&show, 0, run->count);
    show_pause(&show);
}

static void runs_become_arrays(void **state)
{
    (void)state;
    FontUse use;
    RunGlyph glyphs[] = {{.glyph = 1, .x = 0, .text_offset = 0, .text_length = 1},
                         {.glyph = 3, .x = 5000, .text_offset = 1, .text_length = 1},
                         {.glyph = 2, .x = 7600, .text_offset = 2, .text_length = 1}};
    Run run = {
        .face = small_face(&use), .size = 10000, .text = "a b", .glyphs = glyphs, .count = 3};
    Len rise = 0;
    show_run(&use, &run, &rise);
    assert_string_equal(written(), "[(A1A3)-10(A2)]TJ\n");
    glyphs[0].x = 20;
    glyphs[1].y = 3500;
    show_run(&use, &run, &rise);
    assert_string_equal(written(), "[-2(A1)]TJ\n3.5 Ts\n[2(A3)]TJ\n0 Ts\n[-10(A2)]TJ\n");
    assert_int_equal(rise, 0);
}

/* Glyphs 0.004 pt too wide each: no single one deserves an adjustment, and
 * none is more than half a unit off. */
static void rounding_never_adds_up(void **state)
{
    (void)state;
    enum { COUNT = 50 };
    FontUse use;
    RunGlyph glyphs[COUNT];
    char text[COUNT];
    memset(text, 'a', sizeof text);
    for (uint32_t i = 0; i < COUNT; i++)
        glyphs[i] = (RunGlyph){.glyph = 1, .x = (Len)i * 5004, .text_offset = i, .text_length = 1};
    Run run = {
        .face = small_face(&use), .size = 10000, .text = text, .glyphs = glyphs, .count = COUNT};
    Len rise = 0;
    show_run(&use, &run, &rise);
    int adjustments = 0;
    for (const char *at = written(); (at = strstr(at, ")-")); at++, adjustments++)
        assert_memory_equal(at, ")-1(", 4);
    assert_int_equal(adjustments, 20); /* 49 * 0.4 units */
}

static void odd_clusters_carry_their_text(void **state)
{
    (void)state;
    FontUse use;
    /* "a" and "b" for one character, a space for a soft hyphen, one for U+A0,
     * "b" for another character, and "b" for nothing at all. */
    RunGlyph glyphs[] = {{.glyph = 1, .x = 0, .text_offset = 0, .text_length = 2},
                         {.glyph = 2, .x = 5000, .text_offset = 0, .text_length = 0},
                         {.glyph = 3, .x = 10000, .text_offset = 2, .text_length = 2},
                         {.glyph = 3, .x = 10000, .text_offset = 4, .text_length = 2},
                         {.glyph = 2, .x = 12500, .text_offset = 6, .text_length = 1},
                         {.glyph = 1, .x = 17500, .text_offset = 7, .text_length = 1}};
    Run run = {.face = small_face(&use),
               .size = 10000,
               .text = "\xC3\xA4\xC2\xAD\xC2\xA0xa",
               .glyphs = glyphs,
               .count = 6};
    assert_true(str_is(use_word(&use, &run, 0, 2), "\xC3\xA4"));
    assert_true(use_is_blank(&use, &run, 2));
    assert_null(use_word(&use, &run, 3, 4).data);
    assert_true(str_is(use_word(&use, &run, 4, 5), "x"));
    assert_null(use_word(&use, &run, 5, 6).data);
    run.glyphs = &(RunGlyph){.glyph = 2};
    run.count = 1;
    Str nothing = use_word(&use, &run, 0, 1);
    assert_non_null(nothing.data);
    assert_int_equal(nothing.length, 0);
}

/* Every code that is shown needs some entry of ToUnicode; the commonest text counts. */
static void glyphs_of_larger_clusters_share_out_its_characters(void **state)
{
    (void)state;
    Face face = {.units_per_em = 1000, .glyph_count = 6, .hb_font = hb_font_get_empty()};
    static const char LONG[] = "a ligature of a whole sentence: four bytes more";
    RunGlyph glyphs[] = {{.glyph = 1, .text_offset = 0, .text_length = 2},
                         {.glyph = 2, .text_offset = 0, .text_length = 0},
                         {.glyph = 3, .text_offset = 2, .text_length = 2},
                         {.glyph = 4, .text_offset = 2, .text_length = 0},
                         {.glyph = 2, .text_offset = 4, .text_length = 1}};
    RunGlyph whole = {.glyph = 5, .text_length = sizeof LONG - 1};
    Run run = {.face = &face, .size = 10000, .text = "fi\xC3\xA4x", .glyphs = glyphs, .count = 5};
    Run other = {.face = &face, .size = 10000, .text = LONG, .glyphs = &whole, .count = 1};
    Run empty = {.face = &face, .size = 10000, .text = ""};
    Frame *page = frame_new(arena, 100000, 100000);
    frame_add_run(arena, page, 0, 0, &run, NODE_DOCUMENT, WHERE_NONE);
    frame_add_run(arena, page, 0, 0, &other, NODE_DOCUMENT, WHERE_NONE);
    frame_add_run(arena, page, 0, 0, &empty, NODE_DOCUMENT, WHERE_NONE);
    const Frame *const pages[] = {page};
    Uses uses;
    uses_gather(&uses, arena, &(Document){.pages = pages, .page_count = 1});
    const FontUse *use = uses_lookup(&uses, &face);
    assert_int_equal(use->count, 5);
    assert_true(str_is(use_glyph(use, 1)->text, "f"));
    assert_true(str_is(use_glyph(use, 2)->text, "x")); /* seen, where "i" is only guessed */
    assert_true(str_is(use_glyph(use, 3)->text, "\xC3\xA4"));
    assert_null(use_glyph(use, 4)->text.data);
    assert_null(use_glyph(use, 5)->text.data);
    assert_true(str_is(use_word(use, &run, 0, 2), "fi"));
    assert_true(str_is(use_word(use, &other, 0, 1), LONG));
}

/* "a" and "b" with a gap between them are one word, not two. */
static void words_may_stand_apart(void **state)
{
    (void)state;
    FontUse use;
    RunGlyph glyphs[] = {
        {.glyph = 1, .x = 0, .text_length = 1, .word_length = 2},
        {.glyph = 2, .x = 7500, .text_offset = 1, .text_length = 1, .word_end = true}};
    Run run = {.face = small_face(&use), .size = 10000, .text = "ab", .glyphs = glyphs, .count = 2};
    assert_true(str_is(use_word(&use, &run, 0, 1), "ab"));
    assert_null(use_word(&use, &run, 1, 2).data);
}

static const GlyphUse *const *point_to(const GlyphUse *glyphs, int count)
{
    const GlyphUse **list = ARENA_ARRAY(arena, const GlyphUse *, count);
    for (int i = 0; i < count; i++)
        list[i] = &glyphs[i];
    return list;
}

static void tounicode_finds_ranges(void **state)
{
    (void)state;
    GlyphUse glyphs[] = {
        {.code = 1, .text = STR("a")},
        {.code = 2, .text = STR("b")},
        {.code = 3, .text = STR("d")},
        {.code = 4, .text = STR("ffi")},
        {.code = 5, .text = {NULL, 0}},
        {.code = 0xFF, .text = STR("x")},
        {.code = 0x100, .text = STR("y")}, /* another high byte: another range */
        {.code = 0x200, .text = STR("\xC3\xBF")},
        {.code = 0x201, .text = STR("\xC4\x80")}, /* a list may leave the low byte */
        {.code = 0x300, .text = STR("\xF0\xA0\xAE\xB7")},
        {.code = 0x301, .text = STR("\xF0\xA0\xAE\xB8")},
    };
    tounicode_write(&buf, point_to(glyphs, 11), 11);
    const char *map = written();
    assert_non_null(strstr(map, "5 beginbfrange\n"
                                "<0001><0005>[<0061><0062><0064><006600660069><FFFD>]\n"
                                "<00FF><00FF>[<0078>]\n<0100><0100>[<0079>]\n"
                                "<0200><0201>[<00FF><0100>]\n"
                                "<0300><0301>[<D842DFB7><D842DFB8>]\nendbfrange\n"));
}

static void tounicode_blocks_hold_a_hundred(void **state)
{
    (void)state;
    enum { COUNT = 250 };
    GlyphUse glyphs[COUNT];
    for (uint32_t i = 0; i < COUNT; i++)
        glyphs[i] = (GlyphUse){.code = 2 * i, .text = STR("z")};
    tounicode_write(&buf, point_to(glyphs, COUNT), COUNT);
    const char *map = written();
    const char *first = strstr(map, "100 beginbfrange\n<0000>");
    assert_non_null(first);
    assert_non_null(strstr(first, "endbfrange\n100 beginbfrange\n<00C8>"));
    assert_non_null(strstr(first, "endbfrange\n50 beginbfrange\n<0190>"));
}

static void widths_are_compact(void **state)
{
    (void)state;
    GlyphUse glyphs[] = {
        {.code = 1, .width = 250},   {.code = 2, .width = 300}, {.code = 3, .width = 1000},
        {.code = 5, .width = 500},   {.code = 6, .width = 500}, {.code = 7, .width = 500},
        {.code = 8, .width = 500},   {.code = 9, .width = 400}, {.code = 10, .width = 400},
        {.code = 20, .width = 1000}, {.code = 30, .width = 600}};
    font_write_widths(&buf, point_to(glyphs, 11), 11, 1000);
    assert_string_equal(written(), "1[250 300]5 8 500 9[400 400]30[600]");
    assert_int_equal(font_common_width(point_to(glyphs, 11), 11), 500);
    font_write_widths(&buf, point_to(glyphs, 11), 0, 1000);
    assert_string_equal(written(), "");
    assert_int_equal(font_common_width(NULL, 0), 1000);
}

static void subset_tags_follow_the_glyphs(void **state)
{
    (void)state;
    GlyphUse glyphs[] = {{.glyph = 1}, {.glyph = 0x4321}};
    char one[8], two[8], again[8];
    font_subset_tag(point_to(glyphs, 1), 1, one);
    font_subset_tag(point_to(glyphs, 2), 2, two);
    font_subset_tag(point_to(glyphs, 2), 2, again);
    assert_string_equal(two, again);
    assert_string_not_equal(one, two);
    assert_int_equal(strlen(one), 7);
    for (int i = 0; i < 6; i++)
        assert_in_range(one[i], 'A', 'Z');
    assert_int_equal(one[6], '+');
}

static void character_collections_are_read(void **state)
{
    (void)state;
    /* Header, names "x", Top DICT "391 392 7 ROS", strings "Adobe" "Japan1". */
    static const char cff[] = "\x01\x00\x04\x01"
                              "\x00\x01\x01\x01\x02x"
                              "\x00\x01\x01\x01\x08\xF8\x1B\xF8\x1C\x92\x0C\x1E"
                              "\x00\x02\x01\x01\x06\x0C"
                              "AdobeJapan1";
    Ros ros;
    assert_int_equal(cff_ros((Str){cff, sizeof cff - 1}, &ros), ROS_FOUND);
    assert_true(str_is(ros.registry, "Adobe"));
    assert_true(str_is(ros.ordering, "Japan1"));
    assert_int_equal(ros.supplement, 7);
    for (size_t length = 0; length < sizeof cff - 1; length++) /* cut anywhere */
        assert_int_equal(cff_ros((Str){cff, length}, &ros), ROS_BROKEN);
    static const char by_name[] = "\x01\x00\x04\x01\x00\x01\x01\x01\x02x"
                                  "\x00\x01\x01\x01\x03\x8B\x0F\x00\x00\x00\x00";
    assert_int_equal(cff_ros((Str){by_name, sizeof by_name - 1}, &ros), ROS_NONE);
}

/* -- slices -- */

static Str cff_of(const char *path)
{
    hb_blob_t *blob = hb_blob_create_from_file(path);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_blob_t *table = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    unsigned length;
    const char *data = hb_blob_get_data(table, &length);
    Str cff = {arena_copy(arena, data, length), length};
    hb_blob_destroy(table);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return cff;
}

static CffIndex outlines_of(Str cff)
{
    CffHead head;
    CffEntry entry;
    assert_true(cff_head(cff, &head));
    CffCursor c = {head.top, 0, false}, at = {cff, 0, false};
    while (cff_entry(&c, &entry))
        if (entry.operator== CFF_CHAR_STRINGS)
            at.at = (size_t)entry.operands[0];
    return cff_index(&at);
}

static const uint32_t SLICED[] = {0, 1, 34, 35, 36, 700, 701, 1300};
#define SLICED_COUNT ((int)(sizeof SLICED / sizeof *SLICED))

static Str slice(Str cff)
{
    uint16_t cids[SLICED_COUNT];
    for (int i = 0; i < SLICED_COUNT; i++)
        cids[i] = (uint16_t)SLICED[i];
    return slice_font(arena, cff, SLICED, cids, SLICED_COUNT);
}

static void slices_hold_the_outlines_and_cids(void **state)
{
    (void)state;
    Str whole = cff_of("fonts/NotoSansCJK-Regular.otf"), part = slice(whole);
    assert_in_range(part.length, 400, 4000);
    CffIndex from = outlines_of(whole), to = outlines_of(part);
    assert_int_equal(to.count, SLICED_COUNT);
    for (uint32_t i = 0; i < to.count; i++)
        assert_true(str_equal(cff_element(&from, SLICED[i]), cff_element(&to, i)));
    assert_null(cff_element(&to, to.count).data);
    const uint16_t *cids = cff_cids(arena, part, SLICED_COUNT);
    for (int i = 0; i < SLICED_COUNT; i++)
        assert_int_equal(cids[i], SLICED[i]);
    Ros ros;
    assert_int_equal(cff_ros(part, &ros), ROS_FOUND);
    assert_true(str_is(ros.registry, "Adobe"));
    Str again = slice(whole);
    assert_true(str_equal(part, again));
}

/* Cut anywhere, or with any byte of what stands before the outlines turned over. */
static void broken_fonts_are_not_sliced_or_in_bounds(void **state)
{
    (void)state;
    Str whole = cff_of("fonts/NotoSansCJK-Regular.otf");
    for (size_t length = 0; length < 600; length++)
        assert_int_equal(slice((Str){arena_copy(arena, whole.data, length), length}).length, 0);
    char *turned = arena_copy(arena, whole.data, whole.length);
    for (size_t at = 0; at < 600; at++) {
        turned[at] ^= (char)0xFF;
        slice((Str){turned, whole.length});
        turned[at] ^= (char)0xFF;
    }
}

static void dates_are_read_strictly(void **state)
{
    (void)state;
    MetaDate date;
    assert_true(meta_read_date("2020-11-20", &date));
    assert_string_equal(date.time, "00:00:00");
    assert_true(meta_read_date("2020-11-20T12:34:56Z", &date));
    assert_string_equal(date.year, "2020");
    assert_string_equal(date.month, "11");
    assert_string_equal(date.day, "20");
    assert_string_equal(date.time, "12:34:56");
    static const char *const wrong[] = {"",           "2020",        "2020-11-2",
                                        "2020-11-2x", "2020-11-20T", "2020-11-20T12:34:56",
                                        "2020/11/20", "2020-11-20 ", "2020-11-20T12:34:56Z "};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(meta_read_date(wrong[i], &date));
}

static void xmp_holds_what_is_known(void **state)
{
    (void)state;
    Structure structure;
    structure_init(&structure, arena, LANG_DE);
    Document document = {.lang = LANG_DE, .title = "A & B", .structure = &structure};
    meta_write_xmp(&buf, &document, NULL);
    const char *xmp = written();
    assert_non_null(strstr(xmp, "<rdf:li xml:lang=\"x-default\">A &amp; B</rdf:li>"
                                "<rdf:li xml:lang=\"de\">A &amp; B</rdf:li>"));
    assert_non_null(strstr(xmp, "<dc:language><rdf:Bag><rdf:li>de</rdf:li>"));
    assert_null(strstr(xmp, "dc:creator"));
    assert_null(strstr(xmp, "CreateDate"));
}

/* A tree of a table row, with objects numbered as the nodes. */
typedef struct {
    Structure structure;
    Document document;
    Writer writer;
    Tags tags;
    Object *pages[2];
} Tree;

static void start_tree(Tree *tree)
{
    structure_init(&tree->structure, arena, LANG_EN);
    tree->document = (Document){.structure = &tree->structure, .page_count = 2};
    tree->writer = (Writer){.arena = arena};
    for (uint32_t i = 0; i < 2; i++) {
        tree->pages[i] = ARENA_NEW(arena, Object);
        tree->pages[i]->id = 90 + i;
    }
}

static void settle_tree(Tree *tree)
{
    tags_settle(&tree->tags);
    for (NodeId id = 1; id < tree->structure.count; id++)
        tree->tags.nodes[id].object = (uint32_t)id & 0xFF;
}

static const char *kids(Tree *tree, NodeId node, int page)
{
    tags_write_kids(&buf, &tree->tags, node, page);
    return written();
}

static void kids_keep_reading_order(void **state)
{
    (void)state;
    Tree tree;
    start_tree(&tree);
    NodeId row = structure_add(&tree.structure, NODE_DOCUMENT, ROLE_TR, WHERE_NONE);
    NodeId a = structure_add(&tree.structure, row, ROLE_TD, WHERE_NONE);
    structure_add(&tree.structure, row, ROLE_TD, WHERE_NONE); /* an empty cell */
    NodeId c = structure_add(&tree.structure, row, ROLE_TD, WHERE_NONE);
    NodeId d = structure_add(&tree.structure, row, ROLE_TD, WHERE_NONE);
    structure_add(&tree.structure, NODE_DOCUMENT, ROLE_P, WHERE_NONE); /* without content */
    tags_init(&tree.tags, &tree.writer, &tree.document, tree.pages);
    assert_int_equal(tags_mark(&tree.tags, a, 0, 0), 0);
    assert_int_equal(tags_mark(&tree.tags, d, 0, 0), 1);
    assert_int_equal(tags_mark(&tree.tags, a, 1, 0), 0);
    assert_int_equal(tags_mark(&tree.tags, c, 1, 0), 1); /* begins on the next page */
    settle_tree(&tree);
    assert_string_equal(kids(&tree, NODE_DOCUMENT, -1), "/K 2 0 R");
    assert_string_equal(kids(&tree, row, -1), "/K[3 0 R 4 0 R 5 0 R 6 0 R]");
    assert_string_equal(kids(&tree, a, 0), "/K[0 <</Type/MCR/Pg 91 0 R/MCID 0>>]");
    assert_string_equal(kids(&tree, a + 1, -1), "");
    assert_string_equal(kids(&tree, c, 1), "/K 1");
    assert_int_equal(tags_first_seen(&tree.tags, row)->node, a);
    assert_null(tags_first_seen(&tree.tags, a + 1));
}

static void content_stands_between_children(void **state)
{
    (void)state;
    Tree tree;
    start_tree(&tree);
    NodeId p = structure_add(&tree.structure, NODE_DOCUMENT, ROLE_P, WHERE_NONE);
    NodeId link = structure_add(&tree.structure, p, ROLE_LINK, WHERE_NONE);
    NodeId head = structure_add(&tree.structure, NODE_ARTIFACT, ROLE_P, WHERE_NONE);
    tags_init(&tree.tags, &tree.writer, &tree.document, tree.pages);
    assert_int_equal(tags_resolve(&tree.tags, head), NODE_ARTIFACT);
    tags_mark(&tree.tags, p, 0, 0);
    tags_mark(&tree.tags, link, 0, 0);
    assert_int_equal(tags_mark_annotation(&tree.tags, link, 0, 0, 70), 2);
    tags_mark(&tree.tags, p, 0, 0);
    settle_tree(&tree);
    assert_string_equal(kids(&tree, p, 0), "/K[0 3 0 R 2]");
    assert_string_equal(kids(&tree, link, 0), "/K[1 <</Type/OBJR/Obj 70 0 R>>]");
    assert_string_equal(kids(&tree, link, 1),
                        "/K[<</Type/MCR/Pg 90 0 R/MCID 1>> <</Type/OBJR/Pg 90 0 R/Obj 70 0 R>>]");
}

static void files_depend_on_the_document_alone(void **state)
{
    (void)state;
    Structure structure;
    structure_init(&structure, arena, LANG_EN);
    const Frame page = {.width = 595276, .height = 841890};
    const Frame *const pages[] = {&page};
    Document document = {.lang = LANG_EN,
                         .title = "Empty",
                         .date = "2020-11-20",
                         .structure = &structure,
                         .pages = pages,
                         .page_count = 1};
    PdfBytes one, two;
    const char *why = NULL;
    assert_true(pdf_write(&job, &document, &one, &why));
    assert_true(pdf_write(&job, &document, &two, &why));
    assert_int_equal(one.length, two.length);
    assert_memory_equal(one.data, two.data, one.length);
    assert_memory_equal(one.data, "%PDF-1.7\n", 9);
    assert_memory_equal(one.data + one.length - 6, "%%EOF\n", 6);
    document.date = "yesterday";
    assert_false(pdf_write(&job, &document, &one, &why));
    assert_string_equal(why, "the document's date is not a date");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_and_strings_are_escaped),
        TEST(uris_become_ascii),
        TEST(xml_is_escaped),
        TEST(adjustments_are_rounded),
        TEST(runs_become_arrays),
        TEST(rounding_never_adds_up),
        TEST(odd_clusters_carry_their_text),
        TEST(glyphs_of_larger_clusters_share_out_its_characters),
        TEST(words_may_stand_apart),
        TEST(tounicode_finds_ranges),
        TEST(tounicode_blocks_hold_a_hundred),
        TEST(widths_are_compact),
        TEST(subset_tags_follow_the_glyphs),
        TEST(character_collections_are_read),
        TEST(slices_hold_the_outlines_and_cids),
        TEST(broken_fonts_are_not_sliced_or_in_bounds),
        TEST(dates_are_read_strictly),
        TEST(xmp_holds_what_is_known),
        TEST(kids_keep_reading_order),
        TEST(content_stands_between_children),
        TEST(files_depend_on_the_document_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
