/* fonts.c - what the faces have, and what texts need.
 *
 * The texts of a fact file are those it holds, in the words of each language,
 * with the names and labels of the terms file that they lead to. Marks of
 * markup count as characters: they are ASCII, which no face is without. Which
 * style a text is set in, layout and kinds decide; so each chain of faces that
 * some style has is held against all characters, and styles of the same chain
 * stand on one line.
 */
#include "fonts.h"

#include <string.h>

#include "base/buf.h"
#include "text/chain.h"
#include "text/coverage.h"
#include "zones.h"

#define CODE_POINTS 0x110000
#define SHOWN       40 /* characters of a list at most */

typedef struct {
    Arena *arena;
    const Project *project;
    Lang lang;
    unsigned char *used; /* a bit for each code point */
} Needs;

/* -- faces ------------------------------------------------------------------------- */

static void print_face(Arena *arena, const Face *face)
{
    Coverage coverage = face_coverage(arena, face);
    printf("%s: %s, %d characters, weight %d\n", face->name, face->path, coverage.characters,
           face->weight);
    for (int i = 0; i < coverage.block_count; i++)
        printf("  %6d %s\n", coverage.blocks[i].count, coverage.blocks[i].name);
    printf("  features: %s\n", *coverage.features ? coverage.features : "none");
}

/* -- characters -------------------------------------------------------------------- */

static void add_words(Needs *needs, Words words)
{
    for (size_t at = 0; words.found && at < words.words.length;) {
        uint32_t c = utf8_next(words.words, &at);
        if (coverage_wants_glyph(c))
            needs->used[c / 8] |= (unsigned char)(1u << c % 8);
    }
}

/* A text, if the value is one: its words. */
static void add_text(Needs *needs, const Json *value)
{
    static const char *const KEYS[] = {"term", "label", "lang", NULL};
    bool text = json_member(value, lang_tag(needs->lang)) != NULL;
    for (int i = 0; KEYS[i]; i++)
        text |= json_type(json_member(value, KEYS[i])) == JSON_STRING;
    if (text)
        add_words(needs, terms_words(needs->project->terms, value, needs->lang));
}

static Str string_of(const Json *value)
{
    return json_type(value) == JSON_STRING ? json_string(NULL, value, NULL) : str_of(NULL);
}

/* What a fact names: the scope's name, the measure's label. */
static void add_named(Needs *needs, const Json *value)
{
    const Terms *terms = needs->project->terms;
    const Json *scope = map_lookup(&terms->names, string_of(json_member(value, "scope")));
    const Measure *measure = map_lookup(&terms->measures, string_of(json_member(value, "measure")));
    if (scope)
        add_words(needs, terms_words(terms, scope, needs->lang));
    if (measure)
        add_words(needs, terms_words(terms, measure->label, needs->lang));
}

/* All texts within a value. Recursion is bounded by LIMIT_DEPTH. */
static void add_value(Needs *needs, const Json *value)
{
    if (json_type(value) == JSON_OBJECT) {
        add_text(needs, value);
        add_named(needs, value);
    }
    for (const Json *child = json_first(value); child; child = json_next(child))
        add_value(needs, child);
}

/* -- chains ------------------------------------------------------------------------ */

#define WAYS 5 /* that words of a style look */

static const TextStyle *way_of(const Style *style, int way)
{
    const TextStyle *ways[WAYS] = {&style->text, &style->mark, &style->strong, &style->emph,
                                   &style->alert};
    return ways[way];
}

static bool same_chain(const TextStyle *a, const TextStyle *b)
{
    return a->face_count == b->face_count &&
           memcmp(a->faces, b->faces, (size_t)a->face_count * sizeof *a->faces) == 0;
}

/* "body, list, h1 mark": the styles with the chain of `chain`, and words in
 * other styles that have it. */
