/* layout/budget: how far steps are taken, and what they make of a theme. */
#include "layout/budget.h"
#include "unit.h"

static Theme theme;

static void make_theme(void)
{
    theme = (Theme){.margin_top = LEN_PT(60),
                    .margin_bottom = LEN_PT(50),
                    .margin_left = LEN_PT(40),
                    .margin_right = LEN_PT(40),
                    .first = {LEN_PT(90), LEN_PT(40), LEN_PT(50), LEN_PT(40), 1}};
    for (int i = 0; i < STYLE_COUNT; i++)
        theme.styles[i] = (Style){.text.size = LEN_PT(8),
                                  .mark = {.size = LEN_PT(6), .rise = LEN_PT(2)},
                                  .leading = LEN_PT(10),
                                  .before = LEN_PT(6),
                                  .grid = LEN_PT(10)};
    theme.styles[STYLE_BODY].text.size = LEN_PT(10);
    theme.styles[STYLE_BODY].leading = LEN_PT(14);
}

static Budget two_steps(void)
{
    return (Budget){
        .most = 2, .count = 2, .steps = {{SHRINK_SPACE, 900, 0}, {SHRINK_SIZE, 850, 0}}};
}

static void steps_are_taken_in_their_order(void **state)
{
    (void)state;
    Budget budget = two_steps();
    assert_int_equal(budget_tightest(&budget), 20 + 30);
    for (int t = 0; t <= budget_tightest(&budget); t++) {
        assert_int_equal(budget_left(&budget, t, 0), t < 20 ? 1000 - 5 * t : 900);
        assert_int_equal(budget_left(&budget, t, 1), t <= 20 ? 1000 : 1000 - 5 * (t - 20));
    }
}

static void a_floor_between_two_is_met(void **state)
{
    (void)state;
    Budget budget = {.most = 1, .count = 1, .steps = {{SHRINK_SIZE, 997, 0}}};
    assert_int_equal(budget_tightest(&budget), 1);
    assert_int_equal(budget_left(&budget, 1, 0), 997);
    budget.steps[0].floor = 1000;
    assert_int_equal(budget_tightest(&budget), 0);
}

static void a_budget_of_pages_alone_takes_all_steps(void **state)
{
    (void)state;
    Budget budget = budget_of(2, 7);
    assert_int_equal(budget.most, 2);
    assert_int_equal(budget.count, SHRINK_COUNT);
    assert_int_equal(budget.steps[SHRINK_SPACE].floor, 600);
    assert_int_equal(budget.steps[SHRINK_MARGINS].floor, 800);
}

static void points_become_a_share_of_the_largest(void **state)
{
    (void)state;
    make_theme();
    Budget budget = {.most = 1, .count = 1, .steps = {{SHRINK_SIZE, 920, LEN_PT(7.5)}}};
    Budget resolved = budget_resolve(&budget, &theme);
    assert_int_equal(resolved.steps[0].floor, 750); /* of the body's 10 points */
    const Theme *tight = budget_theme(&resolved, budget_tightest(&resolved), &theme, arena);
    assert_int_equal(tight->styles[STYLE_BODY].text.size, LEN_PT(7.5));
    assert_int_equal(tight->styles[STYLE_NOTE].text.size, LEN_PT(7.5));
    budget.steps[0].points = LEN_PT(12);
    assert_int_equal(budget_resolve(&budget, &theme).steps[0].floor, 1000);
}

static void nothing_taken_leaves_the_theme(void **state)
{
    (void)state;
    make_theme();
    Budget budget = two_steps();
    assert_ptr_equal(budget_theme(&budget, 0, &theme, arena), &theme);
}

static void running_type_shrinks_and_titles_do_not(void **state)
{
    (void)state;
    make_theme();
    Theme before = theme;
    Budget budget = two_steps();
    const Theme *tight = budget_theme(&budget, 50, &theme, arena);
    assert_memory_equal(&theme, &before, sizeof theme); /* the theme itself stays */
    const Style *body = &tight->styles[STYLE_BODY], *title = &tight->styles[STYLE_H2];
    assert_int_equal(body->text.size, LEN_PT(8.5));
    assert_int_equal(body->leading, LEN_PT(11.9));
    assert_int_equal(body->mark.size, LEN_PT(5.1));
    assert_int_equal(body->mark.rise, LEN_PT(1.7));
    assert_int_equal(body->grid, tight->styles[STYLE_LIST].grid);
    assert_int_equal(title->text.size, LEN_PT(8));
    assert_int_equal(title->before, LEN_PT(5.4));
    assert_int_equal(tight->styles[STYLE_TILE_VALUE].text.size, LEN_PT(8));
}

static void lines_do_not_overlap(void **state)
{
    (void)state;
    make_theme();
    Budget budget = {.most = 1, .count = 1, .steps = {{SHRINK_LEADING, 500, 0}}};
    const Theme *tight = budget_theme(&budget, budget_tightest(&budget), &theme, arena);
    for (int i = 0; i < STYLE_COUNT; i++)
        assert_true(tight->styles[i].leading >= tight->styles[i].text.size);
}

static void heads_and_feet_keep_their_room(void **state)
{
    (void)state;
    make_theme();
    Budget budget = {.most = 1, .count = 1, .steps = {{SHRINK_MARGINS, 100, 0}}};
    const Theme *tight = budget_theme(&budget, budget_tightest(&budget), &theme, arena);
    assert_int_equal(tight->margin_left, LEN_PT(4));
    assert_int_equal(tight->margin_top, LEN_PT(28));    /* two lines, and 8 points */
    assert_int_equal(tight->margin_bottom, LEN_PT(34)); /* one, and 24 */
    assert_int_equal(tight->first.left, LEN_PT(4));
    assert_int_equal(tight->first.top, LEN_PT(28));
    theme.margin_top = LEN_PT(20); /* none grows */
    assert_int_equal(budget_theme(&budget, 10, &theme, arena)->margin_top, LEN_PT(20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(steps_are_taken_in_their_order),
        TEST(a_floor_between_two_is_met),
        TEST(a_budget_of_pages_alone_takes_all_steps),
        TEST(points_become_a_share_of_the_largest),
        TEST(nothing_taken_leaves_the_theme),
        TEST(running_type_shrinks_and_titles_do_not),
        TEST(lines_do_not_overlap),
        TEST(heads_and_feet_keep_their_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
