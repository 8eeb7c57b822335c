#include "run.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/path.h"
#include "brief/budget.h"
#include "brief/expand.h"
#include "brief/rows.h"
#include "fit.h"
#include "inputs.h"
#include "layout/dump.h"
#include "layout/locator.h"
#include "layout/readable.h"
#include "ledger.h"
#include "output.h"
#include "pdf/pdf.h"
#include "recipe.h"
#include "said.h"
#include "size.h"
#include "typeset.h"
#include "zones.h"

typedef struct {
    const RunOptions *options;
    const PlanZone *plan;
    RecordWriter *to;
    int told; /* how many of the zone's reports are said */
    Job *job;
    JsonFiles *files;
    const Zone *zone;
    const Edition *edition;
    const Zone **compared; /* of a programme's brief: all zones */
    int compared_count;
    const Changes *changes; /* since options->since; NULL: not asked for */
    Pictures *pictures;     /* that the zone's blocks show */
    Str packed;             /* the zone file, for its products */
    Map *shown;             /* facts that the brief prints */
    Map *cited;             /* ids of the sources that the zone or a brief of it cites */
    bool broken;            /* the machine failed: it cannot be built, which has been said */
} ZoneRun;

/* -- one brief --------------------------------------------------------------------- */

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
                               .size = json_bytes(run->files, run->zone->path).length,
                               .packed = run->packed};
    files[SOURCES] =
        (Attachment){.name = sources,
                     .about = "The sources that the facts name (zonebrief sources file)",
                     .relation = "Source",
                     .size = json_bytes(run->files, project->sources_path).length,
                     .packed = run->options->sources_packed};
    files[RECIPE] = (Attachment){.name = RECIPE_NAME,
                                 .about = "How this brief was made (for zonebrief verify)",
                                 .relation = RECIPE_RELATION,
                                 .size = recipe.length,
                                 .packed = pdf_pack(arena, recipe)};
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

static void fail(const ZoneRun *run, const char *what, const char *why)
{
    say_trouble(run->to, arena_printf(run->job->arena, "%s: %s", what, why));
}

static Job job_new(const RunOptions *options)
{
    Job job = {.arena = arena_new()};
    job.diag = diag_new(job.arena);
    if (options->werror)
        diag_strict(job.diag);
    return job;
}

