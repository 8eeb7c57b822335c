#include "brief/budget.h"

#include "base/decimal.h"
#include "base/limits.h"

static const JsonField STEP_FIELDS[] = {
    {"what", JSON_IS(JSON_STRING), true, SHRINK_WORDS,
     "space (around blocks and rows), leading, size (of running type) or margins"},
    {"percent", JSON_IS(JSON_NUMBER), false, NULL,
     "of what the theme says are left at least (space 60, leading 94, size 92, margins 80)",
     .whole = true, .least = 10, .most = 100},
    {"points", JSON_IS(JSON_NUMBER), false, NULL, "or no value becomes less than this", .least = 0,
     .most = 1000},
    {NULL, 0, false, NULL, NULL},
};

static const JsonField STEP = {NULL,
                               JSON_IS(JSON_OBJECT),
                               false,
                               NULL,
                               NULL,
                               .shape = &(const JsonShape){"pages.shrink",
                                                           "a step of what shrinks, and its floor",
                                                           .fields = STEP_FIELDS}};

static const JsonField BUDGET_FIELDS[] = {
    {"most", JSON_IS(JSON_NUMBER), false, NULL, "pages; without it, as many as there are",
     .whole = true, .least = 1, .most = LIMIT_PAGES},
    {"last", JSON_IS(JSON_NUMBER), false, NULL,
     "a last page less full than so many percent is saved if what shrinks allows it (0)",
     .whole = true, .least = 0, .most = 90},
    {"shrink", JSON_IS(JSON_ARRAY), false, NULL,
     "what shrinks, in this order, each to its floor before the next; [] for nothing",
     .each = &STEP},
    {NULL, 0, false, NULL, NULL},
};

const JsonShape BUDGET_SHAPE = {"pages", "a budget of pages", .fields = BUDGET_FIELDS};

/* A step's floor in points. */
static void read_points(const JsonFiles *files, Job *job, const Json *value, ShrinkStep *step)
{
    Decimal points;
    if (!decimal_parse(json_number(files, job, value, "points"), &points) ||
        !decimal_thousandths(&points, &step->points) || step->points < 1 ||
        step->points > LEN_PT(1000))
        diag_add(job->diag, &(Report){.code = E015,
                                      .where = json_where(value),
                                      .message = "points must be more than 0, and at most 1000"});
}

static void read_step(const JsonFiles *files, Job *job, const Json *json, Budget *budget)
{
    if (!json_check(job, json, "step", STEP_FIELDS))
        return;
    const Json *word = json_member(json, "what");
    ShrinkWhat what = (ShrinkWhat)str_among(json_string(job, word, "what"), SHRINK_WORDS);
    for (int i = 0; i < budget->count; i++)
        if (budget->steps[i].what == what) {
            diag_add(job->diag, &(Report){.code = E108,
                                          .where = json_where(word),
                                          .message = "this shrinks in an earlier step",
                                          .help = "name each of space, leading, size and margins "
                                                  "once at most"});
            return;
        }
    ShrinkStep step = budget_of(1, WHERE_NONE).steps[what];
    const Json *points = json_member(json, "points");
    step.floor = 10 * json_whole_member(files, job, json, STEP_FIELDS, "percent", step.floor / 10);
    if (points)
        read_points(files, job, points, &step);
    budget->steps[budget->count++] = step;
}

Budget budget_read(const JsonFiles *files, Job *job, const Json *value)
{
    if (!value)
        return (Budget){.most = 0};
    Where where = json_where(value);
    if (json_type(value) == JSON_NUMBER)
        return budget_of(json_whole(files, job, value, "pages", 1, LIMIT_PAGES), where);
    if (!json_check(job, value, "pages", BUDGET_FIELDS))
        return (Budget){.most = 0};
    Budget budget =
        budget_of(json_whole_member(files, job, value, BUDGET_FIELDS, "most", 0), where);
    budget.last = json_whole_member(files, job, value, BUDGET_FIELDS, "last", 0);
    const Json *shrink = json_member(value, "shrink");
    if (!shrink)
        return budget;
    budget.count = 0;
    for (const Json *one = json_first(shrink); one; one = json_next(one))
        read_step(files, job, one, &budget);
    return budget;
}
