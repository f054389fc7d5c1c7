/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does bash know the commands?  By a script made of the rows: three small
 * functions that answer from tables, and one that asks them.  It needs
 * nothing but bash 4.
 */
#include "cli/cli_in.h"

/* Every beginning of a command's name has one line: its next words. */
static void
beginnings_put(struct buf *b, const struct command_table *t, struct arena *a,
    size_t row)
{
	struct str words[CLI_WORDS_MAX];
	size_t n = 0;

	while (n < CLI_WORDS_MAX &&
	    (words[n] = command_word(&t->rows[row], n)).n > 0)
		n++;
	for (size_t k = 1; k < n; k++) {
		bool first = true;
		struct str next = command_next(t, a, words, k), word;

		for (size_t i = 0; i < row && first; i++)
			first = !command_begins(&t->rows[i], words, k) ||
			    command_word(&t->rows[i], k).n == 0;
		if (!first)
			continue;
		buf_text(b, "\t'");
		for (size_t i = 0; i < k; i++)
			buf_fmt(b, "%s%.*s", i > 0 ? " " : "",
			    STR_ARG(words[i]));
		buf_text(b, "') words='");
		for (bool one = true; str_cut(&next, ',', &word); one = false)
			buf_fmt(b, "%s%.*s", one ? "" : " ",
			    STR_ARG(str_trim(word)));
		buf_text(b, "' ;;\n");
	}
}

static void
next_put(struct buf *b, const struct command_table *t, struct arena *a)
{
	struct str next = command_next(t, a, NULL, 0), word;

	buf_text(b, "# Which words may follow those of $1?\n"
	    "_anze_next() {\n\tcase \"$1\" in\n\t'') words='");
	for (bool one = true; str_cut(&next, ',', &word); one = false)
		buf_fmt(b, "%s%.*s", one ? "" : " ", STR_ARG(str_trim(word)));
	buf_text(b, "' ;;\n");
	for (size_t i = 0; i < t->n; i++)
		beginnings_put(b, t, a, i);
	buf_text(b, "\t*) words= ;;\n\tesac\n}\n\n");
}

static void
names_put(struct buf *b, const struct opt *opts)
{
	for (const struct opt *o = opts; o != NULL && o->kind != OPT_K_END; o++)
		buf_fmt(b, " --%s", o->name);
}

/* What completes a placeholder: file, dir, word (of a command) or nothing. */
static const char *
kind_of(struct str placeholder)
{
	if (str_starts(placeholder, "FILE"))
		return "file";
	if (str_starts(placeholder, "DIR"))
		return "dir";
	return str_starts(placeholder, "WORD") ? "word" : "text";
}

static void
commands_put(struct buf *b, const struct command_table *t)
{
	buf_text(b, "# The options of the command $1, and of which kind its "
	    "operands are.\n_anze_row() {\n\tcase \"$1\" in\n");
	for (size_t i = 0; i < t->n; i++) {
		const struct command *row = &t->rows[i];
		struct str was = S(""), now;

		buf_fmt(b, "\t'%s') full=1 opts='", row->name);
		names_put(b, row->opts);
		buf_text(b, "' operands='");
		for (size_t k = 0; row->operands[0] != '\0'; k++) {
			now = operand_word(row, k);
			if (now.p == was.p || k == CLI_WORDS_MAX)
				break;
			buf_fmt(b, "%s%s", k > 0 ? " " : "", kind_of(now));
			was = now;
		}
		buf_fmt(b, "' most=%d ;;\n", row->most);
	}
	buf_text(b, "\t*) full= opts= operands= most=0 ;;\n\tesac\n"
	    "\topts=\"$opts");
	names_put(b, cli_globals);
	buf_text(b, "\"\n}\n\n");
}

static void
takes_put(struct buf *b, const char *command, const struct opt *opts)
{
	for (const struct opt *o = opts; o != NULL && o->kind != OPT_K_END;
	    o++) {
		if (o->kind == OPT_K_FLAG)
			continue;
		if (command == NULL)
			buf_fmt(b, "\t*:--%s", o->name);
		else
			buf_fmt(b, "\t'%s:--%s'", command, o->name);
		if (o->letter != 0 && command == NULL)
			buf_fmt(b, "|*:-%c", o->letter);
		else if (o->letter != 0)
			buf_fmt(b, "|'%s:-%c'", command, o->letter);
		buf_text(b, ") takes='");
		if (o->kind != OPT_K_CHOICE) {
			buf_text(b, kind_of(str_of(o->arg)));
		} else {
			buf_text(b, "one of");
			for (const struct choice *c = o->choices;
			    c->word != NULL; c++)
				buf_fmt(b, " %s", c->word);
		}
		buf_text(b, "' ;;\n");
	}
}

