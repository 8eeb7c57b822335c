/* json.h - JSON documents: strict reading, and access that reports.
 *
 * A document is read in two passes. A strict scanner of our own goes over
 * the bytes first (scan.h): grammar, UTF-8, escapes, duplicate keys, depth,
 * counts. Only a document without fault is handed to cJSON, which builds the
 * tree; each node keeps the byte its value begins at, which finds the position
 * and the raw number token again. cJSON alone would not do: it takes 01, raw
 * control characters, duplicate keys and trailing text, turns numbers into
 * doubles and keeps no positions.
 *
 * Accessors never fail silently: asked for the wrong type they report E012
 * at the value and return the empty answer.
 */
#ifndef JSON_JSON_H
#define JSON_JSON_H

#include "base/job.h"
#include "base/str.h"

typedef struct cJSON Json; /* never used through cJSON.h outside json/ */
typedef struct JsonFiles JsonFiles;

typedef enum { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT } JsonType;

/* The documents of a run, which own their bytes and trees in `arena`. Each
 * has a range of Where, one for each byte. Those below the folder
 * `root` (or NULL) are reached by no link: see file_read. */
JsonFiles *json_files_new(Arena *arena, const char *root);

/* From now on, arrays in the member `member` (borrowed) of a document's root are
 * folded: kept as their text, with no node for each element (tree.c). */
void json_fold(JsonFiles *files, const char *member);

/* A set whose documents come after those of `shared`, which stays as it is
 * and is looked into as well: the files of one zone, freed with its arena. */
JsonFiles *json_files_below(Arena *arena, const JsonFiles *shared);

/* Reads the regular file at `path`, of at most LIMIT_FILE_BYTES. Faults go to job->diag, all that
 * can be found in one pass; then, or if the file cannot be read (E001, E403), NULL. The same path
 * read again returns the same tree, or reports the same faults to the job that asks, without
 * looking at the file again. */
const Json *json_read_file(JsonFiles *files, Job *job, const char *path);

/* As json_read_file, from memory: `name` stands for the path in reports. */
const Json *json_read_text(JsonFiles *files, Job *job, const char *name, Str text);

/* The whole bytes of a document that was read, for hashing; empty if unknown. */
Str json_bytes(const JsonFiles *files, const char *path);

/* File, line, column, pointer and excerpt of a report: a DiagLocate. */
Place json_locate(const void *files, const Report *report, Arena *scratch);

/* JSON Pointer (RFC 6901) of a value, e.g. "/facts/3/value"; "" is the whole
 * document, or nowhere. Decoded keys stand in it as they are, controls too. */
const char *json_pointer(const JsonFiles *files, Where where, Arena *arena);

/* The value as it stands in its file; empty if it came from none. */
Str json_raw(const JsonFiles *files, const Json *value);

/* The path of the file that holds the value, or NULL. */
const char *json_file(const JsonFiles *files, Where where);

/* -- looking at values; NULL is allowed and is JSON_NULL of nowhere -------- */

JsonType json_type(const Json *value);
Where json_where(const Json *value);
const char *json_type_name(JsonType type); /* "string", with no article */

/* Members of an object, in file order; elements of an array. json_first unfolds
 * a folded array: for good, and at 80 bytes a value. */
int json_count(const Json *value);
const Json *json_first(const Json *value);

/* Element `index`, from 0, of an array that has it. That of a folded one is read
 * from its text, each time anew, and lives in `arena`. */
const Json *json_element(Arena *arena, const Json *array, int index);

const Json *json_next(const Json *value);
Str json_key(const Json *member);

/* The member called `key` (case-sensitive), or NULL; no report. */
const Json *json_member(const Json *object, const char *key);

/* The value that RFC 6901 `pointer` leads to from `root`, or NULL. */
const Json *json_resolve(const Json *root, Str pointer);

/* -- typed access that reports ------------------------------------------- */

/* The string, or the empty Str after E012. `what` names the value for people
 * ("publisher"). */
Str json_string(Job *job, const Json *value, const char *what);

/* The raw number token as it stands in the file, or the empty Str after
 * E012. `files` is where the token is kept. */
