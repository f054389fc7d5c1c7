/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutate KNOWN PACK...: would the examples of the packs notice a wrong figure?
 *
 * Each threshold is moved by one unit, each comparison and connective turned,
 * each condition turned into what it excludes, each mark of attestation into
 * one that decides or only advises, each duration made a unit longer and
 * shorter, each date moved by a day, one at a time; the pack is read again and
 * its examples are run.  A mutant that
 * breaks no example survived: it is printed, unless KNOWN names it with a
 * reason.  The packs are given in the order in which they use each other.
 * Exit 1 when one survives that is not known, or a known one no longer does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/say.h"
#include "pack/judge.h"
#include "test/mutate/mutate.h"

enum { PACKS_MAX = 32, KNOWN_BYTES_MAX = 64 * 1024 };

struct work {
	struct arena		*a;
	const struct pack	*packs[PACKS_MAX];
	size_t			 npacks;
	struct str		 known;		/* the list of survivors */
	size_t			 known_met, known_all;
	const struct zone	*zone;
	struct str		 text;		/* of the pack at hand */
	const char		*file;
	size_t			 made, unread, killed, survived;
};

static void
die(const struct note *note)
{
	struct buf b = BUF_INIT;

	say_note(&b, (struct voice){ LANG_EN, NULL }, note);
	fprintf(stderr, "mutate: %.*s\n", STR_ARG(buf_view(&b)));
	buf_free(&b);
	exit(2);
}

/* Is the pack with this text still as its examples have it? */
static enum mutant
try_text(struct work *w, struct arena *a, struct str text)
{
	struct pack_faults faults = { 0 };
	struct pack_tested tested = { 0 };
	const struct pack *p = NULL;
	struct note note = NOTE_INIT;

	if (pack_read(a, text, w->packs, w->npacks, &p, &faults, &note) !=
	    ERR_OK)
		return MUTANT_UNREAD;
	if (pack_test(a, p, w->zone, &tested, &note) != ERR_OK)
		die(&note);
	return tested.failed > 0 ? MUTANT_KILLED : MUTANT_SURVIVED;
}

/* A line of the list is "FILE: what it was => what it is: reason". */
static bool
known(struct work *w, struct str line)
{
	struct str rest = w->known, piece;

	while (str_cut(&rest, '\n', &piece))
		if (piece.n > line.n && memcmp(piece.p, line.p, line.n) == 0 &&
		    piece.p[line.n] == ':') {
			w->known_met++;
			return true;
		}
	return false;
}

/* How many does it name of the file at hand? */
static size_t
known_lines(const struct work *w)
{
	struct str rest = w->known, piece;
	size_t n = 0;

	while (str_cut(&rest, '\n', &piece))
		n += str_starts(piece, w->file);
	return n;
}

/* The line in which byte ${at} stands, without blanks around it. */
static struct str
line_of(struct str text, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && text.p[from - 1] != '\n')
		from--;
	while (to < text.n && text.p[to] != '\n')
		to++;
	return str_trim(str_part(text, from, to));
}

static void
mutant(void *arg, struct change c)
{
	struct work *w = arg;
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;
	enum mutant m;
	struct str was, is, said;

	buf_str(&b, str_part(w->text, 0, c.from));
	buf_str(&b, c.with);
	buf_str(&b, str_part(w->text, c.to, w->text.n));
	if (a == NULL || buf_failed(&b))
		exit(2);
	m = try_text(w, a, buf_view(&b));
	w->made++;
	if (m == MUTANT_UNREAD)
		w->unread++;
	else if (m == MUTANT_KILLED)
		w->killed++;
	else {
		was = line_of(w->text, c.from);
		is = line_of(buf_view(&b), c.from);
		said = str_fmt(a, "%s: %.*s => %.*s", w->file, STR_ARG(was),
		    STR_ARG(is));
		if (!known(w, said)) {
			w->survived++;
			printf("%.*s\n", STR_ARG(said));
		}
	}
	buf_free(&b);
	arena_free(a);
}

static void
mutate_pack(struct work *w, const char *path)
{
	struct pack_faults faults = { 0 };
	struct pack_tested tested = { 0 };
	const struct pack *p = NULL;
	const char *slash = strrchr(path, '/');
	struct note note = NOTE_INIT;

	w->file = slash != NULL ? slash + 1 : path;
	if (file_read(w->a, path, PACK_BYTES_MAX, &w->text, &note) != ERR_OK ||
	    pack_read(w->a, w->text, w->packs, w->npacks, &p, &faults,
	    &note) != ERR_OK || pack_test(w->a, p, w->zone, &tested, &note) !=
	    ERR_OK)
		die(&note);
	if (tested.failed > 0) {
		fprintf(stderr, "mutate: examples of %s fail unchanged: run "
		    "anze pack test first.\n", path);
		exit(2);
	}
	mutate_changes(w->text, mutant, w);
	w->known_all += known_lines(w);
	w->packs[w->npacks++] = p;
}

int
main(int argc, char **argv)
{
	struct work w = { .a = arena_new(),
	    .zone = zone_built_in(S("Asia/Shanghai")) };
	struct note note = NOTE_INIT;

	if (argc < 3 || argc > 2 + PACKS_MAX || w.a == NULL) {
		fprintf(stderr, "usage: mutate KNOWN PACK...\n");
		return 2;
	}
	if (file_read(w.a, argv[1], KNOWN_BYTES_MAX, &w.known, &note) !=
	    ERR_OK)
		die(&note);
	for (int i = 2; i < argc; i++)
		mutate_pack(&w, argv[i]);
	printf("%zu mutants: %zu broke an example, %zu could not be read, "
	    "%zu are known to survive, %zu survived\n", w.made, w.killed,
	    w.unread, w.known_met, w.survived);
	if (w.known_met < w.known_all) {
		printf("%s names mutants that no longer survive\n", argv[1]);
		w.survived++;
	}
	arena_free(w.a);
	return w.survived > 0;
}
