#include "typeset.h"

#include <assert.h>

#include "base/limits.h"
#include "kind/kind.h"
#include "layout/headings.h"
#include "layout/overlay.h"
#include "layout/running.h"
#include "sheet.h"
#include "text/known.h"

/* What a pass goes by. */
typedef struct {
    const Copy *copy;
    Budget budget; /* resolved */
    int tightness;
    PageTurn turn;
    const HeadingPages *pages; /* NULL: not known yet */
    bool trial;                /* tells where things stand, and is thrown away */
} Pass;

static Setting setting_for(Job *job, const Pass *pass, Structure *structure, int index)
{
    const Copy *copy = pass->copy;
    const Theme *theme =
        budget_theme(&pass->budget, pass->tightness, copy->themes[index], job->arena);
    return (Setting){.job = job,
                     .theme = theme,
                     .locale = copy->locales[index],
                     .lang = copy->trees[index]->lang,
                     .structure = structure,
                     .parent = NODE_DOCUMENT,
                     .budget = &pass->budget,
                     .tightness = pass->tightness,
                     .trial = pass->trial,
                     .pages = pass->pages,
                     .measure = theme_measure(theme),
                     .page_depth = theme_depth(theme)};
}

/* Has page one another measure than the pages behind it, or other columns? */
static bool turns(const Theme *theme, Arena *arena)
{
    const Theme *first = theme_first(theme, arena);
    return theme_measure(first) != theme_measure(theme) || first->columns != theme->columns;
}

/* One pass: settings[0] is filled, and its structure with it; which is whole where page
 * one turns, as its nodes tell what is on it (astride.h). */
static Pages set(Job *job, const Pass *pass, Setting settings[2])
{
    const Copy *copy = pass->copy;
    assert(copy->count > 0);
    Structure *structure = ARENA_NEW(job->arena, Structure);
    structure_init(structure, job->arena, copy->trees[0]->lang);
    structure->untagged = copy->untagged && !turns(copy->themes[0], job->arena);
    Galley galley;
    galley_init(&galley, job->arena);
    for (int i = 0; i < copy->count; i++)
        settings[i] = setting_for(job, pass, structure, i);
    if (copy->count == 2)
        sheet_layout_beside(settings, copy->trees, pass->turn, &galley);
    else
        sheet_layout(&settings[0], copy->trees[0], pass->turn, &galley);
    return pages_compose(&settings[0], &galley);
}

static Job trial_new(void)
{
    Arena *arena = arena_new();
    return (Job){arena, diag_new(arena)};
}

static Pages try_out(Job *trial, Pass pass, Setting settings[2])
{
    pass.trial = true;
    return set(trial, &pass, settings);
}

/* -- what trials tell ---------------------------------------------------------------- */

/* The first page behind page one that has any type; NULL: none has. */
static const Page *second_page(const Pages *pages)
{
    for (int i = 1; i < pages->count; i++)
        if (pages->list[i].start.block && !pages->list[i].start.floats)
            return &pages->list[i];
    return NULL;
}

/* Where page one ends, if the pages behind it are of another measure. In `arena`. */
static PageTurn find_turn(Pass pass, Arena *arena)
{
    pass.turn = TURN_NONE;
    if (!turns(pass.copy->themes[0], arena))
        return pass.turn;
    Job trial = trial_new();
    Setting settings[2];
    Pages pages = set(&trial, &pass, settings); /* with glyphs, which astride.c looks at */
    const Page *second = second_page(&pages);
    if (second)
        pass.turn.first = second->start.block - 1;
    if (second && second->start.begun)
        pass.turn.astride =
            astride_find(arena, settings[0].structure->count, pages.list[0].body, second->body);
    arena_free(trial.arena);
    return pass.turn;
}

static bool fits(Pass pass, int tightness)
{
    pass.tightness = tightness;
    Job trial = trial_new();
    Setting settings[2];
    pass.turn = find_turn(pass, trial.arena);
    bool good = try_out(&trial, pass, settings).count <= pass.budget.most;
    arena_free(trial.arena);
    return good;
}

/* The least tightness at which the copy fits, which at the pass's own it does not.
 * False, with the greatest, if it does at none. Little is tried first: it mostly
 * suffices, and leaves the type's size, and with it what is known of texts. */
