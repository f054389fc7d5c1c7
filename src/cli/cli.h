/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be said on the command line, and how does the answer look?
 *
 * A command is a row: its words, its options, its operands, one line of what
 * it does, its function.  Help, manual page and bash completion are printed
 * from the same rows.  This folder knows no subject.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/say.h"
#include "base/timesource.h"
#include "field/rowsink.h"

enum opt_kind {
	OPT_K_END,
	OPT_K_FLAG,
	OPT_K_TEXT,
	OPT_K_INT,
	OPT_K_DATE,	/* 2026-11-23 */
	OPT_K_MOMENT,	/* also with a time; in the zone of the house */
	OPT_K_CHOICE	/* one of ${choices} */
};

struct opt {
	enum opt_kind		 kind;
	char			 letter;	/* 0: none */
	const char		*name;		/* "dry-run" */
	const char		*arg;		/* what help shows: "FILE"; NULL for
						 * a flag */
	const char		*help;		/* msgid */
	const struct choice	*choices;
	bool			 many;		/* may be given several times */
};

#define OPT_FLAG(l, n, h)	{ OPT_K_FLAG, (l), (n), NULL, (h), NULL, false }
#define OPT_TEXT(l, n, a, h)	{ OPT_K_TEXT, (l), (n), (a), (h), NULL, false }
#define OPT_MANY(l, n, a, h)	{ OPT_K_TEXT, (l), (n), (a), (h), NULL, true }
#define OPT_INT(l, n, a, h)	{ OPT_K_INT, (l), (n), (a), (h), NULL, false }
#define OPT_DATE(l, n, h)	{ OPT_K_DATE, (l), (n), "DATE", (h), NULL, false }
#define OPT_MOMENT(l, n, h)	{ OPT_K_MOMENT, (l), (n), "TIME", (h), NULL, false }
#define OPT_CHOICE(l, n, c, h)	{ OPT_K_CHOICE, (l), (n), "WORD", (h), (c), false }
#define OPT_END			{ OPT_K_END, 0, NULL, NULL, NULL, NULL, false }

enum {
	COMMAND_STORE	= 1 << 0,	/* opens a store: --store is needed */
	COMMAND_WRITES	= 1 << 1,	/* and its writer */
	COMMAND_OLD	= 1 << 2,	/* opens a store that needs upgrading */
	COMMAND_PLACE	= 1 << 3,	/* --store is needed, but not opened */
	COMMAND_OWN	= 1 << 4	/* begins its own transactions */
};

struct cmd;
typedef enum err command_fn(struct cmd *cmd, struct note *note);

struct command {
	const char		*name;		/* "body import" */
	command_fn		*run;
	unsigned		 flags;
	const struct opt	*opts;		/* ends with OPT_END; NULL: none */
	const char		*operands;	/* "FILE", "CODE [CODE…]", "" */
	int			 least, most;	/* how many; most -1: any */
	const char		*gist;		/* msgid: one line */
	const char		*more;		/* msgid: paragraphs, or NULL */
	const char		*example;	/* command lines, or NULL */
};

/* All commands; ${app_options} of the house are known to main only. */
struct command_table {
	const struct command	*rows;
	size_t			 n;
};

/* What a running command has in its hands. */
struct cmd {
	const struct command_table	*table;
	const struct command		*row;
	struct arena			*a;
	struct voice			 voice;
	void				*app;	/* struct app *, opened for it */
	const void			*setup;	/* struct app_options *, for those
						 * that open none */
	const char			*store;	/* as given, or NULL */
	const char			*files;
	const char			*as;	/* --as PERSON, or NULL */
	bool				 json;
	bool				 yes;	/* --yes: no questions */
	const struct str		*operand;
	size_t				 noperands;
	const struct opt_value		*given;	/* of row->opts, private */
	struct terminal			*term;
};

/* Options by name; it is asserted that the row has one of that kind. */
bool cmd_flag(const struct cmd *c, const char *name);
struct str cmd_text(const struct cmd *c, const char *name);	/* "" if not */
bool cmd_given(const struct cmd *c, const char *name);
int64_t cmd_int(const struct cmd *c, const char *name, int64_t otherwise);
int64_t cmd_date(const struct cmd *c, const char *name, int64_t otherwise);
struct moment cmd_moment(const struct cmd *c, const char *name,
    struct moment otherwise);
size_t cmd_many(const struct cmd *c, const char *name,
    const struct str **ret);

/*
 * The global options: --store FILE|postgres://…, --files DIR, --as PERSON,
 * --lang zh_CN|en, --json, --yes, --help, --version; before or after the
 * command.  ANZE_STORE, ANZE_FILES, ANZE_AS, ANZE_LANG; then LC_ALL,
 * LC_MESSAGES, LANG; else zh_CN.
 */
struct globals {
	const char	*store, *files, *as;
	enum lang	 lang;
	bool		 json, yes, help, version;
};

/*
 * cli_parse(t, argc, argv, a, ret_globals, ret_cmd, note):
 * Find the command (longest match of words; an unknown one names the nearest),
 * check options and operands.  ERR_USAGE says what was wrong and which help to
 * read.  --help, --version and an empty line become the commands `help` and
 * `version` of this folder, so that ${ret_cmd->row} always is one to run.
 * ${ret_globals} is filled in also on failure, as far as language and JSON can
 * be guessed, so that the failure is told as the reader wishes; of ${ret_cmd}
 * table, row, given, operands and what the globals say are set, on success
 * only.
 */
enum err cli_parse(const struct command_table *t, int argc, char **argv,
    struct arena *a, struct globals *ret_globals, struct cmd *ret_cmd,
    struct note *note);

/* Help: of all, of a group of commands ("body"), of one; of words that are no
 * command, of all. */
void cli_help(struct buf *b, const struct command_table *t, struct voice v,
    struct str words);
/* The manual page anze(1), for man(1), groff and mandoc. */
void cli_man(struct buf *b, const struct command_table *t, struct voice v);
/* Completion for bash; needs nothing but bash. */
void cli_completion(struct buf *b, const struct command_table *t);

/*
 * cli_check(t, note):
 * Is this table as the parser and the help need it?  Names of lower-case words,
 * each once; every option named and explained once and not as a global one is;
 * placeholders, choices and counts that fit.  ERR_BUG names the row.  For a
 * test of all rows.
 */
enum err cli_check(const struct command_table *t, struct note *note);

#endif
