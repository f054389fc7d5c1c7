/* SPDX-License-Identifier: Apache-2.0 */
#include "core/config.h"

#include "base/utf8.h"
#include "base/zone.h"
#include "core/act.h"

enum { DAYS_MOST = 3650 };

static const struct sql q_get = {
	"SELECT value FROM config WHERE name = $1", NULL
};

static const struct sql q_put = {
	"INSERT INTO config (name, value, seq) VALUES ($1, $2, $3)"
	" ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
	" seq = excluded.seq", NULL
};

static enum err
zone_check(struct arena *a, struct str value, struct note *note)
{
	const struct zone *z;

	return zone_load(a, value, &z, note);
}

static enum err
folder_check(struct arena *a, struct str value, struct note *note)
{
	(void)a;
	return value.n == 0 || value.p[0] == '/' ? ERR_OK :
	    NOTE(note, ERR_INVALID, M("{path} is not a whole path: begin it "
	    "with a slash."), A_TEXT("path", value));
}

static enum err
days_check(struct arena *a, struct str value, struct note *note)
{
	int64_t n;

	(void)a;
	return str_int(value, &n) && n >= 1 && n <= DAYS_MOST ? ERR_OK :
	    NOTE(note, ERR_INVALID, M("{value} is no number of days from 1 to "
	    "{most}."), A_TEXT("value", value), A_INT("most", DAYS_MOST));
}

static enum err
words_check(struct arena *a, struct str value, struct note *note)
{
	bool good = true;

	(void)a;
	for (size_t i = 0; i < value.n && good; i++)
		good = (value.p[i] >= 'a' && value.p[i] <= 'z') ||
		    value.p[i] == '_' || value.p[i] == '|';
	return good ? ERR_OK : NOTE(note, ERR_INVALID, M("{value} is no list "
	    "of words parted by |, such as directly_responsible|contact."),
	    A_TEXT("value", value));
}

static enum err
details_check(struct arena *a, struct str value, struct note *note)
{
	(void)a;
	return str_is(value, CONFIG_CII_FULL) ||
	    str_is(value, CONFIG_CII_REFERENCE) ||
	    str_is(value, CONFIG_CII_OFF) ? ERR_OK :
	    NOTE(note, ERR_INVALID, M("\"{text}\" is none of: full (all "
	    "details), reference (only the numbers under which they are kept "
	    "elsewhere), off (none)."), A_TEXT("text", value));
}

/* Without its number two incidents would be called the same. */
static enum err
reference_check(struct arena *a, struct str value, struct note *note)
{
	enum { REFERENCE_MAX = 30 };
	bool year = false, number = false;

	(void)a;
	for (size_t i = 0; i < value.n; i++) {
		year |= str_starts(str_part(value, i, value.n), "{year}");
		number |= str_starts(str_part(value, i, value.n),
		    "{number}");
	}
	return year && number && value.n <= REFERENCE_MAX ? ERR_OK :
	    NOTE(note, ERR_INVALID, M("\"{text}\" must hold {year} and "
	    "{number}, and be no longer than {most} bytes: INC-{year}-"
	    "{number}."), A_TEXT("text", value),
	    A_INT("most", REFERENCE_MAX));
}

