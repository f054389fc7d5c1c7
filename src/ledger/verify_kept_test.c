/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is found besides the tree?  History made anew, texts, files; and what
 * ends a verification before its time.
 */
#include <fcntl.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "ledger/blob.h"
#include "ledger/removed.h"
#include "ledger/toy.h"
#include "ledger/vault.h"

/* Someone who has the key makes ${n} other entries in the place of all. */
static void
history_anew(struct toys *b, int64_t n)
{
	static const struct sql all[] = {
		{ "DELETE FROM ledger_entry", NULL },
		{ "DELETE FROM ledger_tile", NULL },
		{ "DELETE FROM ledger_checkpoint", NULL },
		{ "DELETE FROM ledger_touch", NULL },
		{ "DELETE FROM toy", NULL },
		{ "DELETE FROM toy_tally", NULL },
	};
	static const struct sql q_head = {
		"UPDATE ledger_head SET size = 0, peaks = $1", NULL
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		toys_damage(b, &all[i], NO_BINDS);
	toys_damage(b, &q_head, BINDS(BIND_BYTES("", 0)));
	toys_again(b, &toy_events);
	b->clock.now += 1000;
	toys_fill(b, n);
	(void)toys_checkpoint(b);
}

BOTH("history made anew is sound in itself: a checkpoint elsewhere shows it")
{
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct str elsewhere;
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 300);
	elsewhere = toys_checkpoint(&b);
	toys_fill(&b, 50);
	toys_find(&b, elsewhere, found, 0);
	history_anew(&b, 350);
	toys_sound(&b);
	toys_find(&b, elsewhere, found, 1);
	toys_says(found, 0, "The ledger is not the one of the checkpoint",
	    "size", 300);
	history_anew(&b, 299);
	toys_sound(&b);
	toys_find(&b, elsewhere, found, 1);
	toys_says(found, 0, "The checkpoint held elsewhere covers {size}",
	    "size", 300);
	toys_says(found, 0, "The checkpoint held elsewhere covers {size}",
	    "have", 299);
	toys_close(&b);
}

/* A checkpoint that says it is ${origin}'s, signed by ${key}. */
static struct str
signed_as(struct toys *b, const char *origin, const struct skey *key)
{
	struct checkpoint c = { .origin = str_of(origin), .size = 1 };
	struct buf text = BUF_IN(b->a);
	struct str ret = S("");

	checkpoint_put(&text, &c);
	CHECK_OK(snote_sign(b->a, buf_view(&text), &key, 1, &ret, &b->note),
	    &b->note);
	return ret;
}

BOTH("a checkpoint of another ledger is refused, and is no finding")
{
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct skey *other = NULL;
	struct toys b;

	toys_open(&b, t);
	(void)toys_add(&b, "bear", 1, "");
	CHECK_ERR(toys_verify(&b, S("nonsense"), found), ERR_CORRUPT,
	    &b.note);
	CHECK_INT(found->report.findings, 0);
	CHECK_OK(skey_new(S("example.com/others"), false, &other, &b.note),
	    &b.note);
	note_clear(&b.note);
	CHECK_ERR(toys_verify(&b, signed_as(&b, "example.com/others", other),
	    found), ERR_CORRUPT, &b.note);
	CHECK_INT(found->report.findings, 0);
	CHECK_ERR(toys_verify(&b, signed_as(&b, "example.com/others", b.key),
	    found), ERR_CORRUPT, &b.note);
	CHECK_INT(found->report.findings, 0);
	CHECK(b.note.msg != NULL);
	skey_free(other);
	toys_close(&b);
}

static const struct sql q_text_set = { "UPDATE vault SET text = $1", NULL };
static const struct sql q_text_gone = {
	"UPDATE vault SET text = NULL, salt = NULL", NULL
};
static const struct sql q_text_claim = {
	"UPDATE vault SET removed_by = $1", NULL
};
static const struct sql q_text_delete = { "DELETE FROM vault", NULL };
static const struct sql q_text_key = { "SELECT hash FROM vault", NULL };

BOTH("a text of the vault that was edited or removed is found")
{
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 10);
	(void)toys_add(&b, "bear", 1, "as new");
	toys_find(&b, S(""), found, 0);
	CHECK_INT(found->report.texts, 1);
	toys_damage(&b, &q_text_set, BINDS(BIND_TEXT(S("as old"))));
	toys_find(&b, S(""), found, 1);
	toys_says(found, 0, "The vault's text {key} was changed", "seq", -1);
	toys_damage(&b, &q_text_claim, BINDS(BIND_TEXT(S("7/2026"))));
	toys_find(&b, S(""), found, 2);
	toys_says(found, 0, "The vault's text {key} is marked as removed and "
	    "is still", "seq", -1);
	toys_says(found, 1, "The vault's text {key} is marked as removed by a "
	    "document, and no", "seq", -1);
	toys_damage(&b, &q_text_gone, NO_BINDS);
	toys_find(&b, S(""), found, 1);
	toys_says(found, 0, "The vault's text {key} is marked as removed by a "
	    "document, and no", "seq", -1);
	toys_damage(&b, &q_text_delete, NO_BINDS);
	toys_find(&b, S(""), found, 1);
	toys_says(found, 0, "The text {key}, which entry {seq} names", "seq",
	    10);
	toys_close(&b);
}

