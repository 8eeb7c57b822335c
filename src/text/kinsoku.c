#include "text/kinsoku.h"

#include <stddef.h>
#include <unicode/uchar.h>

typedef enum {
    MARK_NONE,
    MARK_OPENING,     /* cl-01 */
    MARK_CLOSING,     /* cl-02 */
    MARK_HYPHEN,      /* cl-03 */
    MARK_DIVIDING,    /* cl-04 ！？ */
    MARK_MIDDLE,      /* cl-05 ・：； */
    MARK_STOP,        /* cl-06, cl-07 */
    MARK_INSEPARABLE, /* cl-08, of which … and ‥ begin no line */
    MARK_ITERATION,   /* cl-09 */
    MARK_SMALL,       /* cl-10, cl-11 */
    MARK_PREFIX,      /* cl-12 */
    MARK_SUFFIX,      /* cl-13 */
    MARK_WAVE,        /* cl-03 too, but normal lets them begin a line: 〜゠ */
    MARK_INTERPUNCT,  /* U+00B7 and the like: not in Western text */
    MARK_SOLIDUS,     /* CLREQ 3.1.3 */
    MARK_COMBINING
} Mark;

/* In the order of code points. Brackets, small kana and combining marks are
 * known by their properties and do not stand here. */
static const struct {
    uint32_t c;
    Mark mark;
} MARKS[] = {
    {'!', MARK_DIVIDING},       {'#', MARK_PREFIX},         {'$', MARK_PREFIX},
    {'%', MARK_SUFFIX},         {',', MARK_STOP},           {'-', MARK_HYPHEN},
    {'.', MARK_STOP},           {'/', MARK_SOLIDUS},        {':', MARK_MIDDLE},
    {';', MARK_MIDDLE},         {'?', MARK_DIVIDING},       {0xA2, MARK_SUFFIX},
    {0xA3, MARK_PREFIX},        {0xA5, MARK_PREFIX},        {0xB0, MARK_SUFFIX},
    {0xB7, MARK_INTERPUNCT},    {0x2010, MARK_HYPHEN},      {0x2011, MARK_HYPHEN},
    {0x2013, MARK_HYPHEN},      {0x2022, MARK_INTERPUNCT},  {0x2025, MARK_INSEPARABLE},
    {0x2026, MARK_INSEPARABLE}, {0x2027, MARK_INTERPUNCT},  {0x2030, MARK_SUFFIX},
    {0x2031, MARK_SUFFIX},      {0x2032, MARK_SUFFIX},      {0x2033, MARK_SUFFIX},
    {0x203C, MARK_DIVIDING},    {0x2047, MARK_DIVIDING},    {0x2048, MARK_DIVIDING},
    {0x2049, MARK_DIVIDING},    {0x20A9, MARK_PREFIX},      {0x20AC, MARK_PREFIX},
    {0x2103, MARK_SUFFIX},      {0x2109, MARK_SUFFIX},      {0x2113, MARK_SUFFIX},
    {0x2116, MARK_PREFIX},      {0x22EF, MARK_INSEPARABLE}, {0x3001, MARK_STOP},
    {0x3002, MARK_STOP},        {0x3005, MARK_ITERATION},   {0x301C, MARK_WAVE},
    {0x303B, MARK_ITERATION},   {0x309D, MARK_ITERATION},   {0x309E, MARK_ITERATION},
    {0x30A0, MARK_WAVE},        {0x30FB, MARK_MIDDLE},      {0x30FD, MARK_ITERATION},
    {0x30FE, MARK_ITERATION},   {0xFF01, MARK_DIVIDING},    {0xFF03, MARK_PREFIX},
    {0xFF04, MARK_PREFIX},      {0xFF05, MARK_SUFFIX},      {0xFF0C, MARK_STOP},
    {0xFF0E, MARK_STOP},        {0xFF0F, MARK_SOLIDUS},     {0xFF1A, MARK_MIDDLE},
    {0xFF1B, MARK_MIDDLE},      {0xFF1F, MARK_DIVIDING},    {0xFF5E, MARK_WAVE},
    {0xFF61, MARK_STOP},        {0xFF64, MARK_STOP},        {0xFF65, MARK_MIDDLE},
    {0xFFE0, MARK_SUFFIX},      {0xFFE1, MARK_PREFIX},      {0xFFE5, MARK_PREFIX},
    {0xFFE6, MARK_PREFIX},
};

