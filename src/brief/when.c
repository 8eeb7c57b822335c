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

static bool holds_pointer(Writer *w, const Json *value)
{
    Str pointer = json_string(w->job, value, "pointer");
    if (pointer.length && pointer.data[0] != '/')
        diag_add(w->job->diag, &(Report){.code = E114,
                                         .where = json_where(value),
                                         .message = "a pointer begins with /"});
    return json_type(json_resolve(w->zone->root, pointer)) != JSON_NULL;
}

static bool is_lang(Writer *w, const Json *value)
{
    Lang lang = lang_lookup(json_string(w->job, value, "language"));
    if (lang == LANG_NONE && json_type(value) == JSON_STRING)
        diag_add(w->job->diag, &(Report){.code = E014,
                                         .where = json_where(value),
                                         .message = "unknown language",
                                         .help = "languages are en, zh-Hans, zh-Hant, ja, ko, de"});
    return lang == w->lang;
}

static bool holds_lang(Writer *w, const Json *value)
{
    bool found = json_type(value) == JSON_STRING && is_lang(w, value);
    for (const Json *one = json_first(value); one; one = json_next(one))
        found |= is_lang(w, one);
    return found;
}

/* All parts are looked at, so that a fault in any is told. */
static int count_holding(Writer *w, const Json *list)
{
    int count = 0;
    for (const Json *one = json_first(list); one; one = json_next(one))
        count += when_holds(w, one);
    return count;
}

/* Members that are no notes. */
static int count_keys(const Json *condition)
{
    int count = 0;
    for (const JsonField *field = WHEN_FIELDS; field->key; field++)
        count += json_member(condition, field->key) != NULL;
    return count;
}

bool when_holds(Writer *w, const Json *condition)
{
    if (!json_check(w->job, condition, "condition", WHEN_FIELDS))
        return false;
    if (count_keys(condition) != 1) {
        diag_add(w->job->diag, &(Report){.code = E011,
                                         .where = json_where(condition),
                                         .message = "a condition says one thing",
                                         .help = "put several into {\"all\": [...]} or "
                                                 "{\"any\": [...]}"});
        return false;
    }
    const Json *value;
    if ((value = json_member(condition, "pointer")) != NULL)
        return holds_pointer(w, value);
    if ((value = json_member(condition, "fact")) != NULL)
        return map_lookup(&w->zone->by_id, json_string(w->job, value, "fact")) != NULL;
    if ((value = json_member(condition, "lang")) != NULL)
        return holds_lang(w, value);
    if ((value = json_member(condition, "not")) != NULL)
        return !when_holds(w, value);
    if ((value = json_member(condition, "any")) != NULL)
        return count_holding(w, value) > 0;
    value = json_member(condition, "all");
    return count_holding(w, value) == json_count(value);
}
