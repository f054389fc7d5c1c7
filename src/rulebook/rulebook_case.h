/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a case, as people and programs write it?  A JSON object: facts
 * by their ids or Chinese names.
 *
 *	{"网站类别": "党政机关门户网站",	choice: by id or name
 *	 "data_kinds": ["core", "重要数据"],	choices
 *	 "longest_outage_minutes": 360,		integer, number
 *	 "direct_loss": "1234.50",		a number whose digits all count
 *	 "attacked": true,			boolean
 *	 "learned_at": "2026-03-02T08:00+08:00",	moment, with its zone
 *	 "areas": [{"名称": "甲", "level": "county"}],	list
 *	 "calendar": "cn",			the calendar the program brings
 *	 "reported_in_time": {"unknown": "not asked yet"}}
 *
 * What is left out, or null, is not known.
 */
#ifndef RULEBOOK_RULEBOOK_CASE_H
#define RULEBOOK_RULEBOOK_CASE_H

#include <jansson.h>

#include "pack/judge.h"

enum {
	CASE_FAULTS_MAX		= 200,	/* told; the others are counted */
	CASE_ELEMENTS_MAX	= 10000	/* of one list */
};

#define CASE_CALENDAR	"cn"

struct case_reading {
	struct arena		*a;
	const struct book	*book;
	const struct feel_zones	*zones;	/* or NULL */
	const struct calendar	*calendar;	/* of CASE_CALENDAR; or NULL */
	/* ${key} is where in the object: "areas[2].level". */
	void			(*fault)(void *arg, struct str key,
				    const struct note *note);
	void			*arg;
};

/*
 * case_read(c, json, facts, note):
 * Fill in ${facts} (book_blank()).  ERR_INVALID: what is wrong was told, all of
 * it, and ${note} says how much.
 */
enum err case_read(const struct case_reading *c, const json_t *json,
    struct feel_value *facts, struct note *note);

#endif
