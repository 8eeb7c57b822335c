/* order.c - a merge sort: it keeps the order of equals, and its comparisons
 * need the writer, which qsort could be handed only by a global. */
#include "brief/order.h"

#include <string.h>

#include "brief/markup.h"

#define KEYS(X)                                                                                    \
    X(FILE, "file")                                                                                \
    X(DATE, "date") X(TILE, "tile") X(CONFLICT, "conflict") X(VALUE, "value") X(LABEL, "label")

typedef enum {
#define KEY_NAME(name, word) KEY_##name,
    KEYS(KEY_NAME)
#undef KEY_NAME
        KEY_COUNT
} Key;

static const char *const KEY_WORDS[] = {
#define KEY_WORD(name, word) word,
    KEYS(KEY_WORD)
#undef KEY_WORD
        NULL};

const char *const SORT_WORDS[] = {
#define SORT_WORD(name, word) word, "-" word,
    KEYS(SORT_WORD)
#undef SORT_WORD
        NULL};

#define KEYS_MOST 8

typedef struct {
    const Fact *fact;
    Str label; /* plain, if it is sorted by */
} Ranked;

typedef struct {
    Writer *w;
    Key keys[KEYS_MOST];
    bool down[KEYS_MOST]; /* the greatest first */
    int count;
} Order;

/* -- what is asked for ------------------------------------------------------------- */

static void read_key(Order *order, const Json *value)
{
    Job *job = order->w->job;
    Str word = json_string(job, value, "sort");
    bool down = word.length && word.data[0] == '-';
    if (down)
        word = (Str){word.data + 1, word.length - 1};
    int key = str_among(word, KEY_WORDS);
    if (key >= 0 && order->count < KEYS_MOST) {
        order->keys[order->count] = (Key)key;
        order->down[order->count++] = down;
        return;
    }
    const char *near = str_nearest(word, KEY_WORDS, KEY_COUNT);
    diag_add(job->diag,
             &(Report){.code = key < 0 ? E014 : E015,
                       .where = json_where(value),
                       .message =
                           key < 0 ? arena_printf(job->arena, "facts cannot be sorted by \"%.*s\"",
                                                  (int)word.length, word.data)
                                   : "more keys to sort by than there are",
                       .help = key >= 0 ? NULL
                               : near   ? arena_printf(job->arena, "did you mean \"%s\"?", near)
                                        : "file, date, tile, conflict, value or label"});
}

static Order read_order(Writer *w, const Json *sort)
{
    Order order = {.w = w};
    if (json_type(sort) == JSON_STRING)
        read_key(&order, sort);
    else
        for (const Json *one = json_first(sort); one; one = json_next(one))
            read_key(&order, one);
    return order;
}

/* -- comparing --------------------------------------------------------------------- */

Date fact_date(const Fact *fact)
{
    return fact->period.from.year ? fact->period.from : fact->as_of;
}

static int compare_whole(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int64_t day_number(const Fact *fact)
{
    Date date = fact_date(fact);
    return (int64_t)date.year * 10000 + date.month * 100 + date.day;
}

static bool has_number(const Fact *fact)
{
    ValueType type = fact->measure->type;
    return (type == VALUE_NUMBER || type == VALUE_RANGE) && !fact->unknown;
}

static int compare_by(const Order *order, Key key, const Ranked *a, const Ranked *b)
{
    switch (key) {
    case KEY_DATE:
        return compare_whole(day_number(a->fact), day_number(b->fact));
    case KEY_TILE:
        return compare_whole(a->fact->tile, b->fact->tile);
    case KEY_CONFLICT:
        return compare_whole(a->fact->conflict, b->fact->conflict);
    case KEY_VALUE:
        return has_number(a->fact) && has_number(b->fact)
                   ? decimal_compare(&a->fact->number, &b->fact->number)
                   : 0;
    case KEY_LABEL:
        return locale_compare(order->w->locale, a->label, b->label);
    default:
        return compare_whole(a->fact->where, b->fact->where);
    }
}

static int compare(const Order *order, const Ranked *a, const Ranked *b)
{
    for (int i = 0; i < order->count; i++) {
        bool value = order->keys[i] == KEY_VALUE;
        if (value && has_number(a->fact) != has_number(b->fact))
            return has_number(a->fact) ? -1 : 1;
        int result = compare_by(order, order->keys[i], a, b);
        if (result)
            return order->down[i] ? -result : result;
    }
    return 0;
}

/* -- sorting ----------------------------------------------------------------------- */

/* Merges from[first..middle) and from[middle..end) into `to`. */
static void merge(const Order *order, const Ranked *from, int first, int middle, int end,
                  Ranked *to)
{
    int a = first, b = middle;
    for (int i = first; i < end; i++) {
        bool left = b == end || (a < middle && compare(order, &from[a], &from[b]) <= 0);
        to[i] = left ? from[a++] : from[b++];
    }
}

static Ranked *sort_ranked(const Order *order, Ranked *list, Ranked *spare, int count)
{
    for (int width = 1; width < count; width *= 2) {
        for (int first = 0; first < count; first += 2 * width) {
            int middle = first + width < count ? first + width : count;
            int end = middle + width < count ? middle + width : count;
            merge(order, list, first, middle, end, spare);
        }
        Ranked *sorted = spare;
        spare = list;
        list = sorted;
    }
    return list;
}

static Str plain_label(Writer *w, const Fact *fact)
{
    const Json *label = fact->label ? fact->label : fact->measure->label;
    return markup_plain(w->job->arena, terms_words(w->terms, label, w->lang));
}

void order_facts(Writer *w, const Json *sort, const Fact **facts, int count)
{
    Order order = read_order(w, sort);
    bool labels = false;
    for (int i = 0; i < order.count; i++)
        labels |= order.keys[i] == KEY_LABEL;
    if (order.count == 0)
        return;
    Ranked *list = ARENA_ARRAY(w->job->arena, Ranked, count);
    for (int i = 0; i < count; i++)
        list[i] = (Ranked){facts[i], labels ? plain_label(w, facts[i]) : str_of(NULL)};
    list = sort_ranked(&order, list, ARENA_ARRAY(w->job->arena, Ranked, count), count);
    for (int i = 0; i < count; i++)
        facts[i] = list[i].fact;
}
