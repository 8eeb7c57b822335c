/* theme_style.h - reads the styles of a theme. */
#ifndef BRIEF_THEME_STYLE_H
#define BRIEF_THEME_STYLE_H

#include "layout/theme.h"
#include "json/json.h"

/* A theme being read; all but `theme` is borrowed. Faults go to job->diag. */
typedef struct {
    Job *job;
    const JsonFiles *files;
    const Json *root;
    const Faces *faces;
    Lang lang;
    const Json *patch; /* over the style being read; NULL: none */
    Theme *theme;
    int faults;          /* there were when the page began */
    bool default_faulty; /* what styles lack may follow from that */
} ThemeReader;

/* Objects that say how a style looks, the most particular first. Borrowed. */
typedef struct {
    const Json *layers[16];
    int count;
} Cascade;

/* Puts `layer` below the others; NULL is none. */
void cascade_push(Cascade *cascade, const Json *layer);

/* The value of the first layer that has `key`; NULL: none has. */
const Json *cascade_find(const Cascade *cascade, const char *key);

/* A number with three decimals, in thousandths: points as Len. 0 without `value`, and after
 * E015. */
Len theme_length(ThemeReader *reader, const Json *value, const char *what);

/* Which of `words` stands under `key`: 0, the first, if none does. That it is one of them,
 * json_check has seen to. */
int theme_word(ThemeReader *reader, const Cascade *cascade, const char *key,
               const char *const *words);

/* Checks the keys of a style and of all that it holds; `style` may be NULL. */
void style_check(ThemeReader *reader, const Json *style);

/* Reads the style of that name, for the reader's language, into reader->theme, whose colours
 * are known. */
void style_read(ThemeReader *reader, StyleName name);

#endif
