/* SPDX-License-Identifier: Apache-2.0 */
/* What does one option mean, and is its value possible? */
#include "base/utf8.h"
#include "cli/cli_in.h"

const struct opt *
opt_named(const struct opt *opts, struct str name)
{
	for (const struct opt *o = opts; o != NULL && o->kind != OPT_K_END; o++)
		if (str_is(name, o->name))
			return o;
	return NULL;
}

const struct opt *
opt_lettered(const struct opt *opts, char letter)
{
	for (const struct opt *o = opts; o != NULL && o->kind != OPT_K_END; o++)
		if (o->letter != 0 && o->letter == letter)
			return o;
	return NULL;
}

bool
word_is_path(struct str word)
{
	return str_starts(word, "FILE") || str_starts(word, "DIR");
}

/* "NAME [VALUE…]": the last one stands for all further ones. */
struct str
operand_word(const struct command *row, size_t i)
{
	struct str rest = str_of(row->operands), piece, word = S("");

	while (str_cut(&rest, ' ', &piece)) {
		while (piece.n > 0 && piece.p[0] == '[')
			piece = str_part(piece, 1, piece.n);
		while (str_ends(piece, "]"))
			piece.n--;
		if (str_ends(piece, "…"))
			piece.n -= strlen("…");
		if (piece.n == 0)
			continue;
		word = piece;
		if (i-- == 0)
			break;
	}
	return word;
}

bool
opt_moment(struct arena *a, struct voice v, struct str text, struct moment *ret)
{
	static const struct field typed = { .name = "time",
	    .kind = FIELD_MOMENT };
	struct value value;

	if (field_parse(a, &typed, v, text, &value, NULL) != ERR_OK ||
	    !value_known(&value))
		return false;
	*ret = (struct moment){ value.num, value.prec };
	return true;
}

static bool
opt_date(struct arena *a, struct str text, int64_t *ret)
{
	static const struct field typed = { .name = "date",
	    .kind = FIELD_DATE };
	struct value value;

	if (field_parse(a, &typed, (struct voice){ LANG_EN, NULL }, text,
	    &value, NULL) != ERR_OK || !value_known(&value))
		return false;
	*ret = value.num;
	return true;
}

static const struct choice *
choice_meant(const struct choice *choices, struct str text)
{
	for (const struct choice *c = choices; c->word != NULL; c++) {
		if (str_is(text, c->word))
			return c;
		for (int lang = 0; c->label != NULL && lang < LANG__MAX; lang++)
			if (str_is(text, say((enum lang)lang, c->label)))
				return c;
	}
	return NULL;
}

static struct str
choice_words(struct arena *a, const struct choice *choices)
{
	struct buf b = BUF_IN(a);

	for (const struct choice *c = choices; c->word != NULL; c++) {
		if (b.n > 0)
			buf_text(&b, ", ");
		buf_text(&b, c->word);
	}
	return buf_view(&b);
}

static enum err
choice_set(struct arena *a, const struct opt *o, struct str text,
    struct str help, struct opt_value *v, struct note *note)
{
	const struct choice *c = choice_meant(o->choices, text);
	struct nearest near;

	/* As people and POSIX write a language: zh_CN.UTF-8, zh, en_GB. */
	if (c == NULL && o == &cli_globals[GLOBAL_LANG]) {
		enum lang lang;

		if (say_lang(text, &lang))
			c = choice_meant(o->choices,
			    lang == LANG_EN ? S("en") : S("zh_CN"));
	}
	if (c != NULL) {
		v->text = str_of(c->word);
		return ERR_OK;
	}
	nearest_start(&near, text);
	for (c = o->choices; c->word != NULL; c++)
		nearest_try(&near, str_of(c->word));
	if (near.word.n != 0)
		return NOTE(note, ERR_USAGE, M("--{option} cannot be \"{text}\". "
		    "Is {near} meant? See: {help}"), A_CSTR("option", o->name),
		    A_TEXT("text", text), A_TEXT("near", near.word),
		    A_TEXT("help", help));
	return NOTE(note, ERR_USAGE, M("--{option} cannot be \"{text}\". Give "
	    "one of: {words}. See: {help}"), A_CSTR("option", o->name),
	    A_TEXT("text", text),
	    A_TEXT("words", choice_words(a, o->choices)),
	    A_TEXT("help", help));
}

/* Text for the records is UTF-8 in NFC; the name of a file may be any bytes. */
static enum err
text_set(struct arena *a, const struct opt *o, struct str text,
    struct str help, struct opt_value *v, struct note *note)
{
	if (!word_is_path(str_of(o->arg))) {
		if (!utf8_ok(text) || utf8_has_control(text))
			return NOTE(note, ERR_USAGE, M("What was given for "
			    "--{option} is not text in UTF-8, or holds control "
			    "characters. Set the terminal to UTF-8 and type it "
			    "again. See: {help}"), A_CSTR("option", o->name),
			    A_TEXT("help", help));
		text = utf8_nfc(a, text);
	}
	if (o->many)
		v->many[v->n++] = text;
	else
		v->text = text;
	return ERR_OK;
}

static enum err
wrong(const struct opt *o, const char *msg, struct str text, struct str help,
    struct note *note)
{
	return NOTE(note, ERR_USAGE, msg, A_CSTR("option", o->name),
	    A_TEXT("text", text), A_TEXT("help", help));
}

static enum err
typed_set(struct arena *a, const struct opt *o, struct str text,
    struct str help, struct opt_value *v, struct note *note)
{
	struct moment m;

	switch (o->kind) {
	case OPT_K_INT:
		return str_int(text, &v->num) ? ERR_OK : wrong(o,
		    M("--{option} needs a whole number such as 20, not "
		    "\"{text}\". See: {help}"), text, help, note);
	case OPT_K_DATE:
		return opt_date(a, text, &v->num) ? ERR_OK : wrong(o,
		    M("--{option} needs a date of the calendar such as "
		    "2026-11-23, not \"{text}\". See: {help}"), text, help,
		    note);
	case OPT_K_MOMENT:
		v->text = text;
		return opt_moment(a, (struct voice){ LANG_EN, NULL }, text,
		    &m) ? ERR_OK : wrong(o, M("--{option} needs a time such as "
		    "\"2026-11-23 14:10\", 2026-11-23 or 2026-11, not "
		    "\"{text}\". See: {help}"), text, help, note);
	case OPT_K_CHOICE:
		return choice_set(a, o, text, help, v, note);
	case OPT_K_TEXT:
		return text_set(a, o, text, help, v, note);
	case OPT_K_FLAG:
	case OPT_K_END:
		break;
	}
	return ERR_OK;
}

enum err
opt_set(struct arena *a, const struct opt *o, struct str text, struct str help,
    struct opt_value *v, struct note *note)
{
	enum err r;

	if ((r = typed_set(a, o, text, help, v, note)) == ERR_OK)
		v->given = true;
	return r;
}
