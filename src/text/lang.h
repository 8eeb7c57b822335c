/* lang.h - the languages a text can be in. */
#ifndef TEXT_LANG_H
#define TEXT_LANG_H

#include "base/str.h"

typedef enum {
    LANG_NONE, /* language not said: the surrounding one holds */
    LANG_EN,
    LANG_ZH_HANS,
    LANG_ZH_HANT,
    LANG_JA,
    LANG_KO,
    LANG_DE,
    LANG_COUNT
} Lang;

/* The tags of all languages in that order, ended by NULL. */
extern const char *const LANG_TAGS[];

/* BCP 47 tag as in data and in PDF's Lang: "zh-Hans". */
const char *lang_tag(Lang lang);

/* LANG_NONE if the tag is not one of ours. */
Lang lang_lookup(Str tag);

/* Marks that the program itself sets between words, with their spaces. */
typedef struct {
    const char *comma;
    const char *parts; /* between parts with commas of their own; Japanese has no semicolon */
    const char *colon, *open, *close; /* the last two are round brackets */
} LangMarks;

const LangMarks *lang_marks(Lang lang);

/* Set without spaces between words, with full-width punctuation. */
bool lang_is_cjk(Lang lang);

#endif
