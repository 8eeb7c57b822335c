/* brief - the whole program, from JSON to frames, and on to PDF. fuzz.h says
 * what an input is. */
#include <string.h>

#include "brief/expand.h"
#include "layout/dump.h"
#include "layout/readable.h"
#include "pdf/pdf.h"
#include "shared/fuzz.h"
#include "typeset.h"

static const char *pointer_of(const void *files, Where where, Arena *scratch)
{
    return json_pointer(files, where, scratch);
}

/* Most goldens are no whole briefs: their PDF claims nothing. */
static void write_pdf(Case *one, Document *document)
{
    PdfBytes pdf;
    Job asked = {one->job.arena, diag_new(one->job.arena)};
    readable_check(&asked, document);
    document->standard = diag_errors(asked.diag) ? 0 : STANDARD_A3A | STANDARD_UA1;
    const char *why = NULL;
    FUZZ_HOLDS(pdf_write(&one->job, document, &pdf, &why));
    FUZZ_HOLDS(pdf.length > 100 && memcmp(pdf.data, "%PDF-1.7", 8) == 0);
}

static void lay_out(Case *one, const BlockTree trees[2])
{
    Arena *arena = one->job.arena;
    Theme *const *themes = one->project.editions.list[0].look->themes;
    Locale *const *locales = one->project.locales;
    bool beside = one->right != LANG_NONE;
    Copy copy = {.trees = {&trees[0], &trees[1]},
                 .themes = {themes[one->lang], themes[one->right]},
                 .locales = {locales[one->lang], locales[one->right]},
                 .count = beside ? 2 : 1};
    Typeset typeset = typeset_copy(&one->job, &copy);
    const Frame **pages = ARENA_ARRAY(arena, const Frame *, typeset.pages.count);
    for (int i = 0; i < typeset.pages.count; i++)
        pages[i] = typeset.pages.list[i].frame;
    Document document = {.lang = one->lang,
                         .title = trees[0].title,
                         .author = trees[0].author,
                         .subject = trees[0].subject,
                         .creator = "fuzz",
                         .date = trees[0].date,
                         .structure = typeset.structure,
                         .pages = pages,
                         .page_count = typeset.pages.count};
    document.prints = pictures_print(arena, &document, copy.themes[0]->resolution);
    frames_dump(&document, pointer_of, one->files, fuzz_nowhere());
    if (diag_errors(one->job.diag) == 0)
        write_pdf(one, &document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Case one;
    Arena *arena = arena_new();
    if (case_read(&one, arena, (Str){(const char *)data, size})) {
        BlockTree trees[2];
        Writer left = {.cited = NULL};
        trees[0] = case_expand(&one, one.lang, &left);
        Writer right = {.cited = left.cited, .cited_count = left.cited_count, .right = true};
        if (one.right != LANG_NONE)
            trees[1] = case_expand(&one, one.right, &right);
        if (diag_errors(one.job.diag) == 0)
            lay_out(&one, trees);
    }
    case_print(&one);
    arena_free(arena);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    return fuzz_mutate_json(data, size, room, seed);
}
