#include "brief/model.h"
#include "brief/schema.h"

static const char *const KINDS_OF_SOURCE[] = {"government", "association", "press", "company",
                                              "mirror",     "data",        NULL};

static const JsonField SOURCE_FIELDS[] = {
    {"publisher", JSON_IS(JSON_OBJECT), true, NULL, "who published it: a text",
     .shape = &TEXT_SHAPE},
    {"via", JSON_IS(JSON_OBJECT), false, NULL, "where it was read, if not there",
     .shape = &TEXT_SHAPE},
    {"title", JSON_IS(JSON_OBJECT), true, NULL, "its own title: {\"text\", \"lang\"}",
     .shape = &TEXT_SHAPE},
    {"language", JSON_IS(JSON_STRING), true, NULL, "language it is written in", .names = LANG_TAGS},
    {"date", JSON_IS(JSON_STRING) | JSON_IS(JSON_NULL), true, NULL,
     "date of its own, or null: it has none", .pattern = DATE_PATTERN},
    {"dateNote", JSON_IS(JSON_OBJECT), false, NULL, "what is known of its date",
     .shape = &TEXT_SHAPE},
    {"class", JSON_IS(JSON_STRING), true, KINDS_OF_SOURCE, "whose word it is"},
    {"address", JSON_IS(JSON_STRING), true, NULL, "http or https address",
     .pattern = "^https?://."},
    {"copies", JSON_IS(JSON_STRING), false, NULL, "id of the source it copies"},
    {"note", JSON_IS(JSON_OBJECT), false, NULL, "remark: a text", .shape = &TEXT_SHAPE},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField SOURCE = {
    NULL,
    JSON_IS(JSON_OBJECT),
    false,
    NULL,
    "a source",
    .shape = &(const JsonShape){"source", "who said it, and where", .fields = SOURCE_FIELDS}};

static const JsonField SOURCES_FIELDS[] = {
    {"sources", JSON_IS(JSON_OBJECT), true, NULL, "the sources, by id",
     .shape = &(const JsonShape){"sources", .each = &SOURCE}},
    {NULL, 0, false, NULL, NULL},
};

const JsonField *sources_fields(void)
{
    return SOURCES_FIELDS;
}

static Lang read_language(Job *job, const Json *value)
{
    Str tag = json_string(job, value, "language");
    Lang lang = lang_lookup(tag);
    if (lang == LANG_NONE)
        diag_add(job->diag,
                 &(Report){.code = E014,
                           .where = json_where(value),
                           .message = arena_printf(job->arena, "unknown language \"%.*s\"",
                                                   (int)tag.length, tag.data),
                           .help = "languages are en, zh-Hans, zh-Hant, ja, ko, de"});
    return lang;
}

static void check_address(Job *job, const Json *value, Str address)
{
    static const char *const SCHEMES[] = {"http://", "https://"};
    for (int i = 0; i < 2; i++) {
        Str scheme = str_of(SCHEMES[i]);
        if (address.length > scheme.length && str_equal((Str){address.data, scheme.length}, scheme))
            return;
    }
    diag_add(job->diag, &(Report){.code = E015,
                                  .where = json_where(value),
                                  .message = "an address begins with http:// or https://"});
}

static void check_texts(Job *job, const Terms *terms, const Langs *langs, const Source *source)
{
    terms_check_text(job, terms, langs, source->publisher, "publisher");
    terms_check_text(job, terms, langs, source->title, "title");
    if (source->via)
        terms_check_text(job, terms, langs, source->via, "via");
    if (source->date_note)
        terms_check_text(job, terms, langs, source->date_note, "dateNote");
}

static Source *read_source(Job *job, const Terms *terms, const Langs *langs, const Json *member)
{
    Source *source = ARENA_NEW(job->arena, Source);
    Str key = json_key(member);
    source->id = arena_copy(job->arena, key.data, key.length);
    source->where = json_where(member);
    if (!json_check(job, member, source->id, SOURCE_FIELDS))
        return source;
    source->publisher = json_member(member, "publisher");
    source->via = json_member(member, "via");
    source->title = json_member(member, "title");
    source->date_note = json_member(member, "dateNote");
    source->language = read_language(job, json_member(member, "language"));
    const Json *date = json_member(member, "date");
    if (json_type(date) == JSON_STRING)
        source->date = date_read(job, date, "date");
    source->kind = json_string(job, json_member(member, "class"), "class");
    const Json *address = json_member(member, "address");
    source->address = json_string(job, address, "address");
    check_address(job, address, source->address);
    check_texts(job, terms, langs, source);
    return source;
}

Sources *sources_read(Job *job, const Terms *terms, const Json *root, const Langs *langs)
{
    Sources *sources = ARENA_NEW(job->arena, Sources);
    map_init(&sources->by_id, job->arena);
    if (!json_check(job, root, "sources file", SOURCES_FIELDS))
        return sources;
    const Json *all = json_member(root, "sources");
    sources->list = ARENA_ARRAY(job->arena, const Source *, json_count(all));
    Source **read = ARENA_ARRAY(job->arena, Source *, json_count(all));
    for (const Json *m = json_first(all); m; m = json_next(m)) {
        Source *source = read_source(job, terms, langs, m);
        map_add(&sources->by_id, str_of(source->id), source);
        read[sources->count] = source;
        sources->list[sources->count++] = source;
    }
    int index = 0;
    for (const Json *m = json_first(all); m; m = json_next(m), index++) {
        const Json *copies = json_member(m, "copies");
        read[index]->copies_named = copies;
        if (copies)
            read[index]->copies = map_lookup(&sources->by_id, json_string(job, copies, "copies"));
    }
    return sources;
}

void sources_check_copies(Job *job, const Sources *sources)
{
    for (int i = 0; i < sources->count; i++)
        if (sources->list[i]->copies_named && !sources->list[i]->copies)
            terms_unknown(job, &sources->by_id, E101, sources->list[i]->copies_named, "source");
}
