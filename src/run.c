#include "run.h"
#include "base/path.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "brief/expand.h"
#include "layout/dump.h"
#include "layout/page.h"
#include "layout/readable.h"
#include "output.h"
#include "pdf/pdf.h"
#include "sheet.h"
#include "size.h"
#include "zones.h"

typedef struct {
    const RunOptions *options;
    Job *job;
    JsonFiles *files;
    const Zone *zone;
    const Edition *edition;
    const Zone **compared; /* of a programme's brief: all zones */
    int compared_count;
    const Changes *changes; /* since options->since; NULL: not asked for */
    const char *before;     /* the older file; NULL: none */
    Pictures *pictures;     /* that the zone's blocks show */
    Str packed;             /* the zone file, for its products */
} ZoneRun;

/* -- one brief --------------------------------------------------------------------- */

static void hash_file(const ZoneRun *run, XXH3_state_t *state, const char *path)
{
    Str bytes = json_bytes(run->files, path);
    XXH3_128bits_update(state, bytes.data, bytes.length);
}

static void hash_files(const ZoneRun *run, XXH3_state_t *state, const Paths *paths)
{
    for (int i = 0; i < paths->count; i++)
        hash_file(run, state, paths->list[i]);
}

static void hash_pictures(XXH3_state_t *state, const Block *blocks, int count)
{
    for (int i = 0; i < count; i++) {
        const Picture *picture = blocks[i].picture;
        if (picture)
            XXH3_128bits_update(state, picture->hash, sizeof picture->hash);
        hash_pictures(state, blocks[i].children, blocks[i].child_count);
    }
}

/* Of every byte that goes into the brief: the product's /ID. Faces stand there
 * by their own checksums: they may come from any folder of --font-path. */
static void hash_inputs(const ZoneRun *run, LangPair pair, const BlockTree *tree, uint64_t hash[2])
{
    XXH3_state_t state;
    XXH3_128bits_reset(&state);
    hash_file(run, &state, run->options->project->path);
    hash_files(run, &state, &run->options->project->shared);
    hash_file(run, &state, run->edition->layout_path);
    hash_files(run, &state, &run->edition->look->files);
    for (int i = 0; i < LANG_COUNT; i++) {
        const Hyphens *hyphens = run->options->project->hyphens[i];
        uint64_t dictionary = hyphens ? hyphens_hash(hyphens) : 0;
        XXH3_128bits_update(&state, &dictionary, sizeof dictionary);
    }
    const Faces *faces = &run->edition->look->faces;
    for (int i = 0; i < faces->count; i++)
        XXH3_128bits_update(&state, &faces->list[i].checksum, sizeof faces->list[i].checksum);
    hash_file(run, &state, run->zone->path);
    for (int i = 0; i < run->compared_count; i++)
        hash_file(run, &state, run->compared[i]->path);
    if (run->before)
        hash_file(run, &state, run->before);
    hash_pictures(&state, tree->blocks, tree->block_count);
    const Picture *logo = run->edition->look->themes[pair.left]->logo;
    if (logo)
        XXH3_128bits_update(&state, logo->hash, sizeof logo->hash);
    const char *lang = edition_lang(run->job->arena, pair);
    XXH3_128bits_update(&state, lang, strlen(lang));
    XXH3_128bits_update(&state, ZONEBRIEF_VERSION, sizeof ZONEBRIEF_VERSION);
    XXH128_hash_t digest = XXH3_128bits_digest(&state);
    hash[0] = digest.high64;
    hash[1] = digest.low64;
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
                    .locale = project->locales[lang],
                    .theme_root = look->root,
                    .faces = &look->faces,
                    .theme = look->themes[lang]};
}

/* The brief's facts and their sources, as they are on disk. */
static void attach_inputs(const ZoneRun *run, Document *document)
{
    const Project *project = run->options->project;
    Arena *arena = run->job->arena;
    Attachment *files = ARENA_ARRAY(arena, Attachment, 2);
    const char *zone = path_name(run->zone->path), *sources = path_name(project->sources_path);
    files[0] = (Attachment){.name = zone,
                            .about = "The facts of this brief (zonebrief zone file)",
                            .relation = "Data",
                            .size = json_bytes(run->files, run->zone->path).length,
                            .packed = run->packed};
    files[1] = (Attachment){.name = sources,
                            .about = "The sources that the facts name (zonebrief sources file)",
                            .relation = "Source",
                            .size = json_bytes(run->files, project->sources_path).length,
                            .packed = run->options->sources_packed};
    if (strcmp(zone, sources) == 0)
        files[0].name = arena_printf(arena, "zone-%s", zone);
    for (int i = 0; i < 2; i++) {
        files[i].mime = "application/json";
        files[i].date = document->date;
    }
    if (strcmp(files[0].name, files[1].name) > 0) {
        Attachment first = files[0];
        files[0] = files[1];
        files[1] = first;
    }
    document->attachments = files;
    document->attachment_count = 2;
}

