/* SPDX-License-Identifier: Apache-2.0 */
/* What do the tests of understanding share?  A reader, and a field of each
 * kind. */
#ifndef FIELD_FIELD_FIXTURE_H
#define FIELD_FIELD_FIXTURE_H

#include "field/field.h"
#include "test/lib/test.h"

#define SHA "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

extern const struct field kinds[FIELD_KIND__MAX];

/* One reader, one arena; what was understood last, and what was said. */
struct reading {
	struct arena	*a;
	struct voice	 voice;		/* English, UTC */
	struct value	 v;
	struct note	 note;
};

struct reading reading(void);

/* field_parse(): a refusal leaves the result alone and names the field. */
enum err parse(struct reading *r, const struct field *f, struct str text);

/* ${text} is understood, and put as ${want}, which is understood alike. */
void check_read(struct reading *r, const struct field *f, const char *text,
    const char *want, const char *file, int line);

#define READS(kind, text, want) \
	check_read(&r, &kinds[kind], (text), (want), __FILE__, __LINE__)
#define REFUSES(kind, text) \
	CHECK_ERR(parse(&r, &kinds[kind], str_of(text)), ERR_INVALID, &r.note)

#endif
