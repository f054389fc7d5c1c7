#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The program, or the database's server, is killed in the middle: what was
# acknowledged is there, and what was begun can be seen and goes on.
. "${0%/*}/story.sh"

WRITERS=8	# at once
WRITES=1000	# by all of them

mkfifo never
exec 9<>never
after() { # SECONDS: until a blow falls, or the next look at something
	read -r -t "$1" <&9
}

# A thousand short lives: what they leak was looked for elsewhere.
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0

# One of several who write; says what was acknowledged, and goes on whatever
# becomes of a single write.
writes() { # WRITER
	local i pid code

	for ((i = 0; i < WRITES / WRITERS; i++)); do
		"$ANZE" body add --name "机构 w:$1-$i" --kind unit \
		    --code "w:$1-$i" --from 2024-01-01 \
		    >"said.$1" 2>&1 </dev/null &
		pid=$!
		echo $pid >"pid.$1"
		wait $pid
		code=$?
		case $code in
		0)
			echo "w:$1-$i"
			;;
		137)	# struck down
			;;
		*)
			echo "$code $(grep -m 1 '^anze:' "said.$1")" >>failures
			until_it_answers
			;;
		esac
	done 2>/dev/null
}

until_it_answers() {
	on_sqlite || until psql "$ANZE_TEST_PG" -c 'SELECT 1'; do
		after 0.05
	done >/dev/null 2>&1
}

# All write; after every so many acknowledged writes a blow falls, and after
# MOST of them all writers are struck down for good.
write_under() { # MOST EVERY BLOW…
	local most=$1 every=$2 writer line n=0

	shift 2
	: >acknowledged
	: >failures
	mkfifo said
	exec 7<>said
	for ((writer = 0; writer < WRITERS; writer++)); do
		(writes $writer; echo end) >said &
		now_running $!
		writers[writer]=$!
	done
	writer=0
	while [ $writer -lt $WRITERS ] && read -r line <&7; do
		if [ "$line" = end ]; then
			writer=$((writer + 1))
			continue
		fi
		echo "$line" >>acknowledged
		n=$((n + 1))
		[ $n -lt $most ] || break
		[ $((n % every)) != 0 ] || "$@"
	done
	kill -9 "${writers[@]}" $(cat pid.*)
	wait "${writers[@]}"
	# What was acknowledged before that blow was struck counts too.
	while read -r -t 0 <&7 && read -r line <&7; do
		[ "$line" = end ] || echo "$line" >>acknowledged
	done
	exec 7>&-
	rm said
} 2>/dev/null

# Everything acknowledged is there, once, and all agrees.
all_there() {
	works anze body list
	cut -f 2,3 out | tail -n +2 | tr '\t' ':' | sort >there
	sort acknowledged >wanted
	same '' "$(comm -13 there wanted)"
	same '' "$(uniq -d there)"
	says 'Findings…0' anze ledger verify
	says 'All tables say' anze ledger rebuild
}

killed=0
kill_the_program() {
	killed=$((killed + 1))
	kill -9 $(cat pid.*) 2>/dev/null
}

story 'the program is killed again and again in the middle of 1,000 writes'
new_store
write_under 300 20 kill_the_program
holds "there were blows: $killed" [ $killed -ge 10 ]
holds "$(wc -l <acknowledged) of $WRITES were acknowledged" \
    [ "$(wc -l <acknowledged)" -ge 300 ]
same "$(sort -u failures)" ''
all_there
works anze doctor
never broken
works anze body add --name 后来的机构 --kind unit --from 2024-01-01

# Wait until an import has recorded so many changes, or is over.
until_done() { # CHANGES PID
	while kill -0 $2 && ! [ "$(sql 'SELECT done FROM import_run')" -ge $1 ]
	do
		after 0.02
	done 2>/dev/null
}

story 'an import that is killed is seen, and goes on where it was'
new_store import
"$ANZE" region import "$sample/division-history-1980-2024.csv" \
    >said.import 2>&1 </dev/null &
import=$!
now_running $import
until_done 4000 $import
kill -9 $import
wait $import 2>/dev/null
lines 2 anze imports --open
done=$(cut -f 5 out | tail -n 1)
holds "it was interrupted: $done" [ "$done" -ge 4000 ]
holds "it was interrupted: $done" [ "$done" -lt 10598 ]
same "$(size)" $((done + 1))
says 'Imports	look	1 imports were interrupted' anze doctor
says 'Findings…0' anze ledger verify
says 'All tables say' anze ledger rebuild
says "Changes recorded	$((10598 - done))" anze region import \
    "$sample/division-history-1980-2024.csv"
