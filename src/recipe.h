/* recipe.h - how a product was made: a file attached to it, for verify.
 *
 * Facts and sources are attached whole. Of all else that a page depends on
 * (layout, theme, terms, faces ...) the recipe has the names and hashes: the
 * files themselves, faces above all, would weigh more than the product. Names
 * are without folders, so that the bytes are the same wherever the files lie.
 */
#ifndef RECIPE_H
#define RECIPE_H

#include "batch/manifest.h"
#include "run.h"

#define RECIPE_NAME     "recipe.json"
#define RECIPE_RELATION "Unspecified" /* ISO 19005-3 6.8: neither data nor a source */

typedef struct {
    const char *edition;
    const char *langs[2]; /* tags; the second is NULL but in a bilingual brief */
    unsigned standard;
    const char *date; /* as RunOptions.date, or NULL */
    const char *zone; /* name of its file */
    Inputs inputs;    /* but for the zone and the sources */
} Recipe;

/* The recipe of a brief, as JSON. */
Str recipe_write(Arena *arena, const RunOptions *options, const PlanBrief *brief,
                 const ManifestEntry *made);

/* Reads one back. Faults of a text that is none are reported; then false. */
bool recipe_read(Job *job, Str text, Recipe *recipe);

#endif
