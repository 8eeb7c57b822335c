/* pack.h - small objects, many to a compressed stream.
 *
 * An object of a structure tree is 30 bytes, most of them the same in all; on
 * their own in the file, with their lines in the cross-reference table, the
 * hundreds of them outweigh the text. Object streams (ISO 32000-1 7.5.7)
 * bring them down to an eighth. libharu knows neither these nor the
 * cross-reference stream that they need (7.5.8): both are written here, behind
 * libharu's last object.
 *
 * Packed objects are numbered behind libharu's, so no object_add may follow
 * the first pack_add.
 */
#ifndef PDF_PACK_H
#define PDF_PACK_H

#include "pdf/object.h"

/* Makes room for `count` more, so that the list need not grow by doubling. */
void pack_reserve(Writer *writer, int count);

/* The number of a new object. */
uint32_t pack_add(Writer *writer);

/* Sets what stands between the object's << and >>, once. */
void pack_set(Writer *writer, uint32_t id, const Buf *entries);

/* Sets an object that is no dictionary, once. */
void pack_set_value(Writer *writer, uint32_t id, const Buf *value);

/* Ends the last stream. All objects are set. */
void pack_finish(Writer *writer);

/* Puts the object streams, the cross-reference stream and the end of the file
 * behind what libharu has saved. */
void pack_write(Writer *writer);

#endif
