/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body.h"
#include "post/post_in.h"

#define COLS	"body, title, capacities, seats, rank"

const struct dated_sql post_sql = DATED_SQL("post", COLS,
    "$7, $8, $9, $10, $11");
const struct dated_list post_lists[] = {
	{ "body", DATED_LIST_BY("post", COLS, "body") },
	{ .field = NULL }
};

/* Of this title in this body, at some time of [since, until). */
static const struct sql q_titled = {
	"SELECT id FROM post_row WHERE body = $1 AND title = $2"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $4 AND until > $3"
	" AND id <> $5 ORDER BY id, since", NULL
};

/* The first one that ${c} does not say anew. */
static enum err
titled(struct store *st, struct key body, struct str title, int64_t since,
    int64_t until, const struct dated_claim *c, struct key *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	struct key found = KEY_NONE;
	enum err r;

	if ((r = store_query(st, &q_titled, BINDS(BIND_KEY(body),
	    BIND_TEXT(title), BIND_INT(since), BIND_INT(until),
	    BIND_KEY(c == NULL ? KEY_NONE : c->id)), &rows, note)) != ERR_OK)
		return r;
	while (key_none(found) && rows_next(rows)) {
		struct key id = rows_key(rows, 0);

		if (c == NULL || c->anew == NULL || !c->anew(c->arg, id))
			found = id;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (key_none(found))
		return ERR_NOTFOUND;
	*ret = found;
	return ERR_OK;
}

enum err
post_check(const struct dated_claim *c, struct note *note)
{
	const struct str title = c->v[POST_TITLE].text;
	struct body b;
	struct key other;
	enum err r;

	if ((r = body_get(c->st, c->a, c->v[POST_BODY].key, c->since, &b,
	    note)) != ERR_OK)
		return r;
	if (b.withdrawn) {
		r = NOTE(note, ERR_INVALID, M("{body} was withdrawn and has no "
		    "posts. Choose another body."), A_TEXT("body", b.name));
		note_where(note, (struct where){ .field = "body" });
		return r;
	}
	r = titled(c->st, b.id, title, c->since, c->until, c, &other, note);
	if (r == ERR_NOTFOUND)
		return ERR_OK;
	if (r != ERR_OK)
		return r;
	r = NOTE(note, ERR_EXISTS, M("{body} has a post called {title} already "
	    "({key}). A post with several holders says how many seats it "
	    "has."), A_TEXT("body", b.name), A_TEXT("title", title),
	    A_TEXT("key", key_text(c->a, other)));
	note_where(note, (struct where){ .field = "title" });
	return r;
}

enum err
post_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	(void)st;
	(void)note;
	ret[0] = str_fmt(a, "%.*s %.*s", STR_ARG(key_text(a,
	    v[POST_BODY].key)), STR_ARG(v[POST_TITLE].text));
	*ret_n = 1;
	return ERR_OK;
}

enum err
post_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	(void)a;
	return titled(st, v[POST_BODY].key, v[POST_TITLE].text, since,
	    DAY_OPEN, NULL, ret, note);
}

static enum err
titled_find(struct store *st, struct arena *a, struct key body,
    struct str title, int64_t on, struct key *ret, struct note *note)
{
	struct body b;
	enum err r;

	r = titled(st, body, title, on, on + 1, NULL, ret, note);
	if (r == ERR_NOTFOUND)
		r = titled(st, body, title, INT64_MIN, INT64_MAX, NULL, ret,
		    note);
	if (r != ERR_NOTFOUND)
		return r;
	if ((r = body_get(st, a, body, on, &b, note)) != ERR_OK)
		return r;
	return NOTE(note, ERR_NOTFOUND, M("{body} has no post called {title}. "
	    "anze post list --body {body} shows those it has; enter a new one "
	    "first."), A_TEXT("body", b.name), A_TEXT("title", title));
}

/* Named by a key or a code beside a body: is it that body's? */
static enum err
within_check(struct store *st, struct arena *a, struct key id,
    struct key body, int64_t on, struct str text, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	struct body of, other;
	enum err r;

	if ((r = dated_near(st, a, &post_dated, id, on, &head, &s,
	    note)) != ERR_OK || s == NULL || key_eq(s->v[POST_BODY].key, body))
		return r;
	if ((r = body_get(st, a, s->v[POST_BODY].key, on, &of,
	    note)) != ERR_OK ||
	    (r = body_get(st, a, body, on, &other, note)) != ERR_OK)
		return r;
	return NOTE(note, ERR_INVALID, M("The post {text} is one of {of}, not of "
	    "{body}. Correct one of the two."), A_TEXT("text", text),
	    A_TEXT("of", of.name), A_TEXT("body", other.name));
}

/* A key or a code; a title within the body; BODY/TITLE. */
static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	size_t slash = text.n;
	struct key id;
	enum err r;

	if ((r = dated_find(st, a, &post_dated, text, &id, note)) == ERR_OK &&
	    (key_none(within) || (r = within_check(st, a, id, within, on, text,
	    note)) == ERR_OK))
		*ret = id;
	if (r != ERR_NOTFOUND)
		return r;
	if (!key_none(within))
		return titled_find(st, a, within, text, on, ret, note);
	while (slash > 0 && text.p[slash - 1] != '/')
		slash--;
	if (slash > 1) {
		struct key body;

		if ((r = body_find(st, a, str_copy(a, str_part(text, 0,
		    slash - 1)), &body, note)) != ERR_OK)
			return r;
		return titled_find(st, a, body, str_part(text, slash, text.n),
		    on, ret, note);
	}
	return NOTE(note, ERR_NOTFOUND, M("There is no post {text}. Name it by "
	    "its key, its code, or as BODY/TITLE."), A_TEXT("text", text));
}

/* As its body and its title. */
static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	struct body b;
	size_t n, at = 0;
	enum err r;

	if ((r = dated_head(st, a, &post_dated, id, &head, note)) != ERR_OK ||
	    (r = dated_all(st, a, &post_dated, &head, &s, &n,
	    note)) != ERR_OK)
		return r;
	while (at + 1 < n && s[at].until <= on)
		at++;
	if ((r = body_get(st, a, s[at].v[POST_BODY].key, on, &b,
	    note)) != ERR_OK)
		return r;
	*ret_name = str_fmt(a, "%.*s %.*s", STR_ARG(b.name),
	    STR_ARG(s[at].v[POST_TITLE].text));
	*ret_code = head.code.n == 0 ? key_text(a, id) :
	    str_fmt(a, "%.*s:%.*s", STR_ARG(head.source),
	    STR_ARG(head.code));
	return ERR_OK;
}

const struct dated_ref post_ref = { "post", ref_find, ref_called };
