#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Bodies: brought in from a sheet, entered by hand, changed, corrected, ended,
# withdrawn and merged; and who stands under whom, then and now.
. "${0%/*}/story.sh"

head=source,code,name,kind,superior,guided_by,region,industry,from,to

listed() { # the codes of a list, in order
	cut -f 3 out | tail -n +2 | paste -sd ' '
}

new_store
cat >before.csv <<CSV
code,name,level,start_year,end_year,successors
320000,江苏省,1,1980,,
320600,南通市,2,1980,,
320602,崇川区,3,1991,,
320611,港闸区,3,1991,,
320682,如皋市,3,1991,,
130000,河北省,1,1980,,
130500,邢台市,2,1986,,
130521,邢台县,3,1986,,
CSV
cat >after.csv <<CSV
code,name,level,start_year,end_year,successors
320602,崇川区,3,1991,2020,320613
320611,港闸区,3,1991,2020,320613
320613,崇川区,3,2020,,
130502,襄都区,3,2020,,
130503,信都区,3,2020,,
130521,邢台县,3,1986,2020,130502;130503
CSV
cat >bodies.csv <<CSV
$head
nt,1,南通市委,party_committee,,,320600,,2000-01-01,
nt,2,南通市人民政府,government,nt:1,,320600,,2000-01-01,
nt,3,南通市委网信办,网信办,1,,320600,,2014-06-01,
nt,4,南通市公安局,police,南通市人民政府,3,320600,,2000/1/1,
nt,5,南通市卫生局,regulator,2,3,320600,卫生,2000-01-01,
nt,5,南通市卫生健康委员会,regulator,2,3|4,320600,卫生,2014年12月1日,
nt,6,如皋市人民政府,government,2,,320682,,2000-01-01,
nt,7,港闸区人民政府,government,2,,320611,,2000-01-01,
nt,8,如皋市文化馆,unit,nt:6,,320682,文化,2005-05-01,
CSV
works anze region import before.csv

story 'a trial judges every row and records nothing'
unmoved says 'Changes needed…9…Changes recorded…0…this was a trial' \
    anze body import --dry-run bodies.csv

story 'faults are told by row and column, and the other rows are judged too'
cat >faults.csv <<CSV
$head
a,1,甲,unit,a:2,,,,2024-01-01,
a,2,乙,unit,a:3,,,,2024-01-01,
a,3,丙,unit,a:1,,,,2024-01-01,
a,4,丁,thing,,,,,2024-01-01,
a,5,戊,unit,nowhere,,,,2024-01-01,
a,6,己,unit,,,999999,,2024-01-01,
a,7,庚,unit,,,,,2024-02-30,
a,8,辛,unit,,,,,2024-03-01,2024-02-01
a,9,,unit,,,,,2024-03-01,
a,10,壬,unit,,,,,2024-03-01,
a,10,癸,unit,,,,,2024-03-01,
CSV
unmoved fails 3 'line 2, column 5, "Superior"…甲 → 乙 → 丙 → 甲' \
    anze body import faults.csv
also 'line 5, column 4, "Kind"…"thing"'
also 'line 6, column 5, "Superior"…nowhere'
also 'line 7, column 7, "Division"…999999'
also 'line 8, column 9, "From"…The day 2024-02-30 does not exist'
also 'line 9, column 10, "Until"…2024-02-01'
also 'line 10, column 3, "Name"…missing'
also 'line 12, column 9, "From"…see row 11'
also 'Rows with faults…8'
also 'nothing was recorded'
unmoved fails 17 'cannot be taken' anze body import --dry-run faults.csv
also 'Rows with faults…8'
unmoved fails 3 'line 2' anze --json body import faults.csv
holds 'each fault is JSON' python3 -c 'import json
for line in open("err"): json.loads(line)'

story 'an import records each row, and again nothing'
says 'Changes recorded…9' anze body import bodies.csv
entries=$(size)
says 'Already there…9…Changes needed…0' anze body import bodies.csv
{
	tail -n +2 bodies.csv | tac
	echo $head
} | tac >turned.csv
says 'Already there…9…Changes needed…0' anze body import turned.csv
python3 "$top/test/story/workbook.py" bodies.xlsx $(cat bodies.csv)
says 'Changes needed…0' anze body import bodies.xlsx
same "$(size)" "$entries"

