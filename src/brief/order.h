/* order.h - the order in which a block shows its facts. */
#ifndef BRIEF_ORDER_H
#define BRIEF_ORDER_H

#include "brief/write.h"

/* What facts may be sorted by, each also with "-" before it; ended by NULL. */
extern const char *const SORT_WORDS[];

/* Sorts facts, which stand in the order of their file, by `sort`: a word, or
 * several of which the first that tells two facts apart decides. "-" before a
 * word turns it round. Facts without a known number come last by value either
 * way. NULL leaves them as they are. Unknown words are E014. */
void order_facts(Writer *writer, const Json *sort, const Fact **facts, int count);

/* The date of a fact: when its period begins, or as of when it is. */
Date fact_date(const Fact *fact);

#endif
