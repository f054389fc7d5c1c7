/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the tests of situations and traces stand on?  The house of test/subject,
 * whose clock stands at 2026-03-02 08:00 UTC, with the two packs that matter most,
 * and
 *	nt:10 南通市委 (party_committee), which leads
 *	nt:11 南通市委网信办 (office), nt:12 南通市纪委监委 (discipline) and
 *	nt:20 南通市教育局 (department), all in 320600;
 *	persons "01" 张甲 to "06" 陈己, "01" 局长 (first responsible), "02" 副局长
 *	(directly responsible, until 2026-03-01), "03" 信息中心主任 (head of
 *	cybersecurity) of nt:20, "04" 书记 of nt:10, "05" 主任 of nt:11;
 *	the system "门户" of nt:20.
 */
#ifndef TRIGGER_TRIGGER_HOUSE_TEST_H
#define TRIGGER_TRIGGER_HOUSE_TEST_H

#include "test/subject/subject.h"
#include "trigger/trigger_act.h"

void trigger_house(struct test_app *ta, struct test_place *t);
/* The same in a store that has the divisions of src/body/house_test.h, without
 * the bodies of test/subject. */
void trigger_house_fill(struct test_app *ta);

struct key trigger_body(struct test_app *ta, const char *code);
struct key trigger_person(struct test_app *ta, const char *staff_no);
struct key trigger_system(struct test_app *ta);

/* An incident of nt:20 with the system, of conduct on 2026-02-27, which occurred
 * on 2026-03-01 at 02:00 UTC and was found ten minutes later, with these facts. */
struct key trigger_incident(struct test_app *ta, const char *facts,
    bool drill);
/* State facts: "attacked=true;site_kind=\"portal\"", values as they are kept, ?
 * for unknown. */
void trigger_state(struct test_app *ta, struct key id, const char *facts);
/* The site was down for so many minutes from 2026-03-01 02:00 UTC on. */
void trigger_outage(struct test_app *ta, struct key id, int minutes);

/* All that 8.2.2 wants. */
struct key trigger_met(struct test_app *ta);

/* Nothing is left out but what ${rule} does not want; the note is that of the
 * place, cleared before. */
enum err trigger_try(struct test_app *ta, struct key id, const char *rule,
    const char *body, const char *reading, bool confirms);

/* How it stands: "undecided", "confirmed" … */
const char *trigger_now(struct test_app *ta, struct key id,
    const char *rule);

#endif
