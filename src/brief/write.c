#include "brief/write.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "brief/fact.h"
#include "brief/format.h"
#include "layout/paragraph.h"

void pieces_init(Pieces *pieces, Arena *arena)
{
    *pieces = (Pieces){.arena = arena};
}

void pieces_add(Pieces *pieces, Piece piece)
{
    if (piece.text.length == 0)
        return;
    ARENA_RESERVE(pieces->arena, pieces->text.pieces, pieces->text.count, pieces->room);
    pieces->text.pieces[pieces->text.count++] = piece;
}

void pieces_add_all(Pieces *out, Text text)
{
    for (int i = 0; i < text.count; i++)
        pieces_add(out, text.pieces[i]);
}

static Lang foreign(const Writer *w, Lang lang)
{
    return lang == w->lang ? LANG_NONE : lang;
}

void write_plain(Writer *w, const char *words, Where where, Pieces *out)
{
    (void)w;
    pieces_add(out, (Piece){.text = str_of(words), .where = where, .at = -1});
}

void write_comma(Writer *w, Pieces *out)
{
    if (out->text.count)
        write_plain(w, lang_marks(w->lang)->comma, WHERE_NONE, out);
}

void write_brackets(Writer *w, Text inside, Pieces *out)
{
    if (inside.count == 0)
        return;
    write_plain(w, lang_marks(w->lang)->open, WHERE_NONE, out);
    pieces_add_all(out, inside);
    write_plain(w, lang_marks(w->lang)->close, WHERE_NONE, out);
}

Words write_own(Writer *w, const char *key)
{
    Words words = terms_label(w->terms, key, w->lang);
    if (!map_lookup(&w->terms->labels, str_of(key)))
        diag_add(w->job->diag,
                 &(Report){.code = E103,
                           .where = json_where(json_member(w->terms->root, "labels")),
                           .message = arena_printf(w->job->arena, "no label \"%s\"", key),
                           .help = "the program prints it itself; add it, in every language"});
    return words;
}

/* The slot that stands at byte `at` of the pattern; the `taken`th {} is the
 * `taken`th without a name. */
static const Slot *slot_at(Str pattern, size_t at, const Slot *slots, int count, int *taken)
{
    int unnamed = 0;
    for (int i = 0; i < count; i++) {
        Str name = str_of(slots[i].name ? slots[i].name : "{}");
        if (pattern.length - at < name.length ||
            memcmp(pattern.data + at, name.data, name.length) != 0)
            continue;
        if (slots[i].name)
            return &slots[i];
        if (unnamed++ == *taken) {
            ++*taken;
            return &slots[i];
        }
    }
    return NULL;
}

/* What a piece becomes among words that are set off, or lead somewhere. */
static Piece within(Piece piece, PieceRole role, const char *uri)
{
    if (piece.role == PIECE_PLAIN)
        piece.role = role;
    if (!piece.uri && piece.role != PIECE_MARK)
        piece.uri = uri;
    return piece;
}

/* Words being written, with slots to be filled in them. */
typedef struct {
    Words words;
    const Slot *slots;
    int slot_count;
    int taken;       /* slots without a name that were filled */
    Str address;     /* of the last link */
    const char *uri; /* the same, for pieces */
} Pattern;

/* A stretch of words, and what its slots hold. */
static void write_stretch(Writer *w, Pattern *pattern, const Markup *m, Pieces *out)
{
    size_t from = 0;
    for (size_t at = 0; at <= m->text.length; at++) {
        const Slot *slot = at < m->text.length ? slot_at(m->text, at, pattern->slots,
                                                         pattern->slot_count, &pattern->taken)
                                               : NULL;
        if (!slot && at < m->text.length)
            continue;
        pieces_add(out, (Piece){.text = {m->text.data + from, at - from},
                                .role = m->role,
                                .lang = foreign(w, pattern->words.lang),
                                .keep = m->reading.length > 0,
                                .reading = m->reading,
                                .where = pattern->words.where,
                                .at = (int32_t)(m->at + from),
                                .uri = pattern->uri});
        if (!slot)
            break;
        for (int p = 0; p < slot->text.count; p++)
            pieces_add(out, within(slot->text.pieces[p], m->role, pattern->uri));
        from = at + strlen(slot->name ? slot->name : "{}");
        at = from - 1;
    }
}

