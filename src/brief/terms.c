#include "brief/terms.h"

#include <string.h>

#include "brief/markup.h"
#include "brief/schema.h"

static const char *const VALUE_TYPES[] = {"number", "text", "date", "range", "list", NULL};

/* -- what a text may be ------------------------------------------------------------ */

static const JsonField WORDS = {NULL, JSON_IS(JSON_STRING), false, NULL, "the words"};

static const char *const STANDINGS[] = {"attested", "seen", "translated", NULL};
static const JsonField STANDING = {NULL,
                                   JSON_IS(JSON_STRING),
                                   false,
                                   NULL,
                                   "attested or seen in a source, or translated by us",
                                   .names = STANDINGS};
static const JsonShape STANDING_BY_LANGUAGE = {"standing", .each = &STANDING, .keys = LANG_TAGS};

static const JsonField TRANSLATED_FIELDS[] = {
    {"latin", JSON_IS(JSON_BOOL), false, NULL,
     "true: it has no established form in the languages left out; the English one is printed"},
    {"status", JSON_IS(JSON_OBJECT), false, NULL, "where each language's form is from",
     .shape = &STANDING_BY_LANGUAGE},
    {NULL, 0, false, NULL, NULL}};

static const JsonField TERM_FIELDS[] = {
    {"term", JSON_IS(JSON_STRING), true, NULL, "a key of terms /names"},
    {NULL, 0, false, NULL, NULL}};

static const JsonField LABEL_FIELDS[] = {
    {"label", JSON_IS(JSON_STRING), true, NULL, "a key of terms /labels"},
    {NULL, 0, false, NULL, NULL}};

static const JsonField OWN_FIELDS[] = {
    {"text", JSON_IS(JSON_STRING), true, NULL, "words that stay in their language"},
    {"lang", JSON_IS(JSON_STRING), true, NULL, "their language", .names = LANG_TAGS},
    {NULL, 0, false, NULL, NULL}};

const JsonShape TRANSLATED_SHAPE = {"text.translated", "the words in each language",
                                    .fields = TRANSLATED_FIELDS, .each = &WORDS, .keys = LANG_TAGS};
static const JsonShape TERM = {"text.term", "a name from the terms file", .fields = TERM_FIELDS};
static const JsonShape LABEL = {"text.label", "a label from the terms file",
                                .fields = LABEL_FIELDS};
static const JsonShape OWN = {"text.own", "words in one language, not to be translated",
                              .fields = OWN_FIELDS};

static const JsonShape *const TEXTS[] = {&TRANSLATED_SHAPE, &TERM, &LABEL, &OWN, NULL};
const JsonShape TEXT_SHAPE = {"text",
                              "a text: words in each language, or {\"term\": ...}, "
                              "{\"label\": ...}, {\"text\": ..., \"lang\": ...}",
                              .either = TEXTS};

/* -- what the file may hold -------------------------------------------------------- */

static const JsonField MEASURE_FIELDS[] = {
    {"type", JSON_IS(JSON_STRING), true, VALUE_TYPES, "type of the fact's value"},
    {"dimension", JSON_IS(JSON_STRING), false, NULL, "what its unit must measure, e.g. \"area\""},
    {"label", JSON_IS(JSON_OBJECT), true, NULL, "its name, in every language",
     .shape = &TRANSLATED_SHAPE},
    {"generic", JSON_IS(JSON_BOOL), false, NULL,
     "its name says no more than a section's heading: lists leave it out"},
    {NULL, 0, false, NULL, NULL},
};

#define FORM(name, required)                                                                       \
    {                                                                                              \
        name, JSON_IS(JSON_STRING), required, NULL, "a pattern with {} for the number"             \
    }
static const JsonField PLURAL_FIELDS[] = {
    FORM("zero", false), FORM("one", false),  FORM("two", false),           FORM("few", false),
    FORM("many", false), FORM("other", true), {NULL, 0, false, NULL, NULL},
};
static const JsonField PATTERN = {
    NULL,
    JSON_IS(JSON_STRING) | JSON_IS(JSON_OBJECT),
    false,
    NULL,
    "a pattern with {} for the number, or one for each plural form: \"one\", \"other\"",
    .shape = &(const JsonShape){"plurals", .fields = PLURAL_FIELDS}};
