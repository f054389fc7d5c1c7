#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does script/po see what is wrong with the words?  A small tree of its own, one
# fault at a time.
set -euo pipefail
export LC_ALL=C.UTF-8

command -v xgettext >/dev/null && command -v msgmerge >/dev/null || {
	echo '1..0 # SKIP gettext is not installed'
	exit 0
}
top=$(cd "$(dirname "$0")/.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
n=0

# A tree in which all is well.
fresh() {
	rm -rf "$tmp/tree"
	mkdir -p "$tmp/tree/script" "$tmp/tree/src/base" "$tmp/tree/po"
	cp "$top/script/po" "$tmp/tree/script/"
	cat >"$tmp/tree/src/base/err.h" <<'C'
	X(ERR_OK,	200,	0,	"Done.") \
	X(ERR_USAGE,	400,	2,	"Not understood.")
C
	cat >"$tmp/tree/src/a.c" <<'C'
	return NOTE(note, ERR_X, M("Only {n} of "
	    "{most} at 50 % fit."), A_INT("n", n));
C
	for lang in zh_CN en; do
		printf 'msgid ""\nmsgstr ""\n"Language: %s\\n"\n%s\n' "$lang" \
		    '"Content-Type: text/plain; charset=UTF-8\n"' \
		    >"$tmp/tree/po/$lang.po"
	done
	"$tmp/tree/script/po" >/dev/null
	translate 'Done.' '已完成。'
	translate 'Not understood.' '没有看懂。'
	translate 'Only {n} of {most} at 50 % fit.' \
	    '{most} 中只放得下 {n}（50 %）。'
}

translate() { # MSGID WORDS
	awk -v id="msgid \"$1\"" -v words="msgstr \"$2\"" '
	$0 == id { print; getline; print words; next } { print }' \
	    "$tmp/tree/po/zh_CN.po" >"$tmp/po"
	cp "$tmp/po" "$tmp/tree/po/zh_CN.po"
}

result() { # OK? NAME
	n=$((n + 1))
	[ "$1" = ok ] || sed 's/^/# /' "$tmp/said"
	echo "$1 $n - $2"
}

passes() { # NAME
	if "$tmp/tree/script/po" --check >"$tmp/said" 2>&1; then
		result ok "$1"
	else
		result 'not ok' "$1"
	fi
}

# The check fails, and names what is wrong.
refuses() { # NAME WORDS
	if ! "$tmp/tree/script/po" --check >"$tmp/said" 2>&1 &&
	    grep -qF -- "$2" "$tmp/said"; then
		result ok "$1"
	else
		result 'not ok' "$1"
	fi
}

fresh
passes 'a tree whose strings all have their words is in order'
"$tmp/tree/script/po" >/dev/null
passes 'bringing it up to date changes nothing that was said'

translate 'Done.' ''
refuses 'a string without a translation is named' 'no translation: "Done."'

fresh
translate 'Only {n} of {most} at 50 % fit.' '只放得下 {m}。'
refuses 'a place that the msgid does not have is named' 'other {places}'

fresh
translate 'Only {n} of {most} at 50 % fit.' '只放得下 {n}。'
refuses 'a place that was left out is named' 'other {places}'

fresh
sed -i 's/^msgid "Done."/#, fuzzy\n&/' "$tmp/tree/po/zh_CN.po"
refuses 'a guess is named' 'fuzzy: "Done."'

fresh
echo 'SAY(c, note, M("One more."));' >>"$tmp/tree/src/a.c"
refuses 'a new string is named' 'no translation: "One more."'

fresh
echo 'SAY(c, note, "Bare.");' >>"$tmp/tree/src/a.c"
refuses 'a string that is not marked is named' 'not marked by M: "Bare."'

fresh
echo 'SAY(c, note, "Bare.");' >"$tmp/tree/src/a_test.c"
printf '#include "test/lib/test.h"\n' >"$tmp/tree/src/b.h"
echo 'SAY(c, note, "Bare.");' >"$tmp/tree/src/b.c"
passes 'what tests say needs no translation'

fresh
echo 'SAY(c, note, M("Done."));' >"$tmp/tree/src/a.c"
refuses 'words for what is no longer said are refused' 'not up to date'

echo "1..$n"
