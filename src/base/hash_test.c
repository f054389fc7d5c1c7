/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"

#include "base/fault.h"
#include "test/lib/test.h"

/* FIPS 180-4 SHA-256: NIST's examples and the long message of FIPS 180-2. */
static const struct {
	const char	*text;
	size_t		 times;
	const char	*hex;
} known[] = {
	{ "", 1,
	  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", 1,
	  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	{ "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	  "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu", 1,
	  "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
	{ "a", 1000000,
	  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
};
enum { KNOWN = sizeof known / sizeof *known };

static void
check(struct hash got, const char *hex)
{
	struct hash want;

	CHECK(str_unhex(str_of(hex), want.b, sizeof want.b));
	CHECK(hash_eq(&got, &want));
}

TEST("the examples of FIPS 180 come out, from one context reused")
{
	struct hasher *h = hasher_new();

	CHECK(h != NULL);
	for (size_t i = 0; i < KNOWN; i++) {
		size_t n = strlen(known[i].text);

		hasher_start(h);
		for (size_t k = 0; k < known[i].times; k++)
			hasher_put(h, known[i].text, n);
		check(hasher_end(h), known[i].hex);
	}
	hasher_free(h);
}

TEST("one go gives the same as piece by piece")
{
	for (size_t i = 0; i < KNOWN; i++)
		if (known[i].times == 1)
			check(hash_of(known[i].text, strlen(known[i].text)),
			    known[i].hex);
}

TEST("how the bytes are cut makes no difference")
{
	unsigned char bytes[300];
	struct hasher *h = hasher_new();
	struct hash want, got;

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(i * 7);
	want = hash_of(bytes, sizeof bytes);
	for (size_t cut = 0; cut <= sizeof bytes; cut++) {
		hasher_start(h);
		hasher_put(h, bytes, cut);
		hasher_put(h, bytes + cut, sizeof bytes - cut);
		got = hasher_end(h);
		CHECK(hash_eq(&got, &want));
	}
	hasher_free(h);
}

TEST("a start forgets what was put before it")
{
	struct hasher *h = hasher_new();

	hasher_start(h);
	hasher_put(h, "left over", 9);
	hasher_start(h);
	hasher_put(h, "abc", 3);
	check(hasher_end(h), known[1].hex);
	hasher_free(h);
}

TEST("two hashers do not disturb each other")
{
	struct hasher *h = hasher_new(), *other = hasher_new();

	hasher_start(h);
	hasher_start(other);
	hasher_put(h, "ab", 2);
	hasher_put(other, "something else", 14);
	hasher_put(h, "c", 1);
	(void)hasher_end(other);
	check(hasher_end(h), known[1].hex);
	hasher_free(h);
	hasher_free(other);
}

TEST("hashes differ by any byte")
{
	struct hash a = hash_of("a", 1), b = a;

	CHECK(hash_eq(&a, &b));
	for (size_t i = 0; i < HASH_BYTES; i++) {
		b.b[i] ^= 1;
		CHECK(!hash_eq(&a, &b));
		b.b[i] ^= 1;
	}
}

TEST("no memory for a hasher is no hasher")
{
#ifdef ANZE_FAULTS
	fault_arm(FAULT_ALLOC, 1);
	CHECK(hasher_new() == NULL);
	fault_arm(FAULT_ALLOC, 0);
#else
	SKIP("this build has no faults");
#endif
	hasher_free(NULL);
}
