/* charts: scales, ticks in four languages, angles, and what is drawn of them. */

#include "layout/chart.h"

#define START start
#include "unit.h"

static Theme theme;
static Setting setting;

static int start(void **state)
{
    unit_start(state);
    theme = (Theme){.chart = {.colours = {0x1d4466, 0xa63a1e}, .count = 2, .hatch = true}};
    setting = (Setting){.job = &job, .theme = &theme, .lang = LANG_EN, .measure = LEN_PT(200)};
    return 0;
}

static Decimal decimal(const char *token)
{
    Decimal value;
    assert_true(decimal_parse(str_of(token), &value));
    return value;
}

static void whole_numbers_become_decimals(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        int place;
        const char *text;
    } CASES[] = {{0, 5, "0"},
                 {120, 0, "120"},
                 {-25, -1, "-2.5"},
                 {7, 9, "7000000000"},
                 {INT64_MIN, 0, "-9223372036854775808"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Decimal value = decimal_whole(CASES[i].value, CASES[i].place);
        assert_string_equal(decimal_text(&value, arena), CASES[i].text);
    }
}

static void units_are_rounded(void **state)
{
    (void)state;
    Decimal value = decimal("-12.345");
    assert_int_equal(chart_units(&value, -2), -1235);
    assert_int_equal(chart_units(&value, 0), -12);
    assert_int_equal(chart_units(&value, 3), 0);
    assert_int_equal(chart_units(&value, -5), -1234500);
}

/* Low end, high end and step of a scale, as decimals. */
static void assert_scale(const char *least, const char *most, int ticks, bool zero, bool whole,
                         const char *wanted)
{
    ChartScale scale = chart_scale(decimal(least), decimal(most), ticks, zero, whole);
    Decimal ends[] = {decimal_whole(scale.low, scale.place), decimal_whole(scale.high, scale.place),
                      decimal_whole(scale.step, scale.place)};
    const char *found = arena_printf(arena, "%s %s %s", decimal_text(&ends[0], arena),
                                     decimal_text(&ends[1], arena), decimal_text(&ends[2], arena));
    assert_string_equal(found, wanted);
    assert_int_equal(scale.low % scale.step, 0);
    assert_int_equal(scale.high % scale.step, 0);
}

static void scales_step_by_one_two_and_five(void **state)
{
    (void)state;
    assert_scale("0", "38", 4, true, true, "0 40 10");
    assert_scale("12", "41", 2, true, true, "0 60 20");
    assert_scale("-4.5", "12.5", 4, true, false, "-5 15 5");
    assert_scale("-4.5", "-1", 3, true, false, "-6 0 2");
    assert_scale("21750000000", "35000000000", 4, true, false, "0 40000000000 10000000000");
    assert_scale("96", "104", 4, false, false, "96 104 2");
    assert_scale("0.0012", "0.0031", 3, true, false, "0 0.004 0.001");
}

static void scales_have_a_length_whatever_the_values(void **state)
{
    (void)state;
    assert_scale("0", "0", 4, true, true, "0 1 1");
    assert_scale("1", "2", 8, true, true, "0 2 1");
    ChartScale one = chart_scale(decimal("7"), decimal("7"), 3, false, false);
    assert_true(one.high > one.low);
    ChartScale far = chart_scale(decimal("-9e90"), decimal("1e-90"), 5, true, false);
    assert_true(far.low < 0 && far.high == 0);
}

static void amounts_find_their_place(void **state)
{
    (void)state;
    ChartScale scale = chart_scale(decimal("-10"), decimal("30"), 4, true, false);
    Decimal least = decimal("-10"), zero = decimal("0"), most = decimal("30");
    assert_int_equal(chart_at(&scale, &least, 40000), 0);
    assert_int_equal(chart_at(&scale, &zero, 40000), 10000);
    assert_int_equal(chart_at(&scale, &most, 40000), 40000);
}

