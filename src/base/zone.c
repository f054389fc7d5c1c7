/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone.h"

#include "base/file.h"
#include "base/zone_in.h"

#define ZONE_FOLDER	"/usr/share/zoneinfo/"

enum { ZONE_NAME_MAX = 100 };

/*
 * Shanghai since 1901, from the tz database, which is in the public domain: the
 * seconds at which summer time began and ended by turns.  Compiled in, since a
 * bare machine has no zoneinfo and the house must know its own time.
 */
static const int64_t shanghai_at[] = {
	-2177481943, -1600675200, -1585904400, -933667200, -922093200,
	-908870400, -888829200, -881049600, -767869200, -745833600,
	-733827600, -716889600, -699613200, -683884800, -670669200,
	-652348800, -650019600, 515527200, 527014800, 545162400, 558464400,
	577216800, 589914000, 608666400, 621968400, 640116000, 653418000,
	671565600, 684867600,
};

enum { SHANGHAI = sizeof shanghai_at / sizeof shanghai_at[0] };

static const int32_t shanghai_type[] = { 29143, 32400, 28800 };

static const unsigned char shanghai_to[SHANGHAI] = {
	2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2,
	1, 2, 1, 2, 1, 2,
};

static const int32_t shanghai_offsets[] = { 32400, 29143, 28800 };

static const struct zone zone_shanghai = {
	.name = "Asia/Shanghai",
	.at = shanghai_at, .to = shanghai_to, .n = SHANGHAI,
	.type = shanghai_type, .ntypes = 3,
	.offsets = shanghai_offsets, .noffsets = 3,
};

static const int32_t zero[] = { 0 };

static const struct zone zone_utc = {
	.name = "UTC",
	.type = zero, .ntypes = 1,
	.offsets = zero, .noffsets = 1,
};

/* The same by its other name: who wrote one is not told the other. */
static const struct zone zone_etc_utc = {
	.name = "Etc/UTC",
	.type = zero, .ntypes = 1,
	.offsets = zero, .noffsets = 1,
};

static const struct zone *const built_in[] = {
	&zone_utc, &zone_etc_utc, &zone_shanghai
};

/* Letters, digits and + - _ in parts, none of them empty or of dots. */
static bool
name_fits(struct str name)
{
	struct str rest = name, part;

	if (name.n == 0 || name.n > ZONE_NAME_MAX)
		return false;
	while (str_cut(&rest, '/', &part)) {
		if (part.n == 0)
			return false;
		for (size_t i = 0; i < part.n; i++) {
			char c = part.p[i];

			if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') &&
			    (c < '0' || c > '9') && c != '+' && c != '-' &&
			    c != '_')
				return false;
		}
	}
	return true;
}

static enum err
name_unknown(struct str name, enum err e, struct note *note)
{
	return NOTE(note, e, M("There is no time zone called \"{name}\". Name "
	    "it like Asia/Shanghai or Europe/Berlin; those this machine knows "
	    "lie under {folder} (package tzdata)."), A_TEXT("name", name),
	    A_CSTR("folder", ZONE_FOLDER));
}

const struct zone *
zone_built_in(struct str name)
{
	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
		if (str_is(name, built_in[i]->name))
			return built_in[i];
	return NULL;
}

enum err
zone_load(struct arena *a, struct str name, const struct zone **ret,
    struct note *note)
{
	const struct zone *known = zone_built_in(name);
	struct note found = NOTE_INIT;
	struct str path, bytes;
	enum err r;

	if (known != NULL) {
		*ret = known;
		return ERR_OK;
	}
	if (!name_fits(name))
		return name_unknown(name, ERR_INVALID, note);
	path = str_fmt(a, ZONE_FOLDER "%.*s", STR_ARG(name));
	if (arena_failed(a))
		return note_memory(note);
	r = file_read(a, path.p, ZONE_FILE_MAX, &bytes, &found);
	if (r == ERR_NOTFOUND)
		return name_unknown(name, r, note);
	if (r != ERR_OK) {
		if (note != NULL && note->err == ERR_OK)
			note_copy(note, &found);
		return r;
	}
	return zone_parse(a, name, bytes.p, bytes.n, ret, note);
}

const char *
zone_name(const struct zone *z)
{
	return z == NULL ? zone_utc.name : z->name;
}

static int64_t
seconds_of(int64_t ms)
{
	return ms / 1000 - (ms % 1000 < 0);
}

/* How many transitions lie at or before ${t}? */
static size_t
passed(const struct zone *z, int64_t t)
{
	size_t low = 0, high = z->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (z->at[middle] <= t)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int
zone_offset(const struct zone *z, int64_t ms)
{
	int64_t t = seconds_of(ms);
	size_t n;

	if (z == NULL)
		return 0;
	n = passed(z, t);
	if (n == z->n && z->ruled)
		return rule_offset(&z->rule, t);
	return z->type[n == 0 ? 0 : z->to[n - 1]];
}

bool
zone_steady(const struct zone *z, int64_t ms, int *ret_offset)
{
	int offset = zone_offset(z, ms);

	if (z != NULL) {
		for (size_t i = passed(z, seconds_of(ms)); i < z->n; i++)
			if (z->type[z->to[i]] != offset)
				return false;
		if (z->ruled && (z->rule.standard != offset ||
		    (z->rule.has_summer && z->rule.summer != offset)))
			return false;
	}
	*ret_offset = offset;
	return true;
}

struct civil
zone_local(const struct zone *z, int64_t ms)
{
	return civil_from_ms(ms + zone_offset(z, ms) * SECOND_MS);
}

bool
zone_instant(const struct zone *z, const struct civil *c, int64_t *ret_ms)
{
	int64_t wall;

	if (z == NULL)
		z = &zone_utc;
	if (!civil_exists(c->year, c->month, c->day) || c->hour < 0 ||
	    c->hour > 23 || c->minute < 0 || c->minute > 59 || c->second < 0 ||
	    c->second > 59 || c->ms < 0 || c->ms > 999)
		return false;
	wall = ms_from_civil(c);
	/* The furthest east comes first: of two moments it gives the earlier. */
	for (size_t i = 0; i < z->noffsets; i++) {
		int64_t ms = wall - z->offsets[i] * SECOND_MS;

		if (zone_offset(z, ms) == z->offsets[i]) {
			*ret_ms = ms;
			return true;
		}
	}
	return false;
}
