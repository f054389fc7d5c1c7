/* SPDX-License-Identifier: Apache-2.0 */
/* Who signs for this ledger, and since when? */
#include "core/signer.h"

#include "base/file.h"
#include "core/act.h"

enum { SIGNATURE_HEX = 4096 };

static const struct sql q_signers = {
	"SELECT vkey FROM signer ORDER BY since, vkey", NULL
};

static const struct sql q_origin = {
	"SELECT origin FROM signer ORDER BY since DESC, vkey LIMIT 1", NULL
};

static const struct sql q_signer_put = {
	"INSERT INTO signer (vkey, origin, since, until)"
	" VALUES ($1, $2, $3, NULL)", NULL
};

static const struct sql q_signer_end = {
	"UPDATE signer SET until = $1 WHERE until IS NULL AND since < $1", NULL
};

/* ledger.begun: a ledger, or another epoch of it, begins. */
struct begun {
	struct value	origin, vkey, program, checkpoint, missing;
};

static const struct field begun_fields[] = {
	{ .name = "origin", .kind = FIELD_TEXT, .max = 200,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("Origin") },
	{ .name = "vkey", .kind = FIELD_TEXT,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN,
	    .label = M("Verifier key") },
	{ .name = "program", .kind = FIELD_TEXT, .max = 60,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("Program") },
	{ .name = "checkpoint", .kind = FIELD_LINES, .max = 5000,
	    .flags = FIELD_PLAIN, .label = M("Last checkpoint held elsewhere") },
	{ .name = "missing", .kind = FIELD_INT, .max = INT64_C(1) << 50,
	    .label = M("Entries missing") },
};

static FIELDS(begun_table, "ledger.begun", 1, begun_fields);

/* ledger.key_rotated: a new key; each half signs the other's verifier key. */
struct rotated {
	struct value	origin, old_vkey, new_vkey, by_old, by_new;
};

static const struct field rotated_fields[] = {
	{ .name = "origin", .kind = FIELD_TEXT, .max = 200,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("Origin") },
	{ .name = "old_vkey", .kind = FIELD_TEXT,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("Old key") },
	{ .name = "new_vkey", .kind = FIELD_TEXT,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("New key") },
	{ .name = "by_old", .kind = FIELD_TEXT, .max = SIGNATURE_HEX,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN,
	    .label = M("Note signed with the old key") },
	{ .name = "by_new", .kind = FIELD_TEXT, .max = SIGNATURE_HEX,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN,
	    .label = M("Note signed with the new key") },
};

static FIELDS(rotated_table, "ledger.key_rotated", 1, rotated_fields);

static enum err
signer_put(struct store *st, struct str vkey, struct str origin, int64_t seq,
    struct note *note)
{
	enum err r;

