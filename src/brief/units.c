#include "brief/units.h"

#include "brief/schema.h"

static const JsonField WORD = {NULL, JSON_IS(JSON_STRING), false, NULL, NULL, .pattern = "."};
static const JsonField WORDS = {NULL, JSON_IS(JSON_ARRAY),   false,
                                NULL, "words of a language", .each = &WORD};
static const JsonField ALL_WORDS[] = {
    {"*", JSON_IS(JSON_ARRAY), false, NULL, "words of every language", .each = &WORD}, {NULL}};
static const JsonShape BY_LANGUAGE = {"units", .fields = ALL_WORDS, .each = &WORDS,
                                      .keys = LANG_TAGS};

static const JsonField UNITS_FIELDS[] = {
    {"before", JSON_IS(JSON_OBJECT), false, NULL, "words before a number: \"RMB\", \"No.\"",
     .shape = &BY_LANGUAGE},
    {"scale", JSON_IS(JSON_OBJECT), false, NULL, "words a unit may follow: \"million\", \"Mrd.\"",
     .shape = &BY_LANGUAGE},
    {"after", JSON_IS(JSON_OBJECT), false, NULL, "units and counters: \"km²\", \"yuan\"",
     .shape = &BY_LANGUAGE},
    {NULL, 0, false, NULL, NULL},
};

const JsonField *units_fields(void)
{
    return UNITS_FIELDS;
}

static void read_words(Job *job, const Json *list, UnitsPlace place, Lang lang, Units *units)
{
    if (json_type(list) != JSON_ARRAY) {
        diag_add(job->diag, &(Report){.code = E012,
                                      .where = json_where(list),
                                      .message = "units must be a list of words",
                                      .help = "write [\"km²\", \"ha\"]"});
        return;
    }
    for (const Json *value = json_first(list); value; value = json_next(value)) {
        Str word = json_string(job, value, "unit");
        if (word.length)
            units_add(units, place, lang, word);
        else if (json_type(value) == JSON_STRING)
            diag_add(job->diag, &(Report){.code = E015,
                                          .where = json_where(value),
                                          .message = "a unit without letters"});
    }
}

void units_read(Job *job, const Json *root, Units *units)
{
    if (!root || !json_check(job, root, "units file", UNITS_FIELDS))
        return;
    for (int place = 0; place < UNITS_PLACES; place++) {
        const Json *langs = json_member(root, UNITS_FIELDS[place].key);
        for (const Json *m = json_first(langs); m; m = json_next(m)) {
            Lang lang = lang_lookup(json_key(m));
            if (lang != LANG_NONE || str_is(json_key(m), "*"))
                read_words(job, m, (UnitsPlace)place, lang, units);
            else
                diag_add(job->diag,
                         &(Report){.code = E013,
                                   .where = json_where(m),
                                   .part = PART_KEY,
                                   .message = "units are for a language or for all, \"*\"",
                                   .help = "languages are en, zh-Hans, zh-Hant, ja, ko, de"});
        }
    }
}
