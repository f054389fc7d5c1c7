/* SPDX-License-Identifier: Apache-2.0 */
/* What is possible for a report, and what does it count for? */
#include "incident/report_in.h"

bool
report_counts(const struct report *r)
{
	return r->state != REPORT_WITHDRAWN && (r->proved ||
	    (r->channel == REPORT_SYSTEM && !key_none(r->to)));
}

bool
report_entered_later(const struct report *r)
{
	return moment_past(r->sent) <= r->entered;
}

/* ---- when ---- */

static enum err
about_field(const char *field, enum err r, struct note *note)
{
	note_where(note, (struct where){ .field = field });
	return r;
}

enum err
report_times_check(const struct report *r,
    const struct incident_moment *times, size_t n, int64_t now,
    struct note *note)
{
	if (moment_first(r->sent) > now)
		return about_field("sent", NOTE(note, ERR_INVALID, M("The "
		    "report would leave at {at}, and now it is {now}. Enter "
		    "when it left; what is still to be sent is not sent."),
		    A_MOMENT("at", r->sent.ms), A_MOMENT("now", now)), note);
	for (size_t i = 0; i < n && r->reason.n == 0; i++)
		if (times[i].ended < 0 && times[i].kind == TIME_OCCURRED &&
		    moment_before(r->sent, times[i].at) == TRUTH_YES)
			return about_field("sent", NOTE(note, ERR_INVALID,
			    M("The report would leave at {at}, before the "
			    "incident occurred at {then}. Correct one of the two, "
			    "or say why it is so: --reason."),
			    A_MOMENT("at", r->sent.ms),
			    A_MOMENT("then", times[i].at.ms)), note);
	return ERR_OK;
}

enum err
report_arrival_check(const struct report *r, struct moment at, int64_t now,
    struct note *note)
{
	if (moment_first(at) > now)
		return about_field("at", NOTE(note, ERR_INVALID, M("The report "
		    "would arrive at {at}, and now it is {now}. Enter when it "
		    "has arrived."), A_MOMENT("at", at.ms),
		    A_MOMENT("now", now)), note);
	if (moment_before(at, r->sent) == TRUTH_YES)
		return about_field("at", NOTE(note, ERR_INVALID, M("The report "
		    "would arrive at {at}, before it was sent at {sent}. "
		    "Correct one of the two."), A_MOMENT("at", at.ms),
		    A_MOMENT("sent", r->sent.ms)), note);
	return ERR_OK;
}

/* ---- which ---- */

bool
report_same(const struct report *x, const struct report_item *xi, size_t nx,
    const struct report *y, const struct report_item *yi, size_t ny)
{
	bool same = x->kind == y->kind && x->channel == y->channel &&
	    x->sent.ms == y->sent.ms && x->sent.prec == y->sent.prec &&
	    key_eq(x->by, y->by) && key_eq(x->to, y->to) &&
	    str_eq(x->to_words, y->to_words) &&
	    key_eq(x->replaces, y->replaces) && nx == ny;

	for (size_t i = 0; i < nx && same; i++)
		same = str_eq(xi[i].item, yi[i].item) &&
		    str_eq(xi[i].text, yi[i].text);
	return same;
}

struct str
report_clock_text(struct arena *a, const struct deadline_of *of)
{
	return of->part.n == 0 ? str_fmt(a, "%.*s/%.*s", STR_ARG(of->pack),
	    STR_ARG(of->rule)) : str_fmt(a, "%.*s/%.*s/%.*s",
	    STR_ARG(of->pack), STR_ARG(of->rule), STR_ARG(of->part));
}

struct deadline_of
report_clock_read(struct str text)
{
	struct deadline_of of = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };

	if (str_cut(&text, '/', &of.pack) && str_cut(&text, '/', &of.rule))
		of.part = text;
	return of;
}

/* Is ${word} the parts, joined by slashes? */
static bool
joins(struct str word, const struct str *part, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0) {
			if (word.n == 0 || word.p[0] != '/')
				return false;
			word = str_part(word, 1, word.n);
		}
		if (word.n < part[i].n || !str_eq(str_part(word, 0,
		    part[i].n), part[i]))
			return false;
		word = str_part(word, part[i].n, word.n);
	}
	return word.n == 0;
}

bool
report_names(const struct deadline_of *of, struct str word)
{
	const struct str all[] = { of->pack, of->rule, of->part };

	return joins(word, all + 1, 1) || joins(word, all, 2) ||
	    (of->part.n > 0 && (joins(word, all + 1, 2) ||
	    joins(word, all, 3)));
}

const struct report *
report_first(const struct report *list, size_t n, enum pack_clock_kind kind)
{
	const struct report *first = NULL;

	for (size_t i = 0; i < n; i++)
		if (list[i].kind == kind && report_counts(&list[i]) &&
		    (first == NULL || list[i].sent.ms < first->sent.ms))
			first = &list[i];
	return first;
}
