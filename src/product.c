#include "product.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "brief/budget.h"
#include "brief/expand.h"
#include "fit.h"
#include "inputs.h"
#include "layout/dump.h"
#include "layout/locator.h"
#include "layout/readable.h"
#include "output.h"
#include "pdf/pdf.h"
#include "recipe.h"
#include "size.h"
#include "typeset.h"

/* -- what it is made from ------------------------------------------------------------ */

static void add_input(const ZoneRun *run, Inputs *inputs, const char *name, Hash hash)
{
    for (int k = 0; k < inputs->count; k++)
        if (strcmp(inputs->list[k].name, name) == 0)
            return;
    inputs_add(run->job->arena, inputs, name, hash);
}

/* Pictures and maps. */
static void add_shown(const ZoneRun *run, const Block *blocks, int count, Inputs *inputs)
{
    for (int i = 0; i < count; i++) {
        const Picture *picture = blocks[i].picture;
        const Locator *locator = blocks[i].locator;
        if (picture)
            add_input(run, inputs, picture->name, (Hash){picture->hash[0], picture->hash[1]});
        if (locator)
            add_input(run, inputs,
                      path_from(run->job->arena, run->options->project->folder, locator->path),
                      hash_of(json_bytes(run->files, locator->path)));
        add_shown(run, blocks[i].children, blocks[i].child_count, inputs);
    }
}

/* All that the brief is made from, but for what it shares with others. */
static void find_inputs(const ZoneRun *run, const BlockTree *tree, ManifestEntry *made)
{
    const char *folder = run->options->project->folder;
    Arena *arena = run->job->arena;
    inputs_add(arena, &made->inputs, path_from(arena, folder, run->zone->path),
               hash_of(json_bytes(run->files, run->zone->path)));
    add_shown(run, tree->blocks, tree->block_count, &made->inputs);
    made->compared = ARENA_ARRAY(arena, Compared, run->compared_count);
    made->compared_count = run->compared_count;
    for (int i = 0; i < run->compared_count; i++) {
        const Zone *zone = run->compared[i];
        made->compared[i] =
            (Compared){.name = path_from(arena, folder, zone->path),
                       .hash = hash_of(json_bytes(run->files, zone->path)),
                       .used = inputs_compared(run->files, zone->root, run->edition->layout)};
    }
}

/* Of all input: the product's /ID. */
static void identify(const InputSet *set, const ManifestEntry *made, Document *document)
{
    Hash hash = hash_join(hash_of(str_of(ZONEBRIEF_VERSION)), set->key);
    for (int i = 0; i < made->inputs.count; i++)
        hash = hash_join(hash, made->inputs.list[i].hash);
    for (int i = 0; i < made->compared_count; i++)
        hash = hash_join(hash, made->compared[i].used);
    document->hash[0] = hash.high;
    document->hash[1] = hash.low;
}

static Writer writer_for(const ZoneRun *run, Lang lang)
{
    const Project *project = run->options->project;
    const Look *look = run->edition->look;
    return (Writer){.job = run->job,
                    .files = run->files,
                    .terms = project->terms,
                    .sources = project->sources,
                    .zone = run->zone,
                    .langs = &project->langs,
                    .lang = lang,
                    .compared = run->compared,
                    .compared_count = run->compared_count,
                    .changes = run->changes,
                    .pictures = run->pictures,
                    .shown = run->shown,
                    .locale = project->locales[lang],
                    .theme_root = look->root,
                    .faces = &look->faces,
                    .theme = look->themes[lang]};
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const Attachment *)a)->name, ((const Attachment *)b)->name);
}

/* The brief's facts and their sources, as they are on disk, and how it was made
 * of them. */
