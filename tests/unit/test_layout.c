/* layout: widths of columns, strips cut into pages, flow in columns. Frames are
 * made by hand here: neither faces nor words are needed. */

#include "base/limits.h"
#include "layout/flow.h"
#include "layout/page.h"
#include "layout/table.h"

#define START start
#include "unit.h"

static Theme theme;
static Structure structure;
static Setting setting;
static Galley galley;

#define PAGE_DEPTH LEN_PT(100)
#define TOP        LEN_PT(10)

static int start(void **state)
{
    unit_start(state);
    theme = (Theme){.colours[COLOUR_PAPER] = 0xFFFFFF,
                    .page_width = LEN_PT(220),
                    .page_height = LEN_PT(130),
                    .margin_top = TOP,
                    .margin_bottom = LEN_PT(20),
                    .margin_left = LEN_PT(10),
                    .margin_right = LEN_PT(10),
                    .columns = 1,
                    .first = {TOP, LEN_PT(10), LEN_PT(20), LEN_PT(10), 1},
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

/* -- widths of columns --------------------------------------------------------------- */

static void columns_take_what_they_want(void **state)
{
    (void)state;
    const TableColumn columns[] = {{10, 50, 0}, {20, 30, 0}};
    Len widths[2];
    assert_true(table_solve_columns(columns, 2, 200, widths));
    assert_int_equal(widths[0], 50);
    assert_int_equal(widths[1], 30);
}

static void leftover_goes_by_share(void **state)
{
    (void)state;
    const TableColumn columns[] = {{10, 50, 1}, {20, 30, 3}, {20, 20, 0}};
    Len widths[3];
    assert_true(table_solve_columns(columns, 3, 200, widths));
    assert_int_equal(widths[0], 75);
    assert_int_equal(widths[1], 105);
    assert_int_equal(widths[2], 20);
}

static void columns_grow_in_step(void **state)
{
    (void)state;
    const TableColumn columns[] = {{0, 100, 5}, {0, 300, 0}, {10, 10, 1}};
    Len widths[3];
    assert_true(table_solve_columns(columns, 3, 210, widths));
    assert_int_equal(widths[0], 50);
    assert_int_equal(widths[1], 150);
    assert_int_equal(widths[2], 10);
}

static void minimums_are_kept_when_too_narrow(void **state)
{
    (void)state;
    const TableColumn columns[] = {{60, 100, 1}, {50, 300, 1}};
    Len widths[2];
    assert_false(table_solve_columns(columns, 2, 109, widths));
    assert_int_equal(widths[0], 60);
    assert_int_equal(widths[1], 50);
    assert_true(table_solve_columns(columns, 2, 110, widths));
    assert_int_equal(widths[0], 60);
    assert_int_equal(widths[1], 50);
}

static uint32_t seed;

static int any(int below)
{
    seed = seed * 1664525 + 1013904223;
    return (int)((seed >> 8) % (uint32_t)below);
}

/* Of any columns: none is narrower than its minimum, the sum never exceeds
 * what there is, and equals it with any share or want left. */
static void sums_are_exact(void **state)
{
    (void)state;
    seed = 1;
    for (int round = 0; round < 20000; round++) {
        TableColumn columns[6];
        Len widths[6], avail = any(600000);
        int count = 1 + any(6), shares = 0;
        int64_t least = 0, most = 0, sum = 0;
        for (int i = 0; i < count; i++) {
            columns[i].min = any(120000);
            columns[i].max = columns[i].min + (any(3) ? any(200000) : 0);
            columns[i].share = any(2) ? any(5) : 0;
            shares += columns[i].share;
            least += columns[i].min;
            most += columns[i].max;
        }
        bool fits = table_solve_columns(columns, count, avail, widths);
        assert_int_equal(fits, least <= avail);
        for (int i = 0; i < count; i++) {
            assert_true(widths[i] >= columns[i].min);
            sum += widths[i];
        }
        if (!fits)
            assert_int_equal(sum, least);
        else if (shares || most >= avail)
            assert_int_equal(sum, avail);
        else
            assert_int_equal(sum, most);
    }
}

/* -- pages --------------------------------------------------------------------------- */

static const Frame *box(int points)
{
    return frame_new(arena, LEN_PT(200), LEN_PT(points));
}

static Strip *hang(int points)
{
    galley_add(&galley, (Strip){.frame = box(points), .where = galley.count});
    return &galley.strips[galley.count - 1];
}

static Pages compose(void)
{
    return pages_compose(&setting, &galley);
}

/* Where `frame` stands on a page: its y in the text area, or -1. */
static Len depth_of(const Pages *pages, int page, const Frame *frame)
{
    const Frame *body = pages->list[page].body;
    for (int i = 0; i < body->count; i++) {
        const Item *item = &body->items[i];
        if (item->kind == ITEM_FRAME && item->as.frame == frame)
            return item->y;
    }
    return -1;
}

#define assert_at(pages, page, strip, points)                                                      \
    assert_int_equal(depth_of(&(pages), (page), galley.strips[strip].frame),                       \
                     (points) < 0 ? -1 : LEN_PT(points))

static void strips_stand_below_one_another(void **state)
{
    (void)state;
    hang(30)->before = LEN_PT(9); /* none at the top */
    hang(20);
    hang(50);
    Pages pages = compose();
    assert_int_equal(pages.count, 1);
    assert_at(pages, 0, 0, 0);
    assert_at(pages, 0, 1, 30);
    assert_at(pages, 0, 2, 50);
    assert_int_equal(diag_count(job.diag), 0);
}

static void the_larger_space_holds(void **state)
{
    (void)state;
    hang(10)->after = LEN_PT(5);
    hang(10)->before = LEN_PT(8);
    galley.strips[1].after = LEN_PT(4);
    hang(10);
    Pages pages = compose();
    assert_at(pages, 0, 1, 18);
    assert_at(pages, 0, 2, 32);
}

static void what_does_not_fit_goes_on(void **state)
{
    (void)state;
    hang(60);
    hang(41)->before = LEN_PT(7);
    hang(60);
    Pages pages = compose();
    assert_int_equal(pages.count, 3);
    assert_at(pages, 0, 1, -1);
    assert_at(pages, 1, 1, 0);
    assert_at(pages, 2, 2, 0);
}

static void what_just_fits_stays(void **state)
{
    (void)state;
    hang(60);
    hang(40);
    hang(100);
    Pages pages = compose();
    assert_int_equal(pages.count, 2);
    assert_at(pages, 0, 1, 60);
    assert_at(pages, 1, 2, 0);
    assert_int_equal(diag_count(job.diag), 0);
}

static void what_is_kept_moves_together(void **state)
{
    (void)state;
    hang(50);
    hang(20)->keep = true;
    hang(20)->keep = true;
    hang(20);
    Pages pages = compose();
    assert_int_equal(pages.count, 2);
    assert_at(pages, 1, 1, 0);
    assert_at(pages, 1, 2, 20);
    assert_at(pages, 1, 3, 40);
}

static void what_is_kept_is_parted_if_it_must(void **state)
{
    (void)state;
    hang(10);
    for (int i = 0; i < 6; i++)
        hang(30)->keep = true;
    Pages pages = compose();
    for (int i = 1; i <= 6; i++) {
        int found = 0;
        for (int p = 0; p < pages.count; p++) {
            Len at = depth_of(&pages, p, galley.strips[i].frame);
            found += at >= 0;
            assert_true(at + LEN_PT(30) <= PAGE_DEPTH);
        }
        assert_int_equal(found, 1);
    }
    assert_int_equal(diag_count(job.diag), 0);
}

static void what_is_too_tall_is_reported(void **state)
{
    (void)state;
    hang(10);
    hang(101);
    hang(10);
    Pages pages = compose();
    assert_int_equal(diag_count(job.diag), 1);
    assert_int_equal(diag_at(job.diag, 0)->code, E301);
    assert_int_equal(diag_at(job.diag, 0)->where, 1);
    assert_at(pages, 1, 1, 0);
}

static void headers_come_again(void **state)
{
    (void)state;
    const Strip header = {.frame = box(10)};
    const Frame *again = header.frame;
    hang(10)->keep = true; /* the header itself */
    for (int i = 0; i < 7; i++)
        hang(30)->again = &header;
    hang(30);
    Pages pages = compose();
    assert_int_equal(pages.count, 3);
    assert_int_equal(depth_of(&pages, 0, again), -1);
    assert_at(pages, 0, 3, 70);
    assert_int_equal(depth_of(&pages, 1, again), 0);
    assert_at(pages, 1, 4, 10);
    assert_at(pages, 1, 6, 70);
    assert_int_equal(depth_of(&pages, 2, again), 0);
    assert_at(pages, 2, 7, 10);
    assert_at(pages, 2, 8, 40);
}

/* table.h once promised: a header that leaves no room is not repeated. What
 * counts: nothing hangs out of the page without a word. */
static void a_row_that_leaves_no_room_for_its_header(void **state)
{
    (void)state;
    const Strip header = {.frame = box(10)};
    hang(60);
    hang(95)->again = &header;
    Pages pages = compose();
    Len at = depth_of(&pages, pages.count - 1, galley.strips[1].frame);
    assert_true(at >= 0);
    assert_true(at + LEN_PT(95) <= PAGE_DEPTH || diag_count(job.diag) > 0);
}

static void nothing_is_one_page(void **state)
{
    (void)state;
    assert_int_equal(compose().count, 1);
}

static void pages_are_as_large_as_the_theme_says(void **state)
{
    (void)state;
    hang(10);
    Pages pages = compose();
    assert_int_equal(pages.list[0].frame->width, theme.page_width);
    assert_int_equal(pages.list[0].frame->height, theme.page_height);
    assert_int_equal(pages.list[0].frame->items[0].x, theme.margin_left);
}

static void galleys_become_frames(void **state)
{
    (void)state;
    hang(10)->before = LEN_PT(5); /* none at the top */
    hang(20)->before = LEN_PT(3);
    galley.strips[1].x = LEN_PT(4);
    Frame *frame = galley_frame(&galley, LEN_PT(200));
    assert_int_equal(frame->height, LEN_PT(33));
    assert_int_equal(frame->items[1].x, LEN_PT(4));
    assert_int_equal(frame->items[1].y, LEN_PT(13));
}

/* -- flow ---------------------------------------------------------------------------- */

static Flow flow_of(int columns, int strips, int points)
{
    Flow flow = {.galleys = ARENA_NEW(arena, Galley),
                 .columns = columns,
                 .width = LEN_PT(60),
                 .gutter = LEN_PT(10)};
    galley_init(flow.galleys, arena);
    for (int i = 0; i < strips; i++)
        galley_add(flow.galleys, (Strip){.frame = box(points), .where = i});
    return flow;
}

static void flows_balance_when_they_end(void **state)
{
    (void)state;
    Flow flow = flow_of(3, 7, 10);
    int at = 0;
    Frame *frame = flow_set(&flow, arena, &at, 0, PAGE_DEPTH);
    assert_int_equal(at, 7);
    assert_true(flow_ended(&flow, &at));
    assert_int_equal(frame->height, LEN_PT(30));
    assert_int_equal(frame->width, LEN_PT(200));
    assert_int_equal(frame->items[3].x, LEN_PT(70));
    assert_int_equal(frame->items[3].y, 0);
    assert_int_equal(frame->items[6].x, LEN_PT(140));
}

static void flows_fill_the_page_and_go_on(void **state)
{
    (void)state;
    Flow flow = flow_of(2, 25, 10);
    int at = 0;
    flow_set(&flow, arena, &at, 0, LEN_PT(95));
    assert_int_equal(at, 18);
    Frame *rest = flow_set(&flow, arena, &at, 0, LEN_PT(95));
    assert_int_equal(at, 25);
    assert_int_equal(rest->height, LEN_PT(40));
}

static void flows_keep_runs_in_one_column(void **state)
{
    (void)state;
    Flow flow = flow_of(2, 4, 10);
    flow.galleys->strips[0].keep = flow.galleys->strips[1].keep = true;
    int at = 3;
    assert_int_equal(flow_least(&flow, &at, 0), LEN_PT(10));
    at = 0;
    assert_int_equal(flow_least(&flow, &at, 0), LEN_PT(30));
    Frame *frame = flow_set(&flow, arena, &at, 0, PAGE_DEPTH);
    assert_int_equal(frame->height, LEN_PT(30));
    assert_int_equal(frame->items[2].x, 0);
    assert_int_equal(frame->items[3].x, LEN_PT(70));
}

static void flows_always_go_on(void **state)
{
    (void)state;
    Flow flow = flow_of(2, 3, 50);
    int at = 0;
    for (int rounds = 0; at < 3; rounds++) {
        assert_true(rounds < 3);
        flow_set(&flow, arena, &at, 0, LEN_PT(20));
    }
}

static void flows_are_cut_between_pages(void **state)
{
    (void)state;
    Flow flow = flow_of(2, 30, 10);
    hang(50);
    galley_add(&galley, (Strip){.flow = &flow, .where = 5});
    hang(10);
    Pages pages = compose();
    assert_int_equal(pages.count, 2 + 1);
    assert_int_equal(diag_count(job.diag), 0);
}

/* A strip taller than any page, though not the flow's first. */
static void a_later_strip_that_is_too_tall_is_reported(void **state)
{
    (void)state;
    Flow flow = flow_of(2, 3, 10);
    galley_add(flow.galleys, (Strip){.frame = box(101), .where = 77});
    galley_add(&galley, (Strip){.flow = &flow, .where = 5});
    Pages pages = compose();
    assert_int_equal(pages.count, 2);
    assert_int_equal(diag_count(job.diag), 1);
    assert_int_equal(diag_at(job.diag, 0)->code, E301);
    assert_int_equal(diag_at(job.diag, 0)->where, 77);
}

/* Frames that were set, of a galley's strips: on pages, within flows. */
static int found_in(const Frame *frame, const Frame *wanted)
{
    int found = frame == wanted;
    for (int i = 0; i < frame->count; i++)
        if (frame->items[i].kind == ITEM_FRAME)
            found += found_in(frame->items[i].as.frame, wanted);
    return found;
}

static void assert_all_set(const Pages *pages, const Galley *of)
{
    for (int i = 0; i < of->count; i++) {
        int found = 0;
        for (int p = 0; p < pages->count; p++)
            found += found_in(pages->list[p].frame, of->strips[i].frame);
        assert_int_equal(found, 1);
    }
}

/* A run of kept strips that no page holds is parted, in a flow as on pages,
 * and does not leave its heading alone. */
static void a_run_that_no_page_holds_is_parted(void **state)
{
    (void)state;
    Flow flow = flow_of(2, 24, 10);
    for (int i = 1; i < 23; i++)
        flow.galleys->strips[i].keep = true;
    hang(50);
    hang(15)->keep = true;
    galley_add(&galley, (Strip){.flow = &flow, .where = 5});
    hang(10);
    Pages pages = compose();
    assert_int_equal(diag_count(job.diag), 0);
    assert_all_set(&pages, flow.galleys);
    for (int i = 0; i < 23; i++)
        flow.galleys->strips[i].keep = true;
    pages = compose();
    assert_int_equal(diag_count(job.diag), 0);
    assert_all_set(&pages, flow.galleys);
    assert_at(pages, 1, 1, 0);
    assert_int_equal(found_in(pages.list[1].frame, flow.galleys->strips[0].frame), 1);
}

/* Short runs beside a tall one: balancing does not part the tall one. */
static void balancing_parts_no_run(void **state)
{
    (void)state;
    Flow flow = flow_of(3, 8, 10);
    for (int i = 2; i < 7; i++)
        flow.galleys->strips[i].keep = true;
    int at = 0;
    Frame *frame = flow_set(&flow, arena, &at, 0, PAGE_DEPTH);
    assert_int_equal(at, 8);
    assert_int_equal(frame->height, LEN_PT(60));
    for (int i = 2; i < 8; i++)
        assert_int_equal(frame->items[i].x, LEN_PT(70));
}

/* -- columns abreast ------------------------------------------------------------------- */

static Flow abreast(int columns, const int *strips, int points)
{
    Flow flow = flow_of(columns, 0, 0);
    flow.abreast = true;
    flow.galleys = ARENA_ARRAY(arena, Galley, columns);
    for (int c = 0; c < columns; c++)
        flow.galleys[c] = *flow_of(1, strips[c], points).galleys;
    return flow;
}

static void columns_abreast_are_cut_at_one_height(void **state)
{
    (void)state;
    Flow flow = abreast(3, (const int[]){2, 9, 7}, 20);
    flow.galleys[2].strips[1].keep = true;
    hang(50);
    hang(5)->keep = true;
    galley_add(&galley, (Strip){.flow = &flow, .where = 5});
    hang(10);
    Pages pages = compose();
    assert_int_equal(diag_count(job.diag), 0);
    for (int c = 0; c < 3; c++)
        assert_all_set(&pages, &flow.galleys[c]);
    const Frame *first = pages.list[0].body->items[2].as.frame;
    assert_int_equal(first->height, LEN_PT(40));
    assert_int_equal(first->items[4].x, LEN_PT(140));
    assert_int_equal(first->count, 2 + 2 + 1); /* what is kept goes to the next page */
    assert_int_equal(pages.count, 3);
    assert_at(pages, 2, 3, 40);
}

/* Where one column's heading and its lines do not fit, none begins. */
static void columns_abreast_begin_together(void **state)
{
    (void)state;
    Flow flow = abreast(2, (const int[]){3, 3}, 20);
    flow.galleys[1].strips[0].keep = true;
    hang(65);
    galley_add(&galley, (Strip){.flow = &flow, .where = 5});
    Pages pages = compose();
    assert_int_equal(pages.count, 2);
    assert_int_equal(found_in(pages.list[1].frame, flow.galleys[0].strips[0].frame), 1);
}

static void a_table_abreast_has_its_header_again(void **state)
{
    (void)state;
    const Strip header = {.frame = box(10)};
    Flow flow = abreast(2, (const int[]){8, 1}, 20);
    for (int i = 1; i < 8; i++)
        flow.galleys[0].strips[i].again = &header;
    galley_add(&galley, (Strip){.flow = &flow, .where = 5});
    Pages pages = compose();
    assert_int_equal(pages.count, 2);
    assert_int_equal(found_in(pages.list[0].frame, header.frame), 0);
    assert_int_equal(found_in(pages.list[1].frame, header.frame), 1);
    assert_int_equal(pages.list[1].body->items[0].as.frame->height, LEN_PT(70));
}

/* -- grid ------------------------------------------------------------------------------ */

/* A line on a grid, its baseline three quarters of the way down. */
static Strip line_of(int points, int grid)
{
    Frame *frame = frame_new(arena, LEN_PT(60), LEN_PT(points));
    frame->baseline = frame->height * 3 / 4;
    return (Strip){.frame = frame, .grid = LEN_PT(grid)};
}

static void add_line(Galley *to, int points, int grid, int before, int after)
{
    Strip line = line_of(points, grid);
    line.before = LEN_PT(before);
    line.after = LEN_PT(after);
    galley_add(to, line);
}

/* Two paragraphs with a heading between that has no grid. */
static void add_lines(Galley *to, int lines)
{
    for (int i = 0; i < lines; i++)
        add_line(to, 12, 12, 0, i + 1 == lines ? 5 : 0);
    add_line(to, 17, 0, 9, 2);
    to->strips[to->count - 1].keep = true;
    for (int i = 0; i < lines; i++)
        add_line(to, 12, 12, 0, 0);
}

/* Counts the lines on the grid in a frame at `y` of its column; fails where
 * one is off it. */
static int on_grid(const Frame *frame, Len y)
{
    int count = 0;
    for (int i = 0; i < frame->count; i++) {
        const Item *item = &frame->items[i];
        if (item->kind != ITEM_FRAME)
            continue;
        count += on_grid(item->as.frame, y + item->y);
        if (item->as.frame->count || item->as.frame->height != LEN_PT(12))
            continue;
        assert_int_equal((y + item->y + LEN_PT(9)) % LEN_PT(12), 0);
        count++;
    }
    return count;
}

static void lines_stand_on_the_grid_of_a_frame(void **state)
{
    (void)state;
    add_lines(&galley, 4);
    Frame *frame = galley_frame(&galley, LEN_PT(60));
    assert_int_equal(on_grid(frame, 0), 8);
    assert_int_equal(frame->items[0].y, LEN_PT(3)); /* the first alone is moved */
    assert_int_equal(frame->baseline, LEN_PT(12));
    assert_int_equal(frame->items[3].y, LEN_PT(39));
    assert_int_equal(frame->items[4].y, LEN_PT(60)); /* the heading, where its space says */
    assert_int_equal(frame->items[5].y, LEN_PT(87)); /* 3 steps below, for 17 + 9 + 2 */
    assert_int_equal(frame->height, LEN_PT(87 + 4 * 12));
}

static void without_a_grid_lines_stand_where_they_come(void **state)
{
    (void)state;
    add_line(&galley, 12, 0, 0, 0);
    add_line(&galley, 12, 0, 5, 0);
    Frame *frame = galley_frame(&galley, LEN_PT(60));
    assert_int_equal(frame->items[0].y, 0);
    assert_int_equal(frame->items[1].y, LEN_PT(17));
}

static void lines_stand_on_the_grid_of_pages(void **state)
{
    (void)state;
    hang(7);
    for (int i = 0; i < 4; i++)
        add_lines(&galley, 3);
    Pages pages = compose();
    int count = 0;
    for (int p = 0; p < pages.count; p++)
        count += on_grid(pages.list[p].frame, -TOP);
    assert_int_equal(count, 24);
    assert_int_equal(diag_count(job.diag), 0);
}

/* What the grid adds counts when it is asked whether a line fits: 7 lines of
 * 12 from 3 end at 87 and an eighth at 99; 4 more do not go in. */
static void pages_reckon_with_the_grid(void **state)
{
    (void)state;
    for (int i = 0; i < 9; i++)
        add_line(&galley, 12, 12, 0, 0);
    Pages pages = compose();
    assert_int_equal(pages.count, 2);
    assert_at(pages, 0, 7, 87);
    assert_at(pages, 1, 8, 3);
    galley_init(&galley, arena);
    hang(2);
    add_line(&galley, 12, 0, 0, 0);
    galley.strips[1].keep = true;
    add_line(&galley, 12, 80, 0, 0); /* from 71 to 83 */
    hang(18);
    assert_int_equal(compose().count, 2);
    galley.strips[3].frame = box(17);
    assert_int_equal(compose().count, 1);
}

static void lines_stand_on_the_grid_of_columns(void **state)
{
    (void)state;
    Flow flow = flow_of(2, 0, 0);
    for (int i = 0; i < 7; i++)
        add_lines(flow.galleys, 2);
    Flow beside = flow_of(2, 0, 0);
    beside.abreast = true;
    beside.galleys = ARENA_ARRAY(arena, Galley, 2);
    for (int c = 0; c < 2; c++) {
        galley_init(&beside.galleys[c], arena);
        add_lines(&beside.galleys[c], 3 + c);
    }
    hang(7);
    galley_add(&galley, (Strip){.flow = &flow});
    galley_add(&galley, (Strip){.flow = &beside, .before = LEN_PT(1)});
    Pages pages = compose();
    int count = 0;
    for (int p = 0; p < pages.count; p++)
        count += on_grid(pages.list[p].frame, -TOP);
    assert_int_equal(count, 28 + 14);
    assert_all_set(&pages, flow.galleys);
    assert_all_set(&pages, &beside.galleys[1]);
    for (int p = 0; p < pages.count; p++)
        for (int i = 0; i < pages.list[p].body->count; i++) {
            const Item *item = &pages.list[p].body->items[i];
            if (item->kind == ITEM_FRAME)
                assert_true(item->y + item->as.frame->height <= PAGE_DEPTH);
        }
}

static void flows_balance_on_the_grid(void **state)
{
    (void)state;
    Flow flow = flow_of(2, 0, 0);
    for (int i = 0; i < 6; i++)
        add_line(flow.galleys, 12, 12, 0, 0);
    int at = 0;
    Frame *frame = flow_set(&flow, arena, &at, 0, PAGE_DEPTH);
    assert_int_equal(at, 6);
    assert_int_equal(frame->height, LEN_PT(39));
    assert_int_equal(on_grid(frame, 0), 6);
    at = 0;
    assert_int_equal(flow_least(&flow, &at, 0), LEN_PT(15));
    assert_int_equal(flow_least(&flow, &at, LEN_PT(5)), LEN_PT(22)); /* from 27 */
}

/* No page has a line of the grid: said, not sought without end. */
static void a_grid_wider_than_a_page_is_reported(void **state)
{
    (void)state;
    hang(10);
    add_line(&galley, 12, 200, 0, 0);
    galley.strips[1].where = 1;
    add_line(&galley, 12, 200, 0, 0);
    galley.strips[2].where = 2;
    Pages pages = compose();
    assert_int_equal(pages.count, 3);
    assert_int_equal(diag_count(job.diag), 2);
}

static void figures_are_found_where_they_are_aligned(void **state)
{
    (void)state;
    static const struct {
        const char *text, *mark;
        long at; /* -1: no figure */
    } CASES[] = {
        {"36.9", ".", 2},
        {"1,234,567.25", ".", 9},
        {"1.234.567,25", ",", 9},
        {"more than 7 companies", ".", 11},
        {"100,000", ".", 7},
        {"100.000", ",", 7},
        {"12 345,5", ",", 2},
        {"12\u00A0345,5", ",", 7},
        {"\u22120.5", ".", 4},
        {"5.", ".", 1},
        {"217.5\u4EBF\u5143", ".", 3},
        {"none", ".", -1},
        {"", ".", -1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        size_t at = 0;
        bool found = table_decimal(str_of(CASES[i].text), str_of(CASES[i].mark), &at);
        assert_int_equal(found ? (long)at : -1, CASES[i].at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(columns_take_what_they_want),
        TEST(figures_are_found_where_they_are_aligned),
        TEST(leftover_goes_by_share),
        TEST(columns_grow_in_step),
        TEST(minimums_are_kept_when_too_narrow),
        TEST(sums_are_exact),
        TEST(strips_stand_below_one_another),
        TEST(the_larger_space_holds),
        TEST(what_does_not_fit_goes_on),
        TEST(what_just_fits_stays),
        TEST(what_is_kept_moves_together),
        TEST(what_is_kept_is_parted_if_it_must),
        TEST(what_is_too_tall_is_reported),
        TEST(headers_come_again),
        TEST(a_row_that_leaves_no_room_for_its_header),
        TEST(nothing_is_one_page),
        TEST(pages_are_as_large_as_the_theme_says),
        TEST(galleys_become_frames),
        TEST(flows_balance_when_they_end),
        TEST(flows_fill_the_page_and_go_on),
        TEST(flows_keep_runs_in_one_column),
        TEST(flows_always_go_on),
        TEST(flows_are_cut_between_pages),
        TEST(a_later_strip_that_is_too_tall_is_reported),
        TEST(a_run_that_no_page_holds_is_parted),
        TEST(balancing_parts_no_run),
        TEST(columns_abreast_are_cut_at_one_height),
        TEST(columns_abreast_begin_together),
        TEST(a_table_abreast_has_its_header_again),
        TEST(lines_stand_on_the_grid_of_a_frame),
        TEST(without_a_grid_lines_stand_where_they_come),
        TEST(lines_stand_on_the_grid_of_pages),
        TEST(pages_reckon_with_the_grid),
        TEST(lines_stand_on_the_grid_of_columns),
        TEST(flows_balance_on_the_grid),
        TEST(a_grid_wider_than_a_page_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
