/* fresh.h - which products are as they should be, and need not be made.
 *
 * A product is fresh if the manifest knows it, all that it was made from is
 * the same by content (inputs.h), and so is the file itself. The clock says
 * nothing about inputs: their bytes are read, and hashed, each time. Of the
 * product only its size is looked at if its last change (ctime, which nobody
 * can set) was before that of the manifest, which a run writes last: then it
 * is what that run has left. Otherwise it is hashed, too.
 *
 * fresh_all answers the commonest question, "is there anything to do?",
 * without reading terms, layouts, faces or a single zone: the command line and
 * the project file are those after which all was well, and every file that
 * anything was made from has the same bytes.
 */
#ifndef FRESH_H
#define FRESH_H

#include "plan.h"
#include "run.h"

/* A manifest and where it comes from. */
typedef struct {
    const char *folder; /* of products */
    Manifest manifest;
    bool found;
    int directory;   /* descriptor of the folder, or -1 */
    int64_t seconds; /* of its last change */
    long nanoseconds;
} Ledger;

/* Reads the manifest called `name`, if there is one. */
void ledger_read(Arena *arena, const char *folder, const char *name, Ledger *ledger);

/* A run that would make products. */
typedef struct {
    const char *path;        /* of the project file */
    const char *folder;      /* of products */
    const char *name;        /* of the manifest there */
    Hash hash;               /* of the command line and the project file */
    const FileHashes *known; /* as in file_hashes_init */
} FreshAsked;

/* Warnings of a product, and the number of its zone. */
typedef struct {
    int zone;
    Str warnings; /* JSON array */
} FreshWarnings;

/* What there is to say of products that all are fresh. */
typedef struct {
    Manifest manifest; /* but for its products */
    int products;      /* that there are */
    FreshWarnings *list;
    int count, room;
} FreshAll;

/* Nothing is to be done. Else *all is worth nothing. */
bool fresh_all(Arena *arena, const FreshAsked *asked, FreshAll *all);

/* Settles for each brief of the plan what it shares, whether it is fresh and,
 * if not, why. False, with one line in *why, if an input cannot be read. */
bool fresh_find(Job *job, const RunOptions *options, const Ledger *ledger, Plan *plan,
                const char **why);

#endif
