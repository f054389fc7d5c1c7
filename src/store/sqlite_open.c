/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which file is opened, and with which promises?  Only a file of ours, in WAL
 * mode with every commit synced; a new one is readable by its owner only.
 */
#include "store/sqlite_in.h"
#include "store/words_in.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum {
	APPLICATION	= 0x416E7A65,	/* "Anze", at byte 68 of the file */
	CACHE_READ_KIB	= 2048,
	CACHE_WRITE_KIB	= 8192,
	JOURNAL_PAGES	= 4000,		/* from one checkpoint to the next */
	JOURNAL_MOST	= 64 * 1024 * 1024,
	BUSY_STEP_NS	= 1000000	/* between two looks at a lock */
};

/* How SQLite is told the path: "file:" and ":memory:" mean nothing to us. */
static const char *
file_path(const struct sqlite *sq, struct arena *a)
{
	const char *name = sq->st.place.name;

	return name[0] == '/' ? name : str_fmt(a, "./%s", name).p;
}

static enum err
file_find(const struct sqlite *sq, const char *path, struct note *note)
{
	const char *shown = sq->st.shown;
	struct stat sb;

	if (stat(path, &sb) != 0 && errno == ENOENT)
		return NOTE(note, ERR_NOTFOUND,
		    M("There is no store at {store}. Look at the path, or make "
		    "a new store with anze init."), A_CSTR("store", shown));
	if (stat(path, &sb) != 0)
		return file_error(note, errno, shown);
	if (!S_ISREG(sb.st_mode))
		return NOTE(note, ERR_USAGE,
		    M("{store} is not a file. Name the file that is the "
		    "store."), A_CSTR("store", shown));
	if (sb.st_size == 0)
		return NOTE(note, ERR_CORRUPT,
		    M("{store} is an empty file. If it was a store, restore a "
		    "backup; otherwise remove it and run anze init."),
		    A_CSTR("store", shown));
	return ERR_OK;
}

/* The store and what SQLite puts beside it. */
enum { FILE_ITSELF, FILE_WAL, FILE_SHM, FILE_JOURNAL, FILES };

static bool
file_names(const struct sqlite *sq, struct arena *a, const char *ret[FILES])
{
	static const char *const ends[FILES] = { "", "-wal", "-shm",
	    "-journal" };
	const char *path = file_path(sq, a);

	for (int i = 0; i < FILES; i++)
		ret[i] = str_fmt(a, "%s%s", path, ends[i]).p;
	return !arena_failed(a);
}

/* Make the empty file, so that nobody else's is taken and nobody else reads. */
static enum err
file_make(const struct sqlite *sq, const char *const names[FILES],
    struct note *note)
{
	const char *path = names[FILE_ITSELF], *wal = names[FILE_WAL];
	const char *shown = sq->st.shown;
	struct stat sb;
	int fd;

	if (lstat(wal, &sb) == 0 && lstat(path, &sb) != 0)
		return NOTE(note, ERR_EXISTS,
		    M("Beside {store}, which is not there, lies its {wal}: it "
		    "may hold the last records of a store that was moved. "
		    "Bring the store back or move that file away."),
		    A_CSTR("store", shown), A_CSTR("wal", wal));
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    0600);
	if (fd < 0 && errno == EEXIST)
		return NOTE(note, ERR_EXISTS,
		    M("{store} is there already and stays as it is. Name "
		    "another file for the new store."),
		    A_CSTR("store", shown));
	if (fd < 0)
		return file_error(note, errno, shown);
	(void)close(fd);
	return ERR_OK;
}

static void
file_unmake(struct sqlite *sq, const char *const names[FILES])
{
	(void)sqlite3_close(sq->db);
	sq->db = NULL;
	for (int i = 0; i < FILES; i++)
		(void)unlink(names[i]);
}

static enum err
pragma(const struct sqlite *sq, const char *text, struct note *note)
{
	return sqlite3_exec(sq->db, text, NULL, NULL, NULL) == SQLITE_OK ?
	    ERR_OK : sqlite_say(sq, text, note);
}

/* The one value that a pragma answers, as text. */
static enum err
pragma_get(const struct sqlite *sq, const char *text, struct arena *a,
    struct str *ret, struct note *note)
{
	sqlite3_stmt *h = NULL;
	enum err r = ERR_OK;

	if (sqlite3_prepare_v2(sq->db, text, -1, &h, NULL) != SQLITE_OK ||
	    sqlite3_step(h) != SQLITE_ROW)
		r = sqlite_say(sq, text, note);
	else
		*ret = str_copy(a, str_of((const char *)
		    sqlite3_column_text(h, 0)));
	(void)sqlite3_finalize(h);
	return arena_failed(a) ? note_memory(note) : r;
}

/*
 * SQLite has no queue for its locks.  Its own way of waiting looks ten times a
 * second and so misses the moment between two transactions of a busy writer.
 */
