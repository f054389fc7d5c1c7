/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of systems follow from their events?  As those of all dated
 * records, and from each row that was written or closed what bodies and URLs it
 * names. */
#include "system/system_in.h"

static const struct sql q_name = {
	"UPDATE system_row SET name = $3 || channel_no WHERE id = $1"
	" AND rec = $2 AND kind = 'classified'", NULL
};
static const struct sql q_link_put = {
	"INSERT INTO system_link (body, role, id, since, until, rec, rec_end)"
	" VALUES ($1, $2, $3, $4, $5, $6, " DATED_ROW_OPEN ")", NULL
};
static const struct sql q_url_put = {
	"INSERT INTO system_url (url, id, since, until, rec, rec_end)"
	" VALUES ($1, $2, $3, $4, $5, " DATED_ROW_OPEN ")", NULL
};

/* Those whose row is closed. */
#define CLOSE(x) \
	"UPDATE " x " SET rec_end = $2 WHERE id = $1" \
	" AND rec_end = " DATED_ROW_OPEN " AND NOT EXISTS (SELECT 1" \
	" FROM system_row w WHERE w.id = $1 AND w.since = " x ".since" \
	" AND w.rec = " x ".rec AND w.rec_end = " DATED_ROW_OPEN ")"
static const struct sql q_links_close = { CLOSE("system_link"), NULL };
static const struct sql q_urls_close = { CLOSE("system_url"), NULL };

static enum err
link_put(struct store *st, const struct event *ev,
    const struct dated_span *s, struct key body, enum system_role role,
    struct note *note)
{
	return store_run(st, &q_link_put, BINDS(BIND_KEY(body),
	    BIND_CSTR(system_roles[role].word), BIND_KEY(ev->on),
	    BIND_INT(s->since), BIND_INT(s->until), BIND_INT(s->rec)), note);
}

static enum err
links_put(struct store *st, const struct event *ev,
    const struct dated_span *s, struct note *note)
{
	static const struct {
		int			field;
		enum system_role	role;
	} one[] = {
		{ SYSTEM_OWNER, SYSTEM_ROLE_OWNER },
		{ SYSTEM_SUPERVISOR, SYSTEM_ROLE_SUPERVISOR },
		{ SYSTEM_OPERATOR, SYSTEM_ROLE_OPERATOR },
		{ SYSTEM_PROTECTION, SYSTEM_ROLE_PROTECTION },
	};
	const struct value *users = &s->v[SYSTEM_USERS];
	enum err r = ERR_OK;

	for (size_t i = 0; i < sizeof one / sizeof one[0] && r == ERR_OK; i++)
		if (value_known(&s->v[one[i].field]))
			r = link_put(st, ev, s, s->v[one[i].field].key,
			    one[i].role, note);
	for (size_t i = 0; r == ERR_OK && value_known(users) &&
	    i < users->list.n; i++)
		r = link_put(st, ev, s, users->list.v[i].key,
		    SYSTEM_ROLE_USER, note);
	return r;
}

static enum err
urls_put(struct store *st, struct arena *a, const struct event *ev,
    const struct dated_span *s, struct note *note)
{
	const struct value *urls = &s->v[SYSTEM_URLS];
	struct system_url u;
	enum err r = ERR_OK;

	for (size_t i = 0; r == ERR_OK && value_known(urls) &&
	    i < urls->list.n; i++)
		if ((r = system_url_read(urls->list.v[i].text, &u,
		    note)) == ERR_OK)
			r = store_run(st, &q_url_put, BINDS(BIND_TEXT(
			    system_url_key(a, &u)), BIND_KEY(ev->on),
			    BIND_INT(s->since), BIND_INT(s->until),
			    BIND_INT(s->rec)), note);
	return r;
}

/* The rows that this event wrote. */
static enum err
written(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct dated_span *s;
	size_t n = 0;
	enum err r;

	if ((r = store_run(st, &q_name, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_CSTR(SYSTEM_CHANNELLED)),
	    note)) != ERR_OK ||
	    (r = dated_spans(st, a, &system_dated, ev->on, INT64_MIN,
	    INT64_MAX, DATED_NOW, &s, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		if (s[i].rec == ev->seq &&
		    (r = links_put(st, ev, &s[i], note)) == ERR_OK)
			r = urls_put(st, a, ev, &s[i], note);
	return r;
}

static enum err
closed(struct store *st, const struct event *ev, struct note *note)
{
	enum err r;

	if ((r = store_run(st, &q_links_close, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note)) != ERR_OK)
		return r;
	return store_run(st, &q_urls_close, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

enum err
system_apply_added(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	enum err r;

	if ((r = dated_apply_added(&system_dated, st, a, ev, note)) != ERR_OK)
		return r;
	return written(st, a, ev, note);
}

enum err
system_apply_changed(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	enum err r;

	if ((r = dated_apply_changed(&system_dated, st, a, ev,
	    note)) != ERR_OK || (r = closed(st, ev, note)) != ERR_OK)
		return r;
	return written(st, a, ev, note);
}

enum err
system_apply_ended(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	enum err r;

	if ((r = dated_apply_ended(&system_dated, st, a, ev,
	    note)) != ERR_OK || (r = closed(st, ev, note)) != ERR_OK)
		return r;
	return written(st, a, ev, note);
}

enum err
system_apply_withdrawn(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	enum err r;

	if ((r = dated_apply_withdrawn(&system_dated, st, a, ev,
	    note)) != ERR_OK)
		return r;
	return closed(st, ev, note);
}
