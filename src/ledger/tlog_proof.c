/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a party prove alone, later, that its act was recorded?  By a
 * receipt: C2SP tlog-proof.
 */
#include "ledger/base64.h"
#include "ledger/merkle.h"
#include "ledger/snote_in.h"

#define FIRST_LINE	"c2sp.org/tlog-proof@v1"
#define EXTRA		"extra "
#define INDEX		"index "

void
tlog_proof_put(struct buf *b, const struct tlog_proof *p)
{
	buf_text(b, FIRST_LINE "\n");
	if (p->extra.n != 0) {
		buf_text(b, EXTRA);
		base64_put(b, p->extra.p, p->extra.n);
		buf_char(b, '\n');
	}
	buf_fmt(b, INDEX "%llu\n", (unsigned long long)p->index);
	for (size_t i = 0; i < p->n; i++) {
		base64_put(b, p->proof[i].b, HASH_BYTES);
		buf_char(b, '\n');
	}
	buf_char(b, '\n');
	buf_str(b, p->checkpoint);
}

static enum err
malformed(struct note *note, int64_t line, const char *want)
{
	note_where(note, (struct where){ .line = line });
	return NOTE(note, ERR_CORRUPT,
	    M("This is not a receipt (tlog-proof): here should be {want}. It "
	    "was cut or changed on its way; ask for another."),
	    A_WORD("want", want));
}

static bool
extra_read(struct arena *a, struct str line, struct str *ret)
{
	struct str b64 = str_part(line, sizeof EXTRA - 1, line.n);
	unsigned char *room = arena_alloc(a, b64.n + 1);
	size_t n;

	if (room == NULL || b64.n == 0 || !base64_read(b64, room, &n))
		return false;
	room[n] = '\0';
	*ret = (struct str){ (char *)room, n };
	return true;
}

/* The hashes up to the blank line, which is eaten. */
static bool
hashes_read(struct str *rest, struct hash hashes[MERKLE_PROOF_MAX],
    size_t *ret_n)
{
	struct str line;
	size_t n = 0;

	while (str_cut(rest, '\n', &line) && rest->p != NULL) {
		if (line.n == 0) {
			*ret_n = n;
			return true;
		}
		if (n == MERKLE_PROOF_MAX || !snote_hash(line, &hashes[n]))
			return false;
		n++;
	}
	return false;
}

enum err
tlog_proof_parse(struct arena *a, struct str text, struct tlog_proof *ret,
    struct note *note)
{
	struct hash *hashes = NEW_ARRAY(a, struct hash, MERKLE_PROOF_MAX);
	struct tlog_proof p = { .extra = S(""), .proof = hashes };
	struct str rest = text, line;
	int64_t at = 2;

	if (hashes == NULL)
		return note_memory(note);
	if (!str_cut(&rest, '\n', &line) || !str_is(line, FIRST_LINE))
		return malformed(note, 1, M("c2sp.org/tlog-proof@v1"));
	if (!str_cut(&rest, '\n', &line))
		line = S("");
	if (str_starts(line, EXTRA)) {
		if (!extra_read(a, line, &p.extra))
			return arena_failed(a) ? note_memory(note) :
			    malformed(note, at, M("the word extra and the "
			    "entry in base 64"));
		at++;
		if (!str_cut(&rest, '\n', &line))
			line = S("");
	}
	if (!str_starts(line, INDEX) || rest.p == NULL || !snote_count(
	    str_part(line, sizeof INDEX - 1, line.n), &p.index))
		return malformed(note, at, M("the word index and the number "
		    "of the entry"));
	if (!hashes_read(&rest, hashes, &p.n))
		return malformed(note, at + 1, M("the hashes of the proof in "
		    "base 64, line by line, and a blank line after them"));
	if (rest.n == 0)
		return malformed(note, at + 2 + (int64_t)p.n,
		    M("the signed checkpoint"));
	p.checkpoint = str_copy(a, rest);
	if (arena_failed(a))
		return note_memory(note);
	*ret = p;
	return ERR_OK;
}
