#include "picture/look.h"

#include <string.h>

static const struct {
    const char *name;
    Colour colour;
} COLOUR_NAMES[] = {{"aqua", 0x00FFFF},    {"black", 0x000000}, {"blue", 0x0000FF},
                    {"fuchsia", 0xFF00FF}, {"gray", 0x808080},  {"green", 0x008000},
                    {"grey", 0x808080},    {"lime", 0x00FF00},  {"maroon", 0x800000},
                    {"navy", 0x000080},    {"olive", 0x808000}, {"orange", 0xFFA500},
                    {"purple", 0x800080},  {"red", 0xFF0000},   {"silver", 0xC0C0C0},
                    {"teal", 0x008080},    {"white", 0xFFFFFF}, {"yellow", 0xFFFF00}};

Look look_first(void)
{
    return (Look){.fill = {PAINT_COLOUR, 0}, .width = FIXED_ONE, .miter = 4 * FIXED_ONE};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Str look_trim(Str text)
{
    while (text.length && is_blank(text.data[0]))
        text = (Str){text.data + 1, text.length - 1};
    while (text.length && is_blank(text.data[text.length - 1]))
        text.length--;
    return text;
}

/* -- lengths ----------------------------------------------------------------------- */

bool look_length(Str text, Fixed *length)
{
    static const struct {
        const char *unit;
        int numerator, denominator; /* of a px */
    } UNITS[] = {{"", 1, 1},    {"px", 1, 1},      {"pt", 4, 3},    {"pc", 16, 1},
                 {"in", 96, 1}, {"cm", 9600, 254}, {"mm", 960, 254}};
    text = look_trim(text);
    if (!fixed_read(&text, length))
        return false;
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (str_is(text, UNITS[i].unit)) {
            *length = fixed_scale(*length, UNITS[i].numerator, UNITS[i].denominator);
            return fixed_in_range(*length);
        }
    return false;
}

static const char *set_length(Str value, Fixed *length)
{
    Fixed read;
    if (!look_length(value, &read) || read < 0)
        return "that is no length in px, pt, pc, in, cm or mm";
    *length = read;
    return NULL;
}

/* One length, or the same twice: dashes as long as the gaps. */
static const char *set_dash(Str value, Fixed *dash)
{
    Fixed first = 0, second = 0;
    *dash = 0;
    if (str_is(value, "none"))
        return NULL;
    bool read = fixed_read(&value, &first);
    fixed_skip(&value);
    second = first;
    if (read && value.length)
        read = fixed_read(&value, &second);
    if (!read || value.length || first != second || first < 0)
        return "dashes must be as long as the gaps between them";
    *dash = first;
    return NULL;
}

static const char *set_miter(Str value, Fixed *miter)
{
    Fixed read;
    if (!fixed_read(&value, &read) || value.length || read < FIXED_ONE)
        return "that is no number from 1";
    *miter = read;
    return NULL;
}

/* -- colours ----------------------------------------------------------------------- */

static int hex_of(char c)
{
    char low = (char)(c | 0x20);
    return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* "#rgb" or "#rrggbb". */
static bool read_hex(Str value, Colour *colour)
{
    bool brief = value.length == 4;
    if (value.data[0] != '#' || (!brief && value.length != 7))
        return false;
    *colour = 0;
    for (size_t i = 1; i < value.length; i++) {
        int digit = hex_of(value.data[i]);
        if (digit < 0)
            return false;
        *colour = *colour << 4 | (Colour)digit;
        if (brief)
            *colour = *colour << 4 | (Colour)digit;
    }
    return true;
}

/* "rgb(1, 2, 3)" or "rgb(10%, 20%, 30%)". */
static bool read_rgb(Str value, Colour *colour)
{
    if (value.length < 5 || memcmp(value.data, "rgb(", 4) != 0)
        return false;
    value = (Str){value.data + 4, value.length - 4};
    *colour = 0;
    for (int i = 0; i < 3; i++) {
        Fixed part;
        fixed_skip(&value);
        if (!fixed_read(&value, &part))
            return false;
        if (value.length && value.data[0] == '%') {
            part = fixed_scale(part, 255, 100);
            value = (Str){value.data + 1, value.length - 1};
        }
        part = part < 0 ? 0 : part > 255 * FIXED_ONE ? 255 * FIXED_ONE : part;
        *colour = *colour << 8 | (Colour)((part + FIXED_ONE / 2) / FIXED_ONE);
    }
    fixed_skip(&value);
    return str_is(value, ")");
}

static bool read_colour(Str value, Colour *colour)
{
    if (value.length && (read_hex(value, colour) || read_rgb(value, colour)))
        return true;
    for (size_t i = 0; i < sizeof COLOUR_NAMES / sizeof *COLOUR_NAMES; i++)
        if (str_is(value, COLOUR_NAMES[i].name)) {
            *colour = COLOUR_NAMES[i].colour;
            return true;
        }
    return false;
}

static const char *set_paint(Str value, Paint *paint)
{
    Paint read = {PAINT_COLOUR, 0};
    if (str_is(value, "none") || str_is(value, "transparent"))
        read.kind = PAINT_NONE;
    else if (str_is(value, "currentColor") || str_is(value, "currentcolor"))
        read.kind = PAINT_CURRENT;
    else if (!read_colour(value, &read.colour))
        return "colours are #rrggbb, rgb(r, g, b), currentColor, none, or one of a few names";
    *paint = read;
    return NULL;
}

/* -- properties -------------------------------------------------------------------- */

typedef enum {
    SETS_FILL,
    SETS_STROKE,
    SETS_COLOUR,
    SETS_WIDTH,
    SETS_DASH,
    SETS_MITER,
    SETS_CAP,
    SETS_JOIN,
    SETS_RULE,
    SETS_DISPLAY
} Sets;

static const struct {
    const char *name;
    Sets sets;
} PROPERTIES[] = {{"fill", SETS_FILL},
                  {"stroke", SETS_STROKE},
                  {"color", SETS_COLOUR},
                  {"stroke-width", SETS_WIDTH},
                  {"stroke-dasharray", SETS_DASH},
                  {"stroke-miterlimit", SETS_MITER},
                  {"stroke-linecap", SETS_CAP},
                  {"stroke-linejoin", SETS_JOIN},
                  {"fill-rule", SETS_RULE},
                  {"display", SETS_DISPLAY}};

static const char *set_word(Str value, const char *const *words, int *index)
{
    int found = str_among(value, words);
    if (found < 0)
        return "that is none of its words";
    *index = found;
    return NULL;
}

static const char *set_rule(Str value, bool *even_odd)
{
    static const char *const RULES[] = {"nonzero", "evenodd", NULL};
    int index = *even_odd;
    const char *why = set_word(value, RULES, &index);
    *even_odd = index == 1;
    return why;
}

static const char *set_known(Look *look, Sets sets, Str value)
{
    static const char *const CAPS[] = {"butt", "round", "square", NULL};
    static const char *const JOINS[] = {"miter", "round", "bevel", NULL};
    switch (sets) {
    case SETS_FILL:
        return set_paint(value, &look->fill);
    case SETS_STROKE:
        return set_paint(value, &look->stroke);
    case SETS_COLOUR:
        return read_colour(value, &look->current) ? NULL : "colours are #rrggbb";
    case SETS_WIDTH:
        return set_length(value, &look->width);
    case SETS_DASH:
        return set_dash(value, &look->dash);
    case SETS_MITER:
        return set_miter(value, &look->miter);
    case SETS_CAP:
        return set_word(value, CAPS, &look->cap);
    case SETS_JOIN:
        return set_word(value, JOINS, &look->join);
    case SETS_RULE:
        return set_rule(value, &look->even_odd);
    case SETS_DISPLAY:
        look->hidden |= str_is(value, "none");
        return NULL;
    }
    return NULL;
}

static bool begins(Str text, const char *with)
{
    size_t length = strlen(with);
    return text.length >= length && memcmp(text.data, with, length) == 0;
}

/* Programs write out long lists of properties as they are anyway, and those
 * of texts, of which there are none. */
static bool changes_nothing(Str name, Str value)
{
    static const char *const AS_IS[] = {"none", "normal",   "auto",    "1",          "1.0",
                                        "100%", "visible",  "0",       "accumulate", "nonzero",
                                        "sRGB", "baseline", "isolate", NULL};
    static const char *const NO_MATTER[] = {"font",
                                            "text-",
                                            "letter-",
                                            "word-",
                                            "line-",
                                            "-",
                                            "writing-",
                                            "white-space",
                                            "direction",
                                            "color-rendering",
                                            "image-rendering",
                                            "shape-rendering",
                                            "color-interpolation",
                                            "enable-background",
                                            "overflow",
                                            "solid-",
                                            "stop-",
                                            "flood-",
                                            "lighting-",
                                            "cursor",
                                            "pointer-events",
                                            "clip-rule"};
    bool clear = str_is(value, "0") && (begins(name, "opacity") || begins(name, "fill-opacity") ||
                                        begins(name, "stroke-opacity"));
    if (str_among(value, AS_IS) >= 0 && !clear)
        return true;
    for (size_t i = 0; i < sizeof NO_MATTER / sizeof *NO_MATTER; i++)
        if (begins(name, NO_MATTER[i]))
            return true;
    return false;
}

const char *look_set(Look *look, Str name, Str value)
{
    value = look_trim(value);
    if (str_is(value, "inherit"))
        return NULL;
    for (size_t i = 0; i < sizeof PROPERTIES / sizeof *PROPERTIES; i++)
        if (str_is(name, PROPERTIES[i].name))
            return set_known(look, PROPERTIES[i].sets, value);
    return changes_nothing(name, value) ? NULL : "it is not drawn";
}
