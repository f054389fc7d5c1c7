/* SPDX-License-Identifier: Apache-2.0 */
/*
 * house ROOT: does the tree under ROOT/src keep the rules of the house?
 *
 * Who may include whom; where SQL, drivers and printing may stand; how long
 * files and functions are.  Prints what breaks a rule, then the ten longest
 * functions.  Exit 1 when a rule is broken.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FILE_LINES_MAX	= 500,
	FUNCTION_MOST	= 120,	/* longer ones say why: "Long: …" above */
	FUNCTION_USUAL	= 50,	/* nine in ten are no longer */
	LONGEST		= 10,
	NAME_MAX_	= 200,
	LINE_MAX_	= 2000,
	SUBJECTS_MAX	= 64
};

/* Which folders a folder may include from, beside itself. */
static const struct layer {
	const char	*name;
	const char	*sees;
} layers[] = {
	{ "base",	"" },
	{ "store",	"base" },
	{ "field",	"base" },
	{ "feel",	"base" },
	{ "ledger",	"base store field" },
	{ "pack",	"base field feel" },
	{ "job",	"base store field" },
	{ "core",	"base store field feel ledger pack job" },
	{ "cli",	"base field" },
	{ "web",	"base store field feel ledger pack job core" },
	{ "house",	"base store field feel ledger pack job core cli" },
	{ "dated",	"base store field ledger core cli house" },
	{ NULL, NULL }
};

/* Within a subject the file's ending says the layer; the first that fits. */
static const struct ending {
	const char	*end;
	const char	*sees;
	bool		 sql;
} endings[] = {
	{ "_cmd.c",	"base field feel pack ledger core cli house dated", false },
	{ "_cmd.h",	"base field pack cli dated", false },
	{ "_page.c",	"base field pack ledger core web", false },
	{ "_page.h",	"base field core web", false },
	{ "_store.c",	"base field store pack ledger dated", true },
	{ "_apply.c",	"base field store ledger dated", true },
	{ "_react.c",	"base field store ledger dated", false },
	{ "_act.c",	"base field store pack ledger core dated", false },
	{ "_act.h",	"base field pack ledger core dated", false },
	{ "_import.c",	"base field store ledger core dated", false },
	{ "_import.h",	"base field ledger core dated", false },
	{ "_import_in.h", "base field store ledger core", false },
	{ "_import_plan.c", "base field store ledger core", false },
	{ "_in.h",	"base field store pack ledger dated", false },
	{ ".c",		"base field feel pack ledger dated", false },
	{ ".h",		"base field feel pack ledger dated", false },
	{ NULL, NULL, false }
};

/* Words that must not stand in a file's lines, unless its path starts so. */
static const struct ban {
	const char	*word;
	const char	*only;		/* paths that may; parted by blanks */
	const char	*why;
} bans[] = {
	{ "<sqlite3.h>", "store/", "a driver's header outside store/" },
	{ "<libpq-fe.h>", "store/", "a driver's header outside store/" },
	{ " printf(", "cli/", "only the edge speaks" },
	{ "fprintf(std", "cli/ base/err.c", "only the edge speaks" },
	{ "\tputs(", "cli/", "only the edge speaks" },
	{ "\texit(", "cli/", "only the edge ends the program" },
	{ NULL, NULL, NULL }
};

struct function {
	char	name[NAME_MAX_];
	int	lines;
};

struct house {
	const char	*root;
	char		 subjects[SUBJECTS_MAX][NAME_MAX_];
	int		 nsubjects;
	int		 broken;
	int		 files, functions, longer;
	struct function	 longest[LONGEST];
};

static void
broken(struct house *h, const char *file, int line, const char *why,
    const char *what)
{
	printf("src/%s:%d: %s: %s\n", file, line, why, what);
	h->broken++;
}

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool
ends(const char *s, const char *with)
{
	size_t n = strlen(s), m = strlen(with);

	return n >= m && strcmp(s + n - m, with) == 0;
}

/* Does ${s} begin with one of the blank-parted ${list}? */
static bool
starts_one(const char *s, const char *list)
{
	for (const char *p = list; *p != '\0'; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");

		if (strncmp(s, p, n) == 0)
			return true;
		p += n;
	}
	return false;
}

