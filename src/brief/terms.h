/* terms.h - words of the briefs: names, labels, measures, units, dates.
 *
 * Everything a reader sees that is not in a fact file is in terms.json, in
 * every language. A text in data is one of
 *
 *     {"en": "...", "ja": "..."}             the same in each language
 *     {"term": "area.hitech"}                a name from terms.json
 *     {"label": "heading.sources"}           a label from terms.json
 *     {"text": "...", "lang": "zh-Hans"}     one language, not to be translated
 */
#ifndef BRIEF_TERMS_H
#define BRIEF_TERMS_H

#include "base/map.h"
#include "text/lang.h"
#include "json/json.h"

typedef enum { VALUE_NUMBER, VALUE_TEXT, VALUE_DATE, VALUE_RANGE, VALUE_LIST } ValueType;

typedef struct {
    const char *id;
    ValueType type;
    Str dimension;     /* of numbers and ranges: "area", "money" */
    const Json *label; /* text */
    bool generic;      /* the label says no more than a section's heading */
} Measure;

typedef struct {
    const char *id;
    Str dimension;
    const Json *print; /* per language a pattern with {}, or its plural forms */
} Unit;

typedef struct {
    const Json *root;
    const JsonFiles *files;
    Map names;    /* id -> const Json, a text */
    Map labels;   /* id -> const Json, a text */
    Map measures; /* id -> const Measure */
    Map units;    /* id -> const Unit */
} Terms;

/* The languages briefs are built in. */
typedef struct {
    Lang list[LANG_COUNT];
    int count;
} Langs;

/* What a text value may be, and one with its words in it. */
extern const JsonShape TEXT_SHAPE, TRANSLATED_SHAPE;

/* Reads and checks terms.json; faults go to job->diag. `files` is borrowed. */
Terms *terms_read(Job *job, const JsonFiles *files, const Json *root, const Langs *langs);

/* What a text value says in one language. */
typedef struct {
    Str words;
    Lang lang; /* of the words; differs where a name stays in its own script */
    Where where;
    bool found;
} Words;

/* Reports what is wrong with a text value: shape, unknown names, languages
 * missing, faulty markup. `what` names it for people. */
void terms_check_text(Job *job, const Terms *terms, const Langs *langs, const Json *text,
                      const char *what);

/* Reports E103 at `label`, and returns false, if there is no label of that name. */
bool terms_check_label(Job *job, const Terms *terms, const Json *label);

/* The words of a checked text value; `found` is false if there are none. */
Words terms_words(const Terms *terms, const Json *text, Lang lang);

/* The words of a label; empty, and not found, if there is no such label. */
Words terms_label(const Terms *terms, const char *key, Lang lang);

/* The pattern or words under /GROUP/KEY for a language; empty if none. */
Words terms_pattern(const Terms *terms, const char *group, const char *key, Lang lang);

/* The name under `id` as a text value, or NULL after E103 at `value`. */
const Json *terms_name(Job *job, const Terms *terms, const Json *value, const char *what);

/* Reports `code` at `value` for an id unknown in `map`, with the nearest. */
void terms_unknown(Job *job, const Map *map, Code code, const Json *value, const char *what);

#endif
