/* SPDX-License-Identifier: Apache-2.0 */
/* A small table of commands for the tests of this folder. */
#ifndef CLI_FAKE_TEST_H
#define CLI_FAKE_TEST_H

#include "cli/cli_in.h"

extern const struct command_table fake_table;

/* A command line as main() gets it, parsed; ${c} may be used by getters. */
struct line {
	struct arena	*a;
	struct globals	 g;
	struct cmd	 c;
	struct note	 note;
	enum err	 r;
};

/* Forget what the surroundings say about language and store. */
void fake_environment(void);

#define LINE(l, ...) \
	line_parse((l), (const char *const[]){ "anze", __VA_ARGS__ \
	    __VA_OPT__(,) NULL })
void line_parse(struct line *l, const char *const *words);
void line_free(struct line *l);

/* The note in English. */
struct str line_said(struct line *l);

/* What stands in a file descriptor until its end, in ${a}. */
struct str fake_read(struct arena *a, int fd);

#endif
