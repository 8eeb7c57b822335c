/* plan.h - the briefs of a run, before any is made.
 *
 * A task is a zone file, and its steps are the briefs that editions make of
 * it. All is known from the project and one key of each file, "zone", so the
 * parent of a hundred workers reads no zone, and what concerns several zones
 * (ids and products given twice) is decided in one place and order, whoever
 * builds them.
 */
#ifndef PLAN_H
#define PLAN_H

#include "base/filehash.h"
#include "batch/manifest.h"
#include "batch/shard.h"
#include "zones.h"

/* A product to be made. */
typedef struct {
    const char *name; /* of the file in the folder of products */
    const Edition *edition;
    LangPair pair;
    const InputSet *set;        /* what it has in common with others (inputs.h) */
    const ManifestEntry *entry; /* what is known of the product; NULL: nothing */
    const char *why;            /* it is not fresh; NULL: it is */
    bool fresh;                 /* need not be made */
    const Edition *taken;       /* an edition that writes this product before; NULL: none */
    bool faulty;                /* its layout has faults that are told: it is not to be written */
} PlanBrief;

/* A zone file and its briefs, which follow one another. */
typedef struct {
    const char *path;
    const char *name;         /* the same, relative to the project's folder */
    Hash hash;                /* of the file's bytes; zero if it cannot be read */
    const char *id;           /* that its file says, or else its name without ".json" */
    bool known;               /* its file says so */
    const char *twin;         /* an earlier file of the same id; NULL: none */
    const ManifestZone *kept; /* what is known of the file as it is; NULL: it must be read */
    const Edition *bare;      /* no file: an edition that has no zone, to be checked alone */
    PlanBrief *briefs;
    int brief_count;
} PlanZone;

typedef struct {
    PlanZone *zones;
    int zone_count, brief_count;
    Shard shard; /* the part of it that is to be built */
    FileHashes hashes;
    Map ids;      /* id -> path of the first file */
    Map products; /* name -> the first Edition that writes it */
} Plan;

/* What is asked of a project. */
typedef struct {
    const Project *project;
    const bool *faulty; /* of each edition: its layout has faults */
    Langs langs;        /* to build; a pair if both are among them */
    bool whole;         /* no zones are named: all that the editions are for */
    bool debug;         /* products are NAME.debug.pdf */
    Shard shard;
} PlanAsked;

/* Plans what the editions that are picked make of the files. Reads them, for
 * their "zone" alone. */
void plan_make(Arena *arena, const PlanAsked *asked, const ZoneFiles *files, Plan *plan);

/* Does the edition make a brief? */
bool plan_has(const Plan *plan, const Edition *edition);

/* Adds briefs of the edition without a zone, which are not to be written: what is wrong
 * with its layout shows in them. It has none in the plan. */
void plan_add_bare(Arena *arena, const PlanAsked *asked, const Edition *edition, Plan *plan);

/* The names of the part's products, and of its manifest. */
const Map *plan_own(Arena *arena, const Plan *plan);

/* Is a fact file of that path and id (NULL: not known) for an edition that is
 * picked? */
bool plan_takes(const Project *project, const char *path, const char *id);

#endif
