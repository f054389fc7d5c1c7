#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What one types wrong, and in which language one is told.
. "${0%/*}/story.sh"

story 'without a store nothing is opened, and both ways to name one are shown'
for command in 'ledger verify' 'region list' doctor init upgrade; do
	fails 2 'anze --store office.anze …anze --store postgres:///office' \
	    anze $command
	also 'ANZE_STORE'
done
place office
ANZE_STORE= fails 2 'Say which store is meant' anze ledger verify
works anze init
says 'Entries…1' anze ledger verify
ANZE_STORE=elsewhere says 'Entries…1' anze --store "$ANZE_STORE" ledger verify

story 'a store that is not there is named, and nothing is made of it'
place missing
fails 5 'There is no store …anze init' anze ledger verify
fails 5 'There is no store' anze config name x
fails 14 'broken' anze doctor
also 'There is no store'
if on_sqlite; then
	holds 'no file was made' [ ! -e "$ANZE_STORE" ]
	ANZE_STORE=$here/no/such/folder/x fails 5 'There is no' anze init
	ANZE_STORE=$here/ fails 2 'is a folder' anze init
	ANZE_STORE=$here fails 2 'is not a file' anze ledger show
	ANZE_STORE=mysql://h/d fails 2 'another kind of address' anze init
else
	ANZE_FILES= fails 2 'name it with --files DIR' anze init
	ANZE_STORE=${ANZE_STORE/missing/nothing} fails 10 \
	    'cannot be reached…nothing…does not exist' anze init
	ANZE_STORE='postgres://u:secret@127.0.0.1:1/x' fails 10 \
	    'cannot be reached' anze ledger show
	never secret
	ANZE_STORE='postgres:///x?nonsense=secret' fails 2 \
	    'is not understood' anze ledger show
	never secret
fi

story 'a store that is there is not made again'
place office
unmoved fails 7 'already' anze init
unmoved fails 7 'already' anze init --origin office/other

story 'what is missing and what is too much is named'
fails 2 'FILE is missing' anze region import
fails 2 '"b.csv" is too much' anze region import a.csv b.csv
fails 2 'CODE is missing' anze region show
fails 2 'JOB' anze job retry
fails 2 '--year needs a value: --year YEAR' anze region list --year
fails 2 'stands there' anze version 1
fails 2 '--name, --kind and --from' anze body add
fails 2 '--key VKEY' anze ledger check-proof a.tlog-proof

story 'numbers and days that are none are refused before anything is done'
for number in abc '' 1.5 20x 99999999999999999999 ' 7'; do
	fails 2 '--year needs a whole number' anze region list --year "$number"
done
fails 2 'is no entry' anze ledger prove first
fails 2 'is no entry' anze vault show -- -1
fails 2 '--most' anze ledger show --most -1
fails 5 'The ledger has 1 entries, 0 to 0; there is no entry 99' \
    anze ledger show --from 99
fails 5 'there is no entry -1' anze ledger show --from -1
fails 5 'no entry 99' anze ledger prove 99
for day in 2023-02-29 2024-13-01 2024-04-31 yesterday 0000-01-01; do
	fails 2 '--at needs a date of the calendar' anze body list --at $day
done
fails 2 'is no job' anze job retry 17
fails 5 'There is no job' anze job retry 01a20f72-7fa6-79cb-89b1-27c208269238

story 'a file that is not there, or is no file, is named'
fails 5 'There is no none.csv' anze region import none.csv
fails 3 "$here is a folder" anze region import "$here"
fails 5 'There is no none' anze ledger verify --against none
fails 5 'holds no backup' anze --store elsewhere.anze restore none
fails 5 'There is no none' anze ledger check-proof --key "$(anze key show)" \
    none

story 'settings are listed, and what cannot be one is refused'
fails 5 'There is no setting nmae' anze config nmae x
fails 5 'no time zone called "Mars/Olympus"' anze config zone Mars/Olympus
fails 3 'begin it with a slash' anze config checkpoint.folder here
fails 2 'not text in UTF-8' anze config name $'broken \xff\xfe'
fails 3 'several lines' anze config name $'two\nlines'
same "$(size)" 1
says 'no' anze config name
says '南通市委网信办' anze config name 南通市委网信办
says '南通市委网信办…yes' anze config
same "$(size)" 2

