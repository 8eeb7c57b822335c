/* covered.h - included first in every file by `make coverage`: what a process
 * went through is written down before _exit, too, and workers may do so. */
#ifndef TESTS_COVERED_H
#define TESTS_COVERED_H

#define _GNU_SOURCE /* some files ask for it, which is too late behind the first header */
#include <unistd.h>

#define UNCONFINED

void __gcov_dump(void);

#define _exit(status) (__gcov_dump(), _exit(status))

#endif
