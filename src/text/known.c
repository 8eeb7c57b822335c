#include "text/known.h"

#include <stddef.h>
#include <string.h>

#include "base/hash.h"
#include "base/map.h"
#include "text/locale.h"

#define BYTES_MOST   ((size_t)2 << 20) /* of a generation, when a brief begins */
#define MEASURES     3                 /* of one text: a table's columns are tried, then set */
#define LONGEST_TEXT 8192              /* bytes */
#define SPANS_MOST   64

typedef struct {
    Arena *arena; /* NULL until something is kept */
    Map texts;
    size_t bytes; /* about */
} Generation;

struct KnownTexts {
    Generation young, old;
};

struct KnownText {
    KnownTexts *all;
    ShapeRun *runs;
    Glyph *glyphs;
    uint8_t *breaks;
    int run_count, count;
    uint32_t length;
    Widths widths[2];
    struct {
        Len measure;
        Lines lines;
    } cut[MEASURES];
    int cut_count;
};

static void forget(Generation *generation)
{
    if (generation->arena)
        arena_free(generation->arena);
    *generation = (Generation){.arena = NULL};
}

static void forget_all(void *handle)
{
    KnownTexts *known = handle;
    forget(&known->young);
    forget(&known->old);
}

KnownTexts *known_open(Arena *arena)
{
    KnownTexts *known = ARENA_NEW(arena, KnownTexts);
    arena_defer(arena, forget_all, known);
    return known;
}

void known_begin(KnownTexts *known)
{
    if (known->young.bytes <= BYTES_MOST)
        return;
    forget(&known->old);
    known->old = known->young;
    known->young = (Generation){.arena = NULL};
}

size_t known_bytes(const KnownTexts *known)
{
    return known->young.bytes + known->old.bytes;
}

/* -- keys ------------------------------------------------------------------------ */

/* Of a span all that shaping and breaking look at, save its text. Nodes count
 * only as the same or another. */
typedef struct {
    uint32_t length;
    int32_t node; /* the first span of the same */
    Len size, rise;
    int32_t autospace;
    uint32_t figures, lang, flags;
    uintptr_t faces[FACE_CHAIN_MAX]; /* editions may have others of the same index */
} SpanKey;

static SpanKey key_of_span(const Span *spans, int index)
{
    const Span *span = &spans[index];
    const TextStyle *style = span->style;
    SpanKey key;
    memset(&key, 0, sizeof key);
    key.length = (uint32_t)span->text.length;
    while (spans[key.node].node != span->node)
        key.node++;
    key.size = style->size;
    key.rise = style->rise;
    key.autospace = style->autospace;
    key.figures = (uint32_t)style->figures;
    key.lang = (uint32_t)span->lang;
    key.flags =
        (uint32_t)span->keep | (uint32_t)span->glue << 1 | (uint32_t)(span->uri != NULL) << 2;
    for (int i = 0; i < style->face_count; i++)
        key.faces[i] = (uintptr_t)style->faces[i];
    return key;
}

typedef struct {
    int32_t enums[2], flags, numbers[6];
} RulesKey;

static RulesKey key_of_rules(const LineRules *rules)
{
    return (RulesKey){.enums = {(int32_t)rules->kinsoku, (int32_t)rules->words},
                      .flags = rules->optimal | rules->squeeze << 1 | rules->hang << 2 |
                               rules->justify << 3 | rules->hyphenate << 4 |
                               rules->divide_last << 5,
                      .numbers = {rules->indent, rules->word_min, rules->word_max, rules->gap_min,
                                  rules->gap_max, rules->letter_max}};
}

typedef struct {
    RulesKey rules;
    SpanKey spans[SPANS_MOST];
} LookKey;

/* All but the text is hashed, which is some hundred bytes a span. An empty one: the text
 * is not to be kept. */