static const struct setting settings[] = {
	{ "capacity.several", "", M("Capacities of several holders"),
	    M("Where the local rule lets several persons have one capacity, "
	    "its word stands here; several are parted by |."), words_check },
	{ "checkpoint.folder", "", M("Folder for checkpoints"),
	    M("Each new checkpoint is also written here: a folder that this "
	    "machine's owner does not own."), folder_check },
	{ "cii_details", CONFIG_CII_REFERENCE, M("Details of critical "
	    "information infrastructure"),
	    M("full: flags, departments and network details are kept here; "
	    "reference: network details only as reference numbers; off: "
	    "neither flags nor details."), details_check },
	{ "handover.days", "365", M("Days to look back for hand-overs"),
	    M("Who left within so many days without a hand-over is a gap."),
	    days_check },
	{ "incident.reference", "INC-{year}-{number}", M("References of "
	    "incidents"), M("{year} and {number} are filled in; the number "
	    "counts anew each year."), reference_check },
	{ "name", "", M("Name of the installation"),
	    M("Shown at the top of pages and papers."), NULL },
	{ "phone.test_days", "90", M("Days between call tests"),
	    M("A duty telephone whose last test is older is a gap."),
	    days_check },
	{ "report.receipt", "RCP-{year}-{number}", M("Receipts of reports"),
	    M("{year} and {number} are filled in; the number counts anew "
	    "each year."), reference_check },
	{ "secrecy_review", "", M("Secrecy review"),
	    M("Number of the document that says that CII flags and network "
	    "details may be kept here together. Without it they are "
	    "refused."), NULL },
	{ "zone", "Asia/Shanghai", M("Time zone of the house"),
	    M("Times are shown and typed in it."), zone_check },
};

enum { SETTINGS = sizeof settings / sizeof settings[0] };

/* config.set: one setting was given a value. */
struct config_set {
	struct value	name, value;
};

static const struct field set_fields[] = {
	{ .name = "name", .kind = FIELD_TEXT, .max = 60,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("Setting") },
	{ .name = "value", .kind = FIELD_TEXT, .max = CONFIG_VALUE_MAX,
	    .flags = FIELD_PLAIN, .label = M("Value") },
};

static FIELDS(set_table, "config.set", 1, set_fields);

static enum err
apply_set(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct config_set *d = (const void *)ev->data;

	(void)a;
	return store_run(st, &q_put, BINDS(BIND_TEXT(d->name.text),
	    BIND_TEXT(d->value.given == GIVEN_KNOWN ? d->value.text : S("")),
	    BIND_INT(ev->seq)), note);
}

const struct event_type config_event_set = {
	.kind = "config.set",
	.version = 1,
	.fields = &set_table,
	.apply = { apply_set },
	.gist = M("The setting {name} became \"{value}\"."),
};

const struct setting *
config_settings(size_t *ret_n)
{
	*ret_n = SETTINGS;
	return settings;
}

const struct setting *
config_find(struct str name)
{
	for (size_t i = 0; i < SETTINGS; i++)
		if (str_is(name, settings[i].name))
			return &settings[i];
	return NULL;
}

enum err
config_get(struct store *st, struct arena *a, const struct setting *s,
    struct str *ret, struct note *note)
{
	struct str value = str_of(s->otherwise);
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &q_get, BINDS(BIND_CSTR(s->name)), &rows,
	    note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		value = str_copy(a, rows_text(rows, 0));
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = value;
	return r;
}

static enum err
set_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct config_set *ev = arg;

	return ledger_append(tx, &config_event_set, KEY_NONE, VALUES(ev),
	    &ret->seq, note);
}

enum err
config_set(struct app *app, const struct actor *who, const struct setting *s,
    struct str value, struct note *note)
{
	struct config_set ev = {
		.name = V_TEXT(str_of(s->name)),
		.value = V_TEXT(value),
	};
	struct arena *a = arena_new();
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK && (!utf8_ok(value) || utf8_has_control(value)))
		r = NOTE(note, ERR_INVALID, M("The value holds characters that "
		    "are no text. Type it again."));
	if (r == ERR_OK && str_find(value, '\n') != value.n)
		r = NOTE(note, ERR_INVALID, M("\"{text}\" has several lines, "
		    "but {label} takes one. Put them into one line."),
		    A_TEXT("text", value), A_WORD("label", s->label));
	if (r == ERR_OK)
		ev.value.text = utf8_nfc(a, value);
	if (r == ERR_OK && s->check != NULL)
		r = s->check(a, ev.value.text, note);
	if (r == ERR_OK && (r = app_may(app, who, "config.set", KEY_NONE,
	    note)) == ERR_OK)
		r = act_run(app, who, NULL, set_act, &ev, NULL, note);
	arena_free(a);
	return r;
}
