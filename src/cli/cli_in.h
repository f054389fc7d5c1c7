/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of this folder share, and nobody else sees? */
#ifndef CLI_CLI_IN_H
#define CLI_CLI_IN_H

#include "cli/cli_cmd.h"

#define CLI_NAME	"anze"

enum {
	CLI_WORDS_MAX	= 8,	/* words of one command's name */
	CLI_WIDTH	= 80,	/* of a terminal that does not say */
	CLI_WIDTH_MAX	= 1000
};

/* What was given for one option. */
struct opt_value {
	bool		 given;
	struct str	 text;	/* as typed; of a choice its word */
	int64_t		 num;	/* int; date: its day */
	struct str	*many;	/* the values of one that may be repeated */
	size_t		 n;
};

/* globals.c: the options that every command has. */
enum global {
	GLOBAL_STORE, GLOBAL_FILES, GLOBAL_AS, GLOBAL_LANG, GLOBAL_JSON,
	GLOBAL_YES, GLOBAL_HELP, GLOBAL_VERSION, GLOBAL__MAX
};
extern const struct opt cli_globals[GLOBAL__MAX + 1];	/* ends with OPT_END */
/* The environment's variable for a global option, or NULL. */
const char *global_variable(enum global g);
/* What holds before a word is read: environment, and what the words seem to
 * say about language and JSON, so that their faults can be told. */
void globals_before(struct globals *g, int argc, char **argv);
/* What the options read and the environment say together. */
enum err globals_set(struct globals *g, const struct opt_value *v,
    struct note *note);

/* options.c: rows of options, by name or letter; NULL if there is none. */
const struct opt *opt_named(const struct opt *opts, struct str name);
const struct opt *opt_lettered(const struct opt *opts, char letter);
/* Understand ${text} for ${o}; an ERR_USAGE ends with which help to read. */
enum err opt_set(struct arena *a, const struct opt *o, struct str text,
    struct str help, struct opt_value *v, struct note *note);
/* A time as it is typed, in the zone of ${v}. */
bool opt_moment(struct arena *a, struct voice v, struct str text,
    struct moment *ret);
/* Does this placeholder ("FILE", "DIR") stand for a path? */
bool word_is_path(struct str word);
/* The placeholder of the ${i}-th operand without its brackets. */
struct str operand_word(const struct command *row, size_t i);

/* find.c: commands by their words. */
const struct command *command_find(const struct command_table *t,
    const struct str *words, size_t n);
bool command_begins(const struct command *row, const struct str *words,
    size_t n);
bool command_any(const struct command_table *t, const struct str *words,
    size_t n);
/* The ${i}-th word of a command's name; empty behind the last. */
struct str command_word(const struct command *row, size_t i);

/* The words after the first ${n} of all commands that begin with these, each
 * once, joined by ", ". */
struct str command_next(const struct command_table *t, struct arena *a,
    const struct str *words, size_t n);

/* The nearest of many to what was typed; ${word} is empty when all are too far
 * to be meant. */
struct nearest {
	struct str	typed;
	struct str	word;
	unsigned	best;	/* internal */
};
void nearest_start(struct nearest *n, struct str typed);
void nearest_try(struct nearest *n, struct str candidate);
/* The nearest beginning of a command, given that ${known} words are right. */
struct str command_nearest(const struct command_table *t, struct arena *a,
    const struct str *words, size_t n, size_t known);

/* wrap.c: put ${text} from column ${at} on, further lines from ${indent} on;
 * Chinese breaks between characters, as its punctuation allows. */
void wrap_put(struct buf *b, struct str text, size_t at, size_t indent,
    size_t width);
/* May a line end between these two characters without a blank? */
bool wrap_between(int32_t before, int32_t after);
void pad_put(struct buf *b, size_t n);
/* What stands between the members of a list in a sentence. */
const char *list_comma(enum lang lang);

/* help.c: one option as it is typed ("-y, --year YEAR") and what it means. */
void opt_term(struct buf *b, const struct opt *o);
void opt_meaning(struct buf *b, struct voice v, const struct opt *o);

/* visible.c: nothing in a text may steer the terminal.  Bad bytes and controls
 * are written out; tabs and line feeds too in a cell, backslashes doubled in
 * a pipe so that the way back is certain. */
enum {
	VISIBLE_CELL	= 1 << 0,
	VISIBLE_PIPE	= 1 << 1
};
void visible_put(struct buf *b, struct str s, unsigned how);

/* terminal.c */
struct progress {
	const char	*what;
	int64_t		 began, drawn_at;	/* ms; 0: not yet */
	int64_t		 phase_at, phase_done;
	size_t		 columns;		/* of what stands there now */
};

struct rows;

struct terminal {
	struct arena		*a;
	int			 in, out, err;
	bool			 in_tty, out_tty, err_tty;
	bool			 closed;	/* the reader of ${out} left */
	struct timesource	 clock;
	struct progress		 progress;
	struct rows		*rows;		/* begun, not yet ended */
};
size_t terminal_width(int fd);
/* Straight to standard output: past progress and unfinished tables. */
enum err terminal_write(struct terminal *t, struct str s, struct note *note);
/* Words on stderr, as far as they go: there is nowhere left to complain. */
void terminal_tell(struct terminal *t, struct str s);
void progress_erase(struct terminal *t);
/* Write what the begun table still holds back. */
enum err rows_flush(struct rows *rows, struct note *note);

/* rows.c, table.c: the sink of cmd_rows(). */
enum {
	LOOK_ROWS	= 100,		/* held back to find the widths */
	LOOK_BYTES	= 64 * 1024,	/* at most so much of them */
	OUT_BYTES	= 32 * 1024	/* written at once into a pipe */
};

struct cell {
	struct str	text;
	size_t		columns;
};

struct rows {
	struct rowsink	 head;
	struct cmd	*c;
	struct buf	 out;
	/* Only on a terminal: */
	size_t		 n;			/* columns shown */
	size_t		 field[FIELDS_MAX];	/* which field is the column */
	size_t		 width[FIELDS_MAX];
	size_t		 room;			/* columns of the terminal */
	struct buf	 held;			/* text of the cells held */
	struct cell	*cell;			/* LOOK_ROWS × n */
	size_t		 nheld;			/* rows; */
	bool		 settled;		/* the widths are known */
};

struct str rows_label(const struct rows *s, const struct field *f);
/* Into the buffer of ${s}, and from there to standard output.  It has its room
 * from the beginning and is never grown, since it lies in an arena that others
 * reset between rows. */
enum err rows_put(struct rows *s, struct str bytes, struct note *note);
enum err rows_out(struct rows *s, struct note *note);
void rows_drop(struct rowsink *sink);
extern const struct rowsink_ops table_ops;
/* Find the widths of the columns; write the heading and what was held back. */
enum err table_settle(struct rows *s, struct note *note);

/* One record as the object that stands in the list of rowsink_json(); what it
 * takes from ${a} the caller gives back. */
enum err object_json(struct buf *b, struct arena *a, const struct fields *fs,
    const struct value *values, struct note *note);

/* The note for Ctrl-C. */
enum err note_stopped(struct note *note);

#endif
