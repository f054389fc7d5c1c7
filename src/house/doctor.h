/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this installation fit, and if not, what is to be done?  One line a
 * question: fine, worth a look, or broken.
 */
#ifndef HOUSE_DOCTOR_H
#define HOUSE_DOCTOR_H

#include "core/app.h"

enum health { HEALTH_FINE, HEALTH_LOOK, HEALTH_BROKEN };

struct finding {
	const char	*what;		/* msgid: what was looked at */
	enum health	 health;
	struct note	 note;		/* what was seen and what to do; ->msg
					 * NULL: nothing to say */
};

/*
 * doctor(o, a, found, arg, ret_worst, note):
 * Look at the store that ${o} names, handing each finding to ${found}.  What is
 * wrong with the store is a finding; ERR_… means the looking itself failed.
 */
enum err doctor(const struct app_options *o, struct arena *a,
    enum err (*found)(void *arg, const struct finding *f, struct note *note),
    void *arg, enum health *ret_worst, struct note *note);

#endif
