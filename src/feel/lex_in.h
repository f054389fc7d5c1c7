/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which piece of the text comes next?
 */
#ifndef FEEL_LEX_IN_H
#define FEEL_LEX_IN_H

#include "base/str.h"

enum token_kind {
	T_END,
	T_WORD,		/* a name or a word of the language begins */
	T_NUMBER,
	T_STRING,	/* with its quotes */
	T_AT,		/* the sign; the string is the next token */
	T_SIGN,
	T_BAD		/* no character of the language; or no end */
};

enum {
	SIGN_POWER = 256,	/* ** */
	SIGN_LE, SIGN_GE, SIGN_NE, SIGN_DOTS, SIGN_ARROW
};

struct token {
	enum token_kind	kind;
	int		sign;		/* T_SIGN: a character or one of these */
	size_t		from, to;	/* bytes */
};

/* The token at or after byte ${at}. */
struct token lex(struct str text, size_t at);

/*
 * The value of a string token, in ${a} or in the text itself.  False, and
 * ${*ret_at} is the byte, if an escape is no character.
 */
bool lex_string(struct arena *a, struct str text, struct token t,
    struct str *ret, size_t *ret_at);

#endif