static const char *styles_of(Arena *arena, const Theme *theme, const TextStyle *chain)
{
    static const char *const WAY_WORDS[WAYS] = {"", " mark", " strong", " emph", " alert"};
    Buf out;
    buf_init(&out, arena);
    for (int i = 0; i < STYLE_COUNT; i++)
        for (int way = 0; way < WAYS; way++)
            if (same_chain(chain, way_of(&theme->styles[i], way)) &&
                (way == 0 || !same_chain(chain, &theme->styles[i].text)))
                buf_printf(&out, "%s%s%s", out.length ? ", " : "", STYLE_WORDS[i], WAY_WORDS[way]);
    return out.data;
}

/* Is it the first style with that chain? */
static bool is_first(const Theme *theme, int style, int way)
{
    const TextStyle *chain = way_of(&theme->styles[style], way);
    for (int i = 0; i <= style; i++)
        for (int w = 0; w < (i == style ? way : WAYS); w++)
            if (same_chain(chain, way_of(&theme->styles[i], w)))
                return false;
    return true;
}

/* Characters that the chain sets in `face`; NULL: that it misses. Returns how
 * many. */
static int print_set_in(const Needs *needs, const TextStyle *chain, const Face *face,
                        const char *what)
{
    Buf out;
    buf_init(&out, needs->arena);
    int count = 0;
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        char bytes[4];
        if (!(needs->used[c / 8] & 1u << c % 8) || chain_face(chain, c) != face)
            continue;
        if (++count > SHOWN)
            continue;
        int length = utf8_encode(c, bytes);
        buf_printf(&out, " %.*s", length, bytes);
        if (!face)
            buf_printf(&out, " (U+%04X)", (unsigned)c);
    }
    if (count)
        printf("    %s%s%s: %d:%s%s\n", what, face ? " " : "", face ? face->name : "", count,
               out.data, count > SHOWN ? " ..." : "");
    return count;
}

/* Returns how many characters are missing. */
static int print_chain(const Needs *needs, const Theme *theme, const TextStyle *chain)
{
    printf("  %s:", lang_tag(needs->lang));
    for (int i = 0; i < chain->face_count; i++)
        printf("%s %s", i ? "," : "", chain->faces[i]->name);
    printf(" (%s)\n", styles_of(needs->arena, theme, chain));
    int missing = print_set_in(needs, chain, NULL, "missing");
    for (int i = 1; i < chain->face_count; i++)
        print_set_in(needs, chain, chain->faces[i], "from");
    if (!missing)
        puts("    nothing is missing");
    return missing;
}

static int print_needs(Needs *needs, const Json *root)
{
    const Theme *theme = project_edition(needs->project)->look->themes[needs->lang];
    int missing = 0;
    needs->used = ARENA_ARRAY(needs->arena, unsigned char, CODE_POINTS / 8);
    add_value(needs, root);
    for (int i = 0; i < STYLE_COUNT; i++)
        for (int way = 0; way < WAYS; way++)
            if (is_first(theme, i, way))
                missing += print_chain(needs, theme, way_of(&theme->styles[i], way));
    return missing;
}

int fonts_show(Job *job, const Project *project, Langs langs, char *operand)
{
    const Faces *faces = &project_edition(project)->look->faces;
    for (int i = 0; i < faces->count; i++)
        print_face(job->arena, &faces->list[i]);
    if (!operand)
        return 0;
    ZoneFiles zones;
    const char *why = "";
    int missing = 0;
    if (!zones_find(job->arena, project, &operand, 1, &zones, &why)) {
        fprintf(stderr, "zonebrief: %s\n", why);
        return 3;
    }
    for (int z = 0; z < zones.count; z++) {
        const Json *root = json_read_file(project->files, job, zones.list[z]);
        printf("%s\n", zones.list[z]);
        for (int i = 0; root && i < langs.count; i++) {
            Needs needs = {job->arena, project, langs.list[i], NULL};
            missing += print_needs(&needs, root);
        }
    }
    diag_print(job->diag, stderr, json_locate, project->files);
    return missing || diag_errors(job->diag) ? 1 : 0;
}
