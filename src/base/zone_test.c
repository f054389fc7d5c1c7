/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone.h"

#include "base/fault.h"
#include "base/file.h"
#include "base/zone_in.h"
#include "test/lib/test.h"

#define ZONEINFO	"/usr/share/zoneinfo/"

struct bench {
	struct arena	*a;
	struct note	 note;
};

static void
bench_open(struct bench *b)
{
	*b = (struct bench){ arena_new(), NOTE_INIT };
	assert_non_null(b->a);
}

static void
bench_close(struct bench *b)
{
	arena_free(b->a);
}

/* A zone of the system; skips the test where there is no zoneinfo. */
static const struct zone *
zone(struct bench *b, const char *name)
{
	const struct zone *z = NULL;

	if (!file_exists(ZONEINFO "Europe/Berlin"))
		SKIP("the package tzdata is not installed");
	CHECK_OK(zone_load(b->a, str_of(name), &z, &b->note), &b->note);
	CHECK_STR(str_of(zone_name(z)), name);
	return z;
}

static int64_t
utc(const char *text)
{
	struct moment m = { 0 };

	assert_true(moment_parse(str_of(text), &m));
	return m.ms;
}

static struct civil
wall(const char *text)
{
	return civil_from_ms(utc(text));
}

static void
check_local(const struct zone *z, const char *instant, const char *shown)
{
	struct civil c = zone_local(z, utc(instant));
	struct buf b = BUF_INIT;

	moment_put(&b, (struct moment){ ms_from_civil(&c), PREC_SECOND });
	CHECK_STR(buf_view(&b), shown);
	buf_free(&b);
}

static void
check_instant(const struct zone *z, const char *shown, const char *instant)
{
	struct civil c = wall(shown);
	int64_t ms = 0;

	assert_true(zone_instant(z, &c, &ms));
	CHECK_INT(ms, utc(instant));
}

TEST("UTC and Shanghai need no file")
{
	struct bench b;
	const struct zone *z = NULL;

	bench_open(&b);
	CHECK_OK(zone_load(b.a, S("UTC"), &z, &b.note), &b.note);
	CHECK_INT(zone_offset(z, 0), 0);
	CHECK_STR(str_of(zone_name(NULL)), "UTC");
	CHECK_INT(zone_offset(NULL, utc("2026-11-23T06:10Z")), 0);
	check_instant(NULL, "2026-11-23T06:10:00Z", "2026-11-23T06:10Z");
	CHECK_OK(zone_load(b.a, S("Asia/Shanghai"), &z, &b.note), &b.note);
	CHECK_STR(str_of(zone_name(z)), "Asia/Shanghai");
	check_local(z, "2026-11-23T06:10Z", "2026-11-23T14:10:00Z");
	check_instant(z, "2026-11-23T14:10:00Z", "2026-11-23T06:10Z");
	check_local(z, "9999-12-31T00:00Z", "9999-12-31T08:00:00Z");
	/* Summer time of 1986 to 1991, and the sun's time before 1901. */
	check_local(z, "1986-05-04T00:00Z", "1986-05-04T09:00:00Z");
	check_local(z, "1991-09-15T00:00Z", "1991-09-15T08:00:00Z");
	check_local(z, "1900-12-31T00:00Z", "1900-12-31T08:05:43Z");
	bench_close(&b);
}

TEST("Shanghai as built in is Shanghai as the system has it")
{
	const struct zone *built = NULL, *file = NULL;
	struct str bytes;
	struct bench b;

	bench_open(&b);
	if (!file_exists(ZONEINFO "Asia/Shanghai"))
		SKIP("the package tzdata is not installed");
	CHECK_OK(file_read(b.a, ZONEINFO "Asia/Shanghai", ZONE_FILE_MAX,
	    &bytes, &b.note), &b.note);
	CHECK_OK(zone_parse(b.a, S("x"), bytes.p, bytes.n, &file, &b.note),
	    &b.note);
	CHECK_OK(zone_load(b.a, S("Asia/Shanghai"), &built, NULL), NULL);
	CHECK_INT(built->n, file->n);
	for (size_t i = 0; i < file->n; i++) {
		int64_t ms = file->at[i] * SECOND_MS;

		CHECK_INT(built->at[i], file->at[i]);
		CHECK_INT(zone_offset(built, ms - 1), zone_offset(file, ms - 1));
		CHECK_INT(zone_offset(built, ms), zone_offset(file, ms));
	}
	CHECK_INT(zone_offset(file, utc("2160")), 8 * 60 * 60);
	bench_close(&b);
}

