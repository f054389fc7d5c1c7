/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_act.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "ledger/blob.h"
#include "rulebook/rulebook_in.h"

/* Were the adoptions that the caller looked at the last ones? */
static enum err
unmoved(struct store *st, int64_t rev, struct note *note)
{
	int64_t now;
	enum err r;

	if ((r = rulebook_rev(st, &now, note)) != ERR_OK)
		return r;
	return now == rev ? ERR_OK : NOTE(note, ERR_CONFLICT, M("Packs were "
	    "adopted or taken back meanwhile (entry {entry}). Look at anze "
	    "pack list and try again."), A_INT("entry", now));
}

/* ---- adopting ---- */

/* The text, on a descriptor that reads it. */
static enum err
text_open(struct str text, int *ret, struct note *note)
{
	int fd = memfd_create("pack", MFD_CLOEXEC);
	size_t done = 0;
	enum err r = ERR_OK;

	if (fd < 0)
		return file_error(note, errno, "memfd");
	while (r == ERR_OK && done < text.n) {
		ssize_t n = write(fd, text.p + done, text.n - done);

		if (n < 0 && errno != EINTR)
			r = file_error(note, errno, "memfd");
		done += n < 0 ? 0 : (size_t)n;
	}
	if (r == ERR_OK && lseek(fd, 0, SEEK_SET) != 0)
		r = file_error(note, errno, "memfd");
	if (r != ERR_OK) {
		(void)close(fd);
		return r;
	}
	*ret = fd;
	return ERR_OK;
}

struct adopt {
	const struct rulebook_adopt	*what;
	struct hash			*hash;	/* of each text */
};

static enum err
texts_put(const struct app *app, struct adopt *ad, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < ad->what->n && r == ERR_OK; i++) {
		int64_t size;
		int fd = -1;

		if ((r = text_open(ad->what->p[i].text, &fd,
		    note)) != ERR_OK)
			break;
		r = blob_put(app->place.files, fd, &ad->hash[i], &size, note);
		(void)close(fd);
	}
	return r;
}

static enum err
adopt_one(struct tx *tx, const struct adopting *p, const struct hash *hash,
    struct answer *ret, struct note *note)
{
	struct pack_adopted ev = {
		.pack = V_TEXT(p->id),
		.version = V_INT(p->version),
		.title = V_TEXT(p->title),
		.since = V_DAY(p->since),
		.text = { .given = GIVEN_KNOWN, .num = (int64_t)p->text.n,
		    .text = p->file, .hash = *hash },
	};
	enum err r;

	if (p->en.n > 0)
		ev.en = (struct value)V_TEXT(p->en);
	if ((r = rulebook_key(tx->st, p->id, &ret->on, note)) != ERR_OK)
		return r;
	if (key_none(ret->on))
		ret->on = tx_key(tx);
	if ((r = blob_keep(tx->st, hash, (int64_t)p->text.n, ret->on,
	    note)) != ERR_OK)
		return r;
	return ledger_append(tx, &pack_event_adopted, ret->on, VALUES(&ev),
	    &ret->seq, note);
}