static void write_fact(Writer *w, Pattern *pattern, const Markup *m, Pieces *out)
{
    if (w->zone->known_ids)
        markup_check_id(w->job, w->zone->known_ids, pattern->words, m);
    const Fact *fact = map_lookup(&w->zone->by_id, m->text);
    int first = out->text.count;
    if (fact && m->kind == MARKUP_FACT)
        write_value(w, fact, out);
    else if (fact)
        write_marks(w, fact, out);
    else
        write_unknown(w, out);
    for (int i = first; i < out->text.count; i++)
        out->text.pieces[i] = within(out->text.pieces[i], m->role, pattern->uri);
}

void write_unknown(Writer *w, Pieces *out)
{
    if (!w->zone->root)
        write_plain(w, "https://0", WHERE_NONE, out); /* a QR code wants no other words */
}

const Json *write_resolve(Writer *w, Str pointer, Where where, int32_t at)
{
    const Json *value = json_resolve(w->zone->root, pointer);
    if (!value && w->zone->root)
        diag_add(w->job->diag,
                 &(Report){.code = E114,
                           .where = where,
                           .at = at,
                           .message = arena_printf(w->job->arena,
                                                   "the pointer leads nowhere in zone \"%s\"",
                                                   w->zone->id)});
    return value;
}

static void write_pointed(Writer *w, Pattern *pattern, const Markup *m, Pieces *out)
{
    const Json *value = write_resolve(w, m->text, pattern->words.where, (int32_t)m->at + 1);
    int first = out->text.count;
    if (value)
        format_value(w, value, m->format, out);
    else
        write_unknown(w, out);
    for (int i = first; i < out->text.count; i++)
        out->text.pieces[i] = within(out->text.pieces[i], m->role, pattern->uri);
}

static void write_marked_up(Writer *w, Pattern pattern, Pieces *out)
{
    MarkupReader reader = markup_begin(w->job, pattern.words);
    for (Markup m = markup_next(&reader); m.kind != MARKUP_END; m = markup_next(&reader)) {
        if (m.address.data != pattern.address.data) /* one link, one address */
            pattern.uri = m.address.length
                              ? arena_copy(w->job->arena, m.address.data, m.address.length)
                              : NULL;
        pattern.address = m.address;
        if (m.kind == MARKUP_WORDS)
            write_stretch(w, &pattern, &m, out);
        else if (m.kind == MARKUP_VALUE)
            write_pointed(w, &pattern, &m, out);
        else
            write_fact(w, &pattern, &m, out);
    }
}

/* Texts print facts, whose texts may print facts: a circle, or a tree that
 * explodes, is cut short and reported where it began. */
static void write_guarded(Writer *w, Pattern pattern, Where where, Pieces *out)
{
    if (w->depth == 0)
        w->nested = 0;
    if (w->depth >= LIMIT_FACTS_WITHIN || w->nested > LIMIT_NESTED_FACTS) {
        w->nested = LIMIT_NESTED_FACTS + 1;
        return;
    }
    w->nested++;
    w->depth++;
    write_marked_up(w, pattern, out);
    w->depth--;
    if (w->depth == 0 && w->nested > LIMIT_NESTED_FACTS)
        diag_add(w->job->diag,
                 &(Report){.code = E115,
                           .where = where,
                           .message = "the text prints itself, or too much, by way of its facts",
                           .help = "take out one [[fact:...]]"});
}

void write_text(Writer *w, const Json *json, Pieces *out)
{
    write_guarded(w, (Pattern){.words = terms_words(w->terms, json, w->lang)}, json_where(json),
                  out);
}

void write_words(Writer *w, Words words, Pieces *out)
{
    write_guarded(w, (Pattern){.words = words}, words.where, out);
}

void write_strong(Writer *w, Words words, Pieces *out)
{
    int first = out->text.count;
    write_words(w, words, out);
    for (int i = first; i < out->text.count; i++)
        out->text.pieces[i] = within(out->text.pieces[i], PIECE_STRONG, NULL);
}

void write_pattern(Writer *w, Words pattern, const Slot *slots, int count, Pieces *out)
{
    write_guarded(w, (Pattern){.words = pattern, .slots = slots, .slot_count = count},
                  pattern.where, out);
}

/* -- source marks ------------------------------------------------------------------ */

static int number_of(Writer *w, const Source *source)
{
    for (int i = 0; i < w->cited_count; i++)
        if (w->cited[i] == source)
            return i + 1;
    w->cited[w->cited_count++] = source;
    return w->cited_count;
}

const char *write_anchor(Writer *w, const char *what, int number)
{
    return arena_printf(w->job->arena, "%s-%d%s", what, number, w->right ? "-right" : "");
}

