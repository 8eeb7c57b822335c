/* shim.h - what the shims in this folder share: libraries that are put before
 * the others (LD_PRELOAD), whose functions have the names of the C library's.
 */
#ifndef SHIM_H
#define SHIM_H

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>

/* The function of that name behind this one, as `next`. */
#define NEXT(function)                                                                             \
    static __typeof__(function) *next;                                                             \
    if (!next)                                                                                     \
    next = (__typeof__(function) *)dlsym(RTLD_NEXT, #function)

/* The last argument of open and its like, as `mode`. */
#define MODE_OF(flags)                                                                             \
    va_list more;                                                                                  \
    va_start(more, flags);                                                                         \
    mode_t mode = (flags)&O_CREAT ? va_arg(more, mode_t) : 0;                                      \
    va_end(more)

/* Those of a system call, as `a` to `f`. */
#define ARGUMENTS_OF(number)                                                                       \
    va_list more;                                                                                  \
    va_start(more, number);                                                                        \
    long a = va_arg(more, long), b = va_arg(more, long), c = va_arg(more, long);                   \
    long d = va_arg(more, long), e = va_arg(more, long), f = va_arg(more, long);                   \
    va_end(more)

#endif
