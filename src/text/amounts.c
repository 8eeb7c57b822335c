#include "text/amounts.h"

#include <unicode/uchar.h>

typedef struct {
    Locale *locale;
    const Units *units;
    const Letters *letters;
    const uint32_t *c; /* of letters */
    Lang lang;         /* of the figure looked at */
    int from;          /* end of the amount before; 0 for the first */
} Scan;

bool letters_make_words(uint32_t c)
{
    return c < 0x2E80 && u_isalnum((UChar32)c);
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x2009 || c == 0x202F;
}

static bool is_currency(uint32_t c)
{
    return u_charType((UChar32)c) == U_CURRENCY_SYMBOL;
}

static int skip_space(const Scan *s, int i)
{
    return is_space(s->c[i]) ? i + 1 : i;
}

static int skip_digits(const Scan *s, int i)
{
    while (is_digit(s->c[i]))
        i++;
    return i;
}

/* -- the number -------------------------------------------------------------------- */

/* Between digits: decimal marks, marks of thousands, 10:30. */
static bool is_separator(uint32_t c)
{
    return c == '.' || c == ',' || c == ':' || c == '\'' || c == 0x2019 || c == 0xFF0E ||
           c == 0xFF0C;
}

/* A plain space parts thousands only where the group before it can be one of
 * thousands: not in 2020 300. */
static int skip_number(const Scan *s, int i)
{
    for (int group = i;; group = i) {
        i = skip_digits(s, i);
        bool thousands = is_space(s->c[i]) && (s->c[i] != ' ' || i - group <= 3) &&
                         skip_digits(s, i + 1) == i + 4;
        bool full_width = s->c[i] != 0xFF0C || s->c[i - 1] >= 0xFF10;
        if (!thousands && !(is_separator(s->c[i]) && full_width && is_digit(s->c[i + 1])))
            return i;
        i++;
    }
}

static bool is_connector(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2014) || c == 0x2212 || c == '~' || c == 0x301C ||
           c == 0xFF5E || c == 0xFF0D;
}

/* Before a number. A dash of whole em width is none: it joins sentences. */
static bool is_sign(uint32_t c)
{
    return c == '+' || c == 0xB1 || c == '<' || c == '>' || c == 0x2248 || c == 0x2264 ||
           c == 0x2265 || c == 0xFF0B || (is_connector(c) && c != 0x2014);
}

/* -- behind it --------------------------------------------------------------------- */

static Str rest_of(const Scan *s, int i)
{
    Str text = s->letters->text;
    uint32_t byte = s->letters->byte[i];
    return (Str){text.data + byte, text.length - byte};
}

static int letter_at(const Scan *s, int from, size_t bytes)
{
    uint32_t byte = s->letters->byte[from] + (uint32_t)bytes;
    while (s->letters->byte[from] < byte)
        from++;
    return from;
}

/* Behind an optional space and a word of the table; `i` if there is none. */
static int skip_word(const Scan *s, UnitsPlace place, int i)
{
    int word = skip_space(s, i);
    size_t bytes = units_match(s->units, place, s->lang, rest_of(s, word));
    return bytes ? letter_at(s, word, bytes) : i;
}

/* Behind % ‰ °C € and their like. */
static int skip_sign(const Scan *s, int i)
{
    int at = skip_space(s, i);
    uint32_t c = s->c[at], after = c ? s->c[at + 1] : 0;
    if (c == 0xB0 && (after == 'C' || after == 'F'))
        return at + 2;
    bool suffix = c == '%' || c == 0xFF05 || c == 0x2030 || c == 0x2031 || c == 0xB0 ||
                  c == 0x2032 || c == 0x2033 || c == 0x2103 || c == 0x2109 || c == 0xFFE0;
    return suffix || (is_currency(c) && !is_digit(after)) ? at + 1 : i;
}

/* Behind scale words and one unit; of a rate also behind "/" and its unit. */
static int skip_unit(const Scan *s, int i)
{
    for (int scales = 0; scales < 3; scales++)
        i = skip_word(s, UNITS_SCALE, i);
    int end = skip_sign(s, i);
    if (end == i)
        end = skip_word(s, UNITS_AFTER, i);
    if (end > i && s->c[end] == '/' && !is_space(s->c[end + 1])) {
        int rate = skip_word(s, UNITS_AFTER, end + 1);
        return rate > end + 1 ? rate : end;
    }
    return end;
}

/* -- dates ------------------------------------------------------------------------- */

/* 1, 2, 3 for the signs of year, month and day; 0 for others. */
static int date_sign(uint32_t c)
{
    return c == 0x5E74 || c == 0xB144                                 ? 1 /* 年 년 */
           : c == 0x6708 || c == 0xC6D4                               ? 2 /* 月 월 */
           : c == 0x65E5 || c == 0xC77C || c == 0x53F7 || c == 0x865F ? 3 /* 日 일 号 號 */
                                                                      : 0;
}

/* Behind as much of 2020年11月19日 or 2020년 11월 19일 as stands at `i`. */
static int skip_cjk_date(const Scan *s, int i)
{
    int end = i;
    for (int level = 0; is_digit(s->c[i]);) {
        int at = skip_digits(s, i);
        if (date_sign(s->c[at]) <= level)
            break;
        level = date_sign(s->c[at]);
        end = at + 1;
        i = skip_space(s, end);
    }
    return end;
}

