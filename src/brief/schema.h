/* schema.h - the files a project is made of, each with the table of its keys. */
#ifndef BRIEF_SCHEMA_H
#define BRIEF_SCHEMA_H

#include "kind/kind.h"
#include "json/schema.h"

/* Dates as date_read takes them, but for days that a month does not have. */
#define DATE_PATTERN "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"

typedef struct {
    const char *name; /* "zone" */
    const char *title;
    const char *about;
    const JsonField *(*fields)(void);
    bool partial; /* it is laid over another file */
} SchemaFile;

/* Ended by a NULL name. */
extern const SchemaFile SCHEMAS[];

/* Writes the schema of that name to `to`; false if there is none. */
bool schema_write(Arena *arena, Str name, FILE *to);

/* The tables, each with the reader of its file. */
const JsonField *project_fields(void);
const JsonField *zone_fields(void);
const JsonField *sources_fields(void);
const JsonField *terms_fields(void);
const JsonField *layout_fields(void);
const JsonField *theme_fields(void);
const JsonField *units_fields(void);
const JsonField *map_fields(void);

/* What a fact may hold. */
extern const JsonShape FACT_SHAPE;

/* The styles that a block may lay over the theme's. */
extern const JsonShape OWN_STYLES_SHAPE;

/* What a block of the kind may hold: the keys it takes, and its own. */
const JsonShape *block_shape(Arena *arena, const Kind *kind);

#endif
