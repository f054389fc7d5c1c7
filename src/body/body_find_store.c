/* SPDX-License-Identifier: Apache-2.0 */
/* Which body is meant, and what goes with it? */
#include "base/canonical.h"
#include "body/body_in.h"

#include <assert.h>

#define OPEN	" AND w.rec_end = 9007199254740991"

static const struct sql q_alias = {
	"SELECT body FROM body_alias WHERE source = $1 AND code = $2", NULL
};
static const struct sql q_code = {
	"SELECT source, body FROM body_alias WHERE code = $1"
	" ORDER BY source LIMIT 2", NULL
};
static const struct sql q_named = {
	"SELECT DISTINCT w.body FROM body_row w JOIN body b ON b.id = w.body"
	" WHERE w.name = $1 AND b.withdrawn = 0" OPEN
	" ORDER BY w.body LIMIT 2", NULL
};
static const struct sql q_named_on = {
	"SELECT DISTINCT w.body FROM body_row w JOIN body b ON b.id = w.body"
	" WHERE w.name = $1 AND b.withdrawn = 0 AND w.from_day <= $2"
	" AND w.to_day > $2" OPEN " ORDER BY w.body LIMIT 2", NULL
};
static const struct sql q_known = {
	"SELECT COUNT(*) FROM body WHERE id = $1", NULL
};
static const struct sql q_aliases = {
	"SELECT source, code FROM body_alias WHERE body = $1"
	" ORDER BY source, code", NULL
};
static const struct sql q_states = {
	"SELECT w.from_day, w.to_day, w.name, w.kind, w.superior, w.region,"
	" w.industry FROM body_row w WHERE w.body = $1 AND w.to_day > $2" OPEN
	" ORDER BY w.from_day", NULL
};
static const struct sql q_guides = {
	"SELECT w.from_day, w.guide FROM body_guide w WHERE w.body = $1"
	" AND w.to_day > $2" OPEN " ORDER BY w.from_day, w.guide", NULL
};
static const struct sql q_superior = {
	"SELECT w.superior, w.from_day, w.to_day FROM body_row w"
	" WHERE w.body = $1 AND w.to_day > $2" OPEN
	" ORDER BY w.from_day LIMIT 1", NULL
};
static const struct sql q_led = {
	"SELECT DISTINCT w.body FROM body_row w JOIN body b ON b.id = w.body"
	" WHERE w.superior = $1 AND w.to_day > $2 AND b.withdrawn = 0" OPEN
	" ORDER BY w.body", NULL
};
static const struct sql q_guided = {
	"SELECT DISTINCT w.body FROM body_guide w JOIN body b ON b.id = w.body"
	" WHERE w.guide = $1 AND w.to_day > $2 AND b.withdrawn = 0" OPEN
	" ORDER BY w.body", NULL
};
static const struct sql q_lying = {
	"SELECT DISTINCT w.body FROM body_row w JOIN body b ON b.id = w.body"
	" WHERE w.region = $1 AND w.to_day > $2 AND b.withdrawn = 0" OPEN
	" ORDER BY w.body", NULL
};
static const struct sql q_dues = {
	"SELECT r.code, w.name, d.from_day FROM body_due d"
	" JOIN region r ON r.id = d.region"
	" JOIN region_row w ON w.region = d.region AND w.to_year = r.to_year"
	OPEN " WHERE d.body = $1 ORDER BY d.from_day, r.code", NULL
};

