/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of persons that needs their posts: who holds what, who leaves, who
 * is there twice? */
#include "tenure/tenure_person_cmd.h"

#include "core/app.h"
#include "dated/dated_cmd.h"
#include "tenure/tenure_act.h"
#include "tenure/tenure_show_cmd.h"

static struct app *
app_of(const struct cmd *c)
{
	return c->app;
}

static int64_t
today(const struct cmd *c)
{
	const struct app *app = c->app;
	const struct civil now = zone_local(app->zone,
	    timesource_now(&app->clock));

	return day_from_civil(now.year, now.month, now.day);
}

static enum err
person_named(struct cmd *c, struct str text, struct key *ret,
    struct note *note)
{
	return person_ref.find(app_of(c)->read, c->a, text, today(c), KEY_NONE,
	    ret, note);
}

static enum err
person_called(struct cmd *c, struct key id, struct str *ret,
    struct note *note)
{
	return person_name(app_of(c)->read, c->a, id, today(c), DATED_NOW, ret,
	    note);
}

/* What happened to the records that were found to be this person. */
static enum err
merged_say(struct cmd *c, struct key id, struct note *note)
{
	struct key keys[PERSON_KEYS_MAX];
	size_t n = 0;
	enum err r;

	r = person_keys(app_of(c)->read, id, keys, &n, note);
	for (size_t i = 1; i < n && r == ERR_OK; i++)
		if ((r = SAY(c, note, M("Also recorded under {key}."),
		    A_TEXT("key", key_text(c->a, keys[i])))) == ERR_OK)
			r = console_history(c, keys[i], note);
	return r;
}

/* The keys that were merged into this one, what he holds, what was handed on. */
static enum err
show_more(struct cmd *c, struct key id, struct dated_more ret[DATED_MORE_MAX],
    size_t *ret_n, struct note *note)
{
	struct value *list = NEW_ARRAY(c->a, struct value, PERSON_KEYS_MAX);
	const struct tenure_handover *h;
	struct key keys[PERSON_KEYS_MAX];
	size_t n = 0, handed = 0;
	enum err r;

	if (list == NULL)
		return note_memory(note);
	if ((r = person_keys(app_of(c)->read, id, keys, &n, note)) != ERR_OK ||
	    (r = tenure_holdings_more(c, id, today(c), &ret[1],
	    note)) != ERR_OK ||
	    (r = tenure_handovers_of(app_of(c)->read, c->a, id, &h, &handed,
	    note)) != ERR_OK ||
	    (r = tenure_handovers_more(c, h, handed, &ret[2],
	    note)) != ERR_OK)
		return r;
	for (size_t i = 1; i < n; i++)
		list[i - 1] = (struct value)V_KEY(keys[i]);
	ret[0] = (struct dated_more){
		{ .name = "merged", .kind = FIELD_LIST, .of = FIELD_REF,
		    .ref = "person", .label = M("Merged into it") },
		{ .given = GIVEN_KNOWN, .list = { list, n - 1 } }
	};
	*ret_n = 3;
	return ERR_OK;
}

