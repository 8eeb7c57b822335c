/* rules.h - how a paragraph is cut into lines and how its lines are filled.
 *
 * What a style may say of it; the defaults stand in brackets. Limits are in
 * 1/1000: of a space's own width, or of an em.
 */
#ifndef TEXT_RULES_H
#define TEXT_RULES_H

#include <stdbool.h>

/* What may begin or end a line: CSS Text 4, 5.3; JLREQ 3.1.7 and 3.1.8. */
typedef enum { KINSOKU_STRICT, KINSOKU_NORMAL, KINSOKU_LOOSE, KINSOKU_COUNT } Kinsoku;

/* Where words divide: between ideographs and syllables, between words alone
 * (Korean), between phrases (Japanese headings). */
typedef enum { WORDS_NORMAL, WORDS_KEEP, WORDS_PHRASE, WORDS_COUNT } WordBreak;

typedef struct {
    bool optimal; /* lines chosen over the whole paragraph [true]; else one by one */
    Kinsoku kinsoku;
    WordBreak words;
    bool squeeze;     /* blank halves of full-width marks closed up (JLREQ 3.1.2, CLREQ 3.1.6.1) */
    bool hang;        /* 、。，． may stand outside the measure (JLREQ 3.8.2 note) */
    bool justify;     /* lines filled to the measure, within the limits */
    bool hyphenate;   /* by dictionary, where the language has one */
    bool divide_last; /* and the last word of the paragraph too: narrow cells */
    int indent;       /* of the first line, 1/1000 em */
    int word_min, word_max; /* a space between words [750, 2200] */
    int gap_min, gap_max;   /* a gap between Han or kana and Latin [125, 500] */
    int letter_max;         /* added between Han or kana [250] */
} LineRules;

#endif
