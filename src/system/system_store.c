/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body.h"
#include "system/system_in.h"

#define COLS \
	"name, kind, level, level_document, mlps_level, mlps_filing, cii," \
	" protection_department, urls, owner, supervisor, operator, users," \
	" region, industry, network_ref, channel_no"
#define TIED(role) \
	DATED_LIST_THROUGH("system", COLS, "system_link", \
	    "l.body = $7 AND l.role = '" role "'")

const struct dated_sql system_sql = DATED_SQL("system", COLS,
    "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,"
    " $22, $23");
const struct dated_list system_lists[] = {
	{ "industry", DATED_LIST_BY("system", COLS, "industry") },
	{ "operator", TIED("operator") },
	{ "owner", TIED("owner") },
	{ "protection_department", TIED("protection") },
	{ "region", DATED_LIST_BY("system", COLS, "region") },
	{ "supervisor", TIED("supervisor") },
	{ "users", TIED("user") },
	{ .field = NULL }
};

/* Of this name and owner meanwhile; no owner is bound as a key that none has. */
static const struct sql q_named = {
	"SELECT id FROM system_row WHERE name = $1"
	" AND (owner = $2 OR (owner IS NULL AND $6 = 1))"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $4 AND until > $3"
	" AND id <> $5 ORDER BY id, since", NULL
};
static const struct sql q_any_named = {
	"SELECT DISTINCT id FROM system_row WHERE name = $1"
	" AND rec_end = " DATED_ROW_OPEN " ORDER BY id LIMIT 2", NULL
};
static const struct sql q_reached = {
	"SELECT id FROM system_url WHERE url = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $3 AND until > $2"
	" AND id <> $4 ORDER BY id, since", NULL
};
static const struct sql q_tied = {
	"SELECT id, since, until FROM system_link WHERE body = $1"
	" AND role = $2 AND id > $5 AND since <= $3 AND until > $3"
	" AND rec <= $4 AND rec_end > $4 ORDER BY id LIMIT $6", NULL
};

enum err
system_named(struct store *st, struct arena *a, const struct dated_claim *c,
    const struct value *v, int64_t since, int64_t until, struct key *ret,
    struct note *note)
{
	const bool nobody = !value_known(&v[SYSTEM_OWNER]);

	return dated_other(st, c, &q_named, BINDS(
	    BIND_TEXT(system_name(a, v)),
	    BIND_KEY(nobody ? KEY_NONE : v[SYSTEM_OWNER].key),
	    BIND_INT(since), BIND_INT(until),
	    BIND_KEY(c == NULL ? KEY_NONE : c->id),
	    BIND_INT(nobody ? 1 : 0)), ret, note);
}

enum err
system_reached(struct store *st, const struct dated_claim *c, struct str url,
    int64_t since, int64_t until, struct key *ret, struct note *note)
{
	return dated_other(st, c, &q_reached, BINDS(BIND_TEXT(url),
	    BIND_INT(since), BIND_INT(until),
	    BIND_KEY(c == NULL ? KEY_NONE : c->id)), ret, note);
}

enum err
system_at_url(struct store *st, struct arena *a, struct str url, int64_t on,
    struct key *ret, struct note *note)
{
	struct system_url u;

	if (system_url_read(url, &u, NULL) != ERR_OK)
		return ERR_NOTFOUND;
	return system_reached(st, NULL, system_url_key(a, &u), on, on + 1, ret,
	    note);
}

enum err
system_tied(struct store *st, struct arena *a, const struct system_ties *q,
    const struct system_tie **ret, size_t *ret_n, struct note *note)
{
	struct system_tie *tie = NEW_ARRAY(a, struct system_tie, q->most + 1);
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if (tie == NULL)
		return note_memory(note);
	if ((r = store_query(st, &q_tied, BINDS(BIND_KEY(q->body),
	    BIND_CSTR(system_roles[q->role].word), BIND_INT(q->on),
	    BIND_INT(q->known), BIND_KEY(q->after),
	    BIND_INT((int64_t)q->most)), &rows, note)) != ERR_OK)
		return r;
	while (n < q->most && rows_next(rows))
		tie[n++] = (struct system_tie){ rows_key(rows, 0),
		    rows_int(rows, 1), rows_int(rows, 2) };
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret = tie;
	*ret_n = n;
	return ERR_OK;
}

