#include "brief/markup.h"

#include <string.h>

/* Byte of `pair` in `text` from `at`, or the length. */
static size_t find_pair(Str text, size_t at, const char *pair)
{
    while (at + 1 < text.length && memcmp(text.data + at, pair, 2) != 0)
        at++;
    return at + 1 < text.length ? at : text.length;
}

static bool take_prefix(Str *text, const char *prefix)
{
    size_t length = strlen(prefix);
    if (text->length <= length || memcmp(text->data, prefix, length) != 0)
        return false;
    *text = (Str){text->data + length, text->length - length};
    return true;
}

Markup markup_next(Str text, size_t *at)
{
    Markup markup = {.kind = MARKUP_END, .at = *at};
    if (*at >= text.length)
        return markup;
    size_t open = find_pair(text, *at, "[[");
    if (open > *at) {
        markup.kind = MARKUP_WORDS;
        markup.text = (Str){text.data + *at, open - *at};
        *at = open;
        return markup;
    }
    size_t close = find_pair(text, open + 2, "]]");
    markup.text = (Str){text.data + open + 2, close - open - 2};
    *at = close < text.length ? close + 2 : text.length;
    if (close == text.length)
        markup.kind = MARKUP_OPEN;
    else if (take_prefix(&markup.text, "fact:"))
        markup.kind = MARKUP_FACT;
    else
        markup.kind = take_prefix(&markup.text, "cite:") ? MARKUP_CITE : MARKUP_OTHER;
    return markup;
}

static void check_one(Job *job, const Map *facts, Words words, Markup markup)
{
    static const char form[] = "write [[fact:id]] or [[cite:id]]";
    Report report = {.code = E113, .where = words.where, .at = (int32_t)markup.at + 1};
    int length = (int)markup.text.length;
    if (markup.kind == MARKUP_OPEN) {
        report.message = "[[ that nothing closes";
        report.help = form;
    } else if (markup.kind == MARKUP_OTHER) {
        report.message = arena_printf(job->arena, "no markup [[%.*s]]", length, markup.text.data);
        report.help = form;
    } else {
        const char *near = map_nearest(facts, markup.text);
        report.code = E107;
        report.message =
            arena_printf(job->arena, "no fact \"%.*s\" in this file", length, markup.text.data);
        report.help = near ? arena_printf(job->arena, "did you mean \"%s\"?", near) : NULL;
    }
    diag_add(job->diag, &report);
}

void markup_check(Job *job, const Terms *terms, const Langs *langs, const Map *facts,
                  const Json *text)
{
    for (int i = 0; i < langs->count; i++) {
        Words words = terms_words(terms, text, langs->list[i]);
        size_t at = 0;
        for (Markup m = markup_next(words.words, &at); m.kind != MARKUP_END;
             m = markup_next(words.words, &at)) {
            bool known =
                (m.kind == MARKUP_FACT || m.kind == MARKUP_CITE) && map_lookup(facts, m.text);
            if (m.kind != MARKUP_WORDS && !known)
                check_one(job, facts, words, m);
        }
    }
}
