/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_cmd.h"

#include "house/console.h"
#include "search/search_act.h"

struct hit_view {
	struct value	kind, name, where, code, id;
};
static const struct field hit_rows[] = {
	{ .name = "kind", .kind = FIELD_CHOICE, .choices = search_choices,
	    .label = M("What") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "where", .kind = FIELD_TEXT, .label = M("Where") },
	{ .name = "code", .kind = FIELD_TEXT, .label = M("Code") },
	{ .name = "id", .kind = FIELD_TEXT, .label = M("Key") },
};
static FIELDS(hit_fields, "search.hit", 1, hit_rows);

static const struct opt search_opts[] = {
	OPT_CHOICE('k', "kind", search_choices, M("only this kind")),
	OPT_DATE(0, "at", M("names as of this day (default: today)")),
	OPT_INT('m', "most", "N", M("at most this many (default: 50)")),
	OPT_END
};

/* The heading waits for the first row: it may be that nothing can be found. */
struct finding {
	struct cmd	*c;
	struct rowsink	*sink;
};

static enum err
sink_begin(struct finding *f, struct note *note)
{
	if (f->sink != NULL)
		return ERR_OK;
	f->sink = cmd_rows(f->c);
	return rowsink_begin(f->sink, &hit_fields, note);
}

static struct value
text_value(struct str s)
{
	struct value v = { .given = GIVEN_NOT };

	if (s.n != 0)
		v = (struct value)V_TEXT(s);
	return v;
}

static enum err
hit_row(void *arg, const struct search_hit *hit, struct note *note)
{
	struct finding *f = arg;
	enum err r = sink_begin(f, note);
	struct arena_mark mark = arena_mark(f->c->a);
	const struct hit_view view = {
		.kind = V_TEXT(str_of(hit->kind)),
		.name = V_TEXT(hit->name),
		.where = text_value(hit->where),
		.code = text_value(hit->code),
		.id = V_TEXT(key_text(f->c->a, hit->id)),
	};

	if (r == ERR_OK)
		r = rowsink_row(f->sink, VALUES(&view), note);
	arena_reset(f->c->a, mark);
	return r;
}

static enum err
cmd_search(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	struct civil now = zone_local(app->zone, timesource_now(&app->clock));
	struct finding f = { .c = c };
	struct buf text = BUF_IN(c->a);
	struct search_query q = {
		.kind = cmd_text(c, "kind"),
		.day = cmd_date(c, "at", day_from_civil(now.year, now.month,
		    now.day)),
		.most = cmd_int(c, "most", SEARCH_MOST),
	};
	enum err r;

	for (size_t i = 0; i < c->noperands; i++) {
		buf_text(&text, i == 0 ? "" : " ");
		buf_str(&text, c->operand[i]);
	}
	if (buf_failed(&text))
		return note_memory(note);
	q.text = buf_view(&text);
	if ((r = search_each(app, &q, hit_row, &f, note)) != ERR_OK ||
	    (r = sink_begin(&f, note)) != ERR_OK)
		return r;
	return rowsink_end(f.sink, note);
}

static enum err
refill_progress(void *arg, int64_t done, int64_t of)
{
	return cmd_progress(arg, M("indexed"), done, of, NULL);
}

static enum err
cmd_reindex(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	enum err r = search_refill(c->app, &who, refill_progress, c, note);

	cmd_progress_end(c);
	if (r != ERR_OK)
		return r;
	return TELL(c, note, M("All indexes are filled anew."));
}

const struct command search_commands[] = {
	{ "search", cmd_search, COMMAND_STORE, search_opts, "TEXT…", 1, -1,
	    M("find bodies, persons and other records by their names"),
	    M("Each word must occur, a single character too. Names are also "
	    "found by their pinyin, in full or by initials, and by how it "
	    "begins; records also by their code and by former names."),
	    "anze search 网信办\n"
	    "anze search --kind person zmj\n"
	    "anze search 江苏 公安" },
	{ "reindex", cmd_reindex, COMMAND_STORE | COMMAND_WRITES, NULL, "", 0,
	    0, M("fill the indexes anew by which records are found"),
	    M("They are kept up to date by themselves and hold nothing that is "
	    "not in the records; this is needed only when the program says so. "
	    "Others can go on working meanwhile."),
	    "anze reindex" },
};
const size_t search_ncommands = sizeof search_commands /
    sizeof search_commands[0];
