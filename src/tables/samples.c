/* SPDX-License-Identifier: Apache-2.0 */
/* By which import does each sheet of a sample come in? */
#include "body/body_import.h"
#include "contract/contract.h"
#include "dated/dated_import.h"
#include "industry/industry.h"
#include "industry/regulator.h"
#include "person/person.h"
#include "phone/phone.h"
#include "post/post.h"
#include "region/region_import.h"
#include "roster/roster.h"
#include "sample/sample_import.h"
#include "system/system.h"
#include "tenure/tenure.h"

static enum err
divisions_import(struct app *app, const struct actor *who, const char *path,
    struct voice voice, const struct import_watch *watch,
    struct import_report *ret, struct note *note)
{
	const struct region_import what = { .path = path };

	return region_import(app, who, &what, voice, watch, ret, note);
}

static enum err
townships_import(struct app *app, const struct actor *who, const char *path,
    struct voice voice, const struct import_watch *watch,
    struct import_report *ret, struct note *note)
{
	const struct region_import what = { .path = path,
	    .year = SAMPLE_TOWN_YEAR };

	return region_import(app, who, &what, voice, watch, ret, note);
}

static enum err
bodies_import(struct app *app, const struct actor *who, const char *path,
    struct voice voice, const struct import_watch *watch,
    struct import_report *ret, struct note *note)
{
	const struct body_import what = { .path = path };

	return body_import(app, who, &what, voice, watch, ret, note);
}

#define DATED_DOOR(x) \
	static enum err \
	x##_door(struct app *app, const struct actor *who, const char *path, \
	    struct voice voice, const struct import_watch *watch, \
	    struct import_report *ret, struct note *note) \
	{ \
		const struct dated_import what = { .path = path }; \
	\
		return dated_import(app, who, &x##_dated, &what, voice, watch, \
		    ret, note); \
	}
DATED_DOOR(industry)
DATED_DOOR(regulator)
DATED_DOOR(person)
DATED_DOOR(post)
DATED_DOOR(tenure)
DATED_DOOR(roster)
DATED_DOOR(system)
DATED_DOOR(contract)
DATED_DOOR(phone)

const struct sample_doors sample_doors = { .import = {
	[SAMPLE_DIVISIONS] = divisions_import,
	[SAMPLE_TOWNSHIPS] = townships_import,
	[SAMPLE_BODIES] = bodies_import,
	[SAMPLE_INDUSTRIES] = industry_door,
	[SAMPLE_BRANCHES] = industry_door,	/* behind what they are of */
	[SAMPLE_REGULATORS] = regulator_door,
	[SAMPLE_PERSONS] = person_door,
	[SAMPLE_POSTS] = post_door,
	[SAMPLE_TENURES] = tenure_door,
	[SAMPLE_ROSTERS] = roster_door,
	[SAMPLE_SYSTEMS] = system_door,
	[SAMPLE_CONTRACTS] = contract_door,
	[SAMPLE_PHONES] = phone_door,
} };
