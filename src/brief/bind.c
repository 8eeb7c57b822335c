#include "brief/bind.h"

#include <string.h>

#include "brief/fact.h"
#include "brief/format.h"
#include "brief/side.h"
#include "layout/paragraph.h"

static const JsonField POINTER_FIELDS[] = {
    {"pointer", JSON_IS(JSON_STRING), true, NULL,
     "where in the zone file the value is, as a JSON Pointer: \"/summary\""},
    {"format", JSON_IS(JSON_STRING), false, FORMAT_WORDS,
     "plain (if left out), number, date, short, month or year"},
    {NULL}};
static const JsonField FACT_FIELDS[] = {
    {"fact", JSON_IS(JSON_STRING), true, NULL, "id of a fact of the zone file"},
    {"field", JSON_IS(JSON_STRING), false, NULL, "which side of it (value)", .names = FIELD_WORDS},
    {NULL}};
static const JsonField PART = {
    NULL,
    JSON_IS(JSON_STRING) | JSON_IS(JSON_OBJECT),
    false,
    NULL,
    "words as they stand, or a text or binding; in running heads also \"{page}\", \"{pages}\"",
    .shape = &BINDING_SHAPE};
static const JsonField FILLED_FIELDS[] = {
    {"label", JSON_IS(JSON_STRING), true, NULL, "a key of terms /labels, whose words have {}"},
    {"with", JSON_IS(JSON_ARRAY), false, NULL, "what fills each {}, in order", .each = &PART},
    {NULL}};

static const JsonShape POINTER = {"binding.pointer", "a value of the zone file",
                                  .fields = POINTER_FIELDS};
static const JsonShape FACT = {"binding.fact", "one side of a fact, with its source marks",
                               .fields = FACT_FIELDS};
static const JsonShape FILLED = {"binding.filled", "a label whose {} are filled",
                                 .fields = FILLED_FIELDS};
static const JsonShape *const BINDINGS[] = {&TEXT_SHAPE, &POINTER, &FACT, &FILLED, NULL};
const JsonShape BINDING_SHAPE = {"binding", "a text, or where in the zone file one is",
                                 .either = BINDINGS};

static void write_dot(Writer *w, Pieces *out)
{
    write_plain(w, "\u00A0· ", WHERE_NONE, out);
}

static const Json *resolve(Writer *w, const Json *pointer)
{
    return write_resolve(w, json_string(w->job, pointer, "pointer"), json_where(pointer), 0);
}

static void write_binding(Writer *w, const Json *binding, Pieces *out);

static void write_label(Writer *w, const Json *binding, Pieces *out)
{
    const Json *with = json_member(binding, "with");
    if (!json_check(w->job, binding, "text", FILLED_FIELDS) ||
        !terms_check_label(w->job, w->terms, json_member(binding, "label")))
        return;
    if (!with) {
        write_text(w, binding, out);
        return;
    }
    int count = json_count(with);
    Slot *slots = ARENA_ARRAY(w->job->arena, Slot, count);
    int i = 0;
    for (const Json *one = json_first(with); one; one = json_next(one)) {
        Pieces words;
        pieces_init(&words, w->job->arena);
        if (json_type(one) == JSON_STRING)
            pieces_add(&words, (Piece){.text = json_string(w->job, one, "with"),
                                       .where = json_where(one),
                                       .at = -1});
        else
            write_binding(w, one, &words);
        slots[i++].text = words.text;
    }
    write_pattern(w, terms_words(w->terms, binding, w->lang), slots, count, out);
}

static void write_pointed(Writer *w, const Json *binding, Pieces *out)
{
    const Json *format = json_member(binding, "format");
    if (!json_check(w->job, binding, "binding", POINTER_FIELDS))
        return;
    const Json *pointer = json_member(binding, "pointer");
    Str words = json_string(w->job, pointer, "pointer");
    if (words.length > 7 && memcmp(words.data, "/facts/", 7) == 0)
        diag_add(w->job->diag, &(Report){.code = E102,
                                         .where = json_where(pointer),
                                         .message = "a figure without its sources",
                                         .help = "write {\"fact\": \"id\"}"});
    const Json *value = resolve(w, pointer);
    int word = format ? str_among(json_string(w->job, format, "format"), FORMAT_WORDS) : 0;
    if (value)
        format_value(w, value, (Format)word, out);
    else
        write_unknown(w, out);
}

