/* mutate.c - changes JSON so that most of it stays JSON.
 *
 * Bytes changed at random are seldom JSON, and then only the scanner sees
 * them. Here the text is cut into its values first, and whole values move.
 * Words that are put in come from the schemas and from the terms of the
 * goldens: those that the checker knows.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "json/json.h"

#define VALUES_MOST 4096
#define WORDS_MOST  4096
#define DEPTH_MOST  64

typedef struct {
    size_t key; /* where its member begins; of no member: `start` */
    size_t start, end;
} Value;

typedef struct {
    char *data;
    size_t size, room;
    Value values[VALUES_MOST];
    int count;
} Cut;

static Cut text;
static uint64_t state;
static Str words[WORDS_MOST];
static int word_count;

static const char *const ODD[] = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1",
    "2",
    "4",
    "1000",
    "-0.001",
    "1e9",
    "1e-9",
    "0.5",
    "2147483647",
    "-2147483648",
    "2147483648",
    "4294967296",
    "9223372036854775807",
    "99999999999999999999999999",
    "1e100",
    "123456789.123456789",
    "{}",
    "[]",
    "\"\"",
    "\" \"",
    "\"{}\"",
    "\"{}{}{}\"",
    "\"*\"",
    "\"[[fact:area]]\"",
    "\"[[cite:area]]\"",
    "\"{/facts/0/value}\"",
    "\"[x](https://a.b)\"",
    "\"[\\u6771\\u4eac](ruby:\\u3068\\u3046|\\u304d\\u3087\\u3046)\"",
    "\"2020\"",
    "\"2020-02-29\"",
    "\"2019-02-29\"",
    "\"0000-00-00\"",
    "\"9999-12-31\"",
    "\"\\ud83d\\ude00\"",
    "\"a\\u0301\\u0301\\u0301\"",
    "\"\\u202eabc\"",
    "\"\\u200b\"",
    "\"\\u5341\\u4e8c\\u4e07\\u3001\\u300c\\u300d\"",
    "\"\\u00ad\\u00ad\"",
    "\"\\n\\t\\n\"",
    "{\"en\": \"x\", \"zh-Hans\": \"\\u4e2d\", \"ja\": \"\\u4e2d\", \"de\": \"x\"}",
    "{\"text\": \"abc def\", \"lang\": \"en\"}",
    "{\"term\": \"zone.chengdu\"}",
    "{\"from\": 3, \"to\": 1}",
    "{\"from\": \"2019\", \"to\": \"2018\"}",
    "[[], {}, 0]",
};

static size_t below(size_t count)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return count ? (size_t)(state >> 11) % count : 0;
}

/* -- words ------------------------------------------------------------------------- */

static void add_word(Str word)
{
    if (word.length > 0 && word.length < 40 && word_count < WORDS_MOST &&
        !memchr(word.data, '"', word.length) && !memchr(word.data, '\\', word.length))
        words[word_count++] = word;
}

static void collect_words(Job *job, const Json *value)
{
    if (json_type(value) == JSON_STRING)
        add_word(json_string(job, value, "word"));
    for (const Json *one = json_first(value); one; one = json_next(one)) {
        add_word(json_key(one));
        collect_words(job, one);
    }
}

static void read_words(void)
{
    static const char *const FILES[] = {
        "data/schema/layout.schema.json",  "data/schema/theme.schema.json",
        "data/schema/zone.schema.json",    "data/schema/terms.schema.json",
        "data/schema/sources.schema.json", "tests/golden/project/terms.json"};
    static Arena *arena; /* never freed: the words are in it */
    arena = arena_new();
    Job job = {arena, diag_new(arena)};
    JsonFiles *files = json_files_new(arena, NULL);
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        collect_words(&job, json_read_file(files, &job, FILES[i]));
    FUZZ_HOLDS(word_count > 100);
}

/* -- values ------------------------------------------------------------------------ */

static size_t behind_string(size_t at)
{
    for (at++; at < text.size && text.data[at] != '"'; at++)
        at += text.data[at] == '\\';
    return at < text.size ? at + 1 : text.size;
}

static size_t behind_word(size_t at)
{
    while (at < text.size && !strchr("{}[],:\" \t\r\n", text.data[at]))
        at++;
    return at;
}

static int open_value(size_t key, size_t start)
{
    if (text.count == VALUES_MOST)
        return -1;
    text.values[text.count] = (Value){key, start, text.size};
    return text.count++;
}

