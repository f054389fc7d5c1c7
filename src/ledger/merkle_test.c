/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <jansson.h>

#include "ledger/base64.h"
#include "ledger/memlog.h"
#include "test/lib/test.h"

#ifndef TEST_SOURCE
#define TEST_SOURCE	"."
#endif

enum { LINE_MAX_BYTES = 4096, SMALL = 70 };

static struct hash
hex(const char *text)
{
	struct hash h = { { 0 } };

	CHECK(str_unhex(str_of(text), h.b, sizeof h.b));
	return h;
}

static bool
same(struct hash a, struct hash b)
{
	return hash_eq(&a, &b);
}

/* Roots of transparency-dev/merkle (testonly/constants.go) over its eight
 * inputs, by the tree's size. */
static const char *const known_roots[] = {
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static const char *const known_inputs[] = {
	"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
	"606162636465666768696a6b6c6d6e6f",
};

TEST("the hashes are those of RFC 6962")
{
	struct hasher *h = hasher_new();

	CHECK(same(merkle_empty(), hex(known_roots[0])));
	CHECK(same(merkle_leaf(h, "", 0), hex(known_roots[1])));
	CHECK(same(merkle_leaf(h, "L123456", 7), hex(
	    "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
	    )));
	hasher_free(h);
}

TEST("a tree grown leaf by leaf has the published root at every size")
{
	struct hasher *h = hasher_new();
	struct hash leaf[8];
	struct frontier f = { 0 };
	unsigned char bytes[16];

	for (size_t i = 0; i < 8; i++) {
		struct str text = str_of(known_inputs[i]);

		CHECK(same(frontier_root(&f, h), hex(known_roots[i])));
		CHECK(str_unhex(text, bytes, text.n / 2));
		leaf[i] = merkle_leaf(h, bytes, text.n / 2);
		frontier_add(&f, h, &leaf[i]);
	}
	CHECK(same(frontier_root(&f, h), hex(known_roots[8])));
	CHECK_INT(f.n, 1);
	for (size_t n = 0; n <= 8; n++)
		CHECK(same(merkle_root(h, leaf, n), hex(known_roots[n])));
	hasher_free(h);
}

TEST("the frontier and the root in one go agree with the definition")
{
	struct frontier f = { 0 };
	struct memlog m;

	memlog_open(&m, 600);
	for (uint64_t n = 0; n <= m.size; n++) {
		struct hash want = memlog_root(&m, 0, n);

		CHECK_INT(f.size, n);
		CHECK_INT(f.n, __builtin_popcountll(n));
		CHECK(same(frontier_root(&f, m.h), want));
		CHECK(same(merkle_root(m.h, m.level[0], n), want));
		if (n < m.size)
			frontier_add(&f, m.h, &m.level[0][n]);
	}
	memlog_close(&m);
}

TEST("the leaf that fills tiles says how many, and gives their roots")
{
	struct frontier f = { 0 };
	struct hash roots[MERKLE_TILE_LEVELS];
	struct memlog m;

	memlog_open(&m, 65600);
	for (uint64_t n = 1; n <= m.size; n++) {
		int full = frontier_add_tiles(&f, m.h, &m.level[0][n - 1],
		    roots);

		CHECK_INT(full, n % 65536 == 0 ? 2 : n % 256 == 0 ? 1 : 0);
		for (int i = 0; i < full; i++)
			CHECK(same(roots[i],
			    m.level[i + 1][(n >> 8 * (i + 1)) - 1]));
	}
	memlog_close(&m);
}

/* A vector's hashes: false if one has not the length of a hash. */
static bool
hash_of_json(const json_t *j, struct hash *ret)
{
	unsigned char bytes[LINE_MAX_BYTES];
	struct str text = str_of(json_string_value(j));
	size_t n = 0;

	assert_true(text.n < sizeof bytes && base64_read(text, bytes, &n));
	if (n != HASH_BYTES)
		return false;
	memcpy(ret->b, bytes, n);
	return true;
}

static uint64_t
number_of(const json_t *vector, const char *key)
{
	const char *text = json_string_value(json_object_get(vector, key));

	assert_non_null(text);
	return strtoull(text, NULL, 10);
}

/* Numbers up to 2^64 - 1 do not fit jansson's: make strings of them. */
static json_t *
vector_load(const char *line)
{
	char quoted[LINE_MAX_BYTES * 2];
	size_t n = 0;
	bool number = false;
	json_error_t e;
	json_t *j;

	for (const char *p = line; *p != '\0' && n < sizeof quoted - 3; p++) {
		bool digit = isdigit((unsigned char)*p) != 0;

		if (number ? !digit : digit && p > line + 1 &&
		    p[-1] == ':' && p[-2] == '"') {
			quoted[n++] = '"';
			number = !number;
		}
		quoted[n++] = *p;
	}
	quoted[n] = '\0';
	if ((j = json_loads(quoted, JSON_REJECT_DUPLICATES, &e)) == NULL)
		fail_msg("%s: %s", e.text, quoted);
	return j;
}

static bool
vector_holds(const json_t *v)
{
	const json_t *proof = json_object_get(v, "proof");
	struct hash hashes[MERKLE_PROOF_MAX], a, b;
	size_t n = json_array_size(proof);
	bool inclusion = json_object_get(v, "treeSize") != NULL;

	assert_true(n <= MERKLE_PROOF_MAX);
	for (size_t i = 0; i < n; i++)
		if (!hash_of_json(json_array_get(proof, i), &hashes[i]))
			return false;
	if (inclusion)
		return hash_of_json(json_object_get(v, "leafHash"), &a) &&
		    hash_of_json(json_object_get(v, "root"), &b) &&
		    merkle_included(number_of(v, "leafIdx"),
		    number_of(v, "treeSize"), &a, hashes, n, &b);
	return hash_of_json(json_object_get(v, "root1"), &a) &&
	    hash_of_json(json_object_get(v, "root2"), &b) &&
	    merkle_consistent(number_of(v, "size1"), number_of(v, "size2"),
	    hashes, n, &a, &b);
}

TEST("every vector of transparency-dev/merkle is judged as it says")
{
	FILE *f = fopen(TEST_SOURCE "/test/vectors/merkle-vectors.jsonl", "r");
	char line[LINE_MAX_BYTES];
	int n = 0, good = 0;

	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL) {
		json_t *v = vector_load(line);
		bool want = !json_is_true(json_object_get(v, "wantErr"));

		if (vector_holds(v) != want)
			fail_msg("%s", line);
		good += want;
		n++;
		json_decref(v);
	}
	(void)fclose(f);
	CHECK_INT(n, 96);
	CHECK_INT(good, 3);
}

