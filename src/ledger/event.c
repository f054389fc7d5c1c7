/* SPDX-License-Identifier: Apache-2.0 */
/* What does an entry say?  Its bytes read back, and lifted to today's form. */
#include <assert.h>

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

static enum err
entry_unknown(struct note *note, int64_t seq, struct str kind,
    int64_t version)
{
	return NOTE(note, ERR_VERSION,
	    M("Entry {seq} of the ledger is {kind}, version {version}, which "
	    "this program does not know. Use the version of anze that wrote "
	    "it, or a later one."), A_INT("seq", seq), A_TEXT("kind", kind),
	    A_INT("version", version));
}

/* The members of an entry, in the order of their bytes. */
enum member { M_ACTOR, M_AT, M_CAUSE, M_DATA, M_KIND, M_ON, M_SEQ, M_V,
    MEMBER__MAX };

static const struct {
	const char	*name;
	enum cjson_kind	 kind;
	bool		 may_lack;
} members[MEMBER__MAX] = {
	[M_ACTOR]	= { "actor", CJSON_OBJECT, false },
	[M_AT]		= { "at", CJSON_STR, false },
	[M_CAUSE]	= { "cause", CJSON_INT, true },
	[M_DATA]	= { "data", CJSON_OBJECT, false },
	[M_KIND]	= { "kind", CJSON_STR, false },
	[M_ON]		= { "on", CJSON_STR, true },
	[M_SEQ]		= { "seq", CJSON_INT, false },
	[M_V]		= { "v", CJSON_INT, false },
};

/* Part the entry into its members: both are in order, so one pass does. */
static enum err
members_find(const struct cjson *entry,
    const struct cjson *ret[MEMBER__MAX], struct note *note)
{
	const struct cjson *m = entry->kind == CJSON_OBJECT ? entry->first :
	    NULL, *seq = cjson_get(entry, members[M_SEQ].name);
	int64_t n = seq != NULL && seq->kind == CJSON_INT ? seq->num : -1;

	for (int i = 0; i < MEMBER__MAX; i++) {
		ret[i] = NULL;
		if (m != NULL && str_is(m->key, members[i].name) &&
		    m->kind == members[i].kind) {
			ret[i] = m;
			m = m->next;
		} else if (!members[i].may_lack)
			return entry_damaged(note, n, members[i].name);
	}
	if (m == NULL)
		return ERR_OK;
	return NOTE(note, ERR_VERSION,
	    M("Entry {seq} of the ledger says {member}, which this program "
	    "does not understand. Use the version of anze that wrote it, or "
	    "a later one."), A_INT("seq", n), A_TEXT("member", m->key));
}

/* Decode data of an older version and lift it, step by step. */
static enum err
event_lift(struct arena *a, const struct event_table *t, struct event *ev,
    const struct cjson *data, int64_t version, struct note *note)
{
	const struct str kind = str_of(ev->type->kind);
	const struct upcast *u = upcast_find(t, kind, version), *next;
	struct value *old, *new;
	enum err r;

	if (u == NULL)
		return entry_unknown(note, ev->seq, kind, version);
	if ((old = NEW_ARRAY(a, struct value, u->fields->n)) == NULL)
		return note_memory(note);
	if ((r = fields_decode(a, u->fields, data, old, note)) != ERR_OK)
		return r;
	for (;; u = next, old = new) {
		const struct fields *fs = ev->type->fields;

		if (++version < ev->type->version) {
			if ((next = upcast_find(t, kind, version)) == NULL)
				return entry_unknown(note, ev->seq, kind,
				    version);
			fs = next->fields;
		} else
			next = NULL;
		if ((new = NEW_ARRAY(a, struct value, fs->n)) == NULL)
			return note_memory(note);
		if ((r = u->lift(a, old, new)) != ERR_OK)
			return NOTE(note, r,
			    M("Entry {seq}, {kind}, could not be brought from "
			    "version {version} to the next. Report this as a "
			    "defect."), A_INT("seq", ev->seq),
			    A_TEXT("kind", kind),
			    A_INT("version", version - 1));
		if (next == NULL)
			break;
	}
	ev->data = new;
	return ERR_OK;
}

