/* SPDX-License-Identifier: Apache-2.0 */
/* How does a rule read on a terminal? */
#ifndef RULEBOOK_RULEBOOK_SPEAK_CMD_H
#define RULEBOOK_RULEBOOK_SPEAK_CMD_H

#include "rulebook/rulebook_desk_cmd.h"
#include "rulebook/rulebook_english.h"

struct speech {
	struct desk		*d;
	const struct pack	*p;
	const struct english	*english;	/* NULL: as it is written */
	struct buf		*b;
	struct str		 source;	/* of the rule before */
};

/* One line: ${indent} blanks, then the words. */
#define SPEAK(x, indent, msgid, ...) \
	speak_line((x), (indent), (msgid), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
void speak_line(struct speech *x, int indent, const char *msgid,
    const struct arg *args);

/* Paragraphs, each line indented. */
void speak_text(struct speech *x, int indent, struct str text);

/* "official page read", "one source: advises only" */
struct str speak_attested(struct speech *x, enum attested a);

/* A word of a closed list, such as party_committee or direct_liability, as the
 * reader knows it; others as they are. */
struct str speak_word(const struct speech *x, struct str word);
struct str speak_words(struct speech *x, const struct str *word, size_t n);

/* "2 h", "30 days"; "one year" of "P1Y". */
struct str speak_duration(struct speech *x, struct pack_duration d);
struct str speak_period(struct speech *x, struct str text);

void speak_rule(struct speech *x, const struct pack_rule *r);

#endif
