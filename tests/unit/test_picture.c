/* Drawings without floats: numbers, sines, transforms, arcs, properties. Whole
 * pictures are the matter of images.py. */
#include <stdlib.h>
#include <string.h>

#include "picture/look.h"
#include "picture/pen.h"

#include "unit.h"

/* -- numbers ----------------------------------------------------------------------- */

static void expect_number(const char *text, int64_t wanted, const char *rest)
{
    Str all = str_of(text);
    Fixed value = 0;
    if (!fixed_read(&all, &value))
        fail_msg("\"%s\" is not read", text);
    if (value != wanted || !str_is(all, rest))
        fail_msg("\"%s\" gives %lld", text, (long long)value);
}

static void numbers_are_read_as_SVG_has_them(void **state)
{
    (void)state;
    expect_number("1", FIXED_ONE, "");
    expect_number("-.5", -FIXED_ONE / 2, "");
    expect_number("+2.25e1,3", 1474560, ",3");
    expect_number("1e-1-5", 6554, "-5");
    expect_number("1.5.5", FIXED_ONE * 3 / 2, ".5");
    expect_number("10em", FIXED_ONE * 10, "em");
    expect_number("5.", FIXED_ONE * 5, "");
    expect_number("0.00000762939453125", 1, ""); /* half of the least is rounded up */
    expect_number("0.0000076293945312", 0, "");
    expect_number("0.33333333333333333333333333333333", 21845, "");
    expect_number("16777215.99999", 1099511627775, "");
    expect_number("0.000000000000000000001e24", FIXED_ONE * 1000, "");
    expect_number("1e-999", 0, "");
    expect_number("0e99999999999", 0, "");
}

static void what_is_no_number_is_left_alone(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "", "-", ".", "+.", "e5", "x", "16777216", "1e8", "99999999999999999999", "-1e400"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Str text = str_of(WRONG[i]);
        Fixed value;
        if (fixed_read(&text, &value) || !str_is(text, WRONG[i]))
            fail_msg("\"%s\" is read", WRONG[i]);
    }
}

static void products_and_roots_are_exact(void **state)
{
    (void)state;
    assert_int_equal(fixed_scale(7, 1, 2), 4);
    assert_int_equal(fixed_scale(-7, 1, 2), -4);
    assert_int_equal(fixed_scale(INT64_MAX, INT64_MAX, INT64_MAX), (int64_t)1 << 60);
    assert_int_equal(fixed_scale(INT64_MAX, INT64_MIN, 1), -((int64_t)1 << 60));
    assert_int_equal(fixed_root(0), 0);
    assert_int_equal(fixed_root(99), 9);
    assert_int_equal(fixed_root((Wide)INT64_MAX * INT64_MAX), INT64_MAX);
}

/* -- sines ------------------------------------------------------------------------- */

static void expect_sine(int degrees, Fine wanted)
{
    Fine found = fixed_sine(degrees * FIXED_ONE);
    if (llabs(found - wanted) > 2)
        fail_msg("sin %d is %lld", degrees, (long long)found);
}

static void sines_are_right_to_the_last_place(void **state)
{
    (void)state;
    expect_sine(0, 0);
    expect_sine(30, FINE_ONE / 2);
    expect_sine(45, 3037000500);
    expect_sine(60, 3719550787);
    expect_sine(90, FINE_ONE);
    expect_sine(150, FINE_ONE / 2);
    expect_sine(210, -FINE_ONE / 2);
    expect_sine(-90, -FINE_ONE);
    expect_sine(3630, FINE_ONE / 2);
    for (int degrees = -720; degrees <= 720; degrees += 7) {
        Wide sine = fixed_sine(degrees * FIXED_ONE), cosine = fixed_cosine(degrees * FIXED_ONE);
        assert_true(llabs(fixed_root(sine * sine + cosine * cosine) - FINE_ONE) <= 3);
    }
}

/* -- transforms -------------------------------------------------------------------- */

static void expect_place(const char *transform, int x, int y)
{
    Matrix matrix;
    Fixed to_x, to_y;
    if (!matrix_read(str_of(transform), &matrix))
        fail_msg("\"%s\" is not read", transform);
    matrix_apply(&matrix, 10 * FIXED_ONE, 20 * FIXED_ONE, &to_x, &to_y);
    if (llabs(to_x - x * FIXED_ONE) > 1 || llabs(to_y - y * FIXED_ONE) > 1)
        fail_msg("%s: %lld, %lld", transform, (long long)to_x, (long long)to_y);
}

