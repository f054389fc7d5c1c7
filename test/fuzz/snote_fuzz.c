/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signed notes, checkpoints, receipts and verifier keys: what is read can be
 * written again, byte for byte, and is refused otherwise.
 */
#include <assert.h>

#include "ledger/snote.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* golang.org/x/mod/sumdb/note, its tests' keys. */
static const char *const known[] = {
	"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
	"EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
};
enum { KNOWN = sizeof known / sizeof *known };

static void
note_try(struct arena *a, struct str in)
{
	struct vkey keys[KNOWN];
	struct str text;
	unsigned mask;

	for (size_t i = 0; i < KNOWN; i++)
		if (vkey_parse(a, str_of(known[i]), &keys[i], NULL) != ERR_OK)
			return;
	if (snote_open(a, in, keys, KNOWN, &text, &mask, NULL) != ERR_OK)
		return;
	assert(mask != 0 && mask < 1U << KNOWN);
	assert(str_ends(text, "\n") && in.n > text.n + 1);
	assert(str_eq(str_part(in, 0, text.n), text));
	assert(in.p[text.n] == '\n' && in.p[in.n - 1] == '\n');
}

/* Its three lines are the beginning of what was read. */
static void
checkpoint_try(struct arena *a, struct str in)
{
	struct buf b = BUF_IN(a);
	struct checkpoint c, again;

	if (checkpoint_parse(in, &c, NULL) != ERR_OK)
		return;
	checkpoint_put(&b, &c);
	assert(str_starts(in, buf_view(&b).p));
	assert(checkpoint_parse(buf_view(&b), &again, NULL) == ERR_OK);
	assert(again.size == c.size && hash_eq(&again.root, &c.root) &&
	    str_eq(again.origin, c.origin));
}

static void
receipt_try(struct arena *a, struct str in)
{
	struct buf b = BUF_IN(a);
	struct tlog_proof p;

	if (tlog_proof_parse(a, in, &p, NULL) != ERR_OK)
		return;
	tlog_proof_put(&b, &p);
	assert(str_eq(buf_view(&b), in));
}

static void
vkey_try(struct arena *a, struct str in)
{
	struct vkey v;

	if (vkey_parse(a, in, &v, NULL) != ERR_OK)
		return;
	assert(str_eq(v.text, in) && str_starts(in, v.name.p));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct arena *a = arena_new();

	if (a == NULL)
		return 0;
	note_try(a, in);
	checkpoint_try(a, in);
	receipt_try(a, in);
	vkey_try(a, in);
	arena_free(a);
	return 0;
}
