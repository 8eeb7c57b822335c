/* budget.h - reads a budget of pages: "pages" of an edition or a layout. */
#ifndef BRIEF_BUDGET_H
#define BRIEF_BUDGET_H

#include "layout/budget.h"
#include "json/json.h"

/* What "pages" may hold where it is not a number. */
extern const JsonShape BUDGET_SHAPE;

/* The field "pages" of an edition or a layout. */
#define BUDGET_FIELD                                                                               \
    {                                                                                              \
        "pages", JSON_IS(JSON_NUMBER) | JSON_IS(JSON_OBJECT), false, NULL,                         \
            "a brief has no more pages than this; space, leading, size and margins shrink for it " \
            "in that order, unless \"shrink\" says otherwise",                                     \
            .shape = &BUDGET_SHAPE, .whole = true, .least = 1, .most = 10000                       \
    }

/* The budget that `value` is; none for NULL. Faults go to job->diag. */
Budget budget_read(const JsonFiles *files, Job *job, const Json *value);

#endif
