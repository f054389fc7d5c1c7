/* SPDX-License-Identifier: Apache-2.0 */
/* A pseudo terminal, and somebody who reads what appears on it. */
#ifndef CLI_PTY_TEST_H
#define CLI_PTY_TEST_H

#include <pthread.h>

#include "cli/fake_test.h"

struct pty {
	int		 master, slave;
	pthread_t	 reader;
	struct buf	 got;	/* all of it, in order */
};

/* ${columns} wide; line feeds arrive as they are written, nothing is echoed. */
void pty_open(struct pty *p, unsigned short columns);
/* Close it and return what was written to it; a copy in ${a}. */
struct str pty_close(struct pty *p, struct arena *a);

#endif
