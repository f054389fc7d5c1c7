#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The register: who held which post, who answered for which system on a day, also
# when divisions and bodies were merged, and as it was known then.
. "${0%/*}/story.sh"
export ANZE_LANG=en ANZE_AS=keeper

# At each time of the table on standard input, ${1…} says the words behind it.
table() {
	local at words
	while read -r at words; do
		says "$words" "$@" --at "$at"
	done
}
# The import finds all there already: no entry is made.
found() {
	local before
	before=$(size)
	says 'Changes needed…0' "$@"
	same "$before" "$(size)"
}

new_store
works anze region import "$sample/division-history-1980-2024.csv"
cat >bodies.csv <<'CSV'
source,code,name,kind,superior,region,from,to
nt,0,江苏省委,party_committee,,320000,2000-01-01,
nt,1,南通市委,party_committee,nt:0,320600,2000-01-01,
nt,2,南通市人民政府,government,nt:1,320600,2000-01-01,
nt,3,南通市委网信委,leading_body,nt:1,320600,2014-06-01,
nt,4,南通市委网信办,office,nt:3,320600,2014-06-01,
nt,5,港闸区委,party_committee,nt:1,320611,2000-01-01,
nt,6,崇川区委,party_committee,nt:1,320602,2000-01-01,
nt,7,港闸区卫生局,department,nt:5,320611,2000-01-01,
nt,8,崇川区卫生局,department,nt:6,320602,2000-01-01,
nt,9,南通市卫生健康委员会,regulator,nt:2,320600,2000-01-01,
CSV
cat >persons.csv <<'CSV'
code,name,staff_no,from,to
1,张某甲,0101,2000-01-01,
2,李某乙,0102,2000-01-01,
3,王某丙,0103,2000-01-01,
4,赵某丁,0104,2000-01-01,
5,钱某戊,0105,2000-01-01,
CSV
cat >posts.csv <<'CSV'
code,body,title,capacities,seats,from,to
P1,nt:2,市长,first_responsible,,2000-01-01,
P2,nt:2,副市长,directly_responsible|team_member,,2000-01-01,
P3,nt:7,局长,first_responsible|directly_responsible,,2000-01-01,2020-07-01
P4,nt:8,局长,first_responsible|directly_responsible,,2000-01-01,
CSV
cat >tenures.csv <<'CSV'
code,person,body,post,kind,absent,due,document,from,to
T1,0101,nt:2,市长,substantive,,,苏委〔2019〕1号,2019-01-01,
T2,0102,nt:2,副市长,substantive,,,通委〔2019〕2号,2019-01-01,2024-02-29
T3,0103,nt:2,副市长,substantive,,,通委〔2024〕3号,2024-02-29,2025-01-01
T3,0103,nt:2,副市长,substantive,yes,,通委〔2024〕3号,2025-01-01,2025-07-01
T3,0103,nt:2,副市长,substantive,,,通委〔2024〕3号,2025-07-01,
T4,0104,nt:2,副市长,acting,,2025-06-30,通委〔2025〕4号,2025-01-01,2025-07-01
T5,0105,nt:7,局长,substantive,,,通委〔2018〕5号,2018-01-01,2020-07-01
T6,0104,nt:8,局长,presiding,,,,2018-01-01,
CSV

story 'sheets of persons, posts and tenures are brought in, once'
works anze body import bodies.csv
says 'Changes recorded…5' anze person import persons.csv
says 'Changes recorded…4' anze post import posts.csv
says 'Changes recorded…8' anze tenure import tenures.csv
for kind in person post tenure; do
	found anze "$kind" import "${kind}s.csv"
done

story 'what is exported can be imported again, and changes nothing'
for kind in person post tenure; do
	for form in csv xlsx; do
		works anze "$kind" export "out.$form"
		found anze "$kind" import "out.$form"
	done
done

