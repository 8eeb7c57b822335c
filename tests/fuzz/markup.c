/* markup - inline markup: every stretch is a part of the text, and each byte
 * is given once at most. The first byte chooses the language. */
#include "brief/markup.h"
#include "shared/fuzz.h"
#include "text/proof.h"

static Str clean(Arena *arena, const uint8_t *data, size_t size)
{
    char *bytes = arena_alloc(arena, size + 1);
    size_t length = 0;
    for (size_t at = 0; at < size;) {
        int width = utf8_length(data + at, size - at);
        for (int i = 0; i < width && data[at]; i++)
            bytes[length++] = (char)data[at + (size_t)i];
        at += width ? (size_t)width : 1;
    }
    return (Str){bytes, length};
}

static bool is_within(Str part, Str whole)
{
    return part.length == 0 ||
           (part.data >= whole.data && part.data + part.length <= whole.data + whole.length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Job job = {arena, diag_new(arena)};
    Lang lang = size ? (Lang)(data[0] % (LANG_COUNT - 1) + 1) : LANG_EN;
    Words words = {.words = clean(arena, size ? data + 1 : data, size ? size - 1 : 0),
                   .lang = lang,
                   .where = WHERE_NONE,
                   .found = true};
    MarkupReader reader = markup_begin(&job, words);
    size_t behind = 0, total = 0;
    for (Markup m = markup_next(&reader); m.kind != MARKUP_END; m = markup_next(&reader)) {
        FUZZ_HOLDS(m.text.length > 0 || m.kind == MARKUP_FACT || m.kind == MARKUP_CITE);
        FUZZ_HOLDS(is_within(m.text, words.words));
        FUZZ_HOLDS(is_within(m.reading, words.words));
        FUZZ_HOLDS(is_within(m.address, words.words));
        FUZZ_HOLDS(m.at >= behind && m.at <= words.words.length);
        behind = m.at;
        total += m.text.length;
    }
    FUZZ_HOLDS(total <= words.words.length);
    for (int i = 0; i < diag_count(job.diag); i++) {
        int32_t at = diag_at(job.diag, i)->at;
        FUZZ_HOLDS(at > 0 && (size_t)at - 1 <= words.words.length);
    }
    FUZZ_HOLDS(markup_plain(arena, words).length <= words.words.length);
    arena_free(arena);
    return 0;
}