static void attach_inputs(const ZoneRun *run, const PlanBrief *brief, const ManifestEntry *made,
                          Document *document)
{
    enum { ZONE, SOURCES, RECIPE, COUNT };
    const Project *project = run->options->project;
    Arena *arena = run->job->arena;
    assert(run->zone);
    Attachment *files = ARENA_ARRAY(arena, Attachment, COUNT);
    const char *zone = path_name(run->zone->path), *sources = path_name(project->sources_path);
    Str recipe = recipe_write(arena, run->options, brief, made);
    bool taken = strcmp(zone, sources) == 0 || strcmp(zone, RECIPE_NAME) == 0;
    files[ZONE] = (Attachment){.name = taken ? arena_printf(arena, "zone-%s", zone) : zone,
                               .about = "The facts of this brief (zonebrief zone file)",
                               .relation = "Data",
                               .bytes = json_bytes(run->files, run->zone->path),
                               .packed = run->packed};
    files[SOURCES] =
        (Attachment){.name = sources,
                     .about = "The sources that the facts name (zonebrief sources file)",
                     .relation = "Source",
                     .bytes = json_bytes(run->files, project->sources_path),
                     .packed = run->options->sources_packed};
    files[RECIPE] = (Attachment){.name = RECIPE_NAME,
                                 .about = "How this brief was made (for zonebrief verify)",
                                 .relation = RECIPE_RELATION,
                                 .bytes = recipe};
    for (int i = 0; i < COUNT; i++) {
        files[i].mime = "application/json";
        files[i].date = document->date;
    }
    qsort(files, COUNT, sizeof *files, compare_names);
    document->attachments = files;
    document->attachment_count = COUNT;
}

/* Maps cite sources that no fact does. */
static void note_cited(const ZoneRun *run, const Writer *writer)
{
    for (int i = 0; i < writer->cited_count; i++)
        map_add(run->cited, str_of(writer->cited[i]->id), writer->cited[i]->id);
}

/* Expands the layout in the languages of the pair. The right one numbers the
 * sources as the left one does; if it cites one more, the left is expanded
 * again with all of them, for its list. */
static void expand(const ZoneRun *run, LangPair pair, BlockTree trees[2])
{
    Writer left = writer_for(run, pair.left);
    trees[0] = brief_expand(&left, run->edition->layout);
    note_cited(run, &left);
    if (pair.right == LANG_NONE)
        return;
    Writer right = writer_for(run, pair.right);
    right.right = true;
    right.cited = left.cited;
    right.cited_count = left.cited_count;
    trees[1] = brief_expand(&right, run->edition->layout);
    note_cited(run, &right);
    if (right.cited_count == left.cited_count)
        return;
    Writer again = writer_for(run, pair.left);
    again.cited = right.cited;
    again.cited_count = right.cited_count;
    trees[0] = brief_expand(&again, run->edition->layout);
}

/* One tree, or the pair's two, as they are to be set. */
static Copy copy_for(const ZoneRun *run, LangPair pair, const BlockTree trees[2])
{
    const Lang langs[2] = {pair.left, pair.right};
    const Json *pages = json_member(run->edition->json, "pages");
    Copy copy = {.count = pair.right == LANG_NONE ? 1 : 2,
                 .untagged = run->options->standard & STANDARD_UNTAGGED};
    copy.budget = budget_read(run->files, run->job,
                              pages ? pages : json_member(run->edition->layout, "pages"));
    for (int i = 0; i < copy.count; i++) {
        copy.trees[i] = &trees[i];
        copy.themes[i] = run->edition->look->themes[langs[i]];
        copy.locales[i] = run->options->project->locales[langs[i]];
    }
    return copy;
}

static const char *pointer_of(const void *files, Where where, Arena *scratch)
{
    return json_pointer(files, where, scratch);
}

static Fit layout(const ZoneRun *run, LangPair pair, const BlockTree trees[2], Document *document)
{
    Arena *arena = run->job->arena;
    const BlockTree *tree = &trees[0];
    Copy copy = copy_for(run, pair, trees);
    Typeset typeset = typeset_copy(run->job, &copy);
    if (run->options->debug)
        typeset_overlay(run->job, &typeset, pointer_of, run->files);
    const char *title = tree->title;
    if (copy.count == 2)
        title = arena_printf(arena, "%s / %s", title, trees[1].title);
    const Frame **pages = ARENA_ARRAY(arena, const Frame *, typeset.pages.count);
    for (int i = 0; i < typeset.pages.count; i++)
        pages[i] = typeset.pages.list[i].frame;
    *document = (Document){.lang = tree->lang,
                           .title = title,
                           .author = tree->author,
                           .subject = tree->subject,
                           .creator = "zonebrief " ZONEBRIEF_VERSION,
                           .date = run->options->date ? run->options->date : tree->date,
                           .standard = run->options->standard,
                           .structure = typeset.structure,
                           .pages = pages,
                           .page_count = typeset.pages.count};
    document->prints = pictures_print(arena, document, copy.themes[0]->resolution);
    return typeset.fit;
}

void product_fail(const ZoneRun *run, const char *what, const char *why)
{
    say_trouble(run->to, arena_printf(run->job->arena, "%s: %s", what, why));
}