story 'the day of a handover, a leap day, belongs to the one who comes'
table anze who 南通市人民政府 <<'TABLE'
2019-01-01 directly responsible: 李某乙 (副市长, substantive, 通委〔2019〕2号)
2024-02-28 directly responsible: 李某乙
2024-02-28T23:59 directly responsible: 李某乙
2024-02-29 directly responsible: 王某丙 (副市长, substantive, 通委〔2024〕3号)
2024-02-29T00:00 directly responsible: 王某丙
2024-03-01 directly responsible: 王某丙
TABLE
works anze who 南通市人民政府 --at 2024-02-29
never 李某乙

story 'before anybody held it the post is vacant'
says 'first responsible: —  ※ vacant' anze who 南通市人民政府 --at 2018-12-31

story 'an acting holder stands beside the one who is absent'
works anze who 南通市人民政府 --at 2025-03-01
also 'directly responsible: 王某丙'
also 'directly responsible: 赵某丁 (副市长, acting, 通委〔2025〕4号)'
works anze who 南通市人民政府 --at 2025-07-01
never 赵某丁

story 'an absent holder whom nobody stands in for is a gap'
works anze tenure withdraw T4 --reason 录入有误
says 'absent, and nobody stood in' anze who 南通市人民政府 --at 2025-03-01
says 'absent…南通市人民政府…副市长' \
    anze gaps --kind absent --at 2025-03-01

story 'a seat has one holder at a time, unless the post says otherwise'
fails 3 '南通市人民政府 副市长 has 1 seats, and 王某丙 holds one' \
    anze tenure correct T2 --ended 2024-03-05
fails 3 'It would end…before it begins' \
    anze tenure correct T3 --at 2024-06-01 --ended 2023-01-01

story 'what was known then is still told as it was known then'
before=$(size)
works anze tenure correct T3 --at 2024-02-29 --began 2024-03-05 \
    --reason 交接日期有误
works anze tenure correct T2 --ended 2024-03-05 --reason 交接日期有误
works anze who 南通市人民政府 --at 2024-03-01
also 'directly responsible: 李某乙'
never 王某丙
works anze who 南通市人民政府 --at 2024-03-01 --known-at $((before - 1))
also 'directly responsible: 王某丙'
never 李某乙

story 'a system answers by the territory in which it lies, then and now'
works anze industry add --name 卫生健康 --code 9 --from 2000-01-01
works anze regulator add --industry 卫生健康 --body nt:9 --region 320600 \
    --from 2000-01-01
works anze system add --name 港闸卫生网 --code s1 --kind portal --owner nt:7 \
    --supervisor nt:5 --region 320611 --industry 卫生健康 --from 2015-01-01
works anze body merge nt:7 nt:8 --on 2020-07-01 --document 苏政〔2020〕7号
works anze body merge nt:5 nt:6 --on 2020-07-01 --document 苏政〔2020〕7号
works anze who 港闸卫生网 --at 2020-03-15
also 'whose it is: 港闸区卫生局'
also 'first responsible: 钱某戊'
also 'the territory answers: 港闸区委'
also 'guidance and supervision: 南通市卫生健康委员会'
never 崇川区

story 'after a merger the body it went into answers, and says so'
works anze who 港闸卫生网 --at 2020-07-01
also 'whose it is: 崇川区卫生局  ※ had gone into this one by then ← 港闸区卫生局'
also 'first responsible: 赵某丁 (局长, presiding)  ※ no document says so'
also 'who leads answers: 崇川区委  ※ had gone into this one by then ← 港闸区委'
never 钱某戊

story 'the ladder goes up from the one it went into'
works anze ladder 港闸卫生网 --at 2020-07-01
also 'those involved…designated with reasons in each incident'
also 'first responsible: 崇川区卫生局'
also 'first responsible in the body above: 崇川区委'
also 'first responsible in the body above: 南通市委'
also 'coordinating body'
also 'supervising body: 南通市卫生健康委员会'

