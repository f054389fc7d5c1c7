/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/merkle.h"
#include "ledger/snote.h"
#include "test/lib/test.h"

#define DASH	"\xE2\x80\x94 "

/* C2SP tlog-checkpoint, its example. */
#define SPEC_TEXT	"example.com/behind-the-sofa\n20852163\n" \
	"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
#define SPEC_LINE	DASH "example.com/behind-the-sofa Az3grlgtzPICa5OS8" \
	"npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeM" \
	"cTOAYQ8=\n"
#define ROOT		"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

TEST("the example of the checkpoint specification is read and written")
{
	struct buf b = BUF_INIT;
	struct note note = NOTE_INIT;
	struct checkpoint c;

	CHECK_OK(checkpoint_parse(S(SPEC_TEXT), &c, &note), &note);
	CHECK_STR(c.origin, "example.com/behind-the-sofa");
	CHECK_INT(c.size, 20852163);
	CHECK_INT(c.root.b[0], 0x0a);
	CHECK_INT(c.root.b[31], 0x62);
	checkpoint_put(&b, &c);
	CHECK_STR(buf_view(&b), SPEC_TEXT);
	buf_free(&b);
}

TEST("a checkpoint is read from its whole note, and past extension lines")
{
	static const char *const good[] = {
		SPEC_TEXT "\n" SPEC_LINE,
		SPEC_TEXT "extension\n",
		SPEC_TEXT "one\ntwo\n\n" SPEC_LINE SPEC_LINE,
	};
	struct checkpoint c;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct note note = NOTE_INIT;

		c.size = 0;
		CHECK_OK(checkpoint_parse(str_of(good[i]), &c, &note),
		    &note);
		CHECK_INT(c.size, 20852163);
	}
}

TEST("a malformed checkpoint is refused, and the line is named")
{
	static const struct {
		const char	*text;
		int64_t		 line;
	} bad[] = {
		{ "", 1 }, { "\n", 1 }, { "origin", 1 },
		{ "\n1\n" ROOT "\n", 1 }, { "a\tb\n1\n" ROOT "\n", 1 },
		{ "\xff\n1\n" ROOT "\n", 1 }, { "o\n", 2 }, { "o\n1", 2 },
		{ "o\n\n" ROOT "\n", 2 }, { "o\n01\n" ROOT "\n", 2 },
		{ "o\n-1\n" ROOT "\n", 2 }, { "o\n+1\n" ROOT "\n", 2 },
		{ "o\n1 \n" ROOT "\n", 2 }, { "o\n0x1\n" ROOT "\n", 2 },
		{ "o\n9223372036854775808\n" ROOT "\n", 2 },
		{ "o\n1\n", 3 }, { "o\n1\n" ROOT, 3 }, { "o\n1\n\n", 3 },
		{ "o\n1\n" ROOT " \n", 3 }, { "o\n1\nAAAA\n", 3 },
		{ "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", 3 },
		{ "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2IA\n", 3 },
		{ "o\n1\n" ROOT "\nextension", 4 },
		{ "o\n1\n" ROOT "\n\n", 4 },
		{ "o\n1\n" ROOT "\none\n\ntwo\n", 5 },
	};
	struct checkpoint c = { .size = 7 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct note note = NOTE_INIT;

		if (checkpoint_parse(str_of(bad[i].text), &c, &note) !=
		    ERR_CORRUPT || note.where.line != bad[i].line)
			fail_msg("line %lld of: %s",
			    (long long)note.where.line, bad[i].text);
	}
	CHECK_INT(c.size, 7);
}

TEST("the largest size a checkpoint may have is 2^63 - 1, the least 0")
{
	struct checkpoint c;

	CHECK_OK(checkpoint_parse(S("o\n9223372036854775807\n" ROOT "\n"), &c,
	    NULL), NULL);
	CHECK(c.size == INT64_MAX);
	CHECK_OK(checkpoint_parse(S("o\n0\n" ROOT "\n"), &c, NULL), NULL);
	CHECK_INT(c.size, 0);
}

/* Of the form that C2SP tlog-proof shows, with the checkpoint above. */
#define PROOF	"c2sp.org/tlog-proof@v1\n" \
	"extra aGVsbG8=\n" \
	"index 73894\n" \
	"gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n" \
	"B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n" \
	"\n" \
	SPEC_TEXT "\n" SPEC_LINE