/* The mark of a source, which leads to it; the first one is where the source
 * leads back to. */
static Piece write_mark(Writer *w, int number, bool glue, Where where)
{
    Arena *arena = w->job->arena;
    const Source *source = w->cited[number - 1];
    Piece mark = {.text = str_of(arena_printf(arena, "[%d]", number)),
                  .role = PIECE_MARK,
                  .keep = true,
                  .glue = glue,
                  .where = where,
                  .at = -1};
    if (!w->lists_sources)
        return mark;
    Str publisher = markup_plain(arena, terms_words(w->terms, source->publisher, w->lang));
    mark.target = write_anchor(w, "source", number);
    mark.about = arena_printf(arena, "[%d] %.*s", number, (int)publisher.length, publisher.data);
    if (!w->marked[number - 1])
        mark.anchor = write_anchor(w, "mark", number);
    w->marked[number - 1] = true;
    return mark;
}

static void note_shown(Writer *w, const Fact *fact)
{
    if (!w->shown || !fact->id || !*fact->id)
        return;
    const char *name = arena_printf(w->shown->arena, "%s/%s", w->zone->id, fact->id);
    map_add(w->shown, str_of(name), name);
}

/* The fact's first citation of the source with that number; NULL: there is none. */
static const Citation *citation_of(const Writer *w, const Fact *fact, int number)
{
    for (int i = 0; i < fact->citation_count; i++)
        if (fact->citations[i].source == w->cited[number - 1])
            return &fact->citations[i];
    return NULL;
}

/* A line may end among them, but the next does not begin with one that is alone. */
void write_marks(Writer *w, const Fact *fact, Pieces *out)
{
    note_shown(w, fact);
    for (int i = 0; i < fact->citation_count; i++)
        number_of(w, fact->citations[i].source);
    int all = 0, set = 0;
    for (int number = 1; number <= w->cited_count; number++)
        all += citation_of(w, fact, number) != NULL;
    for (int number = 1; number <= w->cited_count; number++) {
        const Citation *citation = citation_of(w, fact, number);
        if (!citation)
            continue;
        set++;
        bool glue = set == 1 || set == all;
        pieces_add(out, write_mark(w, number, glue, citation->where));
    }
}

/* -- numbers ----------------------------------------------------------------------- */

/* Longer figures are clearer written out than as 9,007.199254740993 trillion. */
#define COMPACT_DIGITS 7

Scale write_scale(const Writer *w, const Fact *fact, const Decimal *number)
{
    if (fact->measure && !str_is(fact->measure->dimension, "money") &&
        !str_is(fact->measure->dimension, "count"))
        return SCALE_PLAIN;
    const Json *rule = json_member(json_member(w->terms->root, "numbers"), lang_tag(w->lang));
    const Json *compact = json_member(rule, "compact"), *from = json_member(rule, "from");
    if (!compact || !from || number->count > COMPACT_DIGITS)
        return SCALE_PLAIN;
    int least = json_whole(w->files, w->job, from, "from", 1000, 1000000000);
    if (!decimal_reaches(number, least))
        return SCALE_PLAIN;
    return str_is(json_string(w->job, compact, "compact"), "long") ? SCALE_LONG : SCALE_SHORT;
}

Str write_unit(Writer *w, const Unit *unit, const Decimal *number, Scale scale)
{
    const Json *print = unit ? json_member(unit->print, lang_tag(w->lang)) : NULL;
    if (json_type(print) == JSON_OBJECT) {
        const Json *form =
            json_member(print, locale_plural(w->locale, w->job->arena, number, scale));
        print = form ? form : json_member(print, "other");
    }
    return print ? json_string(w->job, print, "pattern") : STR("{}");
}

/* Byte of the first {} in `text` from `from`, or its length. */
static size_t find_slot(Str text, size_t from)
{
    for (size_t i = from; i + 1 < text.length; i++)
        if (text.data[i] == '{' && text.data[i + 1] == '}')
            return i;
    return text.length;
}

/* `inner` put into the {} of `pattern`; *start moves with it. */
static Str wrap(Arena *arena, Str pattern, Str inner, size_t *start)
{
    size_t slot = find_slot(pattern, 0);
    size_t rest = slot + 2 < pattern.length ? slot + 2 : pattern.length;
    *start += slot;
    return str_of(arena_printf(arena, "%.*s%.*s%.*s", (int)slot, pattern.data, (int)inner.length,
                               inner.data, (int)(pattern.length - rest), pattern.data + rest));
}

