/* SPDX-License-Identifier: Apache-2.0 */
/* Which key is it, and did it sign this? */
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>

#include "base/utf8.h"
#include "ledger/base64.h"
#include "ledger/snote_in.h"

enum { VKEY_TEXT_MAX = 1024 };

/* White_Space of Unicode beyond ASCII, from first to last. */
static const struct {
	int32_t	first, last;
} spaces[] = {
	{ 0x0085, 0x0085 }, { 0x00a0, 0x00a0 }, { 0x1680, 0x1680 },
	{ 0x2000, 0x200a }, { 0x2028, 0x2029 }, { 0x202f, 0x202f },
	{ 0x205f, 0x205f }, { 0x3000, 0x3000 },
};

static bool
is_space(int32_t c)
{
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		if (c >= spaces[i].first && c <= spaces[i].last)
			return true;
	return c == ' ';
}

bool
vkey_name_ok(struct str name, bool sm2)
{
	size_t at = 0;
	int32_t c;

	if (name.n == 0 || !utf8_ok(name) ||
	    (sm2 && !str_ends(name, SM2_NAME_END)))
		return false;
	while ((c = utf8_next(name, &at)) >= 0)
		if (c < ' ' || c == '+' || is_space(c))
			return false;
	return true;
}

/* SHA-256(name, line feed, type, key)[0..4], big-endian. */
static bool
id_make(struct str name, unsigned char type, struct str key, uint32_t *ret)
{
	struct hasher *h = hasher_new();
	struct hash sum;

	if (h == NULL)
		return false;
	hasher_start(h);
	hasher_put(h, name.p, name.n);
	hasher_put(h, "\n", 1);
	hasher_put(h, &type, 1);
	hasher_put(h, key.p, key.n);
	sum = hasher_end(h);
	hasher_free(h);
	*ret = (uint32_t)sum.b[0] << 24 | (uint32_t)sum.b[1] << 16 |
	    (uint32_t)sum.b[2] << 8 | sum.b[3];
	return true;
}

enum err
vkey_make(struct arena *a, struct str name, unsigned char type,
    struct str key, struct vkey *ret, struct note *note)
{
	struct vkey v = { .type = type };
	struct buf bytes = BUF_IN(a), text = BUF_IN(a);

	v.name = str_copy(a, name);
	v.key = str_copy(a, key);
	if (!id_make(name, type, key, &v.id))
		return note_memory(note);
	buf_put(&bytes, &type, 1);
	buf_str(&bytes, key);
	buf_fmt(&text, "%.*s+%08x+", STR_ARG(name), v.id);
	base64_put(&text, bytes.p, bytes.n);
	if (arena_failed(a))
		return note_memory(note);
	v.text = buf_view(&text);
	*ret = v;
	return ERR_OK;
}

const struct scheme *
scheme_of(bool sm2)
{
	static char digest[] = "SM3", identity[] = SM2_IDENTITY;
	static const OSSL_PARAM params[] = {
		{ OSSL_PKEY_PARAM_DIST_ID, OSSL_PARAM_OCTET_STRING, identity,
		    sizeof identity - 1, OSSL_PARAM_UNMODIFIED },
		OSSL_PARAM_END
	};
	static const struct scheme schemes[] = {
		[false]	= { NULL, NULL },
		[true]	= { digest, params },
	};

	return &schemes[sm2];
}

static EVP_PKEY *
sm2_pkey(const char *point)
{
	char group[] = "SM2";
	unsigned char bytes[SM2_BYTES];
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, group, NULL);
	EVP_PKEY *pkey = NULL;
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME,
		    group, 0),
		OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY,
		    bytes, sizeof bytes),
		OSSL_PARAM_construct_end()
	};

	memcpy(bytes, point, sizeof bytes);
	if (ctx == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
	    EVP_PKEY_fromdata(ctx, &pkey, EVP_PKEY_PUBLIC_KEY, params) != 1)
		pkey = NULL;
	EVP_PKEY_CTX_free(ctx);
	ERR_clear_error();
	return pkey;
}

