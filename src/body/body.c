/* SPDX-License-Identifier: Apache-2.0 */
/* What may be said of a body?  Decisions: what is known goes in, yes or the
 * sentence that speaks against it comes out. */
#include "body/body.h"

enum err
body_source_check(struct str source, struct note *note)
{
	return str_find(source, ':') == source.n ? ERR_OK :
	    NOTE(note, ERR_INVALID, M("The source \"{source}\" holds a colon, "
	    "which parts a source from its code. Write it otherwise."),
	    A_TEXT("source", source));
}

enum err
body_days_check(struct str name, int64_t from, int64_t to, struct note *note)
{
	if (to <= from)
		return NOTE(note, ERR_INVALID, M("{name} would end on {to}, not "
		    "later than it begins ({from})."), A_TEXT("name", name),
		    A_DAY("to", to), A_DAY("from", from));
	return ERR_OK;
}

enum err
body_lead_check(const struct body *above, struct str name, int64_t from,
    struct note *note)
{
	if (above->withdrawn)
		return NOTE(note, ERR_INVALID, M("{superior} was withdrawn and "
		    "cannot lead {name}. Choose another superior."),
		    A_TEXT("superior", above->name), A_TEXT("name", name));
	if (from < above->from)
		return NOTE(note, ERR_INVALID, M("{superior} begins only on "
		    "{begin} and cannot lead {name} from {from} on. Choose "
		    "another superior, or a later day."),
		    A_TEXT("superior", above->name),
		    A_DAY("begin", above->from), A_TEXT("name", name),
		    A_DAY("from", from));
	if (from >= above->to)
		return NOTE(note, ERR_INVALID, M("{superior} is no more since "
		    "{end} and cannot lead {name} from {from} on. Choose the "
		    "body that came after it."),
		    A_TEXT("superior", above->name),
		    A_DAY("end", above->to), A_TEXT("name", name),
		    A_DAY("from", from));
	return ERR_OK;
}

enum err
body_cycle(struct arena *a, const struct str *names, size_t n,
    struct note *note)
{
	struct buf way = BUF_IN(a);

	for (size_t i = 0; i < n; i++) {
		if (i == BODY_CYCLE_MAX) {
			buf_text(&way, "… → ");
			break;
		}
		buf_str(&way, names[i]);
		buf_text(&way, " → ");
	}
	buf_str(&way, names[0]);
	if (n == 1)
		return NOTE(note, ERR_INVALID, M("{name} cannot stand under "
		    "itself. Choose another superior."),
		    A_TEXT("name", names[0]));
	return NOTE(note, ERR_INVALID, M("Bodies would stand under one another "
	    "in a circle: {way}. Give one of them another superior."),
	    A_TEXT("way", buf_view(&way)));
}

enum err
body_past_check(const struct body *b, struct note *note)
{
	return !b->withdrawn ? ERR_OK : NOTE(note, ERR_CONFLICT,
	    M("{name} was withdrawn; nothing more can be said of it."),
	    A_TEXT("name", b->name));
}

enum err
body_live_check(const struct body *b, struct note *note)
{
	enum err r;

	if ((r = body_past_check(b, note)) != ERR_OK)
		return r;
	if (!key_none(b->merged))
		return NOTE(note, ERR_CONFLICT, M("{name} went into another body "
		    "on {day}; say it of that one."), A_TEXT("name", b->name),
		    A_DAY("day", b->to));
	return ERR_OK;
}

enum err
body_end_check(const struct body *b, int64_t day, size_t under,
    struct str one, struct note *note)
{
	if (day <= b->from)
		return NOTE(note, ERR_INVALID, M("{name} cannot end on {to}: it "
		    "begins on {from}. Correct that first, or withdraw the "
		    "body if it was entered by mistake."),
		    A_TEXT("name", b->name), A_DAY("to", day),
		    A_DAY("from", b->from));
	if (day >= b->to)
		return NOTE(note, ERR_INVALID, M("{name} is no more since {end} "
		    "already. To change that day, correct its last state."),
		    A_TEXT("name", b->name), A_DAY("end", b->to));
	if (under > 0)
		return NOTE(note, ERR_INVALID, M("{name} leads others after {to} "
		    "({n}, among them {one}). Give them another superior first "
		    "(anze body change), or merge {name} into the body that "
		    "takes its place."), A_INT("n", (int64_t)under),
		    A_TEXT("name", b->name), A_DAY("to", day),
		    A_TEXT("one", one));
	return ERR_OK;
}

enum err
body_withdraw_check(const struct body *b, size_t under, struct str one,
    struct note *note)
{
	return under == 0 ? ERR_OK : NOTE(note, ERR_INVALID, M("{name} leads "
	    "others ({n}, among them {one}). Correct their superior first "
	    "(anze body correct): what was entered by mistake leads nobody."),
	    A_INT("n", (int64_t)under), A_TEXT("name", b->name),
	    A_TEXT("one", one));
}

enum err
body_merge_check(const struct body *b, const struct body *into, int64_t day,
    size_t between, struct note *note)
{
	if (key_eq(into->id, b->id))
		return NOTE(note, ERR_INVALID, M("{name} cannot be merged with "
		    "itself."), A_TEXT("name", b->name));
	if (into->withdrawn || !key_none(into->merged))
		return NOTE(note, ERR_INVALID, M("{name} was itself withdrawn or "
		    "merged; choose the body that is there."),
		    A_TEXT("name", into->name));
	if (day < into->from || day >= into->to)
		return NOTE(note, ERR_INVALID, M("{into} is not there on {day}, so "
		    "nothing can go into it that day. Choose another day, or "
		    "another body."), A_TEXT("into", into->name),
		    A_DAY("day", day));
	if (day <= b->from || day >= b->to)
		return NOTE(note, ERR_INVALID, M("{name} cannot be merged on "
		    "{day}: it is there from {from} until {to}. Choose a day "
		    "between."),
		    A_TEXT("name", b->name), A_DAY("day", day),
		    A_DAY("from", b->from), A_DAY("to", b->to));
	if (between != 0 && between != SIZE_MAX)
		return NOTE(note, ERR_INVALID, M("{into} stands under {name}, not "
		    "directly ({n} between them), and they would stand under "
		    "{into} then. Move {into} first."), A_TEXT("into", into->name),
		    A_TEXT("name", b->name), A_INT("n", (int64_t)between));
	return ERR_OK;
}