/* One side of a fact by its id. */
static void write_fact(Writer *w, const Json *binding, Pieces *out)
{
    if (!json_check(w->job, binding, "binding", FACT_FIELDS))
        return;
    const Json *id = json_member(binding, "fact"), *field = json_member(binding, "field");
    const Fact *fact = map_lookup(&w->zone->by_id, json_string(w->job, id, "fact"));
    Field side = field ? field_read(w, field) : FIELD_VALUE;
    if (!fact) {
        if (w->zone->known_ids)
            terms_unknown(w->job, w->zone->known_ids, E107, id, "fact");
        write_unknown(w, out);
        return;
    }
    Text words = fact_field(w, fact, side);
    for (int i = 0; i < words.count; i++)
        pieces_add(out, words.pieces[i]);
}

static void write_binding(Writer *w, const Json *binding, Pieces *out)
{
    if (json_member(binding, "pointer") || json_member(binding, "format")) {
        write_pointed(w, binding, out);
        return;
    }
    if (json_member(binding, "fact") || json_member(binding, "field")) {
        write_fact(w, binding, out);
        return;
    }
    bool is_label = json_member(binding, "label") || json_member(binding, "with");
    if (!is_label)
        terms_check_text(w->job, w->terms, w->langs, binding, "text");
    markup_check(w->job, w->terms, w->langs, w->zone->known_ids, binding);
    if (is_label)
        write_label(w, binding, out);
    else
        write_text(w, binding, out);
}

Text bind_text(Writer *w, const Json *binding)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    if (binding)
        write_binding(w, binding, &out);
    return out.text;
}

const char *bind_plain(Writer *w, const Json *binding)
{
    return text_plain(w->job->arena, bind_text(w, binding));
}

void bind_names(Writer *w, const Json *pointer, Block *block)
{
    const Json *name = resolve(w, pointer);
    block->entries = ARENA_ARRAY(w->job->arena, Entry, w->langs->count);
    for (int i = 0; name && i < w->langs->count; i++) {
        Lang lang = w->langs->list[i];
        if (lang == w->lang)
            continue;
        Pieces out;
        pieces_init(&out, w->job->arena);
        write_words(w, terms_words(w->terms, name, lang), &out);
        Entry *entry = &block->entries[block->entry_count++];
        entry->id = lang_tag(lang);
        entry->where = json_where(name);
        entry->fields[FIELD_LABEL] = out.text;
    }
}

/* -- the sources list -------------------------------------------------------------- */

static void write_named(Writer *w, const char *prefix, Str name, Pieces *out)
{
    const char *key = arena_printf(w->job->arena, "%s.%.*s", prefix, (int)name.length, name.data);
    write_words(w, write_own(w, key), out);
}

static void write_source_date(Writer *w, const Source *source, Pieces *out)
{
    if (source->date.year)
        write_date(w, source->date, source->where, true, out);
    else if (source->date_note)
        write_text(w, source->date_note, out);
    else
        write_words(w, write_own(w, "nodate"), out);
}

/* "www.jetro.go.jp": what is printed of an address; the link leads to all of it. */
static Str host_of(Str address)
{
    size_t start = 0;
    while (start + 2 < address.length && memcmp(address.data + start, "://", 3) != 0)
        start++;
    start += 3;
    size_t end = start;
    while (end < address.length && !strchr("/?#", address.data[end]))
        end++;
    return end <= address.length ? (Str){address.data + start, end - start} : address;
}

/* Two that share an origin do not confirm each other, so the reader is told:
 * by number if the other is cited too, else by publisher. */
static void write_origin(Writer *w, const Source *origin, Pieces *out)
{
    Pieces name;
    pieces_init(&name, w->job->arena);
    for (int i = 0; i < w->cited_count; i++)
        if (w->cited[i] == origin)
            write_plain(w, arena_printf(w->job->arena, "[%d]", i + 1), origin->where, &name);
    if (name.text.count == 0)
        write_text(w, origin->publisher, &name);
    write_pattern(w, write_own(w, "source.copies"), &(Slot){NULL, name.text}, 1, out);
    write_dot(w, out);
}