static bool is_chinese(Lang lang)
{
    return lang == LANG_ZH_HANS || lang == LANG_ZH_HANT;
}

/* German closes with the marks that English opens with, and points its
 * guillemets inward. */
static Mark quote_of(uint32_t c, Lang lang)
{
    bool german = lang == LANG_DE;
    switch (c) {
    case 0x201C: /* “ */
    case 0x2018: /* ‘ */
        return german ? MARK_CLOSING : MARK_OPENING;
    case 0x201D: /* ” */
    case 0x2019: /* ’ */
        return MARK_CLOSING;
    case 0x201E: /* „ */
    case 0x201A: /* ‚ */
        return MARK_OPENING;
    case 0xAB:   /* « */
    case 0x2039: /* ‹ */
        return german ? MARK_CLOSING : MARK_OPENING;
    case 0xBB:   /* » */
    case 0x203A: /* › */
        return german ? MARK_OPENING : MARK_CLOSING;
    default:
        return MARK_NONE;
    }
}

static Mark mark_by_property(uint32_t c)
{
    if (u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK) == U_LB_CONDITIONAL_JAPANESE_STARTER)
        return MARK_SMALL;
    switch (u_charType((UChar32)c)) {
    case U_START_PUNCTUATION:
        return MARK_OPENING;
    case U_END_PUNCTUATION:
        return MARK_CLOSING;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
        return MARK_COMBINING;
    default:
        return MARK_NONE;
    }
}

static Mark mark_of(uint32_t c, Lang lang)
{
    if ((c >= '0' && c <= '9') || (c >= 0x3400 && c <= 0x9FFF))
        return MARK_NONE;
    Mark quote = quote_of(c, lang);
    if (quote != MARK_NONE)
        return quote;
    size_t low = 0, high = sizeof MARKS / sizeof *MARKS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (MARKS[middle].c == c)
            return MARKS[middle].mark;
        if (MARKS[middle].c < c)
            low = middle + 1;
        else
            high = middle;
    }
    return mark_by_property(c);
}

/* A connector begins no Chinese line even where Japanese lets it (CLREQ
 * 3.1.3), short of loose. An interpunct never does. */
bool text_begins_no_line(uint32_t c, Lang lang, Kinsoku kinsoku)
{
    switch (mark_of(c, lang)) {
    case MARK_CLOSING:
    case MARK_STOP:
    case MARK_INSEPARABLE:
    case MARK_COMBINING:
        return true;
    case MARK_INTERPUNCT:
        return lang_is_cjk(lang);
    case MARK_MIDDLE:
        return kinsoku != KINSOKU_LOOSE || c < 0x80 || (c == 0x30FB && is_chinese(lang));
    case MARK_DIVIDING:
        return kinsoku != KINSOKU_LOOSE || c < 0x80;
    case MARK_HYPHEN:
    case MARK_ITERATION:
    case MARK_SUFFIX:
    case MARK_SOLIDUS:
        return kinsoku != KINSOKU_LOOSE;
    case MARK_WAVE:
        return kinsoku == KINSOKU_STRICT || (kinsoku == KINSOKU_NORMAL && is_chinese(lang));
    case MARK_SMALL:
        return kinsoku == KINSOKU_STRICT;
    default:
        return false;
    }
}

bool text_ends_no_line(uint32_t c, Lang lang, Kinsoku kinsoku)
{
    Mark mark = mark_of(c, lang);
    return mark == MARK_OPENING || (mark == MARK_PREFIX && kinsoku != KINSOKU_LOOSE);
}

/* — ― … ‥ ⋯ ⸺ and ─, doubled; the halves of a vertical repeat mark 〳〵. */
bool text_never_parted(uint32_t before, uint32_t after)
{
    if (after == 0x3035)
        return before == 0x3033 || before == 0x3034;
    return before == after &&
           (before == 0x2014 || before == 0x2015 || before == 0x2025 || before == 0x2026 ||
            before == 0x22EF || before == 0x2500 || before == 0x2E3A);
}
