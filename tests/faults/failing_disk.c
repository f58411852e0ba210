/* A disk that fails on demand, under SQLite and everything else: preloaded into a process.

   Only files below one folder are looked at. `failing_disk_arm` lets the n-th call of the chosen
   kinds fail ('o' open, 'w' write, 's' sync, 't' truncate, 'r' read); `failing_disk_record` writes
   every change of a file, every sync and every word said on stdout into a log instead, from which
   a power cut can be played back. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 1024

static char *folder;
static char *paths[FILES];
static char kinds[8];
static int count, at, number, sticky, fired, log_file = -1;

void failing_disk_arm(const char *under, const char *which, int nth, int error, int for_good) {
    free(folder);
    folder = strdup(under);
    strncpy(kinds, which, sizeof kinds - 1);
    at = nth, number = error, sticky = for_good, count = 0, fired = 0;
}

int failing_disk_fired(void) { return fired; }

int failing_disk_calls(void) { return count; }

void failing_disk_record(const char *under, const char *path) {
    free(folder);
    folder = strdup(under);
    log_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND, 0600);
}

static int ours(const char *path) {
    return folder && path && !strncmp(path, folder, strlen(folder));
}

static const char *path_of(int file) {
    return file >= 0 && file < FILES ? paths[file] : NULL;
}

static int fails(char kind) {
    if (!at || !strchr(kinds, kind)) return 0;
    count++;
    if (count != at && !(sticky && count > at)) return 0;
    fired = 1;
    errno = number;
    return 1;
}

static void note(char kind, const char *path, const void *data, long length, long offset) {
    if (log_file < 0) return;
    long head[4] = {kind, (long)strlen(path), length, offset};
    syscall(SYS_write, log_file, head, sizeof head);
    syscall(SYS_write, log_file, path, head[1]);
    if (data) syscall(SYS_write, log_file, data, length);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opened(int file, const char *path, int flags) {
    if (file >= 0 && file < FILES) {
        free(paths[file]);
        paths[file] = strdup(path);
        if (flags & O_CREAT) note('c', path, NULL, 0, 0);
        if (flags & O_TRUNC) note('t', path, NULL, 0, 0);
    }
    return file;
}

#define OPEN(name)                                              \
    int name(const char *path, int flags, ...) {                \
        va_list more;                                           \
        va_start(more, flags);                                  \
        mode_t mode = va_arg(more, int);                        \
        va_end(more);                                           \
        if (!ours(path)) return NEXT(name)(path, flags, mode);  \
        if (fails('o')) return -1;                              \
        return opened(NEXT(name)(path, flags, mode), path, flags); \
    }
OPEN(open)
OPEN(open64)

int close(int file) {
    if (path_of(file)) {
        free(paths[file]);
        paths[file] = NULL;
    }
    return NEXT(close)(file);
}

ssize_t write(int file, const void *data, size_t length) {
    if (file == 1 && log_file >= 0) note('A', "", data, (long)length, 0);
    const char *path = path_of(file);
    if (!path) return NEXT(write)(file, data, length);
    if (fails('w')) return -1;
    note('w', path, data, (long)length, (long)lseek(file, 0, SEEK_CUR));
    return NEXT(write)(file, data, length);
}

#define PWRITE(name, offset_type)                                                  \
    ssize_t name(int file, const void *data, size_t length, offset_type offset) {  \
        const char *path = path_of(file);                                          \
        if (!path) return NEXT(name)(file, data, length, offset);                  \
        if (fails('w')) return -1;                                                 \
        note('w', path, data, (long)length, (long)offset);                         \
        return NEXT(name)(file, data, length, offset);                             \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t read(int file, void *data, size_t length) {
    if (path_of(file) && fails('r')) return -1;
    return NEXT(read)(file, data, length);
}

#define PREAD(name, offset_type)                                            \
    ssize_t name(int file, void *data, size_t length, offset_type offset) { \
        if (path_of(file) && fails('r')) return -1;                         \
        return NEXT(name)(file, data, length, offset);                      \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

#define SYNC(name)                               \
    int name(int file) {                         \
        const char *path = path_of(file);        \
        if (!path) return NEXT(name)(file);      \
        if (fails('s')) return -1;               \
        int done = NEXT(name)(file);             \
        note('s', path, NULL, 0, 0);             \
        return done;                             \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, offset_type)                          \
    int name(int file, offset_type length) {                 \
        const char *path = path_of(file);                    \
        if (!path) return NEXT(name)(file, length);          \
        if (fails('t')) return -1;                           \
        note('t', path, NULL, 0, (long)length);              \
        return NEXT(name)(file, length);                     \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *path) {
    if (ours(path)) note('u', path, NULL, 0, 0);
    return NEXT(unlink)(path);
}

int rename(const char *old, const char *new) {
    if (ours(new)) note('n', old, new, (long)strlen(new), 0);
    return NEXT(rename)(old, new);
}

int link(const char *old, const char *new) {
    int done = NEXT(link)(old, new);
    if (!done && ours(new)) note('l', old, new, (long)strlen(new), 0);
    return done;
}