/* RFC 6962 2.1.1, PATH(m, D[from:to]), by its words. */
static size_t
slow_path(const struct memlog *m, uint64_t at, uint64_t from, uint64_t to,
    struct hash *ret)
{
	uint64_t k = 1;
	size_t n;

	if (to - from == 1)
		return 0;
	while (k * 2 < to - from)
		k *= 2;
	if (at < from + k) {
		n = slow_path(m, at, from, from + k, ret);
		ret[n] = memlog_root(m, from + k, to);
	} else {
		n = slow_path(m, at, from + k, to, ret);
		ret[n] = memlog_root(m, from, from + k);
	}
	return n + 1;
}

/* RFC 6962 2.1.2, SUBPROOF(m, D[from:to], whole). */
static size_t
slow_subproof(const struct memlog *m, uint64_t size1, uint64_t from,
    uint64_t to, bool whole, struct hash *ret)
{
	uint64_t k = 1;
	size_t n;

	if (from + size1 == to) {
		if (!whole)
			ret[0] = memlog_root(m, from, to);
		return whole ? 0 : 1;
	}
	while (k * 2 < to - from)
		k *= 2;
	if (size1 <= k) {
		n = slow_subproof(m, size1, from, from + k, whole, ret);
		ret[n] = memlog_root(m, from + k, to);
	} else {
		n = slow_subproof(m, size1 - k, from + k, to, false, ret);
		ret[n] = memlog_root(m, from, from + k);
	}
	return n + 1;
}

/* Each way of spoiling one proof of inclusion is refused. */
static void
inclusion_spoilt(const struct memlog *m, uint64_t at, uint64_t size,
    struct hash *proof, size_t n, const struct hash *root)
{
	const struct hash *leaf = &m->level[0][at];
	struct hash other = *root;

