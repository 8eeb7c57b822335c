/* Scales, the words on axes, and sines; chart_draw.c draws, chart_set.c puts
 * a chart together. */
#include "layout/chart.h"

#include <string.h>

#include "base/buf.h"

const char *const CHART_SIDE_WORDS[] = {
#define CHART_SIDE_WORD(name, word) word,
    CHART_SIDES(CHART_SIDE_WORD)
#undef CHART_SIDE_WORD
        NULL};

/* Digits that amounts are drawn with: a page is 800,000 Len high. */
#define UNIT_DIGITS 9

int64_t chart_units(const Decimal *amount, int place)
{
    Decimal rounded = decimal_round(amount, place);
    int64_t units = 0;
    for (int i = 0; i < rounded.point - place; i++)
        units = units * 10 + (i < rounded.count ? rounded.digits[i] - '0' : 0);
    return rounded.negative ? -units : units;
}

static int64_t power_of_ten(int exponent)
{
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* The least of 1, 2, 5, 10, 20 ..., no less than `least`, that cuts `span`
 * into not many more than `ticks` steps. Half as many again is better than
 * half: an axis with nothing but its ends says little. */
static int64_t nice_step(int64_t span, int ticks, int64_t least)
{
    for (int64_t power = 1;; power *= 10)
        for (int i = 0; i < 3; i++) {
            static const int NICE[] = {1, 2, 5};
            int64_t step = NICE[i] * power;
            if (step >= least && span <= step * (ticks * 3 / 2))
                return step;
        }
}

/* Down to a multiple of `step`. */
static int64_t multiple_below(int64_t value, int64_t step)
{
    int64_t rest = value % step;
    return value - rest - (rest < 0 ? step : 0);
}

ChartScale chart_scale(Decimal least, Decimal most, int ticks, bool zero, bool whole)
{
    int point = least.count && least.point > most.point ? least.point : most.point;
    if (most.count == 0)
        point = least.point;
    ChartScale scale = {.place = point - UNIT_DIGITS};
    int64_t low = chart_units(&least, scale.place), high = chart_units(&most, scale.place);
    if (zero && low > 0)
        low = 0;
    if (zero && high < 0)
        high = 0;
    int64_t one = whole && scale.place < 0 ? power_of_ten(-scale.place) : 1;
    scale.step = nice_step(high - low, ticks, one);
    scale.low = multiple_below(low, scale.step);
    scale.high = -multiple_below(-high, scale.step);
    if (scale.high == scale.low)
        scale.high += scale.step;
    return scale;
}

Len chart_at(const ChartScale *scale, const Decimal *amount, Len length)
{
    return len_scale(chart_units(amount, scale->place) - scale->low, length,
                     scale->high - scale->low);
}

bool chart_ends(const Chart *chart, Decimal *least, Decimal *most)
{
    bool any = false;
    for (int i = 0; i < chart->count; i++) {
        const ChartPoint *point = &chart->points[i];
        if (!point->drawn)
            continue;
        if (!any || decimal_compare(&point->amount, least) < 0)
            *least = point->amount;
        if (!any || decimal_compare(&point->amount, most) > 0)
            *most = point->amount;
        any = true;
    }
    return any;
}

/* -- words on an axis -------------------------------------------------------------- */

static bool is_blank(Str text, size_t at, size_t *length)
{
    *length = at;
    uint32_t c = at < text.length ? utf8_next(text, length) : 0;
    *length -= at;
    return utf8_is_space(c);
}

static Str trim(Str text)
{
    size_t length = 0;
    while (is_blank(text, 0, &length))
        text = (Str){text.data + length, text.length - length};
    for (size_t at = 0, end = 0; at < text.length;) {
        size_t from = at;
        if (is_blank(text, at, &length))
            at += length;
        else {
            utf8_next(text, &at);
            end = at;
        }
        if (at == text.length && end <= from)
            text.length = end;
    }
    return text;
}

/* The word for 10^exponent, if the language has one and no digit but 1 stands
 * with it: "billion", "亿". */
static bool scale_word(const Setting *setting, Scale scale, int exponent, Str *word)
{
    Decimal power = decimal_whole(1, exponent);
    Str words = str_of(locale_number(setting->locale, setting->job->arena, &power, scale));
    if (words.length < 2 || words.data[0] != '1')
        return false;
    *word = trim((Str){words.data + 1, words.length - 1});
    if (word->length == 0 || word->data[0] == ',' || word->data[0] == '.')
        return false;
    for (size_t i = 0; i < word->length; i++)
        if (word->data[i] >= '0' && word->data[i] <= '9')
            return false;
    return true;
}

/* Where the pattern has its "{}"; behind its end: nowhere. */
static size_t slot_of(Str pattern)
{
    size_t slot = 0;
    while (slot + 1 < pattern.length &&
           (pattern.data[slot] != '{' || pattern.data[slot + 1] != '}'))
        slot++;
    return slot + 1 < pattern.length ? slot : pattern.length;
}

/* The unit's pattern around `inner`, which may be empty. */
static Str unit_words(Arena *arena, Str pattern, Str inner)
{
    size_t slot = slot_of(pattern);
    bool has = slot < pattern.length;
    Str before = {pattern.data, has ? slot : 0};
    Str after = has ? (Str){pattern.data + slot + 2, pattern.length - slot - 2} : (Str){NULL, 0};
    Buf buf;
    buf_init(&buf, arena);
    buf_add(&buf, before.data, before.length);
    size_t length;
    bool latin = inner.length && (unsigned char)inner.data[0] < 0x80;
    if (latin && before.length && !is_blank(before, before.length - 1, &length))
        buf_char(&buf, ' ');
    buf_add(&buf, inner.data, inner.length);
    if (inner.length == 0 && trim(before).length && trim(after).length)
        buf_text(&buf, "…");
    if (after.length)
        buf_add(&buf, after.data, after.length);
    return trim(str_of(buf.data));
}

ChartAxis chart_axis(const Setting *setting, const Chart *chart, const ChartScale *scale)
{
    ChartAxis axis = {.exponent = 0};
    int64_t most = scale->high > -scale->low ? scale->high : -scale->low;
    Decimal largest = decimal_whole(most, scale->place);
    Str word = {NULL, 0};
    for (int e = largest.point - 1; e > 2 && chart->scale != SCALE_PLAIN; e--)
        if (scale_word(setting, chart->scale, e, &word)) {
            axis.exponent = e;
            break;
        }
    if (axis.exponent == 0)
        word = (Str){NULL, 0};
    axis.unit = unit_words(setting->job->arena, chart->unit, word);
    return axis;
}

Str chart_tick(const Setting *setting, const ChartScale *scale, const ChartAxis *axis,
               int64_t value)
{
    Decimal number = decimal_whole(value, scale->place - axis->exponent);
    return str_of(locale_number(setting->locale, setting->job->arena, &number, SCALE_PLAIN));
}

/* Is it the pattern with the number in the place of its "{}"? */
static bool is_filled(Str words, Str pattern, Str number)
{
    size_t slot = slot_of(pattern), behind = pattern.length - slot - 2;
    return slot < pattern.length && words.length == slot + number.length + behind &&
           memcmp(words.data, pattern.data, slot) == 0 &&
           memcmp(words.data + slot, number.data, number.length) == 0 &&
           memcmp(words.data + slot + number.length, pattern.data + slot + 2, behind) == 0;
}

Str chart_number(const Setting *setting, const Chart *chart, const ChartAxis *axis,
                 const ChartPoint *point)
{
    Arena *arena = setting->job->arena;
    Str number = str_of(locale_number(setting->locale, arena, &point->amount, SCALE_PLAIN));
    bool same = axis->exponent == 0 &&
                is_filled(str_of(text_plain(arena, point->label)), chart->unit, number);
    return same ? number : (Str){NULL, 0};
}

/* -- angles ------------------------------------------------------------------------ */

#define RIGHT_ANGLE 90000

/* Sines of 0 to 90 degrees, in millionths. */
static const int32_t SINES[91] = {
    0,      17452,  34899,  52336,  69756,  87156,  104528, 121869, 139173, 156434, 173648, 190809,
    207912, 224951, 241922, 258819, 275637, 292372, 309017, 325568, 342020, 358368, 374607, 390731,
    406737, 422618, 438371, 453990, 469472, 484810, 500000, 515038, 529919, 544639, 559193, 573576,
    587785, 601815, 615661, 629320, 642788, 656059, 669131, 681998, 694658, 707107, 719340, 731354,
    743145, 754710, 766044, 777146, 788011, 798636, 809017, 819152, 829038, 838671, 848048, 857167,
    866025, 874620, 882948, 891007, 898794, 906308, 913545, 920505, 927184, 933580, 939693, 945519,
    951057, 956305, 961262, 965926, 970296, 974370, 978148, 981627, 984808, 987688, 990268, 992546,
    994522, 996195, 997564, 998630, 999391, 999848, 1000000};

int32_t chart_sine(int32_t angle)
{
    angle = (angle % 360000 + 360000) % 360000;
    if (angle >= 2 * RIGHT_ANGLE)
        return -chart_sine(angle - 2 * RIGHT_ANGLE);
    if (angle > RIGHT_ANGLE)
        angle = 2 * RIGHT_ANGLE - angle;
    int degree = angle / 1000, rest = angle % 1000;
    if (rest == 0)
        return SINES[degree];
    return SINES[degree] + (SINES[degree + 1] - SINES[degree]) * rest / 1000;
}

int32_t chart_cosine(int32_t angle)
{
    return chart_sine(angle + RIGHT_ANGLE);
}
