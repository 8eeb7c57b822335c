/* trying.c - a worker that has been taken over, for tests/confining.py.
 *
 *     LD_PRELOAD=trying.so TRIES=REPORT INSIDE=FILE OUT=FOLDER OUTSIDE=FOLDER zonebrief build
 *
 * When a child of zonebrief opens its first file, it tries what no worker has
 * to do, and a few things that it has, and appends a line for each to REPORT:
 * "NAME ERRNO", 0 if it was allowed; file: what Landlock refuses, call: what
 * seccomp does, both: either. Nothing that is tried does harm where it
 * is allowed: programs that are not there, signal 0.
 *
 * LACKS="landlock seccomp" hides these from zonebrief, as on an older kernel.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "shim.h"

static int report = -1;
static pid_t first;
static const char *inside, *out, *outside, *hidden;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("TRIES");
    report = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;
    first = getpid();
    inside = getenv("INSIDE");
    out = getenv("OUT");
    outside = getenv("OUTSIDE");
    hidden = getenv("LACKS"); /* all now: zonebrief forgets its environment */
}

static void tell(const char *name, long result)
{
    dprintf(report, "%s %d\n", name, result < 0 ? errno : 0);
}

static void opened(const char *name, const char *path, int flags)
{
    int fd = open(path, flags, 0666);
    tell(name, fd);
    if (fd >= 0)
        close(fd);
}

static const char *in(const char *folder, const char *name)
{
    static char path[2][4096];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void try_files(void)
{
    opened("file-allowed: read the project", inside, O_RDONLY);
    opened("write-allowed: make a product", in(out, ".try"), O_WRONLY | O_CREAT);
    tell("write-allowed: rename a product", rename(in(out, ".try"), in(out, ".tried")));
    tell("write-allowed: remove a product", unlink(in(out, ".tried")));
    opened("file: read /etc/passwd", "/etc/passwd", O_RDONLY);
    opened("file: read /proc/self/mem", "/proc/self/mem", O_RDONLY);
    opened("file: list /", "/", O_RDONLY | O_DIRECTORY);
    opened("file: read by a link", in(outside, "link"), O_RDONLY);
    opened("file: write the project", inside, O_WRONLY);
    opened("file: make a file outside", in(outside, "made"), O_WRONLY | O_CREAT);
    tell("file: remove a file outside", unlink(in(outside, "there")));
    tell("file: rename out of the products", rename(in(outside, "other"), in(outside, "moved")));
    tell("both: make a folder", mkdir(in(outside, "folder"), 0777));
    tell("both: make a link", symlink("/", in(outside, "symbolic")));
    tell("both: make a hard link", link(in(outside, "plain"), in(outside, "hard")));
    tell("both: truncate", truncate(in(outside, "plain"), 0));
    tell("call: chmod", chmod(in(outside, "plain"), 0777));
    tell("call: chdir", chdir("."));
}

static void try_calls(void)
{
    int pair[2];
    char *const none[] = {NULL};
    struct iovec here = {pair, sizeof pair};
    tell("call: socket, IPv4", socket(AF_INET, SOCK_STREAM, 0));
    tell("call: socket, local", socket(AF_UNIX, SOCK_STREAM, 0));
    tell("call: socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
    execve("/nowhere", none, none);
    tell("call: exec", errno == ENOENT ? 0 : -1);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    tell("call: fork", child);
    ptrace(PTRACE_DETACH, getppid(), NULL, NULL);
    tell("call: ptrace", errno == ESRCH ? 0 : -1);
    tell("both: read another process", process_vm_readv(first, &here, 1, &here, 1, 0));
    tell("call: signal to another process", kill(first, 0));
    tell("call: signal to another thread", syscall(SYS_tgkill, first, first, 0));
    tell("call-allowed: signal to itself", syscall(SYS_tgkill, getpid(), getpid(), 0));
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    tell("call-allowed: memory", page == MAP_FAILED ? -1 : 0);
    tell("call: memory becomes code", mprotect(page, 4096, PROT_READ | PROT_EXEC));
    page = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    tell("call: memory is code", page == MAP_FAILED ? -1 : 0);
    ioctl(report, TIOCSTI, "");
    tell("call: ioctl", errno == ENOTTY ? 0 : -1);
    tell("call: prctl", prctl(PR_GET_DUMPABLE));
}

int openat(int folder, const char *path, int flags, ...)
{
    NEXT(openat);
    static int tried;
    MODE_OF(flags);
    if (report >= 0 && getpid() != first && !tried) {
        tried = 1;
        try_files();
        try_calls();
    }
    return next(folder, path, flags, mode);
}

static int lacks(const char *what)
{
    return hidden && strstr(hidden, what);
}

long syscall(long number, ...)
{
    NEXT(syscall);
    ARGUMENTS_OF(number);
    if ((number == SYS_seccomp && lacks("seccomp")) ||
        (number >= SYS_landlock_create_ruleset && number <= SYS_landlock_restrict_self &&
         lacks("landlock"))) {
        errno = ENOSYS;
        return -1;
    }
    return next(number, a, b, c, d, e, f);
}
