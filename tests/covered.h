/* covered.h - included first in every file by `make coverage`: what a process
 * went through is written down before _exit, too, and workers may do so. */
#ifndef TESTS_COVERED_H
#define TESTS_COVERED_H

#include <unistd.h>

#define UNCONFINED

void __gcov_dump(void);

#define _exit(status) (__gcov_dump(), _exit(status))

#endif
