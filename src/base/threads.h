/* threads.h - one piece of work for each of many, on several threads.
 *
 * For work that mostly waits for the system. What the threads share is only read, or
 * parted among them by the index; no thread outlives the call.
 */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#define THREADS_MOST 8

/* As many as the machine has cores, at most THREADS_MOST. */
int threads_wanted(void);

/* Calls work(context, thread, index) once for each index below `count`, on at most so
 * many threads, of which the caller's is number 0; on fewer where there are no more to
 * be had. */
void threads_each(int threads, int count, void (*work)(void *context, int thread, int index),
                  void *context);

#endif