static Str number_words(Writer *w, const Fact *fact, Scale scale)
{
    Arena *arena = w->job->arena;
    const char *number = locale_number(w->locale, arena, &fact->number, scale);
    if (fact->measure->type == VALUE_RANGE)
        number = arena_printf(arena, "%s–%s", number,
                              locale_number(w->locale, arena, &fact->high, scale));
    return str_of(number);
}

/* Bytes of `number` up to and with its last digit: what stands large in a
 * tile, the words behind it small. */
static size_t digits_end(Str number)
{
    size_t end = number.length;
    while (end > 0 && (number.data[end - 1] < '0' || number.data[end - 1] > '9'))
        end--;
    return end;
}

/* "more than 35 billion yuan" as three kept pieces: before, digits, after. */
static void write_number(Writer *w, const Fact *fact, Pieces *out)
{
    Scale scale = write_scale(w, fact, &fact->number);
    Str words = number_words(w, fact, scale);
    size_t length = digits_end(words), start = 0;
    words = wrap(w->job->arena, write_unit(w, fact->unit, &fact->number, scale), words, &start);
    if (fact->comparator != EXACT) {
        Words pattern =
            terms_pattern(w->terms, "comparators", comparator_word(fact->comparator), w->lang);
        words = wrap(w->job->arena, pattern.words, words, &start);
    }
    Piece piece = {.keep = true, .where = json_where(fact->value), .at = -1};
    piece.text = (Str){words.data, start};
    pieces_add(out, piece);
    piece.glue = start > 0;
    piece.role = PIECE_STRONG;
    piece.text = (Str){words.data + start, length};
    pieces_add(out, piece);
    piece.glue = true;
    piece.role = PIECE_PLAIN;
    piece.text = (Str){words.data + start + length, words.length - start - length};
    pieces_add(out, piece);
}

/* -- dates ------------------------------------------------------------------------- */

void write_date(Writer *w, Date date, Where where, bool brief, Pieces *out)
{
    if (date.year == 0)
        return;
    const char *key = date.day ? "day" : date.month ? "month" : "year";
    if (brief)
        key = arena_printf(w->job->arena, "%s.short", key);
    Words pattern = terms_pattern(w->terms, "dates", key, w->lang);
    const char *name = arena_copy(w->job->arena, pattern.words.data, pattern.words.length);
    const char *words =
        locale_date(w->locale, w->job->arena, name, date.year, date.month, date.day);
    pieces_add(out, (Piece){.text = str_of(words), .keep = true, .where = where, .at = -1});
}

void write_time(Writer *w, const Fact *fact, Pieces *out)
{
    if (fact->period.from.year == 0) {
        write_date(w, fact->as_of, fact->where, true, out);
        return;
    }
    if (fact->period.to.year == 0) {
        write_date(w, fact->period.from, fact->where, true, out);
        return;
    }
    Pieces ends[2];
    for (int i = 0; i < 2; i++) {
        pieces_init(&ends[i], w->job->arena);
        write_date(w, i ? fact->period.to : fact->period.from, fact->where, true, &ends[i]);
    }
    Slot slots[2] = {{NULL, ends[0].text}, {NULL, ends[1].text}};
    write_pattern(w, terms_pattern(w->terms, "dates", "range", w->lang), slots, 2, out);
}

/* -- values ------------------------------------------------------------------------ */

static void write_list(Writer *w, const Fact *fact, Pieces *out)
{
    const Json *lang = json_member(json_member(w->terms->root, "languages"), lang_tag(w->lang));
    const Json *list = json_member(lang, "list");
    Str separator = list ? json_string(w->job, list, "list") : STR(", ");
    for (const Json *item = json_first(fact->value); item; item = json_next(item)) {
        if (item != json_first(fact->value))
            pieces_add(out, (Piece){.text = separator, .where = json_where(list), .at = -1});
        write_text(w, item, out);
    }
}

static void write_label(Writer *w, const char *key, PieceRole role, Where where, Pieces *out)
{
    int first = out->text.count;
    write_words(w, write_own(w, key), out);
    for (int i = first; i < out->text.count; i++) {
        Piece *piece = &out->text.pieces[i];
        piece->role = role == PIECE_PLAIN ? piece->role : role;
        piece->where = where;
        piece->at = -1;
    }
}