/* Behind the month named at `i`, and its point; `i` if none is. */
static int skip_month(const Scan *s, int i)
{
    const Months *months = locale_months(s->locale, s->lang);
    Str rest = rest_of(s, i);
    size_t longest = 0;
    for (int m = 0; m < months->count; m++) {
        Str name = months->list[m];
        if (name.length > longest && name.length <= rest.length &&
            str_equal(name, (Str){rest.data, name.length}))
            longest = name.length;
    }
    int end = letter_at(s, i, longest);
    if (end == i || letters_make_words(s->c[end]))
        return i;
    return s->c[end] == '.' && s->c[end - 1] != '.' ? end + 1 : end;
}

/* Behind ", 2020" or " 2020". */
static int skip_year(const Scan *s, int i)
{
    int at = skip_space(s, s->c[i] == ',' ? i + 1 : i);
    bool year = at > i && is_space(s->c[at - 1]) && skip_digits(s, at) == at + 4 &&
                !letters_make_words(s->c[at + 4]);
    return year ? at + 4 : i;
}

/* First code point of the month named before the space before `i`, or `i`. */
static int month_before(const Scan *s, int i)
{
    if (i < 4 || !is_space(s->c[i - 1]))
        return i;
    int first = i - 1;
    while (first > 0 && (letters_make_words(s->c[first - 1]) || s->c[first - 1] == '.'))
        first--;
    return first < i - 1 && skip_month(s, first) == i - 1 ? first : i;
}

static bool names_months(Lang lang)
{
    return !lang_is_cjk(lang) && lang != LANG_KO;
}

/* Behind what follows a day: "19. November 2020"; `i` if no month does. */
static int skip_western_date(const Scan *s, int first, int i)
{
    if (!names_months(s->lang) || i - first > 7)
        return i;
    int day = s->c[i] == '.' ? i + 1 : i;
    int month = skip_space(s, day);
    if (month == day)
        return i;
    int end = skip_month(s, month);
    return end == month ? i : skip_year(s, end);
}

/* -- the whole --------------------------------------------------------------------- */

/* Behind one number at `i` with what belongs to it. */
static int skip_figure(const Scan *s, int i)
{
    int date = skip_cjk_date(s, i);
    int end = skip_unit(s, skip_number(s, i));
    return date > end ? date : end;
}

/* Behind all that belongs to the number whose first digit is at `i`. */
static int skip_amount(const Scan *s, int i)
{
    int end = skip_figure(s, i);
    int most = lang_is_cjk(s->lang) ? AMOUNT_MOST_CJK : AMOUNT_MOST;
    for (int more = 0; more < 2; more++) {
        int at = names_months(s->lang) && s->c[end] == '.' ? end + 1 : end;
        if (!is_connector(s->c[at]) || !is_digit(s->c[at + 1]))
            break;
        int further = skip_figure(s, at + 1);
        if (further - i > most)
            break;
        end = further;
    }
    return skip_western_date(s, i, end);
}

/* First code point of the currency or word that stands before `i`. */
static int word_before(const Scan *s, int i)
{
    int end = i > 0 && is_space(s->c[i - 1]) ? i - 1 : i;
    if (end > 0 && is_currency(s->c[end - 1])) {
        int first = end - 1;
        while (first > 0 && end - first < 4 && s->c[first - 1] >= 'A' && s->c[first - 1] <= 'Z')
            first--;
        return first > 0 && letters_make_words(s->c[first - 1]) ? end - 1 : first;
    }
    Str before = {s->letters->text.data, s->letters->byte[end]};
    size_t bytes = units_match_end(s->units, UNITS_BEFORE, s->lang, before);
    if (bytes == 0)
        return i;
    int first = end;
    while (s->letters->byte[first] > before.length - bytes)
        first--;
    return first;
}

/* A hyphen that joins it to what stands before is no sign of a number. */
static int sign_before(const Scan *s, int i)
{
    if (i <= s->from || !is_sign(s->c[i - 1]))
        return i;
    bool joins = is_connector(s->c[i - 1]) && i > 1 &&
                 (i - 1 == s->from || letters_make_words(s->c[i - 2]) || is_connector(s->c[i - 2]));
    return joins ? i : i - 1;
}

static int look_back(const Scan *s, int i)
{
    int first = sign_before(s, i);
    first = word_before(s, first);
    return first < i && s->c[first] ? sign_before(s, first) : first;
}

/* Is the digit at `i` part of a word: G20, COVID-19? */
static bool in_word(const Scan *s, int i)
{
    int before = i > 1 && (s->c[i - 1] == '-' || s->c[i - 1] == 0x2011) ? i - 2 : i - 1;
    return before >= 0 && letters_make_words(s->c[before]);
}

bool amounts_next(Locale *locale, const Letters *letters, int *at, Stretch *found)
{
    Scan s = {locale, locale_units(locale), letters, letters->c, LANG_NONE, *at};
    for (int i = *at; i < letters->count; i++) {
        if (!is_digit(s.c[i]))
            continue;
        s.lang = (Lang)letters->lang[i];
        int first = look_back(&s, i);
        if (first == i && in_word(&s, i)) {
            i = skip_digits(&s, i) - 1;
            continue;
        }
        *found = (Stretch){first, skip_amount(&s, i)};
        int month = names_months(s.lang) ? month_before(&s, first) : first;
        if (month < first) {
            int year = skip_year(&s, found->end);
            *found = (Stretch){month, year};
        }
        *at = found->end;
        return true;
    }
    *at = letters->count;
    return false;
}