static enum err
adopt_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct adopt *ad = arg;
	enum err r;

	if ((r = unmoved(tx->st, ad->what->rev, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < ad->what->n && r == ERR_OK; i++)
		r = adopt_one(tx, &ad->what->p[i], &ad->hash[i], ret, note);
	return r;
}

enum err
rulebook_adopt(struct app *app, const struct actor *who,
    const struct request *rq, const struct rulebook_adopt *what,
    struct answer *ret, struct note *note)
{
	struct arena *a = arena_new();
	struct adopt ad = { .what = what };
	enum err r = ERR_OK;

	if (a == NULL ||
	    (ad.hash = NEW_ARRAY(a, struct hash, what->n)) == NULL)
		r = note_memory(note);
	if (r == ERR_OK && (r = app_may(app, who, "pack.adopt", KEY_NONE,
	    note)) == ERR_OK && (r = texts_put(app, &ad, note)) == ERR_OK)
		r = act_run(app, who, rq, adopt_act, &ad, ret, note);
	arena_free(a);
	return r;
}

/* ---- attaching ---- */

struct attach {
	const struct rulebook_attach	*what;
	struct str			 name;
	struct hash			 hash;
	int64_t				 size;
};

/* Is it attached already, with the same words? */
static enum err
attached(struct tx *tx, const struct attach *at, struct key on,
    int64_t *ret_seq, struct note *note)
{
	const struct attachment *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = rulebook_attachments(tx->st, tx->a, on, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		if (hash_eq(&list[i].hash, &at->hash) &&
		    str_eq(list[i].source, at->what->source) &&
		    str_eq(list[i].document, at->what->document))
			*ret_seq = list[i].seq;
	if (n == RULEBOOK_TEXTS_MAX && *ret_seq < 0)
		return NOTE(note, ERR_LIMIT, M("At most {most} texts can be "
		    "attached to one pack."),
		    A_INT("most", RULEBOOK_TEXTS_MAX));
	return ERR_OK;
}

static enum err
attach_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct attach *at = arg;
	struct pack_attached ev = {
		.pack = V_TEXT(at->what->id),
		.text = { .given = GIVEN_KNOWN, .num = at->size,
		    .text = at->name, .hash = at->hash },
		.source = V_TEXT(at->what->source),
	};
	int64_t before = -1;
	enum err r;

	if (at->what->document.n > 0)
		ev.document = (struct value)V_TEXT(at->what->document);
	if ((r = rulebook_key(tx->st, at->what->id, &ret->on,
	    note)) != ERR_OK)
		return r;
	if (key_none(ret->on))
		return NOTE(note, ERR_NOTFOUND, M("The pack {pack} was never "
		    "adopted. Adopt it first: anze pack adopt {pack}."),
		    A_TEXT("pack", at->what->id));
	if ((r = attached(tx, at, ret->on, &before, note)) != ERR_OK)
		return r;
	ret->seq = before;
	ret->again = before >= 0;
	if (ret->again)
		return ERR_OK;
	if ((r = blob_keep(tx->st, &at->hash, at->size, ret->on,
	    note)) != ERR_OK)
		return r;
	return ledger_append(tx, &pack_event_attached, ret->on, VALUES(&ev),
	    &ret->seq, note);
}

/* What stands behind the last slash. */
static struct str
file_name(struct arena *a, const char *path)
{
	struct str name = str_of(path);
	size_t from = name.n;

	while (from > 0 && path[from - 1] != '/')
		from--;
	name = str_part(name, from, name.n);
	return utf8_ok(name) ? utf8_nfc(a, name) : S("text");
}

enum err
rulebook_attach(struct app *app, const struct actor *who,
    const struct request *rq, const struct rulebook_attach *what,
    struct answer *ret, struct note *note)
{
	struct attach at = { .what = what };
	struct arena *a = arena_new();
	int fd = -1;
	enum err r;

	if (a == NULL)
		return note_memory(note);
	at.name = file_name(a, what->path);
	if ((r = app_may(app, who, "pack.attach", KEY_NONE, note)) != ERR_OK)
		goto out;
	if ((fd = open(what->path, O_RDONLY | O_CLOEXEC)) < 0) {
		r = file_error(note, errno, what->path);
		goto out;
	}
	r = blob_put(app->place.files, fd, &at.hash, &at.size, note);
	(void)close(fd);
	if (r == ERR_OK && at.size == 0)
		r = NOTE(note, ERR_INVALID, M("{path} is empty. Attach the file "
		    "that holds the text."), A_CSTR("path", what->path));
	if (r == ERR_OK && (r = note_arena(a, r, note)) == ERR_OK)
		r = act_run(app, who, rq, attach_act, &at, ret, note);
out:
	arena_free(a);
	return r;
}

/* ---- taking back ---- */

static enum err
retire_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct rulebook_retire *what = arg;
	const struct pack_retired ev = {
		.pack = V_TEXT(what->id),
		.version = V_INT(what->version),
		.reason = V_TEXT(what->reason),
	};
	const struct adoption *x;
	struct adoptions all;
	enum err r;

	if ((r = unmoved(tx->st, what->rev, note)) != ERR_OK ||
	    (r = rulebook_adoptions(tx->st, tx->a, &all, note)) != ERR_OK)
		return r;
	x = adoption_of(&all, what->id, what->version);
	if (x == NULL || x->retired >= 0)
		return NOTE(note, ERR_NOTFOUND, M("Version {version} of {pack} "
		    "is not adopted, or was taken back already. anze pack list "
		    "--all shows what is."), A_INT("version", what->version),
		    A_TEXT("pack", what->id));
	ret->on = x->pack;
	return ledger_append(tx, &pack_event_retired, x->pack, VALUES(&ev),
	    &ret->seq, note);
}

enum err
rulebook_retire(struct app *app, const struct actor *who,
    const struct request *rq, const struct rulebook_retire *what,
    struct answer *ret, struct note *note)
{
	struct rulebook_retire given = *what;
	enum err r;

	if ((r = app_may(app, who, "pack.retire", KEY_NONE, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, retire_act, &given, ret, note);
}