	if ((r = store_run(st, &q_signer_end, BINDS(BIND_INT(seq)),
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_signer_put, BINDS(BIND_TEXT(vkey),
	    BIND_TEXT(origin), BIND_INT(seq)), note);
}

static enum err
apply_begun(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct begun *d = (const void *)ev->data;

	(void)a;
	return signer_put(st, d->vkey.text, d->origin.text, ev->seq, note);
}

static enum err
apply_rotated(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct rotated *d = (const void *)ev->data;

	(void)a;
	return signer_put(st, d->new_vkey.text, d->origin.text, ev->seq, note);
}

const struct event_type ledger_event_begun = {
	.kind = "ledger.begun",
	.version = 1,
	.fields = &begun_table,
	.apply = { apply_begun },
	.gist = M("The ledger {origin} began."),
};

const struct event_type ledger_event_key_rotated = {
	.kind = "ledger.key_rotated",
	.version = 1,
	.fields = &rotated_table,
	.apply = { apply_rotated },
	.gist = M("Checkpoints are signed with a new key."),
};

const char *
signer_key_path(struct arena *a, const struct place *p)
{
	return str_fmt(a, "%s/key/checkpoint", p->files).p;
}

enum err
signer_vkeys(struct store *st, struct arena *a, const struct vkey **ret,
    size_t *ret_n, struct note *note)
{
	struct vkey *keys = NEW_ARRAY(a, struct vkey, SNOTE_KEYS_MAX);
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r, end;

	if (keys == NULL)
		return note_memory(note);
	if ((r = store_query(st, &q_signers, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (r == ERR_OK && rows_next(rows)) {
		/* The oldest give way: the newest sign. */
		if (n == SNOTE_KEYS_MAX)
			memmove(keys, keys + 1, --n * sizeof *keys);
		r = vkey_parse(a, str_copy(a, rows_text(rows, 0)), &keys[n++],
		    note);
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	if (r == ERR_OK)
		r = end;
	if (r != ERR_OK)
		return r;
	*ret = keys;
	*ret_n = n;
	return ERR_OK;
}

enum err
signer_origin(struct store *st, struct arena *a, struct str *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	struct str origin = S("");
	enum err r;

	if ((r = store_query(st, &q_origin, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		origin = str_copy(a, rows_text(rows, 0));
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	if (origin.n == 0)
		return NOTE(note, ERR_CORRUPT, M("The ledger does not say its own "
		    "name. Run anze ledger verify, then anze ledger rebuild."));
	*ret = origin;
	return ERR_OK;
}

struct begin_call {
	struct begun	ev;
};

static enum err
begin_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	struct begin_call *c = arg;

	return ledger_append(tx, &ledger_event_begun, KEY_NONE, VALUES(&c->ev),
	    &ret->seq, note);
}

enum err
signer_begin(struct app *app, const struct actor *who,
    const struct epoch *epoch, const struct skey *key, struct note *note)
{
	struct begin_call c = { .ev = {
		.origin = V_TEXT(epoch->origin),
		.program = V_TEXT(S(ANZE_VERSION)),
	} };
	struct arena *a = arena_new();
	struct vkey v;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK && (r = skey_vkey(a, key, &v, note)) == ERR_OK) {
		c.ev.vkey = (struct value)V_TEXT(v.text);
		if (epoch->checkpoint.n != 0) {
			c.ev.checkpoint =
			    (struct value)V_TEXT(epoch->checkpoint);
			c.ev.missing = (struct value)V_INT(epoch->missing);
		}
		r = act_run(app, who, NULL, begin_act, &c, NULL, note);
	}
	arena_free(a);
	return r;
}

/* The text that both keys sign when one takes over from the other. */
static struct str
rotation_text(struct arena *a, struct str origin, const struct vkey *from,
    const struct vkey *to)
{
	return str_fmt(a, "anze key rotation\n%.*s\n%.*s\n%.*s\n",
	    STR_ARG(origin), STR_ARG(from->text), STR_ARG(to->text));
}

static enum err
rotate_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct rotated *ev = arg;

	return ledger_append(tx, &ledger_event_key_rotated, KEY_NONE,
	    VALUES(ev), &ret->seq, note);
}

static enum err
rotation_make(struct arena *a, struct str origin, const struct skey *from,
    const struct skey *to, struct rotated *ret, struct note *note)
{
	struct str text, by_old, by_new;
	struct vkey old, new;
	enum err r;

	if ((r = skey_vkey(a, from, &old, note)) != ERR_OK ||
	    (r = skey_vkey(a, to, &new, note)) != ERR_OK)
		return r;
	text = rotation_text(a, origin, &old, &new);
	if (arena_failed(a))
		return note_memory(note);
	if ((r = snote_sign(a, text, &from, 1, &by_old, note)) != ERR_OK ||
	    (r = snote_sign(a, text, &to, 1, &by_new, note)) != ERR_OK)
		return r;
	/* Kept in hex: a field of one line holds no line feeds. */
	*ret = (struct rotated){
		.origin = V_TEXT(origin),
		.old_vkey = V_TEXT(old.text),
		.new_vkey = V_TEXT(new.text),
		.by_old = V_TEXT(str_hex(a, by_old.p, by_old.n)),
		.by_new = V_TEXT(str_hex(a, by_new.p, by_new.n)),
	};
	return ERR_OK;
}

/* The ledger names the new key already: whatever fails now says so. */
static enum err
key_replace(const char *next, const char *path, struct note *note)
{
	enum err r;

	if (rename(next, path) != 0)
		return NOTE(note, ERR_IO, M("The new key is named in the "
		    "ledger, but its file could not be put in place. Rename "
		    "{from} to {to} by hand."), A_CSTR("from", next),
		    A_CSTR("to", path));
	if ((r = file_sync_folder(path, NULL)) == ERR_OK)
		return ERR_OK;
	return NOTE(note, r, M("The new key is named in the ledger and lies at "
	    "{path}, but the disk did not confirm it. Should the machine stop "
	    "now, ask anze doctor afterwards whether it is still there."),
	    A_CSTR("path", path));
}

/*
 * The new key is on the disk under its own name before the event that names
 * it, and takes the old one's place after: whichever way a crash falls, the
 * key that the ledger names can be found.
 */
enum err
signer_rotate(struct app *app, const struct actor *who, struct note *note)
{
	struct arena *a = arena_new();
	struct skey *from = NULL, *to = NULL;
	const char *path, *next;
	struct str origin;
	struct rotated ev;
	enum err r;

	if (a == NULL)
		return note_memory(note);
	path = signer_key_path(a, &app->place);
	next = str_fmt(a, "%s.next", path).p;
	if ((r = app_may(app, who, "key.rotate", KEY_NONE, note)) != ERR_OK ||
	    (r = signer_origin(app->read, a, &origin, note)) != ERR_OK ||
	    (r = skey_read(path, &from, note)) != ERR_OK ||
	    (r = skey_new(origin, false, &to, note)) != ERR_OK ||
	    (r = skey_write(to, next, note)) != ERR_OK ||
	    (r = rotation_make(a, origin, from, to, &ev, note)) != ERR_OK ||
	    (r = act_run(app, who, NULL, rotate_act, &ev, NULL,
	    note)) != ERR_OK)
		goto out;
	r = key_replace(next, path, note);
out:
	skey_free(from);
	skey_free(to);
	arena_free(a);
	return r;
}
