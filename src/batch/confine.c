/* confine.c - takes from workers what setting a brief never needs.
 *
 * Pictures, faces and JSON come from elsewhere, and eight libraries read them.
 * Should one of these have a hole, whoever made the file would be in the
 * worker, with all that the user may do. So a worker gives away, before its
 * first task and for good, what it has no use for:
 *
 *   - Landlock (Linux 5.13): it reads below the folders of the project and what
 *     the command line names, and makes and removes files in the folder of
 *     products; every other file is out of its reach.
 *   - seccomp (Linux 3.5): a filter of system calls lets pass what it takes to
 *     read, write and have memory. All others are refused, those that do not
 *     exist yet as well: no network, no other program, no tracing, no signal to
 *     another process, no memory that is code.
 *
 * What is refused fails with ENOSYS, as on a kernel without it, and does not
 * kill. An intruder gains nothing from being alive; but a C library may try a
 * new call in good faith, and ENOSYS is what it falls back from, EPERM is not.
 * The brief is then made all the same.
 *
 * The parent is not confined: it has the lock and the manifest, and must fork. Nor is what
 * stands by in `watch`, and sets zones before it becomes a parent.
 * So what all briefs share is outside of this: terms, layouts, faces, a logo.
 *
 * The rejected alternative: libseccomp, which knows all machines by name. For
 * the same filter it takes 2.1 ms of a worker's start where this takes 0.9,
 * both on a busy machine, and a brief takes 20. So two machines are known here,
 * x86-64 and arm64; on others the calls are not sifted.
 */
#define _GNU_SOURCE /* syscall, O_PATH */
#include "batch/confine.h"

#ifdef UNCONFINED /* sanitizers and gcov write and trace where they like */

Confinement confine_prepare(const Reach *reach)
{
    (void)reach;
    return (Confinement){.files = -1, .note = "workers are not confined: it was built so"};
}

void confine_release(Confinement *confinement)
{
    (void)confinement;
}

bool confine_enter(const Confinement *confinement)
{
    (void)confinement;
    return true;
}

#else

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* -- files ---------------------------------------------------------------------------- */

#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE                                                                                      \
    (LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |   \
     LANDLOCK_ACCESS_FS_REMOVE_FILE)

/* All rights that this version of Landlock rules over: 13 from the first, then
 * one more in the second (moving to another folder), third (truncating) and
 * fifth (ioctl of devices). */
static uint64_t rights_of(long version)
{
    int more = version >= 5 ? 3 : version >= 3 ? 2 : version >= 2 ? 1 : 0;
    return ((uint64_t)1 << (13 + more)) - 1;
}

static bool allow(int rules, const char *path, uint64_t rights)
{
    struct stat status;
    int fd = open(*path ? path : ".", O_PATH | O_CLOEXEC);
    if (fd < 0) /* what is there, and cannot be opened now, must not be shut out for good */
        return errno != EMFILE && errno != ENFILE && errno != ENOMEM;
    bool good = fstat(fd, &status) == 0;
    if (good && !S_ISDIR(status.st_mode))
        rights &= LANDLOCK_ACCESS_FS_READ_FILE;
    struct landlock_path_beneath_attr below = {.allowed_access = rights, .parent_fd = fd};
    good &= syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0) == 0;
    close(fd);
    return good;
}

/* A descriptor, or -1. */
static int rules_of(const Reach *reach)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    uint64_t handled = rights_of(version); /* what the struct began with, and all it takes */
    if (version < 1)
        return -1;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    bool good = rules >= 0 && (!reach->writes || allow(rules, reach->writes, WRITE));
    for (int i = 0; i < reach->read_count && good; i++)
        good = allow(rules, reach->reads[i], READ);
    if (!good && rules >= 0)
        close(rules);
    return good ? rules : -1;
}

/* -- system calls ----------------------------------------------------------------------- */

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE

/* For the C library's functions, under the names of both machines and of its
 * versions: fstat has been three different calls. */