/* Only for bytes whose length was looked at; NULL: not a point, no memory. */
static EVP_PKEY *
pkey_of(unsigned char type, struct str key)
{
	if (type == KEY_PRIVATE)
		return sm2_pkey(key.p + sizeof SM2_LINE - 1);
	return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL,
	    (const unsigned char *)key.p, key.n);
}

static bool
key_ok(unsigned char type, struct str key)
{
	EVP_PKEY *pkey;

	if (type == KEY_ED25519)
		return key.n == ED25519_BYTES;
	if (type != KEY_PRIVATE || !str_starts(key, SM2_LINE) ||
	    key.n != sizeof SM2_LINE - 1 + SM2_BYTES ||
	    key.p[sizeof SM2_LINE - 1] != 4)
		return false;
	pkey = pkey_of(type, key);
	EVP_PKEY_free(pkey);
	return pkey != NULL;
}

static enum err
not_a_key(struct note *note, struct str text, const char *why)
{
	return NOTE(note, ERR_INVALID,
	    M("\"{key}\" is not a verifier key: {why}. Copy the whole line as "
	    "the ledger's owner published it."), A_TEXT("key", text),
	    A_WORD("why", why));
}

enum err
vkey_parse(struct arena *a, struct str text, struct vkey *ret,
    struct note *note)
{
	unsigned char bytes[VKEY_TEXT_MAX];
	struct str rest = text, name = S(""), hex = S(""), b64;
	struct vkey v = { .text = S("") };
	size_t n;
	enum err r;

	if (text.n > VKEY_TEXT_MAX || !str_cut(&rest, '+', &name) ||
	    !str_cut(&rest, '+', &hex) || rest.p == NULL)
		return not_a_key(note, text,
		    M("it is not of the form NAME+ID+BASE64"));
	b64 = rest;
	if (!base64_read(b64, bytes, &n) || n == 0)
		return not_a_key(note, text, M("the part after the second + "
		    "is not base 64"));
	if (!key_ok(bytes[0], (struct str){ (char *)bytes + 1, n - 1 }))
		return not_a_key(note, text, M("only Ed25519 keys, and the "
		    "SM2 keys this program makes, are understood"));
	if (!vkey_name_ok(name, bytes[0] == KEY_PRIVATE))
		return not_a_key(note, text, M("the name before the first + "
		    "is empty, holds a space, or does not end in /sm2 for an "
		    "SM2 key"));
	if ((r = vkey_make(a, name, bytes[0], (struct str){ (char *)bytes + 1,
	    n - 1 }, &v, note)) != ERR_OK)
		return r;
	if (!str_eq(v.text, text))
		return not_a_key(note, text, M("its ID does not agree with "
		    "its name and key"));
	*ret = v;
	return ERR_OK;
}

enum err
vkey_verify(const struct vkey *k, struct str text, struct str sig,
    struct note *note)
{
	const struct scheme *s = scheme_of(k->type == KEY_PRIVATE);
	EVP_PKEY *pkey = pkey_of(k->type, k->key);
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	enum err r = ERR_OK;

	/* The key was looked at when it was read: only memory can be short. */
	if (pkey == NULL || md == NULL || EVP_DigestVerifyInit_ex(md, NULL,
	    s->digest, NULL, NULL, pkey, s->params) != 1)
		r = note_memory(note);
	else if (EVP_DigestVerify(md, (const unsigned char *)sig.p, sig.n,
	    (const unsigned char *)text.p, text.n) != 1)
		r = NOTE(note, ERR_CORRUPT,
		    M("The signature of {name} does not fit the text it "
		    "stands under: the text or the signature was changed, or "
		    "the signature was forged."), A_TEXT("name", k->name));
	EVP_MD_CTX_free(md);
	EVP_PKEY_free(pkey);
	ERR_clear_error();
	return r;
}
