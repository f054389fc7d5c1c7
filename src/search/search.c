/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search.h"

const struct choice search_choices[] = {
	{ "body", M("body") },
	{ "person", M("person") },
	{ "post", M("post") },
	{ "system", M("system") },
	{ NULL, NULL }
};
