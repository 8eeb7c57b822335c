#include "typeset.h"

#include "layout/overlay.h"
#include "layout/running.h"
#include "sheet.h"

static Setting setting_for(Job *job, const Copy *copy, Structure *structure, int index)
{
    const Theme *theme = copy->themes[index];
    return (Setting){.job = job,
                     .theme = theme,
                     .locale = copy->locales[index],
                     .lang = copy->trees[index]->lang,
                     .structure = structure,
                     .parent = NODE_DOCUMENT,
                     .measure = theme_measure(theme),
                     .page_depth = theme_depth(theme)};
}

/* Sets all of it with page one ending at `turn`. */
static Typeset set(Job *job, const Copy *copy, PageTurn turn)
{
    Structure *structure = ARENA_NEW(job->arena, Structure);
    structure_init(structure, job->arena, copy->trees[0]->lang);
    Setting settings[2] = {setting_for(job, copy, structure, 0)};
    Galley galley;
    galley_init(&galley, job->arena);
    if (copy->count == 2) {
        settings[1] = setting_for(job, copy, structure, 1);
        sheet_layout_beside(settings, copy->trees, turn, &galley);
    } else
        sheet_layout(&settings[0], copy->trees[0], turn, &galley);
    Pages pages = pages_compose(&settings[0], &galley);
    running_add(&settings[0], copy->trees[0], &pages);
    return (Typeset){structure, pages};
}

/* Where the first page ends, if the pages behind it are of another width. */
static PageTurn find_turn(const Copy *copy)
{
    Job trial = {arena_new(), NULL};
    trial.diag = diag_new(trial.arena);
    const Theme *theme = copy->themes[0], *first = theme_first(theme, trial.arena);
    PageTurn turn = TURN_NONE;
    if (theme_measure(first) != theme_measure(theme) || first->columns != theme->columns) {
        Pages pages = set(&trial, copy, turn).pages;
        const PageStart *second = pages.count > 1 ? &pages.list[1].start : NULL;
        if (second && second->block)
            turn = (PageTurn){second->block - 1, second->begun};
    }
    arena_free(trial.arena);
    return turn;
}

Typeset typeset_copy(Job *job, const Copy *copy)
{
    return set(job, copy, find_turn(copy));
}

void typeset_overlay(Job *job, const Copy *copy, Typeset *typeset, DumpPointer pointer,
                     const void *files)
{
    Structure unused;
    structure_init(&unused, job->arena, copy->trees[0]->lang);
    Setting setting = setting_for(job, copy, &unused, 0);
    for (int i = 0; i < typeset->pages.count; i++) {
        Page *page = &typeset->pages.list[i];
        page->frame = overlay_page(&setting, page->frame, pointer, files);
    }
}