story 'an industry that nobody regulates falls to the place, by Article 4'
works anze industry add --name 其他 --code 99 --from 2000-01-01
works anze system add --name 市志网 --code s2 --kind business_system \
    --owner nt:2 --region 320600 --industry 其他 --from 2015-01-01
says 'guidance and supervision: 南通市委网信委  ※ not recorded as such' \
    anze who 市志网 --at 2020-01-01
also 'its industry has no regulator: Art. 4 gives it to the place'
fails 5 'No system and no body is called 市志网' anze who 市志网 --body

story 'a division that ended without one successor must be chosen anew'
works anze body add --name 莱芜办事处 --kind unit --code sd:1 --from 2000-01-01
works anze system add --name 莱芜网 --code s3 --kind portal --owner sd:1 \
    --region 371200 --from 2015-01-01
says 'the territory answers: —  ※ nobody is recorded' \
    anze who 莱芜网 --at 2016-01-01
also 'no leading organ of the place is recorded'
says 'the territory answers: —  ※ nobody is recorded' \
    anze who 莱芜网 --at 2020-01-01
also 'its division had ended, and none or several came after it'
works anze system change s3 --region 370116 --from 2018-12-26
says 'no leading organ of the place is recorded' \
    anze who 莱芜网 --at 2020-01-01

story 'the one who was on duty at 02:10 is the one whose shift began then'
cat >roster.csv <<'CSV'
body,person,role,phone,from,to
nt:2,0102,duty_officer,0513-1,2026-11-01 18:00,2026-11-02 02:10
nt:2,0103,duty_officer,0513-1,2026-11-02 02:10,2026-11-02 08:00
CSV
works anze roster import roster.csv
table anze who 南通市人民政府 <<'TABLE'
2026-11-02T02:09 duty officer: 李某乙 (0513-1
2026-11-02T02:10 duty officer: 王某丙 (0513-1
2026-11-02T07:59 duty officer: 王某丙 (0513-1
TABLE
works anze who 南通市人民政府 --at 2026-11-02T08:00
never 0513-1

story 'gaps are counted and listed, for one body and those under it'
says 'no_document…1' anze gaps --count --at 2020-01-01
works anze gaps --under nt:8 --at 2020-01-01
also 'no_document…崇川区卫生局…赵某丁…局长'
never 港闸
is_json anze gaps --json
works anze gaps --kind blank --at 2020-01-01
also 'blank…港闸区卫生局…港闸卫生网…Operator'

story 'who still holds a post that has ended is a gap, until he leaves it'
works anze post add --body nt:9 --title 科长 --code P5 --capacities contact \
    --from 2010-01-01
works anze tenure add --code T7 --person 0105 --post P5 --kind substantive \
    --document 通卫〔2021〕6号 --from 2021-01-01
works anze post end P5 --on 2022-01-01 --reason 机构改革
works anze gaps --kind post_ended --at 2021-12-31
never 钱某戊
says 'post_ended…南通市卫生健康委员会…钱某戊…科长…2022-01-01…provable later' \
    anze gaps --kind post_ended --at 2022-01-01
says 'post_ended…钱某戊…科长…2022-01-01' \
    anze gaps --kind post_ended --under nt:2 --at 2026-01-01
works anze gaps --kind post_ended --under nt:8 --at 2026-01-01
never 钱某戊
says 'post_ended…1' anze gaps --count --at 2022-01-01
says '"kind":"post_ended"…"subject_kind":"tenure"' \
    anze gaps --kind post_ended --at 2022-01-01 --json
says '撤销仍在任' anze gaps --help --lang zh_CN
works anze tenure end T7 --on 2022-01-01 --reason 机构改革
works anze gaps --kind post_ended --at 2026-01-01
never 钱某戊

story 'the ledger verifies, and the tables are what it says'
says 'Everything agrees' anze ledger verify
says 'All tables say what' anze ledger rebuild

the_end