static int
busy_wait(void *arg, int times)
{
	const struct timespec step = { 0, BUSY_STEP_NS };
	struct sqlite *sq = arg;
	int64_t now = store_ns();

	if (times == 0)
		sq->busy_since = now;
	if (now - sq->busy_since >= (int64_t)STORE_BUSY_MS * 1000000)
		return 0;
	(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &step, NULL);
	return 1;
}

static enum err
db_connect(struct sqlite *sq, const char *path, struct note *note)
{
	/* For readers too: only so can the last one out fold the WAL in. */
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_EXRESCODE;

	if (sqlite3_open_v2(path, &sq->db, flags, NULL) != SQLITE_OK)
		return sq->db == NULL ? note_memory(note) :
		    sqlite_say(sq, NULL, note);
	if (sq->st.mode != STORE_READ &&
	    sqlite3_db_readonly(sq->db, "main") == 1)
		return NOTE(note, ERR_DENIED,
		    M("{store} may only be read by you. Run this as the user "
		    "who owns it."), A_CSTR("store", sq->st.shown));
	(void)sqlite3_busy_handler(sq->db, busy_wait, sq);
	/* "x" is never a text, and nobody writes into the schema by hand. */
	(void)sqlite3_db_config(sq->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	(void)sqlite3_db_config(sq->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	(void)sqlite3_db_config(sq->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return ERR_OK;
}

/* Before anything is changed: is the file ours? */
static enum err
db_recognize(const struct sqlite *sq, struct arena *a, struct note *note)
{
	struct str id = S("");
	int64_t n = 0;
	enum err r;

	if ((r = pragma_get(sq, "PRAGMA application_id", a, &id,
	    note)) != ERR_OK)
		return r;
	if (str_int(id, &n) && n == APPLICATION)
		return ERR_OK;
	return NOTE(note, ERR_USAGE,
	    M("{store} is an SQLite file of another program. Name the file "
	    "that is the store, or make a new store with anze init."),
	    A_CSTR("store", sq->st.shown));
}

static enum err
db_journal(const struct sqlite *sq, struct arena *a, struct note *note)
{
	struct str mode = S("");
	enum err r;

	if ((r = pragma_get(sq, "PRAGMA journal_mode = WAL", a, &mode,
	    note)) != ERR_OK)
		return r;
	return str_is(mode, "wal") ? ERR_OK : NOTE(note, ERR_STORE,
	    M("The disk of {store} cannot keep a store safely (no WAL; a "
	    "network folder perhaps). Put it on a local disk."),
	    A_CSTR("store", sq->st.shown));
}

/*
 * recursive_triggers: else REPLACE would pass by the triggers that refuse to
 * delete an entry.  secure_delete: what is expunged is overwritten.
 */
static enum err
db_promise(const struct sqlite *sq, struct arena *a, struct note *note)
{
	bool reads = sq->st.mode == STORE_READ;
	const char *text = str_fmt(a, "PRAGMA synchronous = FULL;"
	    "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
	    "PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON;"
	    "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
	    "PRAGMA mmap_size = 0; PRAGMA cache_size = -%d;"
	    "PRAGMA wal_autocheckpoint = %d;"
	    "PRAGMA journal_size_limit = %d; PRAGMA query_only = %s",
	    reads ? CACHE_READ_KIB : CACHE_WRITE_KIB, JOURNAL_PAGES,
	    JOURNAL_MOST, reads ? "ON" : "OFF").p;

	return arena_failed(a) ? note_memory(note) : pragma(sq, text, note);
}

static enum err
db_open(struct sqlite *sq, const char *path, struct arena *a,
    struct note *note)
{
	const char *mark = str_fmt(a, "PRAGMA application_id = %d",
	    APPLICATION).p;
	bool create = sq->st.mode == STORE_CREATE;
	enum err r;

	if (arena_failed(a))
		return note_memory(note);
	if ((r = db_connect(sq, path, note)) != ERR_OK ||
	    (r = words_register(&sq->st, note)) != ERR_OK ||
	    (r = create ? pragma(sq, mark, note) :
	    db_recognize(sq, a, note)) != ERR_OK)
		return r;
	if (sq->st.mode != STORE_READ &&
	    (r = db_journal(sq, a, note)) != ERR_OK)
		return r;
	return db_promise(sq, a, note);
}

/* SQLite would count its memory under one lock of all threads, each time some
 * is taken or given back; nobody asks for the sum. */
static void
count_nothing(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum err
sqlite_open(struct store *st, const char *schema, struct note *note)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct sqlite *sq = sqlite_of(st);
	struct arena *a = arena_new();
	const char *names[FILES];
	bool create = st->mode == STORE_CREATE;
	enum err r;

	(void)schema;
	(void)pthread_once(&once, count_nothing);
	if (a == NULL)
		return note_memory(note);
	if (!file_names(sq, a, names))
		r = note_memory(note);
	else if (create)
		r = file_make(sq, names, note);
	else
		r = file_find(sq, names[FILE_ITSELF], note);
	if (r == ERR_OK && (r = db_open(sq, names[FILE_ITSELF], a,
	    note)) != ERR_OK && create)
		file_unmake(sq, names);
	arena_free(a);
	return r;
}
