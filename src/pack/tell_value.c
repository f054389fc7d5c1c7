/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are values, moments and what is missing written for people?
 */
#include "base/show.h"
#include "pack/tell_in.h"

struct str
tell_words(const struct tell *t, const struct pack_words *w)
{
	if (t->voice.lang == LANG_EN)
		return w->en.n > 0 ? w->en : w->zh;
	return w->zh.n > 0 ? w->zh : w->en;
}

void
tell_item(const struct telling *x, struct buf *b, struct str item)
{
	/* Translators: parts the things of a list, 、 in Chinese. */
	if (b->n > 0)
		buf_text(b, say(x->t->voice.lang, M(" · ")));
	buf_str(b, item);
}

const char *
tell_truth(enum truth t)
{
	return t == TRUTH_YES ? M("yes") : t == TRUTH_NO ? M("no") :
	    M("not known yet");
}

/* ---- moments ---- */

struct str
tell_moment(const struct tell *t, int64_t ms, bool end)
{
	const struct voice v = { t->voice.lang, t->c->zone };
	struct civil c = zone_local(v.zone, ms);
	struct buf time = BUF_IN(t->a), zone = BUF_IN(t->a), b = BUF_IN(t->a);

	if (!end || c.hour != 0 || c.minute != 0 || c.second != 0) {
		show_moment(&b, v, (struct moment){ ms, c.second != 0 ?
		    PREC_SECOND : PREC_MINUTE });
		return buf_view(&b);
	}
	day_put(&time, day_from_civil(c.year, c.month, c.day) - 1);
	buf_text(&time, " 24:00");
	show_zone(&zone, v);
	say_into(&b, v, M("{time} ({zone})"), ARGS(
	    A_TEXT("time", buf_view(&time)),
	    A_TEXT("zone", buf_view(&zone))));
	return buf_view(&b);
}

/* A date and time that hangs nowhere is as it stands. */
static struct str
stamp_told(const struct tell *t, const struct feel_value *v)
{
	struct buf b = BUF_IN(t->a);
	__int128 ms;

	if (v->stamp.place.hang != FEEL_LOCAL) {
		ms = feel_stamp_instant(&v->stamp) / FEEL_MILLI;
		if (ms > (__int128)DAY_LEAST * DAY_MS &&
		    ms < (__int128)DAY_OPEN * DAY_MS)
			return tell_moment(t, (int64_t)ms, false);
	}
	feel_stamp_put(&b, &v->stamp);
	return buf_view(&b);
}

/* ---- values ---- */

static void
text_told(const struct tell *t, const struct pack_fact *f, struct str s,
    struct buf *b)
{
	const struct pack_value *v = f != NULL ? pack_value(f, s) : NULL;

	buf_str(b, v != NULL ? tell_words(t, &v->name) : s);
}

static void
list_told(const struct tell *t, const struct pack_fact *f,
    const struct feel_value *v, struct buf *b)
{
	for (size_t i = 0; i < v->list.n; i++) {
		if (i > 0)
			buf_text(b, say(t->voice.lang, M(" · ")));
		if (v->list.v[i].kind == FEEL_STRING)
			text_told(t, f, v->list.v[i].text, b);
		else
			feel_put(b, &v->list.v[i]);
	}
	if (v->list.n == 0)
		buf_text(b, say(t->voice.lang, M("none")));
}

/* Packs write units in Chinese; the common ones have English, too. */
static struct str
unit_told(const struct tell *t, struct str unit)
{
	static const struct {
		const char	*zh, *en;
	} units[] = {
		{ "分钟", "min" }, { "小时", "h" }, { "天", "days" },
		{ "日", "days" }, { "人", "persons" }, { "次", "times" },
		{ "元", "yuan" },
	};

	for (size_t i = 0; t->voice.lang == LANG_EN &&
	    i < sizeof units / sizeof *units; i++)
		if (str_is(unit, units[i].zh))
			return str_of(units[i].en);
	return unit;
}

/* Counts are grouped as elsewhere. */
static void
number_told(const struct tell *t, const struct pack_fact *f,
    const struct feel_value *v, struct buf *b)
{
	int64_t n;

	if (decimal_int(v->number, &n))
		show_int(b, t->voice, n);
	else
		feel_put(b, v);
	if (f != NULL && f->unit.n > 0) {
		buf_char(b, ' ');
		buf_str(b, unit_told(t, f->unit));
	}
}

struct str
tell_value(const struct tell *t, const struct pack_fact *f,
    const struct feel_value *v)
{
	struct buf b = BUF_IN(t->a);

	switch (v->kind) {
	case FEEL_NULL:
		buf_text(&b, say(t->voice.lang, v->open ? M("unknown") :
		    M("no value")));
		break;
	case FEEL_BOOLEAN:
		buf_text(&b, say(t->voice.lang, v->truth ? M("yes") :
		    M("no")));
		break;
	case FEEL_NUMBER:
		number_told(t, f, v, &b);
		break;
	case FEEL_STRING:
		text_told(t, f, v->text, &b);
		break;
	case FEEL_DATE:
		feel_date_put(&b, v->day);
		break;
	case FEEL_STAMP:
		return stamp_told(t, v);
	case FEEL_LIST:
		list_told(t, f, v, &b);
		break;
	default:
		feel_put(&b, v);
	}
	return buf_view(&b);
}

/* ---- what is missing ---- */

static struct str
fact_named(const struct tell *t, const struct pack *p, struct str name)
{
	size_t slot;

	return pack_slot(p, name, &slot) && p->facts[slot] != NULL ?
	    tell_words(t, &p->facts[slot]->name) : name;
}

struct str
tell_missing(const struct tell *t, const struct pack *p,
    const struct feel_missing *m)
{
	struct buf b = BUF_IN(t->a);

	for (; m != NULL; m = m->next) {
		struct str name = fact_named(t, p, m->fact);

		if (b.n > 0)
			buf_text(&b, say(t->voice.lang, M(" · ")));
		/* A reason of our own is a msgid; a person's is not found, and
		 * stays. */
		if (m->said.n > 0)
			say_into(&b, t->voice, M("{fact} ({why})"),
			    (const struct arg[]){ A_TEXT("fact", name),
			    { "why", ARG_WORD, m->said, 0 }, { 0 } });
		else
			buf_str(&b, name);
	}
	return buf_view(&b);
}
