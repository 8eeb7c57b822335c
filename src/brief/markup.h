/* markup.h - the inline markup of texts.
 *
 *     *words*                    set off
 *     _words_                    emphasised
 *     [words](https://address)   a link, to http or https
 *     [漢字](ruby:かんじ)        how words are read: one reading for all of them,
 *     [東京](ruby:とう|きょう)   or one for each character (JLREQ 3.3.1)
 *     [[fact:id]]                a fact's value with its source marks
 *     [[cite:id]]                its source marks alone
 *     {/pointer|format}          a value of the zone file (format.h)
 *     \* \_ \[ \] \{ \} \\       the character itself
 *
 * The one parser, for checking, for writing and for plain words. What does
 * not stand at a word's edge, or has no partner to be matched with, is a
 * plain character: 5*3, file_name, [sic], {}. markup.c has the rules.
 */
#ifndef BRIEF_MARKUP_H
#define BRIEF_MARKUP_H

#include "brief/model.h"
#include "layout/block.h"

/* How a value that a pointer leads to is printed. */
typedef enum {
    FORMAT_PLAIN,  /* a text in the brief's language; a string or number as it stands */
    FORMAT_NUMBER, /* as the language writes it */
    FORMAT_DATE,   /* as prose has it */
    FORMAT_SHORT,  /* a date as tables have it */
    FORMAT_MONTH,  /* of a date, no more than month and year */
    FORMAT_YEAR
} Format;

/* In that order, ended by NULL. */
extern const char *const FORMAT_WORDS[];

typedef enum {
    MARKUP_END,
    MARKUP_WORDS, /* text: the words */
    MARKUP_FACT,  /* text: the id of a fact whose value is printed */
    MARKUP_CITE,  /* text: the id of a fact whose source marks are printed */
    MARKUP_VALUE  /* text: the pointer to a value that is printed in `format` */
} MarkupKind;

/* A stretch of text that is marked up alike. */
typedef struct {
    MarkupKind kind;
    Str text;
    PieceRole role; /* plain, strong or emph */
    Str reading;    /* ruby of the words; empty: none */
    Str address;    /* where the words lead; empty: nowhere */
    Format format;
    size_t at; /* byte where it begins */
} Markup;

/* Its members are the parser's own. */
typedef struct {
    Job *job;
    Words words;
    size_t at, end;    /* next byte; end of the text or of a link's words */
    size_t literal;    /* bytes from `at` on that are not looked at again */
    size_t behind;     /* byte behind the last escape */
    char open, around; /* '*' or '_' open here, and around the link; 0: none */
    size_t open_at, around_at;
    Str address;        /* of the link whose words are being read */
    size_t resume;      /* byte behind that link */
    Str base, readings; /* words still to be given with their readings */
    bool mono;          /* one reading for each character */
} MarkupReader;

/* Begins with `words`, which are borrowed. Faults (E113) go to job->diag, at
 * their byte; with a NULL job nobody is told. */
MarkupReader markup_begin(Job *job, Words words);

/* The next stretch, never empty; MARKUP_END at the end. Faulty markup is
 * given as plain words. */
Markup markup_next(MarkupReader *reader);

/* Reports E107 if `facts` has no fact of the id that `markup` names. */
void markup_check_id(Job *job, const Map *facts, Words words, const Markup *markup);

/* Reports, in each language, faulty markup in the words of `text` and ids
 * that are not in `facts`; with NULL for `facts` only the markup. */
void markup_check(Job *job, const Terms *terms, const Langs *langs, const Map *facts,
                  const Json *text);

/* The words without markup, in `arena`: for sorting. */
Str markup_plain(Arena *arena, Words words);

#endif
