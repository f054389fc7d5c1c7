/* SPDX-License-Identifier: Apache-2.0 */
#include "store/unfinished.h"

static const struct sql q_put = {
	"INSERT INTO part_version (part, version) VALUES ('restoring', 1)", NULL
};
static const struct sql q_drop = {
	"DELETE FROM part_version WHERE part = 'restoring'", NULL
};
static const struct sql q_count = {
	"SELECT COUNT(*) FROM part_version WHERE part = 'restoring'", NULL
};

enum err
unfinished_put(struct store *st, struct note *note)
{
	return store_run(st, &q_put, NO_BINDS, note);
}

enum err
unfinished_drop(struct store *st, struct note *note)
{
	return store_run(st, &q_drop, NO_BINDS, note);
}

enum err
unfinished_count(struct store *st, int64_t *ret, struct note *note)
{
	return store_int(st, &q_count, NO_BINDS, 0, ret, note);
}