static void transforms_work_from_the_inside_out(void **state)
{
    (void)state;
    expect_place("", 10, 20);
    expect_place("translate(5)", 15, 20);
    expect_place(" translate ( 5 , -5 ) ", 15, 15);
    expect_place("scale(2)", 20, 40);
    expect_place("scale(2,-1)", 20, -20);
    expect_place("rotate(90)", -20, 10);
    expect_place("rotate(90 10 10)", 0, 10);
    expect_place("skewX(45)", 30, 20);
    expect_place("skewY(-45)", 10, 10);
    expect_place("matrix(1 2 3 4 5 6)", 75, 106);
    expect_place("translate(1,1) scale(2)", 21, 41);
    expect_place("scale(2),translate(1,1)", 22, 42);
}

static void transforms_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"turn(5)",
                                        "rotate",
                                        "rotate()",
                                        "rotate(1 2)",
                                        "scale(1 2 3)",
                                        "matrix(1 2 3 4 5)",
                                        "translate(1",
                                        "translate(1))",
                                        "scale(1e9)",
                                        "skewX(90)",
                                        "scale(1e7)scale(1e7)"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Matrix matrix;
        if (matrix_read(str_of(WRONG[i]), &matrix))
            fail_msg("\"%s\" is read", WRONG[i]);
    }
}

static void growth_is_that_of_similar_shapes_alone(void **state)
{
    (void)state;
    Matrix matrix;
    Fine growth;
    assert_true(matrix_read(STR("rotate(30) scale(3 -3)"), &matrix));
    assert_true(matrix_growth(&matrix, &growth));
    assert_true(llabs(growth - 3 * FINE_ONE) < 20);
    assert_true(matrix_read(STR("scale(3 2)"), &matrix));
    assert_false(matrix_growth(&matrix, &growth));
    assert_true(matrix_read(STR("skewX(10)"), &matrix));
    assert_false(matrix_growth(&matrix, &growth));
}

/* -- paths ------------------------------------------------------------------------- */

static Pen pen_for(const Matrix *matrix)
{
    return (Pen){.arena = arena, .matrix = matrix, .steps_left = 1000};
}

static int64_t square(int64_t x, int64_t y)
{
    return x * x + y * y;
}

/* Every end and the middle of every curve lies on the circle around 50, 50. */
static void expect_circle(const Pen *pen, int64_t radius)
{
    for (int i = 0; i < pen->count; i++) {
        const PathStep *step = &pen->steps[i];
        int last = step->verb == PATH_CURVE ? 2 : 0;
        int64_t x = step->x[last] - 50000, y = step->y[last] - 50000;
        assert_true(llabs(fixed_root(square(x, y)) - radius) <= 2);
        if (step->verb != PATH_CURVE)
            continue;
        const PathStep *from = &pen->steps[i - 1];
        int before = from->verb == PATH_CURVE ? 2 : 0;
        x = (from->x[before] + 3 * (int64_t)step->x[0] + 3 * (int64_t)step->x[1] + step->x[2]) / 8;
        y = (from->y[before] + 3 * (int64_t)step->y[0] + 3 * (int64_t)step->y[1] + step->y[2]) / 8;
        assert_true(llabs(fixed_root(square(x - 50000, y - 50000)) - radius) <= 2);
    }
}

static void arcs_lie_on_their_circle(void **state)
{
    (void)state;
    static const char *const ARCS[] = {
        "M50 10A40 40 0 0 1 90 50",  "M50 10A40 40 0 1 0 90 50",
        "M50 10A40 40 77 1 1 10 50", "M10 50a40,40 0 0180 0a40,40 0 01-80 0z",
        "M50 10A-40 40 0 0 1 50 90", "M10 50a1 1 0 0 0 80 0"};
    const Matrix same = MATRIX_SAME;
    for (size_t i = 0; i < sizeof ARCS / sizeof *ARCS; i++) {
        Pen pen = pen_for(&same);
        assert_int_equal(pen_draw(&pen, str_of(ARCS[i])), strlen(ARCS[i]));
        assert_false(pen.failed);
        if (pen.steps[pen.count - 1].verb == PATH_CLOSE)
            pen.count--;
        expect_circle(&pen, 40000);
    }
}

static void odd_arcs_are_lines_or_nothing(void **state)
{
    (void)state;
    const Matrix same = MATRIX_SAME;
    Pen pen = pen_for(&same);
    pen_draw(&pen, STR("M1 1A0 5 0 0 1 9 9A5 5 0 0 1 9 9"));
    assert_int_equal(pen.count, 2);
    assert_int_equal(pen.steps[1].verb, PATH_LINE);
    pen = pen_for(&same);
    pen_draw(&pen, STR("M0 0A9e6 9e6 0 0 1 .00002 0")); /* hardly a bend */
    assert_int_equal(pen.count, 2);
    assert_int_equal(pen.steps[1].verb, PATH_LINE);
}

