/* token.h - the words of JSON: strings (token_string.c), numbers, true, and
 * what people write in their stead (token_bare.c). Each function steps over one token and reports
 * what is wrong within it. What tokens may follow one another is scan.c's.
 */
#ifndef JSON_TOKEN_H
#define JSON_TOKEN_H

#include "base/diag.h"
#include "base/str.h"

/* A text being read. */
typedef struct {
    const char *name; /* the file in reports */
    Str text;
    size_t at;  /* the next byte */
    size_t end; /* length of the text; 0 once reading was given up */
    Diag *diag;
    Arena *scratch; /* for messages */
    int faults;     /* reported so far */
    int passed;     /* passed over so far */
    size_t last;    /* where the last one was */
    bool lost;      /* brackets no longer match: what follows is guesswork,
                       so only faults within a token are still reported */
} Tokens;

#define TOKEN_END (-1)

/* The byte `ahead` of the next one, or TOKEN_END. */
int token_peek(const Tokens *tokens, size_t ahead);

/* Reports a fault at `offset`; `label` and `help` may be NULL. A fault of
 * structure is passed over where another fault was just reported, and once
 * brackets are lost. */
void token_fault(Tokens *tokens, Code code, size_t offset, const char *message, const char *label,
                 const char *help);

/* Gives up reading: the text ends here. */
void token_stop(Tokens *tokens);

/* Steps over white space, and over comments and foreign blanks with a report. */
void token_space(Tokens *tokens);

/* Steps over the string that starts here, of at most `limit` decoded bytes,
 * and says in `clean`, if not NULL, whether it is faultless. Returns false if
 * it was never closed; the rest up to the next comma or bracket belongs to it. */
bool token_string(Tokens *tokens, size_t limit, bool *clean);

/* As token_string without any report; stops at the end of the line if the
 * string is not closed on it. */
void token_skip_string(Tokens *tokens);

/* Steps over a number, true, false or null, or whatever stands in its stead.
 * Returns false if the rest up to the next comma or bracket belongs to it. */
bool token_bare(Tokens *tokens);

/* Steps over what stands where a key should, and reports it. Returns false
 * if the rest up to the next comma or bracket belongs to it. */
bool token_loose_key(Tokens *tokens);

/* Where a key should stand: steps over the 5 of 1,5 and reports the comma.
 * Returns false if this is no such case. */
bool token_decimal_comma(Tokens *tokens);

/* The character at the next byte; U+FFFD if it is ill-formed or the end. */
uint32_t token_character(const Tokens *tokens);

/* White space as JSON has it. */
bool token_is_space(int c);

/* Reports the ill-formed byte here; says what it is in ISO 8859-1. */
void token_fault_utf8(Tokens *tokens);

/* The character at the next byte for a message: in quotes, or as U+0000. */
const char *token_describe(const Tokens *tokens);

/* The line of a byte, from 1. */
int token_line(Str text, size_t offset);

#endif
