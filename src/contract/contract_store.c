/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body.h"
#include "contract/contract_in.h"
#include "system/system.h"

#define COLS \
	"body, vendor, vendor_code, number, systems, security_clause," \
	" report_duty"

const struct dated_sql contract_sql = DATED_SQL("contract", COLS,
    "$7, $8, $9, $10, $11, $12, $13");
const struct dated_list contract_lists[] = {
	{ "body", DATED_LIST_BY("contract", COLS, "body") },
	{ "systems", DATED_LIST_THROUGH("contract", COLS, "contract_system",
	    "l.system = $7") },
	{ .field = NULL }
};

/* Of this number of this client meanwhile. */
static const struct sql q_numbered = {
	"SELECT id FROM contract_row WHERE body = $1 AND number = $2"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $4 AND until > $3"
	" AND id <> $5 ORDER BY id, since", NULL
};
static const struct sql q_of_system = {
	"SELECT DISTINCT id FROM contract_system WHERE system = $1"
	" AND since <= $2 AND until > $2 AND rec <= $3 AND rec_end > $3"
	" ORDER BY id LIMIT $4", NULL
};

enum err
contract_of_system(struct store *st, struct arena *a, struct key system,
    int64_t on, int64_t known, const struct key **ret, size_t *ret_n,
    struct note *note)
{
	struct key *key = NEW_ARRAY(a, struct key, CONTRACT_OF_MAX);
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if (key == NULL)
		return note_memory(note);
	if ((r = store_query(st, &q_of_system, BINDS(BIND_KEY(system),
	    BIND_INT(on), BIND_INT(known), BIND_INT(CONTRACT_OF_MAX)), &rows,
	    note)) != ERR_OK)
		return r;
	while (n < CONTRACT_OF_MAX && rows_next(rows))
		key[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret = key;
	*ret_n = n;
	return ERR_OK;
}

static enum err
numbered(struct store *st, const struct dated_claim *c, struct key body,
    struct str number, int64_t since, int64_t until, struct key *ret,
    struct note *note)
{
	return dated_other(st, c, &q_numbered, BINDS(BIND_KEY(body),
	    BIND_TEXT(number), BIND_INT(since), BIND_INT(until),
	    BIND_KEY(c == NULL ? KEY_NONE : c->id)), ret, note);
}

static int
key_order(const void *x, const void *y)
{
	return key_cmp(*(const struct key *)x, *(const struct key *)y);
}

static enum err
at_systems(enum err r, struct note *note)
{
	note_where(note, (struct where){ .field = "systems" });
	return r;
}

/* Each system once, and none that was withdrawn. */
static enum err
systems_check(const struct dated_claim *c, struct note *note)
{
	const struct value *v = &c->v[CONTRACT_SYSTEMS];
	struct key *key;
	struct str code, name;
	struct dated_head head;
	enum err r;

	if (!value_known(v) || v->list.n == 0)
		return ERR_OK;
	if ((key = NEW_ARRAY(c->a, struct key, v->list.n)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < v->list.n; i++) {
		key[i] = v->list.v[i].key;
		if ((r = dated_head(c->st, c->a, &system_dated, key[i], &head,
		    note)) != ERR_OK)
			return r;
		if (head.withdrawn < 0)
			continue;
		if ((r = system_ref.called(c->st, c->a, key[i], c->since,
		    &code, &name, note)) != ERR_OK)
			return r;
		return at_systems(NOTE(note, ERR_INVALID, M("{name} was "
		    "withdrawn and counts nowhere. Choose another one."),
		    A_TEXT("name", name)), note);
	}
	qsort(key, v->list.n, sizeof *key, key_order);
	for (size_t i = 1; i < v->list.n; i++)
		if (key_eq(key[i], key[i - 1]))
			return at_systems(NOTE(note, ERR_INVALID, M("One system "
			    "is named twice. Leave one out.")), note);
	return ERR_OK;
}

enum err
contract_check(const struct dated_claim *c, struct note *note)
{
	const struct value *code = &c->v[CONTRACT_VENDOR_CODE];
	const struct str number = c->v[CONTRACT_NUMBER].text;
	struct body b;
	struct key other;
	enum err r;

	if ((value_known(code) && (r = contract_code_check(code->text,
	    note)) != ERR_OK) ||
	    (r = systems_check(c, note)) != ERR_OK ||
	    (r = body_get(c->st, c->a, c->v[CONTRACT_BODY].key, c->since, &b,
	    note)) != ERR_OK)
		return r;
	if (b.withdrawn) {
		r = NOTE(note, ERR_INVALID, M("{name} was withdrawn and counts "
		    "nowhere. Choose another one."), A_TEXT("name", b.name));
		note_where(note, (struct where){ .field = "body" });
		return r;
	}
	r = numbered(c->st, c, b.id, number, c->since, c->until, &other, note);
	if (r == ERR_NOTFOUND)
		return ERR_OK;
	if (r != ERR_OK)
		return r;
	r = NOTE(note, ERR_EXISTS, M("{body} has a contract {number} already "
	    "({key}). Change that one, or correct the number."),
	    A_TEXT("body", b.name), A_TEXT("number", number),
	    A_TEXT("key", key_text(c->a, other)));
	note_where(note, (struct where){ .field = "number" });
	return r;
}

enum err
contract_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	(void)st;
	(void)note;
	ret[0] = str_fmt(a, "%.*s %.*s", STR_ARG(key_text(a,
	    v[CONTRACT_BODY].key)), STR_ARG(v[CONTRACT_NUMBER].text));
	*ret_n = 1;
	return ERR_OK;
}

enum err
contract_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	(void)a;
	return numbered(st, NULL, v[CONTRACT_BODY].key,
	    v[CONTRACT_NUMBER].text, since, DAY_OPEN, ret, note);
}

/* A key or a code; BODY/NUMBER, in which the number may hold slashes. */
static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	const size_t slash = str_find(text, '/');
	const struct str number = str_part(text, slash + (slash < text.n),
	    text.n);
	struct key body;
	enum err r;

	(void)within;
	if ((r = dated_find(st, a, &contract_dated, text, ret,
	    note)) != ERR_NOTFOUND)
		return r;
	if (slash > 0 && slash < text.n) {
		if ((r = body_find(st, a, str_copy(a, str_part(text, 0,
		    slash)), &body, note)) != ERR_OK)
			return r;
		r = numbered(st, NULL, body, number, on, on + 1, ret, note);
		if (r == ERR_NOTFOUND)
			r = numbered(st, NULL, body, number, INT64_MIN,
			    INT64_MAX, ret, note);
		if (r != ERR_NOTFOUND)
			return r;
	}
	return NOTE(note, ERR_NOTFOUND, M("There is no contract {text}. Name it "
	    "by its key, its code, or as BODY/NUMBER: anze contract list "
	    "--body … shows them."), A_TEXT("text", text));
}

/* As its number and its vendor. */
static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	enum err r;

	if ((r = dated_near(st, a, &contract_dated, id, on, &head, &s,
	    note)) != ERR_OK)
		return r;
	*ret_code = dated_head_text(a, &head);
	*ret_name = s == NULL ? *ret_code : str_fmt(a, "%.*s, %.*s",
	    STR_ARG(s->v[CONTRACT_NUMBER].text),
	    STR_ARG(s->v[CONTRACT_VENDOR].text));
	return ERR_OK;
}

const struct dated_ref contract_ref = { "contract", ref_find, ref_called };
