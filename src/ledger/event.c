/* SPDX-License-Identifier: Apache-2.0 */
/* What does an entry say?  Its bytes read back, and lifted to today's form. */
#include "ledger/ledger_in.h"

const struct event_row *
event_row_find(const struct event_table *t, struct str kind)
{
	size_t low = 0, high = t->nrows;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(kind, str_of(t->rows[mid].type->kind));

		if (c == 0)
			return &t->rows[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static const struct upcast *
upcast_find(const struct event_table *t, struct str kind, int64_t version)
{
	for (size_t i = 0; i < t->nupcasts; i++)
		if (t->upcasts[i].version == version &&
		    str_is(kind, t->upcasts[i].kind))
			return &t->upcasts[i];
	return NULL;
}

static enum err
entry_damaged(struct note *note, int64_t seq, const char *member)
{
	return NOTE(note, ERR_CORRUPT,
	    M("Entry {seq} of the ledger cannot be read: its {member} is "
	    "missing or wrong. Run anze ledger verify."),
	    A_INT("seq", seq), A_CSTR("member", member));
}

/* Decode data of an older version and lift it, step by step. */
static enum err
event_lift(struct arena *a, const struct event_table *t,
    const struct event_type *type, const struct cjson *data, int64_t version,
    const struct value **ret, struct note *note)
{
	const struct upcast *u = upcast_find(t, str_of(type->kind), version);
	struct value *old, *new;
	enum err r;

	if (u == NULL)
		return NOTE(note, ERR_VERSION,
		    M("The ledger holds an entry {kind}, version {version}, "
		    "which this program does not know. Use the version of anze "
		    "that wrote it, or a later one."),
		    A_CSTR("kind", type->kind), A_INT("version", version));
	if ((old = NEW_ARRAY(a, struct value, u->fields->n)) == NULL)
		return note_memory(note);
	if ((r = fields_decode(a, u->fields, data, old, note)) != ERR_OK)
		return r;
	for (;;) {
		const struct upcast *next = version + 1 == type->version ? NULL
		    : upcast_find(t, str_of(type->kind), version + 1);
		size_t n = next == NULL ? type->fields->n : next->fields->n;

		if ((new = NEW_ARRAY(a, struct value, n)) == NULL)
			return note_memory(note);
		if ((r = u->lift(a, old, new)) != ERR_OK)
			return NOTE(note, r,
			    M("An entry {kind}, version {version}, could not "
			    "be brought to the present version. Report this "
			    "as a defect."), A_CSTR("kind", type->kind),
			    A_INT("version", version));
		if (next == NULL)
			break;
		u = next;
		old = new;
		version++;
	}
	*ret = new;
	return ERR_OK;
}

static enum err
event_data(struct arena *a, const struct event_table *t,
    const struct cjson *entry, struct event *ev, struct note *note)
{
	const struct cjson *kind = cjson_get(entry, "kind");
	const struct cjson *v = cjson_get(entry, "v");
	const struct cjson *data = cjson_get(entry, "data");
	const struct event_row *row;
	struct value *values;
	enum err r;

	if (kind == NULL || kind->kind != CJSON_STR)
		return entry_damaged(note, ev->seq, "kind");
	if (v == NULL || v->kind != CJSON_INT)
		return entry_damaged(note, ev->seq, "v");
	if (data == NULL || data->kind != CJSON_OBJECT)
		return entry_damaged(note, ev->seq, "data");
	if ((row = event_row_find(t, kind->text)) == NULL ||
	    v->num > row->type->version)
		return NOTE(note, ERR_VERSION,
		    M("The ledger holds an entry {kind}, version {version}, "
		    "which this program does not know. Use the version of anze "
		    "that wrote it, or a later one."),
		    A_TEXT("kind", kind->text), A_INT("version", v->num));
	ev->type = row->type;
	if (v->num < ev->type->version)
		return event_lift(a, t, ev->type, data, v->num, &ev->data,
		    note);
	values = NEW_ARRAY(a, struct value, ev->type->fields->n);
	if (values == NULL)
		return note_memory(note);
	if ((r = fields_decode(a, ev->type->fields, data, values,
	    note)) != ERR_OK)
		return r;
	ev->data = values;
	return ERR_OK;
}

static struct str
actor_text(const struct cjson *actor, const char *member)
{
	const struct cjson *m = cjson_get(actor, member);

	return m != NULL && m->kind == CJSON_STR ? m->text : S("");
}

static struct actor
actor_read(const struct cjson *j)
{
	struct actor who = {
		.person = actor_text(j, "person"),
		.acting_for = actor_text(j, "acting_for"),
		.face = actor_text(j, "face"),
	};

	(void)key_parse(actor_text(j, "account"), &who.account);
	(void)key_parse(actor_text(j, "request"), &who.request);
	return who;
}

enum err
event_decode(struct arena *a, const struct event_table *t, struct str entry,
    struct event *ret, struct note *note)
{
	const struct cjson *j, *m;
	struct event ev = { .cause = -1 };
	struct moment at;
	enum err r;

	if ((r = canon_read(a, entry, &j, note)) != ERR_OK)
		return r;
	if ((m = cjson_get(j, "seq")) == NULL || m->kind != CJSON_INT)
		return entry_damaged(note, -1, "seq");
	ev.seq = m->num;
	if ((m = cjson_get(j, "at")) == NULL || m->kind != CJSON_STR ||
	    !moment_parse(m->text, &at) || at.prec != PREC_MS)
		return entry_damaged(note, ev.seq, "at");
	ev.at = at.ms;
	if ((m = cjson_get(j, "actor")) == NULL || m->kind != CJSON_OBJECT)
		return entry_damaged(note, ev.seq, "actor");
	ev.actor = actor_read(m);
	if ((m = cjson_get(j, "on")) != NULL &&
	    (m->kind != CJSON_STR || !key_parse(m->text, &ev.on)))
		return entry_damaged(note, ev.seq, "on");
	if ((m = cjson_get(j, "cause")) != NULL) {
		if (m->kind != CJSON_INT)
			return entry_damaged(note, ev.seq, "cause");
		ev.cause = m->num;
	}
	if ((r = event_data(a, t, j, &ev, note)) != ERR_OK)
		return r;
	*ret = ev;
	return ERR_OK;
}