also "interrupted import before	$done"
lines 1 anze imports --open
same "$(size)" 10599
lines 3214 anze region list --year 2024
says 'Findings…0' anze ledger verify

story 'an import that is stopped by Ctrl-C says how far it came, and goes on'
new_store stopped
# A shell lets what it starts in the background ignore SIGINT; env undoes it.
env --default-signal=INT "$ANZE" region import \
    "$sample/division-history-1980-2024.csv" >said.import 2>&1 </dev/null &
import=$!
now_running $import
until_done 2000 $import
kill -INT $import
wait $import
same $? 130
cp said.import out
also 'Stopped after'
also 'Import the same file again to go on'
lines 2 anze imports --open
works anze region import "$sample/division-history-1980-2024.csv"
same "$(size)" 10599

# Begin something, and strike it down after a moment.
struck() { # MOMENT COMMAND…
	local pid

	"${@:2}" >"$here/said.struck" 2>&1 </dev/null &
	pid=$!
	after "$1"
	kill -9 $pid
	wait $pid
} 2>/dev/null

moments='0.02 0.04 0.06 0.08 0.1 0.13 0.17'

story 'a store whose making was killed is made again, or is whole'
place made
for moment in $moments; do
	forget
	rm -rf "$files"
	struck $moment "$ANZE" init
	run anze init
	if on_sqlite && [ ! -s "$ANZE_STORE" ]; then
		fails 14 'is an empty file…remove it and run anze init' \
		    anze ledger verify
		forget
		run anze init
	fi
	holds "killed after $moment it is made, or was" \
	    [ $code = 0 -o $code = 7 ]
	says 'Entries…1…Findings…0' anze ledger verify
	works anze ledger checkpoint
done

story 'a restore that was killed leaves no store that looks whole, and goes again'
place import
works anze backup "$here/backup"
place restored
for moment in 0.1 0.3 0.6 1.0; do
	forget
	rm -rf "$files"
	struck $moment "$ANZE" restore "$here/backup"
	run anze restore "$here/backup"
	[ $code = 0 ] || fails 7 '' anze restore "$here/backup"
	run anze doctor
	if [ $code != 0 ]; then
		# PostgreSQL keeps what was committed: that it is half a store
		# is seen, and the way is to begin again.
		holds 'only PostgreSQL keeps half a restore' eval '! on_sqlite'
		fails 14 'broken' anze doctor
		forget
		works anze restore "$here/backup"
	fi
	says 'Findings…0' anze ledger verify
	says 'All tables say' anze ledger rebuild
	works anze ledger checkpoint
done

story 'a change of keys that was killed can be told and mended'
place import
for moment in $moments; do
	struck $moment "$ANZE" --yes key rotate
	run anze doctor
	if said 'Rename'; then
		fails 14 'a change of keys was interrupted. Rename' anze doctor
		mv "$files/key/checkpoint.next" "$files/key/checkpoint"
	fi
	says 'Checkpoint key	fine' anze doctor
	works anze ledger checkpoint
done
says 'Findings…0' anze ledger verify

story 'a rebuild that was killed changes nothing, and goes again'
sql "UPDATE region_row SET name = '北京特别市' WHERE name = '北京市'"
for moment in 0.2 0.5 1.0; do
	struck $moment "$ANZE" ledger rebuild --replace
done
run anze ledger rebuild --replace
same $code 0
says 'All tables say' anze ledger rebuild
never 北京特别市
says 'Findings…0' anze ledger verify

on_sqlite && the_end
own_server

kill_the_server() {
	local pid= try

	for ((try = 0; try < 100; try++)); do
		pid=$(psql "$ANZE_TEST_PG" -c "SELECT pid FROM pg_stat_activity
		    WHERE application_name = 'anze' LIMIT 1" 2>/dev/null)
		if [ -n "$pid" ] && kill -9 $pid 2>/dev/null; then
			killed=$((killed + 1))
			break
		fi
	done
}

story "the server's processes are killed in the middle of writes"
killed=0
new_store own
write_under 100 15 kill_the_server
until_it_answers
holds "there were blows: $killed" [ $killed -ge 4 ]
holds "$(wc -l <acknowledged) were acknowledged" \
    [ "$(wc -l <acknowledged)" -ge 100 ]
same '' "$(grep -v '^10 anze: .*[Tt]ry again\|^10 anze:.*cannot be reached' \
    failures | grep -v '^16 anze: .*it is not known')"
all_there

the_end
