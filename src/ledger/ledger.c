/* SPDX-License-Identifier: Apache-2.0 */
/* How does something become an entry?  Encode, hash, store, derive, react. */
#include "ledger/ledger.h"

#include <assert.h>

#include "ledger/ledger_in.h"
#include "ledger/vault.h"

static const struct sql q_entry_put = {
	"INSERT INTO ledger_entry (seq, entry, hash) VALUES ($1, $2, $3)", NULL
};

static const struct sql q_touch_put = {
	"INSERT INTO ledger_touch (on_key, seq) VALUES ($1, $2)"
	" ON CONFLICT DO NOTHING", NULL
};

/* The machine is asked for many random bytes at a time, and what was handed out
 * is kept nowhere else. */
static void
pool_bytes(void *arg, void *to, size_t n)
{
	struct ledger *l = arg;
	unsigned char *p;

	if (n > sizeof l->pool) {
		chance_bytes(&l->source, to, n);
		return;
	}
	if (l->pooled < n) {
		chance_bytes(&l->source, l->pool, sizeof l->pool);
		l->pooled = sizeof l->pool;
	}
	p = l->pool + sizeof l->pool - l->pooled;
	memcpy(to, p, n);
	explicit_bzero(p, n);
	l->pooled -= n;
}

struct ledger *
ledger_new(const struct event_table *events, const struct timesource *clock,
    const struct chance *chance)
{
	struct ledger *l = calloc(1, sizeof *l);

	if (l == NULL)
		return NULL;
	if ((l->hasher = hasher_new()) == NULL) {
		free(l);
		return NULL;
	}
	for (size_t i = 1; i < events->nrows; i++)
		assert(strcmp(events->rows[i - 1].type->kind,
		    events->rows[i].type->kind) < 0);
	l->events = events;
	l->clock = *clock;
	l->source = *chance;
	l->chance = (struct chance){ pool_bytes, l };
	return l;
}

void
ledger_free(struct ledger *l)
{
	if (l == NULL)
		return;
	keep_free(l);
	hasher_free(l->hasher);
	buf_free(&l->bytes);
	free(l);
}

/* The leaves we know are still the tree's last ones if its edge is what we
 * left: others may have appended, or our own batch may be gone. */
static enum err
hook_lock(struct store *st, void *arg, struct note *note)
{
	struct ledger *l = arg;
	struct head head;
	enum err r;

	if ((r = head_load(st, true, &head, note)) != ERR_OK)
		return r;
	if (head.edge.size != l->head.edge.size || memcmp(head.edge.peak,
	    l->head.edge.peak, (size_t)head.edge.n * HASH_BYTES) != 0)
		l->leaves.from = l->leaves.to = head.edge.size;
	l->head = head;
	return ERR_OK;
}

static void
hook_mark(void *arg)
{
	struct ledger *l = arg;

	l->kept = l->head;
}

static void
hook_undo(void *arg)
{
	struct ledger *l = arg;

	l->head = l->kept;
	leaves_cut(&l->leaves, l->head.edge.size);
}

static enum err
hook_seal(struct store *st, void *arg, struct note *note)
{
	struct ledger *l = arg;

	return l->head.moved ? head_save(st, &l->head, note) : ERR_OK;
}

struct writer_hooks
ledger_hooks(struct ledger *l)
{
	return (struct writer_hooks){
		.arg = l,
		.lock = hook_lock,
		.mark = hook_mark,
		.undo = hook_undo,
		.seal = hook_seal,
	};
}

void
tx_begin(struct tx *tx, struct ledger *l, struct store *st, struct arena *a,
    const struct actor *who)
{
	int64_t now = timesource_now(&l->clock);

	*tx = (struct tx){
		.st = st,
		.a = a,
		.who = who,
		.now = now > l->head.last_at ? now : l->head.last_at,
		.ledger = l,
		.cause = -1,
		.most = LEDGER_ACT_EVENTS_MAX,
	};
}

void
tx_bulk(struct tx *tx)
{
	tx->most = INT32_MAX;
}

struct key
tx_key(struct tx *tx)
{
	struct head *h = &tx->ledger->head;

	h->last_key = key_next(h->last_key, tx->now, &tx->ledger->chance);
	h->moved = true;
	return h->last_key;
}

int64_t
tx_size(const struct tx *tx)
{
	return (int64_t)tx->ledger->head.edge.size;
}

/* What vault_keep() needs to know behind fields_encode(). */
struct keeping {
	struct tx	*tx;
	struct key	 owner;
};

static enum err
keep_text(void *arg, struct str text, struct hash *ret_key, struct note *note)
{
	struct keeping *k = arg;

	return vault_keep(k->tx->st, k->tx->ledger->hasher,
	    &k->tx->ledger->chance, text, k->owner, ret_key, note);
}

