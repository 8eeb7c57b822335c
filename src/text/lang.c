#include "text/lang.h"

static const struct {
    const char *tag;
    bool cjk;
} LANGS[LANG_COUNT] = {
    [LANG_NONE] = {"und", false},       [LANG_EN] = {"en", false},
    [LANG_ZH_HANS] = {"zh-Hans", true}, [LANG_ZH_HANT] = {"zh-Hant", true},
    [LANG_JA] = {"ja", true},           [LANG_KO] = {"ko", false},
    [LANG_DE] = {"de", false},
};

const char *lang_tag(Lang lang)
{
    return LANGS[lang].tag;
}

Lang lang_lookup(Str tag)
{
    for (int lang = LANG_NONE + 1; lang < LANG_COUNT; lang++)
        if (str_is(tag, LANGS[lang].tag))
            return (Lang)lang;
    return LANG_NONE;
}

bool lang_is_cjk(Lang lang)
{
    return LANGS[lang].cjk;
}
