#include "text/locale.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucal.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "text/known.h"

#define PATTERNS 8 /* date patterns kept open */

struct Locale {
    Arena *arena;
    Lang lang;
    Map shapes;
    Map dates; /* as written: by year, month, day and pattern */
    KnownTexts *known;
    hb_buffer_t *buffer;
    Hyphens *hyphens[LANG_COUNT]; /* borrowed */
    const Units *units;
    UBreakIterator *lines[LANG_COUNT][KINSOKU_COUNT][2]; /* by words, by phrases */
    Months *months[LANG_COUNT];
    UNumberFormatter *numbers[SCALE_LONG + 1];
    UFormattedNumber *formatted;
    UPluralRules *plurals;
    UCollator *collator;
    struct {
        const char *pattern;
        UDateFormat *format;
    } patterns[PATTERNS];
};

static void destroy_buffer(void *buffer)
{
    hb_buffer_destroy(buffer);
}

Locale *locale_open(Arena *arena, Lang lang)
{
    Locale *locale = ARENA_NEW(arena, Locale);
    locale->arena = arena;
    locale->lang = lang;
    map_init(&locale->shapes, arena);
    map_init(&locale->dates, arena);
    locale->known = known_open(arena);
    locale->buffer = hb_buffer_create();
    arena_defer(arena, destroy_buffer, locale->buffer);
    return locale;
}

Map *locale_shapes(Locale *locale)
{
    return &locale->shapes;
}

KnownTexts *locale_known(Locale *locale)
{
    return locale->known;
}

hb_buffer_t *locale_buffer(Locale *locale)
{
    hb_buffer_clear_contents(locale->buffer);
    return locale->buffer;
}

Arena *locale_arena(Locale *locale)
{
    return locale->arena;
}

/* Adds `value` under a copy of `key`. */
static void keep(Map *map, Str key, const void *value)
{
    map_add(map, (Str){arena_copy(map->arena, key.data, key.length), key.length}, value);
}

void locale_keep(Locale *locale, Str key, const void *value)
{
    keep(&locale->shapes, key, value);
}

void locale_hyphenate(Locale *locale, Lang lang, Hyphens *hyphens)
{
    locale->hyphens[lang] = hyphens;
}

Hyphens *locale_hyphens(const Locale *locale, Lang lang)
{
    return locale->hyphens[lang == LANG_NONE ? locale->lang : lang];
}

Lang locale_lang(const Locale *locale)
{
    return locale->lang;
}

void locale_set_units(Locale *locale, const Units *units)
{
    locale->units = units;
}

const Units *locale_units(const Locale *locale)
{
    return locale->units;
}

/* -- for line breaks ------------------------------------------------------------- */

static void close_lines(void *handle)
{
    ubrk_close(handle);
}

UBreakIterator *locale_lines(Locale *locale, Lang lang, Kinsoku kinsoku, WordBreak words)
{
    static const char *const LEVELS[] = {
        [KINSOKU_STRICT] = "strict", [KINSOKU_NORMAL] = "normal", [KINSOKU_LOOSE] = "loose"};
    bool phrases = lang == LANG_JA && words == WORDS_PHRASE;
    UBreakIterator **kept = &locale->lines[lang][kinsoku][phrases];
    if (*kept)
        return *kept;
    UErrorCode error = U_ZERO_ERROR;
    const char *name = arena_printf(locale->arena, "%s@lb=%s%s", lang_tag(lang), LEVELS[kinsoku],
                                    phrases ? ";lw=phrase" : "");
    UBreakIterator *lines = ubrk_open(UBRK_LINE, name, NULL, 0, &error);
    if (U_FAILURE(error))
        return NULL;
    arena_defer(locale->arena, close_lines, lines);
    return *kept = lines;
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

/* NULL if there is none. The zone is of no account: dates are days. But before it
 * takes the one it is given, ICU looks up the machine's in its files, unless it
 * has a default. */
static UDateFormat *open_date(UDateFormatStyle style, Lang lang, const UChar *pattern)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar utc[4];
    u_uastrcpy(utc, "UTC");
    ucal_setDefaultTimeZone(utc, &error);
    UDateFormat *format =
        udat_open(style, style, lang_tag(lang), utc, -1, pattern, pattern ? -1 : 0, &error);
    return U_SUCCESS(error) ? format : NULL;
}

static UDateFormat *date_format(Locale *locale, const char *pattern)
{
    int free_slot = 0;
    while (free_slot < PATTERNS && locale->patterns[free_slot].pattern) {
        if (strcmp(locale->patterns[free_slot].pattern, pattern) == 0)
            return locale->patterns[free_slot].format;
        free_slot++;
    }
    if (free_slot == PATTERNS)
        return NULL;
    UErrorCode error = U_ZERO_ERROR;
    UChar wide[64];
    u_strFromUTF8(wide, 64, NULL, pattern, -1, &error);
    UDateFormat *format = U_SUCCESS(error) ? open_date(UDAT_PATTERN, locale->lang, wide) : NULL;
    if (!format)
        return NULL;
    arena_defer(locale->arena, close_date, format);
    use_one_calendar(format);
    locale->patterns[free_slot].pattern = arena_copy(locale->arena, pattern, strlen(pattern));
    return locale->patterns[free_slot].format = format;
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

static const char *write_date(Locale *locale, Arena *arena, const char *pattern, int year,
                              int month, int day)
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

const char *locale_date(Locale *locale, Arena *arena, const char *pattern, int year, int month,
                        int day)
{
    enum { DATES_MOST = 4096 }; /* kept */
    char key[96];
    int length = snprintf(key, sizeof key, "%d %d %d %s", year, month, day, pattern);
    Str name = {key, (size_t)length};
    bool whole = name.length < sizeof key, kept = whole && locale->dates.count < DATES_MOST;
    const char *date = whole ? map_lookup(&locale->dates, name) : NULL;
    if (date)
        return date;
    date = write_date(locale, kept ? locale->arena : arena, pattern, year, month, day);
    if (kept)
        keep(&locale->dates, name, date);
    return date;
}

/* Adds the names of one sort. */
static void add_months(Locale *locale, Months *months, const UDateFormat *format,
                       UDateFormatSymbolType sort)
{
    for (int32_t i = 0; i < 12; i++) {
        UErrorCode error = U_ZERO_ERROR;
        UChar name[64];
        int32_t length = udat_getSymbols(format, sort, i, name, 64, &error);
        if (U_SUCCESS(error) && length > 0)
            months->list[months->count++] = str_of(from_utf16(locale->arena, name, length));
    }
}

const Months *locale_months(Locale *locale, Lang lang)
{
    if (locale->months[lang])
        return locale->months[lang];
    Months *months = locale->months[lang] = ARENA_NEW(locale->arena, Months);
    UDateFormat *format = open_date(UDAT_LONG, lang, NULL);
    if (!format)
        return months;
    add_months(locale, months, format, UDAT_MONTHS);
    add_months(locale, months, format, UDAT_SHORT_MONTHS);
    add_months(locale, months, format, UDAT_STANDALONE_MONTHS);
    add_months(locale, months, format, UDAT_STANDALONE_SHORT_MONTHS);
    udat_close(format);
    return months;
}
