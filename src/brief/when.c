#include "brief/when.h"

static const JsonField CONDITION = {NULL, JSON_IS(JSON_OBJECT), false,
                                    NULL, "a condition",        .shape = &WHEN_SHAPE};
static const JsonField LANGUAGE = {NULL, JSON_IS(JSON_STRING), false,
                                   NULL, "tag of a language",  .names = LANG_TAGS};

static const JsonField WHEN_FIELDS[] = {
    {"pointer", JSON_IS(JSON_STRING), false, NULL, "the zone file has a value there, not null"},
    {"fact", JSON_IS(JSON_STRING), false, NULL, "the zone has a fact of this id"},
    {"lang", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, NULL,
     "the brief is in this language, or one of these", .each = &LANGUAGE, .names = LANG_TAGS},
    {"not", JSON_IS(JSON_OBJECT), false, NULL, "a condition that does not hold",
     .shape = &WHEN_SHAPE},
    {"any", JSON_IS(JSON_ARRAY), false, NULL, "conditions of which one holds or more",
     .each = &CONDITION},
    {"all", JSON_IS(JSON_ARRAY), false, NULL, "conditions that all hold", .each = &CONDITION},
    {NULL, 0, false, NULL, NULL},
};

const JsonShape WHEN_SHAPE = {"when", "a condition: one of these keys", .fields = WHEN_FIELDS};

/* -- checking ---------------------------------------------------------------------- */

/* Members that are no notes. */
static int count_keys(const Json *condition)
{
    int count = 0;
    for (const JsonField *field = WHEN_FIELDS; field->key; field++)
        count += json_member(condition, field->key) != NULL;
    return count;
}

/* Languages that the program knows but the project has not would never hold. */
static void check_langs(Job *job, const Json *value, const Langs *langs)
{
    const char *tags[LANG_COUNT + 1] = {NULL};
    for (int i = 0; i < langs->count; i++)
        tags[i] = lang_tag(langs->list[i]);
    json_check_words(job, value, &(JsonField){.key = "lang", .names = tags});
}

static void check_list(Job *job, const Json *list, const Langs *langs, NamedList *names)
{
    for (const Json *one = json_first(list); one; one = json_next(one))
        when_check(job, one, langs, names);
}

void when_check(Job *job, const Json *condition, const Langs *langs, NamedList *names)
{
    if (!json_check(job, condition, "condition", WHEN_FIELDS))
        return;
    if (count_keys(condition) != 1) {
        diag_add(job->diag, &(Report){.code = E011,
                                      .where = json_where(condition),
                                      .message = "a condition says one thing",
                                      .help = "put several into {\"all\": [...]} or "
                                              "{\"any\": [...]}"});
        return;
    }
    if (json_member(condition, "lang"))
        check_langs(job, json_member(condition, "lang"), langs);
    if (json_member(condition, "pointer"))
        named_add_pointer(names, job, json_member(condition, "pointer"));
    named_add_facts(names, json_member(condition, "fact"));
    if (json_member(condition, "not"))
        when_check(job, json_member(condition, "not"), langs, names);
    check_list(job, json_member(condition, "any"), langs, names);
    check_list(job, json_member(condition, "all"), langs, names);
}

/* -- holding ----------------------------------------------------------------------- */

static bool is_lang(const Writer *w, const Json *value)
{
    return json_type(value) == JSON_STRING &&
           lang_lookup(json_string(NULL, value, NULL)) == w->lang;
}

static bool holds_lang(const Writer *w, const Json *value)
{
    bool found = is_lang(w, value);
    for (const Json *one = json_first(value); one; one = json_next(one))
        found |= is_lang(w, one);
    return found;
}

static int count_holding(const Writer *w, const Json *list)
{
    int count = 0;
    for (const Json *one = json_first(list); one; one = json_next(one))
        count += when_holds(w, one);
    return count;
}

bool when_holds(const Writer *w, const Json *condition)
{
    const Json *pointer = json_member(condition, "pointer");
    const Json *fact = json_member(condition, "fact");
    const Json *value;
    if (json_type(pointer) == JSON_STRING)
        return json_type(json_resolve(w->zone->root, json_string(NULL, pointer, NULL))) !=
               JSON_NULL;
    if (json_type(fact) == JSON_STRING)
        return map_lookup(&w->zone->by_id, json_string(NULL, fact, NULL)) != NULL;
    if ((value = json_member(condition, "lang")) != NULL)
        return holds_lang(w, value);
    if ((value = json_member(condition, "not")) != NULL)
        return !when_holds(w, value);
    if ((value = json_member(condition, "any")) != NULL)
        return count_holding(w, value) > 0;
    value = json_member(condition, "all");
    return value && count_holding(w, value) == json_count(value);
}
