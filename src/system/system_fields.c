/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a system? */
#include <assert.h>

#include "body/body.h"
#include "industry/industry.h"
#include "region/region.h"
#include "system/system_in.h"

const struct choice system_kinds[] = {
	{ "portal", M("portal") },
	{ "key_news_site", M("key news site") },
	{ "large_platform", M("large platform") },
	{ "cii", M("critical information infrastructure") },
	{ "business_system", M("business system") },
	{ "mail", M("mail system") },
	{ "other", M("other system") },
	{ "classified", M("classified system") },
	{ NULL, NULL }
};

const struct choice system_levels[] = {
	{ "central", M("central level") },
	{ "province", M("level of a province") },
	{ "prefecture", M("level of a prefecture") },
	{ "county", M("level of a county") },
	{ "township", M("level of a township") },
	{ "none", M("without an administrative level") },
	{ NULL, NULL }
};

const struct choice system_roles[] = {
	{ "owner", M("owner") },
	{ "supervisor", M("supervisor") },
	{ "operator", M("operator") },
	{ "user", M("user body") },
	{ "protection", M("protection department") },
	{ NULL, NULL }
};
static_assert(sizeof system_roles / sizeof system_roles[0] ==
    SYSTEM_ROLE__MAX + 1, "a role without its word");

/* A classified one's name is made, so that the check asks for the others'. */
#define SYSTEM_STATE(req) \
	DATED_TEXT("name", 0, SYSTEM_NAME_MAX, M("Name")), \
	DATED_CHOICE("kind", system_kinds, req, M("Kind")), \
	DATED_CHOICE("level", system_levels, FIELD_OPEN, \
	    M("Administrative level")), \
	DATED_TEXT("level_document", 0, SYSTEM_DOCUMENT_MAX, \
	    M("Document of the level")), \
	{ .name = "mlps_level", .kind = FIELD_INT, .flags = FIELD_OPEN, \
	    .min = 1, .max = 5, .label = M("MLPS level") }, \
	DATED_TEXT("mlps_filing", 0, SYSTEM_FILING_MAX, \
	    M("MLPS filing number")), \
	{ .name = "cii", .kind = FIELD_BOOL, .flags = FIELD_OPEN, \
	    .label = M("Critical information infrastructure") }, \
	DATED_REF("protection_department", "body", FIELD_TOUCHES, \
	    M("Protection department")), \
	{ .name = "urls", .kind = FIELD_LIST, .of = FIELD_TEXT, \
	    .flags = FIELD_PLAIN, .max = SYSTEM_URLS_MAX, \
	    .label = M("URLs") }, \
	DATED_REF("owner", "body", FIELD_TOUCHES, M("Owner")), \
	DATED_REF("supervisor", "body", FIELD_TOUCHES, M("Supervisor")), \
	DATED_REF("operator", "body", FIELD_TOUCHES, M("Operator")), \
	{ .name = "users", .kind = FIELD_LIST, .of = FIELD_REF, \
	    .ref = "body", .flags = FIELD_TOUCHES, .max = SYSTEM_USERS_MAX, \
	    .label = M("Users") }, \
	DATED_REF("region", "region", 0, M("Division")), \
	DATED_REF("industry", "industry", 0, M("Industry")), \
	DATED_TEXT("network_ref", 0, SYSTEM_NETWORK_MAX, \
	    M("Network details")), \
	DATED_TEXT("channel_no", 0, SYSTEM_REFERENCE_MAX, \
	    M("Number of the classified channel")),

DATED_EVENTS(system, M("system"), FIELD_DATE, SYSTEM_STATE);
static_assert(sizeof system_state_rows / sizeof system_state_rows[0] ==
    SYSTEM__MAX, "a field without its place");
static_assert(SYSTEM_URLS_MAX + 1 <= DATED_HOLDS_MAX, "more is held alone");

static const struct import_example examples[] = {
	{ "source", "nt" }, { "code", "S7" },
	{ "name", "南通市人民政府门户网站" },
	{ "level_document", "通编〔2024〕3号" },
	{ "urls", "https://www.nantong.gov.cn|https://m.nantong.gov.cn" },
	{ "owner", "南通市人民政府" },
	{ "users", "南通市人民政府|nt:12" }, { "region", "320600" },
	{ "network_ref", "网参〔2024〕7号" },
	{ NULL, NULL }
};

const struct dated system_dated = {
	DATED_OF(system),
	.scope = &system_scope,
	.label = M("system"),
	.refs = (const struct dated_ref *const[]){ &body_ref, &region_ref,
	    &industry_ref, NULL },
	.self = &system_ref,
	.examples = examples,
	.complete = system_complete,
	.check = system_check,
	.holds = system_holds,
	.same = system_same,
};
