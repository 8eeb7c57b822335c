/* covered.h - included first in every file by `make coverage`: what a process
 * went through is written down before _exit and raise, too, and workers may do so.
 *
 * It is written once, whatever ends the process then: to write it takes memory,
 * and what fails for want of it would wait for itself.
 */
#ifndef TESTS_COVERED_H
#define TESTS_COVERED_H

#define _GNU_SOURCE /* some files ask for it, which is too late behind the first header */
#include <signal.h>
#include <unistd.h>

#define UNCONFINED

void __gcov_dump(void);

__attribute__((weak)) int covered_written; /* one of all files */

#define COVERED_END(how) (covered_written++ ? (void)0 : __gcov_dump(), how)
#define _exit(status)    COVERED_END(_exit(status))
#define raise(number)    COVERED_END(raise(number))

#endif