BOTH("a key that names nothing is found, and does not stop the work")
{
	static const struct sql q = {
		"UPDATE vault SET hash = $1 WHERE text = $2", NULL
	};
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct toys b;

	toys_open(&b, t);
	(void)toys_add(&b, "bear", 1, "one");
	(void)toys_add(&b, "bear", 1, "two");
	toys_damage(&b, &q, BINDS(BIND_BYTES("short", 5),
	    BIND_TEXT(S("one"))));
	toys_find(&b, S(""), found, 2);
	toys_says(found, 0, "A text or file was added past", "n", 5);
	toys_says(found, 1, "The text {key}, which entry {seq} names", "seq",
	    0);
	toys_close(&b);
}

struct removal {
	struct hash	text, file;
	bool		is_file;
};

static enum err
remove_act(struct toys *b, struct tx *tx, void *arg, struct note *note)
{
	const struct removal *x = arg;
	const struct hash *hash = x->is_file ? &x->file : &x->text;
	struct value names[2] = { V_TEXT(S("Lin")), V_TEXT(S("Zhou")) };
	struct value key = V_TEXT(str_hex(b->a, hash->b, HASH_BYTES));
	struct value keys = { .given = GIVEN_KNOWN, .list = { &key, 1 } };
	struct vault_expunged ev = {
		.document = V_TEXT(S("7/2026")),
		.approved_by = { .given = GIVEN_KNOWN, .list = { names, 2 } },
	};
	enum err r;

	if (x->is_file)
		ev.files = keys;
	else
		ev.texts = keys;
	r = x->is_file ? blob_strike(tx->st, hash, S("7/2026"), note) :
	    vault_remove(tx->st, hash, S("7/2026"), note);
	return r != ERR_OK ? r : ledger_append(tx, &vault_event_expunged,
	    KEY_NONE, VALUES(&ev), NULL, note);
}

BOTH("a text removed by a document leaves the ledger sound, and is counted")
{
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct removal x = { .is_file = false };
	struct toys b;

	toys_open(&b, t);
	(void)toys_add(&b, "bear", 1, "as new");
	memcpy(x.text.b, toys_bytes(&b, &q_text_key, NO_BINDS).p, HASH_BYTES);
	CHECK_OK(toys_act(&b, remove_act, &x), &b.note);
	toys_find(&b, S(""), found, 0);
	CHECK_INT(found->report.texts, 0);
	CHECK_INT(found->report.removed, 1);
	toys_sound(&b);
	toys_close(&b);
}

/* A toy with a drawing, whose bytes are ${text}. */
static struct hash
draw(struct toys *b, const char *text)
{
	const char *path = test_path(b->a, "drawing");
	struct toy_added ev = { .name = V_TEXT(S("kite")),
	    .count = V_INT(1) };
	struct store *st;
	struct hash hash;
	int64_t size;
	int fd;

	CHECK_OK(file_write(path, str_of(text), 0600, &b->note), &b->note);
	CHECK((fd = open(path, O_RDONLY | O_CLOEXEC)) >= 0);
	CHECK_OK(blob_put(b->t->place.files, fd, &hash, &size, &b->note),
	    &b->note);
	(void)close(fd);
	st = pg_open(b->t, STORE_WRITE);
	CHECK_OK(blob_keep(st, &hash, size, KEY_NONE, &b->note), &b->note);
	store_close(st);
	ev.drawing = (struct value){ .given = GIVEN_KNOWN, .num = size,
	    .text = S("kite.svg"), .hash = hash };
	CHECK_OK(toys_put(b, &toy_event_added, (struct key){ { 3 } },
	    VALUES(&ev), NULL), &b->note);
	return hash;
}

