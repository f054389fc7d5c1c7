/* SPDX-License-Identifier: Apache-2.0 */
/*
 * read [--check] [--test] [--zh] FILE…: what is wrong with these packs?  Those
 * that are used come before those that use them.  Each fault is a line
 * FILE:LINE:COLUMN: what.  For tests; `anze pack check` is for people.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/say.h"
#include "pack/judge.h"

enum { FILES_MAX = 16, BYTES_MAX = 256 * 1024 * 1024 };

struct reader {
	struct arena		*a;
	struct voice		 voice;
	const struct pack	*packs[FILES_MAX];
	size_t			 npacks;
	bool			 check, test, failed;
};

static void
line_put(struct reader *x, const char *file, struct pack_place at,
    const char *mark, struct note *note)
{
	struct buf b = BUF_IN(x->a);

	note->where = (struct where){ NULL, NULL, 0, 0, 0 };
	say_note(&b, x->voice, note);
	printf("%s:%d:%d: %s%.*s\n", file, (int)at.line, (int)at.column, mark,
	    STR_ARG(buf_view(&b)));
}

static void
faults_put(struct reader *x, const char *file, struct pack_faults *faults)
{
	for (struct pack_fault *f = faults->first; f != NULL; f = f->next)
		line_put(x, file, f->at, f->remark ? "remark: " : "",
		    f->note);
	if (faults->more)
		printf("%s: more than %d\n", file, (int)PACK_FAULTS_MAX);
}

static void
examples_run(struct reader *x, const char *file, const struct pack *p)
{
	struct pack_tested done = { .first = NULL };
	struct note note = NOTE_INIT;

	if (pack_test(x->a, p, zone_built_in(S("Asia/Shanghai")), &done,
	    &note) != ERR_OK) {
		x->failed = true;
		line_put(x, file, (struct pack_place){ 0, 0 }, "", &note);
		return;
	}
	for (const struct pack_failure *f = done.first; f != NULL;
	    f = f->next) {
		x->failed = true;
		if (f->note != NULL) {
			line_put(x, file, f->example->at, "", f->note);
			continue;
		}
		printf("%s:%d:%d: %.*s: %.*s%s%.*s: %.*s, not %.*s\n", file,
		    (int)f->expect->at.line, (int)f->expect->at.column,
		    STR_ARG(f->example->id), STR_ARG(f->expect->what),
		    f->expect->of.n > 0 ? " " : "", STR_ARG(f->expect->of),
		    STR_ARG(f->got), STR_ARG(f->expect->outcome));
	}
	printf("%s: %zu examples, %zu expectations, %zu failed\n", file,
	    done.examples, done.expectations, done.failed);
}

static void
pack_do(struct reader *x, const char *file)
{
	struct pack_faults faults = { .first = NULL };
	struct note note = NOTE_INIT;
	const struct pack *p = NULL;
	struct str text = S("");
	enum err e;

	if ((e = file_read(x->a, file, BYTES_MAX, &text, &note)) == ERR_OK)
		e = pack_read(x->a, text, x->packs, x->npacks, &p, &faults,
		    &note);
	if (e == ERR_OK && x->check)
		e = pack_check(x->a, p, &faults, &note);
	faults_put(x, file, &faults);
	if (p == NULL || e != ERR_OK) {
		line_put(x, file, (struct pack_place){ 0, 0 }, "", &note);
		x->failed = true;
		return;
	}
	x->failed |= faults.errors > 0;
	printf("%s: %zu clauses, %zu facts, %zu rules, %zu examples\n", file,
	    p->nclauses, p->nfacts, p->nrules, p->nexamples);
	if (x->test)
		examples_run(x, file, p);
	x->packs[x->npacks++] = p;
}

int
main(int argc, char **argv)
{
	struct reader x = { .a = arena_new(), .voice = { LANG_EN, NULL } };

	for (int i = 1; i < argc && x.a != NULL; i++) {
		if (strcmp(argv[i], "--check") == 0)
			x.check = true;
		else if (strcmp(argv[i], "--test") == 0)
			x.test = true;
		else if (strcmp(argv[i], "--zh") == 0)
			x.voice.lang = LANG_ZH_CN;
		else if (x.npacks < FILES_MAX)
			pack_do(&x, argv[i]);
	}
	arena_free(x.a);
	return x.failed ? 1 : 0;
}