static Str key_of(Arena *scratch, const ShapedText *text)
{
    if (text->span_count == 0 || text->span_count > SPANS_MOST || text->text.length > LONGEST_TEXT)
        return (Str){NULL, 0};
    for (int i = 0; i < text->span_count; i++)
        if (text->spans[i].reading.length)
            return (Str){NULL, 0};
    LookKey look;
    memset(&look, 0, offsetof(LookKey, spans));
    look.rules = key_of_rules(text->rules);
    for (int i = 0; i < text->span_count; i++)
        look.spans[i] = key_of_span(text->spans, i);
    size_t size = offsetof(LookKey, spans) + (size_t)text->span_count * sizeof(SpanKey);
    Hash hash = hash_of((Str){(const char *)&look, size});
    size_t length = sizeof hash + text->text.length;
    char *key = arena_room(scratch, length);
    memcpy(key, &hash, sizeof hash);
    if (text->text.length)
        memcpy(key + sizeof hash, text->text.data, text->text.length);
    return (Str){key, length};
}

/* -- texts ----------------------------------------------------------------------- */

static void take(ShapedText *text, KnownText *found)
{
    text->known = found;
    text->runs = found->runs;
    text->run_count = found->run_count;
    text->glyphs = found->glyphs;
    text->count = found->count;
    text->breaks = found->breaks;
}

static void *copy(Arena *arena, const void *from, size_t size)
{
    void *to = arena_room(arena, size);
    return size ? memcpy(to, from, size) : to;
}

static Arena *arena_of(Generation *generation)
{
    if (!generation->arena) {
        generation->arena = arena_new();
        map_init(&generation->texts, generation->arena);
    }
    return generation->arena;
}

/* Adds a copy of `text`, without its lines. */
static KnownText *add(KnownTexts *known, Str key, const KnownText *text)
{
    Arena *arena = arena_of(&known->young);
    KnownText *added = ARENA_NEW(arena, KnownText);
    *added = *text;
    added->runs = copy(arena, text->runs, (size_t)text->run_count * sizeof *text->runs);
    added->glyphs = copy(arena, text->glyphs, (size_t)text->count * sizeof *text->glyphs);
    added->breaks = copy(arena, text->breaks, text->length + 1);
    added->cut_count = 0;
    known->young.bytes +=
        sizeof *added + (size_t)text->count * sizeof *text->glyphs + 2 * key.length;
    map_add(&known->young.texts, (Str){copy(arena, key.data, key.length), key.length}, added);
    return added;
}

static bool is_full(const KnownTexts *known)
{
    return known->young.bytes > 3 * BYTES_MOST;
}

static KnownText *look_up(const Generation *generation, Str key)
{
    return generation->arena ? (KnownText *)(uintptr_t)map_lookup(&generation->texts, key) : NULL;
}

bool known_find(KnownTexts *known, Arena *scratch, ShapedText *text, Str *key)
{
    *key = key_of(scratch, text);
    if (key->length == 0)
        return false;
    KnownText *found = look_up(&known->young, *key);
    if (!found && !is_full(known) && (found = look_up(&known->old, *key)))
        found = add(known, *key, found);
    if (found)
        take(text, found);
    return found != NULL;
}

void known_add(KnownTexts *known, Str key, ShapedText *text)
{
    if (key.length == 0 || is_full(known))
        return;
    KnownText fresh = {.all = known,
                       .runs = text->runs,
                       .glyphs = text->glyphs,
                       .breaks = text->breaks,
                       .run_count = text->run_count,
                       .count = text->count,
                       .length = (uint32_t)text->text.length};
    take(text, add(known, key, &fresh));
}

/* -- measures -------------------------------------------------------------------- */

Widths *known_widths(const ShapedText *text, bool divided)
{
    return text->known ? &text->known->widths[divided] : NULL;
}

const Lines *known_lines(const ShapedText *text, Len measure)
{
    const KnownText *known = text->known;
    for (int i = 0; known && i < known->cut_count; i++)
        if (known->cut[i].measure == measure)
            return &known->cut[i].lines;
    return NULL;
}

Arena *known_arena(const ShapedText *text)
{
    const KnownText *known = text->known;
    bool room = known && known->cut_count < MEASURES && !is_full(known->all);
    return room ? known->all->young.arena : NULL;
}

void known_add_lines(const ShapedText *text, Len measure, Lines lines)
{
    KnownText *known = text->known;
    known->cut[known->cut_count].measure = measure;
    known->cut[known->cut_count++].lines = lines;
    known->all->young.bytes +=
        (size_t)lines.count * sizeof *lines.list + (size_t)known->count * sizeof *lines.list->pens;
}
