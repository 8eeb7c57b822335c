/* layout: floats, and pages of which the first is another. Frames are made by
 * hand here: neither faces nor words are needed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/flow.h"
#include "layout/page.h"

static Arena *arena;
static Job job;
static Theme theme;
static Structure structure;
static Setting setting;
static Galley galley;

#define PAGE_DEPTH LEN_PT(100)
#define TOP        LEN_PT(10)
#define LEFT       LEN_PT(10)
#define SPACE      12 /* that a float keeps from type, points (galley.c) */

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    job = (Job){arena, diag_new(arena)};
    theme = (Theme){.colours[COLOUR_PAPER] = 0xFFFFFF,
                    .page_width = LEN_PT(220),
                    .page_height = LEN_PT(130),
                    .margin_top = TOP,
                    .margin_bottom = LEN_PT(20),
                    .margin_left = LEFT,
                    .margin_right = LEN_PT(10),
                    .columns = 1,
                    .first = {TOP, LEN_PT(10), LEN_PT(20), LEFT, 1},
                    .gutter = LEN_PT(10)};
    structure_init(&structure, arena, LANG_EN);
    setting = (Setting){.job = &job,
                        .theme = &theme,
                        .lang = LANG_EN,
                        .structure = &structure,
                        .parent = NODE_DOCUMENT,
                        .measure = LEN_PT(200),
                        .page_depth = PAGE_DEPTH};
    galley_init(&galley, arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static Strip *hang_in(Galley *into, int points)
{
    galley_add(into, (Strip){.frame = frame_new(arena, LEN_PT(80), LEN_PT(points)),
                             .block = into->count + 1,
                             .where = into->count});
    return &into->strips[into->count - 1];
}

static Strip *hang(int points)
{
    return hang_in(&galley, points);
}

/* A float of one box; returns its frame. */
static const Frame *hang_float(Galley *into, int points, bool bottom)
{
    Galley inner;
    galley_init(&inner, arena);
    hang_in(&inner, points);
    galley_add_float(into, &inner, LEN_PT(200), bottom, into->count);
    into->strips[into->count - 1].block = into->count;
    return into->strips[into->count - 1].floating->frame;
}

typedef struct {
    int count; /* how often it stands on pages */
    int page;
    Len x, y;
} Standing;

static void look_for(const Frame *frame, const Frame *wanted, int page, Len x, Len y,
                     Standing *place)
{
    if (frame == wanted) {
        place->count++;
        place->page = page;
        place->x = x;
        place->y = y;
    }
    for (int i = 0; i < frame->count; i++)
        if (frame->items[i].kind == ITEM_FRAME)
            look_for(frame->items[i].as.frame, wanted, page, x + frame->items[i].x,
                     y + frame->items[i].y, place);
}

static Standing place_of(const Pages *pages, const Frame *wanted)
{
    Standing place = {.page = -1};
    for (int p = 0; p < pages->count; p++)
        look_for(pages->list[p].frame, wanted, p, 0, 0, &place);
    return place;
}

/* It stands once, on that page, so far below the head of the text area. */
#define assert_place(pages, frame, on, points)                                                     \
    do {                                                                                           \
        Standing place_ = place_of(&(pages), frame);                                               \
        assert_int_equal(place_.count, 1);                                                         \
        assert_int_equal(place_.page, on);                                                         \
        assert_int_equal(place_.y, TOP + LEN_PT(points));                                          \
    } while (0)

/* -- where floats go ----------------------------------------------------------------- */

static void a_float_goes_to_the_top_of_its_page(void **state)
{
    (void)state;
    const Frame *above = hang(30)->frame;
    const Frame *one = hang_float(&galley, 20, false);
    const Frame *below = hang(30)->frame;
    Pages pages = pages_compose(&setting, &galley);
    assert_int_equal(pages.count, 1);
    assert_place(pages, one, 0, 0);
    assert_place(pages, above, 0, 20 + SPACE);
    assert_place(pages, below, 0, 50 + SPACE);
    assert_int_equal(pages.list[0].used, LEN_PT(80 + SPACE));
}

static void a_float_goes_to_the_bottom_of_its_page(void **state)
{
    (void)state;
    const Frame *above = hang(30)->frame;
    const Frame *one = hang_float(&galley, 20, true), *two = hang_float(&galley, 10, true);
    Pages pages = pages_compose(&setting, &galley);
    assert_place(pages, above, 0, 0);
    assert_place(pages, one, 0, 100 - 20 - 10 - SPACE);
    assert_place(pages, two, 0, 90);
}

static void one_without_room_goes_to_the_next_page(void **state)
{
    (void)state;
    const Frame *above = hang(60)->frame;
    const Frame *one = hang_float(&galley, 40, false);
    const Frame *small = hang_float(&galley, 10, true); /* has room, but not its turn */
    const Frame *below = hang(30)->frame, *next = hang(20)->frame;
    Pages pages = pages_compose(&setting, &galley);
    assert_int_equal(pages.count, 2);
    assert_place(pages, above, 0, 0);
    assert_place(pages, below, 0, 60);
    assert_place(pages, one, 1, 0);
    assert_place(pages, next, 1, 40 + SPACE);
    assert_place(pages, small, 1, 90);
}

static void none_stands_above_an_earlier_one(void **state)
{
    (void)state;
    hang(10);
    const Frame *bottom = hang_float(&galley, 10, true), *top = hang_float(&galley, 10, false);
    hang(10);
    Pages pages = pages_compose(&setting, &galley);
    assert_place(pages, bottom, 0, 90);
    assert_place(pages, top, 1, 0);
}

static void those_left_are_set_at_the_end(void **state)
{
    (void)state;
    hang(90);
    const Frame *one = hang_float(&galley, 60, false), *two = hang_float(&galley, 60, false);
    Pages pages = pages_compose(&setting, &galley);
    assert_int_equal(pages.count, 3);
    assert_place(pages, one, 1, 0);
    assert_place(pages, two, 2, 0);
    assert_int_equal(pages.list[2].start.block, 3);
}

static void those_left_are_set_before_a_forced_page(void **state)
{
    (void)state;
    hang(90);
    const Frame *one = hang_float(&galley, 60, false);
    Strip *next = hang(20);
    next->new_page = true;
    const Frame *frame = next->frame;
    Pages pages = pages_compose(&setting, &galley);
    assert_place(pages, one, 1, 0);
    assert_place(pages, frame, 2, 0);
}

static void one_too_tall_is_set_and_reported(void **state)
{
    (void)state;
    hang(10);
    const Frame *one = hang_float(&galley, 101, true);
    const Frame *next = hang(10)->frame;
    Pages pages = pages_compose(&setting, &galley);
    assert_int_equal(place_of(&pages, one).count, 1);
    assert_int_equal(place_of(&pages, next).count, 1);
    assert_int_equal(diag_count(job.diag), 1);
    assert_int_equal(diag_at(job.diag, 0)->code, E301);
}

/* A heading, a float and the text that the heading is for. */
static void a_float_does_not_part_what_is_kept(void **state)
{
    (void)state;
    hang(75);
    hang(10)->keep = true;
    const Frame *one = hang_float(&galley, 10, false);
    const Frame *text = hang(20)->frame;
    const Frame *heading = galley.strips[1].frame;
    Pages pages = pages_compose(&setting, &galley);
    assert_place(pages, one, 1, 0);
    assert_place(pages, heading, 1, 10 + SPACE);
    assert_place(pages, text, 1, 20 + SPACE);
}

static void a_float_leaves_no_trace_in_the_space(void **state)
{
    (void)state;
    hang(10)->after = LEN_PT(7);
    hang_float(&galley, 10, true);
    Strip *next = hang(10);
    next->before = LEN_PT(5);
    const Frame *frame = next->frame;
    Pages pages = pages_compose(&setting, &galley);
    assert_place(pages, frame, 0, 17);
}

static void lines_below_a_float_stand_on_the_grid(void **state)
{
    (void)state;
    theme.styles[STYLE_BODY].grid = LEN_PT(7);
    for (int i = 0; i < 5; i++) {
        hang(7)->grid = LEN_PT(7);
        if (i == 2)
            hang_float(&galley, 10, false);
    }
    Pages pages = pages_compose(&setting, &galley);
    for (int i = 0; i < galley.count; i++)
        if (!galley.strips[i].floating)
            assert_int_equal((place_of(&pages, galley.strips[i].frame).y - TOP) % LEN_PT(7), 0);
}

static Flow flow_of_two(void)
{
    Flow flow = {.galleys = ARENA_NEW(arena, Galley),
                 .columns = 2,
                 .width = LEN_PT(95),
                 .gutter = LEN_PT(10)};
    galley_init(flow.galleys, arena);
    return flow;
}

static void a_float_in_columns_stands_over_them(void **state)
{
    (void)state;
    Flow flow = flow_of_two();
    const Frame *first = hang_in(flow.galleys, 20)->frame;
    const Frame *one = hang_float(flow.galleys, 20, false);
    for (int i = 0; i < 5; i++)
        hang_in(flow.galleys, 20);
    galley_add(&galley, (Strip){.flow = &flow});
    Pages pages = pages_compose(&setting, &galley);
    assert_int_equal(pages.count, 1);
    assert_place(pages, one, 0, 0);
    assert_place(pages, first, 0, 20 + SPACE);
}

/* With the float, its place would go to the next page; so does it. */
static void a_float_in_columns_stays_behind_its_place(void **state)
{
    (void)state;
    Flow flow = flow_of_two();
    for (int i = 0; i < 9; i++)
        hang_in(flow.galleys, 20);
    const Frame *one = hang_float(flow.galleys, 20, false);
    for (int i = 0; i < 5; i++)
        hang_in(flow.galleys, 20);
    galley_add(&galley, (Strip){.flow = &flow});
    Pages pages = pages_compose(&setting, &galley);
    assert_int_equal(pages.count, 2);
    assert_place(pages, one, 1, 0);
    assert_int_equal(place_of(&pages, flow.galleys->strips[8].frame).page, 0);
}

/* -- whatever there is ---------------------------------------------------------------- */

static uint32_t seed;

static int any(int below)
{
    seed = seed * 1664525 + 1013904223;
    return (int)((seed >> 8) % (uint32_t)below);
}

static void hang_any(void)
{
    for (int i = 0; i < 40; i++) {
        if (any(4) == 0)
            hang_float(&galley, 1 + any(100), any(2));
        else {
            Strip *strip = hang(1 + any(50));
            strip->before = LEN_PT(any(9));
            strip->keep = any(5) == 0;
            strip->new_page = any(15) == 0;
        }
    }
}

/* Every strip and float stands once; floats in their order, none on a page
 * before that of what it is met behind; nothing hangs out of its page. */
static void nothing_is_lost_whatever_floats(void **state)
{
    for (seed = 1; seed < 400; seed++) {
        uint32_t kept = seed;
        galley_init(&galley, arena);
        hang_any();
        Pages pages = pages_compose(&setting, &galley);
        Standing last = {.page = 0, .y = 0};
        int page = 0;
        for (int i = 0; i < galley.count; i++) {
            const Strip *strip = &galley.strips[i];
            const Frame *frame = strip->floating ? strip->floating->frame : strip->frame;
            Standing place = place_of(&pages, frame);
            assert_int_equal(place.count, 1);
            assert_true(place.y >= TOP && place.y + frame->height <= TOP + PAGE_DEPTH);
            assert_true(place.page >= page);
            if (!strip->floating) {
                page = place.page;
                continue;
            }
            assert_true(place.page > last.page || (place.page == last.page && place.y >= last.y));
            last = place;
        }
        assert_int_equal(diag_count(job.diag), 0);
        seed = kept;
        if (seed % 20 == 0) {
            end(state);
            start(state);
        }
    }
}

/* -- page one -------------------------------------------------------------------------- */

static void page_one_has_margins_of_its_own(void **state)
{
    (void)state;
    theme.first = (PageMaster){LEN_PT(40), LEN_PT(10), LEN_PT(30), LEN_PT(70), 1};
    const Frame *one = hang(50)->frame, *two = hang(20)->frame, *three = hang(20)->frame;
    Pages pages = pages_compose(&setting, &galley);
    assert_int_equal(pages.count, 2);
    assert_place(pages, one, 0, 30);
    assert_int_equal(place_of(&pages, one).x, LEN_PT(70));
    assert_place(pages, two, 1, 0);
    assert_place(pages, three, 1, 20);
    assert_int_equal(place_of(&pages, two).x, LEFT);
    assert_int_equal(pages.list[1].start.block, 2);
    assert_false(pages.list[1].start.begun);
}

static void a_page_knows_what_it_goes_on_with(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++)
        hang(30)->block = 1 + i / 4;
    Pages pages = pages_compose(&setting, &galley);
    assert_int_equal(pages.list[0].start.block, 1);
    assert_false(pages.list[0].start.begun);
    assert_int_equal(pages.list[1].start.block, 1);
    assert_true(pages.list[1].start.begun);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)
    const struct CMUnitTest tests[] = {
        TEST(a_float_goes_to_the_top_of_its_page),
        TEST(a_float_goes_to_the_bottom_of_its_page),
        TEST(one_without_room_goes_to_the_next_page),
        TEST(none_stands_above_an_earlier_one),
        TEST(those_left_are_set_at_the_end),
        TEST(those_left_are_set_before_a_forced_page),
        TEST(one_too_tall_is_set_and_reported),
        TEST(a_float_does_not_part_what_is_kept),
        TEST(a_float_leaves_no_trace_in_the_space),
        TEST(lines_below_a_float_stand_on_the_grid),
        TEST(a_float_in_columns_stands_over_them),
        TEST(a_float_in_columns_stays_behind_its_place),
        TEST(nothing_is_lost_whatever_floats),
        TEST(page_one_has_margins_of_its_own),
        TEST(a_page_knows_what_it_goes_on_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
