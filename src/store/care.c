/* SPDX-License-Identifier: Apache-2.0 */
#include "store/care.h"

static const struct sql q_bytes = {
	"SELECT page_count * page_size FROM pragma_page_count(),"
	" pragma_page_size()",
	"SELECT CAST(COALESCE(SUM(pg_total_relation_size(c.oid)), 0) AS BIGINT)"
	" FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
	" ON n.oid = c.relnamespace WHERE n.nspname = current_schema()"
	" AND c.relkind = 'r'"
};

/* The first column of the first row, as text in ${ret}; empty without one. */
static enum err
first_text(struct store *st, const char *text, struct buf *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query_text(st, text, &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		if (rows_kind(rows, 0) == BIND_K_INT)
			buf_int(ret, rows_int(rows, 0));
		else
			buf_str(ret, rows_text(rows, 0));
	}
	return rows_end(&rows, note);
}

enum err
store_inspect(struct store *st, struct note *note)
{
	struct buf said = BUF_INIT;
	enum err r;

	r = first_text(st, store_is_postgres(st) ? "SELECT 'ok'" :
	    "PRAGMA quick_check(1)", &said, note);
	if (r == ERR_OK && !str_is(buf_view(&said), "ok"))
		r = NOTE(note, ERR_CORRUPT, M("The database's own check of its "
		    "file says: {words}. Restore the last backup, and keep "
		    "the damaged file."), A_TEXT("words", buf_view(&said)));
	buf_free(&said);
	return r;
}

enum err
store_bytes(struct store *st, int64_t *ret, struct note *note)
{
	return store_int(st, &q_bytes, NO_BINDS, 0, ret, note);
}

enum err
store_learn(struct store *st, const char *table, struct note *note)
{
	struct buf text = BUF_INIT;
	enum err r;

	if (!store_is_postgres(st))
		return ERR_OK;
	buf_fmt(&text, "ANALYZE %s", table);
	r = buf_failed(&text) ? note_memory(note) :
	    store_exec(st, text.p, note);
	buf_free(&text);
	return r;
}

enum err
store_shred(const struct place *p, const char *table, struct note *note)
{
	struct store *st = NULL;
	struct buf text = BUF_INIT, said = BUF_INIT;
	enum err r;

	if ((r = store_open(p, STORE_WRITE, NULL, &st, note)) != ERR_OK)
		goto out;
	if (store_is_postgres(st)) {
		buf_fmt(&text, "VACUUM (FULL) %s", table);
		r = buf_failed(&text) ? note_memory(note) :
		    store_exec(st, text.p, note);
		goto out;
	}
	/* Freed cells are overwritten (secure_delete); the log is not. */
	if ((r = first_text(st, "PRAGMA wal_checkpoint(TRUNCATE)", &said,
	    note)) == ERR_OK && !str_is(buf_view(&said), "0"))
		r = NOTE(note, ERR_BUSY, M("What was removed is gone from the "
		    "records, but somebody is still reading an older state, "
		    "and until then its text stays in {place}-wal. Close other "
		    "programs and repeat the command."),
		    A_CSTR("place", p->name));
out:
	buf_free(&text);
	buf_free(&said);
	store_close(st);
	return r;
}
