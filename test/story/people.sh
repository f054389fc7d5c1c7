#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Persons, posts and tenures as a clerk lives with them: sheets handed in with
# faults and corrected, lists put in order and written to files, two records found
# to be one person, somebody leaves.
. "${0%/*}/story.sh"
export ANZE_LANG=en ANZE_AS=keeper

# Lines of a text, each with its cells parted by '|', for the eye.
cells() {
	anze "$@" | tail -n +2 | cut -f "$columns" | tr '\t' '|'
}
# Which columns a list shows, then which rows it has.
columns=
listed() {
	local want=$1
	shift
	same "$want" "$(cells "$@" | tr '\n' ' ')"
}

# The import finds all there already: no entry is made.
found() {
	local before
	before=$(size)
	says 'Changes needed…0' "$@"
	same "$before" "$(size)"
}
# What stands in a file, without what marks it as UTF-8.
plain() {
	sed '1s/^\xEF\xBB\xBF//' "$1" | tr -d '\r'
}

story 'sheets are made from templates, judged row by row, corrected, taken'
new_store
cat >bodies.csv <<'CSV'
source,code,name,kind,superior,from
nt,1,甲局,government,,2010-01-01
nt,2,乙局,government,nt:1,2010-01-01
CSV
works anze body import bodies.csv
works anze --lang zh_CN person template persons.csv
same '内部编号,代码来源,代码,名称（必填）,工号,起始（必填）,截止' \
    "$(plain persons.csv)"
cat >>persons.csv <<'CSV'
,hr,1,张某甲,0107,2010-01-01,
,hr,2,,0108,2010年1月1日,
,hr,3,王某丙,0107,2010-01-01,
,hr,4,赵某丁,,2010-13-01,2009-01-01
CSV
unmoved fails 3 'rows of persons.csv cannot be taken' \
    anze person import persons.csv --errors wrong.csv
plain wrong.csv >wrong.txt
holds 'the copy has a column of what is wrong' grep -q '^What is wrong,' wrong.txt
holds 'a missing name is told' grep -q 'Name is missing. Fill it in' wrong.txt
holds 'a day that is none is told' grep -q '2010-13-01.*was not understood' \
    wrong.txt
# All is put right in the copy itself; what stands in its first column is passed over.
python3 - <<'PY'
import csv
rows = list(csv.reader(open('wrong.csv', encoding='utf-8-sig')))
rows[2][4] = '李某乙'
rows[3][5] = ''
rows[4][6:8] = ['2010-01-01', '']
csv.writer(open('right.csv', 'w', encoding='utf-8')).writerows(rows)
PY
says 'Changes recorded…4' anze person import right.csv
found anze person import right.csv
works anze person export out.xlsx
found anze person import out.xlsx
works anze --lang zh_CN person export out.csv
before=$(size)
says '需要变动…0' anze --lang zh_CN person import out.csv
same "$before" "$(size)"

story 'a post of another body, and a seat that two would hold, are told'
works anze post template posts.xlsx
cat >posts.csv <<'CSV'
source,code,body,title,capacities,seats,rank,from,to
nt,P1,甲局,局长,first_responsible,,1,2010-01-01,
nt,P2,甲局,副局长,directly_responsible|team_member,2,2,2010-01-01,
nt,P3,乙局,局长,first_responsible,,1,2010-01-01,
CSV
works anze post import posts.csv
works anze post export good.xlsx
found anze post import good.xlsx
cat >tenures.csv <<'CSV'
source,code,person,body,post,kind,document,from,to
nt,T1,0107,甲局,局长,substantive,1号,2015-01-01,
nt,T2,0108,甲局,nt:P3,substantive,,2015-01-01,
nt,T3,hr:3,甲局,局长,substantive,,2016-01-01,
nt,T4,hr:4,甲局,处长,acting,,2016-01-01,
CSV
unmoved fails 3 'cannot be taken' anze tenure import tenures.csv --errors t.csv
also 'is one of 乙局, not of 甲局'
also 'Row 2 says the same'
also 'no post called 处长'

