/* brief - the whole program, from JSON to frames, and on to PDF. fuzz.h says
 * what an input is. */
#include <string.h>

#include "brief/expand.h"
#include "layout/dump.h"
#include "layout/page.h"
#include "layout/readable.h"
#include "pdf/pdf.h"
#include "shared/fuzz.h"
#include "sheet.h"

static Setting setting_for(Case *one, Structure *structure, Lang lang)
{
    const Theme *theme = one->project.editions.list[0].look->themes[lang];
    return (Setting){.job = &one->job,
                     .theme = theme,
                     .locale = one->project.locales[lang],
                     .lang = lang,
                     .structure = structure,
                     .parent = NODE_DOCUMENT,
                     .measure = theme_measure(theme),
                     .page_depth = theme_depth(theme)};
}

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

static void lay_out(Case *one, BlockTree trees[2])
{
    Arena *arena = one->job.arena;
    Structure *structure = ARENA_NEW(arena, Structure);
    structure_init(structure, arena, one->lang);
    Setting settings[2] = {setting_for(one, structure, one->lang)};
    Galley galley;
    galley_init(&galley, arena);
    if (one->right == LANG_NONE)
        sheet_layout(&settings[0], &trees[0], &galley);
    else {
        settings[1] = setting_for(one, structure, one->right);
        sheet_layout_beside(settings, (BlockTree *const[2]){&trees[0], &trees[1]}, &galley);
    }
    Pages pages = pages_compose(&settings[0], &galley, &trees[0]);
    Document document = {.lang = one->lang,
                         .title = trees[0].title,
                         .author = trees[0].author,
                         .subject = trees[0].subject,
                         .creator = "fuzz",
                         .date = trees[0].date,
                         .structure = structure,
                         .pages = pages.list,
                         .page_count = pages.count};
    document.prints = pictures_print(arena, &document, settings[0].theme->resolution);
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
