/*
 * Lets writes and syncs of chosen files fail. Preloaded into a process, which steers it by names that no file has:
 * opening "/fail-io/arm/KIND/ERRNO/FROM/COUNT/PART/EXCEPT" counts from there on, reading the link "/fail-io/count" tells
 * how far the count has got. KIND is w (writes and truncations) or s (syncs); files count whose path holds PART and not
 * EXCEPT; calls FROM to FROM+COUNT-1 fail. The same after "/fail-io/arm/" in the variable FAIL_IO arms it from the start.
 * The error 999 is no failure: the process is killed instead.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static const char prefix[] = "/fail-io/";
static char kind;
static int error;
static long from, count, seen;
static char part[256], except[256];

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static ssize_t link_of(const char *path, char *buffer, size_t size) {
  REAL(ssize_t, "readlink", const char *, char *, size_t);
  return real(path, buffer, size);
}

static int fails(char what, int fd) {
  char name[64], path[4096];
  if (kind != what) return 0;
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  ssize_t length = link_of(name, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (!strstr(path, part) || (except[0] && strstr(path, except))) return 0;
  seen += 1;
  if (seen < from || seen - from >= count) return 0;
  if (error == 999) kill(getpid(), SIGKILL);
  errno = error;
  return 1;
}

static int steered(const char *path) {
  if (strncmp(path, prefix, sizeof prefix - 1) != 0) return 0;
  seen = 0;
  except[0] = 0;
  if (sscanf(path, "/fail-io/arm/%c/%d/%ld/%ld/%255[^/]/%255[^/]", &kind, &error, &from, &count, part, except) < 5) kind = 0;
  errno = ENOENT;
  return 1;
}

__attribute__((constructor)) static void begin(void) {
  char path[600];
  const char *wish = getenv("FAIL_IO");
  if (!wish) return;
  snprintf(path, sizeof path, "%sarm/%s", prefix, wish);
  steered(path);
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    if (steered(path)) return -1; \
    va_list list; \
    va_start(list, flags); \
    mode_t mode = va_arg(list, mode_t); \
    va_end(list); \
    return real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

ssize_t readlink(const char *path, char *buffer, size_t size) {
  if (strcmp(path, "/fail-io/count") != 0) return link_of(path, buffer, size);
  return snprintf(buffer, size, "%ld", seen);
}

#define FAILING(type, name, what, parameters, ...) \
  type name parameters { \
    static type (*real) parameters; \
    if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name); \
    return fails(what, fd) ? -1 : real(__VA_ARGS__); \
  }
FAILING(ssize_t, write, 'w', (int fd, const void *data, size_t size), fd, data, size)
FAILING(ssize_t, pwrite, 'w', (int fd, const void *data, size_t size, off_t at), fd, data, size, at)
FAILING(ssize_t, pwrite64, 'w', (int fd, const void *data, size_t size, off64_t at), fd, data, size, at)
FAILING(ssize_t, writev, 'w', (int fd, const struct iovec *parts, int number), fd, parts, number)
FAILING(ssize_t, pwritev, 'w', (int fd, const struct iovec *parts, int number, off_t at), fd, parts, number, at)
FAILING(int, ftruncate, 'w', (int fd, off_t size), fd, size)
FAILING(int, ftruncate64, 'w', (int fd, off64_t size), fd, size)
FAILING(int, fallocate, 'w', (int fd, int mode, off_t at, off_t size), fd, mode, at, size)
FAILING(int, fallocate64, 'w', (int fd, int mode, off64_t at, off64_t size), fd, mode, at, size)
FAILING(int, fsync, 's', (int fd), fd)
FAILING(int, fdatasync, 's', (int fd), fd)
