/* SPDX-License-Identifier: Apache-2.0 */
#include "system/system.h"

#include "system/system_in.h"

/* As core/config.h has them, which decisions do not see. */
#define DETAILS_OFF		"off"
#define DETAILS_REFERENCE	"reference"

bool
system_is_classified(const struct value *v)
{
	return str_is(v[SYSTEM_KIND].text, "classified");
}

bool
system_is_cii(const struct value *v)
{
	return str_is(v[SYSTEM_KIND].text, "cii") ||
	    (value_known(&v[SYSTEM_CII]) && v[SYSTEM_CII].num != 0);
}

struct str
system_name(struct arena *a, const struct value *v)
{
	if (!system_is_classified(v))
		return v[SYSTEM_NAME].text;
	return str_fmt(a, "%s%.*s", SYSTEM_CHANNELLED,
	    STR_ARG(v[SYSTEM_CHANNEL_NO].text));
}

void
system_complete(struct arena *a, struct value *v)
{
	if (system_is_classified(v) && v[SYSTEM_NAME].given == GIVEN_NOT &&
	    value_known(&v[SYSTEM_CHANNEL_NO]))
		v[SYSTEM_NAME] = (struct value)V_TEXT(system_name(a, v));
}

static enum err
at_field(enum err r, int field, struct note *note)
{
	note_where(note, (struct where){
	    .field = system_state.field[field].name,
	    .label = system_state.field[field].label });
	return r;
}

/* What a classified one may say. */
static bool
classified_says(int field)
{
	return field == SYSTEM_KIND || field == SYSTEM_OWNER ||
	    field == SYSTEM_CHANNEL_NO;
}

static enum err
nothing_else(const struct value *v, struct note *note)
{
	for (int i = 0; i < SYSTEM__MAX; i++) {
		if (v[i].given == GIVEN_NOT || classified_says(i) ||
		    (i == SYSTEM_NAME && str_starts(v[i].text,
		    SYSTEM_CHANNELLED)))
			continue;
		return at_field(NOTE(note, ERR_INVALID, M("Of a classified "
		    "system only this is registered here: that it is "
		    "registered through the classified channel, and under "
		    "which number. Leave everything out but its owner and "
		    "channel_no.")), i, note);
	}
	return ERR_OK;
}

enum err
system_classified_check(const struct value *v, struct note *note)
{
	const struct value *no = &v[SYSTEM_CHANNEL_NO];

	if (system_is_classified(v)) {
		if (!value_known(no))
			return at_field(NOTE(note, ERR_INVALID, M("Say under "
			    "which number the system is registered through the "
			    "classified channel.")), SYSTEM_CHANNEL_NO, note);
		if (!system_is_reference(no->text))
			return at_field(NOTE(note, ERR_INVALID, M("{text} is no "
			    "mere number: at most {most} letters, digits, - / "
			    ". are. Say nothing else of the system."),
			    A_TEXT("text", no->text),
			    A_INT("most", SYSTEM_REFERENCE_MAX)),
			    SYSTEM_CHANNEL_NO, note);
		return nothing_else(v, note);
	}
	if (no->given != GIVEN_NOT)
		return at_field(NOTE(note, ERR_INVALID, M("Only a system of the "
		    "kind classified has a number of the classified "
		    "channel.")), SYSTEM_CHANNEL_NO, note);
	if (value_known(&v[SYSTEM_NAME]) &&
	    !str_starts(v[SYSTEM_NAME].text, SYSTEM_CHANNELLED))
		return ERR_OK;
	return at_field(NOTE(note, ERR_INVALID, M("Say what the system is "
	    "called.")), SYSTEM_NAME, note);
}

/* The first of the fields that says something; -1: none. */
static int
first_said(const struct value *v, const int *field, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (value_known(&v[field[i]]))
			return field[i];
	return -1;
}

/* What may be secret, taken together; without the filing: what can be switched
 * off. */
static int
secret_said(const struct value *v, bool filing)
{
	static const int secret[] = { SYSTEM_CII, SYSTEM_PROTECTION,
	    SYSTEM_NETWORK_REF, SYSTEM_MLPS_FILING };

	if (str_is(v[SYSTEM_KIND].text, "cii"))
		return SYSTEM_KIND;
	return first_said(v, secret, filing ? 4 : 3);
}

bool
system_is_secret(const struct value *v)
{
	return secret_said(v, true) >= 0;
}

