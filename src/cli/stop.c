/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Has somebody asked us to stop?  A signal handler gets nothing handed in, so
 * the flag is static: with the fault counters the only state that is.
 */
#include <signal.h>

#include "cli/cli_in.h"

static volatile sig_atomic_t wanted;

static void
on_signal(int sig)
{
	/* Asked politely before: now end as if nobody had listened. */
	if (wanted != 0 && sig == SIGINT) {
		(void)signal(SIGINT, SIG_DFL);
		(void)raise(SIGINT);
	}
	wanted = 1;
}

/* What was ignored when we began (nohup, a shell's background) stays so. */
static void
listen_to(int sig)
{
	struct sigaction now, sa = { .sa_handler = on_signal,
	    .sa_flags = SA_RESTART };

	if (sigaction(sig, NULL, &now) == 0 && now.sa_handler == SIG_IGN)
		return;
	(void)sigemptyset(&sa.sa_mask);
	(void)sigaction(sig, &sa, NULL);
}

void
stop_signals(void)
{
	listen_to(SIGINT);
	listen_to(SIGTERM);
	(void)signal(SIGPIPE, SIG_IGN);
}

bool
stop_wanted(void)
{
	return wanted != 0;
}

enum err
note_stopped(struct note *note)
{
	return NOTE(note, ERR_STOPPED, M("Stopped on request. What was recorded "
	    "so far is kept; run the same command again to finish."));
}
