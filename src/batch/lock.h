/* lock.h - one run at a time in a folder of products.
 *
 * A run holds the folder itself, so no file is left behind. Parts of a run
 * (shard.h) may share it, for no two write the same product; each holds a file
 * of its own, so that the same part is not built twice at once. The system lets
 * go when the last process of a run has ended, however it ends: its workers
 * hold on with it.
 */
#ifndef BATCH_LOCK_H
#define BATCH_LOCK_H

#include "base/map.h"
#include "batch/shard.h"

typedef struct {
    int folder, part; /* descriptors, or -1 */
} Lock;

/* Takes the lock; waits while another run has it, having called `waits`. False
 * with *why if it cannot be had. */
bool lock_take(Arena *arena, const char *folder, Shard shard, void (*waits)(const char *folder),
               Lock *lock, const char **why);
void lock_release(Lock *lock);

/* Removes temporary files that runs which were killed have left: what
 * output_write calls ".NAME.PROCESS.part". Only of names in `only`, if it is
 * not NULL. To be called under the lock. */
void lock_tidy(Arena *arena, const char *folder, const Map *only);

#endif