static const JsonShape PRINT = {"print", .each = &PATTERN, .keys = LANG_TAGS};

static const JsonField UNIT_FIELDS[] = {
    {"dimension", JSON_IS(JSON_STRING), true, NULL, "what it measures, e.g. \"area\""},
    {"print", JSON_IS(JSON_OBJECT), true, NULL, "per language a pattern with {} for the number",
     .shape = &PRINT},
    {NULL, 0, false, NULL, NULL},
};

/* What the program itself asks for, whatever the zone. */

static const JsonField LANGUAGE_FIELDS[] = {
    {"name", JSON_IS(JSON_STRING), true, NULL, "the language's own name"},
    {"list", JSON_IS(JSON_STRING), true, NULL, "what stands between the items of a list"},
    {NULL, 0, false, NULL, NULL},
};

static const char *const COMPACTS[] = {"short", "long", NULL};

static const JsonField NUMBER_FIELDS[] = {
    {"compact", JSON_IS(JSON_STRING), false, COMPACTS, "large numbers: 21.75B or 21.75 billion"},
    {"from", JSON_IS(JSON_NUMBER), false, NULL, "the least number so written"},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField DATE_FIELDS[] = {
    {"day", JSON_IS(JSON_OBJECT), true, NULL, "CLDR pattern of a day in prose",
     .shape = &TRANSLATED_SHAPE},
    {"month", JSON_IS(JSON_OBJECT), true, NULL, "of a month", .shape = &TRANSLATED_SHAPE},
    {"year", JSON_IS(JSON_OBJECT), true, NULL, "of a year", .shape = &TRANSLATED_SHAPE},
    {"day.short", JSON_IS(JSON_OBJECT), true, NULL, "of a day in tables and lists",
     .shape = &TRANSLATED_SHAPE},
    {"month.short", JSON_IS(JSON_OBJECT), true, NULL, "of a month there",
     .shape = &TRANSLATED_SHAPE},
    {"year.short", JSON_IS(JSON_OBJECT), true, NULL, "of a year there", .shape = &TRANSLATED_SHAPE},
    {"range", JSON_IS(JSON_OBJECT), true, NULL, "from one date to another, with two {}",
     .shape = &TRANSLATED_SHAPE},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField STATUS_FIELDS[] = {
    {"actual", JSON_IS(JSON_OBJECT), true, NULL, "word for what is so", .shape = &TRANSLATED_SHAPE},
    {"planned", JSON_IS(JSON_OBJECT), true, NULL, "word for what is to be",
     .shape = &TRANSLATED_SHAPE},
    {"target", JSON_IS(JSON_OBJECT), true, NULL, "word for what is aimed at",
     .shape = &TRANSLATED_SHAPE},
    {"claimed", JSON_IS(JSON_OBJECT), true, NULL, "word for what a party says of itself",
     .shape = &TRANSLATED_SHAPE},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField COMPARATOR_FIELDS[] = {
    {"over", JSON_IS(JSON_OBJECT), true, NULL, "\"more than {}\"", .shape = &TRANSLATED_SHAPE},
    {"about", JSON_IS(JSON_OBJECT), true, NULL, "\"about {}\"", .shape = &TRANSLATED_SHAPE},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField TRANSLATED = {NULL, JSON_IS(JSON_OBJECT),      false, NULL,
                                     NULL, .shape = &TRANSLATED_SHAPE};
static const JsonShape TEXTS_BY_ID = {"texts", .each = &TRANSLATED};

#define BY_ID(name, shape_name, table, key_words)                                                  \
    static const JsonShape name = {                                                                \
        shape_name "s",                                                                            \
        .each = &(const JsonField){NULL, JSON_IS(JSON_OBJECT), false, NULL, NULL,                  \
                                   .shape = &(const JsonShape){shape_name, .fields = table}},      \
        .keys = key_words};
BY_ID(LANGUAGES, "language", LANGUAGE_FIELDS, LANG_TAGS)
BY_ID(NUMBERS, "number", NUMBER_FIELDS, LANG_TAGS)
BY_ID(MEASURES, "measure", MEASURE_FIELDS, NULL)
BY_ID(UNITS, "unit", UNIT_FIELDS, NULL)
#undef BY_ID

static const JsonField TERMS_FIELDS[] = {
    {"languages", JSON_IS(JSON_OBJECT), true, NULL, "per language: its own name, list separator",
     .shape = &LANGUAGES},
    {"names", JSON_IS(JSON_OBJECT), true, NULL, "names of zones, places, bodies, people",
     .shape = &TEXTS_BY_ID},
    {"labels", JSON_IS(JSON_OBJECT), true, NULL, "headings and other words of the layout",
     .shape = &TEXTS_BY_ID},
    {"measures", JSON_IS(JSON_OBJECT), true, NULL, "what facts measure", .shape = &MEASURES},
    {"units", JSON_IS(JSON_OBJECT), true, NULL, "units and counters", .shape = &UNITS},
    {"numbers", JSON_IS(JSON_OBJECT), true, NULL, "per language: how large numbers are written",
     .shape = &NUMBERS},
    {"dates", JSON_IS(JSON_OBJECT), true, NULL, "date patterns",
     .shape = &(const JsonShape){"dates", .fields = DATE_FIELDS}},
    {"statuses", JSON_IS(JSON_OBJECT), true, NULL, "words for a fact's status",
     .shape = &(const JsonShape){"statuses", .fields = STATUS_FIELDS}},
    {"comparators", JSON_IS(JSON_OBJECT), true, NULL, "patterns for 'more than' and 'about'",
     .shape = &(const JsonShape){"comparators", .fields = COMPARATOR_FIELDS}},
    {NULL, 0, false, NULL, NULL},
};

const JsonField *terms_fields(void)
{
    return TERMS_FIELDS;
}

void terms_unknown(Job *job, const Map *map, Code code, const Json *value, const char *what)
{
    Str id = json_string(job, value, what);
    const char *near = map_nearest(map, id);
    diag_add(
        job->diag,
        &(Report){.code = code,
                  .where = json_where(value),
                  .message = arena_printf(job->arena, "unknown %s \"%.*s\"", what, (int)id.length,
                                          id.data),
                  .help = near ? arena_printf(job->arena, "did you mean \"%s\"?", near) : NULL});
}

/* -- texts ------------------------------------------------------------------------- */

static void report_missing_lang(Job *job, const Json *text, const char *what, Lang lang)
{
    diag_add(job->diag,
             &(Report){.code = E104,
                       .where = json_where(text),
                       .message =
                           arena_printf(job->arena, "%s has no words in %s", what, lang_tag(lang)),
                       .help = arena_printf(job->arena, "add \"%s\": \"...\"", lang_tag(lang))});
}

static bool is_latin(const Json *text)
{
    const Json *latin = json_member(text, "latin");
    return latin && json_type(latin) == JSON_BOOL;
}

static void check_latin(Job *job, const Json *text)
{
    const Json *latin = json_member(text, "latin");
    if (latin)
        json_bool(job, latin, "latin");
}

/* Keys of texts, and where one may be bound, besides languages. */
static const char *const WAYS[] = {"latin", "term", "label", "text", "lang", "pointer", "fact"};

/* Reports a key that is no language; returns what it is nearest to, or NULL. */
static const char *report_unknown_lang(Job *job, const Json *member, const char *what)
{
    Str key = json_key(member);
    const char *near = str_nearest(key, LANG_TAGS, LANG_COUNT - 1);
    if (!near)
        near = str_nearest(key, WAYS, sizeof WAYS / sizeof *WAYS);
    diag_add(job->diag,
             &(Report){.code = E013,
                       .where = json_where(member),
                       .part = PART_KEY,
                       .message = arena_printf(job->arena, "\"%.*s\" is no language of %s",
                                               (int)key.length, key.data, what),
                       .help = near ? arena_printf(job->arena, "did you mean \"%s\"?", near)
                                    : "languages are en, zh-Hans, zh-Hant, ja, ko, de"});
    return near;
}

/* Which languages a group of words has. */
typedef struct {
    bool misspelt[LANG_COUNT]; /* an unknown key is nearest to it: it is not missing as well */
    bool latin;                /* that is what was meant: no language is missing */
    bool known, unknown;       /* are there such keys at all? */
} Tags;

static Tags check_tags(Job *job, const Json *group, const char *what)
{
    Tags tags = {.known = false};
    for (const Json *m = json_first(group); m; m = json_next(m)) {
        Str key = json_key(m);
        if (lang_lookup(key) != LANG_NONE || str_is(key, "latin") || str_is(key, "status")) {
            tags.known = true;
            continue;
        }
        Str near = str_of(report_unknown_lang(job, m, what));
        tags.misspelt[lang_lookup(near)] = true;
        tags.latin |= str_is(near, "latin");
        tags.unknown = true;
    }
    return tags;
}

/* Where no key is a language, but others are there, it is those that are wrong. */
static void check_langs(Job *job, const Langs *langs, const Json *text, const char *what)
{
    Tags tags = check_tags(job, text, what);
    if (tags.unknown && !tags.known)
        return;
    check_latin(job, text);
    for (const Json *m = json_first(text); m; m = json_next(m))
        if (lang_lookup(json_key(m)) != LANG_NONE)
            json_string(job, m, what);
    for (int i = 0; i < langs->count; i++) {
        Lang lang = langs->list[i];
        if (!json_member(text, lang_tag(lang)) && !is_latin(text) && !tags.latin &&
            !tags.misspelt[lang])
            report_missing_lang(job, text, what, lang);
    }
}

/* The keys of a text that is not the words in each language; else NULL. */
static const JsonField *fields_of(const Json *text)
{
    if (json_member(text, "term"))
        return TERM_FIELDS;
    if (json_member(text, "label"))
        return LABEL_FIELDS;
    return json_member(text, "lang") || json_member(text, "text") ? OWN_FIELDS : NULL;
}

bool terms_check_label(Job *job, const Terms *terms, const Json *label)
{
    bool known = map_lookup(&terms->labels, json_string(job, label, "label")) != NULL;
    if (!known)
        terms_unknown(job, &terms->labels, E103, label, "label");
    return known;
}

void terms_check_text(Job *job, const Terms *terms, const Langs *langs, const Json *text,
                      const char *what)
{
    if (json_type(text) != JSON_OBJECT) {
        diag_add(job->diag,
                 &(Report){.code = E012,
                           .where = json_where(text),
                           .message = arena_printf(job->arena, "%s must be a text", what),
                           .label = arena_printf(job->arena, "%s; expected an object",
                                                 json_type_name(json_type(text))),
                           .help = "write {\"en\": \"...\", ...} or {\"term\": \"name\"}"});
        return;
    }
    const JsonField *fields = fields_of(text);
    if (fields && !json_check(job, text, what, fields))
        return;
    if (fields == TERM_FIELDS) { /* names and labels were checked when the terms were read */
        terms_name(job, terms, json_member(text, "term"), "term");
        return;
    }
    if (fields == LABEL_FIELDS) {
        terms_check_label(job, terms, json_member(text, "label"));
        return;
    }
    const Json *lang = json_member(text, "lang");
    if (!fields)
        check_langs(job, langs, text, what);
    else if (lang_lookup(json_string(job, lang, "lang")) == LANG_NONE)
        terms_unknown(job, &(Map){.arena = job->arena}, E014, lang, "language");
    markup_check(job, terms, langs, NULL, text);
}

static Str plain_string(const Json *value)
{
    return json_type(value) == JSON_STRING ? json_string(NULL, value, NULL) : str_of(NULL);
}

/* Words of {"en": ...}: the language's own, or the Latin form of a name that
 * has no established one. */
static Words words_of(const Json *text, Lang lang)
{
    const Json *own = json_member(text, lang_tag(lang));
    if (own)
        return (Words){plain_string(own), lang, json_where(own), true};
    const Json *latin = is_latin(text) ? json_member(text, "en") : NULL;
    if (latin)
        return (Words){plain_string(latin), LANG_EN, json_where(latin), true};
    return (Words){STR(""), lang, json_where(text), false};
}

Words terms_words(const Terms *terms, const Json *text, Lang lang)
{
    const Json *term = json_member(text, "term"), *label = json_member(text, "label");
    const Json *own_lang = json_member(text, "lang");
    if (term || label) {
        const Map *map = term ? &terms->names : &terms->labels;
        const Json *named = map_lookup(map, plain_string(term ? term : label));
        return named ? words_of(named, lang) : (Words){STR(""), lang, json_where(text), false};
    }
    if (own_lang) {
        const Json *words = json_member(text, "text");
        return (Words){plain_string(words), lang_lookup(plain_string(own_lang)), json_where(words),
                       true};
    }
    return words_of(text, lang);
}

Words terms_label(const Terms *terms, const char *key, Lang lang)
{
    return terms_words(terms, map_lookup(&terms->labels, str_of(key)), lang);
}

Words terms_pattern(const Terms *terms, const char *group, const char *key, Lang lang)
{
    const Json *entry = json_member(json_member(terms->root, group), key);
    return words_of(entry, lang);
}

const Json *terms_name(Job *job, const Terms *terms, const Json *value, const char *what)
{
    Str id = json_string(job, value, what);
    const Json *name = map_lookup(&terms->names, id);
    if (!name && json_type(value) == JSON_STRING)
        terms_unknown(job, &terms->names, E103, value, what);
    return name;
}

/* -- reading ----------------------------------------------------------------------- */

/* Id in the arena, ended by NUL. */
static const char *id_of(Job *job, const Json *member)
{
    Str key = json_key(member);
    return arena_copy(job->arena, key.data, key.length);
}

static void read_texts(Job *job, Terms *terms, const Langs *langs, const char *group, Map *map)
{
    const Json *texts = json_member(terms->root, group);
    for (const Json *m = json_first(texts); m; m = json_next(m)) {
        const char *id = id_of(job, m);
        map_add(map, str_of(id), m);
        check_langs(job, langs, m, id);
        markup_check(job, terms, langs, NULL, m);
    }
}

static void read_measures(Job *job, Terms *terms, const Langs *langs)
{
    for (const Json *m = json_first(json_member(terms->root, "measures")); m; m = json_next(m)) {
        Measure *measure = ARENA_NEW(job->arena, Measure);
        measure->id = id_of(job, m);
        if (!json_check(job, m, measure->id, MEASURE_FIELDS))
            continue;
        Str type = plain_string(json_member(m, "type"));
        while (!str_is(type, VALUE_TYPES[measure->type]))
            measure->type++;
        measure->dimension = plain_string(json_member(m, "dimension"));
        measure->label = json_member(m, "label");
        const Json *generic = json_member(m, "generic");
        measure->generic = generic && json_bool(job, generic, "generic");
        check_langs(job, langs, measure->label, measure->id);
        markup_check(job, terms, langs, NULL, measure->label);
        map_add(&terms->measures, str_of(measure->id), measure);
    }
}

/* In all languages that are there, built or not. */
static void check_forms(Job *job, const Unit *unit)
{
    for (const Json *print = json_first(unit->print); print; print = json_next(print))
        if (json_type(print) == JSON_OBJECT)
            json_check(job, print, unit->id, PLURAL_FIELDS);
        else if (!json_is_note(json_key(print)))
            json_string(job, print, unit->id);
}

static void read_units(Job *job, Terms *terms, const Langs *langs)
{
    for (const Json *m = json_first(json_member(terms->root, "units")); m; m = json_next(m)) {
        Unit *unit = ARENA_NEW(job->arena, Unit);
        unit->id = id_of(job, m);
        if (!json_check(job, m, unit->id, UNIT_FIELDS))
            continue;
        unit->dimension = plain_string(json_member(m, "dimension"));
        unit->print = json_member(m, "print");
        Tags tags = check_tags(job, unit->print, unit->id);
        check_forms(job, unit);
        for (int i = 0; i < langs->count; i++)
            if (!json_member(unit->print, lang_tag(langs->list[i])) &&
                !tags.misspelt[langs->list[i]])
                report_missing_lang(job, unit->print, unit->id, langs->list[i]);
        map_add(&terms->units, str_of(unit->id), unit);
    }
}

static void check_groups(Job *job, const Terms *terms, const Langs *langs)
{
    static const struct {
        const char *name;
        const JsonField *fields;
    } GROUPS[] = {
        {"dates", DATE_FIELDS}, {"statuses", STATUS_FIELDS}, {"comparators", COMPARATOR_FIELDS}};
    for (size_t g = 0; g < sizeof GROUPS / sizeof *GROUPS; g++) {
        const Json *group = json_member(terms->root, GROUPS[g].name);
        json_check(job, group, GROUPS[g].name, GROUPS[g].fields);
        for (const Json *m = json_first(group); m; m = json_next(m)) {
            if (json_type(m) == JSON_OBJECT)
                check_langs(job, langs, m, id_of(job, m));
            if (strcmp(GROUPS[g].name, "statuses") == 0) /* the others are patterns */
                markup_check(job, terms, langs, NULL, m);
        }
    }
}

/* Groups whose keys are languages. */
static void check_per_language(Job *job, const Terms *terms, const Langs *langs)
{
    static const struct {
        const char *name, *help;
        const JsonField *fields;
    } GROUPS[] = {{"languages", "{\"name\": \"...\", \"list\": \"...\"}", LANGUAGE_FIELDS},
                  {"numbers", "{\"compact\": \"short\", \"from\": 10000}", NUMBER_FIELDS}};
    for (size_t g = 0; g < sizeof GROUPS / sizeof *GROUPS; g++) {
        const Json *group = json_member(terms->root, GROUPS[g].name);
        Tags tags = check_tags(job, group, GROUPS[g].name);
        for (const Json *own = json_first(group); own; own = json_next(own))
            if (lang_lookup(json_key(own)) != LANG_NONE)
                json_check(job, own,
                           arena_printf(job->arena, "/%s/%s", GROUPS[g].name, id_of(job, own)),
                           GROUPS[g].fields);
        for (int i = 0; i < langs->count; i++) {
            const char *tag = lang_tag(langs->list[i]);
            if (!json_member(group, tag) && !tags.misspelt[langs->list[i]])
                diag_add(job->diag,
                         &(Report){.code = E104,
                                   .where = json_where(group),
                                   .message = arena_printf(job->arena, "/%s has nothing for %s",
                                                           GROUPS[g].name, tag),
                                   .help = arena_printf(job->arena, "add \"%s\": %s", tag,
                                                        GROUPS[g].help)});
        }
    }
}

Terms *terms_read(Job *job, const JsonFiles *files, const Json *root, const Langs *langs)
{
    Terms *terms = ARENA_NEW(job->arena, Terms);
    terms->root = root;
    terms->files = files;
    map_init(&terms->names, job->arena);
    map_init(&terms->labels, job->arena);
    map_init(&terms->measures, job->arena);
    map_init(&terms->units, job->arena);
    if (!json_check(job, root, "terms file", TERMS_FIELDS))
        return terms;
    read_texts(job, terms, langs, "names", &terms->names);
    read_texts(job, terms, langs, "labels", &terms->labels);
    read_measures(job, terms, langs);
    read_units(job, terms, langs);
    check_groups(job, terms, langs);
    check_per_language(job, terms, langs);
    return terms;
}