/* Tests, and what only tests use. */
static bool
is_test(const char *file)
{
	static const char *const of_tests[] = { "_test.c", "_test.h",
	    "_bench.c", "_bench.h", "_fixture.c", "_fixture.h", "_vectors.h",
	    "toy.h" };

	for (size_t i = 0; i < sizeof of_tests / sizeof of_tests[0]; i++)
		if (ends(file, of_tests[i]))
			return true;
	return false;
}

/* Is ${word} (n bytes) one of the blank-parted ${list}? */
static bool
listed(const char *list, const char *word, size_t n)
{
	for (const char *p = list; *p != '\0'; p += strcspn(p, " ")) {
		p += strspn(p, " ");
		if (strcspn(p, " ") == n && strncmp(p, word, n) == 0)
			return true;
	}
	return false;
}

static int
subject_at(const struct house *h, const char *name, size_t n)
{
	for (int i = 0; i < h->nsubjects; i++)
		if (strlen(h->subjects[i]) == n &&
		    strncmp(h->subjects[i], name, n) == 0)
			return i;
	return -1;
}

static const struct ending *
ending_of(const char *file)
{
	const struct ending *e = endings;

	while (e->end != NULL && !ends(file, e->end))
		e++;
	return e;
}

static const char *
layer_sees(const char *name, size_t n)
{
	for (const struct layer *l = layers; l->name != NULL; l++)
		if (strlen(l->name) == n && strncmp(l->name, name, n) == 0)
			return l->sees;
	return NULL;
}

/* Of another subject, only its contract may be seen: NAME/NAME.h. */
static bool
contract(const char *path, size_t folder)
{
	return strncmp(path + folder + 1, path, folder) == 0 &&
	    strcmp(path + folder + 1 + folder, ".h") == 0;
}

/* Tests put another subject's records there first, by its acts and helpers. */
static bool
of_use_to_tests(const char *path)
{
	return ends(path, "_test.h") || ends(path, "_act.h") ||
	    ends(path, "_import.h");
}

/* May ${file} include ${path}?  Both relative to src/. */
static bool
may_include(const struct house *h, const char *file, const char *path)
{
	size_t from = strcspn(file, "/"), to = strcspn(path, "/");
	const char *sees = layer_sees(file, from);
	int me = subject_at(h, file, from), it = subject_at(h, path, to);

	if (file[from] == '\0' || starts(file, "tables/"))
		return true;		/* main.c and the tables see all */
	if (from == to && strncmp(file, path, from) == 0)
		return true;
	if (is_test(file) && starts(path, "test/"))
		return true;
	if (sees == NULL && me >= 0)
		sees = it >= 0 && it < me && (contract(path, to) ||
		    (is_test(file) && of_use_to_tests(path))) ? path :
		    is_test(file) ? "base field store feel pack ledger core "
		    "dated" :
		    ending_of(file)->sees;
	return sees != NULL && (sees == path || listed(sees, path, to));
}

static void
line_check(struct house *h, const char *file, int n, const char *line)
{
	char path[NAME_MAX_];

	if (sscanf(line, "#include \"%199[^\"]\"", path) == 1 &&
	    !may_include(h, file, path))
		broken(h, file, n, "may not see this", path);
	if (is_test(file))
		return;
	for (const struct ban *b = bans; b->word != NULL; b++)
		if (strstr(line, b->word) != NULL && !starts_one(file, b->only))
			broken(h, file, n, b->why, b->word);
	if (subject_at(h, file, strcspn(file, "/")) >= 0 &&
	    !ends(file, "_apply.c") && (strstr(line, "\"INSERT ") != NULL ||
	    strstr(line, "\"UPDATE ") != NULL ||
	    strstr(line, "\"DELETE ") != NULL))
		broken(h, file, n, "only apply-functions write tables", line);
	if (starts(line, "static const struct sql ") && (starts(file, "cli/") ||
	    starts(file, "house/") || (subject_at(h, file,
	    strcspn(file, "/")) >= 0 && !ending_of(file)->sql)))
		broken(h, file, n, "SQL stands in _store.c and _apply.c", line);
}

