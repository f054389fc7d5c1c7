#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The disk is full: that is said, nothing acknowledged is lost, and when there
# is room again the work goes on.
. "${0%/*}/story.sh"

if [ "$(id -u)" != 0 ]; then
	story 'the disk is full'
	skip 'only root can make a small disk'
	the_end
fi
chmod 711 "$here"	# the server comes through it
mkdir disk
if ! mount -t tmpfs -o size=64m,mode=755 anze-story "$here/disk" 2>/dev/null
then
	story 'the disk is full'
	skip 'a small disk cannot be mounted here'
	the_end
fi
at_end umount -l "$here/disk"

# A store whose records lie on the small disk.
small_store() {
	if on_sqlite; then
		here=$here/disk place small
		return
	fi
	own_server
	mkdir disk/space
	chown --reference="$ANZE_TEST_PG_DATA" disk/space
	psql "$ANZE_TEST_PG" -c "CREATE TABLESPACE story_$$ LOCATION
	    '$here/disk/space'"
	at_end psql "$ANZE_TEST_PG" -c "DROP TABLESPACE story_$$"
	at_end psql "$ANZE_TEST_PG" -c "DROP DATABASE story_${$}_small"
	place small "TABLESPACE story_$$"
}

fill() { # leaving so many KiB
	local left

	rm -f disk/filler
	left=$(($(stat -f -c '%a * %S / 1024' disk) - $1))
	head -c $((left * 1024)) /dev/zero >disk/filler
}

makes_room() {
	rm -f disk/filler
}

all_there() {
	works anze body list
	cut -f 2,3 out | tail -n +2 | tr '\t' ':' | sort >there
	same '' "$(sort acknowledged | comm -13 there -)"
	says 'Findings…0' anze ledger verify
	says 'All tables say' anze ledger rebuild
}

add() {
	anze body add --name "机构 $1" --kind unit --code "$1" \
	    --from 2024-01-01
}

story 'a write for which there is no room says so, and nothing of it is there'
small_store
works anze init
works anze config name 南通市委网信办
: >acknowledged
fill 200
code=0
for ((i = 0; code == 0 && i < 2000; i++)); do
	run add "w:$i"
	[ $code != 0 ] || echo "w:$i" >>acknowledged
done
same $code 11
also 'There is no room left on the disk'
also 'Make room and try again'
holds 'some were written before' [ -s acknowledged ]
says '南通市委网信办' anze config name
says "机构 $(tail -n 1 acknowledged)" \
    anze body show "$(tail -n 1 acknowledged)"
on_sqlite && says 'Files	look…Make room' anze doctor

story 'when there is room again the work goes on'
makes_room
works add w:later
echo w:later >>acknowledged
all_there

story 'an import for which there is no room stops, is seen, and goes on'
fill 5000
fails 11 'disk is full' anze region import \
    "$sample/division-history-1980-2024.csv"
also 'Import the same file again to go on'
lines 2 anze imports --open
done=$(cut -f 5 out | tail -n 1)
says "$done" anze imports
makes_room
says "interrupted import before	$done" anze region import \
    "$sample/division-history-1980-2024.csv"
also "Changes recorded	$((10598 - done))"
lines 1 anze imports --open
lines 3214 anze region list --year 2024
all_there

story 'where keys and lists lie there is no room'
if ! on_sqlite; then
	# PostgreSQL's records are elsewhere, so only the files feel it.
	files=$here/disk/files
	mv "$ANZE_FILES" "$files"
	export ANZE_FILES=$files
fi
works add s:1
works anze body end s:1 --on 2024-06-01 --reason 本不应在此
entry=$(($(size) - 1))
cp "$files/key/checkpoint" key
fill 0
fails 11 '' anze --yes key rotate
same "$(cat key)" "$(cat "$files/key/checkpoint")"
makes_room
works anze --yes key rotate
works anze ledger checkpoint
says 'Findings…0' anze ledger verify
says 'Checkpoint key	fine' anze doctor

story 'a folder for checkpoints without room holds nothing up'
mkdir disk/usb
if on_sqlite; then
	# The store itself needs room: it moves, the folder stays.
	works anze backup "$here/moved"
	key=$files/key/checkpoint
	place roomy
	works anze restore "$here/moved" --key "$key" \
	    --against "$here/moved/checkpoint"
fi
works anze config checkpoint.folder "$here/disk/usb"
fill 0
works anze ledger checkpoint
says 'waiting…There is no room left' anze job list
makes_room
job=$(anze job list --state waiting | tail -n 1 | cut -f 1)
works anze job retry "$job"
holds 'it came' [ -e "disk/usb/checkpoint-$(size)" ]

story 'a backup, an export and a restore without room leave what was there'
works anze backup "$here/disk/backup"
says 'Entries' anze --store "$here/disk/backup/store.anze" ledger verify
before=$(sha256sum disk/backup/store.anze)
works add after:1
fill 300
fails 11 '' anze backup "$here/disk/backup"
same "$before" "$(sha256sum disk/backup/store.anze)"
same "$(ls disk/backup)" "$(ls disk/backup | grep -v new)"
fails 11 '' anze ledger export "$here/disk/site"
fails 11 '' anze --store "$here/disk/again.anze" restore \
    "$here/disk/backup"
fails 5 'There is no store' anze --store "$here/disk/again.anze" \
    ledger verify
makes_room
works anze backup "$here/disk/backup"
works anze --store "$here/disk/again.anze" restore "$here/disk/backup"
says 'Findings…0' anze --store "$here/disk/again.anze" ledger verify

the_end
