/* bind.h - where a layout's words come from.
 *
 * A binding is a text value (terms.h) or
 *
 *     {"pointer": "/summary"}      a text of the zone file
 *     {"pointer": "/asOf", "format": "date"}
 *                                  a value of it in a format (markup.h)
 *     {"fact": "area", "field": "value"}
 *                                  one side of a fact, with its source marks
 *     {"label": "page.of", "with": ["{page}", "{pages}"]}
 *                                  a label whose {} are filled, in order, by
 *                                  strings or bindings
 */
#ifndef BRIEF_BIND_H
#define BRIEF_BIND_H

#include "brief/write.h"

/* What a binding may be. */
extern const JsonShape BINDING_SHAPE;

/* The words of a binding; empty for NULL. */
Text bind_text(Writer *writer, const Json *binding);

/* The same as one plain string, for document properties. */
const char *bind_plain(Writer *writer, const Json *binding);

/* Entries: the text at `pointer` in each language but the brief's own. */
void bind_names(Writer *writer, const Json *pointer, Block *block);

/* Entries: the sources cited so far, by number. */
void bind_sources(Writer *writer, Block *block);

/* Entries: what was added, changed or removed since writer->changes. */
void bind_changes(Writer *writer, Block *block);

/* Columns and entries: names, a row each, in every language of the project. */
void bind_glossary(Writer *writer, const Json *list, Block *block);

/* Entries: the same names, each as one item with its forms side by side. */
void bind_glossary_items(Writer *writer, const Json *list, Block *block);

/* Entries: what source marks and the status words printed so far stand for. */
void bind_legend(Writer *writer, Block *block);

/* Is the fact about the zone as such, and not a place or event in it? */
bool bind_is_own(const Writer *writer, const Zone *zone, const Fact *fact);

/* What a fact is about: for the zone itself the label scope.self. */
Words bind_scope(Writer *writer, const Fact *fact);

/* The word for a fact's status; none for "actual". */
Words bind_status(Writer *writer, const Fact *fact);

/* Writes that word so that no line breaks in it. */
void bind_write_status(Writer *writer, const Fact *fact, Pieces *out);

#endif