static void what_follows_a_closed_shape_begins_where_that_began(void **state)
{
    (void)state;
    const Matrix same = MATRIX_SAME;
    Pen pen = pen_for(&same);
    pen_draw(&pen, STR("M5 6h10v10zl1 2"));
    assert_int_equal(pen.count, 6);
    assert_int_equal(pen.steps[4].verb, PATH_MOVE);
    assert_int_equal(pen.steps[4].x[0], 5000);
    assert_int_equal(pen.steps[4].y[0], 6000);
    assert_int_equal(pen.steps[5].x[0], 6000);
    assert_int_equal(pen.steps[5].y[0], 8000);
}

/* SVG 1.1 8.3.6: else the point that pulls is where the pen is. */
static void curves_go_on_smoothly_from_curves_alone(void **state)
{
    (void)state;
    static const struct {
        const char *data;
        int32_t x, y; /* of the first point that pulls the last curve, before it is turned cubic */
    } CASES[] = {{"M1 1S5 5 9 9", 1000, 1000},
                 {"M1 1C1 1 3 4 5 5S8 8 9 9", 7000, 6000},
                 {"M1 1Q3 4 5 5S8 8 9 9", 5000, 5000},
                 {"M1 1C1 1 3 4 5 5s3 3 4 4", 7000, 6000}};
    const Matrix same = MATRIX_SAME;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Pen pen = pen_for(&same);
        assert_int_equal(pen_draw(&pen, str_of(CASES[i].data)), strlen(CASES[i].data));
        const PathStep *last = &pen.steps[pen.count - 1];
        assert_int_equal(last->verb, PATH_CURVE);
        if (last->x[0] != CASES[i].x || last->y[0] != CASES[i].y)
            fail_msg("%s: %d %d", CASES[i].data, (int)last->x[0], (int)last->y[0]);
    }
    Pen one = pen_for(&same), other = pen_for(&same);
    pen_draw(&one, STR("M0 0T3 3T9 6"));
    pen_draw(&other, STR("M0 0Q0 0 3 3Q6 6 9 6"));
    assert_int_equal(one.count, other.count);
    assert_memory_equal(one.steps, other.steps, (size_t)one.count * sizeof *one.steps);
}

static void faults_in_path_data_are_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *data;
        size_t understood;
    } WRONG[] = {
        {"M0 0L1", 6}, {"L0 0", 0}, {"M0 0X", 4}, {"M0 0 1 1 # 2", 9}, {"M0 0A1 1 0 0 3 1 1", 13}};
    const Matrix same = MATRIX_SAME;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Pen pen = pen_for(&same);
        size_t understood = pen_draw(&pen, str_of(WRONG[i].data));
        if (understood != WRONG[i].understood)
            fail_msg("%s: %zu", WRONG[i].data, understood);
    }
}

static void too_many_steps_and_too_far_ones_fail(void **state)
{
    (void)state;
    const Matrix same = MATRIX_SAME;
    Pen few = pen_for(&same);
    few.steps_left = 2;
    pen_draw(&few, STR("M0 0h1h1"));
    assert_true(few.failed);
    Pen far = pen_for(&same);
    pen_draw(&far, STR("M0 0h9e6"));
    assert_true(far.failed);
    Pen relative = pen_for(&same);
    pen_draw(&relative, STR("M0 0m16777215 0m16777215 0"));
    assert_true(relative.failed);
    Pen direct = pen_for(&same);
    pen_move(&direct, (Fixed)1 << 40, 0);
    assert_true(direct.failed);
}

/* -- properties -------------------------------------------------------------------- */

static Colour fill_of(const char *value)
{
    Look look = look_first();
    const char *why = look_set(&look, STR("fill"), str_of(value));
    if (why)
        fail_msg("%s: %s", value, why);
    return look.fill.colour;
}

static void colours_are_read(void **state)
{
    (void)state;
    assert_int_equal(fill_of("#1aF"), 0x11AAFF);
    assert_int_equal(fill_of(" #12aBcD "), 0x12ABCD);
    assert_int_equal(fill_of("rgb(1,2, 300)"), 0x0102FF);
    assert_int_equal(fill_of("rgb(50% 0% 100%)"), 0x8000FF);
    assert_int_equal(fill_of("orange"), 0xFFA500);
    static const char *const WRONG[] = {"",          "#12",        "#12345g", "rgb(1,2)",
                                        "rgb(1,2,3", "hsl(1,2,3)", "url(#a)", "tomato"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Look look = look_first();
        assert_non_null(look_set(&look, STR("fill"), str_of(WRONG[i])));
    }
}

