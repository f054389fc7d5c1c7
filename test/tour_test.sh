#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# tour_test.sh [ANZE]: is everything there that the papers name?
#
# Paths and links; functions, and where "`f()` in `file`" is said, in that file;
# messages in the tables of docs/importing*.md; with ANZE also the commands and
# options that are typed in them.  Then each check is shown a broken copy.
# shellcheck disable=SC2016	# backquotes are what is looked for
set -u
export LC_ALL=C.UTF-8 ANZE_LANG=en

anze=${1:-}
[ -z "$anze" ] || anze=$(realpath "$anze")
cd "$(dirname "$0")/.." || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
papers=(README.md README.zh-CN.md TOUR.md CONTRIBUTING.md CHANGELOG.md
    docs/*.md docs/decisions/*.md sample/README.md packs/README.md)
n=0

result() { # STATUS NAME: 0 is good
	n=$((n + 1))
	[ "$1" != 0 ] || { echo "ok $n - $2"; return 0; }
	sed 's/^/# /' "$tmp/said"
	echo "not ok $n - $2"
}

# The house's style: a function's name stands at the beginning of a line.
defined() { # NAME [FILE]
	if [ -n "${2:-}" ]; then
		grep -qE "^$1\(|^#define $1\(" "$2"
	else
		grep -qx "$1" "$tmp/functions"
	fi
}
grep -rhoE '^([a-z_0-9]+|#define [A-Za-z_0-9]+)\(' src tools test bench \
    --include='*.[ch]' | sed 's/^#define //; s/($//' | sort -u \
    >"$tmp/functions"

# A paper without its line ends: what is said may go over two lines.
flat() { tr '\n' ' ' <"$1" | sed 's/  */ /g'; }

paths() { # PAPER NAME
	local path
	grep -oP '(?<![\w/.:-])(src|script|sample|docs|test|tools|packs|po|bench)/[\w./*-]*[\w*/]' \
	    "$1" | sort -u | while read -r path; do
		compgen -G "$path" >/dev/null || echo "$2: no $path"
	done
	grep -oP '\]\(\K[^)#: ]+(?=\))' "$1" | sort -u | while read -r path; do
		[ -e "$(dirname "$2")/$path" ] || echo "$2: no $path"
	done
}

functions() { # PAPER NAME
	local name file
	grep -oP '`\K\w+(?=\(\))' "$1" | sort -u | while read -r name; do
		defined "$name" || echo "$2: no function $name()"
	done
	flat "$1" | grep -oP '`\w+\(\)` in `[\w./-]+`' | tr -d '`()' |
	    sed 's/ in / /' | sort -u | while read -r name file; do
		[ ! -e "$file" ] || defined "$name" "$file" ||
		    echo "$2: $file does not define $name()"
	done
}

# Sentences with {places} in tables are msgids, or the Chinese for one.
messages() { # PAPER NAME
	local said
	case $2 in docs/importing*) ;; *) return 0 ;; esac
	grep -oP '^\| `\K[^`]*\{[^`]*(?=`)' "$1" | sed 's/"/\\"/g' |
	    while read -r said; do
		grep -qxF -e "msgid \"$said\"" -e "msgstr \"$said\"" \
		    po/zh_CN.po || echo "$2: nobody says: $said"
	done
}

# What is typed: lines of code, and code in a sentence, without what a shell
# takes for itself.
typed() { # PAPER
	{
		grep -oP '^ {4}\Kanze .*' "$1"
		grep -oP '`\Kanze [^`]+(?=`)' "$1"
	} | sed -E 's/[|;<>#].*//; s/\[|\]//g' | sort -u
}

# The file with a command's help; none if there is no such command.
help_of() { # WORDS
	local file=$*
	file=$tmp/help-${file//[ \/]/-}
	[ -e "$file" ] || "$anze" help "$@" >"$file" 2>/dev/null || : >"$file"
	[ -s "$file" ] && echo "$file"
}

commands() { # PAPER NAME
	local paper=$2 line word help words options
	[ -n "$anze" ] || return 0
	typed "$1" | while read -r line; do
		words=()
		options=()
		set -f
		# shellcheck disable=SC2086
		set -- ${line#anze }
		set +f
		while [ $# -gt 0 ]; do
			case $1 in
			--store | --files | --as | --lang) shift ;;
			--*) options+=("${1%%=*}") ;;
			-*) ;;
			*) words+=("$1") ;;
			esac
			shift
		done
		[ ${#words[@]} -gt 0 ] || continue
		# The second word may be an operand, but not of a group.
		help=$(help_of "${words[@]:0:2}") ||
		    { help=$(help_of "${words[0]}") &&
		    ! grep -q '^Usage: .* COMMAND ' "$help"; } || {
			echo "$paper: no such command: $line"
			continue
		}
		for word in "${options[@]}"; do
			grep -q -e "^ .*$word\b" "$help" \
			    "$tmp/help-globals" ||
			    echo "$paper: no option $word: $line"
		done
	done
}
[ -z "$anze" ] || "$anze" help | sed -n '/--store/,$p' >"$tmp/help-globals"

# All that is wrong with a paper; PAPER may be a broken copy of NAME.
check() { # PAPER NAME
	paths "$@"
	functions "$@"
	messages "$@"
	commands "$@"
}

for paper in "${papers[@]}"; do
	check "$paper" "$paper" >"$tmp/said"
	[ ! -s "$tmp/said" ]
	result $? "all that $paper names is there"
done

# A copy of PAPER with one thing broken: is exactly that told?
broken() { # PAPER FROM TO TOLD NAME
	grep -qF -- "$2" "$1" || {
		echo "$1 does not hold \"$2\": break something else" >"$tmp/said"
		result 1 "$5"
		return 0
	}
	FROM=$2 TO=$3 perl -pe 's/\Q$ENV{FROM}\E/$ENV{TO}/' "$1" >"$tmp/paper"
	check "$tmp/paper" "$1" >"$tmp/said"
	if grep -qF -- "$4" "$tmp/said"; then
		result 0 "$5"
	else
		result 1 "$5"
	fi
}
broken TOUR.md src/tables/events.c src/tables/event.c \
    'no src/tables/event.c' 'a file that is not there is told'
broken README.md '](TOUR.md)' '](TOURS.md)' 'no TOURS.md' \
    'a link to nowhere is told'
broken TOUR.md 'entry_encode()' 'entry_encoded()' 'no function entry_encoded()' \
    'a function that is not there is told'
broken TOUR.md '`cli_parse()`' '`command_run()`' \
    'src/cli/parse.c does not define command_run()' \
    'a function that stands in another file is told'
broken docs/importing.md 'is missing. Fill it in.' 'is missing.' \
    'nobody says: {label} is missing.' 'a message that nobody says is told'
if [ -n "$anze" ]; then
	broken README.md 'anze body tree' 'anze body trees' \
	    'no such command: anze body trees' \
	    'a command that is not there is told'
	broken README.md '--dry-run' '--dryrun' 'no option --dryrun' \
	    'an option that is not there is told'
fi
echo "1..$n"
