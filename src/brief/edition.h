/* edition.h - one of the sets of briefs that a project makes.
 *
 * An edition says which zones, by which layout, in which looks and languages,
 * and what its products are called. It is of all zones of the project's
 * folder, of some by their ids, or of one fact file outside it that speaks of
 * the whole programme and may compare the zones.
 */
#ifndef BRIEF_EDITION_H
#define BRIEF_EDITION_H

#include "brief/look.h"
#include "brief/place.h"

/* The languages of a product. */
typedef struct {
    Lang left;
    Lang right; /* set beside it; LANG_NONE: there is but one */
} LangPair;

typedef struct {
    const char *name;
    const Json *json;
    const Json *zones;     /* array of ids; NULL: all, or the programme */
    const char *programme; /* fact file; NULL: none */
    const char *layout_path, *theme_path;
    const Json *layout;
    const Look *look;
    LangPair pairs[LANG_COUNT * LANG_COUNT];
    int pair_count;
    Str product; /* "{zone}.{lang}.pdf" */
    bool picked; /* to be built: else it has neither layout nor look */
} Edition;

typedef struct {
    Edition *list;
    int count;
} Editions;

/* What an edition may hold. */
extern const JsonShape EDITION_SHAPE;

/* Reads what `json` says, without layout and look: those are files. `place` is
 * the project's, `langs` its languages. False after a report. */
bool edition_read(Job *job, const Json *json, const ProjectPlace *place, const Langs *langs,
                  Edition *edition);

/* Is the zone of that file and id one of its? With NULL for the id: might it
 * be? */
bool edition_takes(const Editions *editions, const Edition *edition, const char *path,
                   const char *id);

/* "zh-Hans", or "zh-Hans-en". */
const char *edition_lang(Arena *arena, LangPair pair);

/* The name of the file for a zone. */
const char *edition_product(Arena *arena, const Edition *edition, const char *zone, LangPair pair);

#endif