static void properties_that_change_nothing_pass(void **state)
{
    (void)state;
    Look look = look_first();
    assert_null(look_set(&look, STR("opacity"), STR("1")));
    assert_null(look_set(&look, STR("font-size"), STR("12px")));
    assert_null(look_set(&look, STR("clip-path"), STR("none")));
    assert_null(look_set(&look, STR("stroke"), STR("inherit")));
    assert_non_null(look_set(&look, STR("opacity"), STR("0")));
    assert_non_null(look_set(&look, STR("opacity"), STR(".99")));
    assert_non_null(look_set(&look, STR("clip-path"), STR("url(#a)")));
    assert_non_null(look_set(&look, STR("visibility"), STR("hidden")));
    assert_non_null(look_set(&look, STR("stroke-dasharray"), STR("1 2")));
    assert_null(look_set(&look, STR("stroke-dasharray"), STR("2, 2")));
    assert_int_equal(look.dash, 2 * FIXED_ONE);
}

static void properties_take_their_own_words_alone(void **state)
{
    (void)state;
    static const char *const RIGHT[][2] = {
        {"stroke-width", "2pt"},      {"stroke-dasharray", "none"}, {"stroke-dasharray", "3"},
        {"stroke-miterlimit", "4"},   {"stroke-miterlimit", "1"},   {"stroke-linecap", "round"},
        {"stroke-linejoin", "bevel"}, {"fill-rule", "evenodd"},     {"display", "inline"},
        {"fill-opacity", "1"},        {"stroke-opacity", "1.0"},    {"color", "#123456"}};
    static const char *const WRONG[][2] = {
        {"stroke-width", "-1"},        {"stroke-width", "thick"},    {"stroke-dasharray", "-1"},
        {"stroke-miterlimit", "0.99"}, {"stroke-miterlimit", "4px"}, {"stroke-linecap", "flat"},
        {"stroke-linejoin", "arcs"},   {"fill-rule", "odd"},         {"fill-opacity", "0"},
        {"stroke-opacity", "0"},       {"color", "tomato"}};
    Look look = look_first();
    for (size_t i = 0; i < sizeof RIGHT / sizeof *RIGHT; i++)
        assert_null(look_set(&look, str_of(RIGHT[i][0]), str_of(RIGHT[i][1])));
    assert_int_equal(look.miter, FIXED_ONE);
    assert_int_equal(look.dash, 3 * FIXED_ONE);
    assert_true(look.even_odd);
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
        if (!look_set(&look, str_of(WRONG[i][0]), str_of(WRONG[i][1])))
            fail_msg("%s: %s", WRONG[i][0], WRONG[i][1]);
}

static void lengths_have_units(void **state)
{
    (void)state;
    Fixed length = 0;
    assert_true(look_length(STR(" 3pt "), &length));
    assert_int_equal(length, 4 * FIXED_ONE);
    assert_true(look_length(STR("127mm"), &length));
    assert_int_equal(length, 480 * FIXED_ONE);
    assert_true(look_length(STR("-2in"), &length));
    assert_int_equal(length, -192 * FIXED_ONE);
    assert_false(look_length(STR("5em"), &length));
    assert_false(look_length(STR("50%"), &length));
    assert_false(look_length(STR("px"), &length));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_SVG_has_them),
        cmocka_unit_test(what_is_no_number_is_left_alone),
        cmocka_unit_test(products_and_roots_are_exact),
        cmocka_unit_test(sines_are_right_to_the_last_place),
        cmocka_unit_test(transforms_work_from_the_inside_out),
        cmocka_unit_test(transforms_that_are_none_are_refused),
        cmocka_unit_test(growth_is_that_of_similar_shapes_alone),
        TEST(arcs_lie_on_their_circle),
        TEST(odd_arcs_are_lines_or_nothing),
        TEST(what_follows_a_closed_shape_begins_where_that_began),
        TEST(curves_go_on_smoothly_from_curves_alone),
        TEST(faults_in_path_data_are_where_they_are),
        TEST(too_many_steps_and_too_far_ones_fail),
        cmocka_unit_test(colours_are_read),
        cmocka_unit_test(properties_that_change_nothing_pass),
        cmocka_unit_test(properties_take_their_own_words_alone),
        cmocka_unit_test(lengths_have_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