/* Expands the layout in the languages of the pair. The right one numbers the
 * sources as the left one does; if it cites one more, the left is expanded
 * again with all of them, for its list. */
static void expand(const ZoneRun *run, LangPair pair, BlockTree trees[2])
{
    Writer left = writer_for(run, pair.left);
    trees[0] = brief_expand(&left, run->edition->layout);
    if (pair.right == LANG_NONE)
        return;
    Writer right = writer_for(run, pair.right);
    right.right = true;
    right.cited = left.cited;
    right.cited_count = left.cited_count;
    trees[1] = brief_expand(&right, run->edition->layout);
    if (right.cited_count == left.cited_count)
        return;
    Writer again = writer_for(run, pair.left);
    again.cited = right.cited;
    again.cited_count = right.cited_count;
    trees[0] = brief_expand(&again, run->edition->layout);
}

static Setting setting_for(const ZoneRun *run, Structure *structure, Lang lang)
{
    const Theme *theme = run->edition->look->themes[lang];
    return (Setting){.job = run->job,
                     .theme = theme,
                     .locale = run->options->project->locales[lang],
                     .lang = lang,
                     .structure = structure,
                     .parent = NODE_DOCUMENT,
                     .measure = theme_measure(theme),
                     .page_depth = theme_depth(theme)};
}

static void layout(const ZoneRun *run, LangPair pair, BlockTree trees[2], Document *document)
{
    Arena *arena = run->job->arena;
    const BlockTree *tree = &trees[0];
    Structure *structure = ARENA_NEW(arena, Structure);
    structure_init(structure, arena, tree->lang);
    Setting setting = setting_for(run, structure, tree->lang);
    Galley galley;
    galley_init(&galley, arena);
    const char *title = tree->title;
    if (pair.right == LANG_NONE)
        sheet_layout(&setting, tree, &galley);
    else {
        Setting settings[2] = {setting, setting_for(run, structure, pair.right)};
        sheet_layout_beside(settings, (BlockTree *const[2]){&trees[0], &trees[1]}, &galley);
        title = arena_printf(arena, "%s / %s", title, trees[1].title);
    }
    Pages pages = pages_compose(&setting, &galley, tree);
    *document = (Document){.lang = tree->lang,
                           .title = title,
                           .author = tree->author,
                           .subject = tree->subject,
                           .creator = "zonebrief " ZONEBRIEF_VERSION,
                           .date = run->options->date ? run->options->date : tree->date,
                           .standard = run->options->standard,
                           .structure = structure,
                           .pages = pages.list,
                           .page_count = pages.count};
    document->prints = pictures_print(arena, document, setting.theme->resolution);
    if (document->standard)
        attach_inputs(run, document);
    hash_inputs(run, pair, tree, document->hash);
}

static const char *pointer_of(const void *files, Where where, Arena *scratch)
{
    return json_pointer(files, where, scratch);
}

static void report_size(const ZoneRun *run, const char *name, Str pdf)
{
    Arena *arena = run->job->arena;
    Buf out;
    buf_init(&out, arena);
    size_report(&out, arena_printf(arena, "%s/%s", run->options->out_folder, name), pdf,
                run->options->json);
    fwrite(out.data, 1, out.length, stdout);
}

static bool write_product(const ZoneRun *run, const Document *document, const char *name,
                          RunResult *result)
{
    const char *why = NULL;
    PdfBytes pdf;
    bool good =
        pdf_write(run->job, document, &pdf, &why) &&
        output_write(run->job->arena, run->options->out_folder, name, pdf.data, pdf.length, &why);
    if (!good) {
        fprintf(stderr, "zonebrief: %s: %s\n", name, why);
        result->environment = true;
    } else if (!run->options->quiet)
        fprintf(stderr, "%s/%s: %d pages, %zu bytes\n", run->options->out_folder, name,
                document->page_count, pdf.length);
    if (good && run->options->report_size)
        report_size(run, name, (Str){(const char *)pdf.data, pdf.length});
    return good;
}

