/* conflict.h - facts that contradict each other, found by the program.
 *
 * Two facts are about the same thing if measure, scope, part, time, status
 * and unit are the same. They are then in conflict if no one number could
 * make both true: 15 and 16, or "more than 20" and 19, or "about 2.8" and 3.
 * "More than 20" and 20.45 agree, and so do "about 35,000" and 35,000.
 * An author who knows that two such facts are of different things says so
 * with distinctFrom and a reason.
 */
#ifndef BRIEF_CONFLICT_H
#define BRIEF_CONFLICT_H

#include "brief/model.h"

/* Numbers the conflicts of the zone: facts of one conflict get the same
 * Fact.conflict, from 1 in the order of the file. Returns how many there are.
 * What it needs to find out goes into `arena`. */
int conflicts_find(Arena *arena, Zone *zone);

/* Why the facts must not be summed, as the middle of a sentence; NULL if they
 * may: one measure, unit, time and status, exact, each of another scope or
 * part, none in conflict, none said to be distinct from another, and not too many
 * digits. `arena` as above. */
const char *total_refusal(Arena *arena, const Fact *const *facts, int count);

#endif
