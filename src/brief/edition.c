#include "brief/edition.h"

#include <string.h>

#include "base/buf.h"
#include "brief/budget.h"

static const char *const ALL[] = {"all", NULL};

static const JsonField ID = {NULL, JSON_IS(JSON_STRING), false, NULL, "id of a zone"};
static const JsonField LANGUAGE = {NULL, JSON_IS(JSON_STRING), false,
                                   NULL, "tag of a language",  .names = LANG_TAGS};
static const JsonField LANGUAGES = {NULL,
                                    JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY),
                                    false,
                                    NULL,
                                    "a language, or two side by side",
                                    .names = LANG_TAGS,
                                    .each = &LANGUAGE,
                                    .least = 2};

static const JsonField EDITION_FIELDS[] = {
    {"name", JSON_IS(JSON_STRING), true, NULL, "short name, for --edition"},
    {"zones", JSON_IS(JSON_STRING) | JSON_IS(JSON_ARRAY), false, ALL,
     "\"all\" zones of the project's folder, or a list of their ids", .each = &ID},
    {"programme", JSON_IS(JSON_STRING), false, NULL,
     "instead of zones: a fact file of the whole programme, outside the folder of zones"},
    {"layout", JSON_IS(JSON_STRING), true, NULL, "layout file"},
    {"theme", JSON_IS(JSON_STRING), true, NULL, "theme file"},
    {"patch", JSON_IS(JSON_OBJECT), false, NULL,
     "what differs from the theme, laid over it (RFC 7396), such as {\"page\": {\"landscape\": "
     "true}}"},
    {"languages", JSON_IS(JSON_ARRAY), false, NULL,
     "languages (if left out, all of the project); a pair such as [\"zh-Hans\", \"en\"] is two "
     "side by side",
     .each = &LANGUAGES, .least = 1},
    BUDGET_FIELD,
    {"product", JSON_IS(JSON_STRING), false, NULL,
     "name of the file: {zone}, {lang} and {edition} are filled in (\"{zone}.{lang}.pdf\")"},
    {NULL, 0, false, NULL, NULL},
};

const JsonShape EDITION_SHAPE = {"edition", "one of the sets of briefs that a project makes",
                                 .fields = EDITION_FIELDS};

/* -- languages --------------------------------------------------------------------- */

static Lang read_lang(Job *job, const Json *value, const Langs *langs)
{
    Lang lang = lang_lookup(json_string(job, value, "language"));
    for (int i = 0; i < langs->count; i++)
        if (langs->list[i] == lang)
            return lang;
    if (json_type(value) == JSON_STRING)
        diag_add(job->diag, &(Report){.code = E014,
                                      .where = json_where(value),
                                      .message = "the project has no such language",
                                      .help = "add it to /languages of the project"});
    return LANG_NONE;
}

static bool read_pair(Job *job, const Json *value, const Langs *langs, LangPair *pair)
{
    if (json_type(value) != JSON_ARRAY) {
        *pair = (LangPair){read_lang(job, value, langs), LANG_NONE};
        return pair->left != LANG_NONE;
    }
    const Json *left = json_first(value), *right = json_next(left);
    if (json_count(value) != 2) {
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(value),
                                      .message = "a pair of languages has two",
                                      .help = "write [\"zh-Hans\", \"en\"]"});
        return false;
    }
    *pair = (LangPair){read_lang(job, left, langs), read_lang(job, right, langs)};
    if (pair->left != LANG_NONE && pair->left == pair->right)
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(right),
                                      .message = "a language beside itself"});
    return pair->left != LANG_NONE && pair->right != LANG_NONE && pair->left != pair->right;
}

static bool same_pair(LangPair a, LangPair b)
{
    return a.left == b.left && a.right == b.right;
}

static bool read_languages(Job *job, const Json *list, const Langs *langs, Edition *edition)
{
    bool good = true;
    if (list && !json_first(list))
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(list),
                                      .message = "an edition has one language or more",
                                      .help = "leave \"languages\" out for all of the project"});
    for (int i = 0; i < langs->count && !list; i++)
        edition->pairs[edition->pair_count++] = (LangPair){langs->list[i], LANG_NONE};
    for (const Json *value = json_first(list); value; value = json_next(value)) {
        LangPair pair;
        bool again = false;
        if (!read_pair(job, value, langs, &pair)) {
            good = false;
            continue;
        }
        for (int i = 0; i < edition->pair_count; i++)
            again |= same_pair(edition->pairs[i], pair);
        if (again)
            diag_add(job->diag, &(Report){.code = E108,
                                          .where = json_where(value),
                                          .message = "the edition has this language already"});
        else
            edition->pairs[edition->pair_count++] = pair;
        good &= !again;
    }
    return good;
}

const char *edition_lang(Arena *arena, LangPair pair)
{
    const char *left = lang_tag(pair.left);
    return pair.right == LANG_NONE ? left
                                   : arena_printf(arena, "%s-%s", left, lang_tag(pair.right));
}

/* -- products ---------------------------------------------------------------------- */