/* Two editions must not write one file: the later would take the other's
 * place. False after a report. */
static bool claim_product(const ZoneRun *run, const char *name, RunResult *result)
{
    Arena *arena = result->products.arena;
    const Edition *edition = run->edition;
    if (map_add(&result->products, str_of(arena_copy(arena, name, strlen(name))), edition))
        return true;
    const Edition *first = map_lookup(&result->products, str_of(name));
    const Json *pattern = json_member(edition->json, "product");
    diag_add(run->job->diag,
             &(Report){.code = E120,
                       .where = json_where(pattern ? pattern : edition->json),
                       .message = arena_printf(run->job->arena, "edition \"%s\" writes %s too",
                                               first->name, name),
                       .help = "give one of them a \"product\" such as "
                               "\"{edition}.{zone}.{lang}.pdf\""});
    return false;
}

/* False if the brief has errors. */
static bool run_brief(const ZoneRun *run, LangPair pair, RunResult *result)
{
    int before = diag_errors(run->job->diag);
    const char *name = edition_product(run->job->arena, run->edition, run->zone->id, pair);
    if (!claim_product(run, name, result))
        return false;
    BlockTree trees[2];
    expand(run, pair, trees);
    for (int i = 0; run->options->dump == DUMP_BLOCKS && i < (pair.right == LANG_NONE ? 1 : 2); i++)
        blocks_dump(&trees[i], stdout);
    if (run->options->dump == DUMP_BLOCKS || diag_errors(run->job->diag) > before)
        return diag_errors(run->job->diag) == before;
    Document document;
    layout(run, pair, trees, &document);
    if (run->options->standard)
        readable_check(run->job, &document);
    if (run->options->dump == DUMP_FRAMES)
        frames_dump(&document, pointer_of, run->files, stdout);
    if (diag_errors(run->job->diag) > before)
        return false;
    if (run->options->dump != DUMP_NONE || run->options->check_only)
        return true;
    return write_product(run, &document, name, result);
}

/* -- one zone ---------------------------------------------------------------------- */

static bool is_asked_for(const RunOptions *options, Lang lang)
{
    for (int i = 0; i < options->langs.count; i++)
        if (options->langs.list[i] == lang)
            return true;
    return lang == LANG_NONE;
}

/* Builds what an edition makes of the zone; with NULL for the run it is only
 * counted. Returns the number of briefs. */
static int run_edition(const ZoneRun *run, const RunOptions *options, const Edition *edition,
                       RunResult *result)
{
    int count = 0;
    for (int i = 0; i < edition->pair_count; i++) {
        LangPair pair = edition->pairs[i];
        if (!is_asked_for(options, pair.left) || !is_asked_for(options, pair.right))
            continue;
        count++;
        if (!run)
            continue;
        /* What one brief allocates is freed before the next begins. */
        Job brief = {arena_new(), run->job->diag};
        ZoneRun inner = *run;
        inner.job = &brief;
        inner.edition = edition;
        bool good = run_brief(&inner, pair, result);
        arena_free(brief.arena);
        result->built += good;
        result->failed += !good;
    }
    return count;
}

/* Takes the zone of that file and id through all editions that it is for; with
 * NULL for the run they are only counted. */
static int run_editions(const ZoneRun *run, const RunOptions *options, const char *path,
                        const char *id, RunResult *result)
{
    const Editions *editions = &options->project->editions;
    int count = 0;
    for (int i = 0; i < editions->count; i++) {
        const Edition *edition = &editions->list[i];
        if (edition->picked && edition_takes(editions, edition, path, id))
            count += run_edition(run, options, edition, result);
    }
    return count;
}

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

static bool is_for(const RunOptions *options, const char *path, const char *id)
{
    const Editions *editions = &options->project->editions;
    bool found = false;
    for (int i = 0; i < editions->count; i++)
        found |= editions->list[i].picked && edition_takes(editions, &editions->list[i], path, id);
    return found;
}