/* Publisher, title, language, date, class, site. */
static Text write_source(Writer *w, const Source *source)
{
    Pieces out;
    pieces_init(&out, w->job->arena);
    write_strong(w, terms_words(w->terms, source->publisher, w->lang), &out);
    if (source->via) {
        Pieces via;
        pieces_init(&via, w->job->arena);
        write_text(w, source->via, &via);
        write_plain(w, " ", WHERE_NONE, &out);
        write_pattern(w, write_own(w, "via"), &(Slot){NULL, via.text}, 1, &out);
    }
    write_dot(w, &out);
    write_text(w, source->title, &out);
    write_dot(w, &out);
    write_named(w, "lang", str_of(lang_tag(source->language)), &out);
    write_dot(w, &out);
    write_source_date(w, source, &out);
    write_dot(w, &out);
    write_named(w, "class", source->kind, &out);
    write_dot(w, &out);
    if (source->copies)
        write_origin(w, source->copies, &out);
    Str about = markup_plain(w->job->arena, terms_words(w->terms, source->title, w->lang));
    pieces_add(&out, (Piece){.text = host_of(source->address),
                             .about = arena_copy(w->job->arena, about.data, about.length),
                             .keep = true,
                             .where = source->where,
                             .at = -1,
                             .uri = arena_copy(w->job->arena, source->address.data,
                                               source->address.length)});
    return out.text;
}

/* The number in the list leads to the first mark that has it. */
static void lead_back(Writer *w, int number, Piece *label)
{
    Arena *arena = w->job->arena;
    Str about = terms_label(w->terms, "link.first", w->lang).words;
    label->anchor = write_anchor(w, "source", number);
    if (!w->marked[number - 1])
        return;
    label->target = write_anchor(w, "mark", number);
    label->about = arena_printf(arena, "%.*s [%d]", (int)about.length, about.data, number);
}

void bind_sources(Writer *w, Block *block)
{
    block->entries = ARENA_ARRAY(w->job->arena, Entry, w->cited_count);
    for (int i = 0; i < w->cited_count; i++) {
        const Source *source = w->cited[i];
        Entry *entry = &block->entries[block->entry_count++];
        Pieces label;
        pieces_init(&label, w->job->arena);
        write_plain(w, arena_printf(w->job->arena, "[%d]", i + 1), source->where, &label);
        lead_back(w, i + 1, &label.text.pieces[0]);
        entry->id = source->id;
        entry->where = source->where;
        entry->fields[FIELD_LABEL] = label.text;
        entry->fields[FIELD_VALUE] = write_source(w, source);
    }
}

/* "was 36.9 km²", "new", "no longer stated". */
static Text write_difference(Writer *w, const Change *change)
{
    const char *key = !change->before  ? "change.added"
                      : !change->after ? "change.removed"
                                       : "change.was";
    Pieces out, before;
    pieces_init(&out, w->job->arena);
    pieces_init(&before, w->job->arena);
    if (change->before)
        write_value(w, change->before, &before);
    write_pattern(w, write_own(w, key), &(Slot){NULL, before.text}, 1, &out);
    return out.text;
}

void bind_changes(Writer *w, Block *block)
{
    int count = w->changes ? w->changes->count : 0;
    block->entries = ARENA_ARRAY(w->job->arena, Entry, count);
    for (int i = 0; i < count; i++) {
        const Change *change = &w->changes->list[i];
        const Fact *fact = change->after ? change->after : change->before;
        Pieces label, value;
        pieces_init(&label, w->job->arena);
        pieces_init(&value, w->job->arena);
        write_text(w, fact->label ? fact->label : fact->measure->label, &label);
        write_value(w, fact, &value);
        Entry *entry = &block->entries[block->entry_count++];
        entry->id = fact->id;
        entry->where = fact->where;
        entry->fields[FIELD_LABEL] = label.text;
        entry->fields[FIELD_VALUE] = value.text;
        entry->fields[FIELD_NOTE] = write_difference(w, change);
    }
}

void bind_glossary(Writer *w, const Json *list, Block *block)
{
    Arena *arena = w->job->arena;
    int langs = w->langs->count;
    block->columns = ARENA_ARRAY(arena, BlockColumn, langs);
    block->column_count = langs;
    for (int i = 0; i < langs; i++) {
        const Json *lang =
            json_member(json_member(w->terms->root, "languages"), lang_tag(w->langs->list[i]));
        const Json *name = json_member(lang, "name");
        Pieces head;
        pieces_init(&head, arena);
        write_words(
            w,
            (Words){json_string(w->job, name, "name"), w->langs->list[i], json_where(name), true},
            &head);
        block->columns[i] =
            (BlockColumn){.cell = i, .head = head.text, .share = 1, .where = json_where(list)};
    }
    block->entries = ARENA_ARRAY(arena, Entry, json_count(list));
    for (const Json *term = json_first(list); term; term = json_next(term)) {
        const Json *name = terms_name(w->job, w->terms, term, "term");
        if (!name)
            continue;
        Entry *entry = &block->entries[block->entry_count++];
        entry->where = json_where(term);
        entry->cells = ARENA_ARRAY(arena, Text, langs);
        for (int i = 0; i < langs; i++) {
            Pieces cell;
            pieces_init(&cell, arena);
            write_words(w, terms_words(w->terms, name, w->langs->list[i]), &cell);
            entry->cells[i] = cell.text;
        }
    }
}

