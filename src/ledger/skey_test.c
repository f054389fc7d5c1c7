/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "base/file.h"
#include "ledger/base64.h"
#include "ledger/snote_vectors.h"

TEST("Go's malformed verifier keys are refused, part by part")
{
	char text[] = PETER_VKEY;
	size_t n = sizeof text - 1;
	struct bench b;
	struct vkey v;

	bench_open(&b);
	for (size_t i = 0; i <= n; i++)
		for (size_t k = i + 1; k <= n; k++)
			if ((i != 0 || k != n) && vkey_parse(b.a, str_part(
			    str_of(text), i, k), &v, NULL) != ERR_INVALID)
				fail_msg("%zu to %zu", i, k);
	for (size_t i = 0; i < n; i++) {
		text[i]++;
		CHECK_ERR(vkey_parse(b.a, str_of(text), &v, NULL),
		    ERR_INVALID, NULL);
		text[i]--;
	}
	bench_close(&b);
}

TEST("other malformed verifier keys are refused with a reason")
{
	static const char *const bad[] = {
		"",
		"PeterNeumann+cc469956+"	/* id fits, key too long */
		    "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
		"PeterNeumann+173116ae+"	/* id fits, type unknown */
		    "ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		PETER_VKEY " ",
		PETER_VKEY "\n",
		PETER_VKEY "+",
		"PeterNeumann+C74F20A3+"
		    "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
	};
	struct bench b;
	struct vkey v;

	bench_open(&b);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		note_clear(&b.note);
		if (vkey_parse(b.a, str_of(bad[i]), &v, &b.note) !=
		    ERR_INVALID || b.note.msg == NULL)
			fail_msg("%s", bad[i]);
	}
	bench_close(&b);
}

/* A key file as skey_write() leaves it. */
static const char *
key_file(struct bench *b, const char *bytes)
{
	const char *path = test_path(b->a, "key");

	CHECK_OK(file_write(path, str_of(bytes), 0600, &b->note), &b->note);
	return path;
}

TEST("signing with Go's key gives Go's bytes")
{
	const struct skey *keys[1];
	struct skey *k = NULL;
	unsigned char der[48] = "\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65"
	    "\x70\x04\x22\x04\x20";
	struct buf file = BUF_INIT;
	struct bench b;
	struct vkey v;
	struct str got;
	size_t n;

	bench_open(&b);
	CHECK(base64_read(S(PETER_SEED), der + 16, &n));
	buf_text(&file, "PeterNeumann\n-----BEGIN PRIVATE KEY-----\n");
	base64_put(&file, der, sizeof der);
	buf_text(&file, "\n-----END PRIVATE KEY-----\n");
	CHECK_OK(skey_read(key_file(&b, file.p), &k, &b.note), &b.note);
	CHECK_OK(skey_vkey(b.a, k, &v, &b.note), &b.note);
	CHECK_STR(v.text, PETER_VKEY);
	keys[0] = k;
	CHECK_OK(snote_sign(b.a, S(GO_TEXT), keys, 1, &got, &b.note),
	    &b.note);
	CHECK_STR(got, GO_TEXT "\n" PETER_LINE);
	buf_free(&file);
	skey_free(k);
	bench_close(&b);
}

static void
round_trip(struct bench *b, struct str name, bool sm2)
{
	const char *path = test_path(b->a, sm2 ? "sm2" : "ed25519");
	struct skey *made = NULL, *got = NULL;
	struct vkey v, w, x;
	struct stat st;

	CHECK_OK(skey_new(name, sm2, &made, &b->note), &b->note);
	CHECK_OK(skey_write(made, path, &b->note), &b->note);
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	CHECK_OK(skey_read(path, &got, &b->note), &b->note);
	CHECK_OK(skey_vkey(b->a, made, &v, &b->note), &b->note);
	CHECK_OK(skey_vkey(b->a, got, &w, &b->note), &b->note);
	CHECK(str_eq(v.text, w.text));
	CHECK(str_eq(v.name, name));
	CHECK_OK(vkey_parse(b->a, v.text, &x, &b->note), &b->note);
	CHECK_INT(x.id, v.id);
	CHECK_INT(x.type, sm2 ? 0xff : 1);
	CHECK(str_eq(x.key, v.key));
	skey_free(made);
	skey_free(got);
}

TEST("a key written is the key read, and only its owner may read it")
{
	struct bench b;

	bench_open(&b);
	round_trip(&b, S("anze/0190"), false);
	round_trip(&b, S("\xe5\xae\x89\xe8\xb4\xa3/0190/sm2"), true);
	bench_close(&b);
}