/* Notes where values begin and end; of what is no JSON, something. */
static void find_values(void)
{
    int open[DEPTH_MOST], depth = 0;
    size_t key = SIZE_MAX, end;
    text.count = 0;
    for (size_t at = 0; at < text.size; at = end) {
        char c = text.data[at];
        end = at + 1;
        if (c == '}' || c == ']') {
            if (depth > 0 && open[--depth] >= 0)
                text.values[open[depth]].end = end;
        } else if (c == ',' || c == ':' || c == ' ' || c == '\n' || c == '\t' || c == '\r')
            continue;
        else if (c == '{' || c == '[') {
            if (depth < DEPTH_MOST)
                open[depth++] = open_value(key == SIZE_MAX ? at : key, at);
            key = SIZE_MAX;
        } else {
            end = c == '"' ? behind_string(at) : behind_word(at);
            end = end > at ? end : at + 1;
            size_t next = end;
            while (next < text.size && text.data[next] == ' ')
                next++;
            bool is_key = c == '"' && next < text.size && text.data[next] == ':';
            int value = is_key ? -1 : open_value(key == SIZE_MAX ? at : key, at);
            if (value >= 0)
                text.values[value].end = end;
            key = is_key ? at : SIZE_MAX;
        }
    }
}

/* Puts `bytes` in the place of from..to; false if there is no room. */
static bool put(size_t from, size_t to, const char *bytes, size_t length)
{
    if (text.size - (to - from) + length > text.room)
        return false;
    memmove(text.data + from + length, text.data + to, text.size - to);
    memcpy(text.data + from, bytes, length);
    text.size = text.size - (to - from) + length;
    return true;
}

/* A copy, as what it is copied from moves. Freed by the caller. */
static char *copy_of(size_t from, size_t to)
{
    char *copy = malloc(to - from + 1);
    if (!copy)
        abort();
    memcpy(copy, text.data + from, to - from);
    return copy;
}

static void put_copy(size_t from, size_t to, size_t source, size_t source_end)
{
    char *copy = copy_of(source, source_end);
    put(from, to, copy, source_end - source);
    free(copy);
}

static void take_out(const Value *value)
{
    size_t end = value->end;
    while (end < text.size && (text.data[end] == ' ' || text.data[end] == '\n'))
        end++;
    put(value->key, end < text.size && text.data[end] == ',' ? end + 1 : value->end, "", 0);
}

static void put_word(const Value *value)
{
    const Str *word = &words[below((size_t)word_count)];
    char quoted[64];
    int length = snprintf(quoted, sizeof quoted, "\"%.*s\"", (int)word->length, word->data);
    bool key = value->key < value->start && below(3) == 0;
    put(key ? value->key : value->start, key ? behind_string(value->key) : value->end, quoted,
        (size_t)length);
}

/* Members go to an object, elements to an array, as far as is seen at once. */
static void put_beside(const Value *value, const Value *other)
{
    put(value->key, value->key, ",", 1);
    bool later = other->key >= value->key;
    put_copy(value->key, value->key, other->key + later, other->end + later);
}

/* Bytes within the value, but for its quotes. */
static void change_bytes(const Value *value)
{
    size_t start = value->start + 1, end = value->end - 1;
    if (end <= start || end - start > 4096)
        return;
    uint8_t room[8192];
    memcpy(room, text.data + start, end - start);
    size_t length = LLVMFuzzerMutate(room, end - start, sizeof room);
    put(start, end, (const char *)room, length);
}

static void change_once(void)
{
    find_values();
    if (text.count < 2)
        return;
    const Value *value = &text.values[1 + below((size_t)text.count - 1)];
    const Value *other = &text.values[1 + below((size_t)text.count - 1)];
    const char *odd = ODD[below(sizeof ODD / sizeof *ODD)];
    switch (below(8)) {
    case 0:
    case 1:
        put(value->start, value->end, odd, strlen(odd));
        break;
    case 2:
    case 3:
        put_word(value);
        break;
    case 4:
        take_out(value);
        break;
    case 5:
        put_copy(value->start, value->end, other->start, other->end);
        break;
    case 6:
        put_beside(value, other);
        break;
    default:
        change_bytes(value);
    }
}

size_t fuzz_mutate_json(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    if (word_count == 0)
        read_words();
    state = 0x9E3779B97F4A7C15 ^ ((uint64_t)seed << 20 | seed);
    if (below(16) == 0)
        return LLVMFuzzerMutate(data, size, room);
    text.data = (char *)data;
    text.size = size;
    text.room = room;
    for (size_t turns = 1 + below(3); turns > 0; turns--)
        change_once();
    return text.size;
}
