/* SPDX-License-Identifier: Apache-2.0 */
#include "responsibility/responsibility_view_cmd.h"

#include <assert.h>

#include "base/show.h"
#include "person/person.h"

#define TEXT_FIELD(nm, lb)	{ .name = nm, .kind = FIELD_TEXT, .label = lb }
#define KEY_FIELD(nm, of, lb) \
	{ .name = nm, .kind = FIELD_REF, .ref = of, .flags = FIELD_MACHINE, \
	    .label = lb }
#define WORDS_FIELD(nm, lb) \
	{ .name = nm, .kind = FIELD_LIST, .of = FIELD_TEXT, .label = lb }

static const struct field holder_rows[] = {
	{ .name = "capacity", .kind = FIELD_CHOICE,
	    .choices = post_capacities, .label = M("Capacity") },
	KEY_FIELD("person", "person", M("Key of the person")),
	TEXT_FIELD("name", M("Person")),
	KEY_FIELD("post", "post", M("Key of the post")),
	TEXT_FIELD("title", M("Title")),
	KEY_FIELD("body", "body", M("Key of the body")),
	{ .name = "kind", .kind = FIELD_CHOICE, .choices = tenure_kinds,
	    .label = M("Kind") },
	{ .name = "absent", .kind = FIELD_BOOL, .label = M("Absent") },
	TEXT_FIELD("document", M("Document")),
	{ .name = "document_date", .kind = FIELD_DATE,
	    .label = M("Date of the document") },
	{ .name = "from", .kind = FIELD_DATE, .label = M("From") },
	{ .name = "to", .kind = FIELD_DATE, .label = M("Until") },
	WORDS_FIELD("flaws", M("Flaws")),
};
FIELDS(resp_holder_fields, "responsibility.holder", 1, holder_rows);
static_assert(sizeof holder_rows / sizeof holder_rows[0] ==
    VALUES_OF(struct resp_holder_view), "a member without a row");

static const struct field duty_rows[] = {
	{ .name = "role", .kind = FIELD_CHOICE, .choices = roster_roles,
	    .label = M("On duty") },
	KEY_FIELD("person", "person", M("Key of the person")),
	TEXT_FIELD("name", M("Person")),
	TEXT_FIELD("phone", M("Telephone")),
	{ .name = "from", .kind = FIELD_MOMENT, .label = M("From") },
	{ .name = "to", .kind = FIELD_MOMENT, .label = M("Until") },
};
FIELDS(resp_duty_fields, "responsibility.duty", 1, duty_rows);
static_assert(sizeof duty_rows / sizeof duty_rows[0] ==
    VALUES_OF(struct resp_duty_view), "a member without a row");

static const struct field line_rows[] = {
	TEXT_FIELD("principle", M("Principle")),
	TEXT_FIELD("basis", M("Basis")),
	KEY_FIELD("body", "body", M("Key of the body")),
	TEXT_FIELD("code", M("Code")),
	TEXT_FIELD("name", M("Body")),
	TEXT_FIELD("was", M("Then called")),
	WORDS_FIELD("flaws", M("Flaws")),
	TEXT_FIELD("remark", M("Remark")),
	{ .name = "holders", .kind = FIELD_TABLE, .sub = &resp_holder_fields,
	    .label = M("Persons") },
	{ .name = "on_duty", .kind = FIELD_TABLE, .sub = &resp_duty_fields,
	    .label = M("On duty") },
};
FIELDS(resp_line_fields, "responsibility.line", 1, line_rows);
static_assert(sizeof line_rows / sizeof line_rows[0] ==
    VALUES_OF(struct resp_line_view), "a member without a row");

static struct value
some_text(struct str s)
{
	struct value v = { .given = GIVEN_NOT };

	if (s.n != 0)
		v = (struct value)V_TEXT(s);
	return v;
}

static struct value
some_day(int64_t day)
{
	struct value v = { .given = GIVEN_NOT };

	if (day != DAY_OPEN)
		v = (struct value)V_DAY(day);
	return v;
}

struct value
resp_flaws_value(struct arena *a, unsigned flaws)
{
	struct value v = { .given = GIVEN_NOT };
	size_t n = 0;

	if (flaws == 0)
		return v;
	v.given = GIVEN_KNOWN;
	v.list.v = NEW_ARRAY(a, struct value, FLAW__MAX);
	for (int i = 0; i < FLAW__MAX && v.list.v != NULL; i++)
		if ((flaws >> i & 1) != 0)
			v.list.v[n++] = (struct value)V_TEXT(str_of(
			    resp_flaws[i].word));
	v.list.n = n;
	return v;
}

