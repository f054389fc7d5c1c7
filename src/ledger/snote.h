/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who vouches for this state of the tree?  C2SP signed notes, checkpoints,
 * offline proofs (tlog-proof) and the keys that sign them: Ed25519 always,
 * SM2 with SM3 as a second signature line where 商用密码 is required (its own
 * key name, origin + "/sm2", type 0xff + identifier, see docs/ledger.md).
 */
#ifndef LEDGER_SNOTE_H
#define LEDGER_SNOTE_H

#include "base/hash.h"
#include "base/note.h"

enum {
	SNOTE_BYTES_MAX = 64 * 1024,
	SNOTE_SIGS_MAX	= 100,
	SNOTE_KEYS_MAX	= 16
};

/* A public key that may verify: name, 4-byte id, type and key bytes. */
struct vkey {
	struct str	name;
	uint32_t	id;
	unsigned char	type;		/* 0x01 Ed25519, 0xff SM2 */
	struct str	key;		/* 32 bytes; SM2: identifier, point */
	struct str	text;		/* name+hexid+base64 */
};

/* A private key; in memory only while signing. */
struct skey;

/* ${name}: the log's origin; for SM2 it must end in "/sm2". */
enum err skey_new(struct str name, bool sm2, struct skey **ret,
    struct note *note);
/* The key file: PEM (PKCS#8) behind one line with the name. */
enum err skey_read(const char *path, struct skey **ret, struct note *note);
enum err skey_write(const struct skey *k, const char *path,
    struct note *note);
void skey_free(struct skey *k);		/* wiped; NULL is allowed */
enum err skey_vkey(struct arena *a, const struct skey *k, struct vkey *ret,
    struct note *note);

enum err vkey_parse(struct arena *a, struct str text, struct vkey *ret,
    struct note *note);

/* Sign ${text} (ends with a line feed, holds no blank line at its end); all
 * ${keys} in order. */
enum err snote_sign(struct arena *a, struct str text,
    const struct skey *const *keys, size_t n, struct str *ret,
    struct note *note);

/*
 * snote_open(a, note_bytes, keys, n, ret_text, ret_mask, note):
 * The text of a signed note if at least one of ${keys} signed it.  Refused as
 * a whole (ERR_CORRUPT) when the line of a known key does not verify, when no
 * known key signed, or when it is malformed.  ${ret_mask}: which keys did.
 */
enum err snote_open(struct arena *a, struct str bytes,
    const struct vkey *keys, size_t n, struct str *ret_text,
    unsigned *ret_mask, struct note *note);

struct checkpoint {
	struct str	origin;
	uint64_t	size;
	struct hash	root;
};

void checkpoint_put(struct buf *b, const struct checkpoint *c);
/* ${text}: as signed, or the whole signed note, whose signatures are not looked
 * at.  Extension lines are accepted and ignored.  ${ret->origin} lies in it. */
enum err checkpoint_parse(struct str text, struct checkpoint *ret,
    struct note *note);

/* An offline receipt: c2sp.org/tlog-proof@v1. */
struct tlog_proof {
	struct str		 extra;		/* any bytes; empty: no line */
	uint64_t		 index;
	const struct hash	*proof;
	size_t			 n;
	struct str		 checkpoint;	/* the signed note */
};

void tlog_proof_put(struct buf *b, const struct tlog_proof *p);
enum err tlog_proof_parse(struct arena *a, struct str text,
    struct tlog_proof *ret, struct note *note);

#endif
