/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which commands has a dated subject?  add, list, show, change, correct, end,
 * withdraw, import, export, template: alike for all.  A subject's x_cmd.c says the
 * options of its fields once, named as the fields are, and then
 *
 *	DATED_VERBS(post)
 *	const struct command post_commands[] = {
 *		DATED_ROWS(post, post_add_opts, …, M("enter one post"), …),
 *	};
 */
#ifndef DATED_DATED_CMD_H
#define DATED_DATED_CMD_H

#include "dated/dated.h"
#include "house/console.h"

enum err dated_cmd_add(struct cmd *c, const struct dated *t,
    struct note *note);
enum err dated_cmd_change(struct cmd *c, const struct dated *t,
    struct note *note);
enum err dated_cmd_correct(struct cmd *c, const struct dated *t,
    struct note *note);
enum err dated_cmd_end(struct cmd *c, const struct dated *t,
    struct note *note);
enum err dated_cmd_withdraw(struct cmd *c, const struct dated *t,
    struct note *note);
enum err dated_cmd_list(struct cmd *c, const struct dated *t,
    struct note *note);
enum err dated_cmd_show(struct cmd *c, const struct dated *t,
    struct note *note);
enum err dated_cmd_import(struct cmd *c, const struct dated *t,
    struct note *note);
enum err dated_cmd_export(struct cmd *c, const struct dated *t,
    struct note *note);

enum err dated_cmd_template(struct cmd *c, const struct dated *t,
    struct note *note);

/*
 * Show with more than all records have: ${more} gives members of the object for
 * programs, at most DATED_MORE_MAX.  For people the subject says it behind.
 */
enum { DATED_MORE_MAX = 4 };
struct dated_more {
	struct field	field;
	struct value	value;
};
typedef enum err dated_more_fn(struct cmd *c, struct key id,
    struct dated_more ret[DATED_MORE_MAX], size_t *ret_n, struct note *note);
enum err dated_cmd_show_with(struct cmd *c, const struct dated *t,
    dated_more_fn *more, struct note *note);

/* Records that options of other subjects' commands name. */

int64_t dated_cmd_today(const struct cmd *c);	/* day of the house */

/* The one that ${opt} names, as of today; KEY_NONE: it was not given. */
enum err dated_cmd_named(struct cmd *c, const struct dated_ref *ref,
    const char *opt, struct key *ret, struct note *note);

/* All of an option that may be given several times. */
enum err dated_cmd_named_all(struct cmd *c, const struct dated_ref *ref,
    const char *opt, const struct key **ret, size_t *ret_n,
    struct note *note);

/* The moment of an option; ms INT64_MIN: it was not given. */
struct moment dated_cmd_moment(const struct cmd *c, const char *opt);

/* The words of choices, parted by commas. */
struct str dated_cmd_words(struct arena *a, const struct choice *choices);

/* An object as cmd_object() shows it; to people without its tables, which stand
 * behind it, and without what is for machines. */
enum err dated_cmd_object_shown(struct cmd *c, const struct fields *fs,
    const struct value *values, struct note *note);

/* What it is called today; not said for KEY_NONE or one that is gone. */
struct value dated_cmd_called(struct cmd *c, const struct dated_ref *ref,
    struct key id);

/* --known-at: an entry, or a time. */
enum err dated_cmd_known(struct cmd *c, int64_t *ret, struct note *note);

extern const struct choice dated_conflicts[];

#define DATED_REASON_OPT \
	OPT_TEXT(0, "reason", "TEXT", M("why, in your own words"))
#define DATED_EXPECT_OPT \
	OPT_INT(0, "expect", "ENTRY", M("the last entry of the record as you saw " \
	    "it: fails when it was changed since"))
#define DATED_ADD_OPTS \
	OPT_TEXT('c', "code", "[SOURCE:]CODE", M("what others call it")), \
	OPT_TEXT(0, "from", "DATE", M("when it begins")), \
	OPT_TEXT(0, "to", "DATE", M("when it is no more (default: open)"))
#define DATED_CHANGE_OPTS \
	OPT_TEXT(0, "from", "DATE", M("from when it is so (default: today)")), \
	OPT_TEXT(0, "to", "DATE", M("until when it is so (default: as long as " \
	    "the record goes on)")), \
	OPT_TEXT(0, "until", "DATE", M("it goes on until then, longer than was " \
	    "said; open: without an end")), \
	DATED_EXPECT_OPT, \
	DATED_REASON_OPT
#define DATED_CORRECT_OPTS \
	OPT_TEXT(0, "at", "DATE", M("a time at which what was said is wrong " \
	    "(default: today)")), \
	OPT_TEXT(0, "began", "DATE", M("when it really began")), \
	OPT_TEXT(0, "ended", "DATE", M("when it really ended; open: not yet")), \
	DATED_EXPECT_OPT, \
	DATED_REASON_OPT