/* What the C library makes of the same file is the judge. */
static void
check_at(const struct zone *z, int64_t ms)
{
	time_t t = (time_t)(ms / 1000 - (ms % 1000 < 0));
	struct tm tm;

	assert_non_null(localtime_r(&t, &tm));
	if (zone_offset(z, ms) == tm.tm_gmtoff)
		return;
	print_error("%s at %lld: got %d, want %ld\n", zone_name(z),
	    (long long)ms, zone_offset(z, ms), tm.tm_gmtoff);
	fail();
}

static void
check_against_libc(struct bench *b, const char *name)
{
	const struct zone *z = zone(b, name);

	assert_int_equal(setenv("TZ", name, 1), 0);
	tzset();
	for (size_t i = 0; i < z->n; i++) {
		check_at(z, z->at[i] * SECOND_MS - 1);
		check_at(z, z->at[i] * SECOND_MS);
	}
	for (int64_t ms = utc("1880"); ms < utc("2160"); ms += 17 * HOUR_MS +
	    7 * MINUTE_MS + 13)
		check_at(z, ms);
}

TEST("zones of all kinds agree with the C library from 1880 to 2160")
{
	static const char *const names[] = {
		"Europe/Berlin", "America/New_York", "America/Sao_Paulo",
		"Australia/Sydney", "Australia/Lord_Howe", "Asia/Kolkata",
		"Asia/Kathmandu", "Asia/Tehran", "Asia/Urumqi", "Asia/Hong_Kong",
		"Asia/Taipei", "Pacific/Chatham", "Pacific/Apia",
		"Pacific/Kiritimati", "Africa/Casablanca", "America/Santiago",
		"Europe/Dublin", "Antarctica/Troll", "Asia/Gaza",
		"America/Nuuk", "Etc/GMT+12", "America/St_Johns",
	};
	struct bench b;

	bench_open(&b);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		check_against_libc(&b, names[i]);
	assert_int_equal(unsetenv("TZ"), 0);
	bench_close(&b);
}

TEST("an hour that is skipped has no moment")
{
	struct civil c = wall("2026-03-29T02:30Z");
	const struct zone *z;
	int64_t ms = 42;
	struct bench b;

	bench_open(&b);
	z = zone(&b, "Europe/Berlin");
	CHECK(!zone_instant(z, &c, &ms));
	CHECK_INT(ms, 42);
	check_instant(z, "2026-03-29T01:59:59Z", "2026-03-29T00:59:59Z");
	check_instant(z, "2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z");
	/* Samoa jumped over a whole day. */
	c = wall("2011-12-30T12:00Z");
	CHECK(!zone_instant(zone(&b, "Pacific/Apia"), &c, &ms));
	bench_close(&b);
}

TEST("an hour that occurs twice means the first")
{
	const struct zone *z;
	struct bench b;

	bench_open(&b);
	z = zone(&b, "Europe/Berlin");
	check_instant(z, "2026-10-25T02:30:00Z", "2026-10-25T00:30Z");
	check_instant(z, "2026-10-25T03:00:00Z", "2026-10-25T02:00Z");
	check_local(z, "2026-10-25T00:30Z", "2026-10-25T02:30:00Z");
	check_local(z, "2026-10-25T01:30Z", "2026-10-25T02:30:00Z");
	/* Lord Howe goes by half an hour, south of the equator. */
	z = zone(&b, "Australia/Lord_Howe");
	check_instant(z, "2026-04-05T01:45:00Z", "2026-04-04T14:45Z");
	bench_close(&b);
}

TEST("years after the last transition follow the rule")
{
	const struct zone *z;
	struct civil c;
	struct bench b;
	int64_t ms;

	bench_open(&b);
	z = zone(&b, "Europe/Berlin");
	check_local(z, "2500-07-01T12:00Z", "2500-07-01T14:00:00Z");
	check_local(z, "2500-12-01T12:00Z", "2500-12-01T13:00:00Z");
	z = zone(&b, "Australia/Sydney");
	check_local(z, "2500-07-01T12:00Z", "2500-07-01T22:00:00Z");
	check_local(z, "2500-12-31T12:59Z", "2500-12-31T23:59:00Z");
	check_local(z, "2500-12-31T13:01Z", "2501-01-01T00:01:00Z");
	c = wall("9999-12-31T23:59:59.999Z");
	CHECK(zone_instant(z, &c, &ms));
	c = wall("0001-01-01T00:00:00.000Z");
	CHECK(zone_instant(z, &c, &ms));
	bench_close(&b);
}

