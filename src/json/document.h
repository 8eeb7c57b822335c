/* document.h - what json/ keeps of each document; not for other folders. */
#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include "json/json.h"
#include "json/scan.h"

/* Lines are counted from the start of a block of so many bytes, not of the file. */
#define DOCUMENT_BLOCK 4096

/* Where its values stand: found when it is asked for first. */
typedef struct {
    Arena *arena;
    bool found;
    ScanValues values;
} JsonPlaces;

/* Where the last report was, and how many characters stand before it on its
 * line: the next one on that line is counted from there. */
typedef struct {
    size_t line, offset;
    int characters;
} LastPlace;

typedef struct {
    const char *name;
    Str bytes;
    JsonPlaces *places;
    const int32_t *lines; /* ends of lines before each DOCUMENT_BLOCK bytes */
    LastPlace *last;
    Where base;       /* of its first byte */
    const Json *root; /* NULL: faulty; then it takes up no places */
} JsonDocument;

struct JsonFiles {
    Arena *arena;
    const char *root;    /* of the project; NULL: none */
    const char *folded;  /* member whose arrays are folded; NULL: none */
    JsonDocument **list; /* `base` never falls */
    int count, room;
    Where next; /* the first place not given yet */
};

/* The document read under this name, or NULL. */
const JsonDocument *document_named(const JsonFiles *files, const char *name);

/* The document that holds the value, or NULL. */
const JsonDocument *document_of(const JsonFiles *files, Where where);

/* The value that begins at byte `offset` of the document. */
Str document_token(const JsonDocument *document, size_t offset);

/* All its values; of a faulty document, what can be made out. */
ScanValues document_values(const JsonDocument *document);

/* The number among these of the one that begins at `offset`. */
int document_number(const JsonDocument *document, size_t offset);

/* JSON Pointer of that value. */
const char *document_pointer(const JsonDocument *document, int number, Arena *arena);

#endif
