#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A register that was invented, of one county: recorded, asked, found, proved.
. "${0%/*}/story.sh"
export ANZE_LANG=en ANZE_AS=keeper

story 'the same arguments make the same sheets, byte for byte'
works anze sample --scale county --seed 7 --data "$sample" --to one
works anze sample --scale county --seed 7 --data "$sample" --to two
works anze sample --scale county --seed 8 --data "$sample" --to three
holds 'two samples of one seed are the same' diff -r one two
holds 'samples of two seeds differ' bash -c '! diff -rq one three >/dev/null'

new_store
story 'a sample is recorded once, and then is there'
works anze sample --scale county --seed 7 --data "$sample"
before=$(size)
works anze sample --scale county --seed 7 --data "$sample"
same "$before" "$(size)"

story 'its sheets, imported one by one, change nothing'
for kind in person:persons post:posts tenure:tenures system:systems \
    contract:contracts phone:phones roster:rosters regulator:regulators; do
	says 'Changes needed…0' anze "${kind%:*}" import "one/${kind#*:}.csv"
done
same "$before" "$(size)"

story 'who answers for the county government, and what is missing there'
says 'whose it is…first responsible' anze who 南通市崇川区人民政府
also 'the territory answers'
says 'vacant' anze gaps --count
works anze gaps --under 南通市崇川区人民政府 --kind phone
is_json anze ladder 南通市崇川区人民政府门户网站 --json

story 'what it holds is found by parts of names, and by pinyin'
says 'system…南通市崇川区人民政府门户网站' anze search 崇川 门户
says 'person' anze search zhangmou
says 'body…南通市崇川区人民政府' anze search ccqrmzf

story 'systems of a whole subtree are a page of a list, the newest first'
works anze system list --under sample:320613-02 --newest --most 5
holds 'five systems and a heading' test "$(wc -l <out)" = 6
works anze system list --under sample:320613-02
all=$(wc -l <out)
works anze system list --under 320613
holds 'a division holds no fewer' test "$(wc -l <out)" -ge "$all"
fails 2 'cannot be asked of another day' \
    anze system list --under 320613 --at 2020-01-01

story 'an index that is filled anew finds the same'
works anze search 教育
before=$(answer)
works anze reindex
works anze search 教育
same "$before" "$(answer)"

story 'the ledger verifies, and the tables are what it says'
says 'Everything agrees' anze ledger verify
says 'All tables say what' anze ledger rebuild

the_end
