#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How a store is cared for: its health, checkpoints, keys, proofs, backups and
# removals.
. "${0%/*}/story.sh"

add() { # CODE
	anze body add --name "机构 $1" --kind unit --code "$1" \
	    --from 2024-01-01
}

# Somebody who writes all the time, and says what was acknowledged.
writes_on() { # FROM
	local i

	for ((i = $1; i < $1 + 1000; i++)); do
		"$ANZE" body add --name "机构 w:$i" --kind unit --code "w:$i" \
		    --from 2024-01-01 >said.$1 2>&1 </dev/null || exit
		echo "w:$i"
	done
}

story 'a new store is fit, and the doctor says what is still to be done'
new_store
says 'Store	fine…Database	fine…Ledger	fine…Checkpoint key	fine' \
    anze doctor
also 'Checkpoints	look	Checkpoints stay on this machine'
also 'Backup	look	There was no backup yet'
is_json anze --json doctor
unmoved works anze doctor

story 'settings change, and who changed them is kept'
says '南通市委网信办' anze --as 张三 config name 南通市委网信办
says '南通市委网信办' anze config name
says '张三	The setting name became' anze ledger show
says 'Asia/Urumqi' anze config zone Asia/Urumqi
says 'zone	Asia/Urumqi	yes' anze config
works anze config zone Asia/Shanghai

story 'checkpoints go to a folder that somebody else owns'
mkdir usb
works anze config checkpoint.folder "$here/usb"
works anze ledger checkpoint
cmp -s out usb/checkpoint || is_wrong 'the newest checkpoint is another'
holds 'it is kept under its size too' cmp out "usb/checkpoint-$(size)"
says 'also with the checkpoint' anze ledger verify --against usb/checkpoint
says 'Checkpoints	fine' anze doctor
unmoved works anze ledger checkpoint