static enum err
event_data(struct arena *a, const struct event_table *t, struct event *ev,
    const struct cjson *const m[MEMBER__MAX], struct note *note)
{
	const struct event_row *row = event_row_find(t, m[M_KIND]->text);
	int64_t version = m[M_V]->num;
	struct value *values;
	enum err r;

	if (row == NULL || version > row->type->version)
		return entry_unknown(note, ev->seq, m[M_KIND]->text, version);
	ev->type = row->type;
	if (version < row->type->version)
		return event_lift(a, t, ev, m[M_DATA], version, note);
	values = NEW_ARRAY(a, struct value, row->type->fields->n);
	if (values == NULL)
		return note_memory(note);
	if ((r = fields_decode(a, row->type->fields, m[M_DATA], values,
	    note)) == ERR_OK)
		ev->data = values;
	return r;
}

/* Who, as actor_put() writes it; false when it holds anything else. */
static bool
actor_read(const struct cjson *j, struct actor *ret)
{
	struct actor who = { .person = S("") };
	const struct {
		const char	*name;
		struct str	*text;
		struct key	*key;
	} parts[] = {
		{ "account", NULL, &who.account },
		{ "acting_for", &who.acting_for, NULL },
		{ "face", &who.face, NULL },
		{ "person", &who.person, NULL },
		{ "request", NULL, &who.request },
	};
	const struct cjson *m = j->first;

	for (size_t i = 0; i < sizeof parts / sizeof *parts && m != NULL;
	    i++) {
		if (!str_is(m->key, parts[i].name))
			continue;
		if (m->kind != CJSON_STR || (parts[i].key != NULL &&
		    !key_parse(m->text, parts[i].key)))
			return false;
		if (parts[i].text != NULL)
			*parts[i].text = m->text;
		m = m->next;
	}
	*ret = who;
	return m == NULL;
}

/* What is not canonical was not written by us. */
static enum err
entry_parse(struct arena *a, struct str entry, const struct cjson **ret,
    struct note *note)
{
	enum err r = canon_read(a, entry, ret, NULL);

	if (r == ERR_OK)
		return r;
	if (r == ERR_MEMORY)
		return note_memory(note);
	return NOTE(note, ERR_CORRUPT,
	    M("An entry of the ledger is damaged: it is not canonical JSON. "
	    "Run anze ledger verify, which says which one."));
}

enum err
event_decode(struct arena *a, const struct event_table *t, struct str entry,
    struct event *ret, struct note *note)
{
	const struct cjson *j, *m[MEMBER__MAX] = { NULL };
	struct event ev = { .cause = -1 };
	struct moment at;
	enum err r;

	if ((r = entry_parse(a, entry, &j, note)) != ERR_OK ||
	    (r = members_find(j, m, note)) != ERR_OK)
		return r;
	assert(m[M_ACTOR] != NULL && m[M_AT] != NULL && m[M_SEQ] != NULL);
	ev.seq = m[M_SEQ]->num;
	if (!moment_parse(m[M_AT]->text, &at) || at.prec != PREC_MS)
		return entry_damaged(note, ev.seq, members[M_AT].name);
	ev.at = at.ms;
	if (!actor_read(m[M_ACTOR], &ev.actor))
		return entry_damaged(note, ev.seq, members[M_ACTOR].name);
	if (m[M_ON] != NULL && !key_parse(m[M_ON]->text, &ev.on))
		return entry_damaged(note, ev.seq, members[M_ON].name);
	if (m[M_CAUSE] != NULL)
		ev.cause = m[M_CAUSE]->num;
	if ((r = event_data(a, t, &ev, m, note)) != ERR_OK)
		return r;
	*ret = ev;
	return ERR_OK;
}
