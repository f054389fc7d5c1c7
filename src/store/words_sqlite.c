/* SPDX-License-Identifier: Apache-2.0 */
/* How does SQLite's full text search learn our words? */
#include "store/sqlite_in.h"
#include "store/words_in.h"

/* It hands on what stands in a row or in a query; words are the same for all,
 * so that there is nothing to keep. */
static int
cutter_create(void *arg, const char **argv, int argc, Fts5Tokenizer **ret)
{
	static char only;

	(void)arg;
	(void)argv;
	(void)argc;
	*ret = (Fts5Tokenizer *)(void *)&only;
	return SQLITE_OK;
}

static void
cutter_delete(Fts5Tokenizer *t)
{
	(void)t;
}

struct handing {
	void	*arg;
	int	(*token)(void *arg, int flags, const char *word, int n,
		    int from, int to);
};

static int
hand_on(void *arg, struct str word, bool beside, size_t from, size_t to)
{
	const struct handing *h = arg;

	return h->token(h->arg, beside ? FTS5_TOKEN_COLOCATED : 0, word.p,
	    (int)word.n, (int)from, (int)to);
}

static int
cutter_cut(Fts5Tokenizer *t, void *arg, int flags, const char *text, int n,
    int (*token)(void *arg, int flags, const char *word, int n, int from,
    int to))
{
	struct handing h = { arg, token };

	(void)t;
	return n <= 0 ? SQLITE_OK : words_cut((struct str){ text, (size_t)n },
	    (flags & FTS5_TOKENIZE_QUERY) != 0, hand_on, &h);
}

/* words_hold(texts, parts): does each line of parts stand in texts? */
static void
hold(sqlite3_context *cx, int argc, sqlite3_value **argv)
{
	const char *texts = (const char *)sqlite3_value_text(argv[0]);
	const char *parts = (const char *)sqlite3_value_text(argv[1]);
	struct str rest, one;
	size_t n;
	bool all = true;

	(void)argc;
	if (texts == NULL || parts == NULL) {
		sqlite3_result_int(cx, 0);
		return;
	}
	n = (size_t)sqlite3_value_bytes(argv[0]);
	rest = (struct str){ parts, (size_t)sqlite3_value_bytes(argv[1]) };
	while (all && str_cut(&rest, '\n', &one))
		all = memmem(texts, n, one.p, one.n) != NULL;
	sqlite3_result_int(cx, all);
}

/* FTS5's own functions are had by asking it in SQL. */
static fts5_api *
api_get(struct sqlite *sq)
{
	sqlite3_stmt *h = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(sq->db, "SELECT fts5(?1)", -1, &h, NULL) ==
	    SQLITE_OK && sqlite3_bind_pointer(h, 1, (void *)&api,
	    "fts5_api_ptr", NULL) == SQLITE_OK)
		(void)sqlite3_step(h);
	(void)sqlite3_finalize(h);
	return api;
}

enum err
words_register(struct store *st, struct note *note)
{
	fts5_tokenizer cutter = { cutter_create, cutter_delete,
	    cutter_cut };
	struct sqlite *sq = sqlite_of(st);
	fts5_api *api = api_get(sq);

	if (api == NULL && sqlite3_errcode(sq->db) != SQLITE_NOMEM)
		return store_say(st, ERR_STORE, "SQLite was built without "
		    "full text search (FTS5)", NULL, note);
	if (api == NULL || api->xCreateTokenizer(api, "anze", NULL, &cutter,
	    NULL) != SQLITE_OK || sqlite3_create_function_v2(sq->db,
	    "words_hold", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC |
	    SQLITE_DIRECTONLY, NULL, hold, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_say(sq, NULL, note);
	return ERR_OK;
}
