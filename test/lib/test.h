/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a test written here?  One behaviour, its name a sentence:
 *
 *	TEST("an empty file has no rows")
 *	{
 *		CHECK_INT(rows_of(""), 0);
 *	}
 *
 * Every TEST of a program runs, by cmocka, in the order of the file; the
 * output is TAP.  A scratch folder per program: test_folder().
 */
#ifndef TEST_LIB_TEST_H
#define TEST_LIB_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/note.h"
#include "base/timesource.h"

struct test {
	const char	*name;
	void		(*run)(void **);
	struct test	*next;
};

void test_register(struct test *t);

#define TEST_JOIN_(a, b)	a##b
#define TEST_JOIN(a, b)		TEST_JOIN_(a, b)
#define TEST_NAMED(id, sentence) \
	static void id(void **state_of_test); \
	__attribute__((constructor)) static void \
	TEST_JOIN(id, _register)(void) \
	{ \
		static struct test t = { sentence, id, NULL }; \
		test_register(&t); \
	} \
	static void \
	id(void **state_of_test __attribute__((unused)))
#define TEST(sentence)	TEST_NAMED(TEST_JOIN(test_, __LINE__), sentence)

#define CHECK(cond)		assert_true(cond)
#define CHECK_INT(got, want)	assert_int_equal((got), (want))
/* Compare a struct str with a C string; shows both. */
#define CHECK_STR(got, want) \
	test_check_str((got), str_of(want), __FILE__, __LINE__)
/* An enum err, with the note's words when it is another. */
#define CHECK_ERR(got, want, note) \
	test_check_err((got), (want), (note), __FILE__, __LINE__)
#define CHECK_OK(got, note)	CHECK_ERR((got), ERR_OK, (note))
#define SKIP(why)		test_skip(why)

void test_check_str(struct str got, struct str want, const char *file,
    int line);
void test_check_err(enum err got, enum err want, const struct note *note,
    const char *file, int line);
void test_skip(const char *why);

/* A folder of this program's own, removed at its end. */
const char *test_folder(void);
/* A path in it, in ${a}. */
const char *test_path(struct arena *a, const char *name);

/* A clock that stands still until told, and chance that repeats. */
struct test_clock {
	int64_t	now;
};
struct timesource test_timesource(struct test_clock *c);
struct test_chance {
	uint64_t	state;
};
struct chance test_chance_of(struct test_chance *c);

#endif
