/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of signed notes and their keys share. */
#ifndef LEDGER_SNOTE_IN_H
#define LEDGER_SNOTE_IN_H

#include <openssl/evp.h>

#include "ledger/snote.h"

enum {
	HASH_BASE64	= 44,		/* characters */
	KEY_ED25519	= 0x01,
	KEY_PRIVATE	= 0xff,	/* an identifier line says what */
	ED25519_BYTES	= 32,
	SM2_BYTES	= 65,		/* 04, X, Y */
	SIGNATURE_MAX	= 80		/* Ed25519 64; SM2 in DER up to 72 */
};

/*
 * The identifier line of our SM2 signatures, part of the public key's bytes
 * and so of its id: SM2 with SM3 (GB/T 32918.2), the signature in DER
 * (GM/T 0009), the signer's identity the default of GM/T 0009.
 */
#define SM2_IDENTITY	"1234567812345678"
#define SM2_LINE	"anze/sm2-sm3/der/" SM2_IDENTITY "/v1\n"

/* The end of an SM2 key's name: some verifiers take any second line under the
 * log's own name for an Ed25519 signature. */
#define SM2_NAME_END	"/sm2"

/* A name is UTF-8, not empty, and holds no space, control character or '+'. */
bool vkey_name_ok(struct str name, bool sm2);

/* Make the key in ${a} from its type and bytes; id and text follow. */
enum err vkey_make(struct arena *a, struct str name, unsigned char type,
    struct str key, struct vkey *ret, struct note *note);

/* ERR_OK if ${sig} signs ${text}, ERR_CORRUPT if not. */
enum err vkey_verify(const struct vkey *k, struct str text, struct str sig,
    struct note *note);

/* U+2014 and a space: so begins a line of a signature. */
#define SNOTE_LINE	"\xE2\x80\x94 "

/* UTF-8, and no control character below the space but the line feed. */
bool snote_bytes_ok(struct str s);

/* A decimal without leading zeros, at most 2^63 - 1; a hash in base 64. */
bool snote_count(struct str s, uint64_t *ret);
bool snote_hash(struct str s, struct hash *ret);

/* The digest and parameters that OpenSSL wants beside the key. */
struct scheme {
	const char		*digest;	/* NULL: the key's own */
	const OSSL_PARAM	*params;
};
const struct scheme *scheme_of(bool sm2);

/* Sign ${text}. */
enum err skey_sign(const struct skey *k, struct str text,
    unsigned char ret[SIGNATURE_MAX], size_t *ret_n, struct note *note);

#endif
