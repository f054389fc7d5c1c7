/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a file of many rows become entries?  In two passes: the first reads
 * and judges every row and plans the changes, writing nothing; the second
 * appends the plan in acts of at most IMPORT_ACT_MAX changes that give way to
 * others.  How far it came is kept with each act; after an interruption the
 * same file is judged again against what is there, and only what is missing is
 * planned, so that importing twice changes nothing.
 */
#ifndef CORE_IMPORT_H
#define CORE_IMPORT_H

#include "base/sheet.h"
#include "core/act.h"

enum {
	IMPORT_ACT_MAX	 = 2000,
	IMPORT_FAULTS_MAX = 1000	/* rows told of; the rest is counted */
};

struct import_watch {
	/* A row that cannot be taken, with row, column and field. */
	void	 (*fault)(void *arg, const struct note *note);
	/* Judged or recorded so far; not ERR_OK stops at a safe place. */
	enum err (*progress)(void *arg, const char *what, int64_t done,
		    int64_t of);
	void	 *arg;
	/* Something about a row that is taken all the same. */
	void	 (*remark)(void *arg, const struct note *note);
	int64_t	 act_max;	/* changes in one act; 0: IMPORT_ACT_MAX */
	/* Every fault of every row, also those that are only counted. */
	void	 (*every)(void *arg, const struct note *note);
};

struct import_report {
	int64_t	rows;		/* read */
	int64_t	faults;		/* rows that cannot be taken */
	int64_t	same;		/* already there, as the file has them */
	int64_t	planned;	/* changes to be made */
	int64_t	done;		/* changes made */
	int64_t	resumed;	/* made by an earlier, interrupted import */
};

/* One plan: ${append} makes change number ${i}; it may run twice. */
struct import_plan {
	const char	*what;		/* "region" */
	const char	*name;		/* the file's name */
	struct hash	 file;
	int64_t		 planned;
	enum err	 (*append)(struct tx *tx, void *arg, int64_t i,
			    struct note *note);
	void		*arg;
	/* Changes ${to}-1 and ${to} may belong together: where shall the act
	 * that begins at ${from} end instead?  NULL: wherever it would. */
	int64_t		 (*cut)(void *arg, int64_t from, int64_t to);
};

/* The file's hash and its opened sheet. */
enum err import_open(const char *path, const char *sheet,
    struct hash *ret_hash, struct sheet **ret, struct note *note);

/* Count a row with a fault (${counted}: it was counted before) and pass the fault
 * on; clears ${found}. */
void import_fault(struct import_report *report,
    const struct import_watch *watch, bool counted, struct note *found);

/* The second pass. */
enum err import_run(struct app *app, const struct actor *who,
    const struct import_plan *plan, const struct import_watch *watch,
    struct import_report *report, struct note *note);

/* Imports not ended, newest first, handed out one by one. */
struct import_seen {
	struct str	what, name;
	int64_t		planned, done, started, ended;	/* 0: not ended */
};
enum err import_each(struct store *st, bool open_only,
    enum err (*row)(void *arg, const struct import_seen *i,
	struct note *note), void *arg, struct note *note);

#endif