/* With the setting `reference`: does it say more than numbers? */
static enum err
reference_check(const struct value *v, struct note *note)
{
	const struct value *net = &v[SYSTEM_NETWORK_REF];
	const struct value *urls = &v[SYSTEM_URLS];

	if (value_known(net) && !system_is_reference(net->text))
		return at_field(NOTE(note, ERR_INVALID, M("{text} is no "
		    "reference number. Network details are kept elsewhere; "
		    "say here only the number under which they are: at most "
		    "{most} letters, digits, - / . and no address "
		    "(cii_details)."), A_TEXT("text", net->text),
		    A_INT("most", SYSTEM_REFERENCE_MAX)), SYSTEM_NETWORK_REF,
		    note);
	if (!system_is_cii(v) || !value_known(urls))
		return ERR_OK;
	for (size_t i = 0; i < urls->list.n; i++) {
		const struct str url = urls->list.v[i].text;
		struct system_url u;
		enum err r;

		if ((r = system_url_read(url, &u, note)) != ERR_OK)
			return r;
		if (u.ip || u.port.n != 0 || (u.path.n != 0 &&
		    !str_is(u.path, "/")))
			return at_field(NOTE(note, ERR_INVALID, M("{url} shows "
			    "an address, a port or a path of critical "
			    "information infrastructure. Leave the host's name "
			    "alone (cii_details)."), A_TEXT("url", url)),
			    SYSTEM_URLS, note);
	}
	return ERR_OK;
}

enum err
system_secret_check(const struct value *v, struct str review,
    struct str details, struct note *note)
{
	int said = secret_said(v, false);

	if (said >= 0 && str_is(details, DETAILS_OFF))
		return at_field(NOTE(note, ERR_INVALID, M("Flags of critical "
		    "information infrastructure, its protection department and "
		    "network details are not kept here (cii_details is off). "
		    "Leave them out.")), said, note);
	said = secret_said(v, true);
	if (said >= 0 && review.n == 0)
		return at_field(NOTE(note, ERR_INVALID, M("CII flags, "
		    "protection departments, network details and filing "
		    "numbers may be secret when they are kept together. Let "
		    "the administrator confirm the secrecy review first: anze "
		    "config secrecy_review NUMBER.")), said, note);
	return str_is(details, DETAILS_REFERENCE) ? reference_check(v, note) :
	    ERR_OK;
}

static int
text_order(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static int
key_order(const void *x, const void *y)
{
	return key_cmp(*(const struct key *)x, *(const struct key *)y);
}

static enum err
urls_check(struct arena *a, const struct value *urls, struct note *note)
{
	struct str *key = NEW_ARRAY(a, struct str, urls->list.n + 1);
	struct system_url u;
	enum err r;

	if (key == NULL)
		return note_memory(note);
	for (size_t i = 0; i < urls->list.n; i++) {
		if ((r = system_url_read(urls->list.v[i].text, &u,
		    note)) != ERR_OK)
			return r;
		key[i] = system_url_key(a, &u);
	}
	if (arena_failed(a))
		return note_memory(note);
	qsort(key, urls->list.n, sizeof *key, text_order);
	for (size_t i = 1; i < urls->list.n; i++)
		if (str_eq(key[i], key[i - 1]))
			return at_field(NOTE(note, ERR_INVALID, M("The URL "
			    "{url} is there twice. Leave one out."),
			    A_TEXT("url", key[i])), SYSTEM_URLS, note);
	return ERR_OK;
}

enum err
system_lists_check(struct arena *a, const struct value *v, struct note *note)
{
	const struct value *users = &v[SYSTEM_USERS];
	struct key *key;
	enum err r;

	if (value_known(&v[SYSTEM_URLS]) &&
	    (r = urls_check(a, &v[SYSTEM_URLS], note)) != ERR_OK)
		return r;
	if (!value_known(users) || users->list.n < 2)
		return ERR_OK;
	if ((key = NEW_ARRAY(a, struct key, users->list.n)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < users->list.n; i++)
		key[i] = users->list.v[i].key;
	qsort(key, users->list.n, sizeof *key, key_order);
	for (size_t i = 1; i < users->list.n; i++)
		if (key_eq(key[i], key[i - 1]))
			return at_field(NOTE(note, ERR_INVALID, M("One body is "
			    "named twice as a user. Leave one out.")),
			    SYSTEM_USERS, note);
	return ERR_OK;
}
