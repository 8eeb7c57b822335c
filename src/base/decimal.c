#include "base/decimal.h"

#include <string.h>

#include "base/buf.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Strips zeros at both ends and sets the form of zero. */
static void normalise(Decimal *decimal)
{
    int leading = 0;
    while (leading < decimal->count && decimal->digits[leading] == '0')
        leading++;
    decimal->count -= leading;
    decimal->point -= leading;
    memmove(decimal->digits, decimal->digits + leading, (size_t)decimal->count);
    while (decimal->count && decimal->digits[decimal->count - 1] == '0')
        decimal->count--;
    if (decimal->count == 0) {
        decimal->point = 0;
        decimal->negative = false;
    }
}

static bool parse_exponent(Str token, size_t at, int *exponent)
{
    bool negative = false;
    if (at < token.length && (token.data[at] == '+' || token.data[at] == '-'))
        negative = token.data[at++] == '-';
    if (at == token.length)
        return false;
    int value = 0;
    for (; at < token.length; at++) {
        if (!is_digit(token.data[at]) || value > 999)
            return false;
        value = value * 10 + (token.data[at] - '0');
    }
    *exponent = negative ? -value : value;
    return value <= 999;
}

/* Digits from *at on, into the decimal. False if there are none, or too many. */
static bool take_digits(Str token, size_t *at, Decimal *decimal)
{
    size_t start = *at;
    for (; *at < token.length && is_digit(token.data[*at]); ++*at) {
        if (decimal->count == DECIMAL_DIGITS)
            return false;
        decimal->digits[decimal->count++] = token.data[*at];
    }
    return *at > start;
}

bool decimal_parse(Str token, Decimal *decimal)
{
    *decimal = (Decimal){.count = 0};
    decimal->negative = token.length && token.data[0] == '-';
    size_t at = decimal->negative ? 1 : 0;
    if (!take_digits(token, &at, decimal) || (decimal->count > 1 && decimal->digits[0] == '0'))
        return false;
    decimal->point = decimal->count;
    if (at < token.length && token.data[at] == '.') {
        at++;
        if (!take_digits(token, &at, decimal))
            return false;
    }
    int exponent = 0;
    if (at < token.length) {
        if (token.data[at] != 'e' && token.data[at] != 'E')
            return false;
        if (!parse_exponent(token, at + 1, &exponent))
            return false;
    }
    decimal->point += exponent;
    normalise(decimal);
    return true;
}

static int compare_size(const Decimal *a, const Decimal *b)
{
    if (a->count == 0 || b->count == 0)
        return (a->count > 0) - (b->count > 0);
    if (a->point != b->point)
        return a->point < b->point ? -1 : 1;
    int shorter = a->count < b->count ? a->count : b->count;
    int order = memcmp(a->digits, b->digits, (size_t)shorter);
    if (order)
        return order < 0 ? -1 : 1;
    return (a->count > b->count) - (a->count < b->count);
}

int decimal_compare(const Decimal *a, const Decimal *b)
{
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    return a->negative ? compare_size(b, a) : compare_size(a, b);
}

const char *decimal_text(const Decimal *decimal, Arena *arena)
{
    Buf buf;
    buf_init(&buf, arena);
    if (decimal->negative)
        buf_char(&buf, '-');
    if (decimal->point <= 0)
        buf_char(&buf, '0');
    for (int i = 0; i < decimal->point; i++)
        buf_char(&buf, i < decimal->count ? decimal->digits[i] : '0');
    if (decimal->count > decimal->point) {
        buf_char(&buf, '.');
        for (int i = decimal->point; i < decimal->count; i++)
            buf_char(&buf, i < 0 ? '0' : decimal->digits[i]);
    }
    return buf.data;
}

/* Digit of 10^place, 0 beyond either end. */
static int digit_at(const Decimal *decimal, int place)
{
    int index = decimal->point - 1 - place;
    return index >= 0 && index < decimal->count ? decimal->digits[index] - '0' : 0;
}

