/* SPDX-License-Identifier: Apache-2.0 */
/* How does a test append, damage and look? */
#include "ledger/replay.h"
#include "ledger/tiles.h"
#include "ledger/toy.h"

static const struct sql q_head_put = {
	"INSERT INTO ledger_head (id, size, peaks, last_at, last_key)"
	" VALUES (1, 0, $1, 0, $2)", NULL
};

static const struct sql q_checkpoint_put = {
	"INSERT INTO ledger_checkpoint (size, note, at) VALUES ($1, $2, $3)",
	NULL
};

static void
tables_make(struct toys *b)
{
	struct store *st = pg_create(b->t);

	CHECK_OK(store_begin(st, &b->note), &b->note);
	CHECK_OK(schema_create(b->schema, st, false, &b->note), &b->note);
	CHECK_OK(store_run(st, &q_head_put, BINDS(BIND_BYTES("", 0),
	    BIND_KEY(KEY_NONE)), &b->note), &b->note);
	CHECK_OK(store_commit(st, &b->note), &b->note);
	store_close(st);
}

static void
store_up(struct toys *b, const struct event_table *events)
{
	struct writer_hooks hooks;

	b->events = events;
	b->l = ledger_new(events, &b->now, &b->by);
	CHECK(b->l != NULL);
	hooks = ledger_hooks(b->l);
	CHECK_OK(writer_new(&b->t->place, &hooks, false, NULL, &b->w,
	    &b->note), &b->note);
	b->read = pg_open(b->t, STORE_READ);
}

static void
store_down(struct toys *b)
{
	store_close(b->read);
	writer_free(b->w);
	ledger_free(b->l);
}

void
toys_open(struct toys *b, struct test_place *t)
{
	*b = (struct toys){ .t = t, .a = t->a,
	    .clock = { INT64_C(1772438400000) },
	    .who = { .person = S("Lin"), .face = S("console") } };
	b->now = test_timesource(&b->clock);
	b->by = test_chance_of(&b->chance);
	CHECK_OK(schema_read(b->a, toy_parts, TOY_PARTS, &b->schema,
	    &b->note), &b->note);
	CHECK_OK(skey_new(S(TOY_ORIGIN), false, &b->key, &b->note), &b->note);
	CHECK_OK(skey_vkey(b->a, b->key, &b->vkey, &b->note), &b->note);
	tables_make(b);
	store_up(b, &toy_events);
}

void
toys_again(struct toys *b, const struct event_table *events)
{
	store_down(b);
	store_up(b, events);
}

void
toys_close(struct toys *b)
{
	store_down(b);
	skey_free(b->key);
}

struct call {
	struct toys	*b;
	toy_fn		*fn;
	void		*arg;
};

static enum err
call_run(struct store *st, void *arg, struct note *note)
{
	struct call *c = arg;
	struct arena *a = arena_new();
	struct tx tx;
	enum err r;

	if (a == NULL)
		return note_memory(note);
	tx_begin(&tx, c->b->l, st, a, &c->b->who);
	r = c->fn(c->b, &tx, c->arg, note);
	arena_free(a);
	return r;
}

enum err
toys_act(struct toys *b, toy_fn *fn, void *arg)
{
	struct call c = { b, fn, arg };

	note_clear(&b->note);
	return writer_run(b->w, KEY_NONE, call_run, &c, &b->note);
}

struct put {
	const struct event_type	*type;
	struct key		 on;
	const struct value	*values;
	int64_t			 seq;
};

static enum err
put_act(struct toys *b, struct tx *tx, void *arg, struct note *note)
{
	struct put *p = arg;

	(void)b;
	return ledger_append(tx, p->type, p->on, p->values, &p->seq, note);
}

enum err
toys_put(struct toys *b, const struct event_type *type, struct key on,
    const struct value *values, int64_t *ret_seq)
{
	struct put p = { type, on, values, -1 };
	enum err r = toys_act(b, put_act, &p);

	if (ret_seq != NULL)
		*ret_seq = p.seq;
	return r;
}

struct add {
	const char	*name, *remark;
	int64_t		 count;
	struct key	 made;
};

static enum err
add_act(struct toys *b, struct tx *tx, void *arg, struct note *note)
{
	struct add *x = arg;
	struct toy_added ev = {
		.name = V_TEXT(str_of(x->name)),
		.count = V_INT(x->count),
	};

	(void)b;
	if (x->remark[0] != '\0')
		ev.remark = (struct value)V_TEXT(str_of(x->remark));
	x->made = tx_key(tx);
	return ledger_append(tx, &toy_event_added, x->made, VALUES(&ev), NULL,
	    note);
}

struct key
toys_add(struct toys *b, const char *name, int64_t count, const char *remark)
{
	struct add x = { name, remark, count, KEY_NONE };

	CHECK_OK(toys_act(b, add_act, &x), &b->note);
	return x.made;
}

static enum err
fill_act(struct toys *b, struct tx *tx, void *arg, struct note *note)
{
	const int64_t *n = arg;
	struct add x = { "ball", "", 1, KEY_NONE };
	enum err r = ERR_OK;

	tx_bulk(tx);
	for (int64_t i = 0; i < *n && r == ERR_OK; i++)
		r = add_act(b, tx, &x, note);
	return r;
}