	other.b[size % HASH_BYTES] ^= 1;
	CHECK(!merkle_included(at, size, leaf, proof, n, &other));
	CHECK(!merkle_included(at + 1, size, leaf, proof, n, root));
	CHECK(!merkle_included(at, size, leaf, proof, n + 1, root));
	other = *leaf;
	other.b[0] ^= 0x80;
	CHECK(!merkle_included(at, size, &other, proof, n, root));
	if (n == 0)
		return;
	CHECK(!merkle_included(at, size, leaf, proof, n - 1, root));
	CHECK(!merkle_included(at, size, leaf, proof + 1, n - 1, root));
	for (size_t i = 0; i < n; i++) {
		proof[i].b[i] ^= 4;
		CHECK(!merkle_included(at, size, leaf, proof, n, root));
		proof[i].b[i] ^= 4;
	}
}

static void
inclusion_check(struct memlog *m, uint64_t at, uint64_t size,
    const struct hash *root)
{
	struct hash got[MERKLE_PROOF_MAX + 1] = { 0 }, want[MERKLE_PROOF_MAX];
	struct tile_reader tiles = memlog_tiles(m);
	struct note note = NOTE_INIT;
	size_t n = 99;

	CHECK_OK(merkle_prove(&tiles, at, size, got, &n, &note), &note);
	CHECK_INT(n, slow_path(m, at, 0, size, want));
	assert_memory_equal(got, want, n * sizeof *got);
	CHECK(merkle_included(at, size, &m->level[0][at], got, n, root));
	inclusion_spoilt(m, at, size, got, n, root);
}

static void
consistency_check(struct memlog *m, uint64_t size1, uint64_t size2,
    const struct hash *root2)
{
	struct hash got[MERKLE_PROOF_MAX + 1] = { 0 }, want[MERKLE_PROOF_MAX];
	struct hash root1 = memlog_root(m, 0, size1), other = root1;
	struct tile_reader tiles = memlog_tiles(m);
	struct note note = NOTE_INIT;
	size_t n = 99;

	CHECK_OK(merkle_prove_consistent(&tiles, size1, size2, got, &n,
	    &note), &note);
	CHECK_INT(n, slow_subproof(m, size1, 0, size2, true, want));
	assert_memory_equal(got, want, n * sizeof *got);
	CHECK(merkle_consistent(size1, size2, got, n, &root1, root2));

	other.b[size2 % HASH_BYTES] ^= 1;
	CHECK(!merkle_consistent(size1, size2, got, n, &other, root2));
	other = *root2;
	other.b[size1 % HASH_BYTES] ^= 1;
	CHECK(!merkle_consistent(size1, size2, got, n, &root1, &other));
	CHECK(!merkle_consistent(size1, size2, got, n + 1, &root1, root2));
	for (size_t i = 0; i < n; i++) {
		got[i].b[0] ^= 1;
		CHECK(!merkle_consistent(size1, size2, got, n, &root1,
		    root2));
		got[i].b[0] ^= 1;
	}
	if (n != 0)
		CHECK(!merkle_consistent(size1, size2, got, n - 1, &root1,
		    root2));
}

TEST("every proof of inclusion from tiles of a small tree holds, no other")
{
	struct memlog m;

	memlog_open(&m, SMALL);
	for (uint64_t size = 1; size <= m.size; size++) {
		struct hash root = memlog_root(&m, 0, size);

		for (uint64_t at = 0; at < size; at++)
			inclusion_check(&m, at, size, &root);
	}
	memlog_close(&m);
}

TEST("every proof of consistency from tiles of a small tree holds, no other")
{
	struct memlog m;

	memlog_open(&m, SMALL);
	for (uint64_t size2 = 1; size2 <= m.size; size2++) {
		struct hash root2 = memlog_root(&m, 0, size2);

		for (uint64_t size1 = 1; size1 <= size2; size1++)
			consistency_check(&m, size1, size2, &root2);
	}
	memlog_close(&m);
}

/* Where tiles end and levels begin. */
static const uint64_t edges[] = {
	255, 256, 257, 512, 1000, 65536, 65537, 66000
};
enum { EDGES = sizeof edges / sizeof *edges };

