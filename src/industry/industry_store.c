/* SPDX-License-Identifier: Apache-2.0 */
#include "industry/industry_in.h"

enum { CLIMB_MAX = 1000 };	/* states of industries above one another */

#define COLS	"name, parent, basis"

const struct dated_sql industry_sql = DATED_SQL("industry", COLS,
    "$7, $8, $9");
const struct dated_list industry_lists[] = {
	{ "parent", DATED_LIST_BY("industry", COLS, "parent") },
	{ .field = NULL }
};

/* Those called so at some time of [since, until). */
static const struct sql q_named = {
	"SELECT id FROM industry_row WHERE name = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $3 AND until > $2"
	" AND id <> $4 ORDER BY id, since", NULL
};
/* What it stands under at some time of [since, until). */
static const struct sql q_above = {
	"SELECT parent, since, until FROM industry_row WHERE id = $1"
	" AND parent IS NOT NULL AND rec_end = " DATED_ROW_OPEN
	" AND since < $3 AND until > $2 ORDER BY since", NULL
};

static enum err
named(struct store *st, const struct dated_claim *c, struct str name,
    int64_t since, int64_t until, struct key *ret, struct note *note)
{
	return dated_other(st, c, &q_named, BINDS(BIND_TEXT(name),
	    BIND_INT(since), BIND_INT(until),
	    BIND_KEY(c == NULL ? KEY_NONE : c->id)), ret, note);
}

/* An industry that stands above the one asked of, and when. */
struct step {
	struct key	id;
	int64_t		since, until;
	int		depth;
};

struct climb {
	struct step	step[CLIMB_MAX];
	size_t		n;
};

static enum err
too_deep(struct note *note)
{
	enum err r;

	r = NOTE(note, ERR_LIMIT, M("At most {most} industries stand above one "
	    "another. Choose one nearer to the top."),
	    A_INT("most", INDUSTRY_DEPTH_MAX));
	note_where(note, (struct where){ .field = "parent" });
	return r;
}

/* Those directly above ${s} join the climb. */
static enum err
climb_on(struct store *st, struct climb *to, const struct step *s,
    struct note *note)
{
	struct rows *rows = NULL;
	enum err r, end;

	r = store_query(st, &q_above, BINDS(BIND_KEY(s->id),
	    BIND_INT(s->since), BIND_INT(s->until)), &rows, note);
	while (r == ERR_OK && rows_next(rows)) {
		const int64_t since = rows_int(rows, 1);
		const int64_t until = rows_int(rows, 2);

		if (to->n == CLIMB_MAX || s->depth == INDUSTRY_DEPTH_MAX)
			r = too_deep(note);
		else
			to->step[to->n++] = (struct step){ rows_key(rows, 0),
			    since > s->since ? since : s->since,
			    until < s->until ? until : s->until,
			    s->depth + 1 };
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	return r != ERR_OK ? r : end;
}

/* Would it stand under itself on some day? */
static enum err
circle_check(const struct dated_claim *c, struct note *note)
{
	struct climb *climb = NEW(c->a, struct climb);
	struct str code, name;
	enum err r = ERR_OK;

	if (climb == NULL)
		return note_memory(note);
	climb->step[climb->n++] = (struct step){ c->v[INDUSTRY_PARENT].key,
	    c->since, c->until, 1 };
	for (size_t i = 0; i < climb->n && r == ERR_OK; i++) {
		const struct step *s = &climb->step[i];

		if (!key_eq(s->id, c->id)) {
			r = climb_on(c->st, climb, s, note);
			continue;
		}
		if ((r = industry_ref.called(c->st, c->a,
		    c->v[INDUSTRY_PARENT].key, s->since, &code, &name,
		    note)) != ERR_OK)
			return r;
		r = NOTE(note, ERR_INVALID, M("{name} would stand under itself "
		    "from {from} on: {above} is it, or stands under it. Choose "
		    "another industry above it."),
		    A_TEXT("name", c->v[INDUSTRY_NAME].text),
		    A_DAY("from", s->since), A_TEXT("above", name));
		note_where(note, (struct where){ .field = "parent" });
	}
	return r;
}

static enum err
parent_check(const struct dated_claim *c, struct note *note)
{
	struct dated_head head;
	enum err r;

	/* One of an earlier row stands under nothing of this row. */
	if (dated_fresh(c->v[INDUSTRY_PARENT].key))
		return ERR_OK;
	if ((r = dated_head(c->st, c->a, &industry_dated,
	    c->v[INDUSTRY_PARENT].key, &head, note)) != ERR_OK)
		return r;
	if (head.withdrawn < 0)
		return circle_check(c, note);
	r = NOTE(note, ERR_INVALID, M("The industry above it was withdrawn. "
	    "Choose another one."));
	note_where(note, (struct where){ .field = "parent" });
	return r;
}

enum err
industry_check(const struct dated_claim *c, struct note *note)
{
	const struct str name = c->v[INDUSTRY_NAME].text;
	struct key other;
	enum err r;

	r = named(c->st, c, name, c->since, c->until, &other, note);
	if (r == ERR_OK) {
		r = NOTE(note, ERR_EXISTS, M("There is an industry called "
		    "{name} already ({key}). Choose another name, or change "
		    "that one."), A_TEXT("name", name),
		    A_TEXT("key", key_text(c->a, other)));
		note_where(note, (struct where){ .field = "name" });
		return r;
	}
	if (r != ERR_NOTFOUND)
		return r;
	return value_known(&c->v[INDUSTRY_PARENT]) ? parent_check(c, note) :
	    ERR_OK;
}

enum err
industry_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	(void)st;
	(void)a;
	(void)note;
	ret[0] = v[INDUSTRY_NAME].text;
	*ret_n = 1;
	return ERR_OK;
}

enum err
industry_called(struct store *st, struct arena *a, const struct value *v,
    int64_t on, struct str *ret, struct note *note)
{
	(void)st;
	(void)a;
	(void)on;
	(void)note;
	*ret = v[INDUSTRY_NAME].text;
	return ERR_OK;
}

enum err
industry_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	(void)a;
	return named(st, NULL, v[INDUSTRY_NAME].text, since, DAY_OPEN, ret,
	    note);
}

/* A key or a code; a name of that day, or one of another day. */
static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	enum err r;

	(void)within;
	r = dated_find(st, a, &industry_dated, text, ret, note);
	if (r == ERR_NOTFOUND)
		r = named(st, NULL, text, on, on + 1, ret, note);
	if (r == ERR_NOTFOUND)
		r = named(st, NULL, text, INT64_MIN, INT64_MAX, ret, note);
	if (r != ERR_NOTFOUND)
		return r;
	return NOTE(note, ERR_NOTFOUND, M("There is no industry {text}. anze "
	    "industry list shows those there are; enter a new one first."),
	    A_TEXT("text", text));
}

static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	enum err r;

	if ((r = dated_near(st, a, &industry_dated, id, on, &head, &s,
	    note)) != ERR_OK)
		return r;
	*ret_code = dated_head_text(a, &head);
	*ret_name = s == NULL ? *ret_code : s->v[INDUSTRY_NAME].text;
	return ERR_OK;
}

const struct dated_ref industry_ref = { "industry", ref_find, ref_called };