void
toys_fill(struct toys *b, int64_t n)
{
	for (int64_t piece; n > 0; n -= piece) {
		piece = n < 100 ? n : 100;
		b->clock.now += 7;
		CHECK_OK(toys_act(b, fill_act, &piece), &b->note);
	}
}

struct sign {
	struct str	made;
};

static enum err
sign_act(struct toys *b, struct tx *tx, void *arg, struct note *note)
{
	struct sign *s = arg;
	struct hasher *h = hasher_new();
	struct checkpoint c = { .origin = S(TOY_ORIGIN) };
	struct buf text = BUF_IN(b->a);
	const struct skey *key = b->key;
	int64_t size;
	enum err r;

	if ((r = ledger_size(tx->st, &size, note)) == ERR_OK)
		r = tiles_root(tx->st, h, (uint64_t)size, &c.root, note);
	hasher_free(h);
	if (r != ERR_OK)
		return r;
	c.size = (uint64_t)size;
	checkpoint_put(&text, &c);
	if ((r = snote_sign(b->a, buf_view(&text), &key, 1, &s->made,
	    note)) != ERR_OK)
		return r;
	return store_run(tx->st, &q_checkpoint_put, BINDS(BIND_INT(size),
	    BIND_TEXT(s->made), BIND_INT(tx->now)), note);
}

struct str
toys_checkpoint(struct toys *b)
{
	struct sign s = { S("") };

	CHECK_OK(toys_act(b, sign_act, &s), &b->note);
	return s.made;
}

/* What keeps honest programs from doing this keeps no one else. */
static void
triggers_drop(struct toys *b, struct store *st)
{
	static const char *const tables[] = { "ledger_entry", "ledger_tile",
	    "ledger_checkpoint" };

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		const char *t = tables[i];

		if (b->t->postgres) {
			CHECK_OK(store_exec(st, str_fmt(b->a, "DROP TRIGGER IF "
			    "EXISTS %s_append_only ON %s", t, t).p, &b->note),
			    &b->note);
			continue;
		}
		CHECK_OK(store_exec(st, str_fmt(b->a, "DROP TRIGGER IF EXISTS "
		    "%s_no_update", t).p, &b->note), &b->note);
		CHECK_OK(store_exec(st, str_fmt(b->a, "DROP TRIGGER IF EXISTS "
		    "%s_no_delete", t).p, &b->note), &b->note);
	}
}

void
toys_damage(struct toys *b, const struct sql *q, const struct bind *binds,
    size_t n)
{
	struct store *st = pg_open(b->t, STORE_WRITE);

	triggers_drop(b, st);
	CHECK_OK(store_run(st, q, binds, n, &b->note), &b->note);
	store_close(st);
}

struct str
toys_bytes(struct toys *b, const struct sql *q, const struct bind *binds,
    size_t n)
{
	struct rows *rows = NULL;
	struct str got;

	CHECK_OK(store_query(b->read, q, binds, n, &rows, &b->note), &b->note);
	CHECK(rows_next(rows));
	got = str_copy(b->a, rows_bytes(rows, 0));
	CHECK_OK(rows_end(&rows, &b->note), &b->note);
	return got;
}

static void
found_one(void *arg, const struct note *note)
{
	struct toy_found *f = arg;

	CHECK(f->n < TOY_FOUND_MAX);
	note_copy(&f->note[f->n++], note);
}

enum err
toys_verify(struct toys *b, struct str against, struct toy_found *found)
{
	const struct verify_options o = { .keys = &b->vkey, .nkeys = 1,
	    .against = against, .files = b->t->place.files,
	    .found = found_one, .arg = found };

	found->n = 0;
	note_clear(&b->note);
	return ledger_verify(b->read, &o, &found->report, &b->note);
}

void
toys_find(struct toys *b, struct str against, struct toy_found *found,
    size_t want)
{
	enum err r = toys_verify(b, against, found);

	if (found->n != want)
		for (size_t i = 0; i < found->n; i++)
			print_error("found: %s\n", found->note[i].msg);
	CHECK_INT(found->n, want);
	CHECK_INT(found->report.findings, want);
	CHECK_ERR(r, want == 0 ? ERR_OK : ERR_CORRUPT, &b->note);
	if (want > 0)
		CHECK(b->note.msg == found->note[0].msg);
}

void
toys_says(const struct toy_found *found, size_t i, const char *begins,
    const char *place, int64_t at)
{
	const struct note *note = &found->note[i];

	CHECK(i < found->n);
	if (strncmp(note->msg, begins, strlen(begins)) != 0)
		fail_msg("finding %zu is: %s", i, note->msg);
	for (const struct arg *a = note->args; a->kind != ARG_NONE; a++)
		if (strcmp(a->name, place) == 0) {
			CHECK_INT(a->num, at);
			return;
		}
	fail_msg("finding %zu has no place %s", i, place);
}

void
toys_sound(struct toys *b)
{
	struct replay_options o = { .events = b->events,
	    .schema = b->schema };
	struct toy_found *found = NEW(b->a, struct toy_found);
	struct replay_report report;

	toys_find(b, S(""), found, 0);
	for (int reversed = 0; reversed < 2; reversed++) {
		o.reversed = reversed != 0;
		CHECK_OK(ledger_rebuild(&b->t->place, &o, b->a, &report,
		    &b->note), &b->note);
		CHECK_INT(report.differ, 0);
		CHECK_INT(report.entries, found->report.entries);
	}
}