TEST("every moment that the wall shows is found again")
{
	const struct zone *z;
	struct bench b;

	bench_open(&b);
	z = zone(&b, "America/St_Johns");
	for (int64_t ms = utc("1985"); ms < utc("2060"); ms += 7 * HOUR_MS + 1) {
		struct civil c = zone_local(z, ms);
		int64_t again = 0;

		assert_true(zone_instant(z, &c, &again));
		/* Or the first of two, at most two hours before. */
		assert_true(again <= ms && ms - again <= 2 * HOUR_MS);
		c = zone_local(z, again);
		assert_true(ms_from_civil(&c) - again ==
		    zone_offset(z, again) * SECOND_MS);
	}
	bench_close(&b);
}

TEST("a wall that shows no time of any day has no moment")
{
	static const struct civil walls[] = {
		{ .year = 2026, .month = 2, .day = 29 },
		{ .year = 0, .month = 1, .day = 1 },
		{ .year = 2026, .month = 2, .day = 1, .hour = 24 },
		{ .year = 2026, .month = 2, .day = 1, .minute = 60 },
		{ .year = 2026, .month = 2, .day = 1, .second = 60 },
		{ .year = 2026, .month = 2, .day = 1, .ms = 1000 },
		{ .year = 2026, .month = 2, .day = 1, .hour = -1 },
	};
	int64_t ms = 42;

	for (size_t i = 0; i < sizeof walls / sizeof walls[0]; i++)
		CHECK(!zone_instant(NULL, &walls[i], &ms));
	CHECK_INT(ms, 42);
}

TEST("a name that leads elsewhere is refused before any file is opened")
{
	static const char *const names[] = {
		"", "/etc/passwd", "../../../etc/passwd", "Asia/../UTC",
		"Asia//Shanghai", "Asia/", "Asia/Shang hai", "亚洲/上海",
		"Asia/Shanghai.", "a\nb",
	};
	const struct zone *z = NULL;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct note note = NOTE_INIT;

		CHECK_ERR(zone_load(NULL, str_of(names[i]), &z, &note),
		    ERR_INVALID, &note);
	}
	CHECK(z == NULL);
}

TEST("a name that no zone has is not found, and the note names it")
{
	const struct zone *z = NULL;
	struct bench b;

	bench_open(&b);
	CHECK_ERR(zone_load(b.a, S("Asia/Atlantis"), &z, &b.note),
	    ERR_NOTFOUND, &b.note);
	CHECK_STR(b.note.args[0].text, "Asia/Atlantis");
	note_clear(&b.note);
	CHECK(zone_load(b.a, S("Asia"), &z, &b.note) != ERR_OK);
	CHECK(b.note.msg != NULL && z == NULL);
	bench_close(&b);
}

/* A file of two changes and the rule ${rule}, as the RFC lays it out. */
static struct str
tzif(struct arena *a, char version, const char *rule)
{
	static const unsigned char second[] =
	    "TZif" "2" "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	    "\0\0\0\0" "\0\0\0\0" "\0\0\0\0" "\0\0\0\2" "\0\0\0\2" "\0\0\0\10"
	    "\0\0\0\0\0\0\0\0" "\0\0\0\0\0\1\0\0" "\1\0"
	    "\0\0\016\020\0\0" "\0\0\034\040\1\4" "CET\0CES\0";
	struct buf b = BUF_IN(a);
	char first[44] = "TZif";

	first[4] = version;
	buf_put(&b, first, sizeof first);
	buf_put(&b, second, sizeof second - 1);
	buf_char(&b, '\n');
	buf_text(&b, rule);
	buf_char(&b, '\n');
	assert_false(buf_failed(&b));
	return buf_view(&b);
}

static enum err
parse(struct bench *b, struct str bytes, const struct zone **ret)
{
	/* On the heap and no longer than it is, for the sanitizer. */
	void *exact = malloc(bytes.n + 1);
	enum err r;

	assert_non_null(exact);
	free(exact);
	exact = malloc(bytes.n == 0 ? 1 : bytes.n);
	assert_non_null(exact);
	if (bytes.n != 0)
		memcpy(exact, bytes.p, bytes.n);
	note_clear(&b->note);
	r = zone_parse(b->a, S("Test/Zone"), exact, bytes.n, ret, &b->note);
	free(exact);
	return r;
}