static void
function_count(struct house *h, const char *file, const char *name, int lines)
{
	int at = LONGEST;

	h->functions++;
	h->longer += lines > FUNCTION_USUAL;
	while (at > 0 && h->longest[at - 1].lines < lines)
		at--;
	if (at == LONGEST)
		return;
	memmove(&h->longest[at + 1], &h->longest[at],
	    (size_t)(LONGEST - 1 - at) * sizeof h->longest[0]);
	h->longest[at].lines = lines;
	(void)snprintf(h->longest[at].name, NAME_MAX_, "%.80s: %.100s", file,
	    name);
}

static void
file_check(struct house *h, const char *file)
{
	char path[2 * LINE_MAX_], line[LINE_MAX_], name[LINE_MAX_] = "";
	int n = 0, began = 0;
	bool excused = false;
	FILE *in;

	(void)snprintf(path, sizeof path, "%s/src/%s", h->root, file);
	if ((in = fopen(path, "r")) == NULL) {
		broken(h, file, 0, "cannot be read", path);
		return;
	}
	for (; fgets(line, sizeof line, in) != NULL;) {
		line[strcspn(line, "\n")] = '\0';
		if (++n == 1 && strstr(line, "SPDX-License-Identifier") == NULL)
			broken(h, file, 1, "no SPDX line", line);
		line_check(h, file, n, line);
		excused |= strstr(line, "Long: ") != NULL;
		if (strcmp(line, "{") == 0)
			began = n;
		else if (began == 0 && strchr(line, '(') != NULL &&
		    line[0] != ' ' && line[0] != '\t' && line[0] != '#')
			(void)snprintf(name, sizeof name, "%.*s",
			    (int)strcspn(line, "("), line);
		if (strcmp(line, "}") != 0 || began == 0)
			continue;
		function_count(h, file, name, n - began + 1);
		if (n - began + 1 > FUNCTION_MOST && !excused)
			broken(h, file, began, "too long a function", name);
		began = 0;
		excused = false;
	}
	(void)fclose(in);
	h->files++;
	if (n > FILE_LINES_MAX && !is_test(file))
		broken(h, file, n, "too long a file", file);
}

static void
folder_check(struct house *h, const char *folder)
{
	char path[LINE_MAX_], file[LINE_MAX_];
	const struct dirent *e;
	DIR *dir;

	(void)snprintf(path, sizeof path, "%s/src/%s", h->root, folder);
	if ((dir = opendir(path)) == NULL) {
		broken(h, folder, 0, "cannot be read", path);
		return;
	}
	while ((e = readdir(dir)) != NULL) {
		(void)snprintf(file, sizeof file, "%s%s%s", folder,
		    folder[0] == '\0' ? "" : "/", e->d_name);
		if (e->d_name[0] == '.')
			continue;
		if (ends(file, ".c") || ends(file, ".h"))
			file_check(h, file);
		else if (folder[0] == '\0' && strchr(file, '.') == NULL)
			folder_check(h, file);
	}
	(void)closedir(dir);
}

static bool
subjects_read(struct house *h)
{
	char path[LINE_MAX_], line[LINE_MAX_];
	FILE *in;

	(void)snprintf(path, sizeof path, "%s/src/subjects.list", h->root);
	if ((in = fopen(path, "r")) == NULL)
		return false;
	while (fgets(line, sizeof line, in) != NULL &&
	    h->nsubjects < SUBJECTS_MAX) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '#' && line[0] != '\0')
			(void)snprintf(h->subjects[h->nsubjects++], NAME_MAX_,
			    "%.199s", line);
	}
	(void)fclose(in);
	return true;
}

int
main(int argc, char **argv)
{
	static struct house h;

	h.root = argc == 2 ? argv[1] : ".";
	if (argc > 2 || !subjects_read(&h)) {
		fprintf(stderr, "usage: house ROOT (with src/subjects.list)\n");
		return 2;
	}
	folder_check(&h, "");
	if (h.longer * 10 > h.functions) {
		printf("%d of %d functions are longer than %d lines\n",
		    h.longer, h.functions, FUNCTION_USUAL);
		h.broken++;
	}
	printf("%d files, %d functions, %d longer than %d lines; the "
	    "longest:\n", h.files, h.functions, h.longer, FUNCTION_USUAL);
	for (int i = 0; i < LONGEST && h.longest[i].lines > 0; i++)
		printf("%6d  %s\n", h.longest[i].lines, h.longest[i].name);
	return h.broken > 0;
}