int64_t
body_state_end(const struct body_state *s)
{
	return value_known(&s->to) ? s->to.num : DAY_OPEN;
}

static enum err
swallows(const struct body_state *other, struct note *note)
{
	return NOTE(note, ERR_INVALID, M("This would leave nothing of another "
	    "state, from {from} to {to} ({name}). Correct that one first."),
	    A_DAY("from", other->from.num), A_DAY("to", body_state_end(other)),
	    A_TEXT("name", other->name.text));
}

enum err
body_correct_check(const struct body_state *was,
    const struct body_state *wanted, const struct body_state *before,
    const struct body_state *after, bool *ret_before, struct note *note)
{
	const int64_t from = wanted->from.num, to = body_state_end(wanted);
	const int64_t was_from = was->from.num, was_to = body_state_end(was);
	enum err r;

	if ((r = body_days_check(wanted->name.text, from, to,
	    note)) != ERR_OK)
		return r;
	if (from >= was_to || to <= was_from)
		return NOTE(note, ERR_INVALID, M("The state from {from} to {to} "
		    "would have no day in common with what it corrects. "
		    "Enter it as a change instead (anze body change)."),
		    A_DAY("from", was_from), A_DAY("to", was_to));
	if (before != NULL && from <= before->from.num)
		return swallows(before, note);
	if (after != NULL && to >= body_state_end(after))
		return swallows(after, note);
	if (after != NULL && to < was_to && after->from.num == was_to)
		return NOTE(note, ERR_INVALID, M("Another state follows on {day}: "
		    "let that one begin earlier instead (anze body correct "
		    "--at {day} --from …)."), A_DAY("day", was_to));
	*ret_before = before != NULL && from > was_from &&
	    body_state_end(before) == was_from;
	return ERR_OK;
}

enum err
body_state_on(const struct body_state *s, size_t n, int64_t day,
    struct str name, const struct body_state **ret, struct note *note)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].from.num <= day && day < body_state_end(&s[i])) {
			*ret = &s[i];
			return ERR_OK;
		}
	if (n > 0 && day < s[0].from.num)
		return NOTE(note, ERR_INVALID, M("{name} begins only on {begin}; "
		    "nothing is said of it on {day}. To let it begin earlier, "
		    "correct its first state (anze body correct --at {begin} "
		    "--from {day})."), A_TEXT("name", name),
		    A_DAY("begin", s[0].from.num), A_DAY("day", day));
	return NOTE(note, ERR_INVALID, M("{name} is not there on {day}. anze body "
	    "show lists its states."), A_TEXT("name", name),
	    A_DAY("day", day));
}

static bool
holds(const struct value *list, struct key key)
{
	for (size_t i = 0; i < list->list.n; i++)
		if (key_eq(list->list.v[i].key, key))
			return true;
	return false;
}

/* The same bodies, in whatever order they were written. */
static bool
guides_eq(const struct value *a, const struct value *b)
{
	size_t na = value_known(a) ? a->list.n : 0;
	size_t nb = value_known(b) ? b->list.n : 0;

	for (size_t i = 0; i < na && na == nb; i++)
		if (!holds(b, a->list.v[i].key))
			return false;
	return na == nb;
}

static bool
key_value_eq(const struct value *a, const struct value *b)
{
	return value_known(a) == value_known(b) &&
	    (!value_known(a) || key_eq(a->key, b->key));
}

static bool
text_value_eq(const struct value *a, const struct value *b)
{
	return value_known(a) == value_known(b) &&
	    (!value_known(a) || str_eq(a->text, b->text));
}

bool
body_state_eq(const struct body_state *a, const struct body_state *b)
{
	return a->from.num == b->from.num &&
	    body_state_end(a) == body_state_end(b) &&
	    text_value_eq(&a->name, &b->name) &&
	    text_value_eq(&a->kind, &b->kind) &&
	    key_value_eq(&a->superior, &b->superior) &&
	    key_value_eq(&a->region, &b->region) &&
	    text_value_eq(&a->industry, &b->industry) &&
	    guides_eq(&a->guided_by, &b->guided_by);
}

enum err
body_place_choose(const struct body_places *p, struct str name,
    struct note *note)
{
	return p->after.n == 0 ?
	    NOTE(note, ERR_INVALID, M("{name} would lie in {code} {division}, "
	    "which ended, and nothing is recorded as its successor. Let this "
	    "state end by {day}, and say from then on in which division it "
	    "lies."), A_TEXT("name", name), A_TEXT("code", p->code),
	    A_TEXT("division", p->name), A_DAY("day", p->gone)) :
	    NOTE(note, ERR_INVALID, M("{name} would lie in {code} {division}, "
	    "which ended; after it came {after}. Let this state end by {day}, "
	    "and say from then on which of them it lies in."),
	    A_TEXT("name", name), A_TEXT("code", p->code),
	    A_TEXT("division", p->name), A_TEXT("after", p->after),
	    A_DAY("day", p->gone));
}