TEST("a small file made by hand is read")
{
	const struct zone *z = NULL;
	struct bench b;

	bench_open(&b);
	CHECK_OK(parse(&b, tzif(b.a, '2', "CET-1CEST,M3.5.0,M10.5.0/3"), &z),
	    &b.note);
	CHECK_INT(zone_offset(z, -1), 3600);
	CHECK_INT(zone_offset(z, 0), 7200);
	CHECK_INT(zone_offset(z, 65535999), 7200);
	/* From the last change on it is the rule that says. */
	CHECK_INT(zone_offset(z, 65536000), 3600);
	CHECK_INT(zone_offset(z, utc("2026-07-01T00:00Z")), 7200);
	/* Without a rule the last change holds for ever. */
	CHECK_OK(parse(&b, tzif(b.a, '4', ""), &z), &b.note);
	CHECK_INT(zone_offset(z, utc("2026-07-01T00:00Z")), 3600);
	bench_close(&b);
}

TEST("a file cut at any byte is refused")
{
	const struct zone *z = NULL;
	struct str whole;
	struct bench b;

	bench_open(&b);
	whole = tzif(b.a, '3', "CET-1");
	for (size_t n = 0; n < whole.n; n++) {
		CHECK_ERR(parse(&b, str_part(whole, 0, n), &z), ERR_INVALID,
		    &b.note);
		CHECK(b.note.msg != NULL);
	}
	CHECK(z == NULL);
	bench_close(&b);
}

TEST("a file whose numbers lie is refused")
{
	/* Byte of the second header or body, and what is put there. */
	static const struct {
		size_t		at;
		unsigned char	byte;
	} lies[] = {
		{ 0, 'X' }, { 4, 0 }, { 44, 'X' }, { 48, 0 },
		{ 44 + 20, 1 },		/* isutcnt of 2^24 */
		{ 44 + 23, 1 }, { 44 + 27, 1 },	/* one mark for two types */
		{ 44 + 31, 1 },		/* a leap second */
		{ 44 + 32, 0xFF },	/* 2^32 changes */
		{ 44 + 34, 0x40 },	/* more changes than are allowed */
		{ 44 + 38, 2 },		/* more types than there can be */
		{ 44 + 39, 0 },		/* no type */
		{ 44 + 40, 0xFF },	/* 2^32 letters */
		{ 44 + 43, 0 },		/* no letters */
		{ 88 + 7, 0xFF }, 	/* changes not in order: 255, 65536 */
		{ 88 + 8, 0x80 },	/* the second before the first */
		{ 88 + 16, 2 },		/* a type that is not there */
		{ 88 + 18, 0x7F },	/* an offset of years */
		{ 88 + 18 + 4, 2 },	/* neither summer nor winter */
		{ 88 + 18 + 5, 8 },	/* a name behind the letters */
		{ 88 + 18 + 12 + 8, 'x' },	/* no line feed */
	};
	const struct zone *z = NULL;
	struct bench b;

	bench_open(&b);
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		struct str bytes = tzif(b.a, '2', "CET-1");
		enum err r;

		((char *)(uintptr_t)bytes.p)[lies[i].at] = (char)lies[i].byte;
		r = parse(&b, bytes, &z);
		/* 255 is in order still: the only change that is harmless. */
		if (lies[i].at == 88 + 7)
			CHECK_OK(r, &b.note);
		else
			CHECK_ERR(r, ERR_INVALID, &b.note);
	}
	CHECK_ERR(zone_parse(b.a, S("x"), "TZif", ZONE_FILE_MAX + 1, &z, NULL),
	    ERR_INVALID, NULL);
	bench_close(&b);
}

TEST("the file of the first version says that it ends in 2037")
{
	const struct zone *z = NULL;
	struct bench b;

	bench_open(&b);
	CHECK_ERR(parse(&b, tzif(b.a, '\0', "CET-1"), &z), ERR_INVALID,
	    &b.note);
	CHECK_STR(b.note.args[1].text, "it is of the first version of TZif, "
	    "which ends in 2037");
	bench_close(&b);
}

#ifdef ANZE_FAULTS
TEST("no memory is said, at every allocation")
{
	struct str bytes;
	struct bench b;

	bench_open(&b);
	bytes = tzif(b.a, '2', "CET-1CEST,M3.5.0,M10.5.0/3");
	for (long n = 1; ; n++) {
		struct arena *a = arena_new();
		const struct zone *z = NULL;
		struct note note = NOTE_INIT;
		enum err r;

		assert_non_null(a);
		fault_arm(FAULT_ALLOC, n);
		r = zone_parse(a, S("x"), bytes.p, bytes.n, &z, &note);
		fault_arm(FAULT_ALLOC, 0);
		arena_free(a);
		if (r == ERR_OK)
			break;
		CHECK_ERR(r, ERR_MEMORY, &note);
		CHECK(z == NULL && note.msg != NULL);
		assert_true(n < 20);
	}
	bench_close(&b);
}
#endif