static void
canon_key_text(struct canon *c, const char *name, struct str s)
{
	if (s.n == 0)
		return;
	canon_key(c, name);
	canon_str(c, s);
}

static void
canon_uuid(struct canon *c, const char *name, struct key k)
{
	char room[40];
	struct buf b = { .p = room, .room = sizeof room };

	if (key_none(k))
		return;
	key_put(&b, k);		/* 36 characters: never grows */
	canon_key(c, name);
	canon_str(c, buf_view(&b));
}

static void
actor_put(struct canon *c, const struct actor *who)
{
	canon_key(c, "actor");
	canon_open(c);
	canon_uuid(c, "account", who->account);
	canon_key_text(c, "acting_for", who->acting_for);
	canon_key_text(c, "face", who->face);
	canon_key_text(c, "person", who->person);
	canon_uuid(c, "request", who->request);
	canon_close(c);
}

static void
at_put(struct canon *c, int64_t at)
{
	char room[40];
	struct buf b = { .p = room, .room = sizeof room };

	moment_put(&b, (struct moment){ at, PREC_MS });
	canon_key(c, "at");
	canon_str(c, buf_view(&b));
}

/* The entry's bytes, in the ledger's buffer.  Keys in byte order. */
static enum err
entry_encode(struct tx *tx, const struct event_type *type, struct key on,
    const struct value *values, struct note *note)
{
	struct buf *b = &tx->ledger->bytes;
	struct keeping keeping = { tx, on };
	struct canon c;
	enum err r;

	buf_empty(b);
	canon_start(&c, b);
	canon_open(&c);
	actor_put(&c, tx->who);
	at_put(&c, tx->now);
	if (tx->cause >= 0) {
		canon_key(&c, "cause");
		canon_int(&c, tx->cause);
	}
	canon_key(&c, "data");
	if ((r = fields_encode(type->fields, values, &c, keep_text, &keeping,
	    note)) != ERR_OK)
		return r;
	canon_key(&c, "kind");
	canon_str(&c, str_of(type->kind));
	canon_uuid(&c, "on", on);
	canon_key(&c, "seq");
	canon_int(&c, (int64_t)tx->ledger->head.edge.size);
	canon_key(&c, "v");
	canon_int(&c, type->version);
	canon_close(&c);
	if (buf_failed(b)) {
		buf_free(b);
		return note_memory(note);
	}
	if (b->n > CANON_BYTES_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("This is too much for one entry of the ledger: {size} "
		    "bytes, and {most} is the most. Put the long part into a "
		    "file and attach it."), A_INT("size", (int64_t)b->n),
		    A_INT("most", CANON_BYTES_MAX));
	return ERR_OK;
}

static enum err
touch_put(struct store *st, struct key on, int64_t seq, struct note *note)
{
	if (key_none(on))
		return ERR_OK;
	return store_run(st, &q_touch_put, BINDS(BIND_KEY(on), BIND_INT(seq)),
	    note);
}

static enum err touches_in(struct store *st, const struct fields *fs,
    const struct value *values, int64_t seq, struct note *note);

static enum err
touches_of(struct store *st, const struct field *f, const struct value *v,
    int64_t seq, struct note *note)
{
	bool touches = (f->flags & FIELD_TOUCHES) != 0;
	enum err r = ERR_OK;

	if (!value_known(v))
		return ERR_OK;
	if (f->kind == FIELD_REF && touches)
		return touch_put(st, v->key, seq, note);
	if (f->kind == FIELD_LIST && f->of == FIELD_REF && touches)
		for (size_t i = 0; i < v->list.n && r == ERR_OK; i++)
			r = touch_put(st, v->list.v[i].key, seq, note);
	/* Tables within tables are as deep as our own field tables are. */
	if (f->kind == FIELD_TABLE)
		for (size_t i = 0; i < v->list.n && r == ERR_OK; i++)
			r = touches_in(st, f->sub, v->list.v + i * f->sub->n,
			    seq, note);
	return r;
}

static enum err
touches_in(struct store *st, const struct fields *fs,
    const struct value *values, int64_t seq, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < fs->n && r == ERR_OK; i++)
		r = touches_of(st, &fs->field[i], &values[i], seq, note);
	return r;
}

enum err
event_derive(struct store *st, struct arena *a, const struct event *ev,
    bool reversed, struct note *note)
{
	int n = 0;
	enum err r;

	while (n < LEDGER_APPLY_MAX && ev->type->apply[n] != NULL)
		n++;
	if ((r = touch_put(st, ev->on, ev->seq, note)) != ERR_OK ||
	    (r = touches_in(st, ev->type->fields, ev->data, ev->seq,
	    note)) != ERR_OK)
		return r;
	for (int i = 0; i < n && r == ERR_OK; i++)
		r = ev->type->apply[reversed ? n - 1 - i : i](st, a, ev, note);
	return r;
}

