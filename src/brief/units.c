#include "brief/units.h"

static const JsonField UNITS_FIELDS[] = {
    {"before", JSON_IS(JSON_OBJECT), false, NULL, "words before a number: \"RMB\", \"No.\""},
    {"scale", JSON_IS(JSON_OBJECT), false, NULL, "words a unit may follow: \"million\", \"Mrd.\""},
    {"after", JSON_IS(JSON_OBJECT), false, NULL, "units and counters: \"km²\", \"yuan\""},
    {NULL, 0, false, NULL, NULL},
};

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