static const char *const SLOTS[] = {"{zone}", "{lang}", "{edition}"};

/* Which of SLOTS stands at byte `at`; -1: none. */
static int slot_at(Str pattern, size_t at)
{
    for (int i = 0; i < 3; i++) {
        size_t length = strlen(SLOTS[i]);
        if (pattern.length - at >= length && memcmp(pattern.data + at, SLOTS[i], length) == 0)
            return i;
    }
    return -1;
}

/* A product is one file of the folder: its name has no '/', and no braces that
 * would stay in it. */
static bool check_product(Job *job, const Json *value, Str pattern)
{
    for (size_t at = 0; at < pattern.length; at++) {
        int slot = slot_at(pattern, at);
        if (slot < 0 && !strchr("{}/", pattern.data[at]))
            continue;
        if (slot < 0) {
            diag_add(job->diag,
                     &(Report){.code = E014,
                               .where = json_where(value),
                               .at = (int32_t)at + 1,
                               .message = "a product's name has only {zone}, {lang} and {edition} "
                                          "to be filled in, and no folder",
                               .help = "for example \"{zone}.{lang}.pdf\""});
            return false;
        }
        at += strlen(SLOTS[slot]) - 1;
    }
    bool ends = pattern.length > 4 && memcmp(pattern.data + pattern.length - 4, ".pdf", 4) == 0;
    if (!ends || pattern.data[0] == '.')
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(value),
                                      .message = "a product's name ends in .pdf and begins with no "
                                                 "dot",
                                      .help = "for example \"{zone}.{lang}.pdf\""});
    return ends && pattern.data[0] != '.';
}

const char *edition_product(Arena *arena, const Edition *edition, const char *zone, LangPair pair)
{
    const char *filled[] = {zone, edition_lang(arena, pair), edition->name};
    Buf name;
    buf_init(&name, arena);
    for (size_t at = 0; at < edition->product.length; at++) {
        int slot = slot_at(edition->product, at);
        if (slot < 0)
            buf_char(&name, edition->product.data[at]);
        else {
            buf_text(&name, filled[slot]);
            at += strlen(SLOTS[slot]) - 1;
        }
    }
    return name.data;
}

/* -- zones ------------------------------------------------------------------------- */

static bool read_zones(Job *job, const ProjectPlace *place, Edition *edition)
{
    const Json *zones = json_member(edition->json, "zones");
    const Json *programme = json_member(edition->json, "programme");
    if (!zones == !programme) {
        diag_add(job->diag,
                 &(Report){.code = zones ? E013 : E011,
                           .where = json_where(zones ? programme : edition->json),
                           .part = zones ? PART_KEY : PART_VALUE,
                           .message = "an edition has either \"zones\" or \"programme\"",
                           .help = "write \"zones\": \"all\", \"zones\": [\"chengdu\"], or "
                                   "\"programme\": \"overview.json\""});
        return false;
    }
    bool good = true;
    for (const Json *id = json_first(zones); id; id = json_next(id))
        good &= json_string(job, id, "zone").length > 0;
    edition->zones = json_type(zones) == JSON_ARRAY ? zones : NULL;
    if (programme)
        edition->programme = place_path(job, place->root, place->path, programme, "programme");
    return good && (!programme || edition->programme);
}

static bool is_programme(const Editions *editions, const char *path)
{
    for (int i = 0; i < editions->count; i++)
        if (editions->list[i].programme && strcmp(editions->list[i].programme, path) == 0)
            return true;
    return false;
}

bool edition_takes(const Editions *editions, const Edition *edition, const char *path,
                   const char *id)
{
    if (edition->programme)
        return strcmp(edition->programme, path) == 0;
    if (is_programme(editions, path))
        return false;
    for (const Json *one = json_first(edition->zones); one && id; one = json_next(one))
        if (str_is(json_string(NULL, one, "zone"), id))
            return true;
    return !edition->zones || !id;
}

bool edition_read(Job *job, const Json *json, const ProjectPlace *place, const Langs *langs,
                  Edition *edition)
{
    *edition = (Edition){.json = json, .product = STR("{zone}.{lang}.pdf")};
    if (!json_check(job, json, "edition", EDITION_FIELDS))
        return false;
    Str name = json_string(job, json_member(json, "name"), "name");
    const Json *product = json_member(json, "product");
    edition->name = arena_copy(job->arena, name.data, name.length);
    if (product)
        edition->product = json_string(job, product, "product");
    bool good = !product || check_product(job, product, edition->product);
    if (name.length == 0 || memchr(name.data, '/', name.length)) {
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(json_member(json, "name")),
                                      .message = "an edition's name is a short one, without /"});
        good = false;
    }
    good &= read_zones(job, place, edition);
    good &= read_languages(job, json_member(json, "languages"), langs, edition);
    edition->layout_path =
        place_path(job, place->root, place->path, json_member(json, "layout"), "layout");
    edition->theme_path =
        place_path(job, place->root, place->path, json_member(json, "theme"), "theme");
    return good && edition->layout_path && edition->theme_path;
}