TEST("a name that would break a line is refused for a key")
{
	static const struct {
		const char	*name;
		bool		 sm2;
	} bad[] = {
		{ "", false }, { "a b", false }, { "a+b", false },
		{ "a\nb", false }, { "a\x01", false }, { "\xff", false },
		{ "a\xc2\xa0", false }, { "a\xe2\x80\x89", false },
		{ "a\xe3\x80\x80", false }, { "anze/0190", true },
		{ "anze/0190/sm2x", true },
	};
	struct skey *k = NULL;
	struct bench b;

	bench_open(&b);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_ERR(skey_new(str_of(bad[i].name), bad[i].sm2, &k,
		    NULL), ERR_INVALID, NULL);
	CHECK(k == NULL);
	bench_close(&b);
}

#define PEM(base64) "-----BEGIN PRIVATE KEY-----\n" base64 "\n" \
	"-----END PRIVATE KEY-----\n"
#define PETER_PEM	"MC4CAQAwBQYDK2VwBCIEIIEKFALVFGyNhPJEMzD1QIDr+Y7h" \
	"fZx09iUvxdXHKDFz"

TEST("a damaged, encrypted or foreign key file is refused and named")
{
	static const char *const bad[] = {
		"", "name", "name\n", "name\nnothing\n",
		"two words\n" PEM(PETER_PEM), "\n" PEM(PETER_PEM),
		PEM(PETER_PEM), "name\n" PEM("MC4CAQAwBQYDK2VwBCIEIIEKFALVFA"),
		/* X25519, with the same bytes */
		"name\n" PEM("MC4CAQAwBQYDK2VuBCIEIIEKFALVFGyNhPJEMzD1QIDr+Y7h"
		    "fZx09iUvxdXHKDFz"),
		"name\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
		    "MIGjMF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBA=\n"
		    "-----END ENCRYPTED PRIVATE KEY-----\n",
	};
	struct skey *k = NULL;
	struct bench b;

	bench_open(&b);
	CHECK_OK(skey_read(key_file(&b, "name\n" PEM(PETER_PEM)), &k,
	    &b.note), &b.note);
	skey_free(k);
	k = NULL;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *path = key_file(&b, bad[i]);

		note_clear(&b.note);
		if (skey_read(path, &k, &b.note) != ERR_CORRUPT)
			fail_msg("%s", bad[i]);
		CHECK_STR(b.note.args[0].text, path);
	}
	CHECK_ERR(skey_read(test_path(b.a, "none"), &k, NULL), ERR_NOTFOUND,
	    NULL);
	CHECK(k == NULL);
	bench_close(&b);
}

/* GM/T 0003.5-2012, annex A: the recommended curve, the default identity. */
#define GM_POINT \
	"0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" \
	"ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
#define GM_SIGNATURE	"3046022100" \
	"f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3" \
	"022100" \
	"b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"

TEST("the SM2 example of GM/T 0003.5 verifies, and nothing beside it")
{
	unsigned char key[sizeof SM2_LINE - 1 + SM2_BYTES] = SM2_LINE;
	unsigned char sig[sizeof GM_SIGNATURE / 2];
	const struct str whole = { (char *)sig, sizeof sig };
	struct bench b;
	struct vkey v, w;

	bench_open(&b);
	CHECK(str_unhex(S(GM_POINT), key + sizeof SM2_LINE - 1, SM2_BYTES));
	CHECK(str_unhex(S(GM_SIGNATURE), sig, sizeof sig));
	CHECK_OK(vkey_make(b.a, S("gm/sm2"), KEY_PRIVATE,
	    (struct str){ (char *)key, sizeof key }, &v, &b.note), &b.note);
	CHECK_OK(vkey_parse(b.a, v.text, &w, &b.note), &b.note);
	CHECK_OK(vkey_verify(&w, S("message digest"), whole, &b.note),
	    &b.note);
	CHECK_ERR(vkey_verify(&w, S("message digesT"), whole, NULL),
	    ERR_CORRUPT, NULL);
	for (size_t i = 0; i < sizeof sig; i++) {
		sig[i] ^= 1;
		CHECK_ERR(vkey_verify(&w, S("message digest"), whole, NULL),
		    ERR_CORRUPT, NULL);
		sig[i] ^= 1;
	}
	key[sizeof key - 1] ^= 1;	/* no longer on the curve */
	CHECK_OK(vkey_make(b.a, S("gm/sm2"), KEY_PRIVATE,
	    (struct str){ (char *)key, sizeof key }, &v, &b.note), &b.note);
	CHECK_ERR(vkey_parse(b.a, v.text, &w, NULL), ERR_INVALID, NULL);
	bench_close(&b);
}
