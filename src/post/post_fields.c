/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a post? */
#include <assert.h>

#include "body/body.h"
#include "post/post_in.h"

const struct choice post_capacities[] = {
	{ "first_responsible", M("first responsible") },
	{ "directly_responsible", M("directly responsible") },
	{ "team_member", M("member of the leading group") },
	{ "security_head", M("head of cybersecurity") },
	{ "contact", M("contact") },
	{ "duty_officer", M("duty officer") },
	{ NULL, NULL }
};
static_assert(sizeof post_capacities / sizeof post_capacities[0] ==
    CAPACITY__MAX + 1, "a capacity without its word");

#define POST_STATE(req) \
	DATED_REF("body", "body", (req) | FIELD_TOUCHES, M("Body")), \
	DATED_TEXT("title", req, POST_TITLE_MAX, M("Title")), \
	{ .name = "capacities", .kind = FIELD_LIST, .of = FIELD_CHOICE, \
	    .choices = post_capacities, .max = CAPACITY__MAX, \
	    .label = M("Capacities") }, \
	{ .name = "seats", .kind = FIELD_INT, .min = 1, \
	    .max = POST_SEATS_MAX, .label = M("Seats") }, \
	{ .name = "rank", .kind = FIELD_INT, .min = 0, .max = 100000, \
	    .label = M("Order") },

DATED_EVENTS(post, M("post"), FIELD_DATE, POST_STATE);
static_assert(sizeof post_state_rows / sizeof post_state_rows[0] == POST__MAX,
    "a field without its place");

static const struct import_example examples[] = {
	{ "source", "nt" }, { "code", "P7" }, { "body", "南通市人民政府" },
	{ "title", "副市长" }, { "seats", "6" }, { "rank", "3" },
	{ NULL, NULL }
};

const struct dated post_dated = {
	DATED_OF(post),
	.label = M("post"),
	.refs = (const struct dated_ref *const[]){ &body_ref, NULL },
	.self = &post_ref,
	.examples = examples,
	.check = post_check,
	.holds = post_holds,
	.same = post_same,
};

bool
post_has(const struct value *capacities, enum capacity c)
{
	bool has = false;

	for (size_t i = 0; value_known(capacities) &&
	    i < capacities->list.n; i++)
		has = has || str_is(capacities->list.v[i].text,
		    post_capacities[c].word);
	return has;
}

int64_t
post_seats(const struct value *v)
{
	return value_known(&v[POST_SEATS]) ? v[POST_SEATS].num : 1;
}