void bind_glossary_items(Writer *w, const Json *list, Block *block)
{
    if (json_type(list) == JSON_STRING)
        list = json_resolve(w->zone->root, json_string(w->job, list, "glossary"));
    block->entries = ARENA_ARRAY(w->job->arena, Entry, json_count(list));
    for (const Json *term = json_first(list); term; term = json_next(term)) {
        const Json *name = terms_name(w->job, w->terms, term, "term");
        Pieces own, others;
        pieces_init(&own, w->job->arena);
        pieces_init(&others, w->job->arena);
        if (!name)
            continue;
        write_words(w, terms_words(w->terms, name, w->lang), &own);
        for (int i = 0; i < w->langs->count; i++) {
            Words words = terms_words(w->terms, name, w->langs->list[i]);
            bool same = words.lang == terms_words(w->terms, name, w->lang).lang;
            if (same || words.lang != w->langs->list[i])
                continue;
            if (others.text.count)
                write_dot(w, &others);
            write_words(w, words, &others);
        }
        Entry *entry = &block->entries[block->entry_count++];
        entry->where = json_where(term);
        entry->fields[FIELD_LABEL] = own.text;
        entry->fields[FIELD_NOTE] = others.text;
    }
}

static void add_legend(Writer *w, Words word, const char *key, Block *block)
{
    const Json *label = map_lookup(&w->terms->labels, str_of(key));
    if (!label)
        return;
    Pieces head, meaning;
    pieces_init(&head, w->job->arena);
    pieces_init(&meaning, w->job->arena);
    write_words(w, word, &head);
    write_words(w, terms_words(w->terms, label, w->lang), &meaning);
    Entry *entry = &block->entries[block->entry_count++];
    entry->where = json_where(label);
    entry->fields[FIELD_LABEL] = head.text;
    entry->fields[FIELD_NOTE] = meaning.text;
}

void bind_legend(Writer *w, Block *block)
{
    block->entries = ARENA_ARRAY(w->job->arena, Entry, CLAIMED + 3);
    Words number = {STR("[1]"), w->lang, WHERE_NONE, true};
    if (w->cited_count)
        add_legend(w, number, "legend.source", block);
    for (int status = PLANNED; status <= CLAIMED; status++) {
        const char *word = status_word((Status)status);
        if (w->statuses & 1u << status)
            add_legend(w, terms_pattern(w->terms, "statuses", word, w->lang),
                       arena_printf(w->job->arena, "legend.%s", word), block);
    }
    if (w->differs)
        add_legend(w, write_own(w, "conflict.mark"), "legend.conflict", block);
}

bool bind_is_own(const Writer *w, const Zone *zone, const Fact *fact)
{
    const Json *own = json_member(zone->name, "term");
    return json_type(own) == JSON_STRING &&
           map_lookup(&w->terms->names, json_string(w->job, own, "term")) == fact->scope;
}

Words bind_scope(Writer *w, const Fact *fact)
{
    Words self = terms_label(w->terms, "scope.self", w->lang);
    bool own = w->compared_count == 0 && bind_is_own(w, w->zone, fact);
    return own && self.found ? self : terms_words(w->terms, fact->scope, w->lang);
}

Words bind_status(Writer *w, const Fact *fact)
{
    if (fact->status == ACTUAL)
        return (Words){STR(""), w->lang, fact->where, false};
    w->statuses |= 1u << fact->status;
    return terms_pattern(w->terms, "statuses", status_word(fact->status), w->lang);
}

void bind_write_status(Writer *w, const Fact *fact, Pieces *out)
{
    int first = out->text.count;
    write_words(w, bind_status(w, fact), out);
    for (int i = first; i < out->text.count; i++)
        out->text.pieces[i].keep = true;
}