story 'a list can be brought in again elsewhere'
anze body list | cut -f 2-11 | sed 's/\t/,/g' >listed.csv
sed -i '1s/.*/source,code,name,kind,superior,guided_by,region,industry,from,to/' \
    listed.csv
says 'Changes needed…0' anze body import listed.csv

story 'lists are cut by kind, place, superior, industry, name and day'
lines 9 anze body list
lines 2 anze body list --kind office
also 南通市委网信办
lines 9 anze body list --region 320000
lines 3 anze body list --region 320682
lines 7 anze body list --under nt:1 --at 2010-01-01
lines 2 anze body list --under 如皋市人民政府 --region 320682 --at 2024-01-01 \
    --industry 文化
lines 2 anze body list --industry 卫生
lines 2 anze body list --name 公安
lines 1 anze body list --at 1999-12-31
lines 4 anze body list --most 3
works anze body list --under nt:6
same "$(listed)" 8
is_json anze --json body list

story 'a tree shows who stands under whom on a day'
works anze body tree
cat >tree <<TREE
1  南通市委
  2  南通市人民政府
    4  南通市公安局
    5  南通市卫生健康委员会
    6  如皋市人民政府
    7  港闸区人民政府
  3  南通市委网信办
TREE
same "$(cat tree)" "$(cat out)"
says '      8  如皋市文化馆' anze body tree --depth 5
lines 1 anze body tree nt:2 --depth 0
lines 3 anze body tree nt:2 --at 2003-01-01 --kind government
is_json anze --json body tree

story 'one is shown with its states, its line and its history'
says 南通市卫生健康委员会 anze body show nt:5
also 'Stands under: 南通市人民政府 → 南通市委'
also '2000-01-01 – 2014-12-01  南通市卫生局'
also '南通市卫生局 was entered'
also 'Changed from 2014-12-01'
says '南通市卫生局' anze body show 5 --at 2010-01-01
says '南通市卫生健康委员会' anze body show 南通市卫生局
is_json anze --json body show nt:5
same "$(python3 -c 'import json
b = json.load(open("out"))
print(b["code"], [s["name"] for s in b["states"]], [a["name"] for a in
    b["above"]], len(b["history"]))')" \
    "5 ['南通市卫生局', '南通市卫生健康委员会'] ['南通市人民政府', '南通市委'] 2"

story 'one is entered by hand, and asking again is refused'
says '南通市数据局 was entered' anze --as 李四 body add --name 南通市数据局 \
    --kind regulator --code nt:301 --superior nt:2 --guided-by nt:3 \
    --guided-by nt:4 --region 320600 --industry 数据 --from 2024-03-01
says '李四' anze body show nt:301
unmoved fails 7 'is taken by another body' anze body add --name 某局 \
    --kind unit --code nt:301 --from 2024-03-01

story 'who or what is not known is named'
add() {
	anze body add --name 某单位 --kind unit --from 2024-01-01 "$@"
}
unmoved fails 5 'nt:99' add --superior nt:99
unmoved fails 5 '999999' add --region 999999
unmoved fails 5 'nobody' add --guided-by nobody
unmoved fails 2 'cannot be "thing"' anze body add --name 某单位 --kind thing \
    --from 2024-01-01
unmoved fails 3 'not later than it begins' add --to 2023-01-01
unmoved fails 2 'date of the calendar' anze body add --name 某单位 --kind unit \
    --from 2024-02-30
unmoved fails 5 'nt:99' anze body show nt:99
unmoved fails 5 'nt:99' anze body tree nt:99

story 'a name that two bear is asked back'
works add --code x:1
works add --code x:2
fails 3 'x:1' anze body show 某单位
says 某单位 anze body show x:1

story 'a circle is refused, and the message names it'
unmoved fails 3 '南通市人民政府 → 如皋市人民政府 → 南通市人民政府' \
    anze body change nt:2 --superior nt:6 --from 2024-01-01
unmoved fails 3 'cannot stand under itself' \
    anze body change nt:2 --superior nt:2 --from 2024-01-01
unmoved fails 3 '→' anze body correct nt:1 --superior nt:6 --at 2010-01-01
unmoved fails 3 'begins only on 2005-05-01' \
    anze body correct nt:1 --superior nt:8 --at 2010-01-01

story 'the world changes from a day on'
says 'was changed from 2024-01-01' anze body change nt:6 --superior nt:1 \
    --from 2024-01-01 --reason '省直管县改革'
