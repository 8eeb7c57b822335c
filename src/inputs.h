/* inputs.h - what briefs are made from, by content.
 *
 * A brief uses all of its edition's layout and theme, the terms, sources,
 * units, dictionaries and faces of the project, and all of its own zone file:
 * that file is attached to the product as it stands. Of the project file it
 * uses what its edition says. Of the zones that an overview compares it uses
 * less: the texts about the zone itself, the facts of the measures that the
 * layout's columns name, and the facts that those facts name. Another fact of
 * such a zone may change without the overview being any different.
 *
 * The hash of all this is also the /ID of the product.
 */
#ifndef INPUTS_H
#define INPUTS_H

#include "base/filehash.h"
#include "batch/manifest.h"
#include "run.h"

/* What the briefs of the edition have in common in that language. NULL, with
 * one line in *why, if a file of it cannot be read (any more): without its
 * hash the /ID would be another. */
const InputSet *inputs_shared(Arena *arena, const RunOptions *options, const Edition *edition,
                              LangPair pair, FileHashes *hashes, const char **why);

/* The hash of what a brief by `layout` uses of a zone that it compares, whose
 * file has that root. */
Hash inputs_compared(const JsonFiles *files, const Json *root, const Json *layout);

/* This program, and the libraries that decide what a page looks like. */
const char *inputs_program(Arena *arena);

#endif