static void say_report(const ZoneRun *run, const char *text)
{
    record_begin(run->to, SAID_REPORT);
    record_text(run->to, text);
    record_send(run->to);
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

/* -- one product --------------------------------------------------------------------- */

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

static Str list_values(Arena *arena, const Map *shown)
{
    const char **list = ARENA_ARRAY(arena, const char *, shown->count);
    return json_array(arena, list, map_values(shown, (const void **)list));
}

static bool write_product(const ZoneRun *run, const Document *document, const char *name,
                          ManifestEntry *made)
{
    Arena *arena = run->job->arena;
    const char *why = NULL;
    PdfBytes pdf;
    bool good = pdf_write(run->job, document, &pdf, &why) &&
                output_write(arena, run->options->out_folder, name, pdf.data, pdf.length, &why);
    if (!good) {
        fail(run, name, why);
        return false;
    }
    made->pages = document->page_count;
    made->length = (int64_t)pdf.length;
    made->hash = hash_of((Str){(const char *)pdf.data, pdf.length});
    made->facts = list_values(arena, run->shown);
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

/* False if the brief has errors, or cannot be written. */
static bool run_brief(const ZoneRun *run, const PlanBrief *brief, SaidBrief *result)
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
    if (brief->set) {
        find_inputs(run, trees, &result->made);
        identify(brief->set, &result->made, &document);
        if (options->standard & STANDARD_CLAIMS)
            attach_inputs(run, brief, &result->made, &document);
    }
    if (options->standard & STANDARD_CLAIMS)
        readable_check(run->job, &document);
    if (options->dump == DUMP_FRAMES)
        frames_dump(&document, pointer_of, run->files, stdout);
    if (diag_errors(run->job->diag) > before || brief->faulty)
        return false;
    if (options->dump != DUMP_NONE || options->check_only)
        return true;
    return write_product(run, &document, brief->name, &result->made);
}

static int64_t milliseconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* What one brief allocates is freed before the next begins. */
static bool run_step(const ZoneRun *run, int step)
{
    const PlanBrief *brief = &run->plan->briefs[step];
    Job job = job_new(run->options);
    Map shown;
    map_init(&shown, job.arena);
    ZoneRun inner = *run;
    inner.job = &job;
    inner.shown = &shown;
    inner.edition = brief->edition;
    SaidBrief result = {.step = step};
    int64_t started = milliseconds();
    int told = 0;
    pool_step(run->to, step);
    result.good = run_brief(&inner, brief, &result);
    result.made.milliseconds = (int)(milliseconds() - started);
    say_reports(run->to, step, job.diag, run->files, &told);
    say_brief(run->to, &result);
    arena_free(job.arena);
    return result.good;
}

/* -- one zone ---------------------------------------------------------------------- */

/* Is it the fact file of an edition that is picked? */
static bool is_programme(const RunOptions *options, const char *path)
{
    const Editions *editions = &options->project->editions;
    for (int i = 0; i < editions->count; i++) {
        const Edition *edition = &editions->list[i];
        if (edition->picked && edition->programme && strcmp(edition->programme, path) == 0)
            return true;
    }
    return false;
}

static void give_up(ZoneRun *run, const char *why)
{
    fail(run, run->plan->name, why);
    run->broken = true;
}

/* Its products are called by what the plan read of the file: of one that could
 * not be read then, or was another one, they would have a wrong name. */
static void check_plan(ZoneRun *run)
{
    if (diag_errors(run->job->diag) == 0 && strcmp(run->zone->id, run->plan->id) != 0)
        give_up(run, "it has changed, or could not be read, while the run was planned");
}

/* Two files of one zone would write the same products. */
static void check_first(const ZoneRun *run)
{
    if (!run->plan->twin || !run->zone->id[0])
        return;
    diag_add(run->job->diag,
             &(Report){.code = E108,
                       .where = json_where(json_member(run->zone->root, "zone")),
                       .message = arena_printf(run->job->arena, "zone \"%s\" is also in %s",
                                               run->zone->id, run->plan->twin),
                       .help = "give each zone file an id of its own: products are named by it"});
}

/* Products carry the file, and its name, which is a text there. */
static void check_name(const ZoneRun *run)
{
    Str name = str_of(path_name(run->zone->path));
    if (!utf8_is_whole(name))
        diag_add(run->job->diag, &(Report){.code = E018,
                                           .where = json_where(run->zone->root),
                                           .message = "the file's name is not UTF-8",
                                           .help = "give the file another name"});
}

/* A programme's brief reads the zones once more, for itself: their faults are told
 * when they are built. */
static void read_compared(ZoneRun *run)
{
    const Project *project = run->options->project;
    Arena *arena = run->job->arena;
    Job quiet = {arena, diag_new(arena)};
    ZoneFiles zones;
    const char *why = "";
    if (!zones_find(arena, project, NULL, 0, &zones, &why)) {
        give_up(run, why);
        return;
    }
    run->compared = ARENA_ARRAY(arena, const Zone *, zones.count);
    for (int i = 0; i < zones.count; i++) {
        if (is_programme(run->options, zones.list[i]))
            continue;
        const Json *root = json_read_file(run->files, &quiet, zones.list[i]);
        if (root)
            run->compared[run->compared_count++] =
                zone_read(&quiet, run->files, project->terms, project->sources, root, zones.list[i],
                          &project->langs);
        if (diag_errors(quiet.diag) == 0)
            continue;
        diag_add(run->job->diag,
                 &(Report){.code = E118,
                           .where = json_where(run->zone->root),
                           .message = arena_printf(arena, "%s has errors: it cannot be compared",
                                                   zones.list[i])});
        return;
    }
}

/* The zone of `path`, if it is the one being run. */
static const Zone *read_older(ZoneRun *run, const char *path)
{
    const Project *project = run->options->project;
    const Json *root = json_read_file(run->files, run->job, path);
    const Json *id = json_member(root, "zone");
    if (json_type(id) != JSON_STRING || !str_is(json_string(run->job, id, "zone"), run->zone->id))
        return NULL;
    return zone_read(run->job, run->files, project->terms, project->sources, root, path,
                     &project->langs);
}

/* Finds the older state of the zone, if there is one, and compares. A file of
 * the same name is looked at first: in a folder of a thousand zones it is the
 * one, and the others need not be read. */
static void read_changes(ZoneRun *run)
{
    Arena *arena = run->job->arena;
    char *operand = arena_copy(arena, run->options->since, strlen(run->options->since));
    ZoneFiles files;
    const char *why = "";
    const Zone *before = NULL;
    if (!zones_find(arena, run->options->project, &operand, 1, &files, &why)) {
        give_up(run, why);
        return;
    }
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < files.count && !before; i++)
            if ((strcmp(path_name(files.list[i]), path_name(run->zone->path)) == 0) == (pass == 0))
                before = read_older(run, files.list[i]);
    if (!before) /* a new zone: nothing to compare with */
        return;
    Changes *changes = ARENA_NEW(arena, Changes);
    *changes = changes_find(arena, run->files, before, run->zone);
    run->changes = changes;
}

