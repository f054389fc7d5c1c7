/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena_in.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

int
spill_open(void)
{
	const char *folder = getenv("TMPDIR");
	char path[256];
	int fd;

	(void)snprintf(path, sizeof path, "%s/anze-spill-XXXXXX",
	    folder == NULL || folder[0] == '\0' ? "/tmp" : folder);
	if ((fd = mkostemp(path, O_CLOEXEC)) < 0)
		return -1;
	(void)unlink(path);
	return fd;
}

size_t
spill_size(size_t n)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (n + page - 1) / page * page;
}

/* Beyond the limit on a file's size waits a signal, which ends the program. */
static bool
within_limit(size_t end)
{
	struct rlimit most;

	return end <= INT64_MAX && getrlimit(RLIMIT_FSIZE, &most) == 0 &&
	    (most.rlim_cur == RLIM_INFINITY || end <= most.rlim_cur);
}

/* The room is had first: a page that finds the disk full is a signal too. */
void *
spill_map(int fd, size_t at, size_t n)
{
	void *p;

	if (at > SIZE_MAX - n || !within_limit(at + n) ||
	    posix_fallocate(fd, (off_t)at, (off_t)n) != 0)
		return NULL;
	p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)at);
	return p == MAP_FAILED ? NULL : p;
}

void
spill_unmap(void *p, size_t n)
{
	(void)munmap(p, n);
}
