/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"

#include <openssl/evp.h>

#include "base/err.h"
#include "base/fault.h"

struct hasher {
	EVP_MD		*sha256;	/* fetched once: each start is cheap */
	EVP_MD_CTX	*ctx;
};

/* A hash that may be wrong must never be taken for one. */
static void
must(int ok)
{
	if (ok != 1)
		err_stop("SHA-256 by OpenSSL failed");
}

struct hasher *
hasher_new(void)
{
	struct hasher *h;

	if (fault_hit(FAULT_ALLOC) || (h = calloc(1, sizeof *h)) == NULL)
		return NULL;
	if ((h->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL)) == NULL ||
	    (h->ctx = EVP_MD_CTX_new()) == NULL ||
	    EVP_DigestInit_ex2(h->ctx, h->sha256, NULL) != 1) {
		hasher_free(h);
		return NULL;
	}
	return h;
}

void
hasher_free(struct hasher *h)
{
	if (h == NULL)
		return;
	EVP_MD_CTX_free(h->ctx);
	EVP_MD_free(h->sha256);
	free(h);
}

void
hasher_start(struct hasher *h)
{
	must(EVP_DigestInit_ex2(h->ctx, h->sha256, NULL));
}

void
hasher_put(struct hasher *h, const void *bytes, size_t n)
{
	must(EVP_DigestUpdate(h->ctx, bytes, n));
}

struct hash
hasher_end(struct hasher *h)
{
	struct hash ret;

	must(EVP_DigestFinal_ex(h->ctx, ret.b, NULL));
	return ret;
}

struct hash
hash_of(const void *bytes, size_t n)
{
	struct hash ret;

	must(EVP_Digest(bytes, n, ret.b, NULL, EVP_sha256(), NULL));
	return ret;
}

bool
hash_eq(const struct hash *a, const struct hash *b)
{
	return memcmp(a->b, b->b, HASH_BYTES) == 0;
}
