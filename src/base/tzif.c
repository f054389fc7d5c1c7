/* SPDX-License-Identifier: Apache-2.0 */
/* What does a TZif file say?  RFC 8536; versions 2 and later. */
#include "base/zone_in.h"

enum {
	HEADER		= 44,
	TYPE_BYTES	= 6,
	TYPES_MAX	= 256,
	WEST_MOST	= -89999,	/* RFC 8536, 3.2: utoff */
	EAST_MOST	= 93599
};

/* How many of each thing a block holds. */
struct counts {
	uint32_t	ut, std, leap, times, types, chars;
};

struct tzif {
	struct arena		*a;
	struct str		 name;
	const unsigned char	*p;	/* what is left */
	size_t			 n;
	struct zone		 z;
};

static uint32_t
get32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static int64_t
get64(const unsigned char *p)
{
	return (int64_t)((uint64_t)get32(p) << 32 | get32(p + 4));
}

/* ${why} finishes the sentence. */
static enum err
bad(const struct tzif *f, const char *why, struct note *note)
{
	return NOTE(note, ERR_INVALID, M("The file of the time zone {name} "
	    "cannot be used: {why}. Install the package tzdata again, or name "
	    "another zone."), A_TEXT("name", f->name), A_WORD("why", why));
}

static enum err
read_header(struct tzif *f, struct counts *ret, struct note *note)
{
	const unsigned char *p = f->p;

	if (f->n < HEADER || memcmp(p, "TZif", 4) != 0)
		return bad(f, M("it is not of the form TZif"), note);
	if (p[4] < '2')
		return bad(f, M("it is of the first version of TZif, which "
		    "ends in 2037"), note);
	ret->ut = get32(p + 20);
	ret->std = get32(p + 24);
	ret->leap = get32(p + 28);
	ret->times = get32(p + 32);
	ret->types = get32(p + 36);
	ret->chars = get32(p + 40);
	f->p += HEADER;
	f->n -= HEADER;
	return ERR_OK;
}

/* How long is a block whose times have ${width} bytes?  Counts are of 32 bits,
 * so that the sum cannot overflow. */
static uint64_t
block_size(const struct counts *c, unsigned width)
{
	return (uint64_t)c->times * (width + 1) +
	    (uint64_t)c->types * TYPE_BYTES + c->chars +
	    (uint64_t)c->leap * (width + 4) + c->std + c->ut;
}

static enum err
check_counts(const struct tzif *f, const struct counts *c, struct note *note)
{
	if (c->types == 0 || c->types > TYPES_MAX ||
	    c->times > ZONE_TRANSITIONS_MAX ||
	    (c->ut != 0 && c->ut != c->types) ||
	    (c->std != 0 && c->std != c->types))
		return bad(f, M("its numbers contradict each other"), note);
	if (c->leap != 0)
		return bad(f, M("it counts leap seconds, which civil time does "
		    "not"), note);
	if (block_size(c, 8) > f->n)
		return bad(f, M("it is cut off"), note);
	return ERR_OK;
}

static enum err
read_times(struct tzif *f, const struct counts *c, struct note *note)
{
	int64_t *at = NEW_ARRAY(f->a, int64_t, c->times);
	unsigned char *to = NEW_ARRAY(f->a, unsigned char, c->times);
	const unsigned char *index = f->p + (size_t)c->times * 8;

	if (at == NULL || to == NULL)
		return note_memory(note);
	for (uint32_t i = 0; i < c->times; i++) {
		at[i] = get64(f->p + (size_t)i * 8);
		to[i] = index[i];
		if ((i > 0 && at[i] <= at[i - 1]) || to[i] >= c->types)
			return bad(f, M("its changes are out of order"), note);
	}
	f->z.at = at;
	f->z.to = to;
	f->z.n = c->times;
	return ERR_OK;
}

