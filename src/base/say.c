/* SPDX-License-Identifier: Apache-2.0 */
#include "base/say.h"

#include "base/catalogue.h"
#include "base/show.h"

/* Made by msgfmt from po/ and put into the program by tools/embed. */
extern const char po_zh_CN[];
extern const size_t po_zh_CN_size;
extern const char po_en[];
extern const size_t po_en_size;

static struct catalogue
catalogue_of(enum lang lang)
{
	return lang == LANG_ZH_CN ?
	    (struct catalogue){ po_zh_CN, po_zh_CN_size } :
	    (struct catalogue){ po_en, po_en_size };
}

bool
say_lang(struct str wish, enum lang *ret_lang)
{
	static const struct {
		const char	*tongue;
		enum lang	 lang;
	} tongues[] = {
		{ "zh", LANG_ZH_CN }, { "chinese", LANG_ZH_CN },
		{ "en", LANG_EN }, { "english", LANG_EN },
		{ "C", LANG_EN }, { "POSIX", LANG_EN },
	};
	size_t n = 0;

	/* The territory, the encoding and the variant do not matter. */
	while (n < wish.n && strchr("_-.@", wish.p[n]) == NULL)
		n++;
	wish = str_part(wish, 0, n);
	for (size_t i = 0; i < sizeof tongues / sizeof tongues[0]; i++)
		if (str_eq_nocase(wish, str_of(tongues[i].tongue))) {
			*ret_lang = tongues[i].lang;
			return true;
		}
	return false;
}

const char *
say(enum lang lang, const char *msgid)
{
	struct catalogue c = catalogue_of(lang);
	struct str words;

	return catalogue_find(&c, str_of(msgid), &words) ? words.p : msgid;
}

bool
say_known(enum lang lang, const char *msgid)
{
	struct catalogue c = catalogue_of(lang);
	struct str words;

	return catalogue_find(&c, str_of(msgid), &words);
}

static void
put_word(struct buf *b, enum lang lang, struct str msgid)
{
	struct catalogue c = catalogue_of(lang);

	(void)catalogue_find(&c, msgid, &msgid);
	buf_str(b, msgid);
}

static void
put_arg(struct buf *b, struct voice v, const struct arg *a)
{
	switch (a->kind) {
	case ARG_NONE:
		break;
	case ARG_TEXT:
		buf_str(b, a->text);
		break;
	case ARG_WORD:
		put_word(b, v.lang, a->text);
		break;
	case ARG_INT:
		show_int(b, v, a->num);
		break;
	case ARG_DAY:
		show_day(b, v, a->num);
		break;
	case ARG_MOMENT:
		show_moment(b, v, (struct moment){ a->num, PREC_MINUTE });
		break;
	}
}

static const struct arg *
arg_find(const struct arg *args, struct str name)
{
	for (; args != NULL && args->kind != ARG_NONE; args++)
		if (str_is(name, args->name))
			return args;
	return NULL;
}

void
say_into(struct buf *b, struct voice v, const char *msgid,
    const struct arg *args)
{
	struct str rest = str_of(say(v.lang, msgid));
	const struct arg *a;
	size_t open, close;

	for (; (open = str_find(rest, '{')) < rest.n;
	    rest = str_part(rest, close + 1, rest.n)) {
		buf_str(b, str_part(rest, 0, open));
		rest = str_part(rest, open, rest.n);
		if ((close = str_find(rest, '}')) == rest.n)
			break;
		a = arg_find(args, str_part(rest, 1, close));
		if (a != NULL)
			put_arg(b, v, a);
		else
			buf_str(b, str_part(rest, 0, close + 1));
	}
	buf_str(b, rest);
}

/* The row of a sheet, the line of a text, or both where they differ. */
static bool
put_row(struct buf *b, struct voice v, const struct where *w)
{
	const struct arg args[] = {
		A_INT("row", w->row), A_INT("line", w->line), { 0 }
	};

	if (w->row == 0 && w->line == 0)
		return false;
	say_into(b, v, w->row == 0 ? M("line {line}") :
	    w->line == 0 || w->line == w->row ? M("row {row}") :
	    M("row {row} (line {line})"), args);
	return true;
}

/* "row 12, column 3, "Superior": "; nothing when no place is known. */
static void
put_where(struct buf *b, struct voice v, const struct where *w)
{
	bool any = put_row(b, v, w);

	if (w->column != 0) {
		if (any)
			say_into(b, v, M(", "), NULL);
		say_into(b, v, M("column {column}"), (const struct arg[]){
		    A_INT("column", w->column), { 0 } });
		any = true;
	}
	if (w->field != NULL) {
		if (any)
			say_into(b, v, M(", "), NULL);
		say_into(b, v, M("\"{field}\""), (const struct arg[]){
		    { "field", w->label == NULL ? ARG_TEXT : ARG_WORD,
		    str_of(w->label == NULL ? w->field : w->label), 0 },
		    { 0 } });
		any = true;
	}
	if (any)
		say_into(b, v, M(": "), NULL);
}

void
say_note(struct buf *b, struct voice v, const struct note *note)
{
	put_where(b, v, &note->where);
	say_into(b, v, note->msg != NULL ? note->msg : err_words(note->err),
	    note->args);
}
