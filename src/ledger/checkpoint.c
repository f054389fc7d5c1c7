/* SPDX-License-Identifier: Apache-2.0 */
/* How large was the tree, and what was its root?  C2SP tlog-checkpoint. */
#include "ledger/base64.h"
#include "ledger/snote_in.h"

void
checkpoint_put(struct buf *b, const struct checkpoint *c)
{
	buf_str(b, c->origin);
	buf_fmt(b, "\n%llu\n", (unsigned long long)c->size);
	base64_put(b, c->root.b, HASH_BYTES);
	buf_char(b, '\n');
}

static enum err
malformed(struct note *note, int64_t line, const char *want)
{
	note_where(note, (struct where){ .line = line });
	return NOTE(note, ERR_CORRUPT,
	    M("This is not a checkpoint: here should be {want}. It was cut or "
	    "changed on its way; take it from where it was published."),
	    A_WORD("want", want));
}

/* Extension lines have at least one character; the first blank line is the one
 * before the signatures of a whole note. */
static enum err
rest_check(struct str rest, struct note *note)
{
	struct str line;

	for (int64_t n = 4; rest.n != 0; n++) {
		if (!str_cut(&rest, '\n', &line) || rest.p == NULL)
			return malformed(note, n, M("a whole line"));
		if (line.n == 0)
			return str_starts(rest, SNOTE_LINE) ? ERR_OK :
			    malformed(note, n, M("a line that is not blank"));
	}
	return ERR_OK;
}

enum err
checkpoint_parse(struct str text, struct checkpoint *ret, struct note *note)
{
	struct str rest = text, size, root;
	struct checkpoint c;
	enum err r;

	if (!str_cut(&rest, '\n', &c.origin) || rest.p == NULL ||
	    c.origin.n == 0 || !snote_bytes_ok(c.origin))
		return malformed(note, 1, M("the name of the ledger"));
	if (!str_cut(&rest, '\n', &size) || rest.p == NULL ||
	    !snote_count(size, &c.size))
		return malformed(note, 2, M("the number of entries"));
	if (!str_cut(&rest, '\n', &root) || rest.p == NULL ||
	    !snote_hash(root, &c.root))
		return malformed(note, 3, M("the root of the tree, a SHA-256 "
		    "hash in base 64"));
	if ((r = rest_check(rest, note)) != ERR_OK)
		return r;
	*ret = c;
	return ERR_OK;
}