static void
values_put(struct buf *b, const struct command_table *t)
{
	buf_text(b, "# What does the option $2 of the command $1 take?  Nothing, "
	    "if it is a flag.\n_anze_takes() {\n\tcase \"$1:$2\" in\n");
	for (size_t i = 0; i < t->n; i++)
		takes_put(b, t->rows[i].name, t->rows[i].opts);
	takes_put(b, NULL, cli_globals);
	buf_text(b, "\t*) takes= ;;\n\tesac\n}\n\n");
}

static const char script[] =
"# Put what completes $cur, of the kind $1, into COMPREPLY.\n"
"_anze_reply() {\n"
"	case \"$1\" in\n"
"	file)\n"
"		compopt -o filenames 2>/dev/null\n"
"		mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
"	dir)\n"
"		compopt -o filenames 2>/dev/null\n"
"		mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n"
"	'one of '*)\n"
"		mapfile -t COMPREPLY < <(compgen -W \"${1#one of }\" "
"-- \"$cur\") ;;\n"
"	esac\n"
"}\n"
"\n"
"# Follow the words before the cursor: sets cmd, count, behind and wants.\n"
"_anze_follow() {\n"
"	local i w\n"
"	for ((i = 1; i < COMP_CWORD; i++)); do\n"
"		w=${COMP_WORDS[i]}\n"
"		wants=\n"
"		if [[ $plain = '' && $w = -- ]]; then\n"
"			plain=1\n"
"		elif [[ $plain = '' && $w = -?* ]]; then\n"
"			_anze_takes \"$cmd\" \"$w\"\n"
"			[[ $takes = '' ]] && continue\n"
"			[[ ${COMP_WORDS[i+1]} = '=' ]] && ((i++))\n"
"			((++i >= COMP_CWORD)) && wants=$takes\n"
"		else\n"
"			_anze_next \"$cmd\"\n"
"			if [[ $count = 0 && \" $words \" = *\" $w \"* ]]; then\n"
"				cmd=${cmd:+$cmd }$w\n"
"			else\n"
"				count=$((count + 1))\n"
"				behind=${behind:+$behind }$w\n"
"			fi\n"
"		fi\n"
"	done\n"
"}\n"
"\n"
"_anze() {\n"
"	local cur=${COMP_WORDS[COMP_CWORD]} cmd= count=0 behind= plain=\n"
"	local wants= words= full= opts= operands= most=0 takes= kinds\n"
"	COMPREPLY=()\n"
"	_anze_follow\n"
"	[[ $cur = '=' ]] && cur=\n"
"	if [[ $wants != '' ]]; then\n"
"		_anze_reply \"$wants\"\n"
"		return\n"
"	fi\n"
"	_anze_row \"$cmd\"\n"
"	if [[ $plain = '' && $cur = -* ]]; then\n"
"		_anze_reply \"one of $opts\"\n"
"		return\n"
"	fi\n"
"	_anze_next \"$cmd\"\n"
"	if [[ $count = 0 && $words != '' ]]; then\n"
"		_anze_reply \"one of $words\"\n"
"		[[ $full = '' ]] && return\n"
"	fi\n"
"	[[ $most != -1 && $count -ge $most ]] && return\n"
"	read -ra kinds <<<\"$operands\"\n"
"	((count >= ${#kinds[@]})) && count=$((${#kinds[@]} - 1))\n"
"	if [[ ${kinds[count]} = word ]]; then\n"
"		_anze_next \"$behind\"\n"
"		_anze_reply \"one of $words\"\n"
"	elif [[ ${#COMPREPLY[@]} = 0 ]]; then\n"
"		_anze_reply \"${kinds[count]}\"\n"
"	fi\n"
"}\n"
"\n"
"complete -F _anze " CLI_NAME "\n";

void
cli_completion(struct buf *b, const struct command_table *t)
{
	struct arena *a = arena_new();

	if (a == NULL) {
		b->failed = true;
		return;
	}
	buf_text(b, "# Completion of " CLI_NAME " for bash; printed by `"
	    CLI_NAME " completion`.\n\n");
	next_put(b, t, a);
	commands_put(b, t);
	values_put(b, t);
	buf_text(b, script);
	b->failed = b->failed || arena_failed(a);
	arena_free(a);
}