static struct resp_holder_view
holder_view(struct arena *a, const struct resp_capacity *c,
    const struct resp_holder *h, int64_t day)
{
	struct resp_holder_view view = {
		.capacity = V_TEXT(str_of(post_capacities[c->capacity].word)),
	};

	if (h == NULL) {
		view.flaws = resp_flaws_value(a, c->flaws);
		return view;
	}
	view.person = (struct value)V_KEY(h->person);
	view.name = (struct value)V_TEXT(h->name);
	view.post = (struct value)V_KEY(h->post);
	view.title = (struct value)V_TEXT(h->title);
	view.body = (struct value)V_KEY(h->body);
	view.kind = (struct value)V_TEXT(str_of(tenure_kinds[h->kind].word));
	if (h->absent)
		view.absent = (struct value)V_BOOL(true);
	view.document = some_text(h->document);
	view.document_date = some_day(h->document_date);
	view.since = some_day(h->since);
	view.until = some_day(h->until);
	view.flaws = resp_flaws_value(a, resp_holder_flaws(h, day) |
	    (c->flaws & (1U << FLAW_CROWDED | 1U << FLAW_SEVERAL |
	    1U << FLAW_ABSENT)));
	return view;
}

/* Every capacity that somebody has, or that must not lack. */
static enum err
holders_make(struct arena *a, const struct resp_facts *f,
    const struct resp_body *b, unsigned wanted, unsigned told,
    unsigned several, struct value *ret, struct note *note)
{
	struct resp_holder_view *list = NEW_ARRAY(a, struct resp_holder_view,
	    (f->nholders + 1) * CAPACITY__MAX);
	struct resp_capacity c;
	size_t n = 0;

	if (list == NULL)
		return note_memory(note);
	for (int k = 0; k < CAPACITY__MAX; k++) {
		if (((wanted | told) >> k & 1) == 0)
			continue;
		if (!resp_capacity(a, f, b->id, (enum capacity)k,
		    (several >> k & 1) != 0, &c))
			return note_memory(note);
		if (c.n == 0 && (wanted >> k & 1) != 0)
			list[n++] = holder_view(a, &c, NULL, f->day);
		for (size_t i = 0; i < c.n; i++)
			list[n++] = holder_view(a, &c, c.holder[i], f->day);
	}
	*ret = (struct value){ .given = GIVEN_KNOWN,
	    .list = { (struct value *)list, n } };
	return ERR_OK;
}

enum err
resp_line_make(struct arena *a, struct voice voice,
    const struct resp_facts *f, const struct resp_line *line,
    unsigned wanted, unsigned told, unsigned several,
    struct resp_line_view *ret, struct note *note)
{
	const struct principle_row *by = &resp_principles[line->principle];
	const struct resp_body *b = line->body;

	*ret = (struct resp_line_view){
		.principle = V_TEXT(str_of(by->word)),
		.basis = V_TEXT(str_of(say(voice.lang, by->basis))),
		.flaws = resp_flaws_value(a, line->flaws),
	};
	if (line->from != NULL)
		ret->remark = (struct value)V_TEXT(str_of(say(voice.lang,
		    line->from)));
	if (b == NULL)
		return arena_failed(a) ? note_memory(note) : ERR_OK;
	ret->body = (struct value)V_KEY(b->id);
	ret->code = some_text(b->code);
	ret->name = some_text(b->name);
	ret->was = some_text(b->was);
	return b->there ? holders_make(a, f, b, wanted, told, several,
	    &ret->holders, note) : ERR_OK;
}

static struct value
minute(int64_t ms)
{
	return (struct value){ .given = GIVEN_KNOWN, .num = ms,
	    .prec = PREC_MINUTE };
}

enum err
resp_duty_make(struct store *st, struct arena *a, int64_t at,
    const struct resp_facts *f, const struct resp_line *line,
    struct resp_line_view *ret, struct note *note)
{
	const struct roster_duty *duty;
	struct resp_duty_view *list;
	size_t n;
	enum err r;