Decimal decimal_round(const Decimal *decimal, int place)
{
    int kept = decimal->point - place;
    Decimal rounded = *decimal;
    if (kept >= decimal->count)
        return rounded;
    bool up = digit_at(decimal, place - 1) >= 5;
    rounded.count = kept > 0 ? kept : 0;
    for (int i = rounded.count - 1; up && i >= 0; i--) {
        up = rounded.digits[i] == '9';
        rounded.digits[i] = up ? '0' : (char)(rounded.digits[i] + 1);
    }
    if (up) { /* carried out of the first digit */
        memmove(rounded.digits + 1, rounded.digits, (size_t)rounded.count);
        rounded.digits[0] = '1';
        rounded.point = (kept > 0 ? rounded.point : place) + 1;
        rounded.count++;
    }
    normalise(&rounded);
    return rounded;
}

/* `a` and `b` digit by digit from the lowest place: a + sign * b, |a| >= |b|. */
static bool combine(const Decimal *a, const Decimal *b, int sign, Decimal *result)
{
    int low_a = a->point - a->count, low_b = b->point - b->count;
    int low = low_a < low_b ? low_a : low_b;
    int high = (a->point > b->point ? a->point : b->point) + 1;
    int carry = 0;
    if (high - low > DECIMAL_DIGITS)
        return false;
    *result = (Decimal){.negative = a->negative, .point = high, .count = high - low};
    for (int place = low; place < high; place++) {
        int digit = digit_at(a, place) + sign * digit_at(b, place) + carry;
        carry = digit < 0 ? -1 : digit / 10;
        result->digits[high - 1 - place] = (char)('0' + (digit + 10) % 10);
    }
    normalise(result);
    return true;
}

bool decimal_add(const Decimal *a, const Decimal *b, Decimal *sum)
{
    bool swap = compare_size(a, b) < 0;
    const Decimal *large = swap ? b : a, *small = swap ? a : b;
    return combine(large, small, a->negative == b->negative ? 1 : -1, sum);
}

bool decimal_multiply(const Decimal *a, const Decimal *b, Decimal *product)
{
    int count = a->count + b->count;
    if (count > DECIMAL_DIGITS)
        return false;
    int columns[DECIMAL_DIGITS] = {0};
    for (int i = 0; i < a->count; i++)
        for (int j = 0; j < b->count; j++)
            columns[i + j + 1] += (a->digits[i] - '0') * (b->digits[j] - '0');
    *product = (Decimal){
        .negative = a->negative != b->negative, .point = a->point + b->point, .count = count};
    for (int i = count - 1, carry = 0; i >= 0; i--) {
        carry += columns[i];
        product->digits[i] = (char)('0' + carry % 10);
        carry /= 10;
    }
    normalise(product);
    return true;
}

Decimal decimal_whole(int64_t value, int place)
{
    Decimal decimal = {.negative = value < 0};
    char reversed[24];
    int count = 0;
    for (uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value; rest; rest /= 10)
        reversed[count++] = (char)('0' + rest % 10);
    while (decimal.count < count) {
        decimal.digits[decimal.count] = reversed[count - 1 - decimal.count];
        decimal.count++;
    }
    decimal.point = count + place;
    normalise(&decimal);
    return decimal;
}

bool decimal_thousandths(const Decimal *decimal, int32_t *value)
{
    int64_t sum = 0;
    int places = decimal->point + 3;
    if (places > 10)
        return false;
    for (int i = 0; i < places; i++)
        sum = sum * 10 + (i < decimal->count ? decimal->digits[i] - '0' : 0);
    if (places >= 0 && places < decimal->count && decimal->digits[places] >= '5')
        sum++;
    if (sum > INT32_MAX)
        return false;
    *value = (int32_t)(decimal->negative ? -sum : sum);
    return true;
}

bool decimal_reaches(const Decimal *decimal, long whole)
{
    Decimal limit = {.count = 0};
    char reversed[24];
    int count = 0;
    for (; whole > 0; whole /= 10)
        reversed[count++] = (char)('0' + whole % 10);
    for (int i = count - 1; i >= 0; i--)
        limit.digits[limit.count++] = reversed[i];
    limit.point = count;
    normalise(&limit);
    return compare_size(decimal, &limit) >= 0;
}
