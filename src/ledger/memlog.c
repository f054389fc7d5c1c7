/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/memlog.h"

enum { SEQ_EMPTY = 3, SEQ_LONG = 5, LONG_BYTES = 65535 };

enum err
memlog_entry(void *arg, uint64_t seq, struct str *ret, struct note *note)
{
	struct memlog *m = arg;
	size_t want = seq == SEQ_LONG ? LONG_BYTES : 20 + seq * 7 % 300;

	(void)note;
	buf_empty(&m->entry);
	if (seq == SEQ_EMPTY)
		want = 0;
	while (m->entry.n < want)
		buf_fmt(&m->entry, "entry %llu; ", (unsigned long long)seq);
	*ret = str_part(buf_view(&m->entry), 0, want);
	return ERR_OK;
}

void
memlog_open(struct memlog *m, uint64_t size)
{
	uint64_t n = size;
	struct str entry;

	*m = (struct memlog){ .size = size, .h = hasher_new() };
	for (int i = 0; i < MEMLOG_LEVELS; i++, n /= MERKLE_TILE)
		m->level[i] = calloc(n + 1, sizeof **m->level);
	for (uint64_t i = 0; i < size; i++) {
		(void)memlog_entry(m, i, &entry, NULL);
		m->level[0][i] = merkle_leaf(m->h, entry.p, entry.n);
	}
	n = size / MERKLE_TILE;
	for (int i = 1; i < MEMLOG_LEVELS; i++, n /= MERKLE_TILE)
		for (uint64_t k = 0; k < n; k++)
			m->level[i][k] = merkle_root(m->h,
			    m->level[i - 1] + k * MERKLE_TILE, MERKLE_TILE);
}

void
memlog_close(struct memlog *m)
{
	for (int i = 0; i < MEMLOG_LEVELS; i++)
		free(m->level[i]);
	buf_free(&m->entry);
	hasher_free(m->h);
}

static enum err
tile_read(void *arg, int level, uint64_t n, uint64_t size,
    struct hash ret[MERKLE_TILE], int *ret_n, struct note *note)
{
	struct memlog *m = arg;
	uint64_t have;

	if (level >= MEMLOG_LEVELS || size > m->size)
		return NOTE(note, ERR_BUG, "no level {level} in this log",
		    A_INT("level", level));
	have = size >> 8 * level;
	if (have <= n * MERKLE_TILE)
		return NOTE(note, ERR_BUG, "no tile {n} at level {level}",
		    A_INT("n", (int64_t)n), A_INT("level", level));
	have -= n * MERKLE_TILE;
	*ret_n = have < MERKLE_TILE ? (int)have : MERKLE_TILE;
	memcpy(ret, m->level[level] + n * MERKLE_TILE,
	    (size_t)*ret_n * sizeof *ret);
	return ERR_OK;
}

struct tile_reader
memlog_tiles(struct memlog *m)
{
	return (struct tile_reader){ tile_read, m };
}

struct str
memlog_checkpoint(struct memlog *m, struct arena *a, uint64_t size,
    const struct skey *const *keys, size_t n)
{
	struct checkpoint c = { .origin = S(MEMLOG_ORIGIN), .size = size,
	    .root = merkle_root(m->h, m->level[0], size) };
	struct buf text = BUF_IN(a);
	struct str signed_note = S("");

	checkpoint_put(&text, &c);
	(void)snote_sign(a, buf_view(&text), keys, n, &signed_note, NULL);
	return signed_note;
}

struct hash
memlog_root(const struct memlog *m, uint64_t from, uint64_t to)
{
	struct hash left, right;
	uint64_t k = 1;

	if (from == to)
		return merkle_empty();
	if (to - from == 1)
		return m->level[0][from];
	while (k * 2 < to - from)
		k *= 2;
	left = memlog_root(m, from, from + k);
	right = memlog_root(m, from + k, to);
	return merkle_node(m->h, &left, &right);
}
