/* otherwise.c - a machine with another clock, name, user and number of
 * processors, for tests/samebytes.py (LD_PRELOAD). It is 2041 there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#define NOW 2240611199

time_t time(time_t *at)
{
    if (at)
        *at = NOW;
    return NOW;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone)
{
    (void)zone;
    *at = (struct timeval){NOW, 0};
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    static int (*next)(clockid_t, struct timespec *);
    if (!next)
        next = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int done = next(clock, at);
    if (clock == CLOCK_REALTIME)
        at->tv_sec = NOW;
    return done;
}

int gethostname(char *name, size_t size)
{
    strncpy(name, "otherwise", size);
    return 0;
}

int uname(struct utsname *name)
{
    memset(name, 0, sizeof *name);
    strcpy(name->sysname, "Otherwise");
    strcpy(name->machine, "z80");
    return 0;
}

uid_t getuid(void)
{
    return 4711;
}

char *getlogin(void)
{
    return "somebody";
}

long sysconf(int what)
{
    static long (*next)(int);
    if (!next)
        next = (long (*)(int))dlsym(RTLD_NEXT, "sysconf");
    return what == _SC_NPROCESSORS_ONLN ? 7 : next(what);
}