enum err
body_alias(struct store *st, struct str source, struct str code,
    struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	bool found = false;
	struct key id = KEY_NONE;
	enum err r;

	if ((r = store_query(st, &q_alias, BINDS(BIND_TEXT(source),
	    BIND_TEXT(code)), &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		id = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return ERR_NOTFOUND;
	*ret = id;
	return ERR_OK;
}

enum err
body_named(struct store *st, struct str name, struct key ret[2],
    size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_named, BINDS(BIND_TEXT(name)), &rows,
	    note)) != ERR_OK)
		return r;
	while (n < 2 && rows_next(rows))
		ret[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret_n = n;
	return r;
}

/* "source:code" of a body, or its key when it has no alias. */
static enum err
called(struct store *st, struct arena *a, struct key id, struct str *ret,
    struct note *note)
{
	const struct body_alias_row *row;
	size_t n;
	enum err r;

	if ((r = body_aliases(st, a, id, &row, &n, note)) != ERR_OK)
		return r;
	*ret = n == 0 ? key_text(a, id) : str_fmt(a, "%.*s:%.*s",
	    STR_ARG(row[0].source), STR_ARG(row[0].code));
	return ERR_OK;
}

static enum err
find_by_name(struct store *st, struct arena *a, struct str name,
    struct key *ret, struct note *note)
{
	struct str first, second;
	struct key id[2];
	size_t n;
	enum err r;

	if ((r = body_named(st, name, id, &n, note)) != ERR_OK)
		return r;
	if (n == 0)
		return NOTE(note, ERR_NOTFOUND, M("No body has the code or the name "
		    "{name}. anze body list shows those there are."),
		    A_TEXT("name", name));
	if (n == 1) {
		*ret = id[0];
		return ERR_OK;
	}
	if ((r = called(st, a, id[0], &first, note)) != ERR_OK ||
	    (r = called(st, a, id[1], &second, note)) != ERR_OK)
		return r;
	return NOTE(note, ERR_INVALID, M("Several bodies are called {name}, among "
	    "them {first} and {second}. Say which by its code."),
	    A_TEXT("name", name), A_TEXT("first", first),
	    A_TEXT("second", second));
}

static enum err
find_by_code(struct store *st, struct arena *a, struct str code,
    struct key *ret, struct note *note)
{
	struct str source[2] = { { NULL, 0 }, { NULL, 0 } };
	struct rows *rows = NULL;
	struct key id = KEY_NONE;
	int n = 0;
	enum err r;

	if ((r = store_query(st, &q_code, BINDS(BIND_TEXT(code)), &rows,
	    note)) != ERR_OK)
		return r;
	for (; n < 2 && rows_next(rows); n++) {
		source[n] = str_copy(a, rows_text(rows, 0));
		id = rows_key(rows, 1);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (n == 0)
		return find_by_name(st, a, code, ret, note);
	if (n == 2)
		return NOTE(note, ERR_INVALID, M("The code {code} is used by "
		    "several sources. Say which: {first}:{code} or "
		    "{second}:{code}."), A_TEXT("code", code),
		    A_TEXT("first", source[0]), A_TEXT("second", source[1]));
	*ret = id;
	return ERR_OK;
}

enum err
body_find(struct store *st, struct arena *a, struct str name, struct key *ret,
    struct note *note)
{
	size_t colon = str_find(name, ':');
	struct key id;
	int64_t n;
	enum err r;

	if (key_parse(name, &id)) {
		if ((r = store_int(st, &q_known, BINDS(BIND_KEY(id)), 0, &n,
		    note)) != ERR_OK)
			return r;
		if (n == 0)
			return NOTE(note, ERR_NOTFOUND, M("No body has the key "
			    "{key}. anze body list shows those there are."),
			    A_TEXT("key", name));
		*ret = id;
		return ERR_OK;
	}
	if (colon != name.n && (r = body_alias(st, str_part(name, 0, colon),
	    str_part(name, colon + 1, name.n), ret, note)) != ERR_NOTFOUND)
		return r;
	return find_by_code(st, a, name, ret, note);
}

/* The one of the name that is there on ${day}; false when none or several are. */
static enum err
named_on(struct store *st, struct str name, int64_t day, bool *ret_one,
    struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct key id = KEY_NONE;
	int n = 0;
	enum err r;

	if ((r = store_query(st, &q_named_on, BINDS(BIND_TEXT(name),
	    BIND_INT(day)), &rows, note)) != ERR_OK)
		return r;
	for (; n < 2 && rows_next(rows); n++)
		id = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if ((*ret_one = n == 1))
		*ret = id;
	return ERR_OK;
}

enum err
body_find_on(struct store *st, struct arena *a, struct str name, int64_t day,
    struct key *ret, struct note *note)
{
	struct note several = NOTE_INIT;
	bool one = false;
	enum err r, named;

	r = body_find(st, a, name, ret, &several);
	if (r == ERR_INVALID && (named = named_on(st, name, day, &one, ret,
	    note)) != ERR_OK)
		return named;
	if (one)
		return ERR_OK;
	if (r != ERR_OK)
		note_copy(note, &several);
	return r;
}

/* The first column of all rows, as keys. */
static enum err
keys_load(struct store *st, struct arena *a, const struct sql *q,
    struct key of, int64_t day, const struct key **ret, size_t *ret_n,
    struct note *note)
{
	struct rows *rows = NULL;
	struct key *list = NULL;
	size_t n = 0, room = 0;
	enum err r;

	if ((r = store_query(st, q, BINDS(BIND_KEY(of), BIND_INT(day)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		if (n == room) {
			room = room == 0 ? 16 : 2 * room;
			list = arena_grow(a, list, n * sizeof *list,
			    room * sizeof *list);
			if (list == NULL)
				break;
		}
		list[n++] = rows_key(rows, 0);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

enum err
body_led(struct store *st, struct arena *a, struct key id, int64_t day,
    bool guided, const struct key **ret, size_t *ret_n, struct note *note)
{
	return keys_load(st, a, guided ? &q_guided : &q_led, id, day, ret,
	    ret_n, note);
}

enum err
body_lying(struct store *st, struct arena *a, struct key region, int64_t day,
    const struct key **ret, size_t *ret_n, struct note *note)
{
	return keys_load(st, a, &q_lying, region, day, ret, ret_n, note);
}

enum err
body_superior(struct store *st, struct key id, int64_t day, struct key *ret,
    int64_t *until, struct note *note)
{
	struct rows *rows = NULL;
	struct key above = KEY_NONE;
	int64_t change = DAY_OPEN;
	enum err r;

	if ((r = store_query(st, &q_superior, BINDS(BIND_KEY(id),
	    BIND_INT(day)), &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		const bool there = rows_int(rows, 1) <= day;

		change = rows_int(rows, there ? 2 : 1);
		if (there)
			above = rows_key(rows, 0);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret = above;
	if (change < *until)
		*until = change;
	return ERR_OK;
}

enum err
body_above(struct store *st, struct key id, int64_t day,
    struct body_line_up *ret, struct note *note)
{
	enum err r;

	ret->n = 0;
	ret->until = DAY_OPEN;
	for (;;) {
		if ((r = body_superior(st, id, day, &id, &ret->until,
		    note)) != ERR_OK || key_none(id))
			return r;
		if (ret->n == BODY_DEPTH_MAX)
			return NOTE(note, ERR_LIMIT, M("More than {most} bodies "
			    "stand above one another. Check their superiors."),
			    A_INT("most", BODY_DEPTH_MAX));
		ret->id[ret->n++] = id;
	}
}

enum err
body_aliases(struct store *st, struct arena *a, struct key id,
    const struct body_alias_row **ret, size_t *ret_n, struct note *note)
{
	struct body_alias_row *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_aliases, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		list = arena_grow(a, list, n * sizeof *list,
		    (n + 1) * sizeof *list);
		if (list == NULL)
			break;
		list[n++] = (struct body_alias_row){
		    str_copy(a, rows_text(rows, 0)),
		    str_copy(a, rows_text(rows, 1)) };
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

enum err
body_dues(struct store *st, struct arena *a, struct key id,
    const struct body_due_row **ret, size_t *ret_n, struct note *note)
{
	struct body_due_row *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_dues, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		list = arena_grow(a, list, n * sizeof *list,
		    (n + 1) * sizeof *list);
		if (list == NULL)
			break;
		list[n++] = (struct body_due_row){
		    str_copy(a, rows_text(rows, 0)),
		    str_copy(a, rows_text(rows, 1)), rows_int(rows, 2) };
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

static struct body_state
state_read(struct arena *a, const struct rows *rows)
{
	return (struct body_state){
		.from = V_DAY(rows_int(rows, 0)),
		.to = body_day_value(rows_int(rows, 1)),
		.name = V_TEXT(str_copy(a, rows_text(rows, 2))),
		.kind = V_TEXT(str_copy(a, rows_text(rows, 3))),
		.superior = body_key_value(rows_key(rows, 4)),
		.region = body_key_value(rows_key(rows, 5)),
		.industry = body_text_value(str_copy(a, rows_text(rows, 6))),
	};
}

/* Guides come in the order of the states they go with. */
static enum err
guides_read(struct store *st, struct arena *a, struct key id, int64_t day,
    struct body_state *state, size_t n, struct note *note)
{
	struct rows *rows = NULL;
	size_t at = 0;
	enum err r;

	assert(n == 0 || state != NULL);
	if ((r = store_query(st, &q_guides, BINDS(BIND_KEY(id),
	    BIND_INT(day)), &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		struct value *g;

		while (at < n && state[at].from.num < rows_int(rows, 0))
			at++;
		if (at == n)
			break;
		g = &state[at].guided_by;
		if (g->given == GIVEN_NOT) {
			g->list.v = NEW_ARRAY(a, struct value,
			    BODY_GUIDES_MAX);
			if (g->list.v == NULL)
				break;
			g->given = GIVEN_KNOWN;
		}
		if (g->list.n < BODY_GUIDES_MAX)
			g->list.v[g->list.n++] =
			    (struct value)V_KEY(rows_key(rows, 1));
	}
	return rows_end(&rows, note);
}

enum err
body_states(struct store *st, struct arena *a, struct key id, int64_t day,
    const struct body_state **ret, size_t *ret_n, struct note *note)
{
	struct body_state *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_states, BINDS(BIND_KEY(id),
	    BIND_INT(day)), &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		struct body_state s = state_read(a, rows);

		list = arena_grow(a, list, n * sizeof *list,
		    (n + 1) * sizeof *list);
		if (list == NULL)
			break;
		list[n++] = s;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK ||
	    (r = guides_read(st, a, id, day, list, n, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}