/* Two files of one zone would write the same products. */
static void check_first(const ZoneRun *run, RunResult *result)
{
    Arena *arena = result->zones.arena;
    const char *id = arena_copy(arena, run->zone->id, strlen(run->zone->id));
    const char *path = arena_copy(arena, run->zone->path, strlen(run->zone->path));
    if (*id == '\0' || map_add(&result->zones, str_of(id), path))
        return;
    const char *first = map_lookup(&result->zones, str_of(id));
    diag_add(
        run->job->diag,
        &(Report){.code = E108,
                  .where = json_where(json_member(run->zone->root, "zone")),
                  .message = arena_printf(run->job->arena, "zone \"%s\" is also in %s", id, first),
                  .help = "give each zone file an id of its own: products are named by it"});
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
    if (!zones_find(arena, project, NULL, 0, &zones, &why))
        return;
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
    if (!zones_find(arena, run->options->project, &operand, 1, &files, &why))
        return;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < files.count && !before; i++)
            if ((strcmp(path_name(files.list[i]), path_name(run->zone->path)) == 0) == (pass == 0))
                before = read_older(run, files.list[i]);
    if (!before) /* a new zone: nothing to compare with */
        return;
    Changes *changes = ARENA_NEW(arena, Changes);
    *changes = changes_find(arena, run->files, before, run->zone);
    run->changes = changes;
    run->before = before->path;
}

static void note_cited(const Zone *zone, RunResult *result)
{
    for (int f = 0; f < zone->fact_count; f++)
        for (int c = 0; c < zone->facts[f].citation_count; c++) {
            const Source *source = zone->facts[f].citations[c].source;
            map_add(&result->cited, str_of(source->id), source);
        }
}

/* The zone's id; if its file could not be read, what it is by the file's name. */
static const char *likely_id(const ZoneRun *run, const char *path)
{
    const char *name = path_name(path), *dot = strrchr(name, '.');
    if (run->zone)
        return run->zone->id;
    return dot ? arena_copy(run->job->arena, name, (size_t)(dot - name)) : name;
}

/* A zone that was named and that no edition is for. */
static void report_unwanted(const ZoneRun *run, RunResult *result)
{
    Arena *arena = run->job->arena;
    diag_add(run->job->diag,
             &(Report){.code = E122,
                       .where = json_where(json_member(run->zone->root, "zone")),
                       .message = arena_printf(arena,
                                               "no edition that is to be built is for zone "
                                               "\"%s\"",
                                               run->zone->id),
                       .help = "see /editions of the project file, and --edition"});
    result->failed++;
}

static void read_zone(ZoneRun *run, const Json *root, const char *path, RunResult *result)
{
    const Project *project = run->options->project;
    run->zone = zone_read(run->job, run->files, project->terms, project->sources, root, path,
                          &project->langs);
    check_first(run, result);
    note_cited(run->zone, result);
    if (is_programme(run->options, path))
        read_compared(run);
    if (run->options->since)
        read_changes(run);
    if (run->options->standard && run->options->dump == DUMP_NONE && !run->options->check_only)
        run->packed = pdf_pack(run->job->arena, json_bytes(run->files, run->zone->path));
}

void run_zone(const RunOptions *options, const char *path, RunResult *result)
{
    if (options->whole && !is_for(options, path, NULL))
        return;
    Arena *arena = arena_new();
    Job job = {arena, diag_new(arena)};
    if (options->werror)
        diag_strict(job.diag);
    ZoneRun run = {.options = options,
                   .job = &job,
                   .files = json_files_below(arena, options->project->files),
                   .pictures = pictures_new(arena, options->project->folder)};
    const Json *root = json_read_file(run.files, &job, path);
    if (root && options->dump == DUMP_JSON)
        json_dump(run.files, root, stdout);
    else if (root)
        read_zone(&run, root, path, result);
    if (diag_errors(job.diag) > 0)
        result->failed += run_editions(NULL, options, path, likely_id(&run, path), NULL);
    else if (run.zone && options->dump == DUMP_BRIEF)
        zone_dump(run.zone, run.files, stdout);
    else if (run.zone && !options->whole && !is_for(options, path, run.zone->id))
        report_unwanted(&run, result);
    else if (run.zone)
        run_editions(&run, options, path, run.zone->id, result);
    diag_print(job.diag, stderr, json_locate, run.files);
    arena_free(arena);
}
