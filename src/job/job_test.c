/* SPDX-License-Identifier: Apache-2.0 */
#include "base/moment.h"
#include "job/job.h"
#include "test/lib/test.h"

static struct key
id_of(int n)
{
	struct key id = { { (unsigned char)n, (unsigned char)(n >> 8), 7 } };

	return id;
}

TEST("each wait is about twice the one before, up to an hour")
{
	int64_t most = 10 * SECOND_MS;

	for (int n = 1; n <= 40; n++) {
		for (int i = 0; i < 50; i++) {
			int64_t ms = job_wait_ms(id_of(i), n);

			CHECK(ms >= most / 2 && ms <= most);
		}
		most = most * 2 > HOUR_MS ? HOUR_MS : most * 2;
	}
}

TEST("waits of one job repeat, and those of many jobs lie apart")
{
	int64_t sum = 0, least = INT64_MAX, most = 0;

	for (int i = 0; i < 1000; i++) {
		int64_t ms = job_wait_ms(id_of(i), 5);

		CHECK(ms == job_wait_ms(id_of(i), 5));
		sum += ms;
		least = ms < least ? ms : least;
		most = ms > most ? ms : most;
	}
	/* Between 80 and 160 seconds, evenly. */
	CHECK(least < 81 * SECOND_MS && most > 159 * SECOND_MS);
	CHECK(sum / 1000 > 117 * SECOND_MS && sum / 1000 < 123 * SECOND_MS);
	CHECK(job_wait_ms(id_of(1), 5) != job_wait_ms(id_of(1), 6));
}

TEST("odd numbers of failures do no harm")
{
	CHECK(job_wait_ms(id_of(1), 0) <= 10 * SECOND_MS);
	CHECK(job_wait_ms(id_of(1), -7) > 0);
	CHECK(job_wait_ms(id_of(1), INT64_MAX) <= HOUR_MS);
}

static const struct job_kind kinds_rows[] = {
	{ "mail", NULL, 3, 20 },
	{ "report", NULL, 0, 0 },
};
static const struct job_kinds kinds = { kinds_rows, 2 };

TEST("a kind is found by its name, and none by another")
{
	CHECK(job_kind_find(&kinds, S("mail")) == &kinds_rows[0]);
	CHECK(job_kind_find(&kinds, S("report")) == &kinds_rows[1]);
	CHECK(job_kind_find(&kinds, S("m")) == NULL);
	CHECK(job_kind_find(&kinds, S("zzz")) == NULL);
	CHECK(job_kind_find(&(struct job_kinds){ NULL, 0 }, S("mail")) ==
	    NULL);
}

TEST("a kind says how long a lease is and which run is the last")
{
	struct job job = { .tries = 2 };

	CHECK_INT(job_lease_ms(&kinds_rows[0]), 20 * SECOND_MS);
	CHECK_INT(job_lease_ms(&kinds_rows[1]), JOB_LEASE_S * SECOND_MS);
	CHECK_INT(job_lease_ms(NULL), JOB_LEASE_S * SECOND_MS);
	CHECK(!job_is_last(&kinds_rows[0], &job));
	job.tries = 3;
	CHECK(job_is_last(&kinds_rows[0], &job));
	job.earlier = 1;
	CHECK(!job_is_last(&kinds_rows[0], &job));
	job = (struct job){ .tries = JOB_TRIES };
	CHECK(job_is_last(&kinds_rows[1], &job));
	CHECK(job_is_last(NULL, &job));
}

TEST("every state has a word of its own")
{
	for (int i = 0; i < JOB_STATE__MAX; i++) {
		enum job_state s = JOB_STATE__MAX;

		CHECK(job_state_read(str_of(job_state_word((enum job_state)i)),
		    &s));
		CHECK_INT(s, i);
	}
	CHECK(!job_state_read(S("lost"), &(enum job_state){ JOB_DONE }));
}

TEST("a cause names its entry or request, and its part")
{
	struct arena *a = arena_new();

	CHECK_STR(job_cause_entry(a, 17, S("")), "entry:17");
	CHECK_STR(job_cause_entry(a, 17, S("to/2")), "entry:17/to/2");
	CHECK_STR(job_cause_request(a, id_of(1), S("")),
	    "request:01000700-0000-0000-0000-000000000000");
	arena_free(a);
}

TEST("a failure is kept in no language, and comes back as it was")
{
	struct arena *a = arena_new();
	struct note why = NOTE_INIT, got = NOTE_INIT;
	struct str kept;

	(void)NOTE(&why, ERR_FULL, M("No room for {file}: {n} of {of}, "
	    "{what}, since {day}, at {at}."), A_CSTR("file", "a \"b\"\n"),
	    A_INT("n", -5), A_INT("of", INT64_C(9007199254740991)),
	    A_WORD("what", "Done."), A_DAY("day", 20000),
	    A_MOMENT("at", INT64_C(1772438400000)));
	kept = job_failure_keep(a, &why);
	CHECK_OK(job_failure(a, kept, &got, NULL), NULL);
	CHECK_INT(got.err, ERR_FULL);
	CHECK_STR(str_of(got.msg), why.msg);
	for (int i = 0; i < 7; i++) {
		CHECK_INT(got.args[i].kind, why.args[i].kind);
		CHECK_INT(got.args[i].num, why.args[i].num);
		CHECK(str_eq(got.args[i].text, why.args[i].text));
		if (why.args[i].kind != ARG_NONE)
			CHECK_STR(str_of(got.args[i].name), why.args[i].name);
	}
	arena_free(a);
}

TEST("what a system says in no proper text is kept all the same")
{
	struct arena *a = arena_new();
	struct note why = NOTE_INIT, got = NOTE_INIT;

	(void)NOTE(&why, ERR_IO, M("{words}"),
	    A_CSTR("words", "caf\xe9, e\xcc\x81, \x01"));
	CHECK_OK(job_failure(a, job_failure_keep(a, &why), &got, NULL), NULL);
	CHECK_STR(got.args[0].text, "caf?, e??, \x01");
	note_clear(&why);
	(void)NOTE(&why, ERR_IO, M("{words}"), A_CSTR("words", "e\xcc\x81"));
	CHECK_OK(job_failure(a, job_failure_keep(a, &why), &got, NULL), NULL);
	CHECK_STR(got.args[0].text, "\xc3\xa9");
	/* One that nobody put into words. */
	why = (struct note){ .err = ERR_BUSY };
	CHECK_OK(job_failure(a, job_failure_keep(a, &why), &got, NULL), NULL);
	CHECK_INT(got.err, ERR_BUSY);
	CHECK_STR(str_of(got.msg), err_words(ERR_BUSY));
	arena_free(a);
}

TEST("none was kept: that is said; what is damaged is refused")
{
	struct arena *a = arena_new();
	struct note got = NOTE_INIT;

	CHECK_ERR(job_failure(a, S(""), &got, NULL), ERR_NOTFOUND, NULL);
	CHECK_ERR(job_failure(a, S("{"), &got, NULL), ERR_INVALID, NULL);
	CHECK_OK(job_failure(a, S("{\"args\":[7,{\"name\":\"x\"}],\"err\":"
	    "\"ERR_NEW\",\"msg\":\"?\"}"), &got, NULL), NULL);
	CHECK_INT(got.err, ERR_BUG);
	CHECK_INT(got.args[0].kind, ARG_NONE);
	arena_free(a);
}