static void say_report(const ZoneRun *run, const char *text)
{
    record_begin(run->to, SAID_REPORT);
    record_text(run->to, text);
    record_end(run->to);
}

static void say_size(const ZoneRun *run, const char *name, Str pdf)
{
    Arena *arena = run->job->arena;
    Buf out;
    buf_init(&out, arena);
    size_report(&out, arena_printf(arena, "%s/%s", run->options->out_folder, name), pdf,
                run->options->report_json);
    say_report(run, out.data);
}

/* -- writing -------------------------------------------------------------------------- */

/* The texts as a JSON array, sorted. */
static Str json_array(Arena *arena, const char **list, int count)
{
    Buf out;
    buf_init(&out, arena);
    texts_sort(list, count);
    for (int i = 0; i < count; i++) {
        buf_text(&out, i ? ", " : "[");
        buf_json(&out, list[i]);
    }
    buf_text(&out, count ? "]" : "[]");
    return (Str){out.data, out.length};
}

Str product_values(Arena *arena, const Map *texts)
{
    const char **list = ARENA_ARRAY(arena, const char *, texts->count);
    return json_array(arena, list, map_values(texts, (const void **)list));
}

static bool write_product(const ZoneRun *run, const Document *document, const char *name,
                          ManifestEntry *made)
{
    Arena *arena = run->job->arena;
    const char *why = NULL;
    PdfBytes pdf;
    bool good = pdf_write(run->job, document, &pdf, &why) &&
                output_put(arena, run->options->out_folder, name, pdf.data, pdf.length, &why);
    if (!good) {
        product_fail(run, name, why);
        return false;
    }
    made->pages = document->page_count;
    made->length = (int64_t)pdf.length;
    made->hash = hash_of((Str){(const char *)pdf.data, pdf.length});
    made->facts = product_values(arena, run->shown);
    made->faces = json_array(arena, pdf.faces, pdf.face_count);
    if (run->options->report_size)
        say_size(run, name, (Str){(const char *)pdf.data, pdf.length});
    return true;
}

/* Two editions must not write one file: the later would take the other's
 * place. False after a report. */
static bool check_product(const ZoneRun *run, const PlanBrief *brief)
{
    if (!brief->taken)
        return true;
    const Json *pattern = json_member(run->edition->json, "product");
    diag_add(run->job->diag,
             &(Report){.code = E120,
                       .where = json_where(pattern ? pattern : run->edition->json),
                       .message = arena_printf(run->job->arena, "edition \"%s\" writes %s too",
                                               brief->taken->name, brief->name),
                       .help = "give one of them a \"product\" such as "
                               "\"{edition}.{zone}.{lang}.pdf\""});
    return false;
}

static bool dump_blocks(BlockTree trees[2], LangPair pair)
{
    for (int i = 0; i < (pair.right == LANG_NONE ? 1 : 2); i++)
        blocks_dump(&trees[i], stdout);
    return true;
}

bool product_make(const ZoneRun *run, const PlanBrief *brief, SaidBrief *result)
{
    const RunOptions *options = run->options;
    int before = diag_errors(run->job->diag);
    if (!check_product(run, brief))
        return false;
    BlockTree trees[2];
    expand(run, brief->pair, trees);
    if (options->dump == DUMP_BLOCKS)
        dump_blocks(trees, brief->pair);
    if (options->dump == DUMP_BLOCKS || diag_errors(run->job->diag) > before)
        return diag_errors(run->job->diag) == before;
    Document document;
    Fit fit = layout(run, brief->pair, trees, &document);
    if (options->report_fit)
        say_report(run, fit_tell(run->job->arena, brief->name, &fit, options->report_json));
    bool known = run->zone->root != NULL;
    if (brief->set && known) {
        find_inputs(run, trees, &result->made);
        identify(brief->set, &result->made, &document);
        if (options->standard & STANDARD_CLAIMS)
            attach_inputs(run, brief, &result->made, &document);
    }
    if (options->standard & STANDARD_CLAIMS && known)
        readable_check(run->job, &document);
    if (options->dump == DUMP_FRAMES)
        frames_dump(&document, pointer_of, run->files, stdout);
    if (diag_errors(run->job->diag) > before || brief->faulty)
        return false;
    if (options->dump != DUMP_NONE || options->check_only)
        return true;
    return write_product(run, &document, brief->name, &result->made);
}