enum err
system_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	const struct value *owner = &v[SYSTEM_OWNER], *urls = &v[SYSTEM_URLS];
	struct system_url u;
	size_t n = 0;
	enum err r;

	(void)st;
	ret[n++] = str_fmt(a, "name %.*s %.*s", STR_ARG(value_known(owner) ?
	    key_text(a, owner->key) : S("-")), STR_ARG(system_name(a, v)));
	for (size_t i = 0; value_known(urls) && i < urls->list.n &&
	    n < DATED_HOLDS_MAX; i++) {
		if ((r = system_url_read(urls->list.v[i].text, &u,
		    note)) != ERR_OK)
			return r;
		ret[n++] = str_fmt(a, "url %.*s",
		    STR_ARG(system_url_key(a, &u)));
	}
	*ret_n = n;
	return ERR_OK;
}

enum err
system_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	return system_named(st, a, NULL, v, since, DAY_OPEN, ret, note);
}

/* OWNER/NAME */
static enum err
owned_find(struct store *st, struct arena *a, struct str text, size_t slash,
    int64_t on, struct key *ret, struct note *note)
{
	struct value v[SYSTEM__MAX] = {
		[SYSTEM_NAME] = V_TEXT(str_part(text, slash + 1, text.n)),
	};
	struct key owner;
	enum err r;

	if ((r = body_find(st, a, str_copy(a, str_part(text, 0, slash)),
	    &owner, note)) != ERR_OK)
		return r;
	v[SYSTEM_OWNER] = (struct value)V_KEY(owner);
	r = system_named(st, a, NULL, v, on, on + 1, ret, note);
	if (r == ERR_NOTFOUND)
		r = system_named(st, a, NULL, v, INT64_MIN, INT64_MAX, ret,
		    note);
	return r != ERR_NOTFOUND ? r : NOTE(note, ERR_NOTFOUND, M("This owner "
	    "has no system called {name}. anze system list --owner … shows "
	    "those it has."), A_TEXT("name", v[SYSTEM_NAME].text));
}

/* The one that bears the name; ERR_NOTFOUND without a note. */
static enum err
name_find(struct store *st, struct str text, struct key *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	struct key id[2] = { KEY_NONE, KEY_NONE };
	int n = 0;
	enum err r;

	if ((r = store_query(st, &q_any_named, BINDS(BIND_TEXT(text)), &rows,
	    note)) != ERR_OK)
		return r;
	while (n < 2 && rows_next(rows))
		id[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (n == 0)
		return ERR_NOTFOUND;
	if (n > 1)
		return NOTE(note, ERR_INVALID, M("Several systems bear the name "
		    "{text}. Say which, by its key or code, a URL, or as "
		    "OWNER/NAME."), A_TEXT("text", text));
	*ret = id[0];
	return ERR_OK;
}

static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	size_t slash = text.n;
	enum err r;

	(void)within;
	r = dated_find(st, a, &system_dated, text, ret, note);
	if (r == ERR_NOTFOUND)
		r = system_at_url(st, a, text, on, ret, note);
	if (r == ERR_NOTFOUND)
		r = name_find(st, text, ret, note);
	if (r != ERR_NOTFOUND)
		return r;
	while (slash > 0 && text.p[slash - 1] != '/')
		slash--;
	if (slash > 1 && text.p[slash - 2] != '/')
		return owned_find(st, a, text, slash - 1, on, ret, note);
	return NOTE(note, ERR_NOTFOUND, M("There is no system {text}. Name it by "
	    "its key or code, a URL, its name, or as OWNER/NAME; enter a new "
	    "one first."), A_TEXT("text", text));
}

static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	enum err r;

	if ((r = dated_near(st, a, &system_dated, id, on, &head, &s,
	    note)) != ERR_OK)
		return r;
	*ret_code = dated_head_text(a, &head);
	*ret_name = s == NULL ? *ret_code : system_name(a, s->v);
	return ERR_OK;
}

const struct dated_ref system_ref = { "system", ref_find, ref_called };
