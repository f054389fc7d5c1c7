#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The country's administrative divisions and their history since 1980.
. "${0%/*}/story.sh"

history=$sample/division-history-1980-2024.csv
townships=$sample/townships-2023.csv

# How many divisions down to counties were there at the end of a year?
counted() { # YEAR
	anze region list --year "$1" | awk -F '\t' 'NR > 1 && $4 < 4' | wc -l
}

story 'the nation comes in with its history'
new_store
says 'Changes recorded…0…this was a trial' anze region import --dry-run \
    "$history"
same "$(size)" 1
says 'Rows read…6823' anze region import "$history"
also 'Rows with faults…0'
also 'Changes recorded…10598'
entries=$(size)
same "$entries" 10599

story 'a second import of the same file changes nothing'
says 'Changes needed…0' anze region import "$history"
same "$(size)" "$entries"
cp "$history" renamed.csv
says 'Changes needed…0' anze region import renamed.csv
same "$(size)" "$entries"

story 'the table of one year says nothing new of that year'
says 'Already there…3213' anze region import --year 2024 \
    "$sample/divisions-2024.csv"
also 'Changes needed…0'
same "$(size)" "$entries"

story 'each year has the divisions it had'
while read -r year n; do
	same "$year: $(counted $year)" "$year: $n"
done <<YEARS
1990 3203
2000 3231
2010 3226
2015 3218
2020 3211
2024 3213
YEARS
lines 35 anze region list --level 1
lines 334 anze region list --level 2 --year 2024
lines 1 anze region list --year 1979

story 'the list of a year is the table that others publish of it'
anze region list --year 2024 | awk -F '\t' 'NR > 1 && $4 < 4 {
	printf "%s,%s,%s,%s\n", $2, $3, $4, $5 }' >listed
tail -n +2 "$sample/divisions-2024.csv" >published
same "$(sort published | sha256sum)" "$(sort listed | sha256sum)"

story 'a district that went into another names its successor'
says '港闸区' anze region show 320611 --year 2019
also '1991–2020  港闸区, in 320600'
also '1983–1991  郊区'
also 'After it: 320613 崇川区, from 2020'
also 'It ended in 2020'
says 'Before it: 320611 港闸区, until 2020' anze region show 320613
also 'Before it: 320602 崇川区, until 2020'

story 'a prefecture that ended without a successor says so'
says '莱芜市' anze region show 371200
also '1992–2018'
also 'No successor is recorded'
says '370116 莱芜区, from 2018' anze region show 371202
also 'In 2006 a part went to 371203 钢城区'
says 'In 2006 a part came from 371202 莱城区' anze region show 371203

story 'a county that was divided names all its successors'
says 'After it: 130502 襄都区, from 2020' anze region show 130521
also 'After it: 130503 信都区, from 2020'
also 'Before it: 132221 邢台县, until 1986'

story 'a tree shows who lay where, then and now'
says '320600  南通市…  320611  港闸区' anze region tree 320600 --year 2010
says '320600  南通市' anze region tree 320600 --year 2024
never 港闸区
also '  320613  崇川区'
lines 34 anze region tree --depth 0
lines 3213 anze region tree --depth 9 --year 2024

story 'a list is cut by level, place and name, and read in pages'
lines 8 anze region list --under 320600 --year 2024
lines 9 anze region list --under 320600 --year 2010
lines 96 anze region list --under 320000 --level 3 --year 2024
says '朝阳区' anze region list --name 朝阳 --year 2024
anze region list --year 2024 | tail -n +2 >whole
after=
: >pages
while :; do
	anze region list --year 2024 --most 500 ${after:+--after $after} |
	    tail -n +2 >page
	[ -s page ] || break
	cat page >>pages
	after=$(tail -n 1 page | cut -f 2)
done
same "$(sha256sum <whole)" "$(sha256sum <pages)"

story 'programs are shown the same'
is_json anze --json region show 320611
same "$(python3 -c 'import json
r = json.load(open("out"))
print(r["code"], r["from_year"], r["to_year"], r["successors"][0]["code"],
    len(r["names"]), len(r["history"]))')" '320611 1983 2020 320613 2 3'
is_json anze --json region list --year 2024 --level 1
same "$(python3 -c 'import json
print(len(json.load(open("out"))["rows"]))')" 34
is_json anze --json region tree 320600

story 'a code that never was is not found'
fails 5 '999999' anze region show 999999
fails 5 '999999' anze region list --under 999999
fails 5 '999999' anze region tree 999999

story 'townships come in below the counties'
fails 2 'Give it: --year 2024' anze region import "$townships"
says 'Changes recorded…41352' anze region import --year 2023 "$townships"
same "$(counted 2024)" 3213
says '110101001  东华门街道' anze region tree 110101 --year 2023
lines 41353 anze region list --level 4 --year 2023
says '东华门街道…In use from	2023' anze region show 110101001
says 'Changes needed…0' anze region import --year 2023 "$townships"

story 'after it the ledger verifies and the tables say what it says'
says "Entries…51951…Findings…0" anze ledger verify
says 'All tables say what the 51 951 entries say' anze ledger rebuild
never '	no	'
lines 1 anze imports --open
works anze ledger checkpoint
answer >checkpoint

if ! on_sqlite; then
	story 'both databases have the same digests of the same ledger'
	works anze backup "$here/backup"
	key=$files/key/checkpoint
	digests() { # FILE: all but when the store itself was restored
		anze ledger digest >"$1"
		sed -i '/^maintenance	/d' "$1"
	}
	digests original
	place again
	works anze restore "$here/backup" --key "$key" \
	    --against "$here/checkpoint"
	digests postgres
	export ANZE_STORE=$here/again.anze
	unset ANZE_FILES
	works anze restore "$here/backup" --key "$key" \
	    --against "$here/checkpoint"
	says 'Findings…0' anze ledger verify --against "$here/checkpoint"
	digests sqlite
	holds 'there are digests' [ "$(wc -l <sqlite)" -gt 10 ]
	same "$(cat postgres)" "$(cat sqlite)"
	same "$(cat original)" "$(cat sqlite)"
fi

the_end