static bool find_tightness(const Pass *pass, int *tightness)
{
    enum { FIRST = 16 };
    int low = pass->tightness, high = low, most = budget_tightest(&pass->budget);
    for (int more = FIRST; high == low; more *= 2) {
        high = low + more < most ? low + more : most;
        if (high > low && fits(*pass, high))
            break;
        *tightness = most;
        if (high == most)
            return false;
        low = high;
    }
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (fits(*pass, middle))
            high = middle;
        else
            low = middle;
    }
    *tightness = high;
    return true;
}

/* Is a last page of which so much is used one that is better saved? */
static bool is_hardly_begun(const Budget *budget, const Setting *setting, Len used)
{
    return (int64_t)used * 100 < (int64_t)theme_depth(setting->theme) * budget->last;
}

/* The tightness at which the last of `pages`, as the pass set them, is saved if it is
 * hardly begun; that of the pass if it is not, or cannot be. */
static int save_last(const Pass *pass, const Setting *setting, const Pages *pages)
{
    Len used = pages->list[pages->count - 1].used;
    Pass fewer = *pass;
    fewer.budget.most = pages->count - 1;
    if (!is_hardly_begun(&pass->budget, setting, used) || fewer.budget.most < 1)
        return pass->tightness;
    int tightness;
    return find_tightness(&fewer, &tightness) ? tightness : pass->tightness;
}

static HeadingPages *find_pages(Pass pass, Arena *arena)
{
    Job trial = trial_new();
    Setting settings[2];
    Pages pages = try_out(&trial, pass, settings);
    HeadingPlaces places = headings_find(&settings[0], &pages);
    HeadingPage *list = ARENA_ARRAY(arena, HeadingPage, places.count);
    for (int i = 0; i < places.count; i++)
        list[i] = (HeadingPage){settings[0].structure->nodes[places.list[i].node].where,
                                places.list[i].page + 1};
    HeadingPages *found = ARENA_NEW(arena, HeadingPages);
    *found = (HeadingPages){list, places.count};
    arena_free(trial.arena);
    return found;
}

/* -- the fit ------------------------------------------------------------------------- */

static Fit measure_fit(const Pass *pass, const Setting *setting, const Pages *pages)
{
    const Page *last = &pages->list[pages->count - 1];
    const Theme *theme =
        pages->count == 1 ? theme_first(setting->theme, setting->job->arena) : setting->theme;
    Fit fit = {.budget = pass->budget,
               .tightness = pass->tightness,
               .pages = pages->count,
               .depth = theme_depth(theme),
               .left = len_max(theme_depth(theme) - last->used, 0)};
    for (int i = 0; i < pages->count; i++) {
        fit.total += pages->list[i].used;
        if (pass->budget.most > 0 && i >= pass->budget.most)
            fit.over += pages->list[i].used;
    }
    return fit;
}

/* "space to 60 %, leading to 94 %". */
static const char *words_of_steps(Arena *arena, const Budget *budget, int tightness)
{
    const char *words = "";
    for (int i = 0; i < budget->count; i++)
        words = arena_printf(arena, "%s%s%s to %d %%", words, i ? ", " : "",
                             SHRINK_WORDS[budget->steps[i].what],
                             budget_left(budget, tightness, i) / 10);
    return words;
}

/* "the list "Projects" is the first behind the last page allowed". */
static const char *words_of_first(Arena *arena, const Block *block, bool begun)
{
    const char *title = text_plain(arena, block->title);
    return arena_printf(arena, "%s%s%s%s %s", block->kind->name, *title ? " \"" : "", title,
                        *title ? "\"" : "",
                        begun ? "does not end on the last page allowed"
                              : "is the first behind the last page allowed");
}

/* "en", or of two languages side by side "en and ja". */
static const char *words_of_langs(Arena *arena, const Copy *copy)
{
    const char *left = lang_tag(copy->trees[0]->lang);
    return copy->count == 1
               ? left
               : arena_printf(arena, "%s and %s", left, lang_tag(copy->trees[1]->lang));
}

