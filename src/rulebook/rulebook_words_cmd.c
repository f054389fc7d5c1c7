/* SPDX-License-Identifier: Apache-2.0 */
/* What are the words of a pack's closed lists, and its lengths of time, to a
 * reader? */
#include "rulebook/rulebook_speak_cmd.h"

#include "base/show.h"
#include "body/body.h"
#include "post/post.h"

static const struct choice of_packs[] = {
	{ "collective", M("collective responsibility") },
	{ "individual", M("individual responsibility") },
	{ "main_leadership", M("main leadership responsibility") },
	{ "important_leadership", M("important leadership responsibility") },
	{ "overall_leadership", M("overall leadership responsibility") },
	{ "direct_liability", M("direct liability") },
	{ "management", M("management measure") },
	{ "accountability", M("accountability") },
	{ "discipline", M("Party or administrative discipline") },
	{ "penalty", M("administrative penalty") },
	{ "criminal", M("criminal liability") },
	{ "organisation", M("an organisation") },
	{ "person", M("a natural person") },
	{ "initial", M("first report") },
	{ "supplement", M("report of what was lacking") },
	{ "progress", M("report of progress") },
	{ "summary", M("summary") },
	{ "onward", M("onward report") },
	{ "inform", M("notification") },
	{ "inform_peers", M("notification of bodies of the same level") },
	{ "warning", M("warning") },
	{ "assessment", M("assessment") },
	{ "appeal", M("appeal") },
	{ "reply", M("answer") },
	{ "execution", M("carrying out") },
	{ NULL, NULL }
};

struct str
speak_word(const struct speech *x, struct str word)
{
	static const struct choice *const lists[] = { of_packs, body_kinds,
	    post_capacities };

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		for (const struct choice *c = lists[i]; c->word != NULL; c++)
			if (str_is(word, c->word))
				return str_of(say(x->d->c->voice.lang,
				    c->label));
	return word;
}

struct str
speak_words(struct speech *x, const struct str *word, size_t n)
{
	struct buf b = BUF_IN(x->d->a);

	for (size_t i = 0; i < n; i++) {
		buf_text(&b, i == 0 ? "" : x->d->c->voice.lang == LANG_EN ?
		    ", " : "、");
		buf_str(&b, speak_word(x, word[i]));
	}
	return buf_view(&b);
}

/* ---- lengths of time ---- */

static struct str
counted(struct speech *x, int64_t n, const char *one, const char *more)
{
	const struct arg args[] = { A_INT("n", n), { 0 } };
	struct buf b = BUF_IN(x->d->a);

	say_into(&b, x->d->c->voice, n == 1 ? one : more, args);
	return buf_view(&b);
}

struct str
speak_duration(struct speech *x, struct pack_duration d)
{
	struct buf b = BUF_IN(x->d->a);

	if (d.months != 0)
		return counted(x, d.months, M("one month"), M("{n} months"));
	if (d.days != 0)
		return counted(x, d.days, M("one day"), M("{n} days"));
	show_duration_ms(&b, x->d->c->voice, d.minutes * MINUTE_MS);
	return buf_view(&b);
}

/* "P1Y", "P6M": one number with its unit; others as they are written. */
struct str
speak_period(struct speech *x, struct str text)
{
	static const struct {
		char		 unit;
		const char	*one, *more;
	} units[] = {
		{ 'Y', M("one year"), M("{n} years") },
		{ 'M', M("one month"), M("{n} months") },
		{ 'D', M("one day"), M("{n} days") },
	};
	int64_t n;

	if (text.n < 3 || text.p[0] != 'P' ||
	    !str_int(str_part(text, 1, text.n - 1), &n))
		return text;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (text.p[text.n - 1] == units[i].unit)
			return counted(x, n, units[i].one, units[i].more);
	return text;
}
