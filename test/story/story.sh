# SPDX-License-Identifier: Apache-2.0
# How is a story told?  As somebody at a terminal would live it:
#
#	. "${0%/*}/story.sh"
#
#	story 'a new store has one entry'
#	new_store
#	says 'Entries…1' anze ledger verify
#
#	the_end
#
# A file that begins so runs twice, with stores on SQLite and on the PostgreSQL
# that ANZE_TEST_PG names (script/with-postgres brings one), and prints TAP.  A
# story goes on to the next `story`; it is ok when all that it expects is so,
# and a sentence beginning with # tells what was not.  ANZE names the program.
#
#	new_store NAME		make a store; it is then the one that is meant
#	place NAME		mean a place where none was made yet, or mean an
#				earlier one again
#	copy_store FROM TO	what a thief or a careless hand would copy; it is
#				then the one that is meant
#	forget			remove the database that is meant; its key stays
#	own_server		from here on PostgreSQL is one of this file's own:
#				what is done to it, others should not feel
#	works COMMAND…		it ends with 0
#	says WORDS COMMAND…	it ends with 0 and says so; … in the words stands
#				for anything
#	fails EXIT WORDS COMMAND…
#	also WORDS		the last command said this too
#	never WORDS		the last command did not say this
#	lines N COMMAND…	it ends with 0 and prints so many lines
#	prints FILE COMMAND…	it ends with 0 and prints what the file holds
#	is_json COMMAND…	it ends with 0 and prints JSON
#	same A B		two texts are equal
#	holds SENTENCE COMMAND…	a condition that is no command of ours
#	unmoved EXPECTATION…	and the store is as it was before
#	answer			what the last command printed
#	size			how many entries the ledger has
#	sql STATEMENT		what somebody does who has the database; bytes HEX
#				and hex_of COLUMN are what its dialects part in
#	skip WHY		the story cannot be told here
#	at_end COMMAND…		do this when all is over, the last first
#	now_running PID		end this when all is over
#
# Files lie in the folder ${here}, where commands run; it goes with the end.
# Only `answer` and `size` are for $(…), since the others keep score.
set -u
[ -n "${BASH_VERSION:-}" ] || exit 2

top=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
sample=$top/sample
export LC_ALL=C.UTF-8 TZ=UTC PYTHONDONTWRITEBYTECODE=1
unset ANZE_AS ANZE_STORE ANZE_FILES PGOPTIONS PGDATABASE PGUSER PGHOST CDPATH
: "${ANZE:?names the program to be tried}"

cleanup=()
at_end() {
	cleanup=("$(printf '%q ' "$@")" "${cleanup[@]}")
}

now_running() {
	at_end kill -9 "$1"
}

cleaned_up() {
	local doing

	trap - EXIT
	for doing in "${cleanup[@]}"; do
		eval "$doing" >/dev/null 2>&1
	done
}
trap cleaned_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The file that names this library, once on each database; it numbers what the
# two say.
both() {
	local tests=0 bad=0 on line told

	for on in SQLite PostgreSQL; do
		exec 5< <(STORY_ON=$on exec bash "$0")
		told=$!
		cleanup=("kill $told; wait $told")
		while IFS= read -r -u 5 line; do
			case $line in
			'ok - '* | 'not ok - '*)
				tests=$((tests + 1))
				[ "${line%% *}" = ok ] || bad=$((bad + 1))
				line="${line%% - *} $tests - ${line#* - }"
				;;
			esac
			printf '%s\n' "$line"
		done
		wait $told || bad=$((bad + 1))
	done
	echo "1..$tests"
	exit $((bad > 0))
}
[ -n "${STORY_ON:-}" ] || both

story= wrong=0 skipped= last= code=0
result() {
	[ -n "$story" ] || return 0
	if [ -n "$skipped" ]; then
		echo "ok - $story ($STORY_ON) # SKIP $skipped"
	elif [ $wrong = 0 ]; then
		echo "ok - $story ($STORY_ON)"
	else
		echo "not ok - $story ($STORY_ON)"
	fi
	story= wrong=0 skipped=
}

# A child that ends before its story did is a story that failed.
broken_off() {
	trap - EXIT
	if [ -n "$story" ]; then
		is_wrong 'the story broke off'
		result
	fi
	cleaned_up
}
trap broken_off EXIT

story() {
	result
	story=$1
	export ANZE_LANG=en
}

the_end() {
	result
	exit 0
}

skip() {
	skipped=$1
}

# Tell what is wrong, and what the last command said of it; after a few times
# no more, since one thing leads to another.
is_wrong() {
	wrong=$((wrong + 1))
	[ $wrong -le 5 ] || return 0
	{
		printf '%s\n' "$@"
		[ -z "$last" ] || echo "  $last"
		[ -z "$last" ] || echo "  ended with $code and said:"
		head -c 2000 "$here/out" | tail -n 12 | sed 's/^/  | /'
		tail -c 2000 "$here/err" | tail -n 12 | sed 's/^/  ! /'
	} 2>/dev/null | sed 's/^/# /'
}

