/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/pty_test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "test/lib/test.h"

/* Until the other end is closed, which reads as an error on Linux. */
static void *
read_all(void *arg)
{
	struct pty *p = arg;
	char bytes[4096];
	ssize_t n;

	while ((n = read(p->master, bytes, sizeof bytes)) > 0 ||
	    (n < 0 && errno == EINTR))
		if (n > 0)
			buf_put(&p->got, bytes, (size_t)n);
	return NULL;
}

void
pty_open(struct pty *p, unsigned short columns)
{
	const struct winsize size = { .ws_row = 25, .ws_col = columns };
	struct termios mode;
	char name[64];

	*p = (struct pty){ .master = posix_openpt(O_RDWR | O_NOCTTY) };
	CHECK(p->master >= 0);
	CHECK(grantpt(p->master) == 0 && unlockpt(p->master) == 0);
	CHECK(ptsname_r(p->master, name, sizeof name) == 0);
	p->slave = open(name, O_RDWR | O_NOCTTY);
	CHECK(p->slave >= 0);
	CHECK(ioctl(p->slave, TIOCSWINSZ, &size) == 0);
	CHECK(tcgetattr(p->slave, &mode) == 0);
	mode.c_oflag &= ~(tcflag_t)OPOST;
	mode.c_lflag &= ~(tcflag_t)ECHO;
	CHECK(tcsetattr(p->slave, TCSANOW, &mode) == 0);
	CHECK(pthread_create(&p->reader, NULL, read_all, p) == 0);
}

struct str
pty_close(struct pty *p, struct arena *a)
{
	struct str got;

	CHECK(close(p->slave) == 0);
	CHECK(pthread_join(p->reader, NULL) == 0);
	CHECK(close(p->master) == 0);
	got = str_copy(a, buf_view(&p->got));
	buf_free(&p->got);
	return got;
}