/* The words of the axis, and of its highest tick. */
static void assert_axis(Lang lang, Scale scale, const char *pattern, const char *most,
                        const char *unit, const char *tick)
{
    Chart chart = {.unit = str_of(pattern), .scale = scale};
    setting.lang = lang;
    setting.locale = locale_open(arena, lang);
    ChartScale found = chart_scale(decimal("0"), decimal(most), 4, true, false);
    ChartAxis axis = chart_axis(&setting, &chart, &found);
    Str words = chart_tick(&setting, &found, &axis, found.high);
    assert_string_equal(arena_copy(arena, axis.unit.data, axis.unit.length), unit);
    assert_string_equal(arena_copy(arena, words.data, words.length), tick);
}

static void axes_speak_their_language(void **state)
{
    (void)state;
    assert_axis(LANG_EN, SCALE_LONG, "{} yuan", "21750000000", "billion yuan", "25");
    assert_axis(LANG_EN, SCALE_LONG, "US${}", "4500000", "US$ million", "5");
    assert_axis(LANG_ZH_HANS, SCALE_SHORT, "{}元", "21750000000", "亿元", "250");
    assert_axis(LANG_JA, SCALE_SHORT, "{}社", "35000", "万社", "4");
    assert_axis(LANG_DE, SCALE_SHORT, "{} Yuan", "21750000000", "Mrd. Yuan", "25");
    assert_axis(LANG_DE, SCALE_PLAIN, "{} km²", "4.5", "km²", "5");
    assert_axis(LANG_EN, SCALE_PLAIN, "{}", "12", "", "12");
    assert_axis(LANG_ZH_HANS, SCALE_PLAIN, "每日{}吨", "12", "每日…吨", "12");
    assert_axis(LANG_DE, SCALE_PLAIN, "{} km²", "2400", "km²", "2.500");
}

static void sines_are_near_enough(void **state)
{
    (void)state;
    assert_int_equal(chart_sine(0), 0);
    assert_int_equal(chart_sine(90000), 1000000);
    assert_int_equal(chart_sine(30000), 500000);
    assert_int_equal(chart_sine(-90000), -1000000);
    assert_int_equal(chart_cosine(180000), -1000000);
    for (int32_t angle = -400000; angle < 400000; angle += 777) {
        int64_t sine = chart_sine(angle), cosine = chart_cosine(angle);
        int64_t off = sine * sine + cosine * cosine - 1000000000000;
        assert_in_range(off < 0 ? -off : off, 0, 100000000); /* 1 in 10,000 of the square */
    }
}

static void assert_within(const Frame *frame, Len left, Len top, Len right, Len bottom)
{
    for (int i = 0; i < frame->count; i++) {
        const Path *path = frame->items[i].as.path;
        assert_int_equal(frame->items[i].kind, ITEM_PATH);
        for (int s = 0; s < path->count; s++)
            for (int p = 0; p < (path->steps[s].verb == PATH_CURVE ? 3 : 1); p++) {
                if (path->steps[s].verb == PATH_CLOSE)
                    continue;
                assert_true(path->steps[s].x[p] >= left && path->steps[s].x[p] <= right);
                assert_true(path->steps[s].y[p] >= top && path->steps[s].y[p] <= bottom);
            }
    }
}

static void rings_stay_in_their_circle(void **state)
{
    (void)state;
    Frame *frame = frame_new(arena, 100000, 100000);
    ChartPen pen = {&setting, frame, NODE_ARTIFACT, WHERE_NONE};
    chart_ring(&pen, 50000, 50000, 40000, 25000, 0, 123456, 0);
    chart_ring(&pen, 50000, 50000, 40000, 25000, 123456, 360000, 1);
    chart_ring(&pen, 50000, 50000, 40000, 25000, 0, 360000, 2);
    /* what pulls a curve of 45 degrees stands out by tan(11.25) squared */
    assert_within(frame, 8900, 8900, 91100, 91100);
    const Path *part = frame->items[0].as.path;
    assert_int_equal(part->steps[0].x[0], 50000);
    assert_int_equal(part->steps[0].y[0], 10000);
}