/* A zone that was named and that no edition is for. */
static bool check_wanted(const ZoneRun *run)
{
    const RunOptions *options = run->options;
    if (options->whole || plan_takes(options->project, run->zone->path, run->zone->id))
        return true;
    diag_add(run->job->diag,
             &(Report){.code = E122,
                       .where = json_where(json_member(run->zone->root, "zone")),
                       .message = arena_printf(run->job->arena,
                                               "no edition that is to be built is for zone "
                                               "\"%s\"",
                                               run->zone->id),
                       .help = "see /editions of the project file, and --edition"});
    return false;
}

static void read_zone(ZoneRun *run, const Json *root, const char *path)
{
    const Project *project = run->options->project;
    run->zone = zone_read(run->job, run->files, project->terms, project->sources, root, path,
                          &project->langs);
    check_first(run);
    check_name(run);
    check_plan(run);
    if (is_programme(run->options, path))
        read_compared(run);
    if (run->options->since)
        read_changes(run);
    if (run->options->standard & STANDARD_CLAIMS && run->options->dump == DUMP_NONE &&
        !run->options->check_only)
        run->packed = pdf_pack(run->job->arena, json_bytes(run->files, run->zone->path));
}

/* What layouts show of the tables has been checked with them. Of the others nothing is printed, so
 * no brief fails for their faults, but somebody means to show them. */
static void check_tables(const ZoneRun *run)
{
    const Project *project = run->options->project;
    rows_check(
        &(RowsCheck){run->job, run->files, project->terms, &project->langs, run->zone->known_ids},
        json_member(run->zone->root, "tables"));
}

/* All briefs of a zone that has errors itself fail with it. */
static void run_steps(ZoneRun *run, int first)
{
    bool sound = diag_errors(run->job->diag) == 0 && !run->broken;
    say_reports(run->to, -1, run->job->diag, run->files, &run->told);
    for (int step = first; step < run->plan->brief_count; step++) {
        if (run->plan->briefs[step].fresh)
            continue;
        bool good = sound && run_step(run, step);
        if (!sound)
            say_brief(run->to, &(SaidBrief){.step = step});
        if (!good && run->options->fail_fast)
            break;
    }
}

/* The last that is said of a zone. */
static void conclude(ZoneRun *run, bool unwanted)
{
    Arena *arena = run->job->arena;
    const Zone *zone = run->zone;
    bool fresh = false; /* what its maps cite is known from when they were made */
    for (int step = 0; step < run->plan->brief_count; step++)
        fresh |= run->plan->briefs[step].fresh;
    if (fresh && run->plan->kept)
        ledger_add_cited(run->cited, run->plan->kept->cited);
    for (int f = 0; zone && f < zone->fact_count; f++)
        for (int c = 0; c < zone->facts[f].citation_count; c++) {
            const char *id = zone->facts[f].citations[c].source->id;
            map_add(run->cited, str_of(id), id);
        }
    say_reports(run->to, -1, run->job->diag, run->files, &run->told);
    say_zone(run->to, &(SaidZone){.unwanted = unwanted,
                                  .sound = (zone || run->options->dump == DUMP_JSON) &&
                                           !run->broken && diag_errors(run->job->diag) == 0,
                                  .hash = hash_of(json_bytes(run->files, run->plan->path)),
                                  .cited = list_values(arena, run->cited)});
}

/* What was dumped must be out, and all of it, before the next zone's. */
static void flush_dump(const ZoneRun *run)
{
    if (run->options->dump != DUMP_NONE && (fflush(stdout) != 0 || ferror(stdout)))
        fail(run, "standard output", "cannot be written to");
}

void run_zone(const RunOptions *options, const PlanZone *zone, int first, RecordWriter *to)
{
    Job job = job_new(options);
    Arena *arena = job.arena;
    bool unwanted = false;
    Map cited;
    map_init(&cited, arena);
    ZoneRun run = {.options = options,
                   .plan = zone,
                   .to = to,
                   .job = &job,
                   .files = json_files_below(arena, options->project->files),
                   .pictures = pictures_new(arena, options->project->root, options->project->path),
                   .cited = &cited};
    const Json *root = json_read_file(run.files, &job, zone->path);
    if (root && options->dump == DUMP_JSON)
        json_dump(run.files, root, stdout);
    else if (root)
        read_zone(&run, root, zone->path);
    if (run.zone && diag_errors(job.diag) == 0 && options->dump == DUMP_BRIEF)
        zone_dump(run.zone, run.files, stdout);
    else if (run.zone && diag_errors(job.diag) == 0 && !check_wanted(&run))
        unwanted = true;
    else if (options->dump != DUMP_JSON || diag_errors(job.diag) > 0)
        run_steps(&run, first);
    flush_dump(&run);
    if (run.zone && options->check_only)
        check_tables(&run);
    conclude(&run, unwanted);
    arena_free(arena);
}
