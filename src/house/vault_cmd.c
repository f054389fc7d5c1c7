/* SPDX-License-Identifier: Apache-2.0 */
/* How are texts that must not be here seen and removed? */
#include "core/expunge.h"
#include "house/console.h"
#include "house/house_cmd.h"
#include "ledger/vault.h"

/* A line of `vault show`. */
struct text_view {
	struct value	key, text, removed_by;
};

static const struct field text_rows[] = {
	{ .name = "key", .kind = FIELD_TEXT, .label = M("Key") },
	{ .name = "text", .kind = FIELD_TEXT, .label = M("Text") },
	{ .name = "removed_by", .kind = FIELD_TEXT,
	    .label = M("Removed, no.") },
};
static FIELDS(text_fields, "vault_text", 1, text_rows);

static enum err
seq_wanted(struct str operand, int64_t *ret, struct note *note)
{
	if (str_int(operand, ret) && *ret >= 0)
		return ERR_OK;
	return NOTE(note, ERR_USAGE, M("\"{text}\" is no entry's number."),
	    A_TEXT("text", operand));
}

static enum err
cmd_vault_show(struct cmd *c, struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	const struct app *app = c->app;
	const struct hash *keys;
	struct vault_text text;
	int64_t seq;
	size_t n;
	enum err r;

	if ((r = seq_wanted(c->operand[0], &seq, note)) != ERR_OK ||
	    (r = expunge_keys(app->read, c->a, seq, &keys, &n,
	    note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &text_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct text_view view = {
			.key = V_TEXT(str_hex(c->a, keys[i].b, HASH_BYTES)) };

		if ((r = vault_get(app->read, c->a, &keys[i], &text,
		    note)) != ERR_OK)
			break;
		view.text = (struct value)V_TEXT(text.text);
		if (text.removed_by.n != 0) {
			view.text.given = GIVEN_NOT;
			view.removed_by =
			    (struct value)V_TEXT(text.removed_by);
		}
		r = rowsink_row(sink, VALUES(&view), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

static const struct opt expunge_opts[] = {
	OPT_TEXT('d', "document", "NUMBER", M("the document that asks for the "
	    "removal")),
	OPT_MANY('a', "approve", "PERSON", M("an administrator who approves; two "
	    "are needed")),
	OPT_MANY('f', "file", "SHA256", M("a file to remove")),
	OPT_END
};

/* Operands are numbers of entries, all texts of which go, or single keys. */
static enum err
texts_wanted(struct cmd *c, struct hash *texts, size_t *ret_n,
    struct note *note)
{
	const struct app *app = c->app;
	const struct hash *keys;
	struct hash one;
	int64_t seq;
	size_t n = 0, more;
	enum err r;

	for (size_t i = 0; i < c->noperands; i++) {
		if (str_unhex(c->operand[i], one.b, HASH_BYTES)) {
			keys = &one;
			more = 1;
		} else if ((r = seq_wanted(c->operand[i], &seq,
		    note)) != ERR_OK || (r = expunge_keys(app->read, c->a, seq,
		    &keys, &more, note)) != ERR_OK)
			return r;
		if (n + more > REMOVED_MOST)
			return NOTE(note, ERR_LIMIT, M("At most {most} texts and "
			    "as many files can be removed at once. Remove them "
			    "in several steps."), A_INT("most", REMOVED_MOST));
		if (more > 0)
			memcpy(texts + n, keys, more * sizeof *keys);
		n += more;
	}
	*ret_n = n;
	return ERR_OK;
}

static enum err
files_wanted(struct cmd *c, struct hash *files, size_t *ret_n,
    struct note *note)
{
	const struct str *given;
	size_t n = cmd_many(c, "file", &given);

	for (size_t i = 0; i < n && i < REMOVED_MOST; i++)
		if (!str_unhex(given[i], files[i].b, HASH_BYTES))
			return NOTE(note, ERR_USAGE, M("\"{text}\" is no file's "
			    "SHA-256: 64 digits 0-9 a-f."),
			    A_TEXT("text", given[i]));
	*ret_n = n;
	return ERR_OK;
}

static enum err
cmd_expunge(struct cmd *c, struct note *note)
{
	struct hash *texts = NEW_ARRAY(c->a, struct hash, REMOVED_MOST);
	struct hash *files = NEW_ARRAY(c->a, struct hash, REMOVED_MOST);
	const struct actor who = console_actor(c);
	struct expunge x = { .texts = texts, .files = files,
	    .document = cmd_text(c, "document") };
	const struct str *names;
	size_t n = cmd_many(c, "approve", &names);
	enum err r;

	if (texts == NULL || files == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n && i < EXPUNGE_APPROVALS; i++)
		x.approved_by[i] = names[i];
	if ((r = texts_wanted(c, texts, &x.ntexts, note)) != ERR_OK ||
	    (r = files_wanted(c, files, &x.nfiles, note)) != ERR_OK ||
	    (r = cmd_confirm(c, note, M("{texts} texts and {files} files will be "
	    "removed for good; the ledger keeps that they were. Go on?"),
	    (const struct arg[]){ A_INT("texts", (int64_t)x.ntexts),
	    A_INT("files", (int64_t)x.nfiles), { 0 } })) != ERR_OK ||
	    (r = expunge(c->app, &who, &x, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("Removed, no. {document}: {texts} texts, {files} "
	    "files. Backups made before still hold them; anze restore removes "
	    "them again."), A_TEXT("document", x.document),
	    A_INT("texts", (int64_t)x.ntexts),
	    A_INT("files", (int64_t)x.nfiles));
}

const struct command vault_commands[] = {
	{ "vault show", cmd_vault_show, COMMAND_STORE, NULL, "SEQ", 1, 1,
	    M("list the texts that an entry put into the vault"), NULL,
	    "anze vault show 17" },
	{ "vault expunge", cmd_expunge, COMMAND_STORE | COMMAND_WRITES,
	    expunge_opts, "[SEQ|KEY…]", 0, -1,
	    M("remove texts and files for good, by a document"),
	    M("For classified content that was entered by mistake, and for "
	    "personal data that must go. Two administrators approve. Entries "
	    "and proofs stay valid; what was removed is listed in "
	    "STORE.d/expunged.list and beside each checkpoint."),
	    "anze vault expunge 17 --document 保密办〔2026〕3号 "
	    "--approve PERSON --approve PERSON" },
};
const size_t vault_ncommands =
    sizeof vault_commands / sizeof vault_commands[0];
