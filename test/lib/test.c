/* SPDX-License-Identifier: Apache-2.0 */
#include "test/lib/test.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

static struct test *first, **last = &first;
static char folder[] = "/tmp/anze-test-XXXXXX";
static bool folder_made;

void
test_register(struct test *t)
{
	*last = t;
	last = &t->next;
}

void
test_check_str(struct str got, struct str want, const char *file, int line)
{
	if (str_eq(got, want))
		return;
	print_error("got:  \"%.*s\"\nwant: \"%.*s\"\n", STR_ARG(got),
	    STR_ARG(want));
	_fail(file, line);
}

void
test_check_err(enum err got, enum err want, const struct note *note,
    const char *file, int line)
{
	if (got == want)
		return;
	print_error("got %s, want %s: %s\n", err_name(got), err_name(want),
	    note == NULL || note->msg == NULL ? "-" : note->msg);
	if (note != NULL && note->msg != NULL)
		for (const struct arg *a = note->args; a->kind != ARG_NONE; a++)
			print_error("  %s = %.*s%lld\n", a->name,
			    STR_ARG(a->text), (long long)a->num);
	_fail(file, line);
}

void
test_skip(const char *why)
{
	print_message("# skip: %s\n", why);
	skip();
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *f)
{
	(void)st;
	(void)flag;
	(void)f;
	return remove(path);
}

static void
folder_remove(void)
{
	if (folder_made)
		(void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *
test_folder(void)
{
	if (!folder_made) {
		if (mkdtemp(folder) == NULL)
			abort();
		folder_made = true;
		(void)atexit(folder_remove);
	}
	return folder;
}

const char *
test_path(struct arena *a, const char *name)
{
	return str_fmt(a, "%s/%s", test_folder(), name).p;
}

static int64_t
clock_now(void *arg)
{
	return ((struct test_clock *)arg)->now;
}

struct timesource
test_timesource(struct test_clock *c)
{
	return (struct timesource){ clock_now, c };
}

/* xorshift64*: repeatable, and good enough to make keys that differ. */
static void
chance_fill(void *arg, void *to, size_t n)
{
	struct test_chance *c = arg;
	unsigned char *p = to;

	for (size_t i = 0; i < n; i++) {
		c->state ^= c->state >> 12;
		c->state ^= c->state << 25;
		c->state ^= c->state >> 27;
		p[i] = (unsigned char)(c->state *
		    UINT64_C(0x2545F4914F6CDD1D) >> 56);
	}
}

struct chance
test_chance_of(struct test_chance *c)
{
	if (c->state == 0)
		c->state = 1;
	return (struct chance){ chance_fill, c };
}

/* cmocka tells of a skipped test as "not ok N # SKIP …"; TAP wants ok. */
static ssize_t
tap_write(void *arg, const char *line, size_t n)
{
	struct str s = { line, n };
	FILE *out = arg;

	if (str_starts(s, "not ok ") &&
	    str_starts(str_part(s, str_find(s, '#'), n), "# SKIP"))
		s = str_part(s, 4, n);
	(void)fwrite(s.p, 1, s.n, out);
	return fflush(out) == 0 ? (ssize_t)n : 0;
}

/* Lines that go to standard output pass tap_write(). */
static void
tap_begin(void)
{
	FILE *out = fdopen(dup(STDOUT_FILENO), "w");
	FILE *tap = out == NULL ? NULL : fopencookie(out, "w",
	    (cookie_io_functions_t){ .write = tap_write });

	if (tap == NULL)
		abort();
	(void)setvbuf(tap, NULL, _IOLBF, BUFSIZ);
	stdout = tap;
}

int
main(void)
{
	struct CMUnitTest *tests;
	size_t n = 0;
	int failed;

	for (struct test *t = first; t != NULL; t = t->next)
		n++;
	if ((tests = calloc(n + 1, sizeof *tests)) == NULL)
		return 1;
	n = 0;
	for (struct test *t = first; t != NULL; t = t->next)
		tests[n++] = (struct CMUnitTest){ t->name, t->run, NULL, NULL,
		    NULL };
	tap_begin();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	failed = _cmocka_run_group_tests("tests", tests, n, NULL, NULL);
	free(tests);
	return failed == 0 ? 0 : 1;
}
