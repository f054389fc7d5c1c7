/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/report_about_act.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/near.h"
#include "base/utf8.h"
#include "incident/incident_about_act.h"
#include "incident/report_in.h"
#include "ledger/blob.h"

/* ---- proofs ---- */

/* What stands behind the last slash. */
static struct str
file_name(struct arena *a, const char *path)
{
	struct str name = str_of(path);
	size_t from = name.n;

	while (from > 0 && path[from - 1] != '/')
		from--;
	name = str_part(name, from, name.n);
	return utf8_ok(name) ? utf8_nfc(a, name) : S("proof");
}

enum err
report_proof_put(struct app *app, struct arena *a,
    const struct report_proof_given *given, struct report_proof_put *ret,
    struct note *note)
{
	struct value file = { .given = GIVEN_KNOWN };
	int fd;
	enum err r;

	*ret = (struct report_proof_put){ .text = value_text(given->text) };
	if (given->path == NULL)
		return ERR_OK;
	if ((fd = open(given->path, O_RDONLY | O_CLOEXEC)) < 0)
		return file_error(note, errno, given->path);
	r = blob_put(app->place.files, fd, &file.hash, &file.num, note);
	(void)close(fd);
	if (r != ERR_OK)
		return r;
	if (file.num == 0)
		return NOTE(note, ERR_INVALID, M("{path} is empty. Name the file "
		    "that proves it."), A_CSTR("path", given->path));
	file.text = file_name(a, given->path);
	ret->file = file;
	return note_arena(a, ERR_OK, note);
}

enum err
report_proof_keep(struct tx *tx, const struct report_proof_put *p,
    struct key report, struct note *note)
{
	return !value_known(&p->file) ? ERR_OK : blob_keep(tx->st,
	    &p->file.hash, p->file.num, report, note);
}

enum err
report_proved_append(struct tx *tx, const struct report *rep,
    const struct report_proved *more, const struct report_proof_put *proof,
    struct answer *ret, struct note *note)
{
	struct report_proved ev = *more;
	struct report now;
	enum err r;

	ev.incident = (struct value)V_KEY(rep->incident);
	ev.proof = proof->text;
	ev.proof_file = proof->file;
	if ((r = report_proof_keep(tx, proof, rep->id, note)) != ERR_OK ||
	    (r = ledger_append(tx, &report_event_proved, rep->id,
	    VALUES(&ev), &ret->seq, note)) != ERR_OK ||
	    (r = report_get(tx->st, tx->a, rep->id, &now, note)) != ERR_OK)
		return r;
	return report_clocks_meet(tx, &now, note);
}

/* ---- arriving ---- */

struct moment
report_now(const struct tx *tx)
{
	return (struct moment){ tx->now - tx->now % MINUTE_MS, PREC_MINUTE };
}

enum err
report_arrive_now(struct tx *tx, const struct report *rep, int64_t *ret_seq,
    struct note *note)
{
	struct report_arrived ev = {
		.incident = V_KEY(rep->incident),
		.at = value_moment(report_now(tx)),
		.body = V_KEY(rep->to),
	};
	struct incident_ref ref;
	enum err r;

	if ((r = incident_ref_next(tx, "report.receipt", report_receipt_last,
	    &ref, note)) != ERR_OK)
		return r;
	ev.receipt = (struct value)V_TEXT(ref.text);
	ev.year = (struct value)V_INT(ref.year);
	ev.number = (struct value)V_INT(ref.number);
	return ledger_append(tx, &report_event_arrived, rep->id, VALUES(&ev),
	    ret_seq, note);
}

/* ---- contents ---- */

static bool
near_try_contents(struct near *near, const struct book *b, size_t pack)
{
	const struct pack *p = book_pack(b, pack);
	bool some = false;

	for (size_t i = 0; i < p->nrules; i++) {
		const struct pack_clock *c = &p->rules[i].clock;

		if (p->rules[i].kind != PACK_CLOCK)
			continue;
		for (size_t k = 0; k < c->ncontents; k++) {
			near_try(near, c->contents[k].id);
			near_try(near, c->contents[k].name.zh);
			some = true;
		}
	}
	return some;
}

static enum err
item_unknown(const struct book *b, struct str word, struct note *note)
{
	struct near near;

	near_start(&near, word);
	for (size_t i = 0; i < book_npacks(b); i++)
		(void)near_try_contents(&near, b, i);
	if (near.found.n > 0)
		return NOTE(note, ERR_INVALID, M("No report asks for “{word}”. "
		    "Is “{near}” meant?"), A_TEXT("word", word),
		    A_TEXT("near", near.found));
	return NOTE(note, ERR_INVALID, M("No report asks for “{word}”. anze "
	    "incident form lists the contents."), A_TEXT("word", word));
}

static enum err
item_read(struct report_item *list, size_t at, const struct held_book *held,
    const struct report_item *given, struct note *note)
{
	const struct pack_content *c = report_content_find(held->book,
	    given->item);

	if (c == NULL && report_contents_known(held->book))
		return item_unknown(held->book, given->item, note);
	list[at] = (struct report_item){ c != NULL ? c->id : given->item,
	    given->text };
	for (size_t i = 0; i < at; i++)
		if (str_eq(list[i].item, list[at].item))
			return NOTE(note, ERR_INVALID, M("“{word}” is said "
			    "twice. Say it once."),
			    A_TEXT("word", given->item));
	return ERR_OK;
}

enum err
report_items_read(struct arena *a, const struct held_book *held,
    const struct report_item *given, size_t n,
    const struct report_item **ret, struct note *note)
{
	struct report_item *list = NEW_ARRAY(a, struct report_item, n + 1);
	enum err r = ERR_OK;

	if (list == NULL)
		return note_memory(note);
	if (n > REPORT_CONTENTS_MAX)
		return NOTE(note, ERR_LIMIT, M("A report has at most {most} "
		    "contents."), A_INT("most", REPORT_CONTENTS_MAX));
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = item_read(list, i, held, &given[i], note);
	*ret = list;
	return r;
}

struct value
report_items_value(struct arena *a, const struct report_item *items, size_t n)
{
	struct report_content *rows = NEW_ARRAY(a, struct report_content,
	    n + 1);
	struct value v = { .given = GIVEN_NOT };

	for (size_t i = 0; rows != NULL && i < n; i++)
		rows[i] = (struct report_content){
			.item = V_TEXT(items[i].item),
			.text = value_text(items[i].text),
		};
	if (rows != NULL && n > 0)
		v = (struct value){ .given = GIVEN_KNOWN,
		    .list = { (struct value *)(void *)rows, n } };
	return v;
}