static enum err
event_react(struct tx *tx, const struct event *ev, struct note *note)
{
	const struct event_row *row = event_row_find(tx->ledger->events,
	    str_of(ev->type->kind));
	const int64_t cause = tx->cause;
	enum err r = ERR_OK;

	if (row->react[0] == NULL)
		return ERR_OK;
	tx->depth++;
	tx->cause = ev->seq;
	for (int i = 0; i < LEDGER_APPLY_MAX && row->react[i] != NULL &&
	    r == ERR_OK; i++)
		r = row->react[i](tx, ev, note);
	tx->cause = cause;
	tx->depth--;
	return r;
}

/* What stands beside the tables is told of each event. */
static enum err
event_seen(struct tx *tx, const struct event *ev, struct note *note)
{
	react_fn *seen = tx->ledger->events->seen;

	return seen == NULL ? ERR_OK : seen(tx, ev, note);
}

/* Hash the bytes just made, move the edge, store. */
static enum err
entry_put(struct tx *tx, int64_t seq, struct note *note)
{
	struct ledger *l = tx->ledger;
	struct hash leaf = merkle_leaf(l->hasher, l->bytes.p, l->bytes.n);
	struct hash roots[MERKLE_TILE_LEVELS];
	int full;
	enum err r;

	if ((r = store_run(tx->st, &q_entry_put, BINDS(BIND_INT(seq),
	    BIND_BYTES(l->bytes.p, l->bytes.n), BIND_HASH(leaf)),
	    note)) != ERR_OK)
		return r;
	full = frontier_add_tiles(&l->head.edge, l->hasher, &leaf, roots);
	leaves_add(&l->leaves, (uint64_t)seq, &leaf);
	l->head.last_at = tx->now;
	l->head.moved = true;
	return full == 0 ? ERR_OK : tiles_fill(tx->st, &l->leaves,
	    l->head.edge.size, roots, full, note);
}

/*
 * What the apply-functions see is read back from the entry's bytes, so that
 * replay cannot see anything else.
 */
static enum err
entry_reread(struct tx *tx, const struct event_type *type, struct event *ret,
    struct note *note)
{
	enum err r = event_decode(tx->a, tx->ledger->events,
	    str_copy(tx->a, buf_view(&tx->ledger->bytes)), ret, NULL);

	if (r == ERR_OK)
		return r;
	if (r == ERR_MEMORY)
		return note_memory(note);
	return NOTE(note, ERR_BUG,
	    M("{kind} could not be read again as it was to be recorded, so "
	    "nothing was: a text is not in Unicode's normal form, or the kind "
	    "is not among those of this program. Report this as a defect."),
	    A_CSTR("kind", type->kind));
}

static enum err
tx_may_append(struct tx *tx, const struct event_type *type,
    struct note *note)
{
	if (tx->depth > LEDGER_REACT_DEPTH_MAX)
		return NOTE(note, ERR_BUG,
		    M("Events caused events more than {most} deep, at {kind}. "
		    "Nothing was recorded. Report this as a defect."),
		    A_INT("most", LEDGER_REACT_DEPTH_MAX),
		    A_CSTR("kind", type->kind));
	if (tx->appended++ == tx->most)
		return NOTE(note, ERR_LIMIT,
		    M("This would change more than {most} records at once. Do "
		    "it in parts, or as an import."), A_INT("most", tx->most));
	return ERR_OK;
}

enum err
ledger_append(struct tx *tx, const struct event_type *type, struct key on,
    const struct value *values, int64_t *ret_seq, struct note *note)
{
	int64_t seq = (int64_t)tx->ledger->head.edge.size;
	struct arena_mark mark;
	struct event ev;
	enum err r;

	if ((r = tx_may_append(tx, type, note)) != ERR_OK ||
	    (r = fields_check(type->fields, values, note)) != ERR_OK ||
	    (r = entry_encode(tx, type, on, values, note)) != ERR_OK ||
	    (r = entry_put(tx, seq, note)) != ERR_OK)
		return r;
	mark = arena_mark(tx->a);
	if ((r = entry_reread(tx, type, &ev, note)) == ERR_OK &&
	    (r = event_derive(tx->st, tx->a, &ev, false, note)) == ERR_OK &&
	    (r = event_react(tx, &ev, note)) == ERR_OK)
		r = event_seen(tx, &ev, note);
	if (r == ERR_OK && arena_failed(tx->a))
		r = note_memory(note);
	arena_reset(tx->a, mark);
	if (r == ERR_OK && ret_seq != NULL)
		*ret_seq = seq;
	return r;
}