static const int CALLS[] = {
#ifdef SYS_open
    SYS_open, SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_rename, SYS_unlink, SYS_getdents,
#endif
    SYS_openat, SYS_close, SYS_fstat, SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_readlinkat,
    SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_getdents64, SYS_lseek, SYS_fcntl, SYS_read,
    SYS_readv, SYS_pread64, SYS_write, SYS_writev, SYS_pwrite64, SYS_ftruncate, SYS_fsync,
    SYS_fdatasync, SYS_getcwd,
    /* memory */
    SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_getrandom, SYS_sysinfo, SYS_prlimit64,
    SYS_getrlimit, SYS_getrusage,
    /* the process itself */
    SYS_getpid, SYS_gettid, SYS_getppid, SYS_clock_gettime, SYS_gettimeofday, SYS_futex,
    SYS_sched_yield, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_restart_syscall,
    SYS_exit, SYS_exit_group};

#define CALL_COUNT (sizeof CALLS / sizeof *CALLS)

#define ARGUMENT(n) ((unsigned)(offsetof(struct seccomp_data, args) + 8 * (n))) /* its low half */
#define LOAD(from)  ((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)(from)))
#define PASS        ((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW))
#define REFUSE      ((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS))
/* Skips so many steps unless what is loaded is the value, or has none of the bits. */
#define UNLESS(value, skip)                                                                        \
    ((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), 0, (skip)))
#define UNLESS_BITS(bits, skip)                                                                    \
    ((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (unsigned)(bits), 0, (skip)))

static bool sift_calls(void)
{
    struct sock_filter steps[2 * CALL_COUNT + 32];
    unsigned short n = 0;
    steps[n++] = LOAD(offsetof(struct seccomp_data, arch));
    steps[n++] = UNLESS(MACHINE, 1);
    steps[n++] = LOAD(offsetof(struct seccomp_data, nr)); /* else none of the numbers matches */
    for (size_t i = 0; i < CALL_COUNT; i++) {
        steps[n++] = UNLESS(CALLS[i], 1);
        steps[n++] = PASS;
    }
    static const int MAPS[] = {SYS_mmap, SYS_mprotect};
    for (int i = 0; i < 2; i++) {
        steps[n++] = UNLESS(MAPS[i], 4);
        steps[n++] = LOAD(ARGUMENT(2));
        steps[n++] = UNLESS_BITS(PROT_EXEC, 1);
        steps[n++] = REFUSE;
        steps[n++] = PASS;
    }
    steps[n++] = UNLESS(SYS_tgkill, 3); /* abort() */
    steps[n++] = LOAD(ARGUMENT(0));
    steps[n++] = UNLESS(getpid(), 1);
    steps[n++] = PASS;
    steps[n++] = REFUSE;
    struct sock_fprog filter = {.len = n, .filter = steps};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0;
}

static bool can_sift(void)
{
    uint32_t action = SECCOMP_RET_ERRNO;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

#else

static bool sift_calls(void)
{
    return true;
}

static bool can_sift(void)
{
    return false;
}

#endif

/* -- both --------------------------------------------------------------------------------- */

Confinement confine_prepare(const Reach *reach)
{
    Confinement made = {.files = rules_of(reach), .calls = can_sift()};
    if (made.files < 0 && !made.calls)
        made.note = "workers are not confined: the system has neither Landlock nor seccomp";
    else if (made.files < 0)
        made.note = "workers could open any file: the system has no Landlock";
    else if (!made.calls)
        made.note = "workers could make any system call: the system has no seccomp";
    return made;
}

void confine_release(Confinement *confinement)
{
    if (confinement->files >= 0)
        close(confinement->files);
    confinement->files = -1;
}

bool confine_enter(const Confinement *confinement)
{
    if (confinement->files < 0 && !confinement->calls)
        return true;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return false;
    if (confinement->files >= 0 && syscall(SYS_landlock_restrict_self, confinement->files, 0) != 0)
        return false;
    return !confinement->calls || sift_calls();
}

#endif