static void write_bare_value(Writer *w, const Fact *fact, Pieces *out)
{
    if (fact->unknown) {
        const char *key = fact->measure->type == VALUE_DATE ? "value.undated" : "value.unpublished";
        write_label(w, key, PIECE_PLAIN, json_where(fact->value), out);
        return;
    }
    switch (fact->measure->type) {
    case VALUE_NUMBER:
    case VALUE_RANGE:
        write_number(w, fact, out);
        break;
    case VALUE_DATE:
        write_date(w, fact->date, json_where(fact->value), false, out);
        break;
    case VALUE_LIST:
        write_list(w, fact, out);
        break;
    case VALUE_TEXT:
        write_text(w, fact->value, out);
        break;
    }
}

static Text bare_value(Writer *w, const Fact *fact)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    write_bare_value(w, fact, &out);
    return out.text;
}

/* The digits alone, as they stand in a value. */
static Text digits_of(Text value)
{
    for (int i = 0; i < value.count; i++)
        if (value.pieces[i].role == PIECE_STRONG)
            return (Text){&value.pieces[i], 1};
    return value;
}

static Text unmarked(Writer *w, Text value)
{
    Text text = {ARENA_ARRAY(w->job->arena, Piece, value.count), value.count};
    for (int i = 0; i < value.count; i++) {
        text.pieces[i] = value.pieces[i];
        text.pieces[i].role = PIECE_PLAIN;
    }
    return text;
}

/* "11 of the 15 projects": how a language says it is the label of.base, with
 * {part} and {whole}, with their units, or {parts} and {wholes}, without. */
static void write_part(Writer *w, const Fact *fact, Pieces *out)
{
    Text part = bare_value(w, fact), whole = unmarked(w, bare_value(w, fact->base));
    Slot slots[] = {{"{part}", part},
                    {"{parts}", digits_of(part)},
                    {"{whole}", whole},
                    {"{wholes}", unmarked(w, digits_of(bare_value(w, fact->base)))}};
    write_pattern(w, write_own(w, "of.base"), slots, 4, out);
}

/* " (derived: US$432.3 million, rate of 16 Apr 2021[5])". */
static void write_converted(Writer *w, const Fact *fact, Pieces *out)
{
    Fact derived = {.measure = fact->measure,
                    .number = fact->converted,
                    .unit = fact->converted_unit,
                    .comparator = ABOUT,
                    .value = fact->value,
                    .where = fact->where,
                    .citations = (Citation *)&fact->rate_source,
                    .citation_count = 1};
    Pieces date;
    pieces_init(&date, w->job->arena);
    write_date(w, fact->rate_date, fact->where, true, &date);
    Slot slots[] = {{"{value}", unmarked(w, bare_value(w, &derived))}, {"{date}", date.text}};
    write_pattern(w, write_own(w, "derived"), slots, 2, out);
    write_marks(w, &derived, out);
}

/* " sources differ": its colour sets it off for the eye; it is read in brackets. */
static void write_differs(Writer *w, const Fact *fact, Pieces *out)
{
    Pieces words, spoken;
    pieces_init(&words, w->job->arena);
    pieces_init(&spoken, w->job->arena);
    write_label(w, "conflict.mark", PIECE_ALERT, fact->where, &words);
    write_brackets(w, words.text, &spoken);
    const char *read = text_plain(w->job->arena, spoken.text);
    int first = out->text.count;
    write_plain(w, lang_is_cjk(w->lang) ? "" : " ", fact->where, out);
    pieces_add_all(out, words.text);
    for (int i = first; i < out->text.count; i++)
        out->text.pieces[i].spoken = read;
    w->differs = true;
}

void write_value(Writer *w, const Fact *fact, Pieces *out)
{
    if (fact->base)
        write_part(w, fact, out);
    else
        write_bare_value(w, fact, out);
    if (changes_has(w->changes, fact))
        pieces_add(out, (Piece){.text = STR("▲"),
                                .role = PIECE_ALERT,
                                .glue = true,
                                .where = fact->where,
                                .at = -1});
    write_marks(w, fact, out);
    if (fact->converted_unit && w->depth == 0) /* prose would not read */
        write_converted(w, fact, out);
    if (fact->conflict)
        write_differs(w, fact, out);
}

void write_amount(Writer *w, const Decimal *number, const Unit *unit, const Json *json, Pieces *out)
{
    Measure measure = {.type = VALUE_NUMBER, .dimension = unit ? unit->dimension : STR("none")};
    Fact fact = {.measure = &measure, .number = *number, .unit = unit, .value = json};
    write_number(w, &fact, out);
}

void write_item(Writer *w, const Fact *fact, const Json *item, Pieces *out)
{
    write_text(w, item, out);
    write_marks(w, fact, out);
}
