/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/removed.h"

enum { PAGE = 500 };

static const struct sql q_put = {
	"INSERT INTO vault_removed (hash, is_file, document, seq)"
	" VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING", NULL
};

static const struct sql q_page = {
	"SELECT hash, is_file, document, seq FROM vault_removed"
	" WHERE (seq, hash) > ($1, $2) ORDER BY seq, hash LIMIT $3", NULL
};

static const struct field expunged_fields[] = {
	{ .name = "document", .kind = FIELD_TEXT, .max = 100,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN,
	    .label = M("Number of the document") },
	{ .name = "approved_by", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .min = 2, .max = 2, .flags = FIELD_REQUIRED | FIELD_PLAIN,
	    .label = M("Approved by") },
	{ .name = "texts", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .max = REMOVED_MOST, .flags = FIELD_PLAIN,
	    .label = M("Texts removed") },
	{ .name = "files", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .max = REMOVED_MOST, .flags = FIELD_PLAIN,
	    .label = M("Files removed") },
};

static FIELDS(expunged_table, "vault.expunged", 1, expunged_fields);

static enum err
put_all(struct store *st, const struct value *list, bool file,
    const struct event *ev, struct note *note)
{
	const struct vault_expunged *d = (const void *)ev->data;
	struct hash hash;
	enum err r = ERR_OK;

	for (size_t i = 0; value_known(list) && i < list->list.n &&
	    r == ERR_OK; i++) {
		if (!str_unhex(list->list.v[i].text, hash.b, HASH_BYTES))
			return NOTE(note, ERR_CORRUPT, M("Entry {seq} names "
			    "\"{text}\" as removed, which is no key of the "
			    "vault."), A_INT("seq", ev->seq),
			    A_TEXT("text", list->list.v[i].text));
		r = store_run(st, &q_put, BINDS(BIND_HASH(hash),
		    BIND_INT(file ? 1 : 0), BIND_TEXT(d->document.text),
		    BIND_INT(ev->seq)), note);
	}
	return r;
}

static enum err
apply_expunged(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct vault_expunged *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = put_all(st, &d->texts, false, ev, note)) != ERR_OK)
		return r;
	return put_all(st, &d->files, true, ev, note);
}

const struct event_type vault_event_expunged = {
	.kind = "vault.expunged",
	.version = 1,
	.fields = &expunged_table,
	.apply = { apply_expunged },
	.gist = M("Texts or files were removed, no. {document}; approved by "
	    "{approved_by}."),
};

enum err
removed_each(struct store *st,
    enum err (*row)(void *arg, const struct removed *x, struct note *note),
    void *arg, struct note *note)
{
	struct removed x = { .seq = -1 };
	struct rows *rows = NULL;
	int64_t n = PAGE;
	enum err r = ERR_OK, end;

	while (r == ERR_OK && n == PAGE) {
		n = 0;
		if ((r = store_query(st, &q_page, BINDS(BIND_INT(x.seq),
		    BIND_HASH(x.hash), BIND_INT(PAGE)), &rows, note)) != ERR_OK)
			return r;
		for (; r == ERR_OK && rows_next(rows); n++) {
			struct str hash = rows_bytes(rows, 0);

			if (hash.n == HASH_BYTES)
				memcpy(x.hash.b, hash.p, HASH_BYTES);
			x.file = rows_int(rows, 1) != 0;
			x.document = rows_text(rows, 2);
			x.seq = rows_int(rows, 3);
			r = row(arg, &x, note);
		}
		end = rows_end(&rows, r == ERR_OK ? note : NULL);
		if (r == ERR_OK)
			r = end;
	}
	return r;
}
