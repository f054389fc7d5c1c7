/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is this installation set up?  A closed list of settings, each set by an
 * event, so that what changed a result can be seen and replayed.
 */
#ifndef CORE_CONFIG_H
#define CORE_CONFIG_H

#include "core/app.h"

enum { CONFIG_VALUE_MAX = 500 };

/* What cii_details may be. */
#define CONFIG_CII_FULL		"full"
#define CONFIG_CII_REFERENCE	"reference"
#define CONFIG_CII_OFF		"off"

struct setting {
	const char	*name;		/* "zone" */
	const char	*otherwise;	/* what holds until it is set */
	const char	*label;		/* msgid */
	const char	*help;		/* msgid */
	/* Is ${value} possible?  NULL: any text. */
	enum err	(*check)(struct arena *a, struct str value,
			    struct note *note);
};

const struct setting *config_settings(size_t *ret_n);
const struct setting *config_find(struct str name);

/* The value in force; in ${a}. */
enum err config_get(struct store *st, struct arena *a,
    const struct setting *s, struct str *ret, struct note *note);

enum err config_set(struct app *app, const struct actor *who,
    const struct setting *s, struct str value, struct note *note);

extern const struct event_type config_event_set;

#endif