if [ "$STORY_ON" = PostgreSQL ] && [ -z "${ANZE_TEST_PG:-}" ]; then
	story=${0##*/}
	skip 'no PostgreSQL; script/with-postgres brings one'
	the_end
fi

here=$(mktemp -d /tmp/anze-story-XXXXXX)
at_end rm -rf "$here"
cd "$here" || exit 1

for pg_bin in "${ANZE_PG_BIN:-}" /usr/lib/postgresql/{15,16,17,18}/bin; do
	[ ! -x "$pg_bin/psql" ] || break
done

on_sqlite() {
	[ "$STORY_ON" = SQLite ]
}

# Whatever waits longer than that waits for ever.
anze() {
	timeout --foreground 300 "$ANZE" "$@"
}

psql() { # CONNECTION ARGUMENT…
	"$pg_bin/psql" -qXAt -v ON_ERROR_STOP=1 -d "$@"
}

# The database of a place; MAKE: how to make it if it is not there.
place() { # NAME [MAKE]
	local database=story_${$}_$1

	if on_sqlite; then
		export ANZE_STORE=$here/$1.anze
		files=$ANZE_STORE.d
		return 0
	fi
	files=$here/$1.d
	export ANZE_FILES=$files
	export ANZE_STORE=${ANZE_TEST_PG/\/postgres\?/\/$database\?}
	if [ ! -e "$here/$1.made" ]; then
		psql "$ANZE_TEST_PG" -c "CREATE DATABASE $database ${2:-}" &&
		    : >"$here/$1.made"
	fi
}

own_server() {
	local server

	mkfifo cluster alive
	"$top/script/with-postgres" bash -c 'printf "%s\n" "$ANZE_TEST_PG" \
	    "$ANZE_TEST_PG_DATA" >cluster; read -r _ <alive' &
	server=$!
	at_end wait $server
	at_end kill $server
	{
		read -r ANZE_TEST_PG
		read -r ANZE_TEST_PG_DATA
	} <cluster
	rm -f "$here"/*.made
}

copy_store() { # FROM TO
	local from

	place "$1"
	from=$files
	if on_sqlite; then
		place "$2"
		cp "$here/$1.anze" "$ANZE_STORE"
	else
		place "$2" "TEMPLATE story_${$}_$1"
	fi
	cp -r "$from" "$files"
}

forget() {
	if on_sqlite; then
		rm -f "$ANZE_STORE" "$ANZE_STORE"-*
	else
		sql 'DROP SCHEMA IF EXISTS anze CASCADE' 2>>"$here/dropped"
	fi
}

new_store() {
	place "${1:-office}"
	works anze init
}

# Run a command and look at it: a program that found itself wrong is wrong,
# whatever was expected of it.
run() {
	last="$*"
	"$@" >"$here/out" 2>"$here/err" </dev/null
	code=$?
	case $code in
	1 | 70 | 134 | 139)
		is_wrong 'the program broke down'
		;;
	124)
		is_wrong 'it did not come to an end'
		;;
	esac
	if grep -qaE 'Sanitizer|runtime error:|stopped, since' "$here/err"
	then
		is_wrong 'a sanitizer found something'
	fi
}

# Does the last command's output hold these words?
said() {
	local rest words=$1 part

	rest=$(tr -d '\0' <"$here/out"; echo; tr -d '\0' <"$here/err")
	while :; do
		part=${words%%…*}
		[[ $rest == *"$part"* ]] || return 1
		[ "$part" != "$words" ] || return 0
		rest=${rest#*"$part"}
		words=${words#*…}
	done
}

also() {
	said "$1" || is_wrong "\"$1\" was not said"
}

never() {
	! said "$1" || is_wrong "\"$1\" was said"
}

fails() {
	local want=$1 words=$2

	shift 2
	run "$@"
	[ "$code" = "$want" ] || is_wrong "should have ended with $want"
	also "$words"
}

works() {
	fails 0 '' "$@"
}

says() {
	fails 0 "$@"
}

lines() {
	local want=$1

	shift
	works "$@"
	[ "$(wc -l <"$here/out")" = "$want" ] ||
	    is_wrong "$(wc -l <"$here/out") lines, and should be $want"
}

prints() {
	local file=$1

	shift
	works "$@"
	cmp -s "$file" "$here/out" ||
	    is_wrong "other than $file" "$(diff "$file" "$here/out" |
	    head -n 20)"
}

is_json() {
	works "$@"
	python3 -m json.tool "$here/out" "$here/json" 2>"$here/err" ||
	    is_wrong 'this is no JSON'
}

same() {
	[ "$1" = "$2" ] || is_wrong 'these two should be the same:' \
	    "$(diff <(printf '%s\n' "$1") <(printf '%s\n' "$2") | head -n 20)"
}

holds() {
	local sentence=$1

	shift
	"$@" >/dev/null 2>&1 || is_wrong "it should be so: $sentence"
}

footprint() {
	anze ledger digest --all 2>&1 </dev/null
}

unmoved() {
	local before

	before=$(footprint)
	"$@"
	[ "$before" = "$(footprint)" ] || is_wrong 'the store was changed:' \
	    "$(diff <(printf '%s\n' "$before") <(footprint))"
}

answer() {
	cat "$here/out"
}

size() {
	sql 'SELECT COUNT(*) FROM ledger_entry'
}

# Bytes as a statement names them, and a column's bytes in hex.
bytes() { # HEX
	on_sqlite && echo "x'$1'" || echo "'\\x$1'::bytea"
}

hex_of() { # COLUMN
	on_sqlite && echo "lower(hex($1))" || echo "encode($1, 'hex')"
}

sql() {
	if on_sqlite; then
		sqlite3 -batch "$ANZE_STORE" "$1"
	else
		psql "$ANZE_STORE" -c 'SET search_path TO anze' -c "$1"
	fi
}