story 'lists are cut by parts of names, put in order, paged and written'
cat >tenures.csv <<'CSV'
source,code,person,body,post,kind,document,from,to
nt,T1,0107,甲局,局长,substantive,1号,2015-01-01,
nt,T2,0108,乙局,局长,substantive,,2014-01-01,
nt,T3,hr:3,甲局,副局长,substantive,,2016-01-01,
nt,T4,hr:4,甲局,副局长,acting,,2013-01-01,
CSV
works anze tenure import tenures.csv
columns=3
listed 'T4 T2 T1 T3 ' tenure list --sort from
listed 'T3 T1 T2 T4 ' tenure list --sort=-from
listed 'T4 T3 T2 T1 ' tenure list --newest
listed 'T4 T3 ' tenure list --newest --most 2
listed 'T1 T2 ' tenure list --most 2
listed 'T1 T2 T3 T4 ' tenure list --sort kind,code
second=$(anze tenure list --most 2 | tail -1 | cut -f 1)
listed 'T3 T4 ' tenure list --after "$second"
listed 'T1 ' tenure list --newest --after "$second"
listed 'P2 ' post list --title 副
listed '1 ' person list --name 张
listed '3 ' person list --name 丙
listed '1 2 ' person list --staff-no 010
fails 2 'wants a number from 1 on' anze tenure list --most 0
fails 2 'wants a number from 1 on' anze tenure list --most=-3
fails 2 'no column wage' anze tenure list --sort wage
fails 2 'order of its own' anze tenure list --sort from --newest
says '2 rows were written' anze tenure list --kind substantive --sort from \
    --most 2 --to cut.xlsx
found anze tenure import cut.xlsx
says '4 rows were written' anze tenure list --all --to all.csv
found anze tenure import all.csv

story 'a correction of what was changed meanwhile is refused'
rev=$(anze tenure show nt:T1 --json | sed 's/.*"rev":\([0-9]*\).*/\1/')
works anze tenure change nt:T1 --document 9号 --from 2018-01-01
unmoved fails 6 'changed meanwhile' \
    anze tenure correct nt:T1 --document 2号 --expect "$rev"
works anze tenure correct nt:T1 --at 2016-01-01 --document 2号
says '9号' anze tenure show nt:T1
also '2号'
never '1号'
says '1号' anze tenure show nt:T1 --known-at "$rev"

story 'two records are found to be one person, who holds what both held'
works anze person add --name 张某甲 --code hr:9 --from 2010-01-01
works anze tenure add --person hr:9 --post nt:P2 --kind temporary \
    --from 2019-01-01 --to 2020-01-01 --code nt:T9
says '张某甲' anze person duplicates --json
also '甲局 副局长'
fails 2 'why the two are one person' anze person merge hr:9 0107
works anze person merge hr:9 0107 --reason 重复录入
fails 3 'cannot be merged with himself' anze person merge hr:9 0107 --reason x
lines 1 anze person duplicates
columns=3
listed 'T1 T1 T9 ' tenure list --person 0107 --all
listed 'T1 T1 T9 ' tenure list --person hr:9 --all
listed 'T9 T1 T1 ' tenure list --person 0107 --all --newest
says 'Also recorded under' anze person show 0107
works anze tenure export after.csv
found anze tenure import after.csv
found anze person import right.csv

story 'who leaves hands on what he held, and history keeps his name'
lines 2 anze person holdings 0107
fails 2 'why he leaves' anze person leave 0107 --on 2026-01-01
fails 2 'on which day' anze person leave 0107 --reason x
says 'handed to 李某乙' anze person leave 0107 --on 2026-01-01 --to 0108 \
    --document 3号 --reason 转任
lines 1 anze person holdings 0107 --at 2026-01-01
says '李某乙' anze person holdings 0107 --at 2025-12-31
says 'handed to 李某乙' anze person show 0107
says 'Document: 3号' anze tenure show nt:T1
says '"handovers":[{"document":"3号"…"to_name":"李某乙"' \
    anze tenure show nt:T1 --json
says '"merged":["' anze person show 0107 --json
says '"holdings":[{' anze person show 0108 --json
works anze tenure hand-over nt:T2 --to hr:3 --on 2026-02-01 --note 印章未交
says 'Remark: 印章未交' anze tenure show nt:T2
fails 7 'recorded already' anze tenure hand-over nt:T2 --to hr:3 --on 2026-02-01
fails 3 'to himself' anze tenure hand-over nt:T2 --to 0108 --on 2026-03-01
works anze ledger verify
works anze ledger rebuild

the_end