says 'Stands under: 南通市委' anze body show nt:6 --at 2024-01-01
never '南通市人民政府 →'
says 'Stands under: 南通市人民政府 → 南通市委' anze body show nt:6 \
    --at 2023-12-31
says 省直管县改革 anze vault show $(($(size) - 1))
says '  6  如皋市人民政府' anze body tree
unmoved fails 3 '' anze body change nt:6 --from 1990-01-01 --name 如皋县

story 'what was wrong is corrected, and what was said stays'
works anze body correct nt:8 --at 2010-01-01 --name 如皋市图书馆 \
    --from 2004-05-01 --reason 录入有误
says 如皋市图书馆 anze body show nt:8 --at 2010-01-01
says 如皋市图书馆 anze body show nt:8 --at 2004-06-01
also '如皋市文化馆 was entered'
also 'Corrected from 2004-05-01'

story 'who leads others does not end before they are led elsewhere'
unmoved fails 3 'leads others after 2024-09-01' \
    anze body end nt:2 --on 2024-09-01
says 'is no more from 2024-09-01' anze body end nt:8 --on 2024-09-01 \
    --reason 撤销
works anze body list --under nt:6 --at 2024-09-01
same "$(listed)" ''
works anze body list --under nt:6 --at 2024-08-31
same "$(listed)" 8

story 'what was entered by mistake is withdrawn, stays visible, counts nowhere'
unmoved fails 2 '--reason' anze body withdraw x:2
says 'was withdrawn' anze body withdraw x:2 --reason 重复录入
says 'entered by mistake' anze body show x:2
lines 2 anze body list --name 某单位
says 某单位 anze body show 某单位
unmoved fails 6 'was withdrawn' anze body change x:2 --name 别的
unmoved fails 6 'was withdrawn' anze body withdraw x:2 --reason 再来

story 'one that goes into another hands over whom it led and guided'
works anze body merge nt:2 nt:1 --on 2024-10-01 --document 通委〔2024〕3号
says '通委〔2024〕3号' anze body show nt:2
also 'went into 1 南通市委'
works anze body tree --at 2024-10-01 --depth 1
cat >tree <<TREE
1  南通市委
  3  南通市委网信办
  4  南通市公安局
  5  南通市卫生健康委员会
  6  如皋市人民政府
  7  港闸区人民政府
  301  南通市数据局
TREE
same "$(sort tree)" "$(grep -v 某单位 out | sort)"
says '    7  港闸区人民政府' anze body tree --at 2024-09-30
unmoved fails 6 'went into another body' \
    anze body merge nt:2 nt:1 --on 2024-11-01
unmoved fails 3 'is not there on 2024-11-01' \
    anze body change nt:2 --from 2024-11-01 --name 别的

story 'whose division ended goes to the one that came after it'
works anze body add --name 邢台县网信办 --kind office --code xt:1 \
    --region 130521 --from 2015-01-01
works anze region import after.csv
says '320613' anze body list --name 港闸区人民政府
says '320611' anze body list --name 港闸区人民政府 --at 2019-06-01

story 'where several came after it somebody must choose'
works anze body list --due
same "$(listed)" 1
says 'Its division 130521 邢台县 ended' anze body show xt:1
works anze body change xt:1 --from 2020-06-01 --region 130503
works anze body list --due
same "$(listed)" ''
unmoved fails 3 '130502' anze body add --name 邢台县公安局 --kind police \
    --region 130521 --from 2024-01-01
says 'was entered' anze body add --name 崇川区公安局 --kind police \
    --region 320602 --from 2024-01-01
also '320613'

story 'a file that says otherwise stops, is skipped, or updates'
cat >update.csv <<CSV
$head
nt,4,南通市公安局,police,1,3,320600,公安,2000-01-01,
nt,302,南通市密码管理局,department,1,,320600,,2020-01-01,
CSV
unmoved fails 3 'line 2' anze body import update.csv
says 'Changes recorded…1' anze body import --on-conflict skip update.csv
says '密码管理局' anze body show nt:302
fails 5 '' anze body show nt:303
says 'Changes recorded…1' anze body import --on-conflict update update.csv
says '公安' anze body show nt:4
also 'Corrected from 2000-01-01'
says 'Changes needed…0' anze body import --on-conflict update update.csv

story 'after all of it the ledger verifies and the tables say what it says'
says 'Findings…0' anze ledger verify
says 'All tables say' anze ledger rebuild
lines 1 anze imports --open

the_end
