/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of packs follow from their events? */
#include "rulebook/rulebook_in.h"

static const struct sql q_pack = {
	"INSERT INTO pack (id, name, rev) VALUES ($1, $2, $3)"
	" ON CONFLICT (id) DO UPDATE SET rev = excluded.rev", NULL
};
static const struct sql q_adoption = {
	"INSERT INTO pack_adoption (seq, pack, version, hash, size, title, en,"
	" since, at, retired) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
	" NULL)", NULL
};
static const struct sql q_attachment = {
	"INSERT INTO pack_attachment (seq, pack, hash, size, name, source,"
	" document, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", NULL
};
static const struct sql q_retire = {
	"UPDATE pack_adoption SET retired = $3 WHERE pack = $1"
	" AND version = $2 AND retired IS NULL", NULL
};

static enum err
rev_put(struct store *st, const struct event *ev, const struct value *pack,
    struct note *note)
{
	return store_run(st, &q_pack, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(pack->text), BIND_INT(ev->seq)), note);
}

enum err
rulebook_apply_adopted(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct pack_adopted *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = rev_put(st, ev, &d->pack, note)) != ERR_OK)
		return r;
	return store_run(st, &q_adoption, BINDS(BIND_INT(ev->seq),
	    BIND_KEY(ev->on), BIND_INT(d->version.num),
	    BIND_HASH(d->text.hash), BIND_INT(d->text.num),
	    BIND_TEXT(d->title.text),
	    BIND_TEXT(value_known(&d->en) ? d->en.text : S("")),
	    BIND_INT(d->since.num), BIND_INT(ev->at)), note);
}

enum err
rulebook_apply_attached(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct pack_attached *d = (const void *)ev->data;
	struct bind document = BIND_NULL;
	enum err r;

	(void)a;
	if (value_known(&d->document))
		document = (struct bind)BIND_TEXT(d->document.text);
	if ((r = rev_put(st, ev, &d->pack, note)) != ERR_OK)
		return r;
	return store_run(st, &q_attachment, BINDS(BIND_INT(ev->seq),
	    BIND_KEY(ev->on), BIND_HASH(d->text.hash), BIND_INT(d->text.num),
	    BIND_TEXT(d->text.text), BIND_TEXT(d->source.text), document,
	    BIND_INT(ev->at)), note);
}

enum err
rulebook_apply_retired(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct pack_retired *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = rev_put(st, ev, &d->pack, note)) != ERR_OK)
		return r;
	return store_run(st, &q_retire, BINDS(BIND_KEY(ev->on),
	    BIND_INT(d->version.num), BIND_INT(ev->seq)), note);
}
