/* SPDX-License-Identifier: Apache-2.0 */
/* For tests: notes and keys that others published, and a test's bench. */
#ifndef LEDGER_SNOTE_VECTORS_H
#define LEDGER_SNOTE_VECTORS_H

#include "ledger/snote_in.h"
#include "test/lib/test.h"

#define DASH	"\xE2\x80\x94 "

/* C2SP signed-note, its example. */
#define SPEC_VKEY \
	"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define SPEC_TEXT	"This is an example message.\n"
#define SPEC_NOTE	SPEC_TEXT "\n" DASH "example.com/foo Uw2QOkn8srV1yJGh" \
	"2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu7" \
	"2IneyaQM=\n"

/* golang.org/x/mod/sumdb/note, its tests. */
#define PETER_VKEY \
	"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define PETER_SEED	"gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM="
#define ENOCH_VKEY \
	"EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
#define GO_TEXT \
	"If you think cryptography is the answer to your problem,\n" \
	"then you don't know what your problem is.\n"
#define PETER_LINE	DASH "PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFup" \
	"LLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
#define ENOCH_LINE	DASH "EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+M" \
	"NtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
#define ENOCH_FALSE	DASH "EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+M" \
	"NtCOXm2/5nABCD2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

/* What a test has at hand. */
struct bench {
	struct arena	*a;
	struct note	 note;
	struct str	 text;
	unsigned	 mask;
};

static inline void
bench_open(struct bench *b)
{
	*b = (struct bench){ .a = arena_new(), .text = S("untouched"),
	    .mask = 99 };
}

static inline void
bench_close(struct bench *b)
{
	arena_free(b->a);
}

#endif