TEST("proofs hold where tiles end and a level begins")
{
	struct memlog m;

	memlog_open(&m, edges[EDGES - 1]);
	for (size_t i = 0; i < EDGES; i++) {
		uint64_t size = edges[i];
		struct hash root = memlog_root(&m, 0, size);

		for (size_t k = 0; k <= i; k++) {
			consistency_check(&m, edges[k], size, &root);
			inclusion_check(&m, edges[k] - 1, size, &root);
		}
		inclusion_check(&m, 0, size, &root);
		inclusion_check(&m, size / 3, size, &root);
		consistency_check(&m, 1, size, &root);
		consistency_check(&m, size - 1, size, &root);
	}
	memlog_close(&m);
}

TEST("a consistency proof from size 0 is an error, even to itself")
{
	struct hash empty = merkle_empty(), got[MERKLE_PROOF_MAX];
	struct note note = NOTE_INIT;
	struct tile_reader tiles;
	struct memlog m;
	size_t n = 7;

	CHECK(!merkle_consistent(0, 0, NULL, 0, &empty, &empty));
	memlog_open(&m, 5);
	tiles = memlog_tiles(&m);
	CHECK_ERR(merkle_prove_consistent(&tiles, 0, 5, got, &n, &note),
	    ERR_INVALID, &note);
	CHECK_ERR(merkle_prove_consistent(&tiles, 5, 4, got, &n, NULL),
	    ERR_INVALID, NULL);
	CHECK_ERR(merkle_prove(&tiles, 5, 5, got, &n, NULL), ERR_INVALID,
	    NULL);
	CHECK_INT(n, 7);
	memlog_close(&m);
}

/* A reader whose ${after + 1}-th tile is missing, or empty. */
struct broken {
	struct tile_reader	whole;
	int			after;
	bool			missing;
};

static enum err
broken_tile(void *arg, int level, uint64_t n, uint64_t size,
    struct hash ret[256], int *ret_n, struct note *note)
{
	struct broken *b = arg;
	enum err r;

	if (b->after == 0 && b->missing)
		return NOTE(note, ERR_STORE, "gone");
	r = b->whole.tile(b->whole.arg, level, n, size, ret, ret_n, note);
	if (b->after-- == 0)
		*ret_n = 0;
	return r;
}

TEST("a tile that is missing or empty ends the proof with a reason")
{
	struct hash got[MERKLE_PROOF_MAX], none[MERKLE_PROOF_MAX] = { 0 };
	struct broken b;
	struct tile_reader tiles = { broken_tile, &b };
	struct memlog m;

	memlog_open(&m, 700);
	for (int after = 0; after < 3; after++)
		for (int missing = 0; missing < 2; missing++) {
			struct note note = NOTE_INIT;
			size_t n = 7;

			memset(got, 0, sizeof got);
			b = (struct broken){ memlog_tiles(&m), after,
			    missing };
			CHECK_ERR(merkle_prove(&tiles, 300, 700, got, &n,
			    &note), missing ? ERR_STORE : ERR_CORRUPT, &note);
			CHECK(note.msg != NULL);
			CHECK_INT(n, 7);
			assert_memory_equal(got, none, sizeof got);
		}
	memlog_close(&m);
}

TEST("base 64 is read in one form only")
{
	static const struct {
		const char	*text, *bytes;
	} good[] = {	/* RFC 4648, section 10 */
		{ "", "" }, { "Zg==", "f" }, { "Zm8=", "fo" },
		{ "Zm9v", "foo" }, { "Zm9vYg==", "foob" },
		{ "Zm9vYmE=", "fooba" }, { "Zm9vYmFy", "foobar" },
	};
	static const char *const bad[] = {
		"Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "====", "=m9v",
		"Z===", "Zm 9", "Zm9v\n", "Zm_v", "Zm-v", "Zm9vZ",
	};
	unsigned char bytes[8];
	struct buf b = BUF_INIT;
	size_t n;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(base64_read(str_of(good[i].text), bytes, &n));
		CHECK_STR(((struct str){ (char *)bytes, n }), good[i].bytes);
		buf_empty(&b);
		base64_put(&b, bytes, n);
		CHECK_STR(buf_view(&b), good[i].text);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (base64_read(str_of(bad[i]), bytes, &n))
			fail_msg("%s", bad[i]);
	buf_free(&b);
}