static enum err
read_types(struct tzif *f, const struct counts *c, struct note *note)
{
	const unsigned char *p = f->p + (size_t)c->times * 9;
	int32_t *type = NEW_ARRAY(f->a, int32_t, c->types);

	if (type == NULL)
		return note_memory(note);
	for (uint32_t i = 0; i < c->types; i++, p += TYPE_BYTES) {
		type[i] = (int32_t)get32(p);
		if (type[i] < WEST_MOST || type[i] > EAST_MOST || p[4] > 1 ||
		    p[5] >= c->chars)
			return bad(f, M("one of its offsets cannot be"), note);
	}
	f->z.type = type;
	f->z.ntypes = c->types;
	return ERR_OK;
}

/* Behind the block: a line feed, the rule or nothing, a line feed. */
static enum err
read_footer(struct tzif *f, struct note *note)
{
	struct str rest = { (const char *)f->p, f->n }, rule;

	if (rest.n == 0 || rest.p[0] != '\n')
		return bad(f, M("it is cut off"), note);
	rest = str_part(rest, 1, rest.n);
	rule = str_part(rest, 0, str_find(rest, '\n'));
	if (rule.n == rest.n)
		return bad(f, M("it is cut off"), note);
	if (rule.n == 0)
		return ERR_OK;
	if (!rule_parse(rule, &f->z.rule))
		return bad(f, M("its rule for later years cannot be read"),
		    note);
	f->z.ruled = true;
	return ERR_OK;
}

/* Put ${offset} among the ${*n} falling ones, unless it is there. */
static void
offset_keep(int32_t *to, size_t *n, int32_t offset)
{
	size_t at = 0;

	while (at < *n && to[at] > offset)
		at++;
	if (at < *n && to[at] == offset)
		return;
	memmove(to + at + 1, to + at, (*n - at) * sizeof *to);
	to[at] = offset;
	++*n;
}

static enum err
collect_offsets(struct tzif *f, struct note *note)
{
	int32_t *to = NEW_ARRAY(f->a, int32_t, f->z.ntypes + 2);

	if (to == NULL)
		return note_memory(note);
	for (size_t i = 0; i < f->z.ntypes; i++)
		offset_keep(to, &f->z.noffsets, f->z.type[i]);
	if (f->z.ruled)
		offset_keep(to, &f->z.noffsets, f->z.rule.standard);
	if (f->z.ruled && f->z.rule.has_summer)
		offset_keep(to, &f->z.noffsets, f->z.rule.summer);
	f->z.offsets = to;
	return ERR_OK;
}

enum err
zone_parse(struct arena *a, struct str name, const void *bytes, size_t n,
    const struct zone **ret, struct note *note)
{
	struct tzif f = { .a = a, .name = name, .p = bytes, .n = n };
	struct counts c;
	struct zone *z;
	uint64_t size;
	enum err r;

	if (n > ZONE_FILE_MAX)
		return bad(&f, M("it is too large"), note);
	/* The first block is for readers of 32 bits: stepped over. */
	if ((r = read_header(&f, &c, note)) != ERR_OK)
		return r;
	if ((size = block_size(&c, 4)) > f.n)
		return bad(&f, M("it is cut off"), note);
	f.p += size;
	f.n -= size;
	if ((r = read_header(&f, &c, note)) != ERR_OK ||
	    (r = check_counts(&f, &c, note)) != ERR_OK ||
	    (r = read_times(&f, &c, note)) != ERR_OK ||
	    (r = read_types(&f, &c, note)) != ERR_OK)
		return r;
	f.p += block_size(&c, 8);
	f.n -= block_size(&c, 8);
	if ((r = read_footer(&f, note)) != ERR_OK ||
	    (r = collect_offsets(&f, note)) != ERR_OK)
		return r;
	f.z.name = str_copy(a, name).p;
	if ((z = NEW(a, struct zone)) == NULL)
		return note_memory(note);
	*z = f.z;
	*ret = z;
	return ERR_OK;
}
