/* SPDX-License-Identifier: Apache-2.0 */
/* Which private key signs, and where does it lie? */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "base/fault.h"
#include "base/file.h"
#include "ledger/snote_in.h"

enum { KEY_FILE_MAX = 16 * 1024, KEY_FILE_MODE = 0600 };

struct skey {
	EVP_PKEY	*pkey;
	bool		 sm2;
	size_t		 name_n;
	char		 name[];
};

static enum err
openssl_failed(struct note *note, const char *msg)
{
	const char *why = ERR_reason_error_string(ERR_peek_last_error());

	ERR_clear_error();
	return NOTE(note, ERR_BUG, msg,
	    A_CSTR("why", why == NULL ? "no reason given" : why));
}

/* Take ${pkey} into a new key; it is freed if there is no memory. */
static enum err
skey_hold(struct str name, EVP_PKEY *pkey, struct skey **ret,
    struct note *note)
{
	struct skey *k = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(1, sizeof *k + name.n);

	if (k == NULL) {
		EVP_PKEY_free(pkey);
		return note_memory(note);
	}
	k->pkey = pkey;
	k->sm2 = EVP_PKEY_is_a(pkey, "SM2") == 1;
	k->name_n = name.n;
	memcpy(k->name, name.p, name.n);
	*ret = k;
	return ERR_OK;
}

static struct str
skey_name(const struct skey *k)
{
	return (struct str){ k->name, k->name_n };
}

enum err
skey_new(struct str name, bool sm2, struct skey **ret, struct note *note)
{
	EVP_PKEY *pkey;

	if (!vkey_name_ok(name, sm2))
		return NOTE(note, ERR_INVALID,
		    M("\"{name}\" cannot be the name of a key: it must not be "
		    "empty or hold spaces or +, and an SM2 key's must end in "
		    "/sm2."), A_TEXT("name", name));
	pkey = EVP_PKEY_Q_keygen(NULL, NULL, sm2 ? "SM2" : "ED25519");
	if (pkey == NULL)
		return openssl_failed(note, M("No key could be made. OpenSSL "
		    "says: {why}. Check that its library offers Ed25519 and "
		    "SM2."));
	return skey_hold(name, pkey, ret, note);
}

/* Asked for the password of an encrypted key: there is nobody to ask. */
static int
no_password(char *buf, int size, int writing, void *arg)
{
	(void)buf;
	(void)size;
	(void)writing;
	(void)arg;
	return -1;
}

static EVP_PKEY *
pem_read(struct str pem)
{
	BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.n);
	EVP_PKEY *pkey = NULL;

	if (bio != NULL)
		pkey = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
	BIO_free(bio);
	ERR_clear_error();
	if (pkey != NULL && EVP_PKEY_is_a(pkey, "ED25519") != 1 &&
	    EVP_PKEY_is_a(pkey, "SM2") != 1) {
		EVP_PKEY_free(pkey);
		pkey = NULL;
	}
	return pkey;
}

enum err
skey_read(const char *path, struct skey **ret, struct note *note)
{
	struct arena *a = arena_new();
	EVP_PKEY *pkey = NULL;
	struct str text = { NULL, 0 }, pem, name;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;
	void *own;

	if (r != ERR_OK ||
	    (r = file_read(a, path, KEY_FILE_MAX, &text, note)) != ERR_OK)
		goto out;
	pem = text;
	if (!str_cut(&pem, '\n', &name) || pem.p == NULL ||
	    (pkey = pem_read(pem)) == NULL ||
	    !vkey_name_ok(name, EVP_PKEY_is_a(pkey, "SM2") == 1)) {
		r = NOTE(note, ERR_CORRUPT,
		    M("The key file {file} is damaged: it must hold the key's "
		    "name in its first line and an unencrypted Ed25519 or SM2 "
		    "key in PEM after it. Bring it back from the copy you "
		    "keep."), A_CSTR("file", path));
		goto out;
	}
	r = skey_hold(name, pkey, ret, note);
	pkey = NULL;
out:
	EVP_PKEY_free(pkey);
	/* The file's bytes are this function's own: they may be wiped. */
	memcpy(&own, &text.p, sizeof own);
	OPENSSL_cleanse(own, text.n);
	arena_free(a);
	return r;
}

enum err
skey_write(const struct skey *k, const char *path, struct note *note)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *bytes = NULL;
	long n = 0;
	enum err r;

	/* The memory of a BIO is wiped when it grows and when it is freed. */
	if (bio == NULL || BIO_write(bio, k->name, (int)k->name_n) !=
	    (int)k->name_n || BIO_write(bio, "\n", 1) != 1 ||
	    PEM_write_bio_PKCS8PrivateKey(bio, k->pkey, NULL, NULL, 0, NULL,
	    NULL) != 1 || (n = BIO_get_mem_data(bio, &bytes)) <= 0) {
		r = openssl_failed(note, M("The key could not be written as "
		    "PEM. OpenSSL says: {why}."));
		goto out;
	}
	r = file_write(path, (struct str){ bytes, (size_t)n }, KEY_FILE_MODE,
	    note);
out:
	BIO_free(bio);
	return r;
}

void
skey_free(struct skey *k)
{
	if (k == NULL)
		return;
	EVP_PKEY_free(k->pkey);		/* which wipes it */
	free(k);
}

enum err
skey_vkey(struct arena *a, const struct skey *k, struct vkey *ret,
    struct note *note)
{
	unsigned char key[sizeof SM2_LINE - 1 + SM2_BYTES] = SM2_LINE;
	size_t from = k->sm2 ? sizeof SM2_LINE - 1 : 0, n = sizeof key - from;
	size_t want = k->sm2 ? SM2_BYTES : ED25519_BYTES;

	if (EVP_PKEY_get_octet_string_param(k->pkey, OSSL_PKEY_PARAM_PUB_KEY,
	    key + from, n, &n) != 1 || n != want ||
	    (k->sm2 && key[from] != 4))
		return openssl_failed(note, M("The key's public half could "
		    "not be had. OpenSSL says: {why}."));
	return vkey_make(a, skey_name(k), k->sm2 ? KEY_PRIVATE : KEY_ED25519,
	    (struct str){ (char *)key, from + n }, ret, note);
}

enum err
skey_sign(const struct skey *k, struct str text,
    unsigned char ret[SIGNATURE_MAX], size_t *ret_n, struct note *note)
{
	const struct scheme *s = scheme_of(k->sm2);
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	unsigned char sig[SIGNATURE_MAX];
	size_t n = sizeof sig;
	enum err r = ERR_OK;

	if (md == NULL || EVP_DigestSignInit_ex(md, NULL, s->digest, NULL,
	    NULL, k->pkey, s->params) != 1 || EVP_DigestSign(md, sig, &n,
	    (const unsigned char *)text.p, text.n) != 1)
		r = openssl_failed(note, M("Nothing could be signed. OpenSSL "
		    "says: {why}."));
	EVP_MD_CTX_free(md);
	if (r != ERR_OK)
		return r;
	memcpy(ret, sig, n);
	*ret_n = n;
	return ERR_OK;
}
