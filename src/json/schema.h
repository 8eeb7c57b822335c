/* schema.h - the tables that check input, printed as JSON Schema (2020-12),
 * so that an editor checks, completes and explains a file by the same rules.
 *
 * A schema says less than the program: what hangs on other files (is there
 * such a source?) or on the languages of a project is for `check` alone.
 */
#ifndef JSON_SCHEMA_H
#define JSON_SCHEMA_H

#include "json/json.h"

typedef struct {
    const char *title;
    const char *about;
    const JsonField *fields;       /* of the document's root */
    bool partial;                  /* of what is laid over a document (RFC 7396): no key must be
                                      there, and null takes one away */
    const JsonShape *const *apart; /* what shapes with a name alone stand for; NULL-ended */
} JsonSchema;

/* Writes the schema to `to`, as json_dump writes JSON. */
void schema_print(Arena *arena, const JsonSchema *schema, FILE *to);

#endif
