#include "text/locale.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucal.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#define PATTERNS 8 /* date patterns kept open */

struct Locale {
    Arena *arena;
    Lang lang;
    Map shapes;
    Hyphens *hyphens[LANG_COUNT]; /* borrowed */
    UBreakIterator *lines;
    UNumberFormatter *numbers[SCALE_LONG + 1];
    UFormattedNumber *formatted;
    UPluralRules *plurals;
    UCollator *collator;
    struct {
        const char *pattern;
        UDateFormat *format;
    } dates[PATTERNS];
};

Locale *locale_open(Arena *arena, Lang lang)
{
    Locale *locale = ARENA_NEW(arena, Locale);
    locale->arena = arena;
    locale->lang = lang;
    map_init(&locale->shapes, arena);
    return locale;
}

Map *locale_shapes(Locale *locale)
{
    return &locale->shapes;
}

Arena *locale_arena(Locale *locale)
{
    return locale->arena;
}

void locale_hyphenate(Locale *locale, Lang lang, Hyphens *hyphens)
{
    locale->hyphens[lang] = hyphens;
}

Hyphens *locale_hyphens(const Locale *locale, Lang lang)
{
    return locale->hyphens[lang == LANG_NONE ? locale->lang : lang];
}

/* -- line breaks ---------------------------------------------------------------- */

static void close_breaks(void *handle)
{
    ubrk_close(handle);
}

static UBreakIterator *lines(Locale *locale)
{
    if (locale->lines)
        return locale->lines;
    UErrorCode error = U_ZERO_ERROR;
    const char *tag = lang_tag(locale->lang);
    const char *name = arena_printf(locale->arena, "%s@lb=%s", tag,
                                    lang_is_cjk(locale->lang) ? "strict" : "normal");
    locale->lines = ubrk_open(UBRK_LINE, name, NULL, 0, &error);
    if (U_SUCCESS(error))
        arena_defer(locale->arena, close_breaks, locale->lines);
    else
        locale->lines = NULL;
    return locale->lines;
}

/* Interpuncts, wave dashes and signs behind figures, which UAX #14 lets begin
 * a line and CLREQ 3.1.3 and JLREQ 3.1.7 do not. */
static bool begins_no_line(uint32_t c)
{
    static const uint32_t SIGNS[] = {0xB7,   0x2013, 0x2025, 0x2026, 0x2027, 0x2103,
                                     0x301C, 0x30FB, 0xFF05, 0xFF5E, 0xFFE0};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (c == SIGNS[i])
            return true;
    return false;
}

static void forbid_starts(Str text, uint8_t *breaks)
{
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        if (begins_no_line(utf8_next(text, &at)) && breaks[start] == BREAK_ALLOWED)
            breaks[start] = BREAK_NO;
    }
}

/* Without ICU's data no line breaks anywhere: the paragraph overflows, which
 * layout reports; a silent guess would not be seen. */
void locale_breaks(Locale *locale, Str text, uint8_t *breaks)
{
    memset(breaks, BREAK_NO, text.length + 1);
    UBreakIterator *iterator = lines(locale);
    UErrorCode error = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, text.data, (int64_t)text.length, &error);
    if (!iterator || U_FAILURE(error))
        return;
    ubrk_setUText(iterator, &utext, &error);
    for (int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
        bool must = ubrk_getRuleStatus(iterator) >= UBRK_LINE_HARD;
        breaks[at] = must && (size_t)at < text.length ? BREAK_MUST : BREAK_ALLOWED;
    }
    utext_close(&utext);
    if (lang_is_cjk(locale->lang))
        forbid_starts(text, breaks);
}

/* -- numbers --------------------------------------------------------------------- */

static void close_number(void *handle)
{
    unumf_close(handle);
}

static void close_formatted(void *handle)
{
    unumf_closeResult(handle);
}

static UNumberFormatter *number_format(Locale *locale, Scale scale)
{
    static const char *const SKELETONS[] = {
        [SCALE_PLAIN] = "precision-unlimited",
        [SCALE_SHORT] = "compact-short precision-unlimited",
        [SCALE_LONG] = "compact-long precision-unlimited",
    };
    if (locale->numbers[scale])
        return locale->numbers[scale];
    UErrorCode error = U_ZERO_ERROR;
    UChar skeleton[64];
    u_uastrcpy(skeleton, SKELETONS[scale]);
    UNumberFormatter *format =
        unumf_openForSkeletonAndLocale(skeleton, -1, lang_tag(locale->lang), &error);
    if (U_FAILURE(error))
        return NULL;
    arena_defer(locale->arena, close_number, format);
    if (!locale->formatted) {
        locale->formatted = unumf_openResult(&error);
        arena_defer(locale->arena, close_formatted, locale->formatted);
    }
    return locale->numbers[scale] = format;
}

