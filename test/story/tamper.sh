#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Somebody who has the machine changes what was recorded: the ledger says what
# and where.
. "${0%/*}/story.sh"

# A copy of the sound store, to be spoiled.
again=0
spoil() {
	again=$((again + 1))
	copy_store sound "spoilt$again"
}

# Who has the database can take the guards off.
unguarded() { # TABLE STATEMENT…
	local table=$1 off

	shift
	if on_sqlite; then
		off="DROP TRIGGER ${table}_no_update; DROP TRIGGER
		    ${table}_no_delete"
	else
		off="DROP TRIGGER ${table}_append_only ON $table"
	fi
	sql "$off; $*" >/dev/null
}

# One bit of what an entry says, at the first place where TEXT stands.
flipped() { # SEQ TEXT
	sql "SELECT $(hex_of entry) FROM ledger_entry WHERE seq = $1" |
	    python3 -c 'import sys
entry = bytearray(bytes.fromhex(sys.stdin.read()))
entry[entry.index(sys.argv[1].encode())] ^= 1
print(entry.hex())' "$2"
}

story 'a sound store has no finding'
new_store sound
echo '南通市委网信办' >memo.txt
hash=$(sha256sum memo.txt)
hash=${hash%% *}
says 'Changes recorded…3213' anze region import --year 2024 \
    "$sample/divisions-2024.csv"
works anze body add --name 南通市数据局 --kind regulator --code nt:301 \
    --region 320600 --from 2024-01-01
works anze body change nt:301 --from 2024-06-01 --name 南通市数据管理局 \
    --reason '按照机构改革方案'
changed=$(($(size) - 1))
works anze ledger checkpoint
answer >checkpoint
works anze config name 南通
mkdir "$files/blob/${hash:0:2}"
cp memo.txt "$files/blob/${hash:0:2}/$hash"
sql "INSERT INTO blob (hash, size, owner) VALUES ($(bytes $hash),
    $(stat -c %s memo.txt), $(bytes 00000000000000000000000000000000))"
says 'Tiles…12…Texts…1…Files…1…Findings…0' anze ledger verify \
    --against checkpoint
also 'Everything agrees'
works anze ledger rebuild
never 'no'
works anze doctor
never broken

story 'ordinary SQL cannot change or remove what was recorded'
before=$(footprint)
for table in ledger_entry ledger_tile ledger_checkpoint; do
	for statement in "DELETE FROM $table" "UPDATE $table SET $(
	    case $table in
	    ledger_entry) echo 'entry = hash' ;;
	    ledger_tile) echo 'root = hashes' ;;
	    *) echo "note = ''" ;;
	    esac)"; do
		refused=$(sql "$statement" 2>&1)
		holds "$statement is refused: $refused" \
		    [ "${refused#*append only}" != "$refused" ]
	done
done
on_sqlite || holds 'TRUNCATE is refused' \
    eval '! sql "TRUNCATE ledger_entry CASCADE"'
same "$before" "$(footprint)"

story 'an entry flipped by one bit is named'
spoil
unguarded ledger_entry "UPDATE ledger_entry SET entry =
    $(bytes "$(flipped 1700 name)") WHERE seq = 1700"
fails 14 'Entry 1700 was changed' anze ledger verify
also 'Tile 6 of level 0 no longer agrees'
also 'Keep the store as it is'
fails 14 'Entry 1700' anze backup "$here/copy"
holds 'no backup was made of it' [ ! -e copy/store.anze ]
fails 14 '' anze ledger export "$here/site"
fails 14 '' anze ledger rebuild

# PostgreSQL's pages have sums of their own, if its administrator wants them.
if on_sqlite; then
	story 'one bit flipped on the disk is found, wherever it is'
	spoil
	sqlite3 "$ANZE_STORE" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	python3 - "$ANZE_STORE" <<'PY'
import sys
with open(sys.argv[1], 'r+b') as f:
    whole = f.read()
    at = whole.index('"name":"崇川区"'.encode()) + 9
    f.seek(at)
    f.write(bytes([whole[at] ^ 1]))
PY
	fails 14 'was changed: its content no longer has the hash' \
	    anze ledger verify
fi