story 'while that folder is away the job waits, and goes on when it is back'
mv usb away
works anze config name 如皋市委网信办
works anze ledger checkpoint
says 'waiting' anze job list
also 'There is no'
says 'Checkpoints	look	There is no' anze doctor
mv away usb
is_json anze --json job list --state waiting
job=$(python3 -c 'import json
print(json.load(open("out"))["rows"][0]["id"])')
says '0 jobs were run' anze job run
works anze job retry "$job"
says "$job…done" anze job list
holds 'it came' [ -e "usb/checkpoint-$(size)" ]
fails 6 'is done already' anze job drop "$job" --reason 'no need'

story 'a job that failed too often is given up, seen and tried again'
chmod 500 usb
mv usb away
works anze config name 海安市委网信办
works anze ledger checkpoint
for try in 2 3 4 5 6 7 8 9 10 11 12; do
	sql "UPDATE job SET due = 1 WHERE state = 'waiting'"
	works anze job run
done
says 'dead' anze job list --state dead
also '12'
says 'Jobs	look	1 jobs were given up' anze doctor
mv away usb
chmod 700 usb
is_json anze --json job list --state dead
job=$(python3 -c 'import json
print(json.load(open("out"))["rows"][0]["id"])')
works anze job retry "$job"
holds 'it came' [ -e "usb/checkpoint-$(size)" ]
says 'Jobs	fine' anze doctor

story 'an entry is proved to somebody who has no ledger'
works anze ledger prove 1
answer >proof
vkey=$(anze key show)
env -u ANZE_STORE "$ANZE" ledger check-proof --key "$vkey" proof >out 2>err
same $? 0
also 'Entry 1 is in the ledger'
also '"kind":"config.set"'
sed 's/^index 1$/index 2/' proof >other
fails 14 'The proof does not hold' anze ledger check-proof --key "$vkey" other
python3 - <<'PY'
import base64
lines = open('proof').read().split('\n')
entry = bytearray(base64.b64decode(lines[1][len('extra '):]))
entry[-20] ^= 1
lines[1] = 'extra ' + base64.b64encode(bytes(entry)).decode()
open('other', 'w').write('\n'.join(lines))
PY
fails 14 'The proof does not hold' anze ledger check-proof --key "$vkey" other
head -n 3 proof >other
fails 14 '' anze ledger check-proof --key "$vkey" other
ANZE_STORE=$here/stranger.anze ANZE_FILES= works anze init
stranger=$(ANZE_FILES= anze --store "$here/stranger.anze" key show)
fails 14 'None of the known keys' anze ledger check-proof --key "$stranger" \
    proof

story 'a new key signs, and the old checkpoints still count'
cp usb/checkpoint before
works anze --yes key rotate
lines 2 anze key show
works anze ledger checkpoint
says 'also with' anze ledger verify --against before
says 'also with' anze ledger verify --against usb/checkpoint
fails 14 '' anze ledger check-proof --key "$vkey" usb/checkpoint
same "$(stat -c %a "$files/key/checkpoint")" 600
says 'Checkpoint key	fine' anze doctor

story 'without its key nothing is signed, and the doctor says so'
mv "$files/key/checkpoint" kept
fails 5 'key/checkpoint' anze ledger checkpoint
fails 14 'Checkpoint key	broken' anze doctor
says 'Findings…0' anze ledger verify
works anze config name 南通市委网信办
cp stranger.anze.d/key/checkpoint "$files/key/checkpoint"
fails 14 'is not the key that the ledger names' anze doctor
mv kept "$files/key/checkpoint"
chmod 644 "$files/key/checkpoint"
says 'Checkpoint key	look	Others on this machine can read' anze doctor
chmod 600 "$files/key/checkpoint"

story 'an exported ledger is checked by a program that is not ours'
works anze region import --year 2024 "$sample/divisions-2024.csv"
says 'any tlog-tiles client' anze ledger export "$here/site"
vkey=$(anze key show | tail -n 1)
if [ -n "${ANZE_GO_VERIFY:-}" ] && [ -x "$ANZE_GO_VERIFY" ]; then
	holds 'it verifies' "$ANZE_GO_VERIFY" "$vkey" "$here/site" 300
	works anze config name 海门区委网信办
	works anze ledger export "$here/site"
	holds 'it verifies after growing' \
	    "$ANZE_GO_VERIFY" "$vkey" "$here/site" 300
	printf '\x00' | dd of="$here/site/tile/0/003" bs=1 seek=99 \
	    conv=notrunc status=none
	holds 'a changed tile is found' \
	    eval '! "$ANZE_GO_VERIFY" "$vkey" "$here/site" 3000'
else
	skip 'golang-1.19-go or golang-golang-x-mod-dev is not installed'
fi

story 'a backup is made while others write, and holds what was acknowledged'
mkfifo acknowledged
writes_on 10000 >acknowledged &
writer=$!
now_running $writer
exec 7<acknowledged
for round in 1 2 3; do
	for i in 1 2 3 4 5; do
		read -r last_said <&7
	done
	says 'are backed up in' anze backup "$here/stick"
	ANZE_STORE=$here/stick/store.anze ANZE_FILES= says "机构 $last_said" \
	    anze body show "$last_said"
	ANZE_STORE=$here/stick/store.anze ANZE_FILES= says 'Findings…0' \
	    anze ledger verify
done
kill $writer
wait $writer 2>err
exec 7<&-
says 'Findings…0' anze ledger verify
says 'All tables say' anze ledger rebuild
says 'Backup	fine' anze doctor
holds 'the key is not in it' [ ! -e stick/store.anze.d/key ]
holds 'it says what it is' grep -q restore stick/README.txt

story 'a backup leaves alone what is something else'
mkdir letters
echo 'my letters' >letters/store.anze
fails 7 'is no earlier backup of this store' anze backup "$here/letters"
same "$(cat letters/store.anze)" 'my letters'
fails 13 '' anze backup "$here/stick/README.txt"

story 'a backup restored says the same, in another epoch'
works anze backup "$here/stick"
entries=$(size)
anze ledger digest | grep -v '^maintenance\|^signer\|^ledger_touch' >before
origin=$(head -n 1 usb/checkpoint)
place restored
says "restored…The ledger is now $origin/e2" anze restore "$here/stick"
also 'only a checkpoint held elsewhere could tell'
same "$(grep -v maintenance before)" "$(anze ledger digest |
    grep -v '^maintenance\|^signer\|^ledger_touch')"
says 'ledger.begun' anze ledger show --from $((entries - 1))
says 'Findings…0' anze ledger verify
says 'All tables say' anze ledger rebuild
works anze doctor
unmoved fails 7 'already' anze restore "$here/stick"
works anze ledger checkpoint
holds 'its checkpoint has a name of its own' [ -e "usb/checkpoint-e2-$(size)" ]

story 'a checkpoint held elsewhere tells how many entries are lost'
place office
works anze backup "$here/stick"
for name in a b c; do
	works anze config name $name
done
works anze ledger checkpoint
lost=$(size)
place second
says '4 entries made after the backup are lost' anze restore "$here/stick" \
    --against "$here/usb/checkpoint-$lost"
says '"missing":4' anze ledger show --bytes --from $((lost - 4)) --most 1
says 'Findings…0' anze ledger verify

story 'the old key goes on only where nothing is lost'
place office
key=$files/key/checkpoint
place third
fails 6 'The old key cannot go on' anze restore "$here/stick" --key "$key"
fails 6 'The old key cannot go on' anze restore "$here/stick" --key "$key" \
    --against "$here/usb/checkpoint-$lost"
fails 6 'is not the key that this ledger names' anze restore "$here/stick" \
    --key "$here/stranger.anze.d/key/checkpoint" \
    --against "$here/stick/checkpoint"
fails 5 'There is no store' anze ledger verify
says 'No entry up to the checkpoint held elsewhere is lost' \
    anze restore "$here/stick" --key "$key" \
    --against "$here/stick/checkpoint"
also "The ledger is now $origin."
works anze ledger checkpoint
same "$(head -n 1 out)" "$origin"
says 'Findings…0' anze ledger verify

story 'a backup that is no backup, or was spoiled, is not restored'
place fourth
fails 5 'holds no backup' anze restore "$here/usb"
cp -r stick spoilt
python3 - <<'PY'
with open('spoilt/store.anze', 'r+b') as f:
    whole = f.read()
    at = whole.index('"name":"崇川区"'.encode()) + 9
    f.seek(at)
    f.write(bytes([whole[at] ^ 1]))
PY
fails 14 'was changed' anze restore "$here/spoilt"
fails 5 'There is no store' anze ledger verify
cp stick/store.anze spoilt/store.anze
sed -i 's/^[0-9]*$/99/' spoilt/checkpoint
fails 14 '' anze restore "$here/spoilt" --against "$here/spoilt/checkpoint"
fails 5 'There is no store' anze ledger verify

story 'a text that must not be here is removed, and every proof still holds'
place office
works add s:1
works anze body end s:1 --on 2024-06-01 --reason '本不应在此的内容'
entry=$(($(size) - 1))
says '本不应在此的内容' anze vault show $entry
works anze backup "$here/early"
works anze ledger prove $entry
answer >proof
says 'Removed, no. 保密办〔2026〕3号: 1 texts' anze --yes vault expunge \
    $entry --document 保密办〔2026〕3号 --approve 甲 --approve 乙
says '保密办〔2026〕3号' anze vault show $entry
never '本不应在此的内容'
says 'Removed by a document…1…Findings…0' anze ledger verify
says 'All tables say' anze ledger rebuild
works anze ledger check-proof --key "$(anze key show | tail -n 1)" proof
says 'vault.expunged…甲, 乙' anze ledger show
if on_sqlite; then
	holds 'its bytes are gone from the file' \
	    eval '! grep -q 本不应在此的内容 "$ANZE_STORE"*'
fi
holds 'the list of removals goes to the outside folder' \
    cmp "$files/expunged.list" usb/expunged.list
works anze backup "$here/late"
holds 'a later backup does not have it' \
    eval '! grep -q 本不应在此的内容 late/store.anze'
holds 'an earlier backup has it' grep -q 本不应在此的内容 early/store.anze

story 'what was removed after the backup is removed again by a restore'
place fifth
says '1 texts or files were removed again' anze restore "$here/early" \
    --expunged "$here/usb/expunged.list"
says '保密办〔2026〕3号' anze vault show $entry
never '本不应在此的内容'
says 'Findings…0' anze ledger verify
place sixth
says '1 texts or files were removed again' anze restore "$here/early"
says '保密办〔2026〕3号' anze vault show $entry
place seventh
echo 'text nonsense 1' >wrong.list
fails 3 'no line of a list of removals' anze restore "$here/early" \
    --expunged "$here/wrong.list"
fails 5 'anze init' anze ledger verify
says 'removed again' anze restore "$here/early"

the_end
