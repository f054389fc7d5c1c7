/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of incidents in a terminal. */
#include "body/body.h"
#include "incident/incident_given_cmd.h"
#include "incident/incident_list.h"
#include "incident/incident_verbs_cmd.h"
#include "dated/dated_view_cmd.h"

enum { LIST_MOST = 50, LIST_PAGE_MAX = 1000 };

struct line_view {
	struct value	ref, opened, learned, body, title, level, state, rev,
			key;
};
static const struct field line_rows[] = {
	TEXT("ref", M("Reference")), WHEN("opened", M("Entered")),
	WHEN("learned", M("Known since")), TEXT("body", M("Body")),
	TEXT("title", M("What happened")), TEXT("level", M("Level")),
	WORDS("state", incident_states, M("State")),
	{ .name = "rev", .kind = FIELD_INT, .flags = FIELD_MACHINE,
	    .label = M("Last entry") },
	KEY("key", "incident", M("Key")),
};
SAME_SIZE(line_view, line_rows);
static FIELDS(line_fields, "incident.line", 1, line_rows);

static enum err
query_read(struct cmd *c, struct incident_query *q, struct note *note)
{
	const struct str before = cmd_text(c, "before");
	const int64_t most = cmd_int(c, "most", LIST_MOST);
	enum err r;

	*q = (struct incident_query){
		.state = cmd_text(c, "state"),
		.level = cmd_text(c, "level"),
		.drills = cmd_flag(c, "drill"),
		.most = (size_t)most,
	};
	if (most < 1 || most > LIST_PAGE_MAX)
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 to "
		    "{most}; --before leads to the next page."),
		    A_INT("most", LIST_PAGE_MAX));
	if (before.n > 0 && (r = given_incident(c, before, &q->before,
	    note)) != ERR_OK)
		return r;
	if ((r = dated_cmd_named(c, &body_ref, "body", &q->body, note)) != ERR_OK)
		return r;
	return dated_cmd_named(c, &body_ref, "under", &q->under, note);
}

enum err
incident_cmd_list(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	struct rowsink *sink = cmd_rows(c);
	struct incident_line *lines;
	struct incident_query q;
	size_t n = 0;
	enum err r;

	if ((r = query_read(c, &q, note)) != ERR_OK)
		return r;
	if ((lines = NEW_ARRAY(c->a, struct incident_line,
	    q.most + 1)) == NULL)
		return note_memory(note);
	if ((r = incident_list(app->read, c->a, &q, lines, &n,
	    note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &line_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct line_view v = {
			.ref = V_TEXT(lines[i].ref),
			.opened = value_moment((struct moment){ lines[i].opened, PREC_MINUTE }),
			.learned = value_moment((struct moment){ lines[i].learned, PREC_MINUTE }),
			.body = dated_cmd_called(c, &body_ref, lines[i].body),
			.title = value_text(lines[i].title),
			.level = value_text(lines[i].level),
			.state = V_TEXT(lines[i].state),
			.rev = V_INT(lines[i].rev),
			.key = V_KEY(lines[i].id),
		};

		r = rowsink_row(sink, VALUES(&v), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}