Str json_number(const JsonFiles *files, Job *job, const Json *value, const char *what);

/* A whole number within low..high (else E015, E012); then low. */
int json_whole(const JsonFiles *files, Job *job, const Json *value, const char *what, int low,
               int high);

bool json_bool(Job *job, const Json *value, const char *what);

/* -- declared objects ------------------------------------------------------ */

typedef struct JsonField JsonField;
typedef struct JsonShape JsonShape;

/* One key an object may have. Tables of these check input, and schemas are
 * printed from them (json/schema.h). What stands behind `about` may be left
 * out; it says more of what json_check leaves to whoever reads the value. */
struct JsonField {
    const char *key;
    unsigned types; /* JSON_IS(type) | ... */
    bool required;
    const char *const *words; /* of a string: the words allowed, NULL-ended; or NULL */
    const char *about;        /* for people: what it is, with unit and example */

    const JsonShape *shape;   /* of an object: what it may hold */
    const JsonField *each;    /* of an array: what an element is; its key is not looked at */
    const char *const *names; /* as `words`, where the reader reports what is none of them */
    const char *pattern;      /* of a string: a regular expression of ECMA-262 */
    bool whole;               /* of a number: without a fraction */
    int least, most;          /* of a number: its bounds; of an array: `least` elements;
                                 both 0: not said */
};

/* What an object may hold: the keys of `fields`; under other keys, or under
 * those of `keys` if there are any, what `each` says. Or, with `either`, what
 * one of several shapes says: the one that has the right word under the key
 * `by`, or, without `by`, any. A shape with a name alone stands for one that
 * the printer of a schema is given apart. */
struct JsonShape {
    const char *name; /* unique in a schema, "text.term"; a shape may hold itself */
    const char *about;
    const JsonField *fields;
    const JsonField *each;
    const char *const *keys;        /* ended by NULL */
    const JsonShape *const *either; /* ended by NULL */
    const char *by;
};

#define JSON_IS(type) (1u << (type))
#define JSON_ANY      0x3fu

/* Checks `object` against `fields` (ended by a NULL key): type of the whole,
 * missing keys (E011), wrong types (E012), words (E014), unknown keys (E013,
 * with the nearest name, which is then not missing as well; a key starting with '$' or "//" is let
 * pass). `what` names the object. Returns true if nothing was reported. */
bool json_check(Job *job, const Json *object, const char *what, const JsonField *fields);

/* The same of the keys that must be there alone, for an object of which it is not known what else
 * it may hold. */
bool json_check_needed(Job *job, const Json *object, const char *what, const JsonField *fields);

/* May the key stand in any object, for what it holds is a remark? */
bool json_is_note(Str key);

/* Checks a string, or each of an array of strings, against the words and
 * names of `field` (E012, E014). */
bool json_check_words(Job *job, const Json *value, const JsonField *field);

/* The whole number under `key` of an object that json_check let pass, within
 * the bounds that `fields` has for the key (else E015, E012); `otherwise` if
 * there is none. */
int json_whole_member(const JsonFiles *files, Job *job, const Json *object, const JsonField *fields,
                      const char *key, int otherwise);

/* Are two values of `files` the same? Members may stand in another order;
 * numbers are compared by value, 1.50 being 1.5. */
bool json_equal(const JsonFiles *files, const Json *a, const Json *b);

/* `over` laid over `under` as RFC 7396 has it: members are merged, null takes
 * away, anything else replaces. Every value keeps the Where of the document it
 * came from; a merged object has that of `over`. Lives in `arena` and borrows
 * from both. With NULL for `over`: `under`. */
const Json *json_merge(Arena *arena, const Json *under, const Json *over);

/* The object to be merged that changes no more than the value at RFC 6901
 * `pointer`: {"a": {"b": value}} for "/a/b". It cannot reach into an array.
 * NULL if `pointer` is none, or has more than LIMIT_DEPTH steps. */
const Json *json_nest(Arena *arena, Str pointer, const Json *value);

/* Writes `root` as canonical JSON (two blanks indent, raw number tokens). */
void json_dump(const JsonFiles *files, const Json *root, FILE *to);

#endif