#define DATED_END_OPTS \
	OPT_TEXT(0, "on", "DATE", M("when it is no more (default: today)")), \
	DATED_REASON_OPT
#define DATED_LIST_OPTS \
	OPT_TEXT(0, "at", "DATE", M("as of this time (default: now)")), \
	OPT_TEXT(0, "known-at", "ENTRY|DATE", M("as it was known at this entry " \
	    "or time (default: now)")), \
	OPT_FLAG(0, "all", M("all states, whenever they hold")), \
	OPT_FLAG(0, "newest", M("those that were entered last come first")), \
	OPT_TEXT(0, "sort", "COLUMN[,-COLUMN]", M("in the order of these " \
	    "columns; a hyphen before one: backwards")), \
	OPT_TEXT(0, "after", "KEY", M("those behind this one")), \
	OPT_INT('m', "most", "N", M("at most this many records")), \
	OPT_TEXT(0, "to", "FILE", M("write the list to this file: CSV, or a " \
	    "workbook when it ends in .xlsx"))
/* Of a subject that keeps a scope, beside its filters. */
#define DATED_UNDER_OPT \
	OPT_TEXT('u', "under", "BODY|DIVISION", M("only those of this body and " \
	    "of all that stand under it, or in this division and below it"))
#define DATED_SHOW_OPTS \
	OPT_TEXT(0, "known-at", "ENTRY|DATE", M("as it was known at this entry " \
	    "or time (default: now)"))
#define DATED_IMPORT_OPTS \
	OPT_TEXT('s', "source", "NAME", M("who gave the codes of rows that do " \
	    "not say so (default: local)")), \
	OPT_TEXT(0, "sheet", "NAME", M("the sheet of a workbook (default: the " \
	    "first)")), \
	OPT_FLAG('n', "dry-run", M("judge every row, record nothing")), \
	CONSOLE_ERRORS_OPT, \
	OPT_CHOICE(0, "on-conflict", dated_conflicts, M("when a record is there " \
	    "and says something else: stop (default), skip it, or update it"))

#define DATED_VERB(x, verb) \
	__attribute__((unused)) static enum err \
	x##_cmd_##verb(struct cmd *c, struct note *note) \
	{ \
		return dated_cmd_##verb(c, &x##_dated, note); \
	}
/* Options and handlers of the verbs; ${fields} are the options of the state's
 * fields, ${filters} those by which lists are cut. */
#define DATED_VERBS(x, fields, filters) \
	static const struct opt x##_add_opts[] = { \
	    fields, DATED_ADD_OPTS, OPT_END }; \
	static const struct opt x##_change_opts[] = { \
	    fields, DATED_CHANGE_OPTS, OPT_END }; \
	static const struct opt x##_correct_opts[] = { \
	    fields, DATED_CORRECT_OPTS, OPT_END }; \
	static const struct opt x##_end_opts[] = { DATED_END_OPTS, OPT_END }; \
	static const struct opt x##_withdraw_opts[] = { \
	    DATED_REASON_OPT, OPT_END }; \
	static const struct opt x##_list_opts[] = { \
	    filters, DATED_LIST_OPTS, OPT_END }; \
	__attribute__((unused)) static const struct opt x##_show_opts[] = { \
	    DATED_SHOW_OPTS, OPT_END }; \
	static const struct opt x##_import_opts[] = { \
	    DATED_IMPORT_OPTS, OPT_END }; \
	__attribute__((unused)) static const struct opt x##_template_opts[] = { \
	    OPT_END }; \
	DATED_VERB(x, add) \
	DATED_VERB(x, change) \
	DATED_VERB(x, correct) \
	DATED_VERB(x, end) \
	DATED_VERB(x, withdraw) \
	DATED_VERB(x, list) \
	DATED_VERB(x, show) \
	DATED_VERB(x, import) \
	DATED_VERB(x, export) \
	DATED_VERB(x, template)

enum { DATED_WRITES = COMMAND_STORE | COMMAND_WRITES };

/* The gist, the explanation and the flags of the verb template are the same for all. */
#define DATED_TEMPLATE_ROW(x, example_) \
	DATED_ROW(x, template, 0, "FILE", 1, M("write an empty sheet with the " \
	    "headings of the import"), M("CSV, or a workbook when the name ends " \
	    "in .xlsx, whose second sheet explains each column."), example_)

/* The rows: ${gist} and ${example} of each verb are the subject's own. */
#define DATED_ROW(x, verb, flags_, operand, n, gist_, more_, example_) \
	{ #x " " #verb, x##_cmd_##verb, flags_, x##_##verb##_opts, operand, n, \
	    n, gist_, more_, example_ }

#endif
