/* What is said of documents that those who do not see the page cannot read.
 * Each fault is planted in a document of a few nodes, and stands beside its
 * mended form, of which nothing is said. */
#include <string.h>

#include "layout/readable.h"

#define START start
#include "unit.h"

static Structure structure;
static Frame *page;

static int start(void **state)
{
    unit_start(state);
    structure_init(&structure, arena, LANG_EN);
    page = frame_new(arena, LEN_PT(100), LEN_PT(100));
    return 0;
}

/* A node whose value has the ordinal of its id. */
static NodeId add(NodeId parent, Role role)
{
    return structure_add(&structure, parent, role, structure.count);
}

static NodeId say(NodeId node, const char *words)
{
    Run *run = ARENA_NEW(arena, Run);
    RunGlyph *glyph = ARENA_NEW(arena, RunGlyph);
    *glyph = (RunGlyph){.text_length = (uint32_t)strlen(words)};
    *run = (Run){.text = words, .glyphs = glyph, .count = 1};
    frame_add_run(arena, page, 0, 0, run, node, WHERE_NONE);
    return node;
}

/* "E701@3 E702@4": codes and places of all that is reported. */
static const char *told(void)
{
    const Frame *pages[] = {page};
    Document document = {.structure = &structure, .pages = pages, .page_count = 1};
    readable_check(&job, &document);
    const char *all = "";
    for (int i = 0; i < diag_count(job.diag); i++) {
        const Report *report = diag_at(job.diag, i);
        all = arena_printf(arena, "%s%s%s@%d", all, *all ? " " : "", code_name(report->code),
                           report->where);
    }
    return all;
}

static void levels_follow_one_another(void **state)
{
    (void)state;
    static const Role ROLES[] = {ROLE_H1, ROLE_H2, ROLE_H3, ROLE_H2, ROLE_H1, ROLE_H2};
    for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++)
        say(add(NODE_DOCUMENT, ROLES[i]), "heading");
    assert_string_equal(told(), "");
}

static void a_skipped_level_is_told(void **state)
{
    (void)state;
    say(add(NODE_DOCUMENT, ROLE_H1), "heading");
    say(add(NODE_DOCUMENT, ROLE_H3), "heading"); /* 3 */
    say(add(NODE_DOCUMENT, ROLE_H2), "heading");
    assert_string_equal(told(), "E701@3");
}

/* A heading without words is not in the product. */
static void the_first_heading_is_of_level_one(void **state)
{
    (void)state;
    add(NODE_DOCUMENT, ROLE_H1);
    say(add(NODE_DOCUMENT, ROLE_P), "words");
    say(add(NODE_DOCUMENT, ROLE_H2), "heading"); /* 4 */
    assert_string_equal(told(), "E701@4");
}

/* A table of one head row and one body row; each cell's words, NULL: none. */
static void add_table(HeaderScope first, const char *const words[4])
{
    NodeId table = add(NODE_DOCUMENT, ROLE_TABLE);
    NodeId parts[] = {add(table, ROLE_THEAD), add(table, ROLE_TBODY)};
    for (int i = 0; i < 4; i++) {
        NodeId row =
            i % 2 ? structure.nodes[structure.count - 1].parent : add(parts[i / 2], ROLE_TR);
        NodeId cell = add(row, i < 2 || (i == 2 && first) ? ROLE_TH : ROLE_TD);
        if (i < 3)
            structure.nodes[cell].scope = i < 2 ? SCOPE_COLUMN : first & 3U;
        if (words[i])
            say(cell, words[i]);
    }
}

static void tables_need_heads(void **state)
{
    (void)state;
    add_table(SCOPE_ROW, (const char *const[]){NULL, "value", "area", "36.9"});
    assert_string_equal(told(), "");
    NodeId table = structure.count;
    add_table(SCOPE_ROW, (const char *const[]){NULL, " ", "area", "36.9"});
    assert_string_equal(told(), arena_printf(arena, "E702@%d", table));
}

static void heads_of_rows_will_do(void **state)
{
    (void)state;
    NodeId table = add(NODE_DOCUMENT, ROLE_TABLE);
    NodeId row = add(add(table, ROLE_TBODY), ROLE_TR);
    NodeId head = say(add(row, ROLE_TH), "area");
    structure.nodes[head].scope = SCOPE_ROW;
    say(add(row, ROLE_TD), "36.9");
    assert_string_equal(told(), "");
    structure.nodes[head].role = ROLE_TD;
    assert_string_equal(told(), arena_printf(arena, "E702@%d", table));
}

static void links_need_words(void **state)
{
    (void)state;
    NodeId node = say(add(NODE_DOCUMENT, ROLE_LINK), "x");
    Span span = {.node = node, .uri = "https://a.example", .about = "a shop", .where = 7};
    frame_add_link(arena, page, 0, LEN_PT(9), &span);
    assert_string_equal(told(), "");
    span.about = "\xE3\x80\x80";
    frame_add_link(arena, page, 0, LEN_PT(9), &span);
    assert_string_equal(told(), "E703@7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(levels_follow_one_another),
        TEST(a_skipped_level_is_told),
        TEST(the_first_heading_is_of_level_one),
        TEST(tables_need_heads),
        TEST(heads_of_rows_will_do),
        TEST(links_need_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