BOTH("a file that was edited, removed or struck from the list is found")
{
	static const struct sql q_size = { "UPDATE blob SET size = 1", NULL };
	static const struct sql q_claim = {
		"UPDATE blob SET removed_by = $1", NULL
	};
	static const struct sql q_delete = { "DELETE FROM blob", NULL };
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct hash hash;
	const char *path;
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 5);
	hash = draw(&b, "a kite");
	path = blob_path(b.a, t->place.files, &hash);
	toys_find(&b, S(""), found, 0);
	CHECK_INT(found->report.files, 1);
	CHECK_OK(file_write(path, S("a Kite"), 0600, &b.note), &b.note);
	toys_find(&b, S(""), found, 1);
	toys_says(found, 0, "The file {key} was changed", "seq", -1);
	CHECK_INT(unlink(path), 0);
	toys_find(&b, S(""), found, 1);
	toys_says(found, 0, "The file {key} is missing", "seq", -1);
	CHECK_OK(file_write(path, S("a kite"), 0600, &b.note), &b.note);
	toys_damage(&b, &q_size, NO_BINDS);
	toys_find(&b, S(""), found, 1);
	toys_says(found, 0, "The file {key} has another size", "seq", -1);
	toys_damage(&b, &q_claim, BINDS(BIND_TEXT(S("7/2026"))));
	toys_find(&b, S(""), found, 2);
	toys_says(found, 0, "The file {key} is marked as removed and is still",
	    "seq", -1);
	toys_damage(&b, &q_delete, NO_BINDS);
	toys_find(&b, S(""), found, 1);
	toys_says(found, 0, "The file {key}, which entry {seq} names", "seq",
	    5);
	toys_close(&b);
}

BOTH("a file removed by a document leaves the ledger sound")
{
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct removal x = { .is_file = true };
	struct toys b;

	toys_open(&b, t);
	x.file = draw(&b, "a kite");
	CHECK_OK(toys_act(&b, remove_act, &x), &b.note);
	toys_find(&b, S(""), found, 1);		/* its bytes */
	CHECK_OK(blob_unlink(t->place.files, &x.file, &b.note), &b.note);
	toys_find(&b, S(""), found, 0);
	CHECK_INT(found->report.removed, 1);
	CHECK_INT(found->report.files, 0);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("after twenty findings it stops")
{
	static const struct sql q = {
		"UPDATE ledger_entry SET hash = $1", NULL
	};
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct hash other = { { 1 } };
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 300);
	toys_damage(&b, &q, BINDS(BIND_HASH(other)));
	toys_find(&b, S(""), found, VERIFY_FINDINGS_MAX);
	toys_says(found, 19, "Entry {seq} was changed", "seq", 19);
	toys_close(&b);
}

static enum err
stop_soon(void *arg, int64_t done, int64_t of)
{
	int64_t *seen = arg;

	CHECK_INT(of, 1500);
	*seen = done;
	return ERR_STOPPED;
}

BOTH("it can be stopped, and says that it was")
{
	struct verify_options o = { .progress = stop_soon };
	struct verify_report report;
	int64_t seen = 0;
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 1500);
	o.arg = &seen;
	o.keys = &b.vkey;
	o.nkeys = 1;
	CHECK_ERR(ledger_verify(b.read, &o, &report, &b.note), ERR_STOPPED,
	    &b.note);
	CHECK(b.note.msg != NULL);
	CHECK_INT(report.entries, seen);
	CHECK_INT(seen, 1024);
	toys_close(&b);
}

TEST("a database that was cut short is refused with a sentence")
{
	struct test_place t = { .a = arena_new() };
	struct toy_found *found = NEW(t.a, struct toy_found);
	struct toys b;

	CHECK_OK(place_parse(t.a, test_path(t.a, "cut"), NULL, &t.place,
	    &t.note), &t.note);
	toys_open(&b, &t);
	toys_fill(&b, 600);
	/* Closed, all of it lies in the one file. */
	toys_again(&b, &toy_events);
	CHECK_INT(truncate(t.place.name, 100000), 0);
	CHECK_ERR(toys_verify(&b, S(""), found), ERR_CORRUPT, &b.note);
	CHECK(b.note.msg != NULL);
	toys_close(&b);
	arena_free(t.a);
}

#ifdef ANZE_FAULTS
BOTH("whatever fails while verifying is told, and is no finding")
{
	struct toy_found *found = NEW(t->a, struct toy_found);
	struct str elsewhere;
	struct toys b;
	long n[FAULT__MAX] = { 0 };

	toys_open(&b, t);
	toys_fill(&b, 257);
	elsewhere = toys_checkpoint(&b);
	(void)draw(&b, "a kite");
	(void)toys_add(&b, "bear", 1, "as new");
	for (int what = 0; what < FAULT__MAX; what++) {
		enum err r = ERR_BUG;

		while (r != ERR_OK) {
			fault_arm((enum fault)what, ++n[what]);
			r = toys_verify(&b, elsewhere, found);
			fault_arm((enum fault)what, 0);
			CHECK_INT(found->n, 0);
			CHECK(r == ERR_OK || b.note.msg != NULL);
			CHECK(n[what] < 10000);
		}
		CHECK(n[what] > 5);
	}
	toys_close(&b);
}
#endif
