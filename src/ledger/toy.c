/* SPDX-License-Identifier: Apache-2.0 */
/* What can happen to toys? */
#include "ledger/toy.h"

#include "ledger/removed.h"

extern const char ledger_sql[];

static const char toy_sql[] =
"-- DERIVED.  Toys as they are.\n"
"CREATE TABLE toy (\n"
"  id     KEY16   NOT NULL PRIMARY KEY,  -- of the toy\n"
"  name   TEXT    NOT NULL,              -- as it is called\n"
"  count  INTEGER NOT NULL,              -- how many there are\n"
"  broken INTEGER NOT NULL,              -- 1: it is\n"
"  remark BYTES,                         -- vault key\n"
"  rev    INTEGER NOT NULL               -- its last entry\n"
");\n"
"-- DERIVED.  How many toys of each name there are.\n"
"CREATE TABLE toy_tally (\n"
"  name  TEXT    NOT NULL PRIMARY KEY,   -- as above\n"
"  count INTEGER NOT NULL                -- together\n"
");\n"
"-- KEPT.  What nobody derives.\n"
"CREATE TABLE toy_kept (\n"
"  id   KEY16 NOT NULL PRIMARY KEY,      -- any\n"
"  word TEXT  NOT NULL                   -- any\n"
");\n";

const struct part toy_parts[TOY_PARTS] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "toy", toy_sql, 1, NULL },
};

static const struct sql q_toy_put = {
	"INSERT INTO toy (id, name, count, broken, remark, rev)"
	" VALUES ($1, $2, $3, 0, $4, $5)", NULL
};

static const struct sql q_tally_put = {
	"INSERT INTO toy_tally (name, count) VALUES ($1, $2)"
	" ON CONFLICT (name) DO UPDATE SET"
	" count = toy_tally.count + excluded.count", NULL
};

static const struct sql q_broken_set = {
	"UPDATE toy SET broken = 1, rev = $2 WHERE id = $1", NULL
};

static const struct field part_fields[] = {
	{ .name = "maker", .kind = FIELD_REF, .flags = FIELD_TOUCHES,
	    .ref = "toy", .label = "Maker of the part" },
	{ .name = "name", .kind = FIELD_TEXT, .label = "Part",
	    .flags = FIELD_PLAIN | FIELD_REQUIRED },
};
static FIELDS(part_table, "toy.part", 1, part_fields);

static const struct field added_fields[] = {
	{ .name = "name", .kind = FIELD_TEXT, .max = 40,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = "Name" },
	{ .name = "count", .kind = FIELD_INT, .min = 0, .max = 1000,
	    .flags = FIELD_REQUIRED, .label = "Count" },
	{ .name = "maker", .kind = FIELD_REF, .flags = FIELD_TOUCHES,
	    .ref = "toy", .label = "Maker" },
	{ .name = "parts", .kind = FIELD_TABLE, .sub = &part_table,
	    .label = "Parts" },
	{ .name = "remark", .kind = FIELD_LINES, .label = "Remark" },
	{ .name = "drawing", .kind = FIELD_FILE, .label = "Drawing" },
};
static FIELDS(added_table, "toy.added", 2, added_fields);

static const struct field added_1_fields[] = {
	{ .name = "name", .kind = FIELD_TEXT, .max = 40,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = "Name" },
};
static FIELDS(added_1_table, "toy.added", 1, added_1_fields);

static const struct field broken_fields[] = {
	{ .name = "toy", .kind = FIELD_REF, .ref = "toy",
	    .flags = FIELD_REQUIRED | FIELD_TOUCHES, .label = "Toy" },
	{ .name = "how", .kind = FIELD_LINES, .max = 70000,
	    .flags = FIELD_PLAIN, .label = "How" },
};
static FIELDS(broken_table, "toy.broken", 1, broken_fields);

static const struct field split_fields[] = {
	{ .name = "left", .kind = FIELD_INT, .flags = FIELD_REQUIRED,
	    .label = "Left" },
};
static FIELDS(split_table, "toy.split", 1, split_fields);

static const struct field burst_fields[] = {
	{ .name = "n", .kind = FIELD_INT, .flags = FIELD_REQUIRED,
	    .label = "Number" },
};
static FIELDS(burst_table, "toy.burst", 1, burst_fields);

