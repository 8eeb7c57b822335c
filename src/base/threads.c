#include "base/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

typedef struct {
    void (*work)(void *context, int thread, int index);
    void *context;
    int count;
    atomic_int next;   /* index */
    atomic_int thread; /* the next one's number */
} Crew;

int threads_wanted(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > THREADS_MOST ? THREADS_MOST : (int)cores;
}

static void *labour(void *handle)
{
    Crew *crew = handle;
    int thread = atomic_fetch_add(&crew->thread, 1);
    for (int i; (i = atomic_fetch_add(&crew->next, 1)) < crew->count;)
        crew->work(crew->context, thread, i);
    return NULL;
}

void threads_each(int threads, int count, void (*work)(void *context, int thread, int index),
                  void *context)
{
    Crew crew = {.work = work, .context = context, .count = count, .next = 0, .thread = 1};
    pthread_t others[THREADS_MOST];
    int begun = 0;
    while (begun + 1 < threads && begun + 1 < count &&
           pthread_create(&others[begun], NULL, labour, &crew) == 0)
        begun++;
    for (int i; (i = atomic_fetch_add(&crew.next, 1)) < count;)
        work(context, 0, i);
    for (int i = 0; i < begun; i++)
        pthread_join(others[i], NULL);
}