static void
proof_again(struct arena *a, const char *text, struct tlog_proof *ret)
{
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(a);

	CHECK_OK(tlog_proof_parse(a, str_of(text), ret, &note), &note);
	tlog_proof_put(&b, ret);
	CHECK_STR(buf_view(&b), text);
}

TEST("a receipt is read, and written again byte for byte")
{
	struct arena *a = arena_new();
	struct tlog_proof p;

	proof_again(a, PROOF, &p);
	CHECK_STR(p.extra, "hello");
	CHECK_INT(p.index, 73894);
	CHECK_INT(p.n, 2);
	CHECK_INT(p.proof[1].b[0], 0x07);
	CHECK_STR(p.checkpoint, SPEC_TEXT "\n" SPEC_LINE);
	proof_again(a, "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n", &p);
	CHECK_INT(p.extra.n, 0);
	CHECK_INT(p.n, 0);
	CHECK_STR(p.checkpoint, "checkpoint\n");
	arena_free(a);
}

TEST("a receipt's extra bytes may be any, zero among them")
{
	static const char bytes[] = "a\0\n\xff";
	struct tlog_proof p = { .extra = { bytes, 4 },
	    .checkpoint = S("c\n") }, q;
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);

	tlog_proof_put(&b, &p);
	CHECK_OK(tlog_proof_parse(a, buf_view(&b), &q, NULL), NULL);
	CHECK_INT(q.extra.n, 4);
	assert_memory_equal(q.extra.p, bytes, 4);
	arena_free(a);
}

#define HEAD	"c2sp.org/tlog-proof@v1\n"

TEST("a malformed receipt is refused, and the line is named")
{
	static const struct {
		const char	*text;
		int64_t		 line;
	} bad[] = {
		{ "", 1 }, { "c2sp.org/tlog-proof@v2\nindex 0\n\nc\n", 1 },
		{ HEAD, 2 }, { HEAD "index", 2 }, { HEAD "index 0", 2 },
		{ HEAD "index \n\nc\n", 2 }, { HEAD "index 00\n\nc\n", 2 },
		{ HEAD "index -1\n\nc\n", 2 }, { HEAD "Index 1\n\nc\n", 2 },
		{ HEAD "extra \nindex 0\n\nc\n", 2 },
		{ HEAD "extra aGVsbG9=\nindex 0\n\nc\n", 2 },
		{ HEAD "extra aGVsbG8=\n", 3 }, { HEAD "extra aGVsbG8=", 3 },
		{ HEAD "extra aGVsbG8=\nextra aGVsbG8=\nindex 0\n\nc\n", 3 },
		{ HEAD "index 0\n" ROOT "\n", 3 }, { HEAD "index 0\n", 3 },
		{ HEAD "index 0\nnonsense\n\nc\n", 3 },
		{ HEAD "index 0\n" ROOT " \n\nc\n", 3 },
		{ HEAD "index 0\n\n", 4 },
		{ HEAD "index 0\n" ROOT "\n\n", 5 },
	};
	struct arena *a = arena_new();
	struct tlog_proof p = { .index = 7 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct note note = NOTE_INIT;

		if (tlog_proof_parse(a, str_of(bad[i].text), &p, &note) !=
		    ERR_CORRUPT || note.where.line != bad[i].line)
			fail_msg("line %lld of: %s",
			    (long long)note.where.line, bad[i].text);
	}
	CHECK_INT(p.index, 7);
	arena_free(a);
}

TEST("a receipt has at most 64 hashes")
{
	struct arena *a = arena_new();
	struct hash hashes[MERKLE_PROOF_MAX + 1] = { 0 };
	struct tlog_proof p = { .proof = hashes, .n = MERKLE_PROOF_MAX,
	    .checkpoint = S("c\n") }, q;
	struct buf b = BUF_IN(a);

	tlog_proof_put(&b, &p);
	CHECK_OK(tlog_proof_parse(a, buf_view(&b), &q, NULL), NULL);
	CHECK_INT(q.n, MERKLE_PROOF_MAX);
	p.n++;
	buf_empty(&b);
	tlog_proof_put(&b, &p);
	CHECK_ERR(tlog_proof_parse(a, buf_view(&b), &q, NULL), ERR_CORRUPT,
	    NULL);
	arena_free(a);
}
