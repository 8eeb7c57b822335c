/* tree.h - trees of documents, and arrays that are kept as text; not for other folders. */
#ifndef JSON_TREE_H
#define JSON_TREE_H

#include "json/document.h"

/* The tree of a document without fault, which lives as long as `files`. */
const Json *tree_build(const JsonFiles *files, const JsonDocument *document);

/* Is it an array without nodes for its elements? */
bool tree_is_folded(const Json *value);

int tree_folded_count(const Json *array);

/* The same array as a node of its own that has them; made once. */
const Json *tree_unfold(const Json *array);

/* An element, read anew, in `arena`. */
const Json *tree_element(Arena *arena, const Json *array, int index);

#endif
