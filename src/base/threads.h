/* threads.h - one piece of work for each of many, on several threads.
 *
 * For work that mostly waits for the system. What the threads share is only read, or
 * parted among them by the index; none of them asks for memory, which malloc would bring
 * from the system for each anew; no thread outlives crew_end.
 */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include <pthread.h>
#include <stdatomic.h>

#define THREADS_MOST 8

/* As many as the machine has cores, at most THREADS_MOST. */
int threads_wanted(void);

/* Threads at one piece of work. It stays where it is from crew_begin to crew_end. */
typedef struct {
    void (*work)(void *context, int thread, int index);
    void *context;
    int count;
    atomic_int next;   /* index */
    atomic_int thread; /* the next one's number */
    pthread_t others[THREADS_MOST];
    int begun;
} Crew;

/* Has work(context, thread, index) called once for each index below `count`, on at most so
 * many threads; the caller's, which is number 0, can do other things meanwhile, and does
 * its share in crew_end. On fewer where there are no more to be had. */
void crew_begin(Crew *crew, int threads, int count,
                void (*work)(void *context, int thread, int index), void *context);

/* Returns when all is done. */
void crew_end(Crew *crew);

#endif