/* Formats into locale->formatted. */
static bool format_number(Locale *locale, Arena *arena, const Decimal *value, Scale scale)
{
    UErrorCode error = U_ZERO_ERROR;
    UNumberFormatter *format = number_format(locale, scale);
    if (!format)
        return false;
    const char *text = decimal_text(value, arena);
    unumf_formatDecimal(format, text, -1, locale->formatted, &error);
    return U_SUCCESS(error);
}

static const char *from_utf16(Arena *arena, const UChar *text, int32_t length)
{
    UErrorCode error = U_ZERO_ERROR;
    char *utf8 = arena_alloc(arena, (size_t)length * 3 + 1);
    u_strToUTF8(utf8, length * 3 + 1, NULL, text, length, &error);
    return U_SUCCESS(error) ? utf8 : "";
}

const char *locale_number(Locale *locale, Arena *arena, const Decimal *value, Scale scale)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!format_number(locale, arena, value, scale))
        return decimal_text(value, arena);
    UChar text[DECIMAL_DIGITS * 2 + 64];
    int32_t length = unumf_resultToString(locale->formatted, text,
                                          (int32_t)(sizeof text / sizeof *text), &error);
    for (int32_t i = 0; i < length && U_SUCCESS(error); i++)
        if (text[i] == '-') /* CLDR's minus sign of most languages is the keyboard's */
            text[i] = 0x2212;
    return U_SUCCESS(error) ? from_utf16(arena, text, length) : decimal_text(value, arena);
}

static void close_plurals(void *handle)
{
    uplrules_close(handle);
}

const char *locale_plural(Locale *locale, Arena *arena, const Decimal *value, Scale scale)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!locale->plurals) {
        locale->plurals = uplrules_open(lang_tag(locale->lang), &error);
        if (U_FAILURE(error)) {
            locale->plurals = NULL;
            return "other";
        }
        arena_defer(locale->arena, close_plurals, locale->plurals);
    }
    UChar keyword[16];
    if (!format_number(locale, arena, value, scale))
        return "other";
    int32_t length =
        uplrules_selectFormatted(locale->plurals, locale->formatted, keyword, 16, &error);
    return U_SUCCESS(error) ? from_utf16(arena, keyword, length) : "other";
}

/* -- order ---------------------------------------------------------------------- */

static void close_collator(void *handle)
{
    ucol_close(handle);
}

int locale_compare(Locale *locale, Str a, Str b)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!locale->collator) {
        locale->collator = ucol_open(lang_tag(locale->lang), &error);
        if (U_FAILURE(error)) {
            locale->collator = NULL;
            return (int)a.length - (int)b.length;
        }
        arena_defer(locale->arena, close_collator, locale->collator);
    }
    return ucol_strcollUTF8(locale->collator, a.data, (int32_t)a.length, b.data, (int32_t)b.length,
                            &error);
}

/* -- dates ----------------------------------------------------------------------- */

static void close_date(void *handle)
{
    udat_close(handle);
}

/* Data has Gregorian dates throughout, as ISO 8601; ICU would turn to Julian
 * ones before October 1582. */
static void use_one_calendar(UDateFormat *format)
{
    UErrorCode error = U_ZERO_ERROR;
    UCalendar *calendar = ucal_clone(udat_getCalendar(format), &error);
    ucal_setGregorianChange(calendar, -8.64e15, &error);
    if (U_SUCCESS(error))
        udat_setCalendar(format, calendar);
    ucal_close(calendar);
}

static UDateFormat *date_format(Locale *locale, const char *pattern)
{
    int free_slot = 0;
    while (free_slot < PATTERNS && locale->dates[free_slot].pattern) {
        if (strcmp(locale->dates[free_slot].pattern, pattern) == 0)
            return locale->dates[free_slot].format;
        free_slot++;
    }
    if (free_slot == PATTERNS)
        return NULL;
    UErrorCode error = U_ZERO_ERROR;
    UChar wide[64], utc[4];
    u_uastrcpy(utc, "UTC");
    u_strFromUTF8(wide, 64, NULL, pattern, -1, &error);
    UDateFormat *format =
        udat_open(UDAT_PATTERN, UDAT_PATTERN, lang_tag(locale->lang), utc, -1, wide, -1, &error);
    if (U_FAILURE(error))
        return NULL;
    arena_defer(locale->arena, close_date, format);
    use_one_calendar(format);
    locale->dates[free_slot].pattern = arena_copy(locale->arena, pattern, strlen(pattern));
    return locale->dates[free_slot].format = format;
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar. */
static int64_t days_from_epoch(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

const char *locale_date(Locale *locale, Arena *arena, const char *pattern, int year, int month,
                        int day)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar text[128];
    UDateFormat *format = date_format(locale, pattern);
    if (!format)
        return arena_printf(arena, "%04d-%02d-%02d", year, month, day);
    UDate moment = (UDate)(days_from_epoch(year, month ? month : 1, day ? day : 1) * 86400000);
    int32_t length = udat_format(format, moment, text, 128, NULL, &error);
    return U_SUCCESS(error) ? from_utf16(arena, text, length) : "";
}