static void report_over(Job *job, const Pass *pass, const Pages *pages, const Fit *fit, Len leading)
{
    Arena *arena = job->arena;
    const PageStart *start = &pages->list[fit->budget.most].start;
    const Block *block =
        start->block ? sheet_block(pass->copy->trees, pass->copy->count, start->block) : NULL;
    diag_add(
        job->diag,
        &(Report){.code = E310,
                  .where = block ? block->where : fit->budget.where,
                  .message = arena_printf(
                      arena,
                      "%d pages in %s, where the budget is %d: %d pt too much, about %d lines, "
                      "%d %% of all",
                      fit->pages, words_of_langs(arena, pass->copy), fit->budget.most,
                      (int)(fit->over / LEN_POINT) + 1, (int)((fit->over + leading - 1) / leading),
                      (int)len_scale(fit->over, 100, fit->total)),
                  .label = block ? words_of_first(arena, block, start->begun) : NULL,
                  .help = arena_printf(
                      arena,
                      "%s%s; leave something out (limit, when), or allow more pages or lower "
                      "floors",
                      fit->budget.count ? "it was tried with " : "nothing may shrink",
                      words_of_steps(arena, &fit->budget, fit->tightness))});
}

static void report_endless(Job *job, const Page *first)
{
    diag_add(job->diag,
             &(Report){.code = E310,
                       .where = first->start.where,
                       .message = arena_printf(job->arena, "more than %d pages", LIMIT_PAGES),
                       .label = "the first page too many begins with this",
                       .help = "no brief may have more: cut it into several"});
}

static bool is_settled(const Budget *budget, const Setting *setting, const Pages *pages)
{
    Len used = pages->list[pages->count - 1].used;
    return (budget->most == 0 || pages->count <= budget->most) &&
           (pages->count == 1 || !is_hardly_begun(budget, setting, used));
}

/* save_last of a pass that is still to be done. */
static int save_last_of(const Pass *pass)
{
    Job trial = trial_new();
    Setting settings[2];
    Pages pages = try_out(&trial, *pass, settings);
    int tightness = save_last(pass, &settings[0], &pages);
    arena_free(trial.arena);
    return tightness;
}

/* How tight and in which turn the copy is set, after `pages` were found not to be
 * settled as they are. */
static void tighten(Pass *pass, const Setting *setting, const Pages *pages)
{
    Arena *arena = setting->job->arena;
    int most = pass->budget.most;
    if (most > 0 && pages->count > most) {
        bool found = find_tightness(pass, &pass->tightness);
        pass->turn = find_turn(*pass, arena);
        if (found && pass->budget.last > 0)
            pass->tightness = save_last_of(pass);
    } else {
        pass->tightness = save_last(pass, setting, pages);
    }
    pass->turn = find_turn(*pass, arena);
}

/* Most copies fit as they are: that pass is not done again, only what it
 * reported is told. */
Typeset typeset_copy(Job *job, const Copy *copy)
{
    for (int i = 0; i < copy->count; i++)
        known_begin(locale_known(copy->locales[i]));
    Pass pass = {.copy = copy, .budget = budget_resolve(&copy->budget, copy->themes[0])};
    Setting settings[2];
    Job loose = {job->arena, diag_new(job->arena)};
    pass.turn = find_turn(pass, job->arena);
    Pages pages = set(&loose, &pass, settings);
    bool settled = is_settled(&pass.budget, &settings[0], &pages);
    if (!settled)
        tighten(&pass, &settings[0], &pages);
    if (copy->trees[0]->lists_headings)
        pass.pages = find_pages(pass, job->arena);
    if (!settled || pass.pages)
        pages = set(job, &pass, settings);
    else
        for (int i = 0; i < diag_count(loose.diag); i++)
            diag_add(job->diag, diag_at(loose.diag, i));
    for (int i = 0; i < copy->count; i++) {
        settings[i].job = job;
        settings[i].budget = NULL; /* its theme has it */
        settings[i].tightness = 0;
    }
    running_add(&settings[0], copy->trees[0], &pages);
    Fit fit = measure_fit(&pass, &settings[0], &pages);
    if (pages.count > LIMIT_PAGES)
        report_endless(job, &pages.list[LIMIT_PAGES]);
    else if (fit.over > 0)
        report_over(job, &pass, &pages, &fit, settings[0].theme->styles[STYLE_BODY].leading);
    settings[0].structure->untagged = copy->untagged;
    return (Typeset){settings[0], settings[0].structure, pages, fit};
}

void typeset_overlay(Job *job, Typeset *typeset, DumpPointer pointer, const void *files)
{
    Structure unused;
    structure_init(&unused, job->arena, typeset->setting.lang);
    Setting setting = typeset->setting;
    setting.structure = &unused;
    for (int i = 0; i < typeset->pages.count; i++) {
        Page *page = &typeset->pages.list[i];
        page->frame = overlay_page(&setting, page->frame, pointer, files);
    }
}
