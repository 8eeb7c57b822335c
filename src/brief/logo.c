#include "brief/logo.h"

#include "base/decimal.h"
#include "brief/terms.h"

static const JsonField LOGO_FIELDS[] = {
    {"file", JSON_IS(JSON_STRING), true, NULL,
     "PNG, JPEG or SVG, below the folder of the project file"},
    {"width", JSON_IS(JSON_NUMBER), true, NULL, "points, at most half of the measure"},
    {"alt", JSON_IS(JSON_OBJECT), false, NULL,
     "a text for those who do not see it; without it the logo only adorns",
     .shape = &TRANSLATED_SHAPE},
    {NULL, 0, false, NULL, NULL},
};

const JsonShape LOGO_SHAPE = {"logo", .fields = LOGO_FIELDS};

static void read_alt(Job *job, const Json *alt, Theme *theme, Lang lang)
{
    const Json *words = json_member(alt, lang_tag(lang));
    if (!words) {
        diag_add(job->diag,
                 &(Report){.code = E104,
                           .where = json_where(alt),
                           .message = arena_printf(job->arena, "the logo has no words in %s",
                                                   lang_tag(lang))});
        return;
    }
    Str text = json_string(job, words, "alt");
    theme->logo_alt = arena_copy(job->arena, text.data, text.length);
}

void logo_read(Job *job, const JsonFiles *files, Pictures *pictures, const Json *root, Lang lang,
               Theme *theme)
{
    const Json *logo = json_member(root, "logo");
    if (!logo || !json_check(job, logo, "logo", LOGO_FIELDS))
        return;
    const Json *file = json_member(logo, "file"), *width = json_member(logo, "width");
    const Json *alt = json_member(logo, "alt");
    Decimal decimal;
    if (!decimal_parse(json_number(files, job, width, "width"), &decimal) ||
        !decimal_thousandths(&decimal, &theme->logo_width) || theme->logo_width < LEN_POINT ||
        theme->logo_width > theme_measure(theme) / 2)
        diag_add(job->diag,
                 &(Report){.code = E015,
                           .where = json_where(width),
                           .message = "a logo is from 1 point wide to half of the measure"});
    if (alt)
        read_alt(job, alt, theme, lang);
    theme->logo = picture_read(pictures, job, json_string(job, file, "file"), json_where(file));
}
