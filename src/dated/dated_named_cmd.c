/* SPDX-License-Identifier: Apache-2.0 */
/* How do commands name records of other subjects? */
#include "base/zone.h"
#include "core/app.h"
#include "dated/dated_cmd.h"

int64_t
dated_cmd_today(const struct cmd *c)
{
	const struct app *app = c->app;
	const struct civil now = zone_local(app->zone,
	    timesource_now(&app->clock));

	return day_from_civil(now.year, now.month, now.day);
}

enum err
dated_cmd_named(struct cmd *c, const struct dated_ref *ref, const char *opt,
    struct key *ret, struct note *note)
{
	const struct str word = cmd_text(c, opt);
	struct app *app = c->app;

	*ret = KEY_NONE;
	return word.n == 0 ? ERR_OK : ref->find(app->read, c->a, word,
	    dated_cmd_today(c), KEY_NONE, ret, note);
}

struct value
dated_cmd_called(struct cmd *c, const struct dated_ref *ref, struct key id)
{
	struct app *app = c->app;
	struct str code, name;

	if (key_none(id) || ref->called(app->read, c->a, id,
	    dated_cmd_today(c), &code, &name, NULL) != ERR_OK)
		return (struct value){ .given = GIVEN_NOT };
	return value_text(name);
}

enum err
dated_cmd_named_all(struct cmd *c, const struct dated_ref *ref,
    const char *opt, const struct key **ret, size_t *ret_n, struct note *note)
{
	const struct str *words;
	const size_t n = cmd_many(c, opt, &words);
	struct key *keys = NEW_ARRAY(c->a, struct key, n + 1);
	struct app *app = c->app;
	enum err r = ERR_OK;

	if (keys == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = ref->find(app->read, c->a, words[i], dated_cmd_today(c),
		    KEY_NONE, &keys[i], note);
	*ret = keys;
	*ret_n = n;
	return r;
}

struct moment
dated_cmd_moment(const struct cmd *c, const char *opt)
{
	return cmd_moment(c, opt, (struct moment){ INT64_MIN, PREC_MINUTE });
}

struct str
dated_cmd_words(struct arena *a, const struct choice *choices)
{
	struct buf b = BUF_IN(a);

	for (; choices->word != NULL; choices++) {
		buf_text(&b, b.n > 0 ? ", " : "");
		buf_text(&b, choices->word);
	}
	return buf_view(&b);
}

enum err
dated_cmd_object_shown(struct cmd *c, const struct fields *fs,
    const struct value *values, struct note *note)
{
	struct field *field = NEW_ARRAY(c->a, struct field, fs->n);
	struct value *shown = NEW_ARRAY(c->a, struct value, fs->n);
	struct fields less = { fs->name, fs->version, field, 0, NULL };

	if (c->json)
		return cmd_object(c, fs, values, note);
	if (field == NULL || shown == NULL)
		return note_memory(note);
	for (size_t i = 0; i < fs->n; i++) {
		const struct field *f = &fs->field[i];

		if (f->kind == FIELD_TABLE || (f->flags & FIELD_MACHINE) != 0 ||
		    values[i].given == GIVEN_NOT)
			continue;
		field[less.n] = *f;
		shown[less.n++] = values[i];
	}
	return cmd_object(c, &less, shown, note);
}