story 'an entry rewritten together with its hash is found by the tree'
spoil
forged=$(flipped 1700 name)
leaf=$(python3 -c 'import hashlib, sys
print(hashlib.sha256(bytes.fromhex("00" + sys.argv[1])).hexdigest())' "$forged")
unguarded ledger_entry "UPDATE ledger_entry SET entry = $(bytes "$forged"),
    hash = $(bytes "$leaf") WHERE seq = 1700"
fails 14 'Tile 6 of level 0 no longer agrees' anze ledger verify
also 'checkpoint at…does not agree with the entries'
also "head has another root"

story 'two entries that changed places are named'
spoil
unguarded ledger_entry 'UPDATE ledger_entry SET seq = -1 WHERE seq = 20;
    UPDATE ledger_entry SET seq = 20 WHERE seq = 21;
    UPDATE ledger_entry SET seq = 21 WHERE seq = -1'
fails 14 'Entry 20 says another number of itself' anze ledger verify

story 'an entry that was removed is named'
spoil
unguarded ledger_entry 'DELETE FROM ledger_entry WHERE seq = 1000'
fails 14 'Entry 1000 is missing' anze ledger verify
fails 14 '' anze ledger rebuild
spoil
unguarded ledger_entry 'DELETE FROM ledger_entry WHERE seq > 999 AND seq < 2000'
fails 14 'entries 1000 to 1999 are missing' anze ledger verify

story 'an end that was cut off is named'
spoil
unguarded ledger_entry "DELETE FROM ledger_entry WHERE seq >= $changed"
fails 14 'The last entries are missing: 3215 are there, and 3217' \
    anze ledger verify
also 'checkpoint was signed at 3216 entries…cut off'
fails 14 'The ledger holds 3215 entries and should hold 3217' anze doctor

story 'an entry that was added past the program is named'
spoil
sql "INSERT INTO ledger_entry SELECT seq + 1, entry, hash FROM ledger_entry
    WHERE seq = $(($(size) - 1))"
fails 14 'says another number of itself' anze ledger verify
also 'There are more entries (3218) than were recorded (3217)'

story 'a tile that was removed, changed or added is named'
spoil
unguarded ledger_tile 'DELETE FROM ledger_tile WHERE level = 0 AND n = 3'
fails 14 'Tile 3 of level 0 was removed' anze ledger verify
spoil
unguarded ledger_tile 'UPDATE ledger_tile SET root = (SELECT root FROM
    ledger_tile WHERE level = 0 AND n = 4) WHERE level = 0 AND n = 5'
fails 14 'Tile 5 of level 0 no longer agrees' anze ledger verify
spoil
sql 'INSERT INTO ledger_tile SELECT level, 12, hashes, root FROM ledger_tile
    WHERE level = 0 AND n = 0'
fails 14 'Tile 12 of level 0' anze ledger verify

story 'a checkpoint that was changed is named'
spoil
unguarded ledger_checkpoint "UPDATE ledger_checkpoint SET note =
    replace(note, '3216', '3215')"
fails 14 'The checkpoint at 3216 entries was changed' anze ledger verify

story 'a damaged head is named'
spoil
sql "UPDATE ledger_head SET size = size - 1"
fails 14 'head' anze ledger verify
spoil
sql "UPDATE ledger_head SET last_at = last_at + 1"
fails 14 'says another time than its last entry, 3216' anze ledger verify
spoil
sql "DELETE FROM ledger_head"
fails 14 '' anze ledger verify
fails 14 '' anze config name x

story 'a text of the vault that was edited or removed is named'
spoil
sql "UPDATE vault SET text = '按照另一个方案'"
fails 14 "The vault's text…was changed" anze ledger verify
spoil
sql "DELETE FROM vault"
fails 14 "which entry $changed names, was removed from the vault without" \
    anze ledger verify
spoil
sql "UPDATE vault SET text = NULL, salt = NULL, removed_by = '保密办3号'"
fails 14 'marked as removed by a document, and no entry says so' \
    anze ledger verify

story 'a file that was changed, removed or exchanged is named'
spoil
file=$files/blob/${hash:0:2}/$hash
echo '南通市委网信辦' >"$file"
fails 14 "The file $hash was changed" anze ledger verify
rm "$file"
fails 14 "The file $hash is missing" anze ledger verify
ln -s /etc/passwd "$file"
fails 14 "The file $hash is missing or cannot be read" anze ledger verify
rm "$file"
cp memo.txt "$file"
says 'Findings…0' anze ledger verify

