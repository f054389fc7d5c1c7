/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

struct err_row {
	const char	*name;
	const char	*words;
	int		 http;
	int		 exit;
};

static const struct err_row rows[ERR__MAX] = {
#define X(name, http, exit, words) [name] = { #name, words, http, exit },
	ERR_TABLE(X)
#undef X
};

static const struct err_row *
err_row(enum err e)
{
	return &rows[(unsigned)e < ERR__MAX ? e : ERR_BUG];
}

const char *
err_name(enum err e)
{
	return err_row(e)->name;
}

const char *
err_words(enum err e)
{
	return err_row(e)->words;
}

int
err_http(enum err e)
{
	return err_row(e)->http;
}

int
err_exit(enum err e)
{
	return err_row(e)->exit;
}

_Noreturn void
err_stop(const char *why)
{
	(void)fprintf(stderr, "anze: stopped, since %s\n", why);
	abort();
}
