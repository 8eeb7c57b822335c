#include "base/decimal.h"
#include "json/json.h"

static bool numbers_equal(const JsonFiles *files, const Json *a, const Json *b)
{
    Str left = json_number(files, NULL, a, NULL), right = json_number(files, NULL, b, NULL);
    Decimal x, y;
    if (decimal_parse(left, &x) && decimal_parse(right, &y))
        return decimal_compare(&x, &y) == 0;
    return str_equal(left, right);
}

static bool arrays_equal(const JsonFiles *files, const Json *a, const Json *b)
{
    const Json *x = json_first(a), *y = json_first(b);
    for (; x && y; x = json_next(x), y = json_next(y))
        if (!json_equal(files, x, y))
            return false;
    return !x && !y;
}

static bool objects_equal(const JsonFiles *files, const Json *a, const Json *b)
{
    if (json_count(a) != json_count(b))
        return false;
    for (const Json *x = json_first(a); x; x = json_next(x)) {
        const Json *y = json_first(b);
        while (y && !str_equal(json_key(x), json_key(y)))
            y = json_next(y);
        if (!y || !json_equal(files, x, y))
            return false;
    }
    return true;
}

bool json_equal(const JsonFiles *files, const Json *a, const Json *b)
{
    if (json_type(a) != json_type(b))
        return false;
    switch (json_type(a)) {
    case JSON_NULL:
        return true;
    case JSON_BOOL:
        return json_bool(NULL, a, NULL) == json_bool(NULL, b, NULL);
    case JSON_NUMBER:
        return numbers_equal(files, a, b);
    case JSON_STRING:
        return str_equal(json_string(NULL, a, NULL), json_string(NULL, b, NULL));
    case JSON_ARRAY:
        return arrays_equal(files, a, b);
    case JSON_OBJECT:
        return objects_equal(files, a, b);
    }
    return false;
}
