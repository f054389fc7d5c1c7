/* SPDX-License-Identifier: Apache-2.0 */
#include "contract/contract.h"

enum { CODE_BASE = 31 };

/* GB 32100-2015: what each sign is worth; I, O, S, V, Z are none. */
static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* -1: no sign of such a code. */
static int
worth(char c)
{
	const char *at = c == '\0' ? NULL : strchr(signs, c);

	return at == NULL ? -1 : (int)(at - signs);
}

static enum err
wrong(const char *msg, struct str code, struct note *note)
{
	enum err r;

	r = NOTE(note, ERR_INVALID, msg, A_TEXT("code", code));
	note_where(note, (struct where){ .field = "vendor_code" });
	return r;
}

enum err
contract_code_check(struct str code, struct note *note)
{
	int sum = 0, weight = 1;

	for (size_t i = 0; i < code.n; i++) {
		const char c = code.p[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
		    (c != '-' || code.n == CONTRACT_CODE))
			return wrong(M("{code} is no vendor's code. Write digits "
			    "and capital letters, without blanks."), code,
			    note);
	}
	if (code.n != CONTRACT_CODE)
		return ERR_OK;
	for (size_t i = 0; i < CONTRACT_CODE; i++) {
		if (worth(code.p[i]) < 0)
			return wrong(M("{code} is no unified social credit "
			    "code: it holds a letter that none has (I, O, S, V, "
			    "Z). Compare it with the licence."), code, note);
		sum += i + 1 < CONTRACT_CODE ? worth(code.p[i]) * weight : 0;
		weight = weight * 3 % CODE_BASE;
	}
	if ((sum + worth(code.p[CONTRACT_CODE - 1])) % CODE_BASE == 0)
		return ERR_OK;
	return wrong(M("{code} is no unified social credit code: its last sign "
	    "does not follow from the others, so one of them is mistyped. "
	    "Compare it with the licence."), code, note);
}
