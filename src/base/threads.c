#include "base/threads.h"

#include <unistd.h>

int threads_wanted(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > THREADS_MOST ? THREADS_MOST : (int)cores;
}

static void labour(Crew *crew, int thread)
{
    for (int i; (i = atomic_fetch_add(&crew->next, 1)) < crew->count;)
        crew->work(crew->context, thread, i);
}

static void *begin(void *handle)
{
    Crew *crew = handle;
    labour(crew, atomic_fetch_add(&crew->thread, 1));
    return NULL;
}

void crew_begin(Crew *crew, int threads, int count,
                void (*work)(void *context, int thread, int index), void *context)
{
    *crew = (Crew){.work = work, .context = context, .count = count, .next = 0, .thread = 1};
    while (crew->begun + 1 < threads && crew->begun < count &&
           pthread_create(&crew->others[crew->begun], NULL, begin, crew) == 0)
        crew->begun++;
}

void crew_end(Crew *crew)
{
    labour(crew, 0);
    for (int i = 0; i < crew->begun; i++)
        pthread_join(crew->others[i], NULL);
}
