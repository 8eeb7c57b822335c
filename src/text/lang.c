#include "text/lang.h"

/* Each language once: its tag, and is it set without spaces? */
#define LANGS(X)                                                                                   \
    X(LANG_EN, "en", false)                                                                        \
    X(LANG_ZH_HANS, "zh-Hans", true)                                                               \
    X(LANG_ZH_HANT, "zh-Hant", true)                                                               \
    X(LANG_JA, "ja", true)                                                                         \
    X(LANG_KO, "ko", false)                                                                        \
    X(LANG_DE, "de", false)

const char *const LANG_TAGS[LANG_COUNT] = {
#define TAG(lang, tag, cjk) [lang - 1] = tag,
    LANGS(TAG)
#undef TAG
};

const char *lang_tag(Lang lang)
{
    return lang == LANG_NONE ? "und" : LANG_TAGS[lang - 1];
}

Lang lang_lookup(Str tag)
{
    return (Lang)(str_among(tag, LANG_TAGS) + 1);
}

bool lang_is_cjk(Lang lang)
{
    switch (lang) {
#define CASE(name, tag, cjk)                                                                       \
    case name:                                                                                     \
        return cjk;
        LANGS(CASE)
#undef CASE
    default:
        return false;
    }
}

const LangMarks *lang_marks(Lang lang)
{
    static const LangMarks WESTERN = {", ", "; ", ": ", " (", ")"};
    static const LangMarks CHINESE = {"，", "；", "：", "（", "）"};
    static const LangMarks JAPANESE = {"、", "、", "：", "（", "）"};
    if (lang == LANG_JA)
        return &JAPANESE;
    return lang_is_cjk(lang) ? &CHINESE : &WESTERN;
}