static void boxes_are_turned_over(void **state)
{
    (void)state;
    Frame *frame = frame_new(arena, 100000, 100000);
    ChartPen pen = {&setting, frame, NODE_ARTIFACT, WHERE_NONE};
    chart_box(&pen, 50000, 50000, -20000, -10000, 0);
    assert_within(frame, 30000, 40000, 50000, 50000);
}

static void series_differ_in_one_ink(void **state)
{
    (void)state;
    Frame *frame = frame_new(arena, 100000, 100000);
    ChartPen pen = {&setting, frame, NODE_ARTIFACT, WHERE_NONE};
    for (int s = 0; s < CHART_SERIES_MOST; s++) {
        chart_box(&pen, 0, 0, 10000, 10000, s);
        chart_stroke(&pen, 0, 0, 10000, 10000, s);
        chart_knot(&pen, 5000, 5000, s);
    }
    for (int a = 0; a < CHART_SERIES_MOST; a++)
        for (int b = 0; b < a; b++) {
            const Path *one = frame->items[3 * a].as.path, *other = frame->items[3 * b].as.path;
            assert_int_not_equal(one->fill, other->fill);
            assert_int_not_equal(frame->items[3 * a + 1].as.path->dash,
                                 frame->items[3 * b + 1].as.path->dash);
        }
}

static void sparklines_fill_their_cell(void **state)
{
    (void)state;
    Decimal values[] = {decimal("3"), decimal("-2"), decimal("7.5")};
    int32_t days[] = {0, 365, 730};
    bool ahead[] = {false, false, false};
    Trend trend = {values, days, ahead, 3};
    const Frame *frame = chart_sparkline(&setting, &trend, NODE_DOCUMENT, 7, 40000, 9000);
    assert_within(frame, 0, 0, 40000, 9000);
    assert_int_equal(frame->count, 2);
    assert_int_equal(frame->items[0].as.path->count, 3);
    for (int i = 0; i < frame->count; i++) {
        assert_int_equal(frame->items[i].node, NODE_DOCUMENT);
        assert_int_equal(frame->items[i].where, 7);
    }
    Decimal level[] = {decimal("5"), decimal("5")};
    Trend flat = {level, days, ahead, 2};
    frame = chart_sparkline(&setting, &flat, NODE_DOCUMENT, 7, 40000, 9000);
    assert_within(frame, 0, 0, 40000, 9000);
    assert_int_equal(frame->items[0].as.path->steps[1].y[0], 4500);
}

static void sparklines_are_dashed_towards_what_is_ahead(void **state)
{
    (void)state;
    Decimal values[] = {decimal("3"), decimal("4"), decimal("9"), decimal("6")};
    int32_t days[] = {0, 365, 730, 1095};
    bool ahead[] = {false, false, true, false};
    Trend trend = {values, days, ahead, 4};
    const Frame *frame = chart_sparkline(&setting, &trend, NODE_DOCUMENT, 7, 40000, 9000);
    assert_int_equal(frame->count, 3);
    const Path *known = frame->items[0].as.path, *dashed = frame->items[1].as.path;
    assert_int_equal(known->dash, 0);
    assert_int_equal(known->count, 4); /* to the second, and from the third to the last */
    assert_true(dashed->dash > 0);
    assert_int_equal(dashed->count, 2);
    assert_int_equal(dashed->steps[0].x[0], known->steps[1].x[0]);
    assert_int_equal(dashed->steps[1].y[0], known->steps[2].y[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whole_numbers_become_decimals),   TEST(units_are_rounded),
        TEST(scales_step_by_one_two_and_five), TEST(scales_have_a_length_whatever_the_values),
        TEST(amounts_find_their_place),        TEST(axes_speak_their_language),
        TEST(sines_are_near_enough),           TEST(rings_stay_in_their_circle),
        TEST(boxes_are_turned_over),           TEST(series_differ_in_one_ink),
        TEST(sparklines_fill_their_cell),      TEST(sparklines_are_dashed_towards_what_is_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