static enum err
apply_toy(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct toy_added *d = (const void *)ev->data;
	const struct bind remark = value_known(&d->remark) ?
	    (struct bind)BIND_HASH(d->remark.hash) : (struct bind)BIND_NULL;

	(void)a;
	return store_run(st, &q_toy_put, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(d->name.text), BIND_INT(d->count.num), remark,
	    BIND_INT(ev->seq)), note);
}

static enum err
apply_tally(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct toy_added *d = (const void *)ev->data;

	(void)a;
	return store_run(st, &q_tally_put, BINDS(BIND_TEXT(d->name.text),
	    BIND_INT(d->count.num)), note);
}

static enum err
apply_broken(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct toy_broken *d = (const void *)ev->data;

	(void)a;
	return store_run(st, &q_broken_set, BINDS(BIND_KEY(d->toy.key),
	    BIND_INT(ev->seq)), note);
}

static enum err
react_split(struct tx *tx, const struct event *ev, struct note *note)
{
	const struct toy_split *d = (const void *)ev->data;
	const struct toy_split next = { V_INT(d->left.num - 1) };

	return d->left.num == 0 ? ERR_OK : ledger_append(tx,
	    &toy_event_split, ev->on, VALUES(&next), NULL, note);
}

static enum err
react_burst(struct tx *tx, const struct event *ev, struct note *note)
{
	const struct toy_burst *d = (const void *)ev->data;
	const struct toy_split none = { V_INT(0) };
	enum err r = ERR_OK;

	for (int64_t i = 0; i < d->n.num && r == ERR_OK; i++)
		r = ledger_append(tx, &toy_event_split, KEY_NONE,
		    VALUES(&none), NULL, note);
	return r;
}

const struct event_type toy_event_added = {
	.kind = "toy.added", .version = 2, .fields = &added_table,
	.apply = { apply_toy, apply_tally }, .gist = "{name} was added.",
};

static const struct event_type added_1 = {
	.kind = "toy.added", .version = 1, .fields = &added_1_table,
	.gist = "{name} was added.",
};

const struct event_type toy_event_broken = {
	.kind = "toy.broken", .version = 1, .fields = &broken_table,
	.apply = { apply_broken }, .gist = "It broke.",
};

const struct event_type toy_event_split = {
	.kind = "toy.split", .version = 1, .fields = &split_table,
	.gist = "It was split.",
};

const struct event_type toy_event_burst = {
	.kind = "toy.burst", .version = 1, .fields = &burst_table,
	.gist = "It burst.",
};

const struct event_type toy_event_foreign = {
	.kind = "toy.zapped", .version = 1, .fields = &burst_table,
	.gist = "It was zapped.",
};

static const struct event_row rows_more[] = {
	{ &toy_event_added, { NULL } },
	{ &toy_event_broken, { NULL } },
	{ &toy_event_burst, { react_burst } },
	{ &toy_event_split, { react_split } },
	{ &toy_event_foreign, { NULL } },
	{ &vault_event_expunged, { NULL } },
};

static const struct event_row rows_all[] = {
	{ &toy_event_added, { NULL } },
	{ &toy_event_broken, { NULL } },
	{ &toy_event_burst, { react_burst } },
	{ &toy_event_split, { react_split } },
	{ &vault_event_expunged, { NULL } },
};

static const struct event_row rows_old[] = {
	{ &added_1, { NULL } },
};

/* One toy, as long as nobody counted. */
static enum err
lift_added(struct arena *a, const struct value *old, struct value *ret)
{
	struct toy_added *d = (void *)ret;

	(void)a;
	d->name = old[0];
	d->count = (struct value)V_INT(1);
	return ERR_OK;
}

static const struct upcast upcasts[] = {
	{ "toy.added", 1, &added_1_table, lift_added },
};

const struct event_table toy_events = { rows_all,
    sizeof rows_all / sizeof *rows_all, upcasts, 1 };
const struct event_table toy_events_more = { rows_more,
    sizeof rows_more / sizeof *rows_more, upcasts, 1 };
const struct event_table toy_events_old = { rows_old, 1, NULL, 0 };