story 'what cannot be taken back is asked, and without a terminal refused'
unmoved fails 2 'give --yes' anze key rotate
unmoved fails 2 'give --yes' anze vault expunge 1 --document 1 \
    --approve A --approve B
unmoved fails 3 'Name the document' anze --yes vault expunge 1
unmoved fails 3 'Two different administrators' anze --yes vault expunge 1 \
    --document 1 --approve A --approve a
unmoved fails 3 'There is nothing to remove' anze --yes vault expunge 1 \
    --document 1 --approve A --approve B

story 'nobody but its owner reads a new store'
on_sqlite && same "$(stat -c %a "$ANZE_STORE")" 600
same "$(stat -c %a "$files/key/checkpoint")" 600
same "$(stat -c %a "$files")" 700

# The rest has to do with no database.
on_sqlite || the_end

story 'a word that is no command names the nearest one'
fails 2 '"anze ledger verify" that is meant' anze ledgr verify
fails 2 '"anze ledger verify" that is meant' anze ledger verfiy
fails 2 '"anze region list" that is meant…anze help region' anze region lst
fails 2 'It can be: init, config, …' anze xyzzy
fails 2 'one more word is needed: import, list, show, tree' anze region
fails 5 'Is it "ledger verify" that is meant' anze help ledger verfy
fails 5 'There is no command "xyzzy"' anze help xyzzy

story 'an option that is none names the nearest one'
fails 2 'Is it --store that is meant' anze --stor x ledger verify
fails 2 'Is it --against that is meant…anze help ledger verify' \
    anze ledger verify --aginst x
fails 2 'Is it --dry-run that is meant' anze body import --dryrun x.csv
fails 2 'none of those that may stand before the command' anze -x
fails 2 'help region list' anze region list -x
fails 2 'cannot be "fr"' anze --lang fr help
fails 2 'cannot be "country"…1, 2, 3, 4' anze region list --level country
also 'anze help region list'
ANZE_LANG=fr fails 2 'ANZE_LANG is set to "fr"' anze version

story 'Chinese is spoken unless English is asked for'
speaking() { # LOCALE COMMAND…
	env -u ANZE_LANG -u LC_MESSAGES -u LANG LC_ALL="$1" "$ANZE" "${@:2}"
}
ANZE_STORE= fails 2 '请指明用哪个存储库' speaking '' doctor
fails 2 '没有' speaking '' ledgr
fails 2 '没有' speaking zh_CN.UTF-8 ledgr
fails 2 '没有' speaking fr_FR.UTF-8 ledgr
fails 2 'There is no command' speaking en_GB.UTF-8 ledgr
fails 2 'There is no command' speaking C ledgr
fails 2 'There is no command' speaking zh_CN.UTF-8 --lang en ledgr
fails 2 '没有' speaking en_GB.UTF-8 ledgr --lang zh_CN
ANZE_LANG=zh_CN fails 2 '没有' anze ledgr
ANZE_LANG=en says 'Entries' anze ledger verify
ANZE_LANG=zh_CN says '条目' anze ledger verify

story 'every command has its help, in both languages'
works anze --json help
python3 -c 'import json
for row in json.load(open("out"))["rows"]: print(row["name"])' >commands
holds 'there are many commands' [ "$(wc -l <commands)" -gt 40 ]
while read -r command; do
	says "Usage: anze $command" anze help $command
	answer >help
	prints help anze $command --help
	ANZE_LANG=zh_CN says "用法…anze $command" anze help $command
done <commands

story 'the manual page and the completion are printed'
says '.TH ANZE 1' anze man
also 'EXIT STATUS'
ANZE_LANG=zh_CN says '.TH ANZE 1' anze man
works anze completion
answer >completion
holds 'bash can read the completion' bash -n completion
says '0.1.0' anze --version

story 'errors can be had in JSON'
run anze --json ledgr
holds 'it is JSON' python3 -m json.tool "$here/err"
also '"exit":2'
run anze --json ledger prove 99
holds 'it is JSON' python3 -m json.tool "$here/err"
also '"code":"ERR_NOTFOUND"'

story 'a full pipe and a reader who goes away are no surprise'
if [ -c /dev/full ]; then
	"$ANZE" help >/dev/full 2>err
	code=$?
	same $code 11
	"$ANZE" --json config >/dev/full 2>err
	code=$?
	same $code 11
fi
"$ANZE" man 2>err | head -n 1 >out
holds 'nothing is complained about' [ ! -s err ]

the_end