static enum err
cmd_show(struct cmd *c, struct note *note)
{
	const struct tenure_handover *h;
	struct key id;
	size_t n = 0;
	enum err r;

	if ((r = dated_cmd_show_with(c, &person_dated, show_more,
	    note)) != ERR_OK || c->json)
		return r;
	if ((r = person_named(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = merged_say(c, id, note)) != ERR_OK ||
	    (r = tenure_holdings_say(c, id, today(c), note)) != ERR_OK ||
	    (r = tenure_handovers_of(app_of(c)->read, c->a, id, &h, &n,
	    note)) != ERR_OK)
		return r;
	return tenure_handovers_say(c, h, n, note);
}

static enum err
cmd_holdings(struct cmd *c, struct note *note)
{
	struct key id;
	enum err r;

	if ((r = person_named(c, c->operand[0], &id, note)) != ERR_OK)
		return r;
	return tenure_holdings_list(c, id, cmd_date(c, "at", today(c)),
	    cmd_flag(c, "all"), note);
}

static enum err
leave_say(struct cmd *c, const struct tenure_leave *in, size_t ended,
    const struct answer *done, struct note *note)
{
	struct str name, to;
	enum err r;

	if ((r = person_called(c, in->person, &name, note)) != ERR_OK)
		return r;
	if (key_none(in->to))
		return TELL(c, note, M("{name} left on {day}: {n} tenures ended "
		    "(last entry {seq}). Nothing was handed on; say so with "
		    "anze tenure hand-over once it is."),
		    A_TEXT("name", name), A_DAY("day", in->on),
		    A_INT("n", (int64_t)ended), A_INT("seq", done->seq));
	if ((r = person_called(c, in->to, &to, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{name} left on {day}: {n} tenures ended and were "
	    "handed to {to} (last entry {seq})."), A_TEXT("name", name),
	    A_DAY("day", in->on), A_INT("n", (int64_t)ended),
	    A_TEXT("to", to), A_INT("seq", done->seq));
}

static enum err
cmd_leave(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct tenure_leave in = { .on = cmd_date(c, "on", 0),
	    .document = cmd_text(c, "document"),
	    .reason = cmd_text(c, "reason") };
	struct answer done;
	size_t ended = 0;
	enum err r;

	if (!cmd_given(c, "on"))
		return NOTE(note, ERR_USAGE, M("Say on which day he leaves, the "
		    "first on which he holds nothing any more: --on DATE."));
	if (in.document.n != 0 && !cmd_given(c, "to"))
		return NOTE(note, ERR_USAGE, M("--document is that of the "
		    "handover: say to whom, --to PERSON."));
	if ((r = person_named(c, c->operand[0], &in.person,
	    note)) != ERR_OK ||
	    (cmd_given(c, "to") && (r = person_named(c, cmd_text(c, "to"),
	    &in.to, note)) != ERR_OK) ||
	    (r = tenure_leave(c->app, &who, NULL, &in, &ended, &done,
	    note)) != ERR_OK)
		return r;
	return leave_say(c, &in, ended, &done, note);
}

static enum err
cmd_merge(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct person_merge in = { .reason = cmd_text(c, "reason") };
	struct answer done;
	struct str name;
	enum err r;

	if ((r = person_named(c, c->operand[0], &in.id, note)) != ERR_OK ||
	    (r = person_named(c, c->operand[1], &in.into, note)) != ERR_OK ||
	    (r = tenure_merge(c->app, &who, NULL, &in, &done,
	    note)) != ERR_OK ||
	    (r = person_called(c, in.into, &name, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{key} is {name} from now on (entry {seq}): what "
	    "it held is held by {name}."), A_TEXT("key", key_text(c->a, in.id)),
	    A_TEXT("name", name), A_INT("seq", done.seq));
}

/* Two that may be one. */
struct pair_view {
	struct value	name, id, staff_no, posts, other_id, other_staff_no,
			other_posts;
};

static const struct field pair_rows[] = {
	DATED_TEXT("name", 0, 0, M("Name")),
	DATED_REF("id", "person", 0, M("Key")),
	DATED_TEXT("staff_no", 0, 0, M("Staff number")),
	DATED_TEXT("posts", 0, 0, M("Posts")),
	DATED_REF("other_id", "person", 0, M("Key of the other")),
	DATED_TEXT("other_staff_no", 0, 0, M("Staff number of the other")),
	DATED_TEXT("other_posts", 0, 0, M("Posts of the other")),
};
static FIELDS(pair_fields, "duplicates", 1, pair_rows);

struct pairs {
	struct cmd	*c;
	struct rowsink	*sink;
};

static struct value
text_value(struct str s)
{
	struct value v = { .given = GIVEN_NOT };

	if (s.n != 0)
		v = (struct value)V_TEXT(s);
	return v;
}

static enum err
pair_row(void *arg, const struct person_pair *p, struct note *note)
{
	const struct pairs *all = arg;
	struct cmd *c = all->c;
	struct arena_mark mark = arena_mark(c->a);
	struct str posts[2];
	enum err r = ERR_OK;

	for (size_t i = 0; i < 2 && r == ERR_OK; i++)
		r = tenure_posts_text(app_of(c)->read, c->a, p->id[i],
		    &posts[i], note);
	if (r == ERR_OK) {
		const struct pair_view v = {
			.name = V_TEXT(p->name),
			.id = V_KEY(p->id[0]),
			.staff_no = text_value(p->staff_no[0]),
			.posts = text_value(posts[0]),
			.other_id = V_KEY(p->id[1]),
			.other_staff_no = text_value(p->staff_no[1]),
			.other_posts = text_value(posts[1]),
		};

		r = rowsink_row(all->sink, VALUES(&v), note);
	}
	arena_reset(c->a, mark);
	if (r == ERR_OK && stop_wanted())
		r = NOTE(note, ERR_STOPPED, M("Stopped on request."));
	return r;
}

static enum err
cmd_duplicates(struct cmd *c, struct note *note)
{
	struct pairs all = { c, cmd_rows(c) };
	enum err r;

	if ((r = rowsink_begin(all.sink, &pair_fields, note)) != ERR_OK ||
	    (r = person_pairs(app_of(c)->read, pair_row, &all,
	    note)) != ERR_OK)
		return r;
	return rowsink_end(all.sink, note);
}

static const struct opt show_opts[] = { DATED_SHOW_OPTS, OPT_END };
static const struct opt holdings_opts[] = {
	OPT_DATE(0, "at", M("as of this day (default: today)")),
	OPT_FLAG(0, "all", M("also what he held before and will hold")),
	OPT_END
};
static const struct opt leave_opts[] = {
	OPT_DATE(0, "on", M("the first day on which he holds nothing any "
	    "more")),
	OPT_TEXT(0, "to", "PERSON", M("to whom all of it is handed")),
	OPT_TEXT(0, "document", "TEXT", M("number of the record of the "
	    "handover")),
	DATED_REASON_OPT,
	OPT_END
};
static const struct opt merge_opts[] = { DATED_REASON_OPT, OPT_END };

const struct command tenure_person_commands[] = {
	{ "person show", cmd_show, COMMAND_STORE, show_opts, "PERSON", 1, 1,
	    M("show one person, what he holds and what happened to the record"),
	    M("A person is named by a key, a code, a staff number, or a name "
	    "that only one bears."), "anze person show 0107" },
	{ "person holdings", cmd_holdings, COMMAND_STORE, holdings_opts,
	    "PERSON", 1, 1, M("list what a person holds, and to whom it was "
	    "handed"), NULL, "anze person holdings 0107 --at 2024-03-01" },
	{ "person leave", cmd_leave, DATED_WRITES, leave_opts, "PERSON", 1, 1,
	    M("end all that a person holds, and hand it on"),
	    M("All tenures that go on beyond that day end on it, in one act; "
	    "with --to each is handed to that person, who does not come to "
	    "hold the post by it. What is not handed on is a gap."),
	    "anze person leave 0107 --on 2026-01-01 --to 0108 --document "
	    "通交〔2026〕1号 --reason 转任" },
	{ "person merge", cmd_merge, DATED_WRITES, merge_opts, "PERSON INTO", 2,
	    2, M("say that two records are one person"),
	    M("What the first held is then the second's, and the first key "
	    "goes on to mean the second. Nothing is lost from the history."),
	    "anze person merge hr:P0199 0107 --reason 重复录入" },
	{ "person duplicates", cmd_duplicates, COMMAND_STORE, NULL, "", 0, 0,
	    M("list persons that may be one: the same name, no different staff "
	    "numbers"), NULL, "anze person duplicates" },
};
const size_t tenure_person_ncommands =
    sizeof tenure_person_commands / sizeof tenure_person_commands[0];