	if (line->body == NULL || !line->body->there)
		return ERR_OK;
	if ((r = roster_at(st, a, line->body->id, at, f->known, &duty, &n,
	    note)) != ERR_OK || n == 0)
		return r;
	if ((list = NEW_ARRAY(a, struct resp_duty_view, n)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		struct str name;
		struct key now;

		if ((r = person_now(st, duty[i].person, &now,
		    note)) != ERR_OK || (r = person_name(st, a, now, f->day,
		    f->known, &name, note)) != ERR_OK)
			return r;
		list[i] = (struct resp_duty_view){
			.role = V_TEXT(duty[i].role),
			.person = V_KEY(now),
			.name = V_TEXT(name),
			.phone = some_text(duty[i].phone),
			.since = minute(duty[i].since),
			.until = minute(duty[i].until),
		};
	}
	ret->on_duty = (struct value){ .given = GIVEN_KNOWN,
	    .list = { (struct value *)list, n } };
	return ERR_OK;
}

/* Signs as the language prints them. */
static const struct signs {
	const char	*colon, *open, *comma, *close;
} signs[LANG__MAX] = {
	[LANG_ZH_CN] = { "：", "（", "，", "）" },
	[LANG_EN] = { ": ", " (", ", ", ")" },
};

/* " — vacant, no document says so" */
static void
flaws_put(struct buf *b, struct voice v, const struct value *flaws)
{
	for (size_t i = 0; value_known(flaws) && i < flaws->list.n; i++)
		for (int k = 0; k < FLAW__MAX; k++)
			if (str_is(flaws->list.v[i].text,
			    resp_flaws[k].word)) {
				buf_text(b, i == 0 ? "  ※ " : "；");
				buf_text(b, say(v.lang, resp_flaws[k].label));
			}
}

static void
holder_put(struct buf *b, struct voice v, const struct resp_holder_view *h)
{
	const struct value *const parts[] = { &h->title, &h->kind, &h->document,
	    &h->document_date };
	const char *const names[] = { "title", "kind", "document",
	    "document_date" };
	const struct signs *sign = &signs[v.lang];
	bool any = false;

	buf_text(b, "    ");
	field_show(b, &holder_rows[0], v, &h->capacity);
	buf_text(b, sign->colon);
	buf_str(b, value_known(&h->name) ? h->name.text : S("—"));
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (!value_known(parts[i]))
			continue;
		buf_text(b, any ? sign->comma : sign->open);
		any = true;
		field_show(b, &holder_rows[field_find(&resp_holder_fields,
		    str_of(names[i]))], v, parts[i]);
	}
	if (any)
		buf_text(b, sign->close);
	flaws_put(b, v, &h->flaws);
	buf_char(b, '\n');
}

static void
duty_put(struct buf *b, struct voice v, const struct resp_duty_view *d)
{
	const struct signs *sign = &signs[v.lang];

	buf_text(b, "    ");
	field_show(b, &duty_rows[0], v, &d->role);
	buf_text(b, sign->colon);
	buf_str(b, d->name.text);
	buf_text(b, sign->open);
	if (value_known(&d->phone)) {
		buf_str(b, d->phone.text);
		buf_text(b, sign->comma);
	}
	show_moment_short(b, v, (struct moment){ d->since.num, PREC_MINUTE });
	buf_text(b, " – ");
	show_moment_short(b, v, (struct moment){ d->until.num, PREC_MINUTE });
	buf_text(b, sign->close);
	buf_char(b, '\n');
}

enum err
resp_line_say(struct cmd *c, const char *label,
    const struct resp_line_view *line, struct note *note)
{
	const struct resp_holder_view *h = (const void *)line->holders.list.v;
	const struct resp_duty_view *duty = (const void *)line->on_duty.list.v;
	struct buf b = BUF_IN(c->a);

	buf_text(&b, say(c->voice.lang, label));
	buf_text(&b, signs[c->voice.lang].colon);
	buf_str(&b, value_known(&line->name) ? line->name.text : S("—"));
	flaws_put(&b, c->voice, &line->flaws);
	if (value_known(&line->was)) {
		buf_text(&b, " ← ");
		buf_str(&b, line->was.text);
	}
	buf_text(&b, "\n    [");
	buf_str(&b, line->basis.text);
	if (value_known(&line->remark)) {
		buf_text(&b, "; ");
		buf_str(&b, line->remark.text);
	}
	buf_text(&b, "]\n");
	for (size_t i = 0; value_known(&line->holders) &&
	    i < line->holders.list.n; i++)
		holder_put(&b, c->voice, &h[i]);
	for (size_t i = 0; value_known(&line->on_duty) &&
	    i < line->on_duty.list.n; i++)
		duty_put(&b, c->voice, &duty[i]);
	return buf_failed(&b) ? note_memory(note) :
	    terminal_put(c->term, buf_view(&b), note);
}
