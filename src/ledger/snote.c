/* SPDX-License-Identifier: Apache-2.0 */
/* Who signed this text?  C2SP signed-note. */
#include "base/utf8.h"
#include "ledger/base64.h"
#include "ledger/snote_in.h"

enum { KEY_ID_BYTES = 4 };

bool
snote_bytes_ok(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' && s.p[i] != '\n')
			return false;
	return utf8_ok(s);
}

bool
snote_count(struct str s, uint64_t *ret)
{
	int64_t n;

	if (s.n == 0 || s.p[0] == '-' || (s.p[0] == '0' && s.n != 1) ||
	    !str_int(s, &n))
		return false;
	*ret = (uint64_t)n;
	return true;
}

bool
snote_hash(struct str s, struct hash *ret)
{
	unsigned char bytes[HASH_BYTES + 1];
	size_t n;

	if (s.n != HASH_BASE64 || !base64_read(s, bytes, &n) ||
	    n != HASH_BYTES)
		return false;
	memcpy(ret->b, bytes, HASH_BYTES);
	return true;
}

static void
line_put(struct buf *b, const struct vkey *v, const unsigned char *sig,
    size_t n)
{
	unsigned char bytes[KEY_ID_BYTES + SIGNATURE_MAX] = {
		(unsigned char)(v->id >> 24), (unsigned char)(v->id >> 16),
		(unsigned char)(v->id >> 8), (unsigned char)v->id
	};

	memcpy(bytes + KEY_ID_BYTES, sig, n);
	buf_text(b, SNOTE_LINE);
	buf_str(b, v->name);
	buf_char(b, ' ');
	base64_put(b, bytes, KEY_ID_BYTES + n);
	buf_char(b, '\n');
}

enum err
snote_sign(struct arena *a, struct str text, const struct skey *const *keys,
    size_t n, struct str *ret, struct note *note)
{
	unsigned char sig[SIGNATURE_MAX];
	struct buf b = BUF_IN(a);
	struct vkey v;
	size_t nsig;
	enum err r;

	if (!str_ends(text, "\n") || str_ends(text, "\n\n") || text.n == 1 ||
	    !snote_bytes_ok(text))
		return NOTE(note, ERR_INVALID,
		    M("This text cannot be signed: it must be UTF-8 in lines, "
		    "without control characters and without a blank line at "
		    "its end."));
	buf_str(&b, text);
	buf_char(&b, '\n');
	for (size_t i = 0; i < n; i++) {
		if ((r = skey_vkey(a, keys[i], &v, note)) != ERR_OK ||
		    (r = skey_sign(keys[i], text, sig, &nsig, note)) != ERR_OK)
			return r;
		line_put(&b, &v, sig, nsig);
	}
	if (arena_failed(a))
		return note_memory(note);
	*ret = buf_view(&b);
	return ERR_OK;
}

static enum err
malformed(struct note *note, const char *why)
{
	return NOTE(note, ERR_CORRUPT,
	    M("This is not a signed note: {why}. It was cut or changed on its "
	    "way; take it from where it was published."),
	    A_WORD("why", why));
}

/* Part the text from the lines of signatures at the last blank line. */
static bool
note_part(struct str bytes, struct str *ret_text, struct str *ret_lines)
{
	for (size_t at = bytes.n; at-- > 1;)
		if (bytes.p[at] == '\n' && bytes.p[at - 1] == '\n') {
			*ret_text = str_part(bytes, 0, at);
			*ret_lines = str_part(bytes, at + 1, bytes.n);
			return true;
		}
	return false;
}

/* One line of a signature. */
struct line {
	struct str	name;
	uint32_t	id;
	struct str	sig;
};

/* ${room}: for the bytes of the signature, as many as the line has. */
static bool
line_parse(struct str s, unsigned char *room, struct line *ret)
{
	struct str rest, name;
	size_t n;

	if (!str_starts(s, SNOTE_LINE))
		return false;
	rest = str_part(s, sizeof SNOTE_LINE - 1, s.n);
	if (!str_cut(&rest, ' ', &name) || rest.p == NULL ||
	    !vkey_name_ok(name, false) || !base64_read(rest, room, &n) ||
	    n <= KEY_ID_BYTES)
		return false;
	*ret = (struct line){
		.name = name,
		.id = (uint32_t)room[0] << 24 | (uint32_t)room[1] << 16 |
		    (uint32_t)room[2] << 8 | room[3],
		.sig = { (char *)room + KEY_ID_BYTES, n - KEY_ID_BYTES },
	};
	return true;
}

/* Add to ${*mask} the keys that are named by the line; each must verify. */
static enum err
line_check(const struct line *l, struct str text, const struct vkey *keys,
    size_t n, unsigned *mask, struct note *note)
{
	enum err r;

	for (size_t i = 0; i < n; i++) {
		if (keys[i].id != l->id || !str_eq(keys[i].name, l->name))
			continue;
		if ((r = vkey_verify(&keys[i], text, l->sig, note)) != ERR_OK)
			return r;
		*mask |= 1U << i;
	}
	return ERR_OK;
}

static enum err
lines_check(struct str lines, struct str text, const struct vkey *keys,
    size_t n, unsigned char *room, unsigned *ret_mask, struct note *note)
{
	unsigned mask = 0;
	size_t seen = 0;
	struct str line;
	struct line l = { .name = S("") };
	enum err r;

	while (lines.n != 0 && str_cut(&lines, '\n', &line)) {
		if (++seen > SNOTE_SIGS_MAX)
			return NOTE(note, ERR_LIMIT,
			    M("This note has more than {most} signatures, "
			    "which is not believed to be honest."),
			    A_INT("most", SNOTE_SIGS_MAX));
		if (!line_parse(line, room, &l))
			return malformed(note, M("a line of a signature is "
			    "not of the form \xE2\x80\x94 NAME BASE64"));
		if ((r = line_check(&l, text, keys, n, &mask,
		    note)) != ERR_OK)
			return r;
	}
	if (mask == 0)
		return NOTE(note, ERR_CORRUPT,
		    M("None of the known keys signed this; the last signature "
		    "is by {name}. Give the verifier key of whoever published "
		    "it, if you trust them."), A_TEXT("name", l.name));
	*ret_mask = mask;
	return ERR_OK;
}

enum err
snote_open(struct arena *a, struct str bytes, const struct vkey *keys,
    size_t n, struct str *ret_text, unsigned *ret_mask, struct note *note)
{
	struct str text, lines, kept;
	unsigned char *room;
	unsigned mask = 0;
	enum err r;

	if (n > SNOTE_KEYS_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("A note is checked against at most {most} keys."),
		    A_INT("most", SNOTE_KEYS_MAX));
	if (bytes.n > SNOTE_BYTES_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("A signed note has at most {most} bytes; this has "
		    "{n}."), A_INT("most", SNOTE_BYTES_MAX),
		    A_INT("n", (int64_t)bytes.n));
	if (!snote_bytes_ok(bytes))
		return malformed(note, M("it is not UTF-8 text, or holds "
		    "control characters"));
	if (!note_part(bytes, &text, &lines) || !str_ends(lines, "\n"))
		return malformed(note, M("it does not end in a blank line and "
		    "whole lines of signatures"));
	kept = str_copy(a, text);
	if ((room = arena_alloc(a, lines.n)) == NULL)
		return note_memory(note);
	if ((r = lines_check(lines, kept, keys, n, room, &mask,
	    note)) != ERR_OK)
		return r;
	*ret_text = kept;
	*ret_mask = mask;
	return ERR_OK;
}