story 'a derived row that was edited is found by rebuild, and mended'
spoil
sql "UPDATE region_row SET name = '北京特别市' WHERE name = '北京市'"
says '北京特别市' anze region show 110000
says 'Findings…0' anze ledger verify
fails 14 'region_row' anze ledger rebuild
says '北京特别市' anze region show 110000
says 'replaced' anze ledger rebuild --replace
says '北京市' anze region show 110000
never '北京特别市'
says 'All tables say' anze ledger rebuild
says 'rebuild' anze ledger show --most 1
says 'Findings…0' anze ledger verify --against checkpoint

story 'derived rows that were removed or added are found, and mended'
spoil
sql "DELETE FROM body_alias; DELETE FROM config; INSERT INTO region_successor
    SELECT id, '999999', 2024, 0 FROM region WHERE code = '110000'"
fails 14 '' anze ledger rebuild
also 'body_alias…0…no' 
works anze ledger rebuild --replace
says '南通市数据管理局' anze body show nt:301
says '南通' anze config name
never 999999
says 'All tables say' anze ledger rebuild

story 'a table that was dropped is named, and made anew from the ledger'
spoil
sql 'DROP TABLE body_guide'
fails 15 'body_guide…anze upgrade' anze body list
fails 14 'body_guide' anze doctor
says 'Findings…0' anze ledger verify
says 'made anew' anze upgrade
says 'All tables say' anze ledger rebuild
spoil
if on_sqlite; then
	sql 'DROP TABLE vault'
else
	sql 'DROP TABLE vault CASCADE'
fi
fails 14 'vault' anze ledger verify

story 'a database that was cut off or overwritten is no store any more'
if on_sqlite; then
	spoil
	truncate -s 100000 "$ANZE_STORE"
	fails 14 'is damaged…restore a backup' anze ledger verify
	fails 14 'is damaged' anze region list
	fails 14 'is damaged' anze config name x
	fails 14 'is damaged' anze doctor
	: >"$ANZE_STORE"
	fails 14 'is an empty file' anze ledger verify
	fails 14 'is an empty file' anze doctor
	spoil
	root=$(sqlite3 "$ANZE_STORE" "SELECT rootpage FROM sqlite_master
	    WHERE name = 'ledger_entry'")
	dd if=/dev/zero of="$ANZE_STORE" bs=4096 seek=$((root - 1)) count=1 \
	    conv=notrunc status=none
	fails 14 '' anze ledger verify
	fails 14 '' anze doctor
	spoil
	dd if=/dev/zero of="$ANZE_STORE" bs=100 count=1 conv=notrunc \
	    status=none
	fails 14 '' anze ledger verify
	sqlite3 other.anze 'CREATE TABLE t (x)'
	ANZE_STORE=$here/other.anze fails 2 'another program' anze config
	ANZE_STORE=$here/other.anze fails 14 'another program' anze doctor
else
	spoil
	forget
	fails 5 'There is no store' anze ledger verify
	fails 14 'There is no store' anze doctor
fi

story 'a whole ledger made anew agrees with itself, and not with a checkpoint'
copy_store sound forged
origin=$(head -n 1 checkpoint)
forget
works anze init --origin "$origin"
sed 's/北京市/北平市/' "$sample/divisions-2024.csv" >forged.csv
works anze region import --year 2024 forged.csv
works anze body add --name 南通市数据局 --kind regulator --code nt:301 \
    --region 320600 --from 2024-01-01
for name in a b c; do
	works anze config name $name
done
says 'Findings…0' anze ledger verify
also 'only a checkpoint held elsewhere can show'
fails 14 'at 3216 entries its root is another. History was rewritten' \
    anze ledger verify --against checkpoint

story 'an earlier state put back is found by a checkpoint'
copy_store sound earlier
for name in a b c; do
	works anze config name $name
done
works anze ledger checkpoint
answer >later
place sound
fails 14 'covers 3220 entries, and only 3217 are there' \
    anze ledger verify --against later
says 'Findings…0' anze ledger verify --against checkpoint

story 'a checkpoint of another ledger, or a changed one, is refused'
sed 's/3216/3217/' checkpoint >changed
fails 14 'signature' anze ledger verify --against changed
echo nothing >changed
fails 14 'not a signed note' anze ledger verify --against changed
place stranger
works anze init
works anze ledger checkpoint
answer >strange
place sound
fails 14 'None of the known keys signed this' \
    anze ledger verify --against strange

the_end
